"""The web chat's own memory of what was said, so that a reload shows it again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.database import Reader, Row, Writer
from storage.messages import Outgoing, pack, unpack_outgoing
from storage.schema import drafts as drafts_table
from storage.schema import transcript, web_sessions

LAST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a chat. `key` is the browser's own id where the person wrote it."""

    id: int
    author: str
    key: str
    text: str
    body: Outgoing | None
    at: datetime


def heard(tx: Writer, *, address: str, key: str, text: str, draft: int, now: datetime) -> None:
    """Keep what a person said, as far as it may be kept."""
    tx.add_once(
        transcript, address=address, author="me", key=key, text=text, draft_id=draft, at=now
    )


def said(tx: Writer, *, address: str, key: str, body: Outgoing, now: datetime) -> None:
    """Keep what the bot said; the same key twice is one message."""
    tx.add_once(
        transcript,
        address=address,
        author="bot",
        key=key,
        text=body.text,
        body=pack(body),
        draft_id=body.draft,
        at=now,
    )


async def quoted(db: Reader, drafts: Iterable[int]) -> set[int]:
    """Which of these drafts are still there and may be quoted."""
    rows = await db.all(_QUOTED, {"quoted": list(drafts)})
    return {row[0] for row in rows}


async def cover(tx: Writer, sent: Sequence[tuple[int, str]]) -> None:
    """Put a word in the place of everything that quotes a draft which has been sent."""
    if sent:
        await tx.run(_COVER, [{"of": draft, "words": words} for draft, words in sent])


async def since(db: Reader, address: str, after: int, limit: int) -> list[Entry]:
    """What was said in a chat after an entry, oldest first."""
    rows = await db.all(_SINCE, {"whose": address, "after": after, "limit": limit})
    return [_entry(row) for row in rows]


async def latest(db: Reader, address: str, limit: int, before: int | None = None) -> list[Entry]:
    """The last things said in a chat, or the last before an entry, oldest first."""
    end = LAST_ID if before is None else before
    rows = await db.all(_LATEST, {"whose": address, "before": end, "limit": limit})
    return [_entry(row) for row in reversed(rows)]


async def last_id(db: Reader, address: str) -> int:
    """Where a chat ends now; 0 where nothing was said yet."""
    return int(await db.value(_LAST_ID, {"whose": address}) or 0)


async def readable(db: Reader, addresses: Iterable[str]) -> set[str]:
    """Which of these chats there is still a browser for; nobody could read the others."""
    rows = await db.all(_READABLE, {"wanted": list(addresses)})
    return {row[0] for row in rows}


def _entry(row: Row) -> Entry:
    return Entry(
        id=row.id,
        author=row.author,
        key=row.key,
        text=row.text,
        body=unpack_outgoing(row.body) if row.body else None,
        at=row.at,
    )


_COVER = (
    sa.update(transcript)
    .where(transcript.c.draft_id == sa.bindparam("of"))
    .values(text=sa.bindparam("words"), body="")
)
_SINCE = (
    sa.select(transcript)
    .where(transcript.c.address == sa.bindparam("whose"), transcript.c.id > sa.bindparam("after"))
    .order_by(transcript.c.id)
    .limit(sa.bindparam("limit"))
)
_LATEST = (
    sa.select(transcript)
    .where(transcript.c.address == sa.bindparam("whose"), transcript.c.id < sa.bindparam("before"))
    .order_by(transcript.c.id.desc())
    .limit(sa.bindparam("limit"))
)
_LAST_ID = sa.select(sa.func.max(transcript.c.id)).where(
    transcript.c.address == sa.bindparam("whose")
)
_READABLE = sa.select(web_sessions.c.address).where(
    web_sessions.c.address.in_(sa.bindparam("wanted", expanding=True))
)
_QUOTED = sa.select(drafts_table.c.id).where(
    drafts_table.c.id.in_(sa.bindparam("quoted", expanding=True))
)

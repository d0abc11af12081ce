"""The web chat's own memory of what was said, so that a reload shows it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.database import Reader, Writer
from storage.messages import Outgoing, pack, unpack_outgoing
from storage.schema import transcript


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


async def cover(tx: Writer, drafts: Sequence[int], words: str) -> None:
    """Put a word in the place of everything that quotes a draft which has been sent."""
    if drafts:
        await tx.run(_COVER, [{"of": draft, "words": words} for draft in drafts])


async def since(db: Reader, address: str, after: int, limit: int) -> list[Entry]:
    """What was said in a chat after an entry, oldest first."""
    rows = await db.all(_SINCE, {"whose": address, "after": after, "limit": limit})
    return [
        Entry(
            id=row.id,
            author=row.author,
            key=row.key,
            text=row.text,
            body=unpack_outgoing(row.body) if row.body else None,
            at=row.at,
        )
        for row in rows
    ]


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

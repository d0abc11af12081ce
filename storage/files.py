"""Files in the data folder: their random ids and the names they go out under."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.database import Reader, Writer
from storage.schema import files, outbox

COPY = "copy:file="
"""How the key of the letter begins that carries somebody's own copy; the file's id follows."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is called, and when it ends, where that is sooner than its link."""

    name: str
    ends_at: datetime | None


def new_id() -> str:
    """A random id; it is also the name on the disk."""
    return secrets.token_hex(16)


def keep(tx: Writer, file: str, *, name: str, dialogue: int, now: datetime) -> None:
    """Note a file for the office that was put into the data folder, and whose opinions are in it."""
    _add(tx, file, name=name, now=now, dialogue_id=dialogue)


def keep_copy(
    tx: Writer, file: str, *, name: str, person: int, now: datetime, until: datetime
) -> None:
    """Note somebody's own copy of all that is kept, which goes soon."""
    _add(tx, file, name=name, now=now, person_id=person, ends_at=until)


async def name_of(db: Reader, file: str) -> Found | None:
    """The name a file goes out under, and until when; nothing if there is no such file."""
    row = await db.one(sa.select(files.c.name, files.c.ends_at).where(files.c.id == file))
    return Found(row.name, row.ends_at) if row is not None else None


async def has_copies(db: Reader) -> bool:
    """Whether a copy that somebody asked for is still there."""
    return bool(await db.value(sa.select(sa.exists().where(files.c.person_id.is_not(None)))))


async def end_delivered(tx: Writer, shown_here: Iterable[str], now: datetime) -> None:
    """Somebody's own copy that has left with its letter is not needed any more. Where a chat is
    shown by this program, on the channels named, its link still leads to the file."""
    left = sa.exists().where(
        outbox.c.person_id == files.c.person_id,
        outbox.c.dedup_key == sa.literal(COPY) + files.c.id,
        outbox.c.state.not_in(("queued", "claimed")),
        outbox.c.channel.not_in(list(shown_here)),
    )
    await tx.run(sa.update(files).where(files.c.person_id.is_not(None), left).values(ends_at=now))


async def known(db: Reader, ids: Iterable[str]) -> set[str]:
    """Which of these there is a row for."""
    return {row[0] for row in await db.all(sa.select(files.c.id).where(files.c.id.in_(list(ids))))}


async def forget(tx: Writer, ids: list[str]) -> None:
    """These files are deleted."""
    await tx.run(sa.delete(files).where(files.c.id.in_(ids)))


def _add(tx: Writer, file: str, *, name: str, now: datetime, **values: object) -> None:
    # Every column each time: the rows of one transaction are one statement.
    empty = {"dialogue_id": None, "person_id": None, "ends_at": None}
    tx.add(files, id=file, name=name, made_at=now, **{**empty, **values})

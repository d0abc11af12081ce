"""Wishes: who asked to be reminded of a dialogue, of every dialogue, or of none."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from storage.database import Reader, Writer
from storage.schema import wishes


async def one(tx: Writer, person: int, dialogue: int, now: datetime) -> None:
    """Of this dialogue, beside others asked for one by one; a wish for all or for none ends."""
    await _end(tx, person, wishes.c.dialogue_id.is_(None))
    _add(tx, person, dialogue, now)


async def every(tx: Writer, person: int, now: datetime) -> None:
    """Of every dialogue."""
    await _end(tx, person, sa.true())
    _add(tx, person, None, now)


async def none(tx: Writer, person: int, now: datetime) -> None:
    """Of none, not even where something was begun and not sent."""
    await _end(tx, person, sa.true())
    _add(tx, person, None, now, wanted=False)


async def _end(tx: Writer, person: int, which: sa.ColumnElement[bool]) -> None:
    await tx.run(sa.delete(wishes).where(wishes.c.person_id == person, which))


def _add(
    tx: Writer, person: int, dialogue: int | None, now: datetime, *, wanted: bool = True
) -> None:
    # Every column each time: the rows of one transaction are one statement.
    tx.add_once(wishes, person_id=person, dialogue_id=dialogue, wanted=wanted, since=now)


async def general(db: Reader, person: int) -> bool | None:
    """Whether somebody wants to be reminded of every dialogue, or of none; nothing where neither was
    said."""
    wanted: bool | None = await db.value(_GENERAL, {"whose": person})
    return wanted


_GENERAL = sa.select(wishes.c.wanted).where(
    wishes.c.person_id == sa.bindparam("whose"), wishes.c.dialogue_id.is_(None)
)

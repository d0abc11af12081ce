"""Announcements: what a secretary says to a unit and all below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.database import Reader, Row, Writer
from storage.schema import announcements


@dataclass(frozen=True, slots=True)
class Announcement:
    """One announcement and whom it was written by."""

    id: int
    person: int
    unit: int
    text: str
    audience: int
    made_at: datetime
    planned_up_to: int
    """The last person whose letter is in the outbox."""
    planned: bool
    news: bool
    """Whether it is of other activities than a dialogue."""


async def make(
    tx: Writer, *, person: int, unit: int, text: str, audience: int, news: bool, now: datetime
) -> int:
    """Write down what is to be announced; its letters are planned after the turn."""
    return await tx.insert(
        announcements,
        person_id=person,
        unit_id=unit,
        text=text,
        audience=audience,
        news=news,
        made_at=now,
    )


async def unfinished(db: Reader) -> list[Announcement]:
    """Those whose letters are not planned yet or whose report has not been given."""
    rows = await db.all(
        sa.select(announcements)
        .where(announcements.c.reported_at.is_(None))
        .order_by(announcements.c.id)
    )
    return [_announcement(row) for row in rows]


async def one(db: Reader, announcement: int) -> Announcement | None:
    """One of them."""
    row = await db.one(sa.select(announcements).where(announcements.c.id == announcement))
    return _announcement(row) if row else None


async def planned(tx: Writer, announcement: int, *, up_to: int, now: datetime | None) -> None:
    """The letters up to a person are in the outbox; with `now`, all of them."""
    values = {"planned_at": now} if now else {"planned_up_to": up_to}
    await tx.run(
        sa.update(announcements).where(announcements.c.id == announcement).values(**values)
    )


async def reported(tx: Writer, announcement: int, now: datetime) -> None:
    """Its author has been told how it went."""
    await tx.run(
        sa.update(announcements).where(announcements.c.id == announcement).values(reported_at=now)
    )


def _announcement(row: Row) -> Announcement:
    return Announcement(
        id=row.id,
        person=row.person_id,
        unit=row.unit_id,
        text=row.text,
        audience=row.audience,
        made_at=row.made_at,
        planned_up_to=row.planned_up_to,
        planned=row.planned_at is not None,
        news=row.news,
    )

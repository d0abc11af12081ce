"""Announcements: what a secretary says to a unit and all below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.database import Reader, Writer
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
    planned: bool


async def make(
    tx: Writer, *, person: int, unit: int, text: str, audience: int, now: datetime
) -> int:
    """Write down what is to be announced; its letters are planned after the turn."""
    return await tx.insert(
        announcements, person_id=person, unit_id=unit, text=text, audience=audience, made_at=now
    )


async def unfinished(db: Reader) -> list[Announcement]:
    """Those whose letters are not planned yet or whose report has not been given."""
    rows = await db.all(
        sa.select(announcements)
        .where(announcements.c.reported_at.is_(None))
        .order_by(announcements.c.id)
    )
    return [
        Announcement(
            id=row.id,
            person=row.person_id,
            unit=row.unit_id,
            text=row.text,
            audience=row.audience,
            made_at=row.made_at,
            planned=row.planned_at is not None,
        )
        for row in rows
    ]


async def planned(tx: Writer, announcement: int, now: datetime) -> None:
    """Every letter of it is in the outbox."""
    await _stamp(tx, announcement, "planned_at", now)


async def reported(tx: Writer, announcement: int, now: datetime) -> None:
    """Its author has been told how it went."""
    await _stamp(tx, announcement, "reported_at", now)


async def _stamp(tx: Writer, announcement: int, column: str, now: datetime) -> None:
    await tx.run(
        sa.update(announcements).where(announcements.c.id == announcement).values({column: now})
    )

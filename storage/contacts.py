"""The numbers and offices that are told to people, each with the day on which it was checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from storage.backup import opened
from storage.database import Reader, Row, Writer
from storage.schema import contacts

KINDS = ("child", "police", "fire", "ambulance", "listening", "citizens", "duty")
"""Help for children, police, fire brigade, ambulance, a line that listens, where citizens are
received, and the duty officer."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who helps. Without a unit it is for everybody."""

    kind: str
    name: str = ""
    """The proper name, the same in every language; what it is, is said by the kind."""
    reach: str = ""
    """The number or the place; empty where nobody has entered it yet."""
    hours: str = ""
    hours_english: str = ""
    checked_on: date | None = None
    unit: int | None = None
    id: int = 0


async def every(db: Reader) -> list[Contact]:
    """All of them, in the order in which they were entered."""
    return [_contact(row) for row in await db.all(sa.select(contacts).order_by(contacts.c.id))]


async def near(db: Reader, units: Iterable[int]) -> dict[str, list[Contact]]:
    """By kind, those that can be reached from a unit: its own, else of what is above, else of all.

    `units` names the unit and all above it, the nearest first.
    """
    order = {unit: place for place, unit in enumerate(units)}
    rows = await db.all(
        sa.select(contacts)
        .where(
            contacts.c.unit_id.is_(None) | contacts.c.unit_id.in_(list(order)),
            contacts.c.reach != "",
        )
        .order_by(contacts.c.id)
    )
    found: dict[str, list[Contact]] = {}
    for contact in sorted(
        map(_contact, rows), key=lambda each: order.get(each.unit or 0, len(order))
    ):
        there = found.setdefault(contact.kind, [])
        if not there or there[0].unit == contact.unit:
            there.append(contact)
    return found


async def put(tx: Writer, contact: Contact) -> int:
    """Enter a contact, or put it in the place of the one with its id; its id."""
    values = {
        "kind": contact.kind,
        "unit_id": contact.unit,
        "name": contact.name,
        "reach": contact.reach,
        "hours": contact.hours,
        "hours_english": contact.hours_english,
        "checked_on": contact.checked_on,
    }
    if not contact.id:
        return await tx.insert(contacts, **values)
    await tx.run(sa.update(contacts).where(contacts.c.id == contact.id).values(values))
    return contact.id


async def remove(tx: Writer, contact: int) -> bool:
    """Take a contact out; whether it was there."""
    return await tx.run(sa.delete(contacts).where(contacts.c.id == contact)) > 0


async def seed(tx: Writer, wanted: Iterable[Contact]) -> bool:
    """Enter these where the table is empty; whether it was. From then on it is the staff's."""
    if await tx.value(sa.select(sa.func.count()).select_from(contacts)):
        return False
    for contact in wanted:
        await put(tx, contact)
    return True


def _contact(row: Row) -> Contact:
    return Contact(
        kind=row.kind,
        name=row.name,
        reach=row.reach,
        hours=row.hours,
        hours_english=row.hours_english,
        checked_on=row.checked_on,
        unit=row.unit_id,
        id=row.id,
    )


def unsure(file: Path, since: date) -> list[tuple[str, str]]:
    """Kind and day of each that nobody has checked since then, or never; of a file that a run may
    have open."""
    with opened(file) as connection:
        return connection.execute(
            "SELECT kind, coalesce(checked_on, '') FROM contacts "
            "WHERE checked_on IS NULL OR checked_on < ? ORDER BY id",
            (since.isoformat(),),
        ).fetchall()

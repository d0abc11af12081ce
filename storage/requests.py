"""The register of what people asked for with their own data, and by when the law wants it done.

Whose a request is stands there only until it is done: a finished row names nobody. A request is
acknowledged by the receipt that comes with it; nothing that only a human could do is taken here.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

import sqlalchemy as sa

from storage.database import Reader, Row, Writer
from storage.people import Person
from storage.schema import requests

Kind = Literal["copy", "correct", "withdraw-dialogue", "withdraw-public", "withdraw-news", "erase"]
ACKNOWLEDGED_IN = 2
"""Working days (Decree 356/2025/NĐ-CP)."""
DONE_IN = 15
"""Days; where the last is no working day, the next one counts (Civil Code)."""


@dataclass(frozen=True, slots=True)
class Request:
    """A row of the register. `person` is there while it is not done."""

    id: int
    kind: str
    channel: str
    person: int | None
    received_at: datetime
    done_at: datetime | None


async def done(tx: Writer, person: Person, kind: Kind, now: datetime) -> int:
    """Write down what was asked for and done in this very transaction; its number."""
    return await tx.insert(
        requests, kind=kind, channel=person.channel, received_at=now, done_at=now
    )


async def ask_copy(tx: Writer, person: Person, now: datetime) -> int:
    """Ask for a copy of all that is kept of somebody; its number."""
    return await tx.insert(
        requests, kind="copy", channel=person.channel, person_id=person.id, received_at=now
    )


async def next_copy(db: Reader) -> Request | None:
    """The oldest copy that is still to be made."""
    row = await db.one(_OPEN)
    return _request(row) if row is not None else None


async def finish(tx: Writer, request: int, now: datetime) -> None:
    """It is done, and whose it was is nobody's business any more."""
    await tx.run(
        sa.update(requests).where(requests.c.id == request).values(done_at=now, person_id=None)
    )


async def every(db: Reader) -> list[Request]:
    """All of them, in the order in which they came."""
    return [_request(row) for row in await db.all(sa.select(requests).order_by(requests.c.id))]


def acknowledge_by(received: date, holidays: AbstractSet[str]) -> date:
    """The last day for acknowledging: the first day is not counted, nor is one without work."""
    day = received
    for _day in range(ACKNOWLEDGED_IN):
        day = _working(day + timedelta(days=1), holidays)
    return day


def do_by(received: date, holidays: AbstractSet[str]) -> date:
    """The last day for doing it."""
    return _working(received + timedelta(days=DONE_IN), holidays)


def _working(day: date, holidays: AbstractSet[str]) -> date:
    """This day, or the first after it on which there is work. A holiday is `MM-DD` of every year or
    `YYYY-MM-DD`."""
    while day.weekday() >= 5 or not holidays.isdisjoint({day.isoformat(), f"{day:%m-%d}"}):
        day += timedelta(days=1)
    return day


_OPEN = (
    sa.select(requests)
    .where(requests.c.done_at.is_(None), requests.c.kind == "copy")
    .order_by(requests.c.id)
    .limit(1)
)


def _request(row: Row) -> Request:
    return Request(row.id, row.kind, row.channel, row.person_id, row.received_at, row.done_at)

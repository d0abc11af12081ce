"""The inbox: every event once, in order, until it has been answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert

from storage import aside
from storage.database import Reader, Writer
from storage.messages import Incoming, pack, unpack_incoming
from storage.schema import inbox, people

KEYS_STAY = timedelta(days=7)
"""A platform repeats for a day at the most; the key of a done event outlives that by far."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that has not been answered yet."""

    id: int
    tries: int
    came_at: datetime
    event: Incoming


_KEEP = (
    upsert(inbox)
    .values(
        channel=sa.bindparam("channel"),
        event_id=sa.bindparam("event_id"),
        address=sa.bindparam("address"),
        body=sa.bindparam("body"),
        came_at=sa.bindparam("came_at"),
        state="waiting",
        tries=0,
        trouble="",
    )
    .on_conflict_do_nothing(index_elements=[inbox.c.channel, inbox.c.event_id])
)
_WAITING = (
    sa.select(inbox.c.id, inbox.c.tries, inbox.c.came_at, inbox.c.body)
    .outerjoin(
        people, (people.c.channel == inbox.c.channel) & (people.c.address == inbox.c.address)
    )
    .where(
        inbox.c.state == "waiting",
        inbox.c.channel.in_(sa.bindparam("served", expanding=True)),
        people.c.hold_until.is_(None)
        | (people.c.hold_until <= sa.bindparam("now", type_=people.c.hold_until.type)),
    )
    .order_by(inbox.c.id)
    .limit(sa.bindparam("limit"))
)
_DONE = (
    sa.update(inbox)
    .where(inbox.c.id == sa.bindparam("event"))
    .values(state="done", body="", address="")
)
_ASIDE = (
    sa.update(inbox)
    .where(inbox.c.id == sa.bindparam("event"))
    .values(state="aside", body="", address="", trouble=sa.bindparam("what"))
)


async def keep(tx: Writer, came: Sequence[Incoming], now: datetime) -> None:
    """Keep what came; an event that is known already is kept once."""
    rows = [
        {
            "channel": event.channel,
            "event_id": event.event_id,
            "address": event.address,
            "body": pack(event),
            "came_at": now,
        }
        for event in came
    ]
    if rows:
        await tx.run(_KEEP, rows)


async def waiting(db: Reader, limit: int, now: datetime, channels: Sequence[str]) -> list[Waiting]:
    """What came on these channels, has not been answered, and is not held behind an event that
    is tried again."""
    rows = await db.all(_WAITING, {"limit": limit, "now": now, "served": channels})
    return [Waiting(r.id, r.tries, r.came_at, unpack_incoming(r.body)) for r in rows]


async def one(db: Reader, event: int) -> Waiting | None:
    """One event that has not been answered."""
    row = await db.one(sa.select(inbox).where(inbox.c.id == event, inbox.c.state == "waiting"))
    return Waiting(row.id, row.tries, row.came_at, unpack_incoming(row.body)) if row else None


async def first_of(db: Reader, person: int) -> int | None:
    """The oldest event of a person that has not been answered."""
    found: int | None = await db.value(
        sa.select(sa.func.min(inbox.c.id))
        .join(people, (people.c.channel == inbox.c.channel) & (people.c.address == inbox.c.address))
        .where(people.c.id == person, inbox.c.state == "waiting")
    )
    return found


async def done(tx: Writer, ids: Iterable[int]) -> None:
    """Answered: the words go, and whose they were; the key stays against a second delivery."""
    rows = [{"event": event} for event in ids]
    if rows:
        await tx.run(_DONE, rows)


async def tried(tx: Writer, event: int, tries: int) -> None:
    """It failed once more and will be tried again."""
    await tx.run(sa.update(inbox).where(inbox.c.id == event).values(tries=tries))


async def set_aside(tx: Writer, event: int, what: str) -> None:
    """Out of the way for a person to look at: what went wrong stays, the words do not."""
    await tx.run(_ASIDE, [{"event": event, "what": what}])
    aside.count(tx, "events")


async def keep_unreadable(
    tx: Writer, *, channel: str, event_id: str, what: str, now: datetime
) -> None:
    """An update that nothing could be made of: its key and what went wrong."""
    if await tx.run(_KEEP, _unreadable(channel, event_id, now)):
        aside.count(tx, "events")
    await tx.run(
        sa.update(inbox)
        .where(inbox.c.channel == channel, inbox.c.event_id == event_id)
        .values(state="aside", trouble=what)
    )


async def tidy(tx: Writer, now: datetime) -> None:
    """Forget the keys of events that no platform repeats any more."""
    await tx.run(
        sa.delete(inbox).where(inbox.c.state != "waiting", inbox.c.came_at < now - KEYS_STAY)
    )


def _unreadable(channel: str, event_id: str, now: datetime) -> dict[str, object]:
    return {
        "channel": channel,
        "event_id": event_id,
        "address": "",
        "body": "",
        "came_at": now,
    }

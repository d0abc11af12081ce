"""Times in which a platform forgot what it could not hand over.

A platform keeps what comes for a while. Where it could hand nothing over for longer, whether the
program was off, the network gone or the disk full, something may be lost for good, and nobody can
say what.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa

from storage import facts
from storage.database import Reader, Writer
from storage.people import Person, from_row
from storage.schema import drafts, outbox, people
from storage.schema import facts as table

_GAP, _ANSWERED = "gap.", "answered."


class Gap(msgspec.Struct, frozen=True):
    """From the last time a platform had handed over all it had, to the first time it did again."""

    channel: str
    since: datetime
    until: datetime


async def answered(tx: Writer, channel: str, at: datetime, remembers: timedelta) -> None:
    """A platform has handed over all it had; it forgets after so long.

    Where that is longer ago than it remembers, the gap is noted.
    """
    known = await facts.get(tx, f"{_ANSWERED}{channel}")
    before = datetime.fromisoformat(known) if known else at
    if at - before > remembers:
        gap = Gap(channel, before, at)
        await facts.put(tx, f"{_GAP}{channel}", msgspec.json.encode(gap).decode())
    if known is None or at != before:
        await facts.put(tx, f"{_ANSWERED}{channel}", at.isoformat())


async def noted(db: Reader) -> list[Gap]:
    """The gaps that have not been admitted to everybody yet."""
    rows = await db.all(sa.select(table).where(table.c.name.startswith(_GAP, autoescape=True)))
    return [msgspec.json.decode(row.value, type=Gap) for row in rows]


async def unfinished(db: Reader, gap: Gap, key: str, limit: int) -> list[Person]:
    """Who had begun something by then and has no letter of this key, followed by their number, yet.

    Only who has said yes: to the others nothing is said unasked.
    """
    begun = sa.exists().where(
        drafts.c.person_id == people.c.id,
        drafts.c.question != "",
        drafts.c.started_at.is_(None) | (drafts.c.started_at <= gap.until),
    )
    letter = sa.exists().where(
        outbox.c.dedup_key == sa.literal(key) + sa.cast(people.c.id, sa.Text)
    )
    rows = await db.all(
        sa.select(people)
        .where(
            people.c.channel == gap.channel,
            people.c.state == "yes",
            people.c.blocked_at.is_(None),
            begun,
            ~letter,
        )
        .order_by(people.c.id)
        .limit(limit)
    )
    return [from_row(row) for row in rows]


async def admitted(tx: Writer, gap: Gap) -> None:
    """Everybody has a letter: there is nothing more to plan."""
    await tx.run(sa.delete(table).where(table.c.name == f"{_GAP}{gap.channel}"))

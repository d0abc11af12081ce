"""How much was ever set aside, and what of it admins have been told.

Counted by the deed that sets aside, in its transaction: the rows themselves are forgotten after
days, and an event that came long ago may be set aside only now.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert

from storage import facts
from storage.database import Reader, Writer
from storage.schema import facts as table

What = Literal["events", "letters", "jobs"]
_PREFIX = "aside."
_TOLD = "watch.told"


class Aside(msgspec.Struct, frozen=True):
    """Events, letters that a platform refused, and jobs."""

    events: int = 0
    letters: int = 0
    jobs: int = 0

    def but(self, before: Aside) -> Aside:
        """What was added since."""
        return Aside(
            self.events - before.events, self.letters - before.letters, self.jobs - before.jobs
        )


class Told(msgspec.Struct, frozen=True):
    """The last line to admins, and how much had been set aside by then."""

    at: datetime
    aside: Aside


def count(tx: Writer, what: What, number: int = 1) -> None:
    """So many were set aside in this transaction."""
    tx.change(_COUNT, name=f"{_PREFIX}{what}", value=str(number))


async def total(db: Reader) -> Aside:
    """All that was ever set aside."""
    rows = await db.all(sa.select(table).where(table.c.name.startswith(_PREFIX, autoescape=True)))
    return Aside(**{row.name.removeprefix(_PREFIX): int(row.value) for row in rows})


async def told(db: Reader) -> Told | None:
    """What was told last; nothing if there has never been a line."""
    text = await facts.get(db, _TOLD)
    return msgspec.json.decode(text, type=Told) if text else None


async def tell(tx: Writer, line: Told) -> None:
    """A line is on its way."""
    await facts.put(tx, _TOLD, msgspec.json.encode(line).decode())


_INSERT = upsert(table).values(name=sa.bindparam("name"), value=sa.bindparam("value"))
_COUNT = _INSERT.on_conflict_do_update(
    index_elements=[table.c.name],
    set_={
        "value": sa.cast(
            sa.cast(table.c.value, sa.Integer) + sa.cast(_INSERT.excluded.value, sa.Integer),
            sa.Text,
        )
    },
)

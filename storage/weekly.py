"""The weekly file: when each unit's office gets it, and what stood in it already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert

from storage.database import Reader, Writer
from storage.schema import jobs, proposals, weekly, weekly_seen

AT_ONCE = 1000
"""Proposals remembered in one transaction, so that no reply waits for a whole city's."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a unit has instead of the house's own day and hour."""

    unit: int
    day: int | None
    """0 is Monday; the house's own where none is given."""
    at: time | None
    is_off: bool


async def rules(db: Reader) -> dict[int, Rule]:
    """The rules of units that have one."""
    rows = await db.all(sa.select(weekly))
    return {
        row.unit_id: Rule(
            row.unit_id, row.day, time.fromisoformat(row.at) if row.at else None, row.is_off
        )
        for row in rows
    }


async def put(tx: Writer, rule: Rule) -> None:
    """From now on this holds for the unit."""
    tx.change(
        _PUT,
        unit_id=rule.unit,
        day=rule.day,
        at=rule.at.isoformat("minutes") if rule.at else "",
        is_off=rule.is_off,
    )


def was_seen(unit: int) -> sa.ColumnElement[bool]:
    """Whether a proposal stood in a weekly file that this unit's office got."""
    return sa.exists().where(
        weekly_seen.c.proposal_id == proposals.c.id,
        jobs.c.id == weekly_seen.c.job_id,
        jobs.c.unit_id == unit,
        jobs.c.state == "done",
    )


async def is_anything_new(db: Reader, unit: int, dialogue: int) -> bool:
    """Whether the office has something that it has not seen yet."""
    return (
        await db.one(
            sa.select(proposals.c.id)
            .where(
                proposals.c.dialogue_id == dialogue,
                proposals.c.state != "withdrawn",
                ~was_seen(unit),
            )
            .limit(1)
        )
        is not None
    )


async def forget(tx: Writer, job: int) -> None:
    """A file that was begun before is made anew."""
    await tx.run(sa.delete(weekly_seen).where(weekly_seen.c.job_id == job))


def remember(tx: Writer, job: int, some: Sequence[str]) -> None:
    """These stand in the file of this job. It counts when the job is done, not before."""
    for proposal in some:
        tx.add_once(weekly_seen, job_id=job, proposal_id=proposal)


_NEW = upsert(weekly)
_PUT = _NEW.on_conflict_do_update(
    index_elements=[weekly.c.unit_id],
    set_={name: _NEW.excluded[name] for name in ("day", "at", "is_off")},
)

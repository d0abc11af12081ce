"""Jobs: work that is done after the turn, so that no reply waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage import aside
from storage.database import Reader, Row, Writer
from storage.schema import jobs

TRIES = 3


@dataclass(frozen=True, slots=True)
class Job:
    """A workbook that a person gets, or the office of a unit."""

    id: int
    kind: str
    person: int | None
    unit: int | None
    dialogue: int
    tries: int
    key: str


@dataclass(frozen=True, slots=True)
class Made:
    """What a weekly workbook holds."""

    total: int
    new: int
    topics: tuple[tuple[int, int], ...]
    """Each topic that has proposals, with their number."""


def ask(
    tx: Writer,
    *,
    kind: str,
    dialogue: int,
    dedup_key: str,
    now: datetime,
    person: int | None = None,
    unit: int | None = None,
) -> None:
    """Ask for a piece of work; the same key twice is one."""
    tx.add_once(
        jobs,
        kind=kind,
        person_id=person,
        unit_id=unit,
        dialogue_id=dialogue,
        dedup_key=dedup_key,
        not_before=now,
    )


async def is_asked(db: Reader, dedup_key: str) -> bool:
    """Whether a piece of work was asked for before, whatever became of it."""
    return await db.one(sa.select(jobs.c.id).where(jobs.c.dedup_key == dedup_key)) is not None


async def next_one(db: Reader, now: datetime) -> Job | None:
    """The oldest job that may be tried now."""
    row = await db.one(
        sa.select(jobs)
        .where(jobs.c.state == "waiting", jobs.c.not_before <= now)
        .order_by(jobs.c.id)
        .limit(1)
    )
    return _job(row) if row else None


async def by_id(db: Reader, job: int) -> Job | None:
    """One job."""
    row = await db.one(sa.select(jobs).where(jobs.c.id == job))
    return _job(row) if row else None


async def done(tx: Writer, job: int) -> None:
    """It is finished; the key stays."""
    await tx.run(sa.update(jobs).where(jobs.c.id == job).values(state="done"))


async def failed(tx: Writer, job: Job, again_at: datetime) -> bool:
    """It failed: tried again later, at most three times. Whether it was the last time."""
    tries = job.tries + 1
    state = "waiting" if tries < TRIES else "aside"
    await tx.run(
        sa.update(jobs)
        .where(jobs.c.id == job.id)
        .values(state=state, tries=tries, not_before=again_at)
    )
    if state == "aside":
        aside.count(tx, "jobs")
    return tries >= TRIES


def _job(row: Row) -> Job:
    return Job(
        id=row.id,
        kind=row.kind,
        person=row.person_id,
        unit=row.unit_id,
        dialogue=row.dialogue_id,
        tries=row.tries,
        key=row.dedup_key,
    )

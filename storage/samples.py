"""Sample data: put in marked, and taken out again with all that hangs on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from storage import programme
from storage.database import Reader, Writer
from storage.programme import Programme, Unit
from storage.schema import (
    alarms,
    announcements,
    authors,
    contacts,
    dialogues,
    drafts,
    jobs,
    outbox,
    people,
    proposals,
    role_codes,
    roles,
    told,
    took_part,
    topics,
    units,
    way_back,
    weekly,
    wishes,
)


@dataclass(frozen=True, slots=True)
class Specimen:
    """A sample proposal. It has no author who could be answered; `number` tells names apart."""

    id: str
    dialogue: int
    unit: int
    topic: int
    text: str
    receipt: str
    day: date
    source: str
    name: str | None
    number: int


def add(tx: Writer, each: Specimen) -> None:
    """Keep a sample proposal."""
    tx.add(
        proposals,
        id=each.id,
        dialogue_id=each.dialogue,
        unit_id=each.unit,
        topic_id=each.topic,
        text=each.text,
        receipt=each.receipt,
        received_on=each.day,
        late=False,
        source=each.source,
        sample=True,
    )
    if each.name:
        # Drafts have positive ids, so this can be nobody's.
        tx.add(authors, proposal_id=each.id, name=each.name, draft_id=-each.number)


@dataclass(frozen=True, slots=True)
class Cleared:
    """How many of what went, and the codes of the units that stay because a real one hangs on them."""

    removed: dict[str, int]
    kept: list[str]


@dataclass(frozen=True, slots=True)
class _Doomed:
    """What goes, by ids, and which units stay."""

    units: list[int]
    stay: list[Unit]
    dialogues: list[int]
    announcements: list[int]
    jobs: list[int]


async def clear(tx: Writer) -> Cleared:
    """Remove sample units and dialogues and what hangs on them.

    People keep their chat and what they agreed to, but lose unit, role and unfinished drafts. A
    sample unit that a real one lies below is real from now on. Nothing the second time.
    """
    doomed = await _doomed(tx)
    stay = [unit.id for unit in doomed.stay]
    await tx.run(sa.update(units).where(units.c.id.in_(stay)).values(sample=False))
    removed = await _proposals(tx, doomed) | await _said(tx, doomed) | await _people(tx, doomed)
    removed |= await _programme(tx, doomed)
    if doomed.units or doomed.dialogues or doomed.stay:
        await programme.touch(tx)
    return Cleared(
        removed={what: number for what, number in removed.items() if number},
        kept=[unit.code for unit in doomed.stay],
    )


async def _doomed(db: Reader) -> _Doomed:
    known = await programme.load(db)
    stay = _above_real_ones(known)
    gone = [unit.id for unit in known.units.values() if unit.sample and unit.id not in stay]
    theirs = [d.id for d in known.dialogues.values() if d.sample or d.unit in gone]
    said = sa.select(announcements.c.id).where(announcements.c.unit_id.in_(gone))
    asked = sa.select(jobs.c.id).where(jobs.c.dialogue_id.in_(theirs) | jobs.c.unit_id.in_(gone))
    return _Doomed(
        units=gone,
        stay=[known.units[unit] for unit in sorted(stay)],
        dialogues=theirs,
        announcements=await _ids(db, said),
        jobs=await _ids(db, asked),
    )


async def _ids(db: Reader, wanted: sa.Select[tuple[int]]) -> list[int]:
    return [row[0] for row in await db.all(wanted)]


def _above_real_ones(known: Programme) -> set[int]:
    """Sample units that a real unit lies below."""
    return {
        above.id
        for unit in known.units.values()
        if not unit.sample
        for above in known.above(unit.parent)
        if above.sample
    }


async def _proposals(tx: Writer, doomed: _Doomed) -> dict[str, int]:
    its = proposals.c.dialogue_id.in_(doomed.dialogues) | proposals.c.sample
    theirs = sa.select(proposals.c.id).where(its)
    for table in (authors, way_back):
        await tx.run(sa.delete(table).where(table.c.proposal_id.in_(theirs)))
    await tx.run(sa.delete(took_part).where(took_part.c.dialogue_id.in_(doomed.dialogues)))
    number = await tx.run(sa.delete(proposals).where(its))
    # Sent by a member of a sample branch to a dialogue that is real.
    await _forget(tx, proposals.c.unit_id, doomed.units)
    return {"proposals": number}


async def _said(tx: Writer, doomed: _Doomed) -> dict[str, int]:
    keys = [f"job={job}:%" for job in doomed.jobs]
    keys += [f"weekly:%:dialogue={each}:%" for each in doomed.dialogues]
    is_news = outbox.c.guard == "moved"
    of_announcements = (
        outbox.c.kind.in_(("announcement", "answer"))
        & outbox.c.about.in_(doomed.announcements)
        & ~is_news
    )
    is_of_one = (outbox.c.kind == "reminder") | is_news
    of_dialogues = is_of_one & outbox.c.about.in_(doomed.dialogues)
    of_jobs = sa.or_(sa.false(), *(outbox.c.dedup_key.like(key) for key in keys))
    letters = await tx.run(sa.delete(outbox).where(of_announcements | of_dialogues | of_jobs))
    await tx.run(sa.delete(jobs).where(jobs.c.id.in_(doomed.jobs)))
    made = await tx.run(
        sa.delete(announcements).where(announcements.c.id.in_(doomed.announcements))
    )
    return {"letters": letters, "announcements": made}


async def _people(tx: Writer, doomed: _Doomed) -> dict[str, int]:
    belong = sa.select(people.c.id).where(people.c.unit_id.in_(doomed.units))
    serve = sa.select(roles.c.person_id).where(roles.c.unit_id.in_(doomed.units))
    theirs = drafts.c.person_id.in_(belong) | drafts.c.person_id.in_(serve)
    begun = await tx.run(sa.delete(drafts).where(theirs))
    held = await tx.run(sa.delete(roles).where(roles.c.unit_id.in_(doomed.units)))
    spare = role_codes.c.unit_id.in_(doomed.units) | role_codes.c.sample
    codes = await tx.run(sa.delete(role_codes).where(spare))
    await _forget(tx, people.c.unit_id, doomed.units)
    return {"drafts": begun, "roles": held, "role codes": codes}


async def _programme(tx: Writer, doomed: _Doomed) -> dict[str, int]:
    for table in (told, wishes):
        await tx.run(sa.delete(table).where(table.c.dialogue_id.in_(doomed.dialogues)))
    await tx.run(sa.delete(topics).where(topics.c.dialogue_id.in_(doomed.dialogues)))
    held = await tx.run(sa.delete(dialogues).where(dialogues.c.id.in_(doomed.dialogues)))
    for its in (weekly, contacts, alarms):
        await tx.run(sa.delete(its).where(its.c.unit_id.in_(doomed.units)))
    await _forget(tx, units.c.successor_id, doomed.units)
    there = await tx.run(sa.delete(units).where(units.c.id.in_(doomed.units)))
    return {"dialogues": held, "units": there}


async def _forget(tx: Writer, column: sa.Column[int | None], ids: Iterable[int]) -> None:
    """Let a column name none of these any more."""
    wanted = sa.update(column.table).where(column.in_(list(ids)))
    await tx.run(wanted.values({column.name: None}))

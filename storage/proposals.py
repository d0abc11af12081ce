"""Proposals: what was proposed, kept apart from who did."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from storage import uploads, weekly
from storage.database import Reader, Row, Writer
from storage.programme import Dialogue
from storage.schema import authors, proposals, took_part, way_back

RECEIVED, WITHDRAWN = "received", "withdrawn"


class Refused(Exception):
    """A deed that the house does not do now. `reason` names why, for the words to be chosen."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Mine:
    """One's own proposal, as its author sees it."""

    id: str
    dialogue: int
    topic: int
    text: str
    receipt: str
    late: bool
    state: str


@dataclass(frozen=True, slots=True)
class Status:
    """What anyone who holds a receipt may see: the state, never the text."""

    dialogue: int
    receipt: str
    late: bool
    state: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A proposal as the office's files need it; `day` is a Monday where no name was given."""

    receipt: str
    unit: int | None
    topic: int
    text: str
    name: str | None
    day: date
    late: bool
    source: str
    id: str = ""
    is_new: bool = False
    """Whether it stood in no weekly file of the office that was asked about."""
    files: tuple[str, ...] = ()
    public: bool = False
    """Whether the name may be shown in public."""
    age: str = ""


_OF_ONE = (
    sa.select(sa.func.count())
    .select_from(way_back.join(proposals, proposals.c.id == way_back.c.proposal_id))
    .where(
        way_back.c.person_id == sa.bindparam("person"),
        proposals.c.dialogue_id == sa.bindparam("dialogue"),
        proposals.c.state != WITHDRAWN,
    )
)


async def submit(
    tx: Writer,
    *,
    draft: int,
    person: int,
    dialogue: Dialogue,
    unit: int | None,
    topic: int,
    text: str,
    name: str | None,
    public: bool = False,
    age: str = "",
    files: Sequence[str] = (),
    source: str,
    receipt: Callable[[], str],
    sent_at: datetime,
    zone: ZoneInfo,
) -> str:
    """Keep a proposal; its receipt.

    Without a name nothing joins the proposal to the draft or the day it came from. Whether it
    is in time is judged by when the person sent it. Forgetting the draft, in the same
    transaction, is what makes a second tap find nothing to send; that is the caller's part.
    """
    if not dialogue.takes(sent_at):
        raise Refused("over")
    code = await tx.unused(proposals.c.receipt, dialogue.id, receipt)
    proposal = secrets.token_hex(16)
    day = sent_at.astimezone(zone).date()
    tx.add(
        proposals,
        id=proposal,
        dialogue_id=dialogue.id,
        unit_id=unit,
        topic_id=topic,
        text=text,
        receipt=code,
        received_on=day if name else day - timedelta(days=day.weekday()),
        late=dialogue.is_late(sent_at),
        source=source,
    )
    if name:
        tx.add(authors, proposal_id=proposal, name=name, draft_id=draft, public=public, age=age)
    if files:
        await uploads.give(tx, files, draft=draft, proposal=proposal)
    tx.add(way_back, proposal_id=proposal, person_id=person)
    tx.add_once(took_part, person_id=person, dialogue_id=dialogue.id)
    return code


async def leave_room(tx: Writer, person: int, dialogue: int, most: int) -> None:
    """Refuse («enough») one more of somebody who has `most` before this dialogue: who sends the same
    fifty times would bury what others say."""
    if await tx.value(_OF_ONE, {"person": person, "dialogue": dialogue}) >= most:
        raise Refused("enough")


async def mine(db: Reader, person: int, limit: int) -> list[Mine]:
    """What a person has sent, the newest dialogue first; ids are random, so is the rest."""
    rows = await db.all(
        sa.select(proposals)
        .join(way_back, way_back.c.proposal_id == proposals.c.id)
        .where(way_back.c.person_id == person)
        .order_by(proposals.c.dialogue_id.desc(), proposals.c.received_on.desc(), proposals.c.id)
        .limit(limit)
    )
    return [_mine(row) for row in rows]


async def correct(
    tx: Writer, proposal: str, *, person: int, dialogue: Dialogue, text: str, sent_at: datetime
) -> None:
    """Put other words in the place of the author's own, until the cutoff."""
    _still_open(dialogue, sent_at)
    await _change(tx, proposal, person, text=text)


async def withdraw(
    tx: Writer, proposal: str, *, person: int, dialogue: Dialogue, sent_at: datetime
) -> None:
    """Take one's own proposal back until the cutoff: words and name go, the receipt says so."""
    _still_open(dialogue, sent_at)
    await _change(tx, proposal, person, text="", state=WITHDRAWN)
    await tx.run(sa.delete(authors).where(authors.c.proposal_id == proposal))
    await uploads.take_back(tx, proposal)


async def status(db: Reader, receipt: str) -> Status | None:
    """The state behind a receipt."""
    row = await db.one(sa.select(proposals).where(proposals.c.receipt == receipt))
    return Status(row.dialogue_id, row.receipt, row.late, row.state) if row else None


async def is_mine(db: Reader, receipt: str, person: int) -> Mine | None:
    """The proposal behind a receipt, for its author only."""
    row = await db.one(
        sa.select(proposals)
        .join(way_back, way_back.c.proposal_id == proposals.c.id)
        .where(proposals.c.receipt == receipt, way_back.c.person_id == person)
    )
    return _mine(row) if row else None


async def count_of(db: Reader, person: int, dialogue: int) -> int:
    """How many one person has sent to one dialogue."""
    return int(
        await db.value(
            sa.select(sa.func.count())
            .select_from(way_back.join(proposals, proposals.c.id == way_back.c.proposal_id))
            .where(way_back.c.person_id == person, proposals.c.dialogue_id == dialogue)
        )
        or 0
    )


async def for_office(
    db: Reader, dialogue: int, topic: int, *, unit: int | None = None
) -> AsyncIterator[Kept]:
    """What stands in one topic, ordered by an id that tells nothing; with a unit, what of it is
    new to its office."""
    is_new = sa.false() if unit is None else ~weekly.was_seen(unit)
    statement = (
        sa.select(
            proposals,
            authors.c.name,
            authors.c.public,
            authors.c.age,
            uploads.listed().label("files"),
            is_new.label("is_new"),
        )
        .outerjoin(authors, authors.c.proposal_id == proposals.c.id)
        .where(
            proposals.c.dialogue_id == dialogue,
            proposals.c.topic_id == topic,
            proposals.c.state != WITHDRAWN,
        )
        .order_by(proposals.c.id)
    )
    async for row in db.stream(statement):
        yield Kept(
            receipt=row.receipt,
            unit=row.unit_id,
            topic=row.topic_id,
            text=row.text,
            name=row.name,
            day=row.received_on,
            late=row.late,
            source=row.source,
            id=row.id,
            is_new=bool(row.is_new),
            files=uploads.in_order(row.files),
            public=bool(row.public),
            age=row.age or "",
        )


async def number_in(db: Reader, dialogue: int) -> int:
    """How many stand in a dialogue."""
    number = await db.value(
        sa.select(sa.func.count()).where(
            proposals.c.dialogue_id == dialogue, proposals.c.state != WITHDRAWN
        )
    )
    return int(number or 0)


async def counts(db: Reader, dialogue: int) -> dict[str, dict[object, int]]:
    """How many by topic, by unit, by day and by source."""
    found: dict[str, dict[object, int]] = {}
    columns = {
        "topic": proposals.c.topic_id,
        "unit": proposals.c.unit_id,
        "day": proposals.c.received_on,
        "source": proposals.c.source,
    }
    for name, column in columns.items():
        rows = await db.all(
            sa.select(column, sa.func.count())
            .where(proposals.c.dialogue_id == dialogue, proposals.c.state != WITHDRAWN)
            .group_by(column)
            .order_by(column)
        )
        found[name] = {row[0]: row[1] for row in rows}
    return found


def _still_open(dialogue: Dialogue, sent_at: datetime) -> None:
    if not dialogue.takes(sent_at) or dialogue.is_late(sent_at):
        raise Refused("late")


async def _change(tx: Writer, proposal: str, person: int, **values: str) -> None:
    own = sa.select(way_back.c.proposal_id).where(way_back.c.person_id == person)
    changed = await tx.run(
        sa.update(proposals)
        .where(
            proposals.c.id == proposal,
            proposals.c.id.in_(own),
            proposals.c.state == RECEIVED,
        )
        .values(**values)
    )
    if not changed:
        raise Refused("gone")


def _mine(row: Row) -> Mine:
    return Mine(
        id=row.id,
        dialogue=row.dialogue_id,
        topic=row.topic_id,
        text=row.text,
        receipt=row.receipt,
        late=row.late,
        state=row.state,
    )

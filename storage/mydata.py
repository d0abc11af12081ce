"""All that is kept of one person, read for that person alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from storage import people, programme
from storage.database import Reader, Row
from storage.people import Person
from storage.programme import Programme
from storage.schema import (
    alarms,
    announcements,
    authors,
    consents,
    dialogues,
    drafts,
    files,
    guesses,
    inbox,
    jobs,
    openings,
    outbox,
    proposals,
    requests,
    roles,
    silences,
    strikes,
    told,
    took_part,
    transcript,
    uploads,
    way_back,
    web_sessions,
    wishes,
)


@dataclass(frozen=True, slots=True)
class Consent:
    """One answer to one of the questions for consent."""

    kind: str
    given: bool
    version: str
    hash: str
    answer: str
    channel: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Opinion:
    """What was sent, with the name that was given and the files beside it."""

    receipt: str
    dialogue: int
    topic: int
    unit: int | None
    text: str
    name: str | None
    state: str
    late: bool
    day: date
    concluded_on: date | None
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was begun: the answers so far, by key."""

    conversation: str
    given: dict[str, Any]
    touched_at: datetime
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for in the way of reminders; of every dialogue where none is named."""

    dialogue: int | None
    wanted: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role, held or ended."""

    name: str
    unit: int
    since: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class TellTale:
    """What was last told of a dialogue."""

    dialogue: int
    at: datetime | None
    cutoff: datetime | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """Something that is to be said or was said unasked; its words are gone once it has left."""

    kind: str
    state: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the web chat."""

    mine: bool
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """Something with words and a time: an announcement, or what is sealed for the duty officer."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Everything:
    """All of it. What is only counted is a row without words."""

    person: Person
    programme: Programme
    consents: Sequence[Consent]
    opinions: Sequence[Opinion]
    drafts: Sequence[Draft]
    wishes: Sequence[Wish]
    roles: Sequence[HeldRole]
    told: Sequence[TellTale]
    took_part: Sequence[int]
    letters: Sequence[Letter]
    announcements: Sequence[Written]
    sealed: Sequence[Written]
    talk: Sequence[Said]
    silent_until: datetime | None
    resting: datetime | None
    strikes: int
    guesses: int
    workbooks: int
    copies: int
    browsers: int
    requests: int
    openings: int
    events: int


async def everything(db: Reader, person: int) -> Everything | None:
    """All that is kept of somebody; nothing where nobody is."""
    found = await people.by_id(db, person)
    if found is None:
        return None
    its = _Of(db, found)
    on_web = found.channel == "web"
    silent = await db.value(sa.select(silences.c.until).where(silences.c.person_id == person))
    struck = await db.one(sa.select(strikes).where(strikes.c.person_id == person))
    return Everything(
        person=found,
        programme=await programme.load(db),
        consents=[
            Consent(r.kind, r.given, r.version, r.hash, r.answer, r.channel, r.at)
            for r in await its.rows(consents, consents.c.id)
        ],
        opinions=await _opinions(db, person),
        drafts=[await _draft(db, row) for row in await its.rows(drafts, drafts.c.id)],
        wishes=[
            Wish(r.dialogue_id, r.wanted, r.since) for r in await its.rows(wishes, wishes.c.id)
        ],
        roles=[
            HeldRole(r.role, r.unit_id, r.since, r.ended_at)
            for r in await its.rows(roles, roles.c.id)
        ],
        told=[
            TellTale(r.dialogue_id, r.at, r.cutoff, r.place)
            for r in await its.rows(told, told.c.dialogue_id)
        ],
        took_part=[r.dialogue_id for r in await its.rows(took_part, took_part.c.dialogue_id)],
        letters=[Letter(r.kind, r.state, r.made_at) for r in await its.rows(outbox, outbox.c.id)],
        announcements=[
            Written(r.text, r.made_at) for r in await its.rows(announcements, announcements.c.id)
        ],
        sealed=[Written(r.words, r.made_at) for r in await its.rows(alarms, alarms.c.id)],
        talk=await _talk(db, found.address) if on_web else [],
        silent_until=silent,
        resting=struck.until if struck else None,
        strikes=struck.number if struck else 0,
        guesses=await its.number(guesses),
        workbooks=await its.number(jobs),
        copies=await its.number(files),
        browsers=await its.browsers() if on_web else 0,
        requests=await its.number(requests),
        openings=await its.number(openings),
        events=await its.events(),
    )


class _Of:
    """Whatever names this person, table by table."""

    def __init__(self, db: Reader, person: Person) -> None:
        self._db = db
        self._person = person

    async def rows(self, table: sa.Table, by: sa.Column[Any]) -> Sequence[Row]:
        mine = table.c.person_id == self._person.id
        return await self._db.all(sa.select(table).where(mine).order_by(by))

    async def number(self, table: sa.Table) -> int:
        mine = table.c.person_id == self._person.id
        question = sa.select(sa.func.count()).select_from(table).where(mine)
        return int(await self._db.value(question) or 0)

    async def browsers(self) -> int:
        mine = web_sessions.c.address == self._person.address
        question = sa.select(sa.func.count()).select_from(web_sessions).where(mine)
        return int(await self._db.value(question) or 0)

    async def events(self) -> int:
        """Keys of what came from this chat; those that name nobody cannot be found by anybody."""
        begin = self._person.address
        question = (
            sa.select(sa.func.count())
            .select_from(inbox)
            .where(
                inbox.c.channel == self._person.channel,
                inbox.c.event_id >= f"{begin}:",
                inbox.c.event_id < f"{begin};",
            )
        )
        return int(await self._db.value(question) or 0)


async def _opinions(db: Reader, person: int) -> list[Opinion]:
    rows = await db.all(
        sa.select(proposals, authors.c.name, dialogues.c.concluded_on)
        .join(way_back, way_back.c.proposal_id == proposals.c.id)
        .join(dialogues, dialogues.c.id == proposals.c.dialogue_id)
        .outerjoin(authors, authors.c.proposal_id == proposals.c.id)
        .where(way_back.c.person_id == person)
        .order_by(proposals.c.dialogue_id, proposals.c.receipt)
    )
    return [
        Opinion(
            receipt=r.receipt,
            dialogue=r.dialogue_id,
            topic=r.topic_id,
            unit=r.unit_id,
            text=r.text,
            name=r.name,
            state=r.state,
            late=r.late,
            day=r.received_on,
            concluded_on=r.concluded_on,
            files=await _files(db, uploads.c.proposal_id == r.id, r.receipt),
        )
        for r in rows
    ]


async def _draft(db: Reader, row: Row) -> Draft:
    given: dict[str, Any] = msgspec.json.decode(row.given)
    beside = await _files(db, uploads.c.draft_id == row.id, "")
    return Draft(row.conversation, given, row.touched_at, beside)


async def _files(db: Reader, which: sa.ColumnElement[bool], receipt: str) -> tuple[str, ...]:
    """What each is called for whoever sent it."""
    rows = await db.all(sa.select(uploads).where(which).order_by(uploads.c.place))
    return tuple(
        r.name or (f"{receipt}-{r.place}{r.ending}" if receipt else f"{r.place}{r.ending}")
        for r in rows
    )


async def _talk(db: Reader, address: str) -> list[Said]:
    rows = await db.all(
        sa.select(transcript).where(transcript.c.address == address).order_by(transcript.c.id)
    )
    return [Said(r.author == "me", r.text, r.at) for r in rows]

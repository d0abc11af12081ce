"""People: one row a chat, and before a yes nothing in it but what asking needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert

from storage.database import Reader, Row, Writer
from storage.schema import consents, people, silences, way_back


@dataclass(frozen=True, slots=True)
class Person:
    """Someone's chat on one channel. state: new, yes, no, young."""

    id: int
    channel: str
    address: str
    language: str
    state: str
    unit: int | None
    keyboard: str
    seen_on: date
    blocked: bool = False
    hold_until: datetime | None = None
    language_chosen: bool = False
    """Whether the person chose the language; else it was taken from the platform or guessed."""
    terms: str = ""
    """Version and hash of the text that the standing yes was given to; empty without one."""
    sent: int = 0
    """How many proposals lead back here, of all dialogues; 0 where nobody asked."""
    asked_of_news: bool = False
    """Whether the consent to other messages was answered, either way."""
    born: int | None = None
    """The year, while the name may be shown in public."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who writes for the first time: all that is kept before a yes."""

    channel: str
    address: str
    language: str
    seen_on: date


_MEET = (
    upsert(people)
    .values(
        channel=sa.bindparam("channel"),
        address=sa.bindparam("address"),
        language=sa.bindparam("language"),
        seen_on=sa.bindparam("seen_on"),
        state="new",
        keyboard="",
    )
    .on_conflict_do_nothing(index_elements=[people.c.channel, people.c.address])
)
_SEEN = (
    sa.update(people)
    .where(people.c.id == sa.bindparam("person"))
    .values(seen_on=sa.bindparam("day"), blocked_at=sa.null())
)


async def meet(tx: Writer, newcomers: Sequence[Newcomer]) -> None:
    """Make a row for each chat that has none."""
    rows = [
        {"channel": n.channel, "address": n.address, "language": n.language, "seen_on": n.seen_on}
        for n in newcomers
    ]
    await tx.run(_MEET, rows)


async def seen(tx: Writer, ids: Iterable[int], day: date) -> None:
    """They wrote today, and so can be written to."""
    for person in ids:
        tx.change(_SEEN, person=person, day=day)


async def by_id(db: Reader, person: int) -> Person | None:
    """One person."""
    row = await db.one(_BY_ID, {"id": person})
    return _with_counts(row) if row is not None else None


async def by_ids(db: Reader, ids: Iterable[int]) -> dict[int, Person]:
    """Many people at once."""
    rows = await db.all(sa.select(people).where(people.c.id.in_(list(ids))))
    return {row.id: from_row(row) for row in rows}


async def at(db: Reader, channel: str, address: str) -> Person | None:
    """The person behind a chat."""
    row = await db.one(
        sa.select(people).where(people.c.channel == channel, people.c.address == address)
    )
    return from_row(row) if row is not None else None


async def become(tx: Writer, person: Person, *, state: str, unit: int | None) -> Person:
    """Where a person stands now: said yes and belongs to a branch, said no, is too young."""
    tx.change(_BECOME, person=person.id, new_state=state, new_unit=unit)
    return replace(person, state=state, unit=unit)


async def speak(tx: Writer, person: Person, language: str) -> Person:
    """The language a person chose: it stands until the person chooses another."""
    tx.change(_SPEAK, person=person.id, new_language=language)
    return replace(person, language=language, language_chosen=True)


def was_born(tx: Writer, person: int, year: int | None) -> None:
    """The year of birth somebody gave, so that their name may be shown in public."""
    tx.change(_BORN, person=person, year=year)


async def hold(tx: Writer, person: int, until: datetime | None) -> None:
    """Keep a person's later events behind one that is tried again, or let them go on."""
    await tx.run(sa.update(people).where(people.c.id == person).values(hold_until=until))


async def left(tx: Writer, ids: Iterable[int], now: datetime) -> None:
    """They blocked the bot: nothing is sent there until they write again."""
    await tx.run(sa.update(people).where(people.c.id.in_(list(ids))).values(blocked_at=now))


async def keyboards(tx: Writer, by_person: Mapping[int, str]) -> None:
    """Which message of each chat now carries the buttons."""
    rows = [{"person": person, "message": message} for person, message in by_person.items()]
    await tx.run(_KEYBOARD, rows)


async def members(db: Reader, unit_ids: Iterable[int]) -> dict[int, int]:
    """How many who said yes belong to each of these units."""
    rows = await db.all(
        sa.select(people.c.unit_id, sa.func.count())
        .where(people.c.state == "yes", people.c.unit_id.in_(list(unit_ids)))
        .group_by(people.c.unit_id)
    )
    return {row[0]: row[1] for row in rows}


def is_silent(now: datetime) -> sa.ColumnElement[bool]:
    """For a query over people: after an alarm nothing but replies leaves to them for a while."""
    return sa.exists().where(silences.c.person_id == people.c.id, silences.c.until > now)


def audience(
    unit_ids: Iterable[int], but: int, now: datetime, *, news: bool = False
) -> sa.Select[tuple[int, str, str, str]]:
    """Who hears an announcement: said yes, belongs to one of the units, has not blocked the bot, and
    is not to be left in peace; of `news`, which are of other activities than a dialogue, who has
    agreed to those as well.

    The one query behind the count in the preview and behind the sending. Without its author.
    """
    everybody = (
        sa.select(people.c.id, people.c.channel, people.c.address, people.c.language)
        .where(
            people.c.state == "yes",
            people.c.unit_id.in_(list(unit_ids)),
            people.c.blocked_at.is_(None),
            people.c.id != but,
            ~is_silent(now),
        )
        .order_by(people.c.id)
    )
    return everybody.where(_WANT_NEWS) if news else everybody


_latest = (
    sa.select(sa.func.max(consents.c.id))
    .where(consents.c.person_id == people.c.id, consents.c.kind == "news")
    .correlate(people)
    .scalar_subquery()
)
_WANT_NEWS = sa.exists().where(consents.c.id == _latest, consents.c.given)


@dataclass(frozen=True, slots=True)
class Chat:
    """Where one of an audience is written to."""

    id: int
    channel: str
    address: str
    language: str


async def some_of(
    db: Reader, of: sa.Select[tuple[int, str, str, str]], *, after: int, limit: int
) -> list[Chat]:
    """The next of an audience, in the order of their ids."""
    rows = await db.all(of.where(people.c.id > after).limit(limit))
    return [Chat(row.id, row.channel, row.address, row.language) for row in rows]


async def count(db: Reader, of: sa.Select[tuple[int, str, str, str]]) -> int:
    """How many an audience holds now."""
    return int(await db.value(sa.select(sa.func.count()).select_from(of.subquery())) or 0)


_SENT = (
    sa.select(sa.func.count())
    .where(way_back.c.person_id == people.c.id)
    .scalar_subquery()
    .label("sent")
)
_ASKED_OF_NEWS = (
    sa.exists()
    .where(consents.c.person_id == people.c.id, consents.c.kind == "news")
    .label("asked_of_news")
)
_BY_ID = sa.select(people, _SENT, _ASKED_OF_NEWS).where(people.c.id == sa.bindparam("id"))
_BECOME = (
    sa.update(people)
    .where(people.c.id == sa.bindparam("person"))
    .values(state=sa.bindparam("new_state"), unit_id=sa.bindparam("new_unit"))
)
_SPEAK = (
    sa.update(people)
    .where(people.c.id == sa.bindparam("person"))
    .values(language=sa.bindparam("new_language"), language_chosen=True)
)
_BORN = (
    sa.update(people).where(people.c.id == sa.bindparam("person")).values(born=sa.bindparam("year"))
)
_KEYBOARD = (
    sa.update(people)
    .where(people.c.id == sa.bindparam("person"))
    .values(keyboard=sa.bindparam("message"))
)


def _with_counts(row: Row) -> Person:
    return replace(from_row(row), sent=row.sent, asked_of_news=row.asked_of_news)


def from_row(row: Row) -> Person:
    """A person from a row that holds every column of the table."""
    return Person(
        id=row.id,
        channel=row.channel,
        address=row.address,
        language=row.language,
        state=row.state,
        unit=row.unit_id,
        keyboard=row.keyboard,
        seen_on=row.seen_on,
        blocked=row.blocked_at is not None,
        hold_until=row.hold_until,
        language_chosen=row.language_chosen,
        terms=row.terms,
        born=row.born,
    )


async def in_chats(db: Reader, chats: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Person]:
    """The people behind many chats at once."""
    by_channel: dict[str, list[str]] = {}
    for channel, address in chats:
        by_channel.setdefault(channel, []).append(address)
    found: dict[tuple[str, str], Person] = {}
    for channel, addresses in by_channel.items():
        rows = await db.all(_IN_CHATS, {"channel": channel, "addresses": addresses})
        found.update({(row.channel, row.address): _with_counts(row) for row in rows})
    return found


_IN_CHATS = sa.select(people, _SENT, _ASKED_OF_NEWS).where(
    people.c.channel == sa.bindparam("channel"),
    people.c.address.in_(sa.bindparam("addresses", expanding=True)),
)

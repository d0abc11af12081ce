"""What is not a proposal: counters, what is sealed for the duty officer, silence and strikes.

Words are here only after a yes, and for seven days. Who wants to be forgotten is reached by
`storage/erasure.py`: what was sealed, the silence and the strikes go by their person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert

from storage import drafts, transcript
from storage.database import Reader, Row, Writer
from storage.people import Person, from_row
from storage.schema import alarms, counters, openings, people, silences, strikes

SEALED_FOR = timedelta(days=7)
SILENT_FOR = timedelta(days=7)
STRIKES_STAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)
"""After that the officers are told a second time of what nobody has opened."""
_IS_OPENED = sa.exists().where(openings.c.alarm_id == alarms.c.id)


@dataclass(frozen=True, slots=True)
class Strikes:
    """How often in a row somebody sent the same kind of what nobody wants."""

    kind: str
    number: int
    at: datetime
    until: datetime | None = None
    """Until when this chat rests."""
    told: bool = False
    """Whether somebody who wrote during the rest was told of it."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An alarm without its words: what a list may show."""

    id: int
    kind: str
    unit: int
    made_at: datetime
    is_opened: bool
    calls: int
    """How often its officers were told."""
    reply: str
    """What is to be said back; empty until somebody has looked."""


@dataclass(frozen=True, slots=True)
class Opening:
    """That somebody opened an alarm."""

    alarm: int
    kind: str
    unit: int
    person: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """How often something was recognised on a day."""

    kind: str
    unit: int
    day: date
    number: int


# --- counters ---------------------------------------------------------------------------------


async def count(tx: Writer, some: Sequence[tuple[str, int]], day: date) -> None:
    """One more of each: a kind, and the unit it was in or 0."""
    rows = [{"kind": kind, "unit_id": unit, "day": day, "number": 1} for kind, unit in some]
    if rows:
        await tx.run(_COUNT, rows)


async def counts(db: Reader, since: date, units: Iterable[int] | None = None) -> list[Count]:
    """What was counted from a day on, in these units or everywhere."""
    wanted = sa.select(counters).where(counters.c.day >= since)
    if units is not None:
        wanted = wanted.where(counters.c.unit_id.in_(list(units)))
    rows = await db.all(wanted.order_by(counters.c.day, counters.c.unit_id, counters.c.kind))
    return [Count(row.kind, row.unit_id, row.day, row.number) for row in rows]


# --- what is sealed ---------------------------------------------------------------------------


def seal(tx: Writer, *, person: int, unit: int, kind: str, words: str, now: datetime) -> None:
    """Keep an alarm for the duty officer of a unit, after the person's yes."""
    tx.add(alarms, person_id=person, unit_id=unit, kind=kind, words=words, made_at=now)


async def waiting(db: Reader, units: Iterable[int], now: datetime) -> list[Sealed]:
    """What is to be looked at in these units, the oldest first; without words."""
    rows = await db.all(
        _SEALED.where(
            alarms.c.unit_id.in_(list(units)),
            alarms.c.reply == "",
            alarms.c.made_at > now - SEALED_FOR,
        )
    )
    return [_sealed(row) for row in rows]


async def one(db: Reader, alarm: int, now: datetime) -> Sealed | None:
    """An alarm that is still kept, without its words."""
    row = await db.one(_SEALED.where(alarms.c.id == alarm, alarms.c.made_at > now - SEALED_FOR))
    return _sealed(row) if row is not None else None


async def open_(tx: Writer, alarm: Sealed, *, person: int, now: datetime) -> None:
    """Note that an officer opens it. Each time is noted."""
    tx.add(
        openings,
        alarm_id=alarm.id,
        kind=alarm.kind,
        unit_id=alarm.unit,
        person_id=person,
        at=now,
    )


async def words_for(db: Reader, alarm: int, *, officer: int) -> str | None:
    """The words, for an officer whose opening is noted, as long as they are kept."""
    opened = sa.exists().where(openings.c.alarm_id == alarms.c.id, openings.c.person_id == officer)
    found: str | None = await db.value(
        sa.select(alarms.c.words).where(alarms.c.id == alarm, opened, alarms.c.reply == "")
    )
    return found


async def author(db: Reader, alarm: int) -> Person | None:
    """Whom an answer of the officer goes to: for the bot, never for the officer."""
    row = await db.one(
        sa.select(people)
        .join(alarms, alarms.c.person_id == people.c.id)
        .where(alarms.c.id == alarm)
    )
    return from_row(row) if row is not None else None


async def finish(tx: Writer, alarm: int, reply: str) -> bool:
    """It has been looked at, and this is to be said back: the words go at once. False if it had
    been already."""
    done = await tx.run(
        sa.update(alarms)
        .where(alarms.c.id == alarm, alarms.c.reply == "")
        .values(reply=reply, words="")
    )
    return done > 0


async def replied(db: Reader) -> list[Sealed]:
    """What was looked at and has not been answered."""
    return [_sealed(row) for row in await db.all(_SEALED.where(alarms.c.reply != ""))]


async def remove(tx: Writer, alarm: int) -> None:
    """It is answered: nothing joins it to anybody any more."""
    await tx.run(sa.delete(alarms).where(alarms.c.id == alarm))


async def untold(db: Reader, now: datetime) -> list[Sealed]:
    """Alarms of which no officer has been told, or has opened within the hour after that; once more
    is enough."""
    late = (alarms.c.calls == 1) & (alarms.c.told_at <= now - AN_HOUR) & ~_IS_OPENED
    rows = await db.all(_SEALED.where(alarms.c.reply == "", (alarms.c.calls == 0) | late))
    return [_sealed(row) for row in rows]


async def told(tx: Writer, alarm: int, now: datetime) -> None:
    """Its officers are told, now or once more."""
    await tx.run(
        sa.update(alarms).where(alarms.c.id == alarm).values(told_at=now, calls=alarms.c.calls + 1)
    )


async def opened(db: Reader) -> list[Opening]:
    """Every opening, the oldest first."""
    rows = await db.all(sa.select(openings).order_by(openings.c.id))
    return [Opening(row.alarm_id, row.kind, row.unit_id, row.person_id, row.at) for row in rows]


# --- silence ----------------------------------------------------------------------------------


async def silence(tx: Writer, ids: Iterable[int], until: datetime) -> None:
    """Nothing but replies leaves to these people until then."""
    rows = [{"person_id": person, "until": until} for person in ids]
    if rows:
        await tx.run(_SILENCE, rows)


async def silent_until(db: Reader, person: int, now: datetime) -> datetime | None:
    """Until when nothing but replies leaves to somebody; nothing where it may."""
    found: datetime | None = await db.value(
        sa.select(silences.c.until).where(silences.c.person_id == person, silences.c.until > now)
    )
    return found


# --- strikes ----------------------------------------------------------------------------------


async def strikes_of(db: Reader, ids: Iterable[int]) -> dict[int, Strikes]:
    """Those of these people who have any."""
    rows = await db.all(_STRIKES, {"people": list(ids)})
    return {
        row.person_id: Strikes(row.kind, row.number, row.at, row.until, row.told) for row in rows
    }


async def strike(tx: Writer, changed: Mapping[int, Strikes | None]) -> None:
    """How these people stand now; None is a clean sheet."""
    rows = [
        {
            "person_id": person,
            "kind": each.kind,
            "number": each.number,
            "until": each.until,
            "told": each.told,
            "at": each.at,
        }
        for person, each in changed.items()
        if each is not None
    ]
    if rows:
        await tx.run(_STRIKE, rows)
    await forgive(tx, [person for person, each in changed.items() if each is None])


async def forgive(tx: Writer, ids: Iterable[int]) -> int:
    """A clean sheet; how many had none."""
    rows = list(ids)
    if not rows:
        return 0
    return await tx.run(sa.delete(strikes).where(strikes.c.person_id.in_(rows)))


async def resting(db: Reader, now: datetime) -> dict[int, Strikes]:
    """Whose chat rests now."""
    rows = await db.all(
        sa.select(strikes).where(strikes.c.until > now).order_by(strikes.c.person_id)
    )
    return {
        row.person_id: Strikes(row.kind, row.number, row.at, row.until, row.told) for row in rows
    }


# --- the end ----------------------------------------------------------------------------------


async def tidy(tx: Writer, now: datetime, covered: str) -> None:
    """What is over goes; `covered` stands in the place of what an officer's page still shows."""
    await tx.run(sa.delete(alarms).where(alarms.c.made_at <= now - SEALED_FOR))
    rows = await tx.all(_SHOWING_WHAT_IS_GONE)
    if showing := [row[0] for row in rows]:
        await transcript.cover(tx, [(draft, covered) for draft in showing])
        await drafts.drop(tx, showing)
    await tx.run(sa.delete(silences).where(silences.c.until <= now))
    over = strikes.c.until.is_(None) | (strikes.c.until <= now)
    await tx.run(sa.delete(strikes).where(over, strikes.c.at <= now - STRIKES_STAY))


_SHOWING_WHAT_IS_GONE = sa.text(
    """
    SELECT id FROM drafts WHERE conversation = 'opened' AND NOT EXISTS (
        SELECT 1 FROM alarms a
        WHERE CAST(a.id AS TEXT) = json_extract(drafts.given, '$.alarm') AND a.reply = '')
    """
)
_COUNT = upsert(counters)
_COUNT = _COUNT.on_conflict_do_update(
    index_elements=[counters.c.kind, counters.c.unit_id, counters.c.day],
    set_={"number": counters.c.number + 1},
)
_SEALED = sa.select(
    alarms.c.id,
    alarms.c.kind,
    alarms.c.unit_id,
    alarms.c.made_at,
    alarms.c.reply,
    alarms.c.calls,
    _IS_OPENED.label("is_opened"),
).order_by(alarms.c.id)
_INSERT_SILENCE = upsert(silences)
_SILENCE = _INSERT_SILENCE.on_conflict_do_update(
    index_elements=[silences.c.person_id], set_={"until": _INSERT_SILENCE.excluded.until}
)
_STRIKES = sa.select(strikes).where(strikes.c.person_id.in_(sa.bindparam("people", expanding=True)))
_INSERT_STRIKE = upsert(strikes)
_STRIKE = _INSERT_STRIKE.on_conflict_do_update(
    index_elements=[strikes.c.person_id],
    set_={
        column.name: _INSERT_STRIKE.excluded[column.name]
        for column in strikes.c
        if column.name != "person_id"
    },
)


def _sealed(row: Row) -> Sealed:
    return Sealed(
        id=row.id,
        kind=row.kind,
        unit=row.unit_id,
        made_at=row.made_at,
        is_opened=bool(row.is_opened),
        calls=row.calls,
        reply=row.reply,
    )

"""Who there is a reason to remind of a dialogue, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec
import sqlalchemy as sa

from storage import people
from storage.database import Reader, Row
from storage.drafts import Given
from storage.people import Person
from storage.schema import drafts, outbox, took_part, wishes
from storage.schema import people as _people


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person with a draft or a wish, and what is known of them with this dialogue."""

    person: Person
    given: Given | None
    """What stands in the unfinished proposal, if there is one."""
    begun_at: datetime | None
    asked_at: datetime | None
    """When they asked to be reminded of this dialogue."""
    every_since: datetime | None
    """Since when they want to be reminded of every dialogue."""
    none_wanted: bool
    has_sent: bool
    planned: str
    """What became of the letter with this key; empty where there is none."""
    reminded: bool
    """Whether another reminder left in the span that was asked about, of whatever dialogue."""
    in_peace: bool
    """After an alarm: nothing but replies leaves to them now."""


async def candidates(
    db: Reader,
    *,
    conversation: str,
    dialogue: int,
    units: Iterable[int],
    key: str,
    now: datetime,
    since: datetime,
    until: datetime,
    person: int | None = None,
    only_due: bool = False,
    after: int = 0,
    limit: int = -1,
) -> list[Candidate]:
    """Who belongs to one of the units and has begun the conversation or has a wish that counts.

    In the order of their numbers. `key` and a number is the key of a letter; `since` and `until`
    are the span in which another reminder would be one too many. `only_due` leaves out
    early whom nothing can be planned for; the judgement is the caller's in any case.
    """
    one, every = wishes.alias("one"), wishes.alias("every")
    letter, last = outbox.alias("letter"), outbox.alias("last")
    its_key = sa.literal(key) + sa.cast(_people.c.id, sa.Text)
    reminded = sa.exists().where(
        last.c.person_id == _people.c.id,
        last.c.kind == sa.literal_column("'reminder'"),
        last.c.left_at >= since,
        last.c.left_at < until,
        last.c.dedup_key != its_key,
    )
    wanted = (
        sa.select(
            *_people.c,
            drafts.c.given,
            drafts.c.started_at,
            one.c.since.label("asked_at"),
            every.c.since.label("every_since"),
            every.c.wanted,
            took_part.c.dialogue_id.label("took_part"),
            letter.c.state.label("planned"),
            reminded.label("reminded"),
            people.is_silent(now).label("in_peace"),
        )
        .outerjoin(
            drafts,
            (drafts.c.person_id == _people.c.id) & (drafts.c.conversation == conversation),
        )
        .outerjoin(one, (one.c.person_id == _people.c.id) & (one.c.dialogue_id == dialogue))
        .outerjoin(every, (every.c.person_id == _people.c.id) & every.c.dialogue_id.is_(None))
        .outerjoin(
            took_part,
            (took_part.c.person_id == _people.c.id) & (took_part.c.dialogue_id == dialogue),
        )
        .outerjoin(letter, letter.c.dedup_key == its_key)
        .where(
            _people.c.id.in_(_with_a_reason(conversation, dialogue)),
            _people.c.unit_id.in_(list(units)),
            _people.c.id > after,
        )
        .order_by(_people.c.id)
        .limit(limit)
    )
    if person is not None:
        wanted = wanted.where(_people.c.id == person)
    if only_due:
        wanted = wanted.where(
            _people.c.state == "yes",
            _people.c.blocked_at.is_(None),
            letter.c.id.is_(None),
            ~people.is_silent(now),
            drafts.c.id.is_not(None) | took_part.c.person_id.is_(None),
        )
    return [_candidate(row) for row in await db.all(wanted)]


def _with_a_reason(conversation: str, dialogue: int) -> sa.CompoundSelect[tuple[int]]:
    begun = sa.select(drafts.c.person_id).where(drafts.c.conversation == conversation)
    asked = sa.select(wishes.c.person_id).where(
        (wishes.c.dialogue_id == dialogue) | wishes.c.dialogue_id.is_(None)
    )
    return begun.union(asked)


def _candidate(row: Row) -> Candidate:
    return Candidate(
        person=people.from_row(row),
        given=msgspec.json.decode(row.given, type=Given) if row.given else None,
        begun_at=row.started_at,
        asked_at=row.asked_at,
        every_since=row.every_since if row.wanted else None,
        none_wanted=row.wanted is False,
        has_sent=row.took_part is not None,
        planned=row.planned or "",
        reminded=row.reminded,
        in_peace=row.in_peace,
    )

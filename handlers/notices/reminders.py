"""A word before the cutoff, to who has begun and not sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.notices.desk import Desk
from handlers.notices.quiet import in_time, over
from handlers.talk.script import Scene
from handlers.talk.turn import question_again
from handlers.words.catalogue import _
from handlers.words.programme import chairperson, left, moment
from storage import drafts, outbox, programme
from storage.database import Reader, Writer
from storage.outbox import Planned, Ready
from storage.people import Person
from storage.programme import Dialogue, Programme

CONVERSATION, TEXT = "propose", "text"
REMINDER = _(
    "A reminder: opinions for the dialogue of {chairperson} close at {cutoff} ({left}). You have "
    "begun one and not sent it yet."
)


@dataclass(frozen=True, slots=True)
class _Due:
    """One offset of one dialogue that may be said by now."""

    dialogue: Dialogue
    offset: timedelta
    at: datetime


async def plan(desk: Desk, tx: Writer, now: datetime) -> int:
    """Plan the latest reminder that is due for each unfinished draft; how many.

    After downtime only the latest one is planned. An offset that had passed when the draft
    began is skipped.
    """
    known = await programme.load(tx)
    due = {d.id: found for d in known.dialogues.values() if (found := _latest(desk, d, now))}
    if not due:
        return 0
    told = {d: await outbox.keys(tx, "reminder", d) for d in due}
    planned = 0
    for person, mine in await drafts.unfinished(tx, CONVERSATION):
        dialogue = addressed(known, person, mine, now)
        reminder = due.get(dialogue.id) if dialogue else None
        if reminder is None or not is_begun(mine) or (mine.started_at or now) > reminder.at:
            continue
        if _key(reminder, person) not in told[reminder.dialogue.id]:
            await _plan_one(desk, tx, known, person, mine, reminder, now)
            planned += 1
    return planned


def guard(desk: Desk) -> Callable[[Reader, Ready, datetime], Awaitable[bool | datetime]]:
    """The guard with the quiet hours of this house."""

    async def still_true(db: Reader, row: Ready, now: datetime) -> bool | datetime:
        """Asked when a reminder leaves: still a draft for it, the same cutoff, no quiet hours."""
        known = await programme.load(db)
        dialogue = known.dialogues.get(row.about)
        if dialogue is None or dialogue.state != "open" or dialogue.cutoff != row.expires_at:
            return False
        if not await _has_begun(db, known, dialogue, row.letter.person, now):
            return False
        end = over(now, desk.quiet, desk.zone)
        return end if end > now else True

    return still_true


async def _has_begun(
    db: Reader, known: Programme, dialogue: Dialogue, person: int, now: datetime
) -> bool:
    for owner, draft in await drafts.unfinished(db, CONVERSATION, person):
        found = addressed(known, owner, draft, now)
        if is_begun(draft) and found is not None and found.id == dialogue.id:
            return True
    return False


def _key(due: _Due, person: Person) -> str:
    return (
        f"reminder:dialogue={due.dialogue.id}:cutoff={due.dialogue.cutoff.isoformat()}"
        f":offset={int(due.offset.total_seconds())}:person={person.id}"
    )


def is_begun(draft: drafts.Draft) -> bool:
    """Whether something was written that only has to be sent."""
    return bool(draft.given.get(TEXT))


def addressed(
    known: Programme, person: Person, draft: drafts.Draft, now: datetime
) -> Dialogue | None:
    """The dialogue a draft will go to: the one chosen in it, else the nearest."""
    offered = known.open_for(person.unit, now)
    chosen = draft.given.get("dialogue")
    return next((d for d in offered if str(d.id) == chosen), offered[0] if offered else None)


def _latest(desk: Desk, dialogue: Dialogue, now: datetime) -> _Due | None:
    if dialogue.state != "open" or now >= dialogue.cutoff:
        return None
    return max(_passed(desk, dialogue, now), key=lambda due: due.at, default=None)


def _passed(desk: Desk, dialogue: Dialogue, now: datetime) -> Iterator[_Due]:
    for offset in desk.offsets:
        at = in_time(dialogue.cutoff - offset, dialogue.cutoff, desk.quiet, desk.zone)
        if at <= now:
            yield _Due(dialogue, offset, at)


async def _plan_one(
    desk: Desk,
    tx: Writer,
    known: Programme,
    person: Person,
    draft: drafts.Draft,
    due: _Due,
    now: datetime,
) -> None:
    scene = Scene(
        person=person,
        programme=known,
        roles=(),
        now=now,
        zone=desk.zone,
        tx=tx,
        random=desk.random,
    )
    words = REMINDER.fill(
        chairperson=chairperson(known.units[due.dialogue.unit].name),
        cutoff=moment(due.dialogue.cutoff, desk.zone),
        left=left(now, due.dialogue.cutoff, desk.zone),
    )
    outbox.plan(
        tx,
        desk.new_id(),
        Planned(
            channel=person.channel,
            address=person.address,
            person=person.id,
            kind="reminder",
            body=await question_again(desk.registry, scene, draft, words),
            dedup_key=_key(due, person),
            not_before=over(now, desk.quiet, desk.zone),
            expires_at=due.dialogue.cutoff,
            guard="reminder",
            about=due.dialogue.id,
        ),
        now,
    )

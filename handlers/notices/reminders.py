"""A word before the cutoff: to who has begun and not sent, and to who asked for it.

What it says is put together when it leaves, so that the days left are right however long it had
to wait, and no words of a draft lie in the outbox.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal

from handlers.notices.desk import Answer, Desk, Guard
from handlers.notices.quiet import in_time, over
from handlers.talk.script import Scene
from handlers.talk.turn import question_again
from handlers.words.catalogue import Words, _
from handlers.words.programme import chairperson, day, left, moment
from storage import drafts, outbox, programme, reminders, roles, told
from storage.database import Reader, Writer
from storage.drafts import Given
from storage.messages import Outgoing
from storage.outbox import Planned, Ready
from storage.people import Person
from storage.programme import Dialogue, Programme
from storage.reminders import Candidate

CONVERSATION, TEXT = "propose", "text"
AT_ONCE = 500
"""Reminders planned in one transaction, so that no reply waits for a whole ward."""
BEGUN = _(
    "A reminder: opinions for the dialogue of {chairperson} close at {cutoff} ({left}). You have "
    "begun one and not sent it yet."
)
ASKED = _(
    "A reminder: {chairperson} holds a dialogue on {day}, and opinions close at {cutoff} ({left}). "
    "/gopy begins one. If you want no more reminders, send /nhac."
)

What = Literal["draft", "asked", "every", ""]
"""Why somebody is reminded: begun and not sent, asked for this dialogue, wants it for all."""
WhyNot = Literal[
    "",
    "blocked",
    "no consent",
    "wants none",
    "in peace",
    "has sent",
    "begun for another",
    "nothing written",
    "since too late",
    "planned",
    "reminded that day",
    "none left",
]


@dataclass(frozen=True, slots=True)
class Due:
    """One offset of one dialogue, and when it may be said."""

    dialogue: Dialogue
    offset: timedelta
    at: datetime

    @property
    def key(self) -> str:
        """The key of its letters, up to a person's number."""
        return (
            f"reminder:dialogue={self.dialogue.id}:cutoff={self.dialogue.cutoff.isoformat()}"
            f":offset={int(self.offset.total_seconds())}:person="
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether somebody is reminded of what is due."""

    person: Person
    what: What
    why_not: WhyNot
    planned: str = ""
    """What became of the letter, where one is planned already."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The next reminder of a dialogue that somebody gets, or why there is none."""

    verdict: Verdict
    at: datetime | None


async def plan(desk: Desk, tx: Writer, now: datetime) -> int:
    """Plan the latest reminder that is due for each who is to hear it; how many.

    After downtime only the latest one is planned. An offset that had passed when the draft began
    or the wish was made is skipped. The second one of a day is planned too, and dropped when it is
    about to leave: planned the day after instead, it would push the next one away.
    """
    known = await programme.load(tx)
    for dialogue in sorted(known.dialogues.values(), key=lambda d: (d.cutoff, d.id)):
        due = _latest(desk, dialogue, now)
        if due is not None and (planned := await _plan_some(desk, tx, known, due, now)):
            return planned
    return 0


def guard(desk: Desk) -> Guard:
    """The guard with the rules of time of this house."""

    async def still_true(tx: Writer, row: Ready, now: datetime) -> Answer:
        """Asked when a reminder leaves: all that it was planned for, and no other one today."""
        known = await programme.load(tx)
        due = _of(desk, known, row)
        if due is None:
            return False
        if (wait := over(max(now, due.at), desk.quiet, desk.zone)) > now:
            return wait
        if due != _latest(desk, due.dialogue, now):
            return False
        for each in await _judged(desk, tx, known, due, now, person=row.letter.person):
            if each.why_not == "planned":
                return await _say(desk, tx, known, each, due, row, now)
        return False

    return still_true


async def forecast(desk: Desk, db: Reader, dialogue: Dialogue, now: datetime) -> list[Forecast]:
    """Who gets the next reminder of a dialogue when, and who does not and why.

    Those who have neither a draft nor a wish are not named: there are as many as the unit has.
    """
    known = await programme.load(db)
    found: dict[int, Forecast] = {}
    for due in _still_to_come(desk, dialogue, now):
        for each in await _judged(desk, db, known, due, now):
            before = found.get(each.person.id)
            if before is None or before.at is None:
                found[each.person.id] = Forecast(each, _leaves(desk, due, each, now))
    if found:
        return list(found.values())
    nothing = Due(dialogue, timedelta(0), dialogue.cutoff)
    judged = await _judged(desk, db, known, nothing, now)
    return [Forecast(replace(v, why_not=v.why_not or "none left"), None) for v in judged]


# --- what is due --------------------------------------------------------------------------------


def _all(desk: Desk, dialogue: Dialogue) -> Iterator[Due]:
    for offset in desk.offsets:
        at = in_time(dialogue.cutoff - offset, dialogue.cutoff, desk.quiet, desk.zone)
        yield Due(dialogue, offset, at)


def _latest(desk: Desk, dialogue: Dialogue, now: datetime) -> Due | None:
    if dialogue.state != "open" or now >= dialogue.cutoff:
        return None
    passed = (due for due in _all(desk, dialogue) if due.at <= now)
    return max(passed, key=lambda due: (due.at, -due.offset), default=None)


def _still_to_come(desk: Desk, dialogue: Dialogue, now: datetime) -> list[Due]:
    """The latest that has passed, which may be on its way, and those after it."""
    if dialogue.state != "open" or now >= dialogue.cutoff:
        return []
    latest = _latest(desk, dialogue, now)
    later = [due for due in _all(desk, dialogue) if due.at > now]
    return sorted([*([latest] if latest else []), *later], key=lambda due: due.at)


def _of(desk: Desk, known: Programme, row: Ready) -> Due | None:
    """What a letter was planned for, unless the dialogue has moved or ended since."""
    dialogue = known.dialogues.get(row.about)
    if dialogue is None or dialogue.state != "open":
        return None
    keys = {f"{due.key}{row.letter.person}": due for due in _all(desk, dialogue)}
    return keys.get(row.key)


# --- who hears it -------------------------------------------------------------------------------


async def _judged(
    desk: Desk,
    db: Reader,
    known: Programme,
    due: Due,
    now: datetime,
    *,
    person: int | None = None,
    only_due: bool = False,
    after: int = 0,
    limit: int = -1,
) -> list[Verdict]:
    """The one place where it is decided who is reminded: for planning, leaving and the preview."""
    leaves = over(max(due.at, now), desk.quiet, desk.zone).astimezone(desk.zone)
    its_day = datetime.combine(leaves.date(), time(), desk.zone)
    found = await reminders.candidates(
        db,
        conversation=CONVERSATION,
        dialogue=due.dialogue.id,
        units=[unit.id for unit in known.below(due.dialogue.unit)],
        key=due.key,
        now=now,
        since=its_day,
        until=its_day + timedelta(days=1),
        person=person,
        only_due=only_due,
        after=after,
        limit=limit,
    )
    return [_judge(known, due, each, now) for each in found]


def _judge(known: Programme, due: Due, each: Candidate, now: datetime) -> Verdict:
    what = _reason(known, due, each, now)
    why_not = _against(each) or ("" if what else _no_reason(known, due, each, now))
    if not why_not and each.reminded:
        why_not = "reminded that day"
    if not why_not and each.planned:
        why_not = "planned"
    return Verdict(each.person, what, why_not, each.planned)


def _against(each: Candidate) -> WhyNot:
    if each.person.blocked:
        return "blocked"
    if each.person.state != "yes":
        return "no consent"
    if each.in_peace:
        return "in peace"
    return "wants none" if each.none_wanted else ""


def _reason(known: Programme, due: Due, each: Candidate, now: datetime) -> What:
    if _is_begun(known, due, each, now) and _by(each.begun_at, due):
        return "draft"
    if each.has_sent:
        return ""
    if _by(each.asked_at, due):
        return "asked"
    return "every" if _by(each.every_since, due) else ""


def _no_reason(known: Programme, due: Due, each: Candidate, now: datetime) -> WhyNot:
    asked = each.asked_at or each.every_since
    if each.has_sent and not _is_begun(known, due, each, now):
        return "has sent"
    if asked or _is_begun(known, due, each, now):
        return "since too late"
    return "begun for another" if each.given and each.given.get(TEXT) else "nothing written"


def _by(moment: datetime | None, due: Due) -> bool:
    return moment is not None and moment <= due.at


def _is_begun(known: Programme, due: Due, each: Candidate, now: datetime) -> bool:
    """Whether something was written for this dialogue that only has to be sent."""
    if not each.given or not each.given.get(TEXT):
        return False
    found = addressed(known, each.person, each.given, now)
    return found is not None and found.id == due.dialogue.id


def addressed(known: Programme, person: Person, given: Given, now: datetime) -> Dialogue | None:
    """The dialogue a draft will go to: the one chosen in it, else the nearest."""
    offered = known.open_for(person.unit, now)
    chosen = given.get("dialogue")
    return next((d for d in offered if str(d.id) == chosen), offered[0] if offered else None)


def _leaves(desk: Desk, due: Due, verdict: Verdict, now: datetime) -> datetime | None:
    if verdict.why_not:
        return None
    at = over(max(due.at, now), desk.quiet, desk.zone)
    return at if at < due.dialogue.cutoff else None


# --- planning and saying it ---------------------------------------------------------------------


async def _plan_some(desk: Desk, tx: Writer, known: Programme, due: Due, now: datetime) -> int:
    """Page by page until one holds somebody who is to hear it."""
    after = 0
    while True:
        page = await _judged(desk, tx, known, due, now, only_due=True, after=after, limit=AT_ONCE)
        heard = [each.person for each in page if each.why_not in {"", "reminded that day"}]
        for person in heard:
            outbox.plan(tx, desk.new_id(), _planned(desk, due, person, now), now)
        if heard or len(page) < AT_ONCE:
            return len(heard)
        after = page[-1].person.id


def _planned(desk: Desk, due: Due, person: Person, now: datetime) -> Planned:
    return Planned(
        channel=person.channel,
        address=person.address,
        person=person.id,
        kind="reminder",
        body=Outgoing(text=""),
        dedup_key=f"{due.key}{person.id}",
        not_before=over(now, desk.quiet, desk.zone),
        expires_at=due.dialogue.cutoff,
        guard="reminder",
        about=due.dialogue.id,
    )


async def _say(
    desk: Desk,
    tx: Writer,
    known: Programme,
    verdict: Verdict,
    due: Due,
    row: Ready,
    now: datetime,
) -> Outgoing:
    person, is_begun = verdict.person, verdict.what == "draft"
    told.tell(tx, person.id, due.dialogue, at=not is_begun, letter=row.letter.id)
    scene = Scene(
        person=person,
        programme=known,
        roles=(await roles.of(tx, [person.id])).get(person.id, ()),
        now=now,
        zone=desk.zone,
        tx=tx,
        random=desk.random,
        quiet=desk.quiet,
        retention=desk.retention,
    )
    open_ones = (await drafts.of(tx, [person.id])).get(person.id, [])
    words = _words(desk, known, due.dialogue, BEGUN if is_begun else ASKED, now)
    return await question_again(desk.registry, scene, open_ones, words)


def _words(desk: Desk, known: Programme, dialogue: Dialogue, words: Words, now: datetime) -> Words:
    return words.fill(
        chairperson=chairperson(known.units[dialogue.unit].name),
        day=day(dialogue.at, desk.zone),
        cutoff=moment(dialogue.cutoff, desk.zone),
        left=left(now, dialogue.cutoff, desk.zone),
    )

"""A dialogue has another day, hour or place, or is called off: who was told otherwise hears it.

Nobody else does. What was told is noted wherever it is said, so a dialogue that moves and moves
back before anybody heard of it is no news, and after somebody did it is news to them alone.
"""

from __future__ import annotations

from datetime import datetime

from handlers.notices.desk import Answer, Desk, Guard
from handlers.notices.quiet import over
from handlers.words.catalogue import Words, _, joined, verbatim
from handlers.words.programme import chairperson, day, left, moment
from storage import outbox, people, programme, told
from storage.database import Writer
from storage.messages import Outgoing
from storage.outbox import Planned, Ready
from storage.people import Person
from storage.programme import Dialogue, Programme
from storage.told import Told

AT_ONCE = 500
"""Letters planned in one transaction, so that no reply waits for a whole ward."""
MOVED = _(
    "Something has changed: the dialogue of {chairperson} is now at {at}. Opinions are taken until "
    "{cutoff} ({left})."
)
PLACE = _("Place: {place}.")
CANCELLED = _(
    "The dialogue of {chairperson} on {day} does not take place. What was sent to it stays kept."
)


async def plan(desk: Desk, tx: Writer, now: datetime) -> int:
    """Plan the next letters to those who know what is no longer so; how many."""
    known = await programme.load(tx)
    for dialogue in known.dialogues.values():
        if not _is_news(dialogue, now):
            continue
        if heard := await told.wrongly(tx, dialogue.id, _key(dialogue), AT_ONCE):
            await outbox.free(tx, [f"{_key(dialogue)}{person.id}" for person in heard])
            for person in heard:
                outbox.plan(tx, desk.new_id(), _planned(desk, dialogue, person, now), now)
            return len(heard)
    return 0


def guard(desk: Desk) -> Guard:
    """The guard with the quiet hours of this house."""

    async def still_true(tx: Writer, row: Ready, now: datetime) -> Answer:
        """Asked when it leaves: still the last word, to somebody who agrees and knows otherwise."""
        if (end := over(now, desk.quiet, desk.zone)) > now:
            return end
        known = await programme.load(tx)
        dialogue = known.dialogues.get(row.about)
        person = await people.by_id(tx, row.letter.person)
        if dialogue is None or not _is_news(dialogue, now) or person is None:
            return False
        if row.key != f"{_key(dialogue)}{person.id}" or person.state != "yes" or person.blocked:
            return False
        before = await told.what(tx, person.id, dialogue.id)
        # This very letter may leave again: after a crash nobody knows whether it arrived.
        if before is None or not (before.letter == row.letter.id or before.differs(dialogue)):
            return False
        told.tell(tx, person.id, dialogue, place=True, letter=row.letter.id)
        return Outgoing(text=_words(desk, known, dialogue, before, now).say(person.language))

    return still_true


def _is_news(dialogue: Dialogue, now: datetime) -> bool:
    has_changed = dialogue.moves > 0 or dialogue.state == "cancelled"
    return has_changed and now < dialogue.at


def _key(dialogue: Dialogue) -> str:
    """The key of its letters, up to a person's number."""
    if dialogue.state == "cancelled":
        return f"cancelled:dialogue={dialogue.id}:person="
    return f"moved:dialogue={dialogue.id}:move={dialogue.moves}:person="


def _planned(desk: Desk, dialogue: Dialogue, person: Person, now: datetime) -> Planned:
    return Planned(
        channel=person.channel,
        address=person.address,
        person=person.id,
        kind="answer",
        body=Outgoing(text=""),
        dedup_key=f"{_key(dialogue)}{person.id}",
        not_before=over(now, desk.quiet, desk.zone),
        expires_at=dialogue.at,
        guard="moved",
        about=dialogue.id,
    )


def _words(desk: Desk, known: Programme, dialogue: Dialogue, before: Told, now: datetime) -> Words:
    who = chairperson(known.units[dialogue.unit].name)
    if dialogue.state == "cancelled":
        return CANCELLED.fill(chairperson=who, day=day(before.at or dialogue.at, desk.zone))
    news = MOVED.fill(
        chairperson=who,
        at=moment(dialogue.at, desk.zone),
        cutoff=moment(dialogue.cutoff, desk.zone),
        left=left(now, dialogue.cutoff, desk.zone),
    )
    place = PLACE.fill(place=dialogue.place) if dialogue.place else verbatim("")
    return joined(news, place, by=" ")

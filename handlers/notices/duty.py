"""Somebody asked that the duty officer be told: the officer hears that there is something, at once.

Neither words nor a name are in that line, so it may lie in the outbox. It does not wait for the
morning: staff asked for it. What the officer chose to be said back leaves here as well.
"""

from __future__ import annotations

from datetime import datetime

from handlers.notices.desk import Answer, Desk
from handlers.words.catalogue import Words, _, joined
from handlers.words.helpers import line, numbers
from storage import contacts, outbox, people, programme, roles, safety
from storage.database import Writer
from storage.messages import Outgoing
from storage.outbox import Planned, Ready
from storage.people import Person
from storage.programme import Programme
from storage.safety import SEALED_FOR, Sealed

ROLE = "duty"
WAITS = _("A message waits for the duty officer: /truc opens it.")
READ = _("The duty officer has read your message.")
CALL = _("The duty officer asks you to call: {contact}.")
LINES = _("The duty officer asks you to call one of these numbers:")
NO_REPLY = _("What you write here does not reach the duty officer.")


async def plan(desk: Desk, tx: Writer, now: datetime) -> int:
    """Plan the lines to officers, the second time to whoever has not looked after an hour, and what
    is said back; how many."""
    untold, replied = await safety.untold(tx, now), await safety.replied(tx)
    if not untold and not replied:
        return 0
    known, planned = await programme.load(tx), 0
    for alarm in untold:
        officers = await _officers(tx, known, alarm)
        for person in officers:
            outbox.plan(tx, desk.new_id(), _call(alarm, person, now), now)
        if officers:
            await safety.told(tx, alarm.id, now)
        planned += len(officers)
    for alarm in replied:
        author = await safety.author(tx, alarm.id)
        if author is not None and not author.blocked:
            words = await _back(tx, known, alarm)
            outbox.plan(tx, desk.new_id(), _letter(alarm, author, words, now), now)
            planned += 1
        await safety.remove(tx, alarm.id)
    return planned


async def guard(tx: Writer, row: Ready, now: datetime) -> Answer:
    """Asked when a line leaves: still on duty, and still something to look at."""
    held = (await roles.of(tx, [row.letter.person])).get(row.letter.person, ())
    alarm = await safety.one(tx, row.about, now)
    return any(role.name == ROLE for role in held) and alarm is not None and not alarm.reply


async def _officers(tx: Writer, known: Programme, alarm: Sealed) -> list[Person]:
    """Of the nearest unit that has any, from the alarm's own upwards."""
    held = await roles.every(tx, ROLE)
    for unit in known.above(alarm.unit):
        there = dict.fromkeys(role.person for role in held if role.unit == unit.id)
        if there:
            found = await people.by_ids(tx, there)
            return [found[person] for person in there]
    return []


def _call(alarm: Sealed, person: Person, now: datetime) -> Planned:
    return Planned(
        channel=person.channel,
        address=person.address,
        person=person.id,
        kind="answer",
        body=Outgoing(text=WAITS.say(person.language)),
        dedup_key=f"duty:alarm={alarm.id}:call={alarm.calls + 1}:person={person.id}",
        not_before=now,
        expires_at=alarm.made_at + SEALED_FOR,
        guard="duty",
        about=alarm.id,
    )


def _letter(alarm: Sealed, author: Person, words: Words, now: datetime) -> Planned:
    """No quiet hours and no silence: it is what they asked for."""
    return Planned(
        channel=author.channel,
        address=author.address,
        person=author.id,
        kind="answer",
        body=Outgoing(text=words.say(author.language)),
        dedup_key=f"duty:alarm={alarm.id}:reply",
        not_before=now,
    )


async def _back(tx: Writer, known: Programme, alarm: Sealed) -> Words:
    near = await contacts.near(tx, [unit.id for unit in known.above(alarm.unit)])
    if alarm.reply == "call" and "duty" in near:
        return joined(READ, CALL.fill(contact=line(near["duty"][0])), NO_REPLY, by=" ")
    whom = numbers(near, alarm.kind)
    if alarm.reply == "read" or whom is None:
        return joined(READ, NO_REPLY, by=" ")
    return joined(joined(READ, LINES, by=" "), whom, NO_REPLY, by="\n")

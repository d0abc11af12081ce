"""The message that a workbook comes with."""

from __future__ import annotations

from datetime import datetime

from handlers.notices.desk import Desk
from handlers.words.catalogue import _, counted
from handlers.words.programme import chairperson, day
from storage.jobs import Job
from storage.messages import Attachment, Outgoing
from storage.outbox import Planned
from storage.people import Person
from storage.programme import Programme

ONE = _("The workbook for the dialogue of {chairperson} on {day}: one opinion so far.")
MANY = _("The workbook for the dialogue of {chairperson} on {day}: {number} opinions so far.")
FAILED = _(
    "The workbook could not be made just now. Please ask for it again in a while with /xuat."
)


def apology(job: Job, person: Person, now: datetime) -> Planned:
    """What is said where a workbook could not be made after all tries."""
    return Planned(
        channel=person.channel,
        address=person.address,
        person=person.id,
        kind="answer",
        body=Outgoing(text=FAILED.say(person.language)),
        dedup_key=_key(job, person),
        not_before=now,
    )


def name_of(desk: Desk, known: Programme, job: Job, now: datetime) -> str:
    """The name that a workbook goes out under."""
    unit = known.units[known.dialogues[job.dialogue].unit]
    return f"tong-hop-{unit.code}-{now.astimezone(desk.zone):%Y-%m-%d}.xlsx"


def letter(
    desk: Desk,
    known: Programme,
    job: Job,
    person: Person | None,
    file: str,
    number: int,
    now: datetime,
) -> tuple[str, Planned | None]:
    """The name a workbook goes out under, and the letter that carries it, if it has a reader."""
    dialogue = known.dialogues[job.dialogue]
    unit = known.units[dialogue.unit]
    name = name_of(desk, known, job, now)
    if person is None or person.blocked:
        return name, None
    words = counted(number, ONE, MANY).fill(
        chairperson=chairperson(unit.name), day=day(dialogue.at, desk.zone)
    )
    body = Outgoing(text=words.say(person.language), file=Attachment(file, name))
    return name, Planned(
        channel=person.channel,
        address=person.address,
        person=person.id,
        kind="answer",
        body=body,
        dedup_key=_key(job, person),
        not_before=now,
    )


def _key(job: Job, person: Person) -> str:
    return f"job={job.id}:person={person.id}"

"""Every week the workbook goes to the unit's office by itself, with what is new in it.

The file is made once for the office of a unit and goes to each of its staff. What stood in it is
remembered with it, so that «new» is what no earlier one had, however many weeks there were between.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.notices.desk import Desk
from handlers.words.catalogue import Words, _, joined, spoken
from handlers.words.programme import chairperson, day, left, moment
from storage import jobs, people, programme, roles, weekly
from storage.database import Reader, Writer
from storage.jobs import Job, Made
from storage.messages import Attachment, Outgoing
from storage.outbox import Planned
from storage.people import Person
from storage.programme import Dialogue, Programme, Topic
from storage.weekly import Rule

MOST = 3
"""Topics that are named."""
TOTAL = _("{chairperson}, dialogue on {day}: opinions in all: {number}.")
NEW = _("New this week: {number}.")
TOPICS = _("Most of them: {topics}.")
CLOSES = _("Opinions until {cutoff} ({left}).")
NOTHING_NEW = _("{chairperson}, dialogue on {day}: nothing new this week, still {number} in all.")


async def plan(desk: Desk, tx: Writer, now: datetime) -> int:
    """Ask for this week's workbooks, one for each office and dialogue; a missed week is caught up
    once.

    An office that has nobody since before the hour of this week gets the first one next week.
    """
    known, rules = await programme.load(tx), await weekly.rules(tx)
    asked = 0
    for unit, since in (await _offices(tx)).items():
        slot = _slot_of(desk, rules.get(unit), now)
        if slot is None or since > slot:
            continue
        below = {each.id for each in known.below(unit)}
        for dialogue in known.dialogues.values():
            if dialogue.unit in below and dialogue.state == "open" and slot < dialogue.at:
                asked += await _ask(tx, unit, dialogue.id, slot, desk.zone, now)
    return asked


async def office(db: Reader, job: Job) -> list[Person]:
    """Who gets it: the staff of the unit who can be written to, each once."""
    held = [role.person for role in await roles.every(db, "staff") if role.unit == job.unit]
    found = await people.by_ids(db, held)
    return [found[person] for person in dict.fromkeys(held)]


def with_file(
    desk: Desk,
    known: Programme,
    job: Job,
    office: Sequence[Person],
    file: Attachment,
    made: Made,
    now: datetime,
) -> list[Planned]:
    """The letters that carry the file, with four lines that tell what is in it."""
    words = _summary(desk, known, known.dialogues[job.dialogue], made, now)
    return [_letter(job, person, words, file, now) for person in office]


def without_file(
    desk: Desk, known: Programme, job: Job, office: Sequence[Person], total: int, now: datetime
) -> list[Planned]:
    """The letters where nothing is new: one line and no file."""
    dialogue = known.dialogues[job.dialogue]
    words = _named(desk, known, dialogue, NOTHING_NEW).fill(number=total)
    return [_letter(job, person, words, None, now) for person in office]


async def _offices(db: Reader) -> dict[int, datetime]:
    """Each unit that has staff, and since when."""
    found: dict[int, datetime] = {}
    for role in await roles.every(db, "staff"):
        found[role.unit] = min(role.since, found.get(role.unit, role.since))
    return found


async def _ask(
    tx: Writer, unit: int, dialogue: int, slot: datetime, zone: ZoneInfo, now: datetime
) -> int:
    key = f"weekly:{slot.astimezone(zone).date()}:dialogue={dialogue}:unit={unit}"
    if await jobs.is_asked(tx, key):
        return 0
    jobs.ask(tx, kind="weekly", unit=unit, dialogue=dialogue, dedup_key=key, now=now)
    return 1


def _slot_of(desk: Desk, rule: Rule | None, now: datetime) -> datetime | None:
    """The last time that a unit's weekly hour struck; none where it is switched off."""
    if rule is None:
        return latest_slot(desk.weekly_day, desk.weekly_time, desk.zone, now)
    if rule.is_off:
        return None
    on = desk.weekly_day if rule.day is None else rule.day
    return latest_slot(on, rule.at or desk.weekly_time, desk.zone, now)


def latest_slot(weekday: int, at: time, zone: ZoneInfo, now: datetime) -> datetime:
    """The last time that an hour of the week struck; 0 is Monday."""
    local = now.astimezone(zone)
    date = local.date() - timedelta(days=(local.weekday() - weekday) % 7)
    slot = datetime.combine(date, at, zone)
    return slot if slot <= local else slot - timedelta(days=7)


def _letter(
    job: Job, person: Person, words: Words, file: Attachment | None, now: datetime
) -> Planned:
    return Planned(
        channel=person.channel,
        address=person.address,
        person=person.id,
        kind="answer",
        body=Outgoing(text=words.say(person.language), file=file),
        # Who holds the role over two units gets one a week and dialogue.
        dedup_key=f"{job.key.rpartition(':')[0]}:person={person.id}",
        not_before=now,
    )


def _named(desk: Desk, known: Programme, dialogue: Dialogue, words: Words) -> Words:
    return words.fill(
        chairperson=chairperson(known.units[dialogue.unit].name), day=day(dialogue.at, desk.zone)
    )


def _summary(desk: Desk, known: Programme, dialogue: Dialogue, made: Made, now: datetime) -> Words:
    by_id = {topic.id: topic for topic in dialogue.topics}
    most = sorted(made.topics, key=lambda each: -each[1])[:MOST]
    return joined(
        _named(desk, known, dialogue, TOTAL).fill(number=made.total),
        NEW.fill(number=made.new),
        TOPICS.fill(topics=_topics([(by_id[topic], number) for topic, number in most])),
        CLOSES.fill(
            cutoff=moment(dialogue.cutoff, desk.zone), left=left(now, dialogue.cutoff, desk.zone)
        ),
        by="\n",
    )


def _topics(most: Sequence[tuple[Topic, int]]) -> Words:
    def said(language: str) -> str:
        return "; ".join(
            f"{topic.english if language == 'en' else topic.name} ({number})"
            for topic, number in most
        )

    return spoken(said)

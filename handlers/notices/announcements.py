"""A secretary's announcement on its way to many, and the report when it has arrived."""

from __future__ import annotations

from datetime import datetime

from handlers.notices.desk import Answer, Desk, Guard
from handlers.notices.quiet import over
from handlers.words.catalogue import Words, _, joined, verbatim
from handlers.words.programme import inside
from storage import announcements, consents, outbox, people, programme, roles
from storage.announcements import Announcement
from storage.database import Writer
from storage.messages import Outgoing
from storage.outbox import Planned, Ready
from storage.programme import Programme

AT_ONCE = 500
"""Letters planned in one transaction, so that no reply waits for a whole ward."""
HEADING = _("Announcement of {unit}:")
REPORT = _("Your announcement to {unit} is done: {reached} of {audience} reached.")
BLOCKED = _("{number} have blocked this chat.")
UNSURE = _("Of {number} it is not known whether it arrived.")
STOPPED = _("{number} were not sent.")


async def plan(desk: Desk, tx: Writer, now: datetime) -> int:
    """Plan the next letters of what is announced, and the reports of what has arrived."""
    known = await programme.load(tx)
    planned = 0
    for each in await announcements.unfinished(tx):
        if not each.planned:
            return planned + await _letters(desk, tx, known, each, now)
        planned += await _report(desk, tx, known, each, now)
    return planned


def guard(desk: Desk) -> Guard:
    """The guard with the quiet hours of this house."""

    async def still_true(tx: Writer, row: Ready, now: datetime) -> Answer:
        """Asked when a letter leaves: its author still holds the role, the person still agrees."""
        if (end := over(now, desk.quiet, desk.zone)) > now:
            return end
        sent = await announcements.one(tx, row.about)
        person = await people.by_id(tx, row.letter.person)
        if sent is None or person is None or person.state != "yes" or person.blocked:
            return False
        if sent.news and not (await consents.standing(tx, person.id)).get("news", False):
            return False
        return await roles.holds(tx, sent.person, "secretary", sent.unit)

    return still_true


async def _letters(
    desk: Desk, tx: Writer, known: Programme, each: Announcement, now: datetime
) -> int:
    below = [unit.id for unit in known.below(each.unit)]
    wanted = people.audience(below, but=each.person, now=now, news=each.news)
    chats = await people.some_of(tx, wanted, after=each.planned_up_to, limit=AT_ONCE)
    for chat in chats:
        outbox.plan(
            tx,
            desk.new_id(),
            Planned(
                channel=chat.channel,
                address=chat.address,
                person=chat.id,
                kind="announcement",
                body=Outgoing(text=_words(known, each).say(chat.language)),
                dedup_key=f"announcement={each.id}:person={chat.id}",
                not_before=over(now, desk.quiet, desk.zone),
                guard="announcement",
                about=each.id,
            ),
            now,
        )
    await announcements.planned(
        tx, each.id, up_to=chats[-1].id if chats else 0, now=None if chats else now
    )
    return max(len(chats), 1)


def _words(known: Programme, each: Announcement) -> Words:
    heading = HEADING.fill(unit=inside(known.units[each.unit].name))
    return joined(heading, verbatim(each.text))


async def _report(
    desk: Desk, tx: Writer, known: Programme, each: Announcement, now: datetime
) -> int:
    tally = await outbox.tally(tx, "announcement", each.id)
    if tally.get("queued") or tally.get("claimed"):
        return 0
    author = await people.by_id(tx, each.person)
    if author is not None:
        words = _how_it_went(known, each, tally)
        outbox.plan(
            tx,
            desk.new_id(),
            Planned(
                channel=author.channel,
                address=author.address,
                person=author.id,
                kind="answer",
                body=Outgoing(text=words.say(author.language)),
                dedup_key=f"report:announcement={each.id}",
                not_before=now,
                about=each.id,
            ),
            now,
        )
    await announcements.reported(tx, each.id, now)
    return 1


def _how_it_went(known: Programme, each: Announcement, tally: dict[str, int]) -> Words:
    lines = [
        REPORT.fill(
            unit=inside(known.units[each.unit].name),
            reached=tally.get("sent", 0),
            audience=sum(tally.values()),
        )
    ]
    rest = (
        (BLOCKED, tally.get("gone", 0)),
        (UNSURE, tally.get("unknown", 0)),
        (STOPPED, tally.get("dropped", 0) + tally.get("refused", 0)),
    )
    lines += [words.fill(number=number) for words, number in rest if number]
    return joined(*lines, by=" ")

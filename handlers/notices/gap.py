"""The house was away for longer than the platform remembers: who had begun something is told.

What was sent meanwhile may be lost, and nobody can say to whom that happened. So one line goes to
each who has a draft, with the open question below it, and to nobody else: they would only wonder.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.notices.desk import Answer, Desk, Guard
from handlers.notices.quiet import over
from handlers.talk.script import Scene
from handlers.talk.turn import question_again
from handlers.words.catalogue import _, verbatim
from handlers.words.programme import moment
from storage import drafts, gaps, outbox, people, programme, roles
from storage.database import Writer
from storage.gaps import Gap
from storage.messages import Outgoing
from storage.outbox import Planned, Ready
from storage.people import Person

AT_ONCE = 500
"""Letters planned in one transaction, so that no reply waits for a whole ward."""
WORTH = timedelta(days=1)
"""Later the line would only make people wonder which of their messages is meant."""
AWAY = _(
    "I was away from {since} to {until}. What you sent me in that time may be lost: please send it "
    "once more."
)


async def plan(desk: Desk, tx: Writer, now: datetime) -> int:
    """Plan the next lines of the gaps that are noted, each to a person once; how many."""
    for gap in await gaps.noted(tx):
        found = await gaps.unfinished(tx, gap, _key(gap), AT_ONCE)
        for person in found:
            outbox.plan(tx, desk.new_id(), _planned(desk, gap, person, now), now)
        if len(found) < AT_ONCE:
            await gaps.admitted(tx, gap)
        if found:
            return len(found)
    return 0


def guard(desk: Desk) -> Guard:
    """The guard with the quiet hours of this house."""

    async def still_true(tx: Writer, row: Ready, now: datetime) -> Answer:
        """Asked when it leaves: somebody who agrees has still something unfinished."""
        if (end := over(now, desk.quiet, desk.zone)) > now:
            return end
        person = await people.by_id(tx, row.letter.person)
        if person is None or person.state != "yes" or person.blocked:
            return False
        begun = (await drafts.of(tx, [person.id])).get(person.id, [])
        if not any(_is_begun(desk, draft) for draft in begun):
            return False
        return await _with_question(desk, tx, person, begun, row, now)

    return still_true


def _is_begun(desk: Desk, draft: drafts.Draft) -> bool:
    """Whether somebody has put something into it; what only shows something loses nothing."""
    conversation = desk.registry.find(draft.conversation)
    return conversation is not None and not conversation.look


async def _with_question(
    desk: Desk, tx: Writer, person: Person, begun: list[drafts.Draft], row: Ready, now: datetime
) -> Outgoing:
    """Put together now, so that no words of a draft lie in the outbox."""
    scene = Scene(
        person=person,
        programme=await programme.load(tx),
        roles=(await roles.of(tx, [person.id])).get(person.id, ()),
        now=now,
        zone=desk.zone,
        tx=tx,
        random=desk.random,
        quiet=desk.quiet,
        retention=desk.retention,
    )
    return await question_again(desk.registry, scene, begun, verbatim(row.letter.body.text))


def _key(gap: Gap) -> str:
    """The key of its letters, up to a person's number."""
    return f"gap:channel={gap.channel}:since={gap.since.isoformat()}:person="


def _planned(desk: Desk, gap: Gap, person: Person, now: datetime) -> Planned:
    words = AWAY.fill(since=moment(gap.since, desk.zone), until=moment(gap.until, desk.zone))
    return Planned(
        channel=person.channel,
        address=person.address,
        person=person.id,
        kind="answer",
        body=Outgoing(text=words.say(person.language)),
        dedup_key=f"{_key(gap)}{person.id}",
        not_before=over(now, desk.quiet, desk.zone),
        expires_at=gap.until + WORTH,
        guard="gap",
    )

"""At most one line a day to admins, when the machine needs somebody to look at it.

Counts only: what was set aside may hold people's words, and those stay where they are. All is well
says nothing. It does not wait for the morning: staff asked for it, and a full disk does not wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from handlers.notices.desk import Answer, Desk
from handlers.words.catalogue import Words, _, counted, joined
from handlers.words.programme import moment
from storage import aside, machine, outbox, people, roles
from storage.aside import Aside, Told
from storage.database import Writer
from storage.machine import Machine
from storage.messages import Outgoing
from storage.outbox import Planned, Ready
from storage.people import Person

ROLE = "admin"
EVERY = timedelta(days=1)
AWAY = timedelta(hours=1)
"""A platform that is away for less comes back before anybody has looked."""
MEGABYTE = 1024**2
LINE = _(
    "The machine needs you for a moment: {things}. Running doithoai check on it tells what to do."
)
EVENTS = _("one message set aside"), _("{number} messages set aside")
LETTERS = _("one letter refused"), _("{number} letters refused")
JOBS = _("one file not made"), _("{number} files not made")
DISK = _("only {free} MB left on the disk")
SILENT = _("no answer from {platform} since {since}")
BACKUP = _("the last backup failed")


async def plan(desk: Desk, tx: Writer, now: datetime) -> int:
    """Plan today's line to each admin, if there is something to say; how many.

    Without an admin nothing counts as told: whoever becomes one hears it.
    """
    last = await aside.told(tx)
    if last is not None and _is_too_soon(desk, last.at, now):
        return 0
    total = await aside.total(tx)
    fresh = total.but(last.aside if last else Aside())
    things = [*_set_aside(fresh), *_wrong(desk, await machine.last_seen(tx), now)]
    admins = await _admins(tx) if things else []
    for person in admins:
        outbox.plan(tx, desk.new_id(), _planned(desk, person, things, now), now)
    if admins:
        await aside.tell(tx, Told(now, total))
    return len(admins)


async def guard(tx: Writer, row: Ready, _now: datetime) -> Answer:
    """Asked when a line leaves: still to an admin."""
    held = await roles.of(tx, [row.letter.person])
    return any(role.name == ROLE for role in held.get(row.letter.person, ()))


def _is_too_soon(desk: Desk, last: datetime, now: datetime) -> bool:
    """Neither within a day nor twice on one; a clock that was set back silences nothing."""
    same_day = last.astimezone(desk.zone).date() == now.astimezone(desk.zone).date()
    return same_day or timedelta(0) <= now - last < EVERY


async def _admins(tx: Writer) -> list[Person]:
    held = [role.person for role in await roles.every(tx, ROLE)]
    found = await people.by_ids(tx, held)
    return [found[person] for person in dict.fromkeys(held)]


def _set_aside(fresh: Aside) -> Iterator[Words]:
    words = ((EVENTS, fresh.events), (LETTERS, fresh.letters), (JOBS, fresh.jobs))
    for (one, many), number in words:
        if number > 0:
            yield counted(number, one, many)


def _wrong(desk: Desk, seen: Machine | None, now: datetime) -> Iterator[Words]:
    if seen is None:
        return
    if seen.is_short:
        yield DISK.fill(free=seen.free // MEGABYTE)
    for platform, since in seen.silent_since.items():
        if now - since > AWAY:
            yield SILENT.fill(platform=platform, since=moment(since, desk.zone))
    if seen.backup_failed is not None and now - seen.backup_failed < EVERY:
        yield BACKUP


def _planned(desk: Desk, person: Person, things: list[Words], now: datetime) -> Planned:
    words = LINE.fill(things=joined(*things, by="; "))
    return Planned(
        channel=person.channel,
        address=person.address,
        person=person.id,
        kind="answer",
        body=Outgoing(text=words.say(person.language)),
        dedup_key=f"watch:day={now.astimezone(desk.zone).date()}:person={person.id}",
        not_before=now,
        expires_at=now + EVERY,
        guard="watch",
    )

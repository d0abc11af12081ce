"""inbox → turns → drafts + outbox: one round, one transaction.

A channel hands over what came and is told after the commit; what comes meanwhile is the
next round. Nothing is awaited in a turn but the database. What a turn says leaves only
after the commit, handed to the sender in memory.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import msgspec

from bot.channels.contract import Channel, Unreadable
from bot.logs import trace
from bot.sender import Sender
from handlers.talk import phrases
from handlers.talk.registry import Registry
from handlers.talk.script import Scene
from handlers.talk.turn import Turn, turn
from handlers.words.catalogue import DEFAULT, LANGUAGES
from storage import drafts, inbox, outbox, people, programme, roles, transcript
from storage.database import Database, Unavailable, Writer, is_unavailable
from storage.drafts import Draft
from storage.inbox import Waiting
from storage.messages import Incoming, Letter, Outgoing
from storage.people import Newcomer, Person
from storage.programme import Programme
from storage.roles import Role

log = logging.getLogger(__name__)

AT_ONCE = 200
"""Events a round takes: enough to fill a transaction, few enough to answer soon."""
WAITS = (timedelta(0), timedelta(seconds=1), timedelta(seconds=10))
"""An event that fails is tried at 0, 1 and 10 s, then set aside."""
PART_WAITS = timedelta(seconds=1)
"""How long a part of a paste waits for the part that follows it."""
PAUSE = 1.0
"""Seconds until a database that was locked or full is asked again."""


@dataclass(slots=True)
class Failed(Exception):
    """One person's turn raised: the round is to be done without that person."""

    person: int
    event: int
    cause: Exception


@dataclass(slots=True)
class _Handover:
    """What a channel handed over, and who waits to hear that it is kept."""

    came: Sequence[Incoming]
    unreadable: Sequence[Unreadable]
    channel: str
    kept: asyncio.Future[None]


@dataclass(slots=True)
class _Round:
    """What a round has in hand."""

    tx: Writer
    now: datetime
    people: dict[tuple[str, str], Person] = field(default_factory=dict)
    drafts: dict[int, list[Draft]] = field(default_factory=dict)
    roles: Mapping[int, tuple[Role, ...]] = field(default_factory=dict)
    kept: dict[int, Draft] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    letters: list[Letter] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    covered: list[tuple[int, str]] = field(default_factory=list)
    heard: set[str] = field(default_factory=set)
    acted: bool = False
    changed: set[int] = field(default_factory=set)
    """People who have done a deed: whom another event of this round finds as they are now."""
    wake_at: datetime | None = None


class Turns:
    """The one writer's loop."""

    def __init__(
        self,
        *,
        database: Database,
        registry: Registry,
        channels: Mapping[str, Channel],
        sender: Sender,
        new_id: Callable[[], int],
        now: Callable[[], datetime],
        zone: ZoneInfo,
        random: Random,
        quiet: tuple[time, time] | None = None,
    ) -> None:
        self._quiet = quiet
        self._database = database
        self._registry = registry
        self._channels = channels
        self._served = list(channels)
        self._sender = sender
        self._new_id = new_id
        self._now = now
        self._zone = zone
        self._random = random
        self._programme = Programme(version=-1)
        self._handed: list[_Handover] = []
        self._wake = asyncio.Event()
        self._alarm: asyncio.TimerHandle | None = None
        self._heard: Callable[[str], None] = lambda _address: None
        self._deed: Callable[[], None] = lambda: None
        self._finishing = False
        self._idle = asyncio.Event()
        self._idle.set()

    def on_heard(self, told: Callable[[str], None]) -> None:
        """Whom to tell that a transcript has something new of this address."""
        self._heard = told

    def on_deed(self, told: Callable[[], None]) -> None:
        """Whom to tell that something was done which may have consequences."""
        self._deed = told

    async def came(
        self, channel: str, came: Sequence[Incoming], unreadable: Sequence[Unreadable] = ()
    ) -> None:
        """Keep what came; returns after the commit, or raises `Unavailable`."""
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._handed.append(_Handover(came, unreadable, channel, kept))
        self._wake.set()
        await kept

    def wake(self) -> None:
        """There is something to write or to look at."""
        self._wake.set()

    async def run(self) -> None:
        """Round after round until cancelled; a stop finishes the round it is in."""
        self._wake.set()
        while not self._finishing:
            await self._wake.wait()
            self._wake.clear()
            self._idle.clear()
            went_well = await self.step()
            self._idle.set()
            if not went_well and not self._finishing:
                # What waits would wake the next round at once, and a full disk is not asked
                # two hundred times a second.
                self._wake.set()
                await asyncio.sleep(PAUSE)

    async def finish(self) -> None:
        """Begin no round any more, and wait for the one that is under way."""
        self._finishing = True
        await self._idle.wait()

    async def step(self) -> bool:
        """One round over everything that is there now; whether the database took it."""
        handed, self._handed = self._handed, []
        try:
            await self._once(handed)
        except Exception as error:
            if is_unavailable(error):
                log.warning("the database is not available now; trying again in %g s", PAUSE)
                _tell(handed, Unavailable())
            else:
                log.error("a round failed: %s", trace(error))
                _tell(handed, error)
            return False
        return True

    async def _once(self, handed: list[_Handover]) -> None:
        try:
            await self._round(handed)
        except Failed as failed:
            await self._keep_alone(handed)
            await self._without({failed.person})
        except Exception as error:
            if is_unavailable(error):
                raise
            log.error("a round failed, its people go one by one: %s", trace(error))
            await self._keep_alone(handed)
            await self._without(await self._everybody())
        _tell(handed, None)

    async def _keep_alone(self, handed: list[_Handover]) -> None:
        """What came is kept whatever becomes of the turns."""
        async with self._database.write() as tx:
            await self._keep(tx, handed)
        _tell(handed, None)

    async def _everybody(self) -> set[int]:
        async with self._database.read() as db:
            waiting = await inbox.waiting(db, AT_ONCE, self._now(), self._served)
            found = await people.in_chats(db, {_chat(w) for w in waiting})
        return {person.id for person in found.values()}

    async def _without(self, skip: set[int]) -> None:
        """Do the others, then each of these alone."""
        while True:
            try:
                await self._round([], skip=frozenset(skip))
                break
            except Failed as another:
                skip.add(another.person)
        for person in sorted(skip):
            await self._alone(person)

    async def _alone(self, person: int) -> None:
        try:
            await self._round([], only=person)
        except Failed as failed:
            # What the person did before it is good, and not to wait for it.
            await self._round([], only=person, before=failed.event)
            await self._again_or_aside(failed)
        except Exception as error:
            if is_unavailable(error):
                raise
            async with self._database.read() as db:
                first = await inbox.first_of(db, person)
            if first is not None:
                await self._again_or_aside(Failed(person, first, error))

    async def _round(
        self,
        handed: list[_Handover],
        *,
        skip: frozenset[int] = frozenset(),
        only: int | None = None,
        before: int | None = None,
    ) -> None:
        marks: list[outbox.Mark] = []
        try:
            async with self._database.write() as tx:
                round_ = _Round(tx, self._now())
                await self._keep(tx, handed)
                await self._write_marks(tx, marks)
                waiting = await inbox.waiting(tx, AT_ONCE, round_.now, self._served)
                if before is not None:
                    waiting = [event for event in waiting if event.id < before]
                if waiting:
                    await self._turns(round_, waiting, skip, only)
                    # What left during the turns: a crash doubles whatever is not written down.
                    await self._write_marks(tx, marks)
                claimed = await self._sender.claim(tx, round_.now)
        except BaseException:
            self._sender.put_back(marks)
            self._sender.look()
            raise
        self._sender.written(marks)
        self._sender.hand_over([*round_.letters, *claimed])
        for address in round_.heard:
            self._heard(address)
        if round_.acted or any(mark.letter.kind == "announcement" for mark in marks):
            self._deed()
        if len(waiting) == AT_ONCE and round_.done:
            self._wake.set()
        if round_.wake_at is not None:
            self._wake_in((round_.wake_at - self._now()).total_seconds())

    async def _keep(self, tx: Writer, handed: Sequence[_Handover]) -> None:
        now = self._now()
        await inbox.keep(tx, [event for each in handed for event in each.came], now)
        for each in handed:
            for bad in each.unreadable:
                await inbox.keep_unreadable(
                    tx, channel=each.channel, event_id=bad.event_id, what=bad.what, now=now
                )

    async def _write_marks(self, tx: Writer, marks: list[outbox.Mark]) -> None:
        """Write down what became of letters; `marks` collects them in case of a rollback."""
        taken = self._sender.take_marks()
        marks += taken
        await outbox.mark(tx, taken)
        await self._note_keyboards(tx, taken)

    async def _note_keyboards(self, tx: Writer, marks: Sequence[outbox.Mark]) -> None:
        """Remember which message of each chat carries the buttons now."""
        found = {m.letter.person: m.message for m in marks if m.state == "sent" and m.letter.person}
        if found:
            await people.keyboards(tx, found)
        gone = [m.letter.person for m in marks if m.state == "gone" and m.letter.person]
        if gone:
            await people.left(tx, gone, self._now())

    # --- turns ---

    async def _turns(
        self,
        round_: _Round,
        waiting: Sequence[Waiting],
        skip: frozenset[int],
        only: int | None,
    ) -> None:
        await self._gather(round_, waiting)
        for person, events in self._by_person(round_, waiting).items():
            if person in skip or (only is not None and person != only):
                continue
            await self._of_one(round_, person, events)
        for event in waiting:
            if event.event.kind == "group" and only is None:
                await self._in_group(round_, event)
        await self._write(round_)

    async def _gather(self, round_: _Round, waiting: Sequence[Waiting]) -> None:
        """Everything the turns of this round need, in a handful of statements."""
        tx = round_.tx
        if await programme.version(tx) != self._programme.version:
            self._programme = await programme.load(tx)
        chats = {_chat(w): w.event for w in waiting if w.event.kind != "group"}
        round_.people = await people.in_chats(tx, chats)
        if new := [event for chat, event in chats.items() if chat not in round_.people]:
            await people.meet(tx, [self._newcomer(event) for event in new])
            round_.people |= await people.in_chats(tx, [(e.channel, e.address) for e in new])
        ids = [person.id for person in round_.people.values()]
        round_.drafts = await drafts.of(tx, ids)
        round_.roles = await roles.of(tx, ids)

    def _newcomer(self, event: Incoming) -> Newcomer:
        language = event.language[:2].lower()
        return Newcomer(
            channel=event.channel,
            address=event.address,
            language=language if language in LANGUAGES else DEFAULT,
            seen_on=self._now().astimezone(self._zone).date(),
        )

    def _by_person(self, round_: _Round, waiting: Sequence[Waiting]) -> dict[int, list[Waiting]]:
        found: dict[int, list[Waiting]] = {}
        for event in waiting:
            person = round_.people.get(_chat(event))
            if person is not None and event.event.kind != "group":
                found.setdefault(person.id, []).append(event)
        return found

    async def _of_one(self, round_: _Round, person: int, events: list[Waiting]) -> None:
        """One person's events, in order, as far as they may go now."""
        chat = _chat(events[0])
        if (until := round_.people[chat].hold_until) is not None:
            if until > round_.now:
                round_.wake_at = min(round_.wake_at or until, until)
                return
            await people.hold(round_.tx, person, None)
        for group in _joined(events):
            last = group[-1]
            if last.event.split and last.came_at + PART_WAITS > round_.now:
                due = last.came_at + PART_WAITS
                round_.wake_at = min(round_.wake_at or due, due)
                return
            try:
                if person in round_.changed:
                    await self._anew(round_, person)
                await self._turn(round_, round_.people[chat], group)
            except Exception as error:
                if is_unavailable(error):
                    raise
                raise Failed(person, group[0].id, error) from error

    async def _turn(self, round_: _Round, person: Person, group: list[Waiting]) -> None:
        event = _one_event(group)
        round_.done += [each.id for each in group]
        if event.kind == "blocked":
            await people.left(round_.tx, [person.id], round_.now)
            return
        today = round_.now.astimezone(self._zone).date()
        if person.blocked or person.seen_on != today:
            await people.seen(round_.tx, [person.id], today)
        before = round_.drafts.get(person.id, [])
        channel = self._channels[person.channel]
        scene = Scene(
            person=person,
            programme=self._programme,
            roles=round_.roles.get(person.id, ()),
            now=event.at,
            zone=self._zone,
            tx=round_.tx,
            random=self._random,
            reaches=channel.reaches,
            quiet=self._quiet,
        )
        result = await turn(self._registry, scene, before, event, self._new_id)
        self._note(round_, person, before, result)
        if channel.keeps_transcript:
            self._hear(round_, person, event, result)
        if result.acted:
            round_.acted = True
            round_.changed.add(person.id)

    def _note(self, round_: _Round, person: Person, before: Sequence[Draft], result: Turn) -> None:
        round_.drafts[person.id] = result.drafts
        old = {draft.id: draft for draft in before}
        for draft in result.drafts:
            if old.pop(draft.id, None) != draft:
                round_.kept[draft.id] = draft
        for gone in old:
            round_.kept.pop(gone, None)
            round_.dropped.add(gone)
        words = phrases.COVERED.say(person.language)
        round_.covered += [(draft, words) for draft in result.covered]
        if result.outgoing is not None:
            round_.letters.append(self._reply(person, result.outgoing))

    def _hear(self, round_: _Round, person: Person, event: Incoming, result: Turn) -> None:
        own = [
            (f"{event.event_id}:held", result.held, result.held_in),
            (event.event_id, result.heard, result.heard_in),
        ]
        for key, text, draft in own:
            if text:
                transcript.heard(
                    round_.tx,
                    address=person.address,
                    key=key,
                    text=text,
                    draft=draft,
                    now=round_.now,
                )
                round_.heard.add(person.address)

    async def _anew(self, round_: _Round, person: int) -> None:
        """After a deed the person and the roles are read again for the events that follow."""
        round_.changed.remove(person)
        found = await people.by_id(round_.tx, person)
        assert found is not None
        round_.people[found.channel, found.address] = found
        round_.roles = {**round_.roles, **await roles.of(round_.tx, [person])}
        if await programme.version(round_.tx) != self._programme.version:
            self._programme = await programme.load(round_.tx)

    async def _in_group(self, round_: _Round, waiting: Waiting) -> None:
        """A group is told once how to write in private; nobody in it is kept."""
        words = phrases.IN_A_GROUP.say(DEFAULT)
        round_.letters.append(
            outbox.letter(
                number=self._new_id(),
                channel=waiting.event.channel,
                address=waiting.event.address,
                person=0,
                kind="reply",
                body=Outgoing(text=words, leave=True),
            )
        )
        round_.done.append(waiting.id)

    def _reply(self, person: Person, body: Outgoing) -> Letter:
        return outbox.letter(
            number=self._new_id(),
            channel=person.channel,
            address=person.address,
            person=person.id,
            kind="reply",
            body=body,
        )

    async def _write(self, round_: _Round) -> None:
        room = self._sender.room()
        now_, later = round_.letters[:room], round_.letters[room:]
        await outbox.reply(round_.tx, now_, claimed=True, now=round_.now)
        await outbox.reply(round_.tx, later, claimed=False, now=round_.now)
        await drafts.keep(round_.tx, list(round_.kept.values()))
        await drafts.drop(round_.tx, round_.dropped)
        await inbox.done(round_.tx, round_.done)
        await transcript.cover(round_.tx, round_.covered)
        round_.letters = now_
        if later:
            self._sender.look()

    # --- trouble ---

    async def _again_or_aside(self, failed: Failed) -> None:
        """Try the event again a little later with the person's others behind it, or give it up."""
        now = self._now()
        async with self._database.write() as tx:
            event = await inbox.one(tx, failed.event)
            if event is None:
                return
            tries = event.tries + 1
            if tries < len(WAITS):
                await inbox.tried(tx, event.id, tries)
                await people.hold(tx, failed.person, now + WAITS[tries])
                self._wake_in(WAITS[tries].total_seconds())
                return
            log.error("event %d set aside: %s", event.id, trace(failed.cause))
            await inbox.set_aside(tx, event.id, trace(failed.cause))
            await people.hold(tx, failed.person, None)
            letter = await self._apology(tx, failed.person)
            await outbox.reply(tx, [letter], claimed=True, now=now)
        self._sender.hand_over([letter])
        self._wake.set()

    async def _apology(self, tx: Writer, person: int) -> Letter:
        found = await people.by_id(tx, person)
        assert found is not None
        return self._reply(found, Outgoing(text=phrases.SET_ASIDE.say(found.language)))

    def _wake_in(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + max(0.0, seconds) + 0.005
        if self._alarm is not None and not self._alarm.cancelled():
            if loop.time() < self._alarm.when() <= due:
                return
            self._alarm.cancel()
        self._alarm = loop.call_at(due, self._wake.set)


def _chat(waiting: Waiting) -> tuple[str, str]:
    return waiting.event.channel, waiting.event.address


def _joined(events: Sequence[Waiting]) -> list[list[Waiting]]:
    """Group the parts of a paste that the client cut: following message ids, texts only."""
    groups: list[list[Waiting]] = []
    for event in events:
        if groups and _follows(groups[-1][-1].event, event.event):
            groups[-1].append(event)
        else:
            groups.append([event])
    return groups


def _follows(former: Incoming, event: Incoming) -> bool:
    return (
        former.split
        and event.kind == "text"
        and former.message.isdecimal()
        and event.message.isdecimal()
        and int(event.message) == int(former.message) + 1
    )


def _one_event(group: Sequence[Waiting]) -> Incoming:
    first = group[0].event
    if len(group) == 1:
        return first
    whole = "".join(each.event.text for each in group)
    return msgspec.structs.replace(first, text=whole, split=False)


def _tell(handed: Sequence[_Handover], error: Exception | None) -> None:
    for each in handed:
        if each.kept.done():
            continue
        if error is None:
            each.kept.set_result(None)
        else:
            each.kept.set_exception(error)

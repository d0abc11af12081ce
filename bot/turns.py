"""inbox → turns → drafts + outbox: one round, one transaction.

A channel hands over what came and is told after the commit; what comes meanwhile is the
next round. Nothing is awaited in a turn but the database. What a turn says leaves only
after the commit, handed to the sender in memory.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.channels.contract import Channel, Unreadable
from bot.flood import Flood
from bot.logs import trace
from bot.round import Failed, Ground, Round, chat_of
from bot.sender import Sender
from handlers.talk import phrases
from handlers.talk.registry import Registry
from storage import inbox, outbox, people
from storage.database import Database, Unavailable, Writer, is_unavailable
from storage.messages import Incoming, Letter, Outgoing
from storage.programme import Programme
from storage.retention import Retention

log = logging.getLogger(__name__)

AT_ONCE = 200
"""Events a round takes: enough to fill a transaction, few enough to answer soon."""
WAITS = (timedelta(0), timedelta(seconds=1), timedelta(seconds=10))
"""An event that fails is tried at 0, 1 and 10 s, then set aside."""
PAUSE = 1.0
"""Seconds until a database that was locked or full is asked again."""


@dataclass(slots=True)
class _Handover:
    """What a channel handed over, and who waits to hear that it is kept."""

    came: Sequence[Incoming]
    unreadable: Sequence[Unreadable]
    channel: str
    kept: asyncio.Future[None]


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
        retention: Retention | None = None,
        flood: Flood | None = None,
    ) -> None:
        self._database = database
        self._ground = Ground(
            registry,
            channels,
            new_id,
            zone,
            random,
            quiet,
            retention or Retention(),
            flood or Flood(),
        )
        self._served = list(channels)
        self._sender = sender
        self._now = now
        self._programme = Programme(version=-1)
        self._handed: list[_Handover] = []
        self._wake = asyncio.Event()
        self._alarm: asyncio.TimerHandle | None = None
        self._heard: Callable[[str], None] = lambda _address: None
        self._deed: Callable[[], None] = lambda: None
        self._unavailable = False
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
        if self._finishing:
            # No round follows that could keep it: whoever sent it is to keep it, and not to wait.
            raise Unavailable
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
        while True:
            await self._wake.wait()
            if self._finishing:
                # A round now would claim letters that the sender lets go no more.
                return
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
        """Take nothing more, and end with a round over what was handed over until now."""
        self._finishing = True
        await self._idle.wait()
        if self._handed:
            await self.step()

    async def step(self) -> bool:
        """One round over everything that is there now; whether the database took it."""
        handed, self._handed = self._handed, []
        try:
            await self._once(handed)
        except Exception as error:
            if is_unavailable(error):
                self._say_unavailable()
                _tell(handed, Unavailable())
            else:
                log.error("a round failed: %s", trace(error))
                _tell(handed, error)
            return False
        if self._unavailable:
            self._unavailable = False
            log.info("the database is available again")
        return True

    def _say_unavailable(self) -> None:
        """Once for each trouble: a line a second would help to fill the disk."""
        if not self._unavailable:
            log.warning("the database is not available now; it is asked again every %g s", PAUSE)
        self._unavailable = True

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
            found = await people.in_chats(db, {chat_of(each) for each in waiting})
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
                now = self._now()
                round_ = Round(self._ground, tx, now, self._programme)
                await self._keep(tx, handed)
                await self._write_marks(tx, marks)
                waiting = await inbox.waiting(tx, AT_ONCE, now, self._served)
                if before is not None:
                    waiting = [event for event in waiting if event.id < before]
                if waiting:
                    await round_.take(waiting, skip=skip, only=only)
                    if await round_.write(self._sender.room()):
                        self._sender.look()
                    # What left during the turns: a crash doubles whatever is not written down.
                    await self._write_marks(tx, marks)
                claimed = await self._sender.claim(tx, now)
        except BaseException:
            self._sender.put_back(marks)
            self._sender.look()
            raise
        self._programme = round_.programme
        self._ground.flood.written(round_.allowances)
        self._sender.written(marks)
        self._sender.forget(round_.gone.values())
        self._sender.hand_over([*round_.letters, *claimed])
        for address in round_.heard:
            self._heard(address)
        if (
            round_.acted
            or round_.has_files
            or any(mark.letter.kind == "announcement" for mark in marks)
        ):
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
        return self._ground.reply(found, Outgoing(text=phrases.SET_ASIDE.say(found.language)))

    def _wake_in(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + max(0.0, seconds) + 0.005
        if self._alarm is not None and not self._alarm.cancelled():
            if loop.time() < self._alarm.when() <= due:
                return
            self._alarm.cancel()
        self._alarm = loop.call_at(due, self._wake.set)


def _tell(handed: Sequence[_Handover], error: Exception | None) -> None:
    for each in handed:
        if each.kept.done():
            continue
        if error is None:
            each.kept.set_result(None)
        else:
            each.kept.set_exception(error)

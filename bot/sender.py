"""outbox → channels: priority, pace, failures.

Replies come in memory, born claimed; everything else is claimed when a slot is free, in the
round's transaction, where its guard is asked. What became of a letter is a mark; marks ride
on the next round, at the latest 5 ms later. A letter counts as in flight until its mark is on
the disk, so that a crash can double at most as many as may be in flight.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from bot.channels.contract import Channel, Gone, NeverAccepted, Sent, TryLater, Unknown
from bot.logs import trace
from handlers.notices.desk import Guard
from storage import outbox
from storage.database import Writer
from storage.messages import Letter, Outgoing
from storage.outbox import ONCE_MORE, Mark, Ready

log = logging.getLogger(__name__)

IN_MEMORY = 2000
"""Letters held in memory; what is beyond stays in the outbox until there is room."""
IN_FLIGHT, ON_OUR_PAGE = 32, 256
"""Sends under way at once on one channel: what a crash may double. Our own page keeps a letter by
its id, so there the second one changes nothing."""
AHEAD_PACED, AHEAD = 1, 16
"""Rows claimed before their slot: one where each send has a slot of its own."""
EARLY = 0.005
"""Some clocks wake a little early; a send never leaves before its slot."""
MARKS_WAIT = 0.005
UNSURE_REST = 2.0
"""Seconds before a reply whose fate is unknown goes once more: what ails the platform has often
passed by then, and there is no third try."""


class Sender:
    """All lanes, and the marks that wait to be written."""

    def __init__(
        self,
        channels: Mapping[str, Channel],
        *,
        guards: Mapping[str, Guard],
        now: Callable[[], datetime],
        per_second: float,
        per_chat_seconds: float,
    ) -> None:
        self._guards = guards
        self._now = now
        self._marks: list[Mark] = []
        self._write: Callable[[], None] = lambda: None
        self._in_round = False
        self._alarm: asyncio.TimerHandle | None = None
        self._open = True
        self._lanes = {
            name: _Lane(
                channel,
                self._mark,
                now,
                interval=1 / per_second if channel.paced and per_second else 0.0,
                chat_rest=per_chat_seconds if channel.paced else 0.0,
                hungry=self._hungry,
            )
            for name, channel in channels.items()
        }

    def on_marks(self, write: Callable[[], None]) -> None:
        """Whom to wake when something is to be written or claimed."""
        self._write = write

    # --- towards the round ---

    def room(self) -> int:
        """How many more replies may be handed over in memory."""
        return max(0, IN_MEMORY - self.waiting) if self._open else 0

    def take_marks(self) -> list[Mark]:
        """The marks to be written in this round."""
        marks, self._marks = self._marks, []
        self._in_round = True
        if self._alarm is not None:
            self._alarm.cancel()
        return marks

    def written(self, marks: Iterable[Mark]) -> None:
        """These marks are on the disk: a crash doubles their letters no more."""
        for mark in marks:
            self._lanes[mark.letter.channel].landed(mark.letter)
        self._ended()

    def put_back(self, marks: Sequence[Mark]) -> None:
        """The round was rolled back: its marks are still to be written."""
        self._marks[:0] = marks
        self._ended()

    async def claim(self, tx: Writer, now: datetime) -> list[Letter]:
        """Claim what has a free slot and is still true."""
        found: list[Letter] = []
        for name, lane in self._lanes.items():
            wanted = lane.wants()
            if wanted <= 0:
                continue
            await outbox.expire(tx, name, now)
            rows = await outbox.ready(tx, name, wanted, now)
            if len(rows) == wanted and rows[-1].letter.kind == "reply":
                # There may be more of them, left by a crash or a stop, and none is to be overtaken
                # by a newer one of its chat, which comes in memory.
                rows = await outbox.replies(tx, name, max(wanted, self.room()), now)
            lane.looked(len(rows) >= wanted)
            found += await self._still_true(tx, rows, now)
        return found

    async def _still_true(self, tx: Writer, rows: Sequence[Ready], now: datetime) -> list[Letter]:
        true, over = [], []
        for row in rows:
            answer = await self._guards[row.guard](tx, row, now) if row.guard else True
            if isinstance(answer, datetime):
                await outbox.mark(tx, [Mark(row.letter, "queued", again_at=answer)])
            elif answer:
                # At once: the guard of the next row may ask what has left before it.
                outbox.claim(tx, row.letter.id, now)
                true.append(_in_words(row.letter, answer))
            else:
                over.append(row.letter.id)
        await outbox.drop(tx, over)
        return true

    def hand_over(self, letters: Iterable[Letter]) -> None:
        """Letters that are claimed and committed: they may leave."""
        for letter in letters:
            self._lanes[letter.channel].put(letter)

    def forget(self, chats: Iterable[tuple[str, str]]) -> None:
        """Nothing that waits in memory goes to these chats any more; its rows are gone."""
        for channel, address in chats:
            if channel in self._lanes:
                self._lanes[channel].forget(address)

    def look(self) -> None:
        """The outbox may hold something that can leave."""
        for lane in self._lanes.values():
            lane.look()

    # --- life ---

    async def run(self) -> None:
        """Every lane until cancelled."""
        async with asyncio.TaskGroup() as lanes:
            for lane in self._lanes.values():
                lanes.create_task(lane.run())

    async def finish(self, seconds: float) -> None:
        """Let what is in flight arrive; nothing new is begun, and what is left goes back."""
        self._open = False
        under_way = [task for lane in self._lanes.values() for task in lane.close()]
        if under_way:
            await asyncio.wait(under_way, timeout=seconds)
        for lane in self._lanes.values():
            lane.give_back()

    @property
    def waiting(self) -> int:
        """Letters in memory that have not left yet, or are in flight."""
        return sum(lane.depth for lane in self._lanes.values())

    @property
    def idle(self) -> bool:
        """Nothing in memory, nothing in flight, no mark to write."""
        return not self._marks and not self.waiting

    @property
    def has_looked(self) -> bool:
        """Whether the outbox was asked since something was last put into it, and what it held is in
        hand."""
        return not self._in_round and not any(lane.may_be_more for lane in self._lanes.values())

    def _mark(self, mark: Mark) -> None:
        self._marks.append(mark)
        self._soon()

    def _ended(self) -> None:
        """A round is over; while it lasts no other is called for, as it takes the marks itself."""
        self._in_round = False
        self._alarm = None
        if self._marks:
            self._soon()

    def _soon(self) -> None:
        if self._alarm is None and not self._in_round:
            self._alarm = asyncio.get_running_loop().call_later(MARKS_WAIT, self._write)

    def _hungry(self) -> None:
        self._write()


class _Lane:
    """One channel's letters: one in flight per chat, an even grid over all."""

    def __init__(
        self,
        channel: Channel,
        mark: Callable[[Mark], None],
        now: Callable[[], datetime],
        *,
        interval: float,
        chat_rest: float,
        hungry: Callable[[], None],
    ) -> None:
        self._channel = channel
        self._mark = mark
        self._now = now
        self._interval = interval
        self._chat_rest = chat_rest
        self._hungry = hungry
        self._chats: dict[str, list[tuple[int, int, Letter]]] = {}
        self._heads: list[tuple[int, int, str]] = []
        self._resting: set[str] = set()
        self._something = asyncio.Event()
        self._room = asyncio.Semaphore(IN_FLIGHT if channel.paced else ON_OUR_PAGE)
        self._in_flight: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._slot = 0.0
        self._halted = 0.0
        self.may_be_more = True
        self._open = True
        self.depth = 0

    def put(self, letter: Letter) -> None:
        """A claimed letter that waits for its turn."""
        self.depth += 1
        queue = self._chats.setdefault(letter.address, [])
        heapq.heappush(queue, (letter.priority, letter.id, letter))
        self._offer(letter.address)

    def wants(self) -> int:
        """How many rows of the outbox there is a slot for now."""
        if not (self.may_be_more and self._open) or self._halted > _clock():
            return 0
        return (AHEAD_PACED if self._interval else AHEAD) - self.depth

    def looked(self, more: bool) -> None:
        """The outbox was asked; whether it may hold more than was taken."""
        self.may_be_more = more

    def look(self) -> None:
        """The outbox may hold something."""
        self.may_be_more = True
        self._hungry()

    def landed(self, letter: Letter) -> None:
        """It is in flight no more: its mark is written, or it surely was not accepted."""
        if letter.id in self._in_flight:
            self._in_flight.discard(letter.id)
            self._room.release()

    def forget(self, address: str) -> None:
        """What waits for this chat does not leave, and nothing is written down about it."""
        self.depth -= len(self._chats.pop(address, ()))

    def give_back(self) -> None:
        """What has not left, and surely has not arrived, waits in the outbox for the next start."""
        for queue in self._chats.values():
            for _priority, _number, letter in queue:
                self.depth -= 1
                self._mark(Mark(letter, "queued", again_at=self._now(), tries=letter.tries))
        self._chats.clear()

    def close(self) -> set[asyncio.Task[None]]:
        """Begin nothing more; what is still under way."""
        self._open = False
        return self._tasks

    async def run(self) -> None:
        """Send until cancelled: the letter is chosen when its slot has come."""
        while True:
            await self._something.wait()
            await self._room.acquire()
            await self._until_slot()
            letter = self._next()
            if letter is None:
                self._room.release()
                continue
            self._slot = max(self._slot + self._interval, _clock())
            self._in_flight.add(letter.id)
            task = asyncio.create_task(self._send(letter))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _until_slot(self) -> None:
        while (due := max(self._slot, self._halted)) > (moment := _clock()):
            await asyncio.sleep(due - moment + EARLY)

    def _next(self) -> Letter | None:
        """The most urgent letter of a chat that nothing is on its way to."""
        while self._heads and self._open:
            _priority, number, address = heapq.heappop(self._heads)
            queue = self._chats.get(address)
            if queue and address not in self._resting and queue[0][1] == number:
                letter = heapq.heappop(queue)[2]
                if not queue:
                    del self._chats[address]
                self._resting.add(address)
                return letter
        self._something.clear()
        return None

    async def _send(self, letter: Letter) -> None:
        rest = self._chat_rest
        try:
            sent = await self._channel.send(letter)
            # The grid counts what the platform counts, not letters.
            self._slot += self._interval * (sent.calls - 1)
            self._done(letter, "sent", sent)
        except TryLater as later:
            rest = max(rest, later.after)
            self._later(letter, later)
        except Gone:
            self._done(letter, "gone")
            self._none_after(letter.address)
        except NeverAccepted as never:
            log.error("letter %d (%s) is never accepted: %s", letter.id, letter.kind, never.reason)
            self._done(letter, "refused")
        except Unknown:
            rest = max(rest, UNSURE_REST)
            self._unsure(letter)
        except Exception as error:
            log.error("letter %d (%s) failed: %s", letter.id, letter.kind, trace(error))
            self._done(letter, "refused")
        finally:
            self._free(letter.address, rest)
        if self.wants() > 0:
            self._hungry()

    def _done(self, letter: Letter, state: outbox.State, sent: Sent | None = None) -> None:
        self.depth -= 1
        self._mark(Mark(letter, state, message=sent.message if sent else ""))

    def _none_after(self, address: str) -> None:
        """Nobody is there any more: what waits for this chat does not leave."""
        for _priority, _number, letter in self._chats.pop(address, ()):
            self._done(letter, "gone")

    def _later(self, letter: Letter, later: TryLater) -> None:
        """Surely not accepted: a reply waits here, what was planned goes back to the outbox."""
        if later.everyone:
            self._halted = max(self._halted, _clock() + later.after)
        if letter.kind in ONCE_MORE:
            self._put_back(letter)
        else:
            again = self._now() + timedelta(seconds=later.after)
            self.depth -= 1
            self._mark(Mark(letter, "queued", again_at=again, tries=letter.tries))
            asyncio.get_running_loop().call_later(later.after + EARLY, self.look)

    def _unsure(self, letter: Letter) -> None:
        """It may have arrived: a reply goes once more, a reminder never does."""
        if letter.kind in ONCE_MORE and letter.tries == 0:
            self._put_back(_tried(letter))
        else:
            self._done(letter, "unknown")

    def _put_back(self, letter: Letter) -> None:
        self.landed(letter)
        queue = self._chats.setdefault(letter.address, [])
        heapq.heappush(queue, (letter.priority, letter.id, letter))

    def _free(self, address: str, rest: float) -> None:
        if rest:
            asyncio.get_running_loop().call_later(rest, self._rested, address)
        else:
            self._rested(address)

    def _rested(self, address: str) -> None:
        self._resting.discard(address)
        self._offer(address)

    def _offer(self, address: str) -> None:
        queue = self._chats.get(address)
        if queue and address not in self._resting:
            heapq.heappush(self._heads, (queue[0][0], queue[0][1], address))
            self._something.set()


def _tried(letter: Letter) -> Letter:
    return msgspec.structs.replace(letter, tries=letter.tries + 1)


def _in_words(letter: Letter, answer: Outgoing | Literal[True]) -> Letter:
    return letter if answer is True else msgspec.structs.replace(letter, body=answer)


def _clock() -> float:
    """Monotonic: pace and time-outs never depend on the wall clock."""
    return asyncio.get_running_loop().time()

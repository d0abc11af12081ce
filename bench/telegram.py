"""The Telegram path of the real program, beside a bare `telegram.Bot` loop over the same client.

    python -m bench.telegram

The strict fake Bot API and the people live in this process, each bot in one of its own, the
program's database on the disk, both paces off. A crowd that answers at once shows what a bot can
do at most; fewer people at a steady pace show how long one waits.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.figures import Figure, machine, percentile, show
from bench.people import Step, journey
from tests.fakes.bot_api import FakeBotApi, Message, User
from tests.promises.bot_process import HOUSE, BotProcess

CROWD = 500
WARM_UP, WINDOW = 3.0, 6.0
TURNS = 2
"""Both bots are measured in turn, so that a busy minute of the machine meets both."""
PEOPLE, PACE = 50, 250.0
"""Who waits for answers, and how many events a second they make together."""
TICKS = os.sysconf("SC_CLK_TCK")


class Load(NamedTuple):
    """What a crowd got out of a bot: answers a second, and the CPU seconds of 1,000 of them."""

    rate: float
    cpu: float


@dataclass
class Player:
    """One person who takes the next step when told to, or as soon as the bot has spoken."""

    user: User
    steps: Iterator[Step]
    at_once: bool
    waits: bool = False

    def __post_init__(self) -> None:
        self.user.room.on_bot = self._hears

    def acts(self) -> None:
        """The next step."""
        self.waits = True
        step = next(self.steps)
        if step.kind == "opens":
            self.user.starts(step.text)
        elif step.kind == "types":
            self.user.types(step.text)
        else:
            self.user.presses(self.user.buttons[step.button])

    def _hears(self, _message: Message) -> None:
        self.waits = False
        if self.at_once:
            self.acts()


class Players:
    """Everybody of one measurement."""

    kind = Player

    def __init__(self, api: FakeBotApi, number: int, *, at_once: bool) -> None:
        self._times = api.world.response_times
        self.all = [self.kind(api.user(f"N{n}"), journey(n), at_once) for n in range(number)]

    def begin(self) -> None:
        """Everybody takes the first step."""
        for player in self.all:
            player.acts()

    async def rest(self) -> None:
        """Nobody does more than wait for the last answer."""
        for player in self.all:
            player.at_once = False
        while any(player.waits for player in self.all):
            await asyncio.sleep(0.01)

    async def keep_pace(self, rate: float, seconds: float) -> list[float]:
        """So many events a second, each by somebody who has been answered; how long each waited."""
        first, began, due, place = len(self._times), time.monotonic(), 0.0, 0
        while due < seconds:
            await asyncio.sleep(began + due - time.monotonic())
            due += 1 / rate
            for _ in self.all:
                place = (place + 1) % len(self.all)
                if not self.all[place].waits:
                    self.all[place].acts()
                    break
        await self.rest()
        return self._times[first:]


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has used, its own threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


@asynccontextmanager
async def program(folder: Path, **settings: str) -> AsyncIterator[tuple[FakeBotApi, BotProcess]]:
    """The real program with the sample programme, before a Bot API of its own."""
    async with (
        FakeBotApi() as api,
        BotProcess(folder, telegram=(api.token, api.base)) as bot,
    ):
        bot.is_set(**settings)
        await bot.starts("--sample")
        yield api, bot
        await bot.stops()


Served = Callable[[], AbstractAsyncContextManager[tuple[FakeBotApi, int]]]


@asynccontextmanager
async def _ours() -> AsyncIterator[tuple[FakeBotApi, int]]:
    with tempfile.TemporaryDirectory() as folder:
        async with program(Path(folder)) as (api, bot):
            yield api, bot.pid


@asynccontextmanager
async def _bare() -> AsyncIterator[tuple[FakeBotApi, int]]:
    async with FakeBotApi() as api:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.bare_bot", api.token, api.base, cwd=HOUSE
        )
        try:
            await api.until(lambda: bool(api.called("getUpdates")), seconds=30)
            yield api, process.pid
        finally:
            process.kill()
            await process.wait()


async def saturated(served: Served) -> Load:
    """What a bot does at most, seen through a window in the middle of a rush."""
    async with served() as (api, pid):
        players = Players(api, CROWD, at_once=True)
        players.begin()
        await asyncio.sleep(WARM_UP)
        answers, used, began = len(api.world.response_times), cpu(pid), time.monotonic()
        await asyncio.sleep(WINDOW)
        answers = len(api.world.response_times) - answers
        used, taken = cpu(pid) - used, time.monotonic() - began
        await players.rest()
        return Load(answers / taken, used * 1000 / answers)


async def waits() -> list[float]:
    """How long people wait at a steady pace, in seconds."""
    async with _ours() as (api, _pid):
        players = Players(api, PEOPLE, at_once=False)
        await players.keep_pace(PACE, WARM_UP)
        return await players.keep_pace(PACE, WINDOW)


async def measure() -> list[Figure]:
    """All figures of the Telegram path."""
    loads: dict[Served, list[Load]] = {_bare: [], _ours: []}
    for _turn in range(TURNS):
        for served, found in loads.items():
            found.append(await saturated(served))
    limit, ours = (
        Load(median(each.rate for each in found), median(each.cpu for each in found))
        for found in loads.values()
    )
    waited = await waits()
    return [
        Figure(f"bare telegram.Bot loop, {CROWD} people", limit.rate, "/s"),
        Figure("  its CPU per 1,000 updates", limit.cpu, "s"),
        Figure(f"the program, {CROWD} people", ours.rate, "/s"),
        Figure("the program / the bare loop", ours.rate / limit.rate, "×", at_least=0.5),
        Figure("CPU per 1,000 updates at saturation", ours.cpu, "s", at_most=0.75),
        Figure(
            f"reply time p50, {PEOPLE} people, {PACE:g}/s", percentile(waited, 0.5) * 1000, "ms"
        ),
        Figure("reply time p99", percentile(waited, 0.99) * 1000, "ms", at_most=30),
    ]


if __name__ == "__main__":
    print(machine())
    show("Telegram", asyncio.run(measure()))

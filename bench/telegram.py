"""The Telegram path of the real program, beside a bare `telegram.Bot` loop over the same client.

    python -m bench.telegram

The strict fake Bot API runs here, the bot in a process of its own, its database on the disk, both
paces off. At saturation 500 people answer at once; at a steady rate 50 people answer 0.2 s after
the bot, which makes some 240 events a second.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.figures import Figure, machine, percentile, show
from bench.people import Step, journey
from tests.fakes.bot_api import TOKEN, Crowd, FakeBotApi, Message, User
from tests.promises.bot_process import BotProcess

CROWD, EVENTS = 500, 8000
FEW, RATE_SECONDS, THINKS = 50, 12.0, 0.2
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Players:
    """People who do the next step of their journey as soon as the bot has spoken."""

    api: FakeBotApi
    number: int
    enough: Callable[[int], bool]
    thinks: float = 0.0
    deeds: int = 0
    crowd: Crowd = field(init=False)

    def __post_init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.crowd = self.api.crowd(self.number, self._hears)
        self._steps = {u.id: journey(n) for n, u in enumerate(self.crowd.users)}

    async def play(self) -> float:
        """Until there was enough; the seconds it took."""
        began = time.perf_counter()
        for user in self.crowd.users:
            self._do(user, next(self._steps[user.id]))
        await self.crowd.finishes(seconds=300)
        return time.perf_counter() - began

    def _hears(self, user: User, _message: Message) -> None:
        if self.enough(self.deeds):
            self.crowd.done(user)
            return
        step = next(self._steps[user.id])
        if self.thinks:
            self._loop.call_later(self.thinks, self._do, user, step)
        else:
            self._do(user, step)

    def _do(self, user: User, step: Step) -> None:
        self.deeds += 1
        if step.kind == "opens":
            user.starts(step.text)
        elif step.kind == "types":
            user.types(step.text)
        else:
            user.presses(user.buttons[step.button])


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has used, its own threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


@asynccontextmanager
async def _bot(api: FakeBotApi) -> AsyncIterator[int]:
    """The real program, ready; its process id."""
    with tempfile.TemporaryDirectory() as folder:
        async with BotProcess(Path(folder), telegram=(TOKEN, api.base)) as bot:
            await bot.starts("--sample")
            yield bot.pid
            await bot.stops()


@asynccontextmanager
async def _bare(api: FakeBotApi) -> AsyncIterator[int]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.bare_bot", TOKEN, api.base
    )
    try:
        await api.until(lambda: bool(api.called("getUpdates")), seconds=30)
        yield process.pid
    finally:
        process.kill()
        await process.wait()


async def saturated(
    start: Callable[[FakeBotApi], object], events: int = EVENTS
) -> tuple[float, float]:
    """Updates a second and CPU seconds per 1,000 of them, with everybody answering at once."""
    async with FakeBotApi(token=TOKEN) as api, start(api) as pid:  # type: ignore[attr-defined]
        players = Players(api, CROWD, lambda deeds: deeds >= events)
        before = cpu(pid)
        seconds = await players.play()
        return players.deeds / seconds, (cpu(pid) - before) * 1000 / players.deeds


async def steady() -> tuple[float, list[float]]:
    """Events a second, and how long each waited for its answer."""
    async with FakeBotApi(token=TOKEN) as api, _bot(api):
        until = time.perf_counter() + RATE_SECONDS
        players = Players(api, FEW, lambda _deeds: time.perf_counter() > until, thinks=THINKS)
        seconds = await players.play()
        return players.deeds / seconds, list(api.world.response_times)


async def measure() -> list[Figure]:
    """All figures of the Telegram path."""
    limit, limit_cpu = await saturated(_bare)
    ours, ours_cpu = await saturated(_bot)
    rate, waits = await steady()
    return [
        Figure("bare telegram.Bot loop, 500 people", limit, "/s"),
        Figure("  its CPU per 1,000 updates", limit_cpu, "s"),
        Figure("the program, 500 people", ours, "/s"),
        Figure("the program / the bare loop", ours / limit, "×", at_least=0.5),
        Figure("CPU per 1,000 updates at saturation", ours_cpu, "s", at_most=0.75),
        Figure("50 people, events", rate, "/s"),
        Figure("reply time p50", percentile(waits, 0.5) * 1000, "ms"),
        Figure("reply time p99", percentile(waits, 0.99) * 1000, "ms", at_most=30),
    ]


if __name__ == "__main__":
    print(machine())
    show("Telegram", asyncio.run(measure()))

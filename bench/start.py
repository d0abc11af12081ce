"""From the start of `doithoai run` on an existing database to ready.

python -m bench.start
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.figures import Figure, machine, show
from tests.promises.bot_process import BotProcess

STARTS = 5


async def measure() -> list[Figure]:
    """Seconds from spawn to the first /readyz that says yes."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        async with BotProcess(Path(folder)) as bot:
            await bot.starts("--sample")
            await bot.stops()
            for _ in range(STARTS):
                began = time.perf_counter()
                await bot.starts()
                taken.append(time.perf_counter() - began)
                await bot.stops()
    return [Figure(f"start to ready, median of {STARTS}", median(taken), "s", at_most=2)]


if __name__ == "__main__":
    print(machine())
    show("Start", asyncio.run(measure()))

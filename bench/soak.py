"""Long runs with kills: `make soak`, or `python -m bench.soak 400`.

The same scenarios and the same checks as the promise «nothing is lost by a kill», for longer, and
once more at the pace of the real platform, where doubles are counted as people would meet them.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from tests.promises.killing import Figures, kill_on_telegram, kill_on_the_web

KILLS = 200

Scenario = Callable[[Path, int, int], Coroutine[Any, Any, Figures]]

SCENARIOS: dict[str, Scenario] = {
    "Telegram, light load": lambda folder, kills, seed: kill_on_telegram(
        folder, kills=kills, people=4, thinks=0.1, seed=seed, each_life=20
    ),
    "Telegram, heavy load, no pace": lambda folder, kills, seed: kill_on_telegram(
        folder, kills=kills, people=60, thinks=0.0, seed=seed, each_life=400
    ),
    "Telegram, heavy load, 29.5 a second": lambda folder, kills, seed: kill_on_telegram(
        folder,
        kills=kills,
        people=60,
        thinks=0.0,
        seed=seed,
        each_life=60,
        pace__per_second="29.5",
    ),
    "web chat, light load": lambda folder, kills, seed: kill_on_the_web(
        folder, kills=kills, people=4, thinks=0.1, seed=seed, each_life=12
    ),
    "web chat, heavy load": lambda folder, kills, seed: kill_on_the_web(
        folder, kills=kills, people=30, thinks=0.0, seed=seed, each_life=100
    ),
}


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    seed = int(time.time())
    print(f"{kills} kills, seed {seed}")
    for name, scenario in SCENARIOS.items():
        with tempfile.TemporaryDirectory(prefix="doithoai-soak-") as folder:
            began = time.monotonic()
            figures = asyncio.run(scenario(Path(folder), kills // len(SCENARIOS), seed))
            print(f"{name}: {figures}; {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()

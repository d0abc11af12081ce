"""How long people wait for a reply while a workbook is put together, beside how long before.

python -m bench.during [proposals]
"""

from __future__ import annotations

import asyncio
import os
import secrets
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from bench.figures import Figure, machine, percentile, show
from bench.people import TEXTS
from bench.telegram import PEOPLE, WARM_UP, Players, program
from bot.jobs import NICE
from tests.promises.bot_process import BotProcess

PROPOSALS = 20_000
PACE, BEFORE = 100.0, 8.0
"""Events a second: far from what the program can do, so that only the export is felt."""
MOST_SECONDS = 600.0


def fill(file: Path, number: int) -> None:
    """So many more proposals in the ward's dialogue, beside the running program."""
    with closing(sqlite3.connect(file, timeout=30)) as db, db:
        topic = db.execute("SELECT id, dialogue_id FROM topics ORDER BY id LIMIT 1").fetchone()
        unit = db.execute("SELECT unit_id FROM dialogues WHERE id = ?", (topic[1],)).fetchone()[0]
        db.executemany(
            "INSERT INTO proposals (id, dialogue_id, unit_id, topic_id, text, receipt, received_on,"
            " late, source) VALUES (?, ?, ?, ?, ?, ?, '2026-11-23', 0, 'web')",
            (
                (
                    secrets.token_hex(16),
                    topic[1],
                    unit,
                    topic[0],
                    TEXTS[n % len(TEXTS)],
                    f"QT-26-B{n:05d}",
                )
                for n in range(number)
            ),
        )


async def _export(bot: BotProcess, to: Path) -> None:
    """As the house does it for `/xuat`: a process of its own that gives way."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "export", "--dialogue", "1"),
        *("--out", str(to / "all.xlsx")),
        cwd=bot.folder,
        env=bot._environment(),
        stdout=asyncio.subprocess.DEVNULL,
    )
    os.setpriority(os.PRIO_PROCESS, process.pid, NICE)
    async with asyncio.timeout(MOST_SECONDS):
        assert await process.wait() == 0


async def measure(proposals: int = PROPOSALS) -> list[Figure]:
    """The slowest hundredth of replies, before and during."""
    with tempfile.TemporaryDirectory() as name:
        async with program(Path(name)) as (api, bot):
            await asyncio.to_thread(fill, bot.file, proposals)
            players = Players(api, PEOPLE, at_once=False)
            await players.keep_pace(PACE, WARM_UP)
            before = await players.keep_pace(PACE, BEFORE)
            export = asyncio.create_task(_export(bot, Path(name)))
            during: list[float] = []
            while not export.done():
                during += await players.keep_pace(PACE, 1.0)
            await export
    slow, slower = percentile(before, 0.99), percentile(during, 0.99)
    return [
        Figure(f"reply time p99 before, {PACE:g}/s", slow * 1000, "ms"),
        Figure("reply time p99 while the workbook is put together", slower * 1000, "ms"),
        Figure("during / before", slower / slow, "×", at_most=1.5),
    ]


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else PROPOSALS
    print(machine())
    show(f"Replies during an export of {number:,}", asyncio.run(measure(number)))

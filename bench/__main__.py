"""Every figure in one call, since machines vary threefold and only ratios of one call count.

python -m bench
"""

from __future__ import annotations

import asyncio

from bench import during, flood, path, safety, start, telegram, workbook
from bench.figures import machine, show

PROPOSALS = 20_000
"""A fifth of the goal's 100,000, so that the whole call takes a few minutes."""


def main() -> None:
    """Measure and print, part by part."""
    print(machine())
    show("Start", asyncio.run(start.measure()))
    show("Inbox → conversation → outbox", asyncio.run(path.measure()))
    show(safety.TITLE, safety.measure())
    show("Telegram", asyncio.run(telegram.measure()))
    show(f"Replies during an export of {PROPOSALS:,}", asyncio.run(during.measure(PROPOSALS)))
    show("A flood", asyncio.run(flood.measure()))
    show(f"Workbook of {PROPOSALS:,} proposals", workbook.measure(PROPOSALS))


if __name__ == "__main__":
    main()

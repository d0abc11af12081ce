"""`doithoai sample clear`: the sample programme goes, what is real stays."""

from __future__ import annotations

import argparse
import asyncio

from bot import sample
from bot.commands.house import Commands, configured, opened, say
from bot.config import Config


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`sample clear`."""
    whole = commands.add_parser("sample", parents=[common], help="the sample programme")
    parts = whole.add_subparsers(metavar="COMMAND", required=True)
    clearing = parts.add_parser(
        "clear",
        parents=[common],
        help="remove the sample programme and everything that was sent to it",
    )
    clearing.set_defaults(command=_clear)


def _clear(args: argparse.Namespace) -> int:
    return asyncio.run(_remove(configured(args)))


async def _remove(config: Config) -> int:
    async with opened(config) as database:
        async with database.write() as tx:
            cleared = await sample.clear(tx)
        # Until then the write-ahead log still holds the words that were removed.
        await database.checkpoint()
    for what, number in cleared.removed.items():
        say(f"{what} removed: {number}")
    for code in cleared.kept:
        say(f"{code} stays: a unit that is no sample lies below it")
    if not cleared.removed and not cleared.kept:
        say("No sample data is there.")
    return 0

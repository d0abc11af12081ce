"""`doithoai duty`: who opened what was sealed and when, what was counted, and which chats rest."""

from __future__ import annotations

import argparse
import asyncio
from datetime import timedelta

from bot.commands.house import Commands, configured, now, opened, row, say
from bot.config import Config
from storage import programme, safety

DAYS = timedelta(days=30)


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`duty [--counts] [--resting] [--lift ID]`."""
    parser = commands.add_parser(
        "duty", parents=[common], help="every opening of a sealed message: when, which, by whom"
    )
    parser.add_argument("--counts", action="store_true", help="what was counted in 30 days")
    parser.add_argument("--resting", action="store_true", help="chats that rest after advertising")
    parser.add_argument("--lift", metavar="ID", type=int, help="let this chat write again")
    parser.set_defaults(command=lambda args: asyncio.run(_duty(configured(args), args)))


async def _duty(config: Config, args: argparse.Namespace) -> int:
    async with opened(config) as database, database.write() as tx:
        known, moment = await programme.load(tx), now()
        names = {unit.id: unit.code for unit in known.units.values()}
        if args.lift is not None:
            say(
                row(
                    args.lift,
                    "lifted" if await safety.forgive(tx, [args.lift]) else "does not rest",
                )
            )
        elif args.resting:
            for person, each in (await safety.resting(tx, moment)).items():
                say(row(person, each.kind, each.until))
        elif args.counts:
            since = (moment - DAYS).astimezone(config.app.zone).date()
            for count in await safety.counts(tx, since):
                say(row(count.day, names.get(count.unit, "-"), count.kind, count.number))
        else:
            for opening in await safety.opened(tx):
                unit = names.get(opening.unit, "-")
                say(row(opening.at, opening.alarm, opening.kind, unit, opening.person))
    return 0

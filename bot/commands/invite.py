"""`doithoai invite`: a one-time code that gives a role, and its links."""

from __future__ import annotations

import argparse
import asyncio

from bot.commands import instants
from bot.commands.house import Commands, complain, configured, now, opened, say
from bot.commands.links import Links
from bot.commands.units import named
from bot.config import Config
from storage import roles


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`invite --role … --unit CODE`."""
    parser = commands.add_parser(
        "invite",
        parents=[common],
        help="a one-time code for a role, and its link for each channel, one a line",
    )
    parser.add_argument("--role", choices=roles.NAMES, required=True)
    parser.add_argument("--unit", metavar="CODE", required=True)
    parser.set_defaults(command=_invite)


def _invite(args: argparse.Namespace) -> int:
    return asyncio.run(_mint(configured(args), args))


async def _mint(config: Config, args: argparse.Namespace) -> int:
    async with opened(config) as database, database.write() as tx:
        links = await Links.of(tx, config)
        unit = await named(tx, args.unit)
        code = await roles.invite(tx, unit=unit, role=args.role, now=now())
    for line in (code, *links.every(f"r-{code}")):
        say(line)
    until = instants.shown(now() + roles.LIFE, config.app.zone)
    complain(f"Good once, until {until}; it cannot be shown a second time.")
    return 0

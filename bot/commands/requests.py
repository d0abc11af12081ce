"""`doithoai requests`: the register of what people asked for with their own data."""

from __future__ import annotations

import argparse
import asyncio

from bot.commands import instants
from bot.commands.house import Commands, configured, opened, row, say
from bot.config import Config
from storage import requests
from storage.requests import Request


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`requests`."""
    parser = commands.add_parser(
        "requests",
        parents=[common],
        help="what people asked for with their data: number, kind, channel, received, due, done",
    )
    parser.set_defaults(command=_list)


def _list(args: argparse.Namespace) -> int:
    return asyncio.run(_show(configured(args)))


async def _show(config: Config) -> int:
    async with opened(config) as database, database.read() as db:
        for each in await requests.every(db):
            say(_line(each, config))
    return 0


def _line(each: Request, config: Config) -> str:
    zone, holidays = config.app.zone, config.requests.holidays
    day = each.received_at.astimezone(zone).date()
    return row(
        each.id,
        each.kind,
        each.channel,
        instants.shown(each.received_at, zone),
        requests.acknowledge_by(day, holidays),
        requests.do_by(day, holidays),
        instants.shown(each.done_at, zone) if each.done_at else "open",
    )

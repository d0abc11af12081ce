"""`doithoai contacts`: the numbers and offices that are told to people, and when each was checked."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import replace
from datetime import date

from bot.commands.house import Commands, configured, now, opened, row, say
from bot.commands.units import named
from bot.config import Config
from bot.trouble import Trouble
from storage import contacts, programme
from storage.contacts import KINDS, Contact


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`contacts list`, `contacts set`."""
    whole = commands.add_parser("contacts", parents=[common], help="whom people are told to call")
    below = whole.add_subparsers(metavar="COMMAND", required=True)
    lister = below.add_parser("list", parents=[common], help="each one, and when it was checked")
    lister.set_defaults(command=_list)
    setter = below.add_parser("set", parents=[common], help="enter or change one; marks it checked")
    setter.add_argument("--id", type=int, default=0, help="which one; without it a new one is made")
    setter.add_argument("--kind", choices=KINDS)
    setter.add_argument("--unit", metavar="CODE", help="only for this unit and all below it")
    setter.add_argument("--name", metavar="TEXT")
    setter.add_argument("--reach", metavar="TEXT", help="the number or the place")
    setter.add_argument("--hours", metavar="TEXT", help="replaces the English ones as well")
    setter.add_argument("--english", metavar="TEXT", help="the hours in English")
    setter.add_argument("--remove", action="store_true", help="take the one with this id out")
    setter.set_defaults(command=_set)


def _list(args: argparse.Namespace) -> int:
    return asyncio.run(_print(configured(args)))


def _set(args: argparse.Namespace) -> int:
    return asyncio.run(_change(configured(args), args))


async def _print(config: Config) -> int:
    async with opened(config) as database, database.read() as db:
        known = await programme.load(db)
        for each in await contacts.every(db):
            unit = known.units[each.unit].code if each.unit is not None else "*"
            checked = each.checked_on or "-"
            say(row(each.id, each.kind, unit, each.name, each.reach, each.hours, checked))
    return 0


async def _change(config: Config, args: argparse.Namespace) -> int:
    today = now().astimezone(config.app.zone).date()
    async with opened(config) as database, database.write() as tx:
        there = {each.id: each for each in await contacts.every(tx)}
        if args.id and args.id not in there:
            raise Trouble(f"There is no contact {args.id}: `doithoai contacts list` shows them.")
        if args.remove:
            if not args.id:
                raise Trouble("--remove needs --id.")
            await contacts.remove(tx, args.id)
            return 0
        if not args.id and args.kind is None:
            raise Trouble("A new contact needs --kind.")
        before = there.get(args.id) or Contact(args.kind)
        unit = await named(tx, args.unit) if args.unit else before.unit
        number = await contacts.put(tx, _changed(before, args, unit, today))
    say(row(number, "checked", today))
    return 0


def _changed(before: Contact, args: argparse.Namespace, unit: int | None, today: date) -> Contact:
    """Who changes the hours has not said them in English, so the old ones go."""
    given = {
        "kind": args.kind,
        "name": args.name,
        "reach": args.reach,
        "hours": args.hours,
        "hours_english": args.english if args.hours is None else args.english or "",
    }
    wanted = {key: value for key, value in given.items() if value is not None}
    return replace(before, unit=unit, checked_on=today, **wanted)

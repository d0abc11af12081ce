"""`doithoai dialogue`: announce, list, move, close and cancel dialogues."""

from __future__ import annotations

import argparse
import asyncio
from datetime import date

from bot.commands import instants
from bot.commands.house import (
    Commands,
    complain,
    configured,
    now,
    number,
    opened,
    row,
    say,
)
from bot.commands.units import named
from bot.config import Config
from bot.seeds import SEEDS
from bot.trouble import Trouble
from handlers.words.cleaning import clean, is_blank
from storage import dialogues
from storage.database import Database
from storage.dialogues import Listed

LONGEST = 300
"""A theme or place stands inside a sentence, on a phone."""


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`dialogue add|list|move|close|cancel`."""
    whole = commands.add_parser("dialogue", parents=[common], help="the dialogues")
    parts = whole.add_subparsers(metavar="COMMAND", required=True)
    adding = parts.add_parser("add", parents=[common], help="announce one; prints its line")
    adding.add_argument("--unit", metavar="CODE", required=True)
    adding.add_argument("--theme", metavar="TEXT", type=_one_line, required=True)
    _add_instants(adding)
    adding.add_argument("--place", metavar="TEXT", type=_one_line)
    adding.set_defaults(command=_add)
    listing = parts.add_parser(
        "list", parents=[common], help="id, unit, day, cutoff, state, theme, one a line"
    )
    listing.set_defaults(command=_list)
    moving = parts.add_parser(
        "move", parents=[common], help="give one another day, cutoff or place"
    )
    moving.add_argument("id", metavar="ID", type=number)
    _add_instants(moving, required=False)
    moving.add_argument("--place", metavar="TEXT", type=_one_line)
    moving.set_defaults(command=_move)
    for word, state, what in (
        ("close", "closed", "no more proposals to it"),
        ("cancel", "cancelled", "it does not take place"),
    ):
        ending = parts.add_parser(word, parents=[common], help=what)
        ending.add_argument("id", metavar="ID", type=number)
        ending.set_defaults(command=_end, state=state)

    concluding = parts.add_parser(
        "conclude", parents=[common], help="its conclusion is out; what was sent to it is in there"
    )
    concluding.add_argument("id", metavar="ID", type=number)
    concluding.add_argument(
        "--on", metavar="DATE", type=_day, help="the day of the conclusion; without it today"
    )
    concluding.set_defaults(command=_conclude)


def _add_instants(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    parser.add_argument("--at", metavar="ISO", type=instants.written, required=required)
    parser.add_argument(
        "--cutoff",
        metavar="ISO",
        type=instants.written,
        help="the last instant in time; without it the end of the seventh day before",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"expected a day such as 2027-04-05, found {text!r}"
        ) from None


def _one_line(text: str) -> str:
    line = " ".join(clean(text).split())
    if is_blank(line):
        raise argparse.ArgumentTypeError("expected some words, found none")
    if len(line) > LONGEST:
        raise argparse.ArgumentTypeError(
            f"expected at most {LONGEST} characters, found {len(line)}"
        )
    return line


def _add(args: argparse.Namespace) -> int:
    return asyncio.run(_announce(configured(args), args))


async def _announce(config: Config, args: argparse.Namespace) -> int:
    zone = config.app.zone
    at = instants.in_zone(args.at, zone)
    cutoff = instants.in_zone(args.cutoff, zone) if args.cutoff else None
    async with opened(config) as database:
        async with database.write() as tx:
            made = await dialogues.add(
                tx,
                unit=await named(tx, args.unit),
                theme=args.theme,
                at=at,
                zone=zone,
                cutoff=cutoff,
                place=args.place or "",
                seeds=SEEDS,
            )
        await _say_one(database, config, made)
    if at < now():
        complain(f"Note: {instants.shown(at, zone)} has passed, so nothing can be sent to it.")
    return 0


def _list(args: argparse.Namespace) -> int:
    return asyncio.run(_show(configured(args)))


async def _show(config: Config) -> int:
    async with opened(config) as database, database.read() as db:
        for each in await dialogues.every(db):
            say(_line(each, config))
    return 0


def _move(args: argparse.Namespace) -> int:
    return asyncio.run(_change(configured(args), args))


async def _change(config: Config, args: argparse.Namespace) -> int:
    if not (args.at or args.cutoff or args.place):
        raise Trouble("nothing to change: name at least one of --at, --cutoff and --place.")
    zone = config.app.zone
    async with opened(config) as database:
        async with database.write() as tx:
            await dialogues.move(
                tx,
                args.id,
                zone=zone,
                at=instants.in_zone(args.at, zone) if args.at else None,
                cutoff=instants.in_zone(args.cutoff, zone) if args.cutoff else None,
                place=args.place,
            )
        await _say_one(database, config, args.id)
    return 0


def _end(args: argparse.Namespace) -> int:
    return asyncio.run(_finish(configured(args), args.id, args.state))


async def _finish(config: Config, dialogue: int, state: str) -> int:
    async with opened(config) as database:
        async with database.write() as tx:
            await dialogues.finish(tx, dialogue, state)
        await _say_one(database, config, dialogue)
    return 0


def _conclude(args: argparse.Namespace) -> int:
    return asyncio.run(_note_conclusion(configured(args), args.id, args.on))


async def _note_conclusion(config: Config, dialogue: int, on: date | None) -> int:
    zone = config.app.zone
    today = now().astimezone(zone).date()
    if on is not None and on > today:
        raise Trouble(f"{on} is still to come; expected a day until today, {today}.")
    async with opened(config) as database:
        async with database.write() as tx:
            await dialogues.conclude(tx, dialogue, on or today, zone)
        await _say_one(database, config, dialogue)
    return 0


async def _say_one(database: Database, config: Config, dialogue: int) -> None:
    async with database.read() as db:
        found = next((d for d in await dialogues.every(db) if d.id == dialogue), None)
    if found is None:
        raise Trouble(f"dialogue {dialogue} is not there any more.")
    say(_line(found, config))


def _line(each: Listed, config: Config) -> str:
    at, cutoff = (instants.shown(instant, config.app.zone) for instant in (each.at, each.cutoff))
    return row(each.id, each.unit, at, cutoff, each.state, each.theme)

"""`doithoai weekly`: on which day and at what hour a unit's office gets the weekly file, or never."""

from __future__ import annotations

import argparse
import asyncio
from datetime import time

from bot import config_values as values
from bot.commands.house import Commands, configured, opened, row, say
from bot.commands.units import named
from bot.config import Config
from bot.trouble import Trouble
from storage import weekly
from storage.weekly import Rule


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`weekly --unit CODE [--day DAY] [--time HH:MM] [--off]`."""
    parser = commands.add_parser(
        "weekly",
        parents=[common],
        help="when the office of a unit gets the weekly file; prints what is in force",
    )
    parser.add_argument("--unit", metavar="CODE", required=True)
    parser.add_argument("--day", metavar="DAY", type=_day, help=f"one of {', '.join(values.DAYS)}")
    parser.add_argument("--time", metavar="HH:MM", type=_time)
    parser.add_argument(
        "--off", action="store_true", help="no more, until a day or an hour is given"
    )
    parser.set_defaults(command=_weekly)


def _day(text: str) -> int:
    try:
        return values.day(text)
    except ValueError:
        expected = ", ".join(values.DAYS)
        raise argparse.ArgumentTypeError(f"expected one of {expected}, found {text!r}") from None


def _time(text: str) -> time:
    try:
        return values.clock_time(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"expected a time of day such as 07:00, found {text!r}"
        ) from None


def _weekly(args: argparse.Namespace) -> int:
    if args.off and (args.day is not None or args.time is not None):
        raise Trouble("--off stands alone: a day or an hour switches it on.")
    return asyncio.run(_change(configured(args), args))


async def _change(config: Config, args: argparse.Namespace) -> int:
    async with opened(config) as database, database.write() as tx:
        unit = await named(tx, args.unit)
        rule = (await weekly.rules(tx)).get(unit) or Rule(unit, None, None, is_off=False)
        wanted = _wanted(rule, args)
        if wanted != rule:
            await weekly.put(tx, wanted)
    say(_line(config, args.unit, wanted))
    return 0


def _wanted(rule: Rule, args: argparse.Namespace) -> Rule:
    if args.off:
        return Rule(rule.unit, rule.day, rule.at, is_off=True)
    if args.day is None and args.time is None:
        return rule
    day = rule.day if args.day is None else args.day
    return Rule(rule.unit, day, args.time or rule.at, is_off=False)


def _line(config: Config, code: str, rule: Rule) -> str:
    if rule.is_off:
        return row(code, "off")
    day = config.weekly.day if rule.day is None else rule.day
    return row(code, values.DAYS[day], (rule.at or config.weekly.time).isoformat("minutes"))

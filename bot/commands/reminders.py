"""`doithoai reminders`: who gets the next word before a cutoff when, and who does not and why."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Mapping
from random import SystemRandom

from bot.commands import instants
from bot.commands.house import Commands, configured, now, number, opened, row, say
from bot.config import Config
from bot.trouble import Trouble
from handlers import CONVERSATIONS
from handlers.notices.desk import Desk
from handlers.notices.reminders import Forecast, What, WhyNot, forecast
from storage import ids, programme
from storage.programme import Programme

_WHAT: Mapping[What, str] = {
    "draft": "begun and not sent",
    "asked": "asked for it",
    "every": "asked for every dialogue",
    "": "-",
}
_WHY_NOT: Mapping[WhyNot, str] = {
    "": "-",
    "blocked": "has blocked the chat",
    "no consent": "has not agreed, or no longer",
    "wants none": "wants no reminders",
    "in peace": "is written to later",
    "has sent": "has sent already",
    "begun for another": "has begun for another dialogue",
    "nothing written": "has begun and written nothing",
    "since too late": "has begun or asked after the last one was due",
    "reminded that day": "gets another one that day",
    "none left": "none is left before the cutoff",
}
_PLANNED = {
    "queued": "is about to leave",
    "claimed": "is leaving",
    "sent": "has been sent",
    "unknown": "has been sent, and may have arrived",
    "gone": "has blocked the chat",
    "refused": "was refused by the channel",
    "dropped": "was no longer true when it was about to leave",
}


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`reminders --dialogue ID`."""
    parser = commands.add_parser(
        "reminders",
        parents=[common],
        help="who is reminded of a dialogue when, or why not, one a line",
    )
    parser.add_argument("--dialogue", metavar="ID", type=number, required=True)
    parser.set_defaults(command=_list)


def _list(args: argparse.Namespace) -> int:
    return asyncio.run(_show(configured(args), args.dialogue))


async def _show(config: Config, wanted: int) -> int:
    async with opened(config) as database, database.read() as db:
        known = await programme.load(db)
        dialogue = known.dialogues.get(wanted)
        if dialogue is None:
            raise Trouble(f"dialogue {wanted} is not known; `doithoai dialogue list` shows all.")
        for each in await forecast(_desk(config), db, dialogue, now()):
            say(_line(each, known, config))
    return 0


def _desk(config: Config) -> Desk:
    return Desk(
        registry=CONVERSATIONS,
        zone=config.app.zone,
        new_id=ids.Ids(now).new,
        random=SystemRandom(),
        offsets=config.reminders.offsets,
        quiet=config.reminders.quiet,
        weekly_day=config.weekly.day,
        weekly_time=config.weekly.time,
    )


def _line(each: Forecast, known: Programme, config: Config) -> str:
    """By number, channel and unit: most of them are nameless here, and a chat's address is not shown."""
    verdict = each.verdict
    unit = known.units.get(verdict.person.unit or 0)
    return row(
        verdict.person.id,
        verdict.person.channel,
        unit.code if unit else "-",
        instants.shown(each.at, config.app.zone) if each.at else "-",
        _WHAT[verdict.what],
        _why_not(each),
    )


def _why_not(each: Forecast) -> str:
    verdict = each.verdict
    if verdict.why_not == "planned":
        return _PLANNED[verdict.planned]
    if not verdict.why_not and each.at is None:
        return "the quiet hours last beyond the cutoff"
    return _WHY_NOT[verdict.why_not]

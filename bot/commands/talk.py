"""`doithoai talk`: the bot in this terminal."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import SystemRandom

import msgspec

from bot import sample
from bot.channels.contract import Unreadable
from bot.channels.terminal import PROMPT, Terminal
from bot.commands.check import is_running
from bot.commands.house import Commands, complain, configured, now, opened
from bot.config import Config
from bot.copies import Copies
from bot.sender import Sender
from bot.turns import Turns
from handlers import CONVERSATIONS
from handlers.notices.desk import Desk, Guard
from storage import contacts, ids, migrating
from storage.copies import copy, is_at_rest
from storage.database import Writer
from storage.messages import Incoming
from storage.outbox import Ready

BEGINNING = (
    f"The bot in this terminal. Numbers choose; Ctrl-D ends. /start b-{sample.BRANCH} begins."
)
COPIED = "The database is in use: this talk works on a copy and leaves nothing behind."
MADE_UP = (
    "There is no database yet: this talk has a sample programme of its own and leaves nothing."
)


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`talk [--start CODE] [--record FILE]`."""
    parser = commands.add_parser("talk", parents=[common], help="the bot in this terminal")
    parser.add_argument(
        "--start", metavar="CODE", default="", help="begin as by a link, such as b-KP1"
    )
    parser.add_argument("--record", metavar="FILE", type=Path, help="write the talk down as text")
    parser.set_defaults(command=_talk)


def _talk(args: argparse.Namespace) -> int:
    config = configured(args)
    terminal = Terminal(f"terminal:{_user()}", lines=_typed_lines(), show=_show, start=args.start)
    if sys.stdin.isatty():
        complain(BEGINNING)
    try:
        with _somewhere(config) as place:
            terminal.files_in(_files(place, config))
            asyncio.run(_converse(place, terminal, _files(place, config)))
    finally:
        if args.record is not None:
            args.record.write_text("\n".join(terminal.talk) + "\n", encoding="utf-8")
    return 0


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "nobody"


def _show(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _typed_lines() -> Iterator[str]:
    while True:
        if sys.stdin.isatty():
            sys.stdout.write(PROMPT)
            sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            return
        yield line


# --- where ------------------------------------------------------------------------------------


@contextmanager
def _somewhere(config: Config) -> Iterator[Config]:
    """A database that is this talk's alone: the real one if it is at rest, else one for a while."""
    file, state = config.database.path, migrating.state(config.database.url)
    if state != "empty" and not is_running(config) and (state != "current" or is_at_rest(file)):
        yield config
        return
    with tempfile.TemporaryDirectory(prefix="doithoai-talk-") as folder:
        elsewhere = _elsewhere(config, Path(folder))
        complain(MADE_UP if state == "empty" else COPIED)
        if state == "empty":
            asyncio.run(_make_up(elsewhere))
        else:
            copy(file, elsewhere.database.path)
        yield elsewhere


def _elsewhere(config: Config, folder: Path) -> Config:
    """The same configuration with its database in another folder."""
    url = config.database.url.replace(
        str(config.database.path), str(folder / config.database.path.name)
    )
    database = msgspec.structs.replace(config.database, url=url)
    return msgspec.structs.replace(config, database=database)


async def _make_up(config: Config) -> None:
    migrating.upgrade(config.database.url)
    async with opened(config) as database, database.write() as tx:
        await sample.fill(tx, now=now(), zone=config.app.zone, random=SystemRandom())
        await contacts.seed(tx, config.contacts)


# --- the talk ---------------------------------------------------------------------------------


async def _converse(config: Config, terminal: Terminal, folder: Path) -> None:
    """Turns and sender over this one channel; nothing else of the house is needed."""
    async with opened(config) as database:
        database.claim()
        async with database.read() as db:
            last = await ids.last_used(db)
        channels = {terminal.name: terminal}
        new_id = ids.Ids(now, last).new
        sender = Sender(channels, guards=_Later(), now=now, per_second=0, per_chat_seconds=0)
        turns = Turns(
            database=database,
            registry=CONVERSATIONS,
            channels=channels,
            sender=sender,
            new_id=new_id,
            now=now,
            zone=config.app.zone,
            random=SystemRandom(),
        )
        copies = Copies(
            database=database,
            desk=_desk(config, new_id),
            channels=channels,
            folder=folder,
            now=now,
            look=sender.look,
        )
        sender.on_marks(turns.wake)
        turns.on_deed(copies.wake)
        terminal.idle = lambda: copies.idle and sender.has_looked and sender.idle
        await _until_its_end(terminal, turns, sender, copies)


def _files(place: Config, real: Config) -> Path:
    """The data folder's; what is made for a copy of the database goes with the copy."""
    folder = real.app.data_dir if place is real else place.database.path.parent
    return folder / "files"


def _desk(config: Config, new_id: Callable[[], int]) -> Desk:
    return Desk(
        registry=CONVERSATIONS,
        zone=config.app.zone,
        new_id=new_id,
        random=SystemRandom(),
        offsets=config.reminders.offsets,
        quiet=config.reminders.quiet,
        weekly_day=config.weekly.day,
        weekly_time=config.weekly.time,
    )


async def _until_its_end(terminal: Terminal, turns: Turns, sender: Sender, copies: Copies) -> None:
    async def came(events: Sequence[Incoming], unreadable: Sequence[Unreadable]) -> None:
        await turns.came(terminal.name, events, unreadable)

    work = [asyncio.create_task(each.run()) for each in (turns, sender, copies)]
    try:
        await terminal.run(came)
    finally:
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)


class _Later(dict[str, Guard]):
    """What was planned for this person waits for a run, which can tell whether it is still true."""

    def __missing__(self, _name: str) -> Guard:
        return _not_now


async def _not_now(_tx: Writer, _row: Ready, at: datetime) -> datetime:
    return at + timedelta(hours=1)

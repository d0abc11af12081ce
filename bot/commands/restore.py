"""`doithoai restore`: a backup takes the place of a database that is gone."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator
from pathlib import Path

from bot.commands.house import Commands, complain, configured, now, say
from bot.config import Config
from storage.database import Database
from storage.restore import Restored, restore
from storage.sweep import Rules

COUNTED = ("units", "dialogues", "people", "roles", "proposals")
"""What an operator knows the number of."""
HELD = {
    "letters": ("letters that had not left", "they are not sent any more"),
    "announcements": ("announcements on their way", "they go no further; write them again"),
    "jobs": ("workbooks in the making", "they are set aside; ask again with /xuat"),
    "events": ("messages without a reply", "they are dropped; their writers write again"),
    "drafts": ("unfinished conversations", "they are in no backup; their writers begin anew"),
}


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`restore FILE`."""
    parser = commands.add_parser(
        "restore",
        parents=[common],
        help="put a backup where no database is; nothing old is sent from it",
    )
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.set_defaults(command=_restore)


def _restore(args: argparse.Namespace) -> int:
    config = configured(args)
    restored = asyncio.run(_alone(config, args.file))
    for line in _told(config, args.file, restored):
        say(line)
    if not config.app.secret and not (config.app.data_dir / "secret").exists():
        complain(
            "Note: the secret is in no backup. If you still have it, put it to "
            f"{config.app.data_dir / 'secret'} before the first start; without it a new one is "
            "made, and links to files that were sent before no longer open."
        )
    return 0


async def _alone(config: Config, file: Path) -> Restored:
    """While no `run` is on, and while none can begin."""
    config.database.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(config.database.url)
    database.claim()
    try:
        rules = Rules(config.kept, config.app.zone)
        return restore(file, config.database.path, now(), rules=rules)
    finally:
        await database.close()


def _told(config: Config, file: Path, restored: Restored) -> Iterator[str]:
    taken = restored.taken_at
    age = f", taken {taken.astimezone(config.app.zone):%Y-%m-%d %H:%M}" if taken else ""
    older = ", brought to this version" if restored.was_old else ""
    yield f"{config.database.path}: restored from {file}{age}{older}"
    yield ", ".join(f"{restored.rows[name]} {name}" for name in COUNTED)
    if restored.forgotten:
        yield f"people forgotten and consents taken back since: {restored.forgotten}; done again"
    for what, (words, so) in HELD.items():
        if number := restored.held.get(what, 0):
            yield f"{words}: {number}; {so}"

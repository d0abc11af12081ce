"""`doithoai migrate`: make the database, or bring it to this version."""

from __future__ import annotations

import argparse
import asyncio

from bot.commands.house import Commands, configured, say
from bot.config import Config
from storage import migrating
from storage.database import Database

_SAID = {
    "empty": "{file}: made",
    "old": "{file}: brought to this version",
    "current": "{file}: is of this version already",
}


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`migrate`."""
    parser = commands.add_parser(
        "migrate", parents=[common], help="make the database, or bring it to this version"
    )
    parser.set_defaults(command=_migrate)


def _migrate(args: argparse.Namespace) -> int:
    config = configured(args)
    before = asyncio.run(alone(config))
    say(_SAID[before].format(file=config.database.path))
    return 0


async def alone(config: Config) -> migrating.State:
    """Migrate while no `run` is on, and while none can begin; how the database stood before."""
    config.database.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(config.database.url)
    database.claim()
    try:
        return migrating.upgrade(config.database.url)
    finally:
        await database.close()

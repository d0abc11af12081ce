"""`doithoai backup`: a copy of the database that can be kept for weeks."""

from __future__ import annotations

import argparse
import asyncio
from datetime import datetime
from pathlib import Path

from bot.commands.house import Commands, configured, now, opened, row, say
from bot.config import Config
from bot.trouble import Trouble
from storage import backup, facts
from storage.backup import Made


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`backup FILE`."""
    parser = commands.add_parser(
        "backup",
        parents=[common],
        help="copy the database to a new file, also beside a run, without what nobody has sent",
    )
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.set_defaults(command=_backup)


def _backup(args: argparse.Namespace) -> int:
    file: Path = args.file
    if not file.absolute().parent.is_dir():
        raise Trouble(f"{file}: the folder is not there; make it first, or name another.")
    made = asyncio.run(_make(configured(args), file.absolute(), now()))
    say(row(file, f"{made.size} bytes", f"{sum(made.rows.values())} rows"))
    return 0


async def _make(config: Config, file: Path, moment: datetime) -> Made:
    async with opened(config) as database:
        made = backup.make(config.database.path, file, moment)
        async with database.write() as tx:
            await facts.put(tx, facts.BACKUP_MADE, moment.isoformat())
    return made

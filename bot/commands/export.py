"""`doithoai export`: the workbook of a dialogue, as the office gets it by chat."""

from __future__ import annotations

import argparse
import asyncio
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

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
from bot.commands.progress import Progress
from bot.config import Config, signing_secret
from bot.trouble import Trouble
from bot.web.signed import SignedFiles
from storage import jobs, uploads, weekly
from storage.database import Database
from storage.jobs import Job, Made

if TYPE_CHECKING:
    from handlers.papers import dialogue_book


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`export --dialogue ID --out FILE.xlsx [--files DIR] [--weekly JOB]`."""
    parser = commands.add_parser("export", parents=[common], help="the workbook of a dialogue")
    parser.add_argument("--dialogue", metavar="ID", type=number, required=True)
    parser.add_argument("--out", metavar="FILE.xlsx", type=_workbook, required=True)
    parser.add_argument(
        "--files", metavar="DIR", type=Path, help="a folder for what was attached to proposals"
    )
    parser.add_argument(
        "--weekly",
        metavar="JOB",
        type=number,
        help="as the running bot makes it every week: with what is new since the last one",
    )
    parser.set_defaults(command=_export)


def _workbook(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".xlsx":
        raise argparse.ArgumentTypeError(f"expected a name that ends in .xlsx, found {text!r}")
    return path


def _export(args: argparse.Namespace) -> int:
    out: Path = args.out
    if not out.absolute().parent.is_dir():
        raise Trouble(f"{out}: the folder is not there; make it first, or name another.")
    if args.weekly is not None:
        say(asyncio.run(_build_weekly(configured(args), args.weekly, args.dialogue, out)))
    else:
        say(row(asyncio.run(_build(configured(args), args.dialogue, out)), out))
    if args.files is not None:
        args.files.mkdir(parents=True, exist_ok=True)
        if not asyncio.run(_copy_files(configured(args), args.dialogue, args.files)):
            complain(f"Nothing was attached to these proposals, so {args.files} stays as it is.")
    return 0


async def _copy_files(config: Config, dialogue: int, to: Path) -> int:
    """Every file under the name of its receipt; how many. One that is not on this disk, since a
    restored database came without it, is said so."""
    async with opened(config) as database, database.read() as db:
        found = await uploads.of_dialogue(db, dialogue)
    for each in found:
        source = config.app.data_dir / "files" / each.id
        if source.is_file():
            shutil.copyfile(source, to / each.name)
        else:
            complain(f"{each.name} is not in {source.parent}.")
    return len(found)


async def _build(config: Config, dialogue: int, out: Path) -> int:
    # It brings openpyxl, which no other command is to wait for.
    from handlers.papers import dialogue_book

    progress = Progress("writing proposals")
    try:
        async with opened(config) as database, database.read() as db:
            return await dialogue_book.build(
                db,
                dialogue,
                out,
                now=now(),
                zone=config.app.zone,
                progress=progress,
                link=_links(config, database),
            )
    finally:
        progress.end()


async def _build_weekly(config: Config, number: int, dialogue: int, out: Path) -> str:
    """Its line: how many, where, how many of them are new, and each topic with its number."""
    progress = Progress("writing proposals")
    try:
        async with opened(config) as database:
            async with database.read() as db:
                job = await jobs.by_id(db, number)
            if job is None or job.unit is None or job.dialogue != dialogue:
                raise Trouble(f"job {number} is no weekly file of dialogue {dialogue}.")
            made = await weekly_file(
                database,
                job,
                out,
                now=now(),
                zone=config.app.zone,
                progress=progress,
                link=_links(config, database),
            )
    finally:
        progress.end()
    return row(made.total, out, made.new, *(f"{topic}:{count}" for topic, count in made.topics))


async def weekly_file(
    database: Database,
    job: Job,
    out: Path,
    *,
    now: datetime,
    zone: ZoneInfo,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    link: dialogue_book.Link | None = None,
) -> Made:
    """Write the weekly workbook of a job, and remember for it what is new in it."""
    from handlers.papers import dialogue_book

    assert job.unit is not None
    async with database.read() as db:
        made, new = await dialogue_book.build_weekly(
            db,
            job.dialogue,
            out,
            unit=job.unit,
            now=now,
            zone=zone,
            progress=progress,
            link=link,
        )
    async with database.write() as tx:
        await weekly.forget(tx, job.id)
    for start in range(0, len(new), weekly.AT_ONCE):
        async with database.write() as tx:
            weekly.remember(tx, job.id, new[start : start + weekly.AT_ONCE])
    return made


def _links(config: Config, database: Database) -> dialogue_book.Link:
    """The same links that a running house answers, good from now on."""
    signed = SignedFiles(
        database=database,
        folder=config.app.data_dir / "files",
        secret=signing_secret(config.app),
        now=now,
    )
    made_at = now()
    return lambda file: config.app.public_url.rstrip("/") + signed.path(file, made_at)

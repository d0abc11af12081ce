"""`doithoai export`: the workbook of a dialogue, as the office gets it by chat."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

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
from bot.config import Config
from bot.trouble import Trouble


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`export --dialogue ID --out FILE.xlsx [--files DIR]`."""
    parser = commands.add_parser("export", parents=[common], help="the workbook of a dialogue")
    parser.add_argument("--dialogue", metavar="ID", type=number, required=True)
    parser.add_argument("--out", metavar="FILE.xlsx", type=_workbook, required=True)
    parser.add_argument(
        "--files", metavar="DIR", type=Path, help="a folder for what was attached to proposals"
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
    say(row(asyncio.run(_build(configured(args), args.dialogue, out)), out))
    if args.files is not None:
        args.files.mkdir(parents=True, exist_ok=True)
        complain(f"Nothing was attached to these proposals, so {args.files} stays as it is.")
    return 0


async def _build(config: Config, dialogue: int, out: Path) -> int:
    # It brings openpyxl, which no other command is to wait for.
    from handlers.papers import dialogue_book

    progress = Progress("writing proposals")
    try:
        async with opened(config) as database, database.read() as db:
            return await dialogue_book.build(
                db, dialogue, out, now=now(), zone=config.app.zone, progress=progress
            )
    finally:
        progress.end()

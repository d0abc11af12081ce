"""`doithoai units`: the tree of units, from a file and as a list of links."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.house import Commands, configured, opened, row, say
from bot.commands.links import Links
from bot.commands.progress import Progress
from bot.config import Config
from bot.trouble import Trouble
from storage import programme, units
from storage.database import Database, Reader
from storage.programme import Programme, Unit

if TYPE_CHECKING:
    from handlers.papers.units_in import UnitRow

AT_ONCE = 100
"""Units a transaction: a running bot waits no longer than for these."""


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`units import FILE` and `units list`."""
    whole = commands.add_parser("units", parents=[common], help="the tree of units")
    parts = whole.add_subparsers(metavar="COMMAND", required=True)
    taking = parts.add_parser(
        "import",
        parents=[common],
        help="take units from a .xlsx or .csv file: code, short, name, parent, aliases",
    )
    taking.add_argument("file", metavar="FILE", type=Path)
    taking.set_defaults(command=_import)
    listing = parts.add_parser(
        "list", parents=[common], help="code, name and links, one unit a line"
    )
    listing.set_defaults(command=_list)


def _import(args: argparse.Namespace) -> int:
    return asyncio.run(_take(configured(args), args.file))


async def _take(config: Config, file: Path) -> int:
    """Read all of the file first, so that one with faults changes nothing."""
    async with opened(config) as database:
        async with database.read() as db:
            known = await programme.load(db)
        rows = _read(file, known)
        await _put(database, rows)
        new = sum(known.unit(row.code) is None for row in rows)
        say(row(f"{len(rows)} units", f"{new} new", f"{len(rows) - new} brought up to date"))
    return 0


def _read(file: Path, known: Programme) -> list[UnitRow]:
    # It brings openpyxl, which no other command is to wait for.
    from handlers.papers.units_in import UnitsFileError, read_units

    try:
        return read_units(file, known=[unit.code for unit in known.units.values()])
    except UnitsFileError as error:
        raise Trouble("\n".join(f"{file}: {fault}" for fault in error.faults)) from error


async def _put(database: Database, rows: Sequence[UnitRow]) -> None:
    progress = Progress("importing units")
    done = 0
    for some in _in_lots(rows):
        async with database.write() as tx:
            for each in some:
                await units.put(
                    tx,
                    code=each.code,
                    short=each.short or each.code,
                    name=each.name,
                    parent=each.parent,
                    aliases=each.aliases,
                )
        done += len(some)
        progress(done, len(rows))
    progress.end()


def _in_lots(rows: Sequence[UnitRow]) -> Iterator[list[UnitRow]]:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


def _list(args: argparse.Namespace) -> int:
    return asyncio.run(_show(configured(args)))


async def _show(config: Config) -> int:
    async with opened(config) as database, database.read() as db:
        links = await Links.of(db, config)
        known = await programme.load(db)
    for unit in _as_a_tree(known):
        say(row(unit.code, unit.name, *links.every(f"b-{unit.code}")))
    return 0


def _as_a_tree(known: Programme) -> Iterator[Unit]:
    """Each unit followed by those below it."""
    waiting = [unit for unit in known.units.values() if unit.parent is None][::-1]
    while waiting:
        unit = waiting.pop()
        yield unit
        waiting += list(known.children(unit.id))[::-1]


async def named(db: Reader, code: str) -> int:
    """The unit that a command names by its code."""
    found = await units.id_of(db, code)
    if found is None:
        raise Trouble(f"unit {code!r} is not known; `doithoai units list` shows all.")
    return found

"""What the commands share: the configuration, an open database, lines, and words for what is wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TypeAlias

from bot import config as configuration
from bot import logs
from bot.config import Config
from bot.trouble import Trouble
from storage import migrating
from storage.database import Database

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001
Command = Callable[[argparse.Namespace], int]
_DIGITS = 15
"""Longer numbers are no ids, and no database takes them."""


def configured(args: argparse.Namespace) -> Config:
    """The configuration that was asked for; from here on the log follows it."""
    config = configuration.load(getattr(args, "config", None), os.environ)
    logs.set_up(config.app.log_level, config.secrets)
    return config


@asynccontextmanager
async def opened(config: Config) -> AsyncIterator[Database]:
    """The database, if it is there and of this version; it is never made or changed here."""
    file = config.database.path
    match migrating.state(config.database.url):
        case "empty":
            raise Trouble(
                f"There is no database yet ({file}): run `doithoai run` or `doithoai migrate` first."
            )
        case "old":
            raise Trouble(
                f"The database {file} is of an older version: stop `doithoai run`, "
                "then run `doithoai migrate`."
            )
        case "newer":
            raise migrating.Newer
        case "current":
            database = Database(config.database.url)
            try:
                yield database
            finally:
                await database.close()


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def number(text: str) -> int:
    """An id as the lists print it."""
    if not text.isdecimal() or len(text) > _DIGITS:
        raise argparse.ArgumentTypeError(f"expected the id of a dialogue, found {text!r}")
    return int(text)


def say(line: str) -> None:
    """A line for whoever called."""
    sys.stdout.write(f"{line}\n")


def row(*cells: object) -> str:
    """Cells with tabs between them; a blank of any kind inside a cell is one space."""
    return "\t".join(" ".join(str(cell).split()) for cell in cells)


def complain(words: str) -> None:
    """What is wrong, for a person."""
    sys.stderr.write(f"{words}\n")

"""`doithoai check`: is everything there that a run needs, and what to do where it is not."""

from __future__ import annotations

import argparse
import fcntl
import os
import re
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import available_timezones

from bot.commands.house import Commands, configured, now, say
from bot.config import Config, ConfigError
from storage import errors, migrating

LEAST_FREE = 200 * 1024 * 1024
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
"""A clock that shows less has never been set."""
_UNUSABLE: tuple[type[Exception], ...] = (*errors.DATABASE_ERRORS, migrating.NotOurs)
_TOKEN = re.compile(r"\d{6,}:[\w-]{30,}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `next` is what to do where it is not as it should be."""

    what: str
    next: str = ""

    def __str__(self) -> str:
        return f"not ok {self.what}: {self.next}" if self.next else f"ok {self.what}"


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`check`."""
    parser = commands.add_parser(
        "check", parents=[common], help="what a run needs, one line each; 1 if something is missing"
    )
    parser.set_defaults(command=_check)


def _check(args: argparse.Namespace) -> int:
    wrong = 0
    for finding in _findings(args):
        say(str(finding))
        wrong += bool(finding.next)
    return 1 if wrong else 0


def _findings(args: argparse.Namespace) -> Iterator[Finding]:
    try:
        config = configured(args)
    except ConfigError as error:
        yield from (Finding("configuration", words) for words in error.errors)
        return
    yield Finding("configuration")
    running = is_running(config)
    yield _zones(config)
    yield _clock()
    yield _data_folder(config.app.data_dir)
    yield _disk(config.app.data_dir)
    yield _database(config)
    yield Finding("a run is on" if running else "no run is on")
    yield _port(config, running=running)
    yield _token(str(config.telegram.token))


def _zones(config: Config) -> Finding:
    # On a machine without zone data even the default cannot be read.
    if not available_timezones():
        return Finding("time zones", "install the package tzdata")
    return Finding(f"time zone {config.app.zone.key}")


def _clock() -> Finding:
    if now() < WRITTEN:
        return Finding(f"clock ({now():%Y-%m-%d})", "set the machine's clock")
    return Finding(f"clock ({now():%Y-%m-%d %H:%M} UTC)")


def _data_folder(folder: Path) -> Finding:
    """Writable as it is, or where it would be made; it is not made here."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not there.is_dir():
        return Finding(f"data folder {folder}", f"{there} is a file; name another in app.data_dir")
    if not os.access(there, os.W_OK | os.X_OK):
        return Finding(f"data folder {folder}", f"let this user write to {there}")
    return Finding(f"data folder {folder}")


def _disk(folder: Path) -> Finding:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    what = f"free disk ({free // 1024**2:,} MiB)"
    return Finding(what) if free >= LEAST_FREE else Finding(what, "make room, 200 MiB at least")


def _database(config: Config) -> Finding:
    what = f"database {config.database.path}"
    try:
        match migrating.state(config.database.url):
            case "empty":
                return Finding(f"{what} (not there yet; `doithoai run` makes it)")
            case "old":
                return Finding(what, "of an older version; stop the run, then `doithoai migrate`")
            case "newer":
                return Finding(what, "of a newer version; install that version of the program")
            case "current":
                return Finding(what)
    except _UNUSABLE as error:
        return Finding(what, f"cannot be used ({error}); put a copy in its place")


def is_running(config: Config) -> bool:
    """Whether a run holds the database now."""
    lock = Path(f"{config.database.path}.lock")
    if not lock.exists():
        return False
    with lock.open("r") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def _port(config: Config, *, running: bool) -> Finding:
    what = f"port {config.web.port} of {config.web.host}"
    family = socket.AF_INET6 if ":" in config.web.host else socket.AF_INET
    try:
        with socket.socket(family) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind((config.web.host, config.web.port))
    except OSError as error:
        if running:
            return Finding(f"{what} (held by the run)")
        return Finding(what, f"{error.strerror}; choose others in web.host and web.port")
    return Finding(what)


def _token(token: str) -> Finding:
    if not token:
        return Finding("Telegram is off")
    if not _TOKEN.fullmatch(token):
        return Finding("telegram.token", "it does not look like one of @BotFather's; copy it anew")
    return Finding("telegram.token (its form; whether it is valid, only a run can tell)")

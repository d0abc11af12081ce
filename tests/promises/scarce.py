"""What a machine runs out of for a while."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.needs import missing
from tests.promises.bot_process import BotProcess

DISK = 24
"""Megabytes of a small disk."""
NOTHING = 1
"""Bytes a file may grow to: no write behind its first byte succeeds."""


@contextmanager
def a_small_disk(folder: Path) -> Iterator[None]:
    """A file system of its own under this folder; skipped with a word where that cannot be made."""
    folder.mkdir(parents=True)
    if os.geteuid() != 0:
        missing("only root can make a small disk")
    words = ["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", str(folder)]
    if subprocess.run(words, check=False, capture_output=True).returncode:
        missing("no small disk can be made here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Somebody else's file grows until nothing is left, and goes again."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    yield
    filler.unlink()


@contextmanager
def no_file_grows(bot: BotProcess) -> Iterator[None]:
    """The system takes no more bytes of the process: an I/O error, where a full disk says «full»."""
    forever = resource.RLIM_INFINITY
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (NOTHING, forever))
    yield
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (forever, forever))


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another process, this one, keeps the database to itself."""
    other = sqlite3.connect(file, isolation_level=None, timeout=20)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
    finally:
        other.close()

"""Who asked to be forgotten, in a file outside of the database.

A backup that was taken before somebody was forgotten holds that person again. So the number of the
person goes into this file and onto the disk *before* the transaction that forgets is committed: a
crash between the two leaves a line too many, and never one too few. `restore` reads it before
anybody works on what was restored, and `run` when it starts.

No name, address or word is in it: a number that belonged to one row and is never given out again,
the moment, and what was asked for. It must be carried away beside the backups.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.backup import sync

ALL = "all"
"""Somebody is forgotten altogether; anything else is the kind of a consent that was taken back."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """Of whom, when, and what: `ALL` or the kind of a consent."""

    person: int
    at: datetime
    what: str = ALL


def beside(database: Path) -> Path:
    """Where the file of a database lies. Not under the database's own name: who moves that away for
    a restore is to leave this one where it is."""
    return database.with_suffix(".erasures")


def append(file: Path, some: Sequence[Erasure]) -> None:
    """Add lines; they are on the disk when this returns."""
    lines = "".join(f"{e.person}\t{e.at.astimezone(UTC).isoformat()}\t{e.what}\n" for e in some)
    is_new = not file.exists()
    handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        # What a crash cut off in the middle is not to run into this line.
        os.write(handle, ("\n" if _is_torn(handle) else "").encode() + lines.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        sync(file.parent)


def read(*files: Path) -> list[Erasure]:
    """Every whole line of these files, those that are there, each once."""
    found = [each for file in files if file.exists() for each in _parsed(file)]
    return list(dict.fromkeys(found))


def _is_torn(handle: int) -> bool:
    size = os.fstat(handle).st_size
    return size > 0 and os.pread(handle, 1, size - 1) != b"\n"


def _parsed(file: Path) -> Iterable[Erasure]:
    for line in file.read_text(encoding="ascii", errors="replace").splitlines():
        number, _tab, rest = line.partition("\t")
        at, _tab, what = rest.partition("\t")
        if what and number.isdecimal():
            yield Erasure(int(number), datetime.fromisoformat(at), what)

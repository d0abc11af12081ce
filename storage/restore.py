"""A backup takes the place of a database that is gone, and sends nothing old.

Each step works on a copy beside the place, which gets its name when all is done; the backup itself
is only read. What is to happen to a restored database before anybody works on it belongs into
`_settle`: whoever asked to be forgotten after the backup was taken is forgotten again, and what was
kept for too long by now goes as well.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage import erasure, erasure_log, facts, migrating, sweep
from storage.backup import (
    LEFT_OUT,
    TAKEN_AT,
    Damaged,
    complaint,
    counts,
    hold_back,
    opened,
    sync,
)
from storage.erasure_log import Erasure
from storage.sweep import Rules

BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps under the name of a database. A log of another one would spoil the new one."""
LEAP = 1_000_000
"""More messages of web chats, and more people, than there can have been between backup and loss."""


class InPlace(Exception):
    """A database is never overwritten."""

    def __init__(self, found: Path) -> None:
        super().__init__(f"{found} is there; move the old database away first, with {_names()}.")


class NoBackup(Exception):
    """What was named holds no database of ours."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is no backup of this program.")


@dataclass(frozen=True, slots=True)
class Restored:
    """What is there again, and what is not done any more."""

    taken_at: datetime | None
    """Nobody knows for a file that was copied by hand."""
    was_old: bool
    rows: Mapping[str, int]
    held: Mapping[str, int]
    forgotten: int
    """People who had asked for it since, and consents that were taken back."""


def restore(file: Path, database: Path, now: datetime, *, rules: Rules | None = None) -> Restored:
    """Put a backup where no database is. The caller sees to it that no `run` can begin meanwhile.

    A plain copy of a database is as good: what waits in it is held back in the same way. Who was
    forgotten since is read from the list beside the place, and from one beside the backup.
    """
    _refuse_to_overwrite(database)
    draft = database.with_name(f".{database.name}.restore")
    _remove(draft)
    try:
        _copy(file, draft)
        was_old = _bring_up(file, draft)
        noted = erasure_log.read(*_lists(file, database))
        taken_at, held, forgotten = _settle(draft, now, noted, rules)
        rows = counts(draft)
        sync(draft)
        draft.rename(database)
        sync(database.parent)
    finally:
        _remove(draft)
    return Restored(taken_at, was_old, rows, held, forgotten)


def _lists(file: Path, database: Path) -> tuple[Path, Path]:
    here = erasure_log.beside(database)
    return here, file.with_name(here.name)


def _names() -> str:
    return ", ".join(f"*{end}" for end in BESIDE if end)


def _refuse_to_overwrite(database: Path) -> None:
    for end in BESIDE:
        found = Path(f"{database}{end}")
        if found.exists():
            raise InPlace(found)


def _remove(draft: Path) -> None:
    for end in BESIDE:
        Path(f"{draft}{end}").unlink(missing_ok=True)


def _copy(file: Path, draft: Path) -> None:
    with (
        file.open("rb") as source,
        os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as made,
    ):
        shutil.copyfileobj(source, made, 1024 * 1024)


def _bring_up(file: Path, draft: Path) -> bool:
    """Ours, whole, and of this version; whether it was older."""
    url = f"sqlite:///{draft}"
    try:
        if migrating.state(url) == "empty":
            raise NoBackup(file)
        wrong = complaint(draft)
    except (migrating.NotOurs, sqlite3.DatabaseError) as error:
        raise NoBackup(file) from error
    if wrong:
        raise Damaged(file, wrong)
    return migrating.upgrade(url) == "old"


def _settle(
    draft: Path, now: datetime, noted: Sequence[Erasure], rules: Rules | None
) -> tuple[datetime | None, dict[str, int], int]:
    with opened(draft) as connection:
        # One file again; the migration left it with a log beside it.
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("BEGIN IMMEDIATE")
        taken_at, held = _brought(connection)
        for what, number in hold_back(connection, now).items():
            held[what] = held.get(what, 0) + number
        forgotten = erasure.settle_restored(connection, noted, now)
        if rules is not None:
            sweep.settle_restored(connection, rules, now)
        for table in ("transcript", "people"):
            _leap(connection, table)
        connection.execute("COMMIT")
    return taken_at, held, forgotten


def _brought(connection: sqlite3.Connection) -> tuple[datetime | None, dict[str, int]]:
    """What the backup says of itself; as a database it is not to say so any more."""
    told = dict(
        connection.execute(
            "SELECT name, value FROM facts WHERE name IN (?, ?)", (TAKEN_AT, LEFT_OUT)
        ).fetchall()
    )
    connection.execute(
        "DELETE FROM facts WHERE name IN (?, ?, ?)", (TAKEN_AT, LEFT_OUT, facts.BACKUP_MADE)
    )
    taken_at = datetime.fromisoformat(told[TAKEN_AT]) if TAKEN_AT in told else None
    return taken_at, json.loads(told.get(LEFT_OUT, "{}"))


def _leap(connection: sqlite3.Connection, table: str) -> None:
    """A page that is still open asks for what is newer than the last it saw, which this database has
    forgotten; and a number by which somebody was forgotten is never to mean another."""
    moved = connection.execute(
        "UPDATE sqlite_sequence SET seq = seq + ? WHERE name = ?", (LEAP, table)
    )
    if not moved.rowcount:
        connection.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, LEAP))

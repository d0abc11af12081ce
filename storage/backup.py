"""A backup: one file that can stand in the place of a database, made beside a run.

What is left out, and why:

- *Drafts*, all of them: nobody has sent those words, and a backup lives for weeks.
- *What waits*: the words of events that are not answered and of letters that have not left. The
  backup is of a moment that is over; said later they would be wrong, or said twice.
- *What was sent along* and is not fetched, or not sent off: the file itself is in no backup, and what
  it would be fetched by names its sender. Files of the data folder are to be copied beside it.
- *What is sealed for the duty officer*, whose chat is silent after an alarm, and who was told to
  rest: a backup lives for weeks, and these go after seven days or one.
- *The web chat's transcript*, but for what was said there unasked. It holds words that were given
  up, withdrawn or corrected since, beside the chat they came from. What was said unasked, such as
  an answer, stands in no other place, so it stays.

So whoever puts the file into a database's place by hand, without `restore`, sends nothing old
either. Not in it at all: the signing secret and the files of the data folder, since they are no
part of the database.

Not done here: encryption. The file holds proposals, names and who can be written to.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.schema import Instant

TAKEN_AT, LEFT_OUT = "backup.taken_at", "backup.left_out"
"""Facts that only a backup has: when it was taken, and how much of what was left out."""
PATIENCE = 10.0
"""Seconds that a writer may keep us waiting."""
RESERVE = 64 * 1024**2
"""Bytes that a backup leaves free: on a full disk nobody is answered any more."""


class Exists(Exception):
    """A backup never takes the place of a file."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is there already; name another file.")


class Another(Exception):
    """Another backup of this database is being made; try again when it is done."""

    def __str__(self) -> str:
        return self.__doc__ or ""


class NoRoom(Exception):
    """A full disk would stop the run as well, so it is not tried."""

    def __init__(self, folder: Path, needed: int) -> None:
        super().__init__(
            f"{folder}: a backup needs {needed // 1024**2} MiB there while it is made; make room."
        )


class Damaged(Exception):
    """The database itself complains, so a copy of it is worth nothing."""

    def __init__(self, file: Path, complaint: str) -> None:
        super().__init__(f"{file} is damaged ({complaint}).")


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds, table by table, and what was left out of it."""

    file: Path
    size: int
    rows: Mapping[str, int]
    left_out: Mapping[str, int]


def make(database: Path, to: Path, now: datetime) -> Made:
    """Make a backup of a database that others may be writing to.

    No writer waits for it. The file appears under its name when all of it is on the disk, or not
    at all, and only its owner can read it.
    """
    if to.exists():
        raise Exists(to)
    _find_room(database, to)
    whole, partial = _whole(database), to.with_name(f".{to.name}.partial")
    with _alone(database):
        try:
            # The copy with all the words stays beside the database, which has them as well: on the
            # disk that backups go to, they would be found again in the place of a deleted file.
            _vacuum(database, whole)
            left_out = _leave_out(whole, now)
            _vacuum(whole, partial)
            if wrong := complaint(partial):
                raise Damaged(database, wrong)
            rows = counts(partial)
            _put(partial, to)
        finally:
            whole.unlink(missing_ok=True)
            partial.unlink(missing_ok=True)
    return Made(to, to.stat().st_size, rows, left_out)


def clear(database: Path) -> None:
    """Remove what a backup that was killed has left beside the database.

    What cannot be removed now is overwritten by the next backup.
    """
    with suppress(Another, OSError), _alone(database):
        _whole(database).unlink(missing_ok=True)


def hold_back(connection: sqlite3.Connection, now: datetime) -> dict[str, int]:
    """Nothing that waited is said or done any more; how much of what.

    What was planned keeps its key, so that it is not planned again. An event that waited loses its
    key: should the platform bring it once more, it is answered.
    """
    moment = Instant().process_bind_param(now, None)
    held = {
        "events": _changed(connection, "DELETE FROM inbox WHERE state = 'waiting'"),
        "letters": _changed(connection, _HOLD_PLANNED) + _changed(connection, _HOLD_REPLIES),
        "announcements": _changed(connection, _END_ANNOUNCEMENTS, moment, moment),
        "jobs": _changed(connection, "UPDATE jobs SET state = 'aside' WHERE state = 'waiting'"),
    }
    connection.execute("UPDATE people SET hold_until = NULL")
    # A file that was not fetched is not in a backup, and what fetched it names its sender.
    connection.execute("DELETE FROM uploads WHERE state != 'kept'")
    # Somebody's own copy of all that is kept is made anew, for whoever asks again.
    connection.execute("DELETE FROM files WHERE person_id IS NOT NULL")
    connection.execute("DELETE FROM requests WHERE done_at IS NULL")
    return held


def complaint(file: Path) -> str:
    """Empty where every page, index and reference of a database is as it should be."""
    with opened(file) as connection:
        found = str(connection.execute("PRAGMA integrity_check").fetchone()[0])
        lost = connection.execute("PRAGMA foreign_key_check").fetchone()
    if found != "ok":
        return found
    return f"a row of {lost[0]} refers to nothing" if lost else ""


def counts(file: Path) -> dict[str, int]:
    """How many rows each table has."""
    with opened(file) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND name != 'alembic_version' ORDER BY name"
        ).fetchall()
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in names
        }


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection whose transactions are said aloud; the file has to be there."""
    uri = f"{file.absolute().as_uri()}?mode=rw"
    with closing(
        sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
    ) as connection:
        yield connection


def sync(path: Path) -> None:
    """What was written to a file or a folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# --- inside -----------------------------------------------------------------------------------

_HOLD_REPLIES = "DELETE FROM outbox WHERE state IN ('queued', 'claimed')"
_HOLD_PLANNED = """
    UPDATE outbox SET state = 'dropped', body = ''
    WHERE state IN ('queued', 'claimed') AND dedup_key IS NOT NULL
"""
_END_ANNOUNCEMENTS = """
    UPDATE announcements SET planned_at = coalesce(planned_at, ?), reported_at = ?
    WHERE reported_at IS NULL
"""
_FORGET_TALK = """
    DELETE FROM transcript WHERE draft_id != 0 OR key NOT IN (
        SELECT 'out:' || id FROM outbox WHERE dedup_key IS NOT NULL
    )
"""


def _whole(database: Path) -> Path:
    return database.with_name(f".{database.name}.backup")


@contextmanager
def _alone(database: Path) -> Iterator[None]:
    """One backup at a time, so that what an earlier one left can be told from one under way."""
    folder = os.open(database.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Another from error
    else:
        yield
    finally:
        os.close(folder)


def _find_room(database: Path, to: Path) -> None:
    """For two copies at once, since both folders may be on one disk."""
    log = Path(f"{database}-wal")
    size = database.stat().st_size + (log.stat().st_size if log.exists() else 0)
    for folder in (database.parent, to.parent):
        if shutil.disk_usage(folder).free < (needed := 2 * size + RESERVE):
            raise NoRoom(folder, needed)


def _vacuum(source: Path, to: Path) -> None:
    """A copy without free pages, where what was deleted would still stand."""
    to.unlink(missing_ok=True)
    # Made first, and empty as SQLite wants it, so that nobody else may ever read it.
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with opened(source) as connection:
        connection.execute("VACUUM INTO ?", (str(to),))


def _leave_out(whole: Path, now: datetime) -> dict[str, int]:
    with opened(whole) as connection:
        # Nobody needs this file after a crash, so it is not written twice.
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        connection.execute(_FORGET_TALK)
        drafts = _changed(connection, "DELETE FROM drafts")
        connection.execute("DELETE FROM uploads WHERE proposal_id IS NULL")
        for table in ("alarms", "silences", "strikes"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608
        left_out = {"drafts": drafts, **hold_back(connection, now)}
        facts = ((TAKEN_AT, now.isoformat()), (LEFT_OUT, json.dumps(left_out)))
        connection.executemany("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", facts)
        connection.execute("COMMIT")
    return left_out


def _changed(connection: sqlite3.Connection, statement: str, *values: object) -> int:
    return connection.execute(statement, values).rowcount


def _put(partial: Path, to: Path) -> None:
    sync(partial)
    try:
        os.link(partial, to)
    except FileExistsError as error:
        raise Exists(to) from error
    except OSError:  # a disk that knows no second names, as of a camera
        partial.rename(to)
    sync(to.parent)

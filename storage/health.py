"""What a database tells about how it is, beside a run that may be on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage import sweep
from storage.backup import opened
from storage.facts import BACKUP_MADE, BACKUP_SINCE
from storage.schema import Instant
from storage.sweep import Rules

_ASIDE = {
    "events": "SELECT count(*) FROM inbox WHERE state = 'aside' AND came_at >= ?",
    "letters": "SELECT count(*) FROM outbox WHERE state = 'refused' AND made_at >= ?",
    "jobs": "SELECT count(*) FROM jobs WHERE state = 'aside' AND not_before >= ?",
}


@dataclass(frozen=True, slots=True)
class Health:
    """`complaint` is SQLite's own, empty where it has none."""

    complaint: str
    last_event: datetime | None
    aside: Mapping[str, int]
    """Events, letters and jobs that wait for a person to look at them."""
    backup_since: datetime | None
    """From when on a nightly backup is owed."""
    backup_made: datetime | None
    overdue: Mapping[str, int]
    """What should not be kept any more, by the key of its time."""
    requests: int
    """What people asked for with their data and is not done yet."""


def look(file: Path, since: datetime, rules: Rules, now: datetime) -> Health:
    """Ask a database of this version; what was set aside counts from `since` on."""
    begin = Instant().process_bind_param(since, None)
    with opened(file) as connection:
        complaint = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        (last,) = connection.execute("SELECT max(came_at) FROM inbox").fetchone()
        aside = {
            what: int(connection.execute(question, (begin,)).fetchone()[0])
            for what, question in _ASIDE.items()
        }
        overdue = sweep.overdue(connection, rules, now)
        waits = "SELECT count(*) FROM requests WHERE done_at IS NULL"
        (requests,) = connection.execute(waits).fetchone()
        known = dict(connection.execute("SELECT name, value FROM facts").fetchall())
    return Health(
        complaint="" if complaint == "ok" else complaint,
        last_event=Instant().process_result_value(last, None),
        aside=aside,
        backup_since=_instant(known.get(BACKUP_SINCE)),
        backup_made=_instant(known.get(BACKUP_MADE)),
        overdue=overdue,
        requests=requests,
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

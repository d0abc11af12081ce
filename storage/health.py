"""What a database tells about how it is, beside a run that may be on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.backup import opened
from storage.facts import BACKUP_MADE, BACKUP_SINCE
from storage.schema import Instant

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


def look(file: Path, since: datetime) -> Health:
    """Ask a database of this version; what was set aside counts from `since` on."""
    begin = Instant().process_bind_param(since, None)
    with opened(file) as connection:
        complaint = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        (last,) = connection.execute("SELECT max(came_at) FROM inbox").fetchone()
        aside = {
            what: int(connection.execute(question, (begin,)).fetchone()[0])
            for what, question in _ASIDE.items()
        }
        known = dict(connection.execute("SELECT name, value FROM facts").fetchall())
    return Health(
        complaint="" if complaint == "ok" else complaint,
        last_event=Instant().process_result_value(last, None),
        aside=aside,
        backup_since=_instant(known.get(BACKUP_SINCE)),
        backup_made=_instant(known.get(BACKUP_MADE)),
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

"""A copy of a database to try things in, beside the one that people use."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def is_at_rest(file: Path) -> bool:
    """Whether no event waits in it, so that nobody else's would be answered by the way."""
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT 1 FROM inbox WHERE state = 'waiting' LIMIT 1")
        return found.fetchone() is None


def copy(file: Path, to: Path) -> None:
    """All of it as it is now, but what waits to be answered or sent: that is the real one's part."""
    with closing(sqlite3.connect(file)) as real, closing(sqlite3.connect(to)) as made:
        real.backup(made)
        with made:
            made.execute("DELETE FROM inbox WHERE state = 'waiting'")
            made.execute("DELETE FROM outbox WHERE state IN ('queued', 'claimed')")

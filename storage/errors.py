"""What a database can refuse, in words for the operator."""

from __future__ import annotations

import sqlite3

import sqlalchemy as sa

from storage.database import is_unavailable

DATABASE_ERRORS: tuple[type[Exception], ...] = (sa.exc.DBAPIError, sqlite3.Error)
"""All that the driver raises, wrapped or not. Their own words hold names, never values."""


def in_words(error: Exception) -> str:
    """One sentence: what the database said, and whether it is worth another try."""
    said = str(error.orig if isinstance(error, sa.exc.DBAPIError) else error)
    if is_unavailable(error) or "locked" in said:
        return f"The database is not available now ({said}); try again."
    return f"The database cannot be used: {said}."

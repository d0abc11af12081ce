"""Instants as the operator writes and reads them: ISO 8601, without a zone in the one of `app.zone`."""

from __future__ import annotations

import argparse
from datetime import datetime
from zoneinfo import ZoneInfo

EXPECTED = "expected a date and a time such as 2027-03-26T08:00"

_YEARS = (2000, 2999)


def written(text: str) -> datetime:
    """An instant as it was typed, perhaps without a zone.

    A day alone is refused: midnight is hardly ever meant, and a cutoff would move by it.
    """
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{EXPECTED}, found {text!r}") from None
    if ":" not in text and "T" not in text.upper():
        raise argparse.ArgumentTypeError(f"{EXPECTED}, found the day {text!r} without a time")
    if not _YEARS[0] <= read.year <= _YEARS[1]:
        raise argparse.ArgumentTypeError(f"{EXPECTED}, found the year {read.year}")
    return read


def in_zone(instant: datetime, zone: ZoneInfo) -> datetime:
    """The same with a zone: its own, else this one."""
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)


def shown(instant: datetime, zone: ZoneInfo) -> str:
    """«2027-03-26T08:00:00+07:00»."""
    return instant.astimezone(zone).isoformat(timespec="seconds")

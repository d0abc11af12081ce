"""Quiet hours: local times in which nothing leaves but replies and what staff asked for."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

Hours = tuple[time, time]
BEFORE = timedelta(minutes=30)
"""Where waiting for the end would be too late, it goes this long before the quiet hours."""


def span(moment: datetime, quiet: Hours | None, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """The quiet hours that a moment falls into: from when to when; nothing if it falls in none."""
    if quiet is None:
        return None
    local = moment.astimezone(zone)
    for days in (-1, 0):
        day = local.date() + timedelta(days=days)
        start = datetime.combine(day, quiet[0], zone)
        over_night = quiet[1] <= quiet[0]
        end = datetime.combine(day + timedelta(days=int(over_night)), quiet[1], zone)
        if start <= local < end:
            return start, end
    return None


def over(moment: datetime, quiet: Hours | None, zone: ZoneInfo) -> datetime:
    """The moment itself, or the end of the quiet hours it falls into."""
    hours = span(moment, quiet, zone)
    return hours[1] if hours else moment


def in_time(due: datetime, cutoff: datetime, quiet: Hours | None, zone: ZoneInfo) -> datetime:
    """When something due then may be said, so that it still comes before the cutoff."""
    hours = span(due, quiet, zone)
    if hours is None:
        return due
    return hours[1] if hours[1] < cutoff else hours[0] - BEFORE

"""What every notice needs to plan with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from handlers.talk.registry import Registry


@dataclass(frozen=True)
class Desk:
    """The house rules of time, and the makers of ids and chance."""

    registry: Registry
    zone: ZoneInfo
    new_id: Callable[[], int]
    random: Random
    offsets: Sequence[timedelta]
    """How long before a cutoff reminders are due."""
    quiet: tuple[time, time] | None
    """Local hours in which nothing but replies leaves; none where that is off."""
    weekly_day: int
    weekly_time: time

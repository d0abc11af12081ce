"""What every notice needs to plan with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from handlers.talk.registry import Registry
from storage import safety
from storage.database import Writer
from storage.messages import Outgoing
from storage.outbox import Ready
from storage.retention import Retention

Answer = bool | datetime | Outgoing
"""Still true, no longer true, not before then; or true, in these words."""
Guard = Callable[[Writer, Ready, datetime], Awaitable[Answer]]
"""Asked in the transaction in which a letter leaves, so that it can note there what was said."""


def in_peace(guard: Guard, *, later: bool = False) -> Guard:
    """The same guard, asked only where the person may be written to unasked: after an alarm they are
    left in peace. What is then still news waits until `later`, the rest is not said."""

    async def asked(tx: Writer, row: Ready, now: datetime) -> Answer:
        until = await safety.silent_until(tx, row.letter.person, now)
        if until is None:
            return await guard(tx, row, now)
        return until if later else False

    return asked


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
    retention: Retention = field(default_factory=Retention)
    """How long what is kept stays."""

"""APScheduler: when to plan and tidy. It decides nothing: what should exist by now is asked
of the database at every tick, so a tick that was missed costs nothing but time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger


class Clock:
    """Ticks until it is stopped; a tick never overtakes the one before."""

    def __init__(self, tick: Callable[[], Awaitable[None]], seconds: float) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._scheduler.add_job(
            tick,
            IntervalTrigger(seconds=seconds, timezone=UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def stop(self) -> None:
        """No tick begins after this."""
        self._scheduler.shutdown(wait=False)

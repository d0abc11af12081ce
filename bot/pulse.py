"""The pulse of a house: what it sees of its machine and its platforms, written down again and again.

What is said of it is not decided here: notices read it from the database.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from bot.channels.contract import Channel
from storage import gaps, machine
from storage.database import Database, Writer
from storage.machine import Machine

EVERY = timedelta(seconds=5)
LEAST_FREE, LEAST_SHARE = 500 * 1024**2, 0.05
"""Free disk, in bytes and as a share: near its end a disk is slow as well."""


class Pulse:
    """Beats whenever somebody asks, but not more often than is worth a write."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        *,
        folder: Path,
        backup_failed: Callable[[], datetime | None],
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        # Who remembers nothing is no platform of somebody else's, and cannot be away.
        self._platforms = [each for each in channels.values() if each.remembers is not None]
        self._folder = folder
        self._backup_failed = backup_failed
        self._now = now
        self._began = now()
        self._last: datetime | None = None

    async def beat(self) -> None:
        """Look around and write it down."""
        now = self._now()
        if self._last is not None and timedelta(0) <= now - self._last < EVERY:
            return
        async with self._database.write() as tx:
            await machine.seen(tx, self._seen())
            await self._note_answers(tx)
        self._last = now

    def _seen(self) -> Machine:
        usage = shutil.disk_usage(self._folder)
        return Machine(
            free=usage.free,
            is_short=usage.free < LEAST_FREE or usage.free < LEAST_SHARE * usage.total,
            # While the program was off nobody asked, so that time is not the platform's silence.
            silent_since={each.title: each.answered_at or self._began for each in self._platforms},
            backup_failed=self._backup_failed(),
        )

    async def _note_answers(self, tx: Writer) -> None:
        for each in self._platforms:
            if each.remembers is not None and each.answered_at is not None:
                await gaps.answered(tx, each.name, each.answered_at, each.remembers)

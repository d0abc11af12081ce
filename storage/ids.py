"""Ids of our own making: monotone, so that nothing has to be read back after an insert."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import sqlalchemy as sa

from storage.database import Reader
from storage.schema import drafts, outbox

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Ids:
    """Microseconds of the clock, always one more than the last, also when the clock steps back."""

    def __init__(self, now: Callable[[], datetime], last: int = 0) -> None:
        self._now = now
        self._last = last

    def new(self) -> int:
        """An id that no draft and no letter has had."""
        passed = self._now() - _EPOCH
        self._last = max(self._last + 1, int(passed.total_seconds() * 1_000_000))
        return self._last


async def last_used(db: Reader) -> int:
    """The highest id so far, so that a clock that was set back makes no id twice."""
    highest = sa.union_all(sa.select(sa.func.max(drafts.c.id)), sa.select(sa.func.max(outbox.c.id)))
    return max((row[0] or 0 for row in await db.all(highest)), default=0)

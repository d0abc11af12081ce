"""The parts that work unasked: each sleeps until there may be something to do."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import ClassVar

from bot.logs import trace
from storage.database import is_unavailable

log = logging.getLogger(__name__)


class Woken(ABC):
    """Works when it starts, since a killed process may have left something, and whenever woken."""

    rest: ClassVar[float] = 0.0
    """Seconds between two times of work: where many people write, every round wakes."""

    def __init__(self) -> None:
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """There may be something to do: time has passed, or a deed was done."""
        self._wake.set()

    async def run(self) -> None:
        """Until cancelled; what was cut off is found again at the next start."""
        self.wake()
        while True:
            await self._wake.wait()
            self._wake.clear()
            await self.work()
            await asyncio.sleep(self.rest)

    @abstractmethod
    async def work(self) -> None:
        """Everything there is to do now."""


async def carefully(what: str, work: Callable[[], Awaitable[None]]) -> None:
    """Do work that loses nothing by an error, since the next tick asks again what is to be done.

    `what` names it in the log.
    """
    try:
        await work()
    except Exception as error:
        if is_unavailable(error):
            log.warning("the database is not available now; %s waits for the next tick", what)
        else:
            log.error("%s failed: %s", what, trace(error))

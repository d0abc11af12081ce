"""Plans what should exist by now, and tidies; woken by the clock and by deeds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from bot.logs import trace
from handlers import NOTICES, Notice
from handlers.notices.desk import Desk
from handlers.talk import phrases
from handlers.words.catalogue import DEFAULT
from storage import inbox, outbox, safety, strangers
from storage.database import Database, is_unavailable

log = logging.getLogger(__name__)

REST = 1.0
"""Seconds between two plannings: during an announcement every round is a deed."""
TIDY_EVERY = timedelta(minutes=1)


class Planner:
    """Asks every notice what should be said by now."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        now: Callable[[], datetime],
        beat: Callable[[], Awaitable[None]],
    ) -> None:
        """`beat` writes down what notices have to know of the machine."""
        self._beat = beat
        self._database = database
        self._desk = desk
        self._now = now
        self._wake = asyncio.Event()
        self._planned: tuple[Callable[[], None], ...] = ()
        self._tidied: datetime | None = None

    def on_planned(self, *told: Callable[[], None]) -> None:
        """Whom to wake when something may have been planned."""
        self._planned = told

    def wake(self) -> None:
        """Time has passed, or a deed was done that has consequences."""
        self._wake.set()

    async def run(self) -> None:
        """Until cancelled."""
        self._wake.set()
        while True:
            await self._wake.wait()
            self._wake.clear()
            await self._step()
            await asyncio.sleep(REST)

    async def _step(self) -> None:
        await self._carefully(self._beat)
        for notice in NOTICES:
            await self._carefully(partial(self._plan, notice))
        await self._carefully(self._tidy)
        for told in self._planned:
            told()

    async def _carefully(self, work: Callable[[], Awaitable[None]]) -> None:
        """Nothing is lost by an error here: what should exist is asked again at the next tick."""
        try:
            await work()
        except Exception as error:
            if is_unavailable(error):
                log.warning("the database is not available now; planning waits for the next tick")
            else:
                log.error("planning failed: %s", trace(error))

    async def _plan(self, notice: Notice) -> None:
        """One notice, in short transactions of its own, until it has nothing more to plan."""
        planned = 1
        while planned:
            async with self._database.write() as tx:
                planned = await notice(self._desk, tx, self._now())
            for told in self._planned:
                told()

    async def _tidy(self) -> None:
        now = self._now()
        if self._tidied is not None and now - self._tidied < TIDY_EVERY:
            return
        self._tidied = now
        await tidy(self._database, self._desk, now)


async def tidy(database: Database, desk: Desk, now: datetime) -> None:
    """Forget what is over, and empty the write-ahead log, which still holds what was wiped."""
    async with database.write() as tx:
        await inbox.tidy(tx, now)
        await outbox.tidy(tx, now)
        await safety.tidy(tx, now, phrases.CLOSED.say(DEFAULT))
        await strangers.forget(
            tx,
            today=now.astimezone(desk.zone).date(),
            days=desk.retention.strangers_days,
            now=now,
        )
    await database.checkpoint()

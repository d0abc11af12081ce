"""Plans what should exist by now, and tidies; woken by the clock and by deeds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from bot.woken import Woken, carefully
from handlers import NOTICES, Notice
from handlers.notices.desk import Desk
from handlers.talk import phrases
from handlers.words.catalogue import DEFAULT
from storage import inbox, outbox, safety, strangers
from storage.database import Database

TIDY_EVERY = timedelta(minutes=1)


class Planner(Woken):
    """Asks every notice what should be said by now."""

    rest = 1.0

    def __init__(
        self,
        database: Database,
        desk: Desk,
        now: Callable[[], datetime],
        beat: Callable[[], Awaitable[None]],
    ) -> None:
        """`beat` writes down what notices have to know of the machine."""
        super().__init__()
        self._beat = beat
        self._database = database
        self._desk = desk
        self._now = now
        self._planned: tuple[Callable[[], None], ...] = ()
        self._tidied: datetime | None = None

    def on_planned(self, *told: Callable[[], None]) -> None:
        """Whom to wake when something may have been planned."""
        self._planned = told

    async def work(self) -> None:
        """Ask every notice, and tidy."""
        await carefully("planning", self._beat)
        for notice in NOTICES:
            await carefully("planning", partial(self._plan, notice))
        await carefully("planning", self._tidy)
        for told in self._planned:
            told()

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
        if self._tidied is not None and timedelta(0) <= now - self._tidied < TIDY_EVERY:
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

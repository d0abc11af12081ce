"""Copies of all that is kept of somebody, made at once when they ask, and gone soon after."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from bot.channels.contract import Channel
from bot.woken import Woken, carefully
from handlers.notices.copies import LIFE, letter
from handlers.notices.desk import Desk
from handlers.pages import my_copy
from storage import files, mydata, outbox, people, requests
from storage.database import Database
from storage.mydata import Everything
from storage.requests import Request


class Copies(Woken):
    """One after the other, beside workbooks: nobody is to wait behind a whole city's opinions."""

    rest = 0.5

    def __init__(
        self,
        *,
        database: Database,
        desk: Desk,
        channels: Mapping[str, Channel],
        folder: Path,
        now: Callable[[], datetime],
        look: Callable[[], None],
    ) -> None:
        super().__init__()
        self._database = database
        self._desk = desk
        self._channels = channels
        self._folder = folder
        self._now = now
        self._look = look
        self.idle = True
        """Nothing is asked for that has not been looked at."""

    def wake(self) -> None:
        """Somebody may have asked."""
        self.idle = False
        super().wake()

    async def work(self) -> None:
        """Make every copy that was asked for; what cannot be made now stays in the register."""
        await carefully("making a copy", self._all)
        self.idle = not self._wake.is_set()

    async def _all(self) -> None:
        while await self.step():
            pass

    async def step(self) -> bool:
        """Make the next copy; whether there was one."""
        async with self._database.read() as db:
            asked = await requests.next_copy(db)
            if asked is None:
                return False
            found = await mydata.everything(db, asked.person) if asked.person else None
        if found is None:
            async with self._database.write() as tx:
                await requests.finish(tx, asked.id, self._now())
            return True
        await self._make(asked, found)
        self._look()
        return True

    async def _make(self, asked: Request, found: Everything) -> None:
        now, file = self._now(), files.new_id()
        page = await asyncio.to_thread(my_copy.page, found, now, self._desk.zone)
        place = self._folder / file
        await asyncio.to_thread(_write, place, page)
        is_sent = False
        try:
            async with self._database.write() as tx:
                person = await people.by_id(tx, found.person.id)
                if person is not None:
                    stays = self._channels[person.channel].keeps_transcript
                    name, planned = letter(
                        person, file, asked.id, stays=stays, zone=self._desk.zone, now=now
                    )
                    files.keep_copy(
                        tx, file, name=name, person=person.id, now=now, until=now + LIFE
                    )
                    outbox.plan(tx, self._desk.new_id(), planned, now)
                await requests.finish(tx, asked.id, now)
            is_sent = person is not None
        finally:
            if not is_sent:
                place.unlink(missing_ok=True)


def _write(place: Path, page: str) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(page.encode())

"""What is kept for no longer than was promised: rows, files on the disk, and what a log still holds."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from bot.channels.contract import Channel
from bot.woken import Woken, carefully
from storage import files, sweep, uploads
from storage.database import Database
from storage.sweep import Rules

log = logging.getLogger(__name__)

SWEEP_EVERY = timedelta(hours=1)
STRAY = 24 * 3600.0
"""Seconds after which a file that no row names is what a killed process has left."""


class Keeping(Woken):
    """Woken by the clock and by deeds; it decides by the clock it was given."""

    rest = 1.0

    def __init__(
        self,
        *,
        database: Database,
        channels: Mapping[str, Channel],
        folder: Path,
        rules: Rules,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._database = database
        self._shown_here = [name for name, each in channels.items() if each.keeps_transcript]
        self._folder = folder
        self._rules = rules
        self._now = now
        self._swept: datetime | None = None
        self._erasures = 0

    async def work(self) -> None:
        """Remove everything that is over by now."""
        for step in (self._files, self._forgotten, self._hourly):
            await carefully("tidying", step)

    async def _files(self) -> None:
        """From the disk before the row: what is not removed now is found again."""
        now = self._now()
        async with self._database.read() as db:
            has_copies = await files.has_copies(db)
        if has_copies:
            async with self._database.write() as tx:
                await files.end_delivered(tx, self._shown_here, now)
        while True:
            async with self._database.read() as db:
                over = await sweep.exports_over(db, self._rules, now)
            if not over:
                return
            for file in over:
                (self._folder / file).unlink(missing_ok=True)
            async with self._database.write() as tx:
                await files.forget(tx, over)

    async def _forgotten(self) -> None:
        """The write-ahead log still holds who was forgotten."""
        number = self._database.erasures
        if number != self._erasures:
            await self._database.checkpoint()
            self._erasures = number

    async def _hourly(self) -> None:
        now = self._now()
        if self._swept is not None and timedelta(0) <= now - self._swept < SWEEP_EVERY:
            return
        while (swept := await sweep.sweep(self._database, self._rules, now)).any:
            log.info(
                "over by the clock: %d identities, %d people, %d drafts, %d lines of chats",
                swept.identities,
                swept.people,
                swept.drafts,
                swept.transcripts,
            )
        await self._strays()
        self._swept = now

    async def _strays(self) -> None:
        """Files that no row names, since what made them was killed before it could note them."""
        if not self._folder.is_dir():
            return
        old = await asyncio.to_thread(_older, self._folder, time.time() - STRAY)
        async with self._database.read() as db:
            known = await files.known(db, old) | await uploads.known(db, old)
        for file in old:
            if file not in known:
                (self._folder / file).unlink(missing_ok=True)


def _older(folder: Path, before: float) -> list[str]:
    # By when it came into being here: the other times of a photo are set, so that they tell nothing.
    with os.scandir(folder) as entries:
        return [e.name for e in entries if e.is_file() and e.stat().st_ctime < before]

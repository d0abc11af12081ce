"""A backup every night, made in a process of its own so that no reply waits for it."""

from __future__ import annotations

import asyncio
import logging
import re
import shutil
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.logs import trace
from bot.woken import Woken
from storage import backup, erasure_log, facts
from storage.database import Database

log = logging.getLogger(__name__)

AGAIN = timedelta(hours=1)
"""Between two tries of the same night."""
NEWEST = 3
"""These stay whatever their age: a clock that ran away must not empty the shelf."""
_OURS = re.compile(r"doithoai-(\d{4}-\d\d-\d\d)T\d{6}\.db")
_LEFT_OVER = ".doithoai-*.db.partial"

Make = Callable[[Path], Awaitable[None]]
"""Make a backup at a path."""


class NotMade(Exception):
    """The process that was to make the backup ended with an error; its log lines say which."""


class Backups(Woken):
    """At most one a night, by what the database remembers; after downtime one, not many.

    The first is owed on the first night after the first start. A backup that was made by hand
    since the hour struck is as good.
    """

    def __init__(
        self,
        *,
        database: Database,
        make: Make,
        folder: Path,
        at: time | None,
        keep_days: int,
        zone: ZoneInfo,
        now: Callable[[], datetime],
    ) -> None:
        """`at` is the hour of the local night; without it nothing is ever made."""
        super().__init__()
        self._database = database
        self._make = make
        self._folder = folder
        self._at = at
        self._keep = timedelta(days=keep_days)
        self._zone = zone
        self._now = now
        self._not_before: datetime | None = None
        self.failed_at: datetime | None = None
        """When the last try failed; nothing where it did not. Kept in memory only: what makes a backup
        fail may be a disk that takes no note of it either, and the next start tries again."""

    async def run(self) -> None:
        """Until cancelled; a backup that was cut off is begun again after the next start."""
        if (file := self._database.path) is not None:
            backup.clear(file)
        await super().run()

    async def work(self) -> None:
        """Make the backup that is due, if there is one and its last try is long enough ago."""
        now = self._now()
        if self._at is None or (self._not_before is not None and now < self._not_before):
            return
        try:
            if await self._is_due(self._at, now):
                await self._one(now)
            self.failed_at = None
        except Exception as error:
            self._not_before = now + AGAIN
            self.failed_at = now
            log.error("no backup was made, the next try is in an hour: %s", trace(error))

    async def _is_due(self, at: time, now: datetime) -> bool:
        async with self._database.read() as db:
            known = [await facts.get(db, name) for name in (facts.BACKUP_SINCE, facts.BACKUP_MADE)]
        if known[0] is None:
            async with self._database.write() as tx:
                await facts.put(tx, facts.BACKUP_SINCE, now.isoformat())
            return False
        last = max(datetime.fromisoformat(each) for each in known if each)
        return last < latest_slot(at, self._zone, now)

    async def _one(self, now: datetime) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"doithoai-{now.astimezone(self._zone):%Y-%m-%dT%H%M%S}.db"
        await self._make(self._folder / name)
        removed = self._tidy(now.astimezone(self._zone).date())
        self._carry_erasures()
        log.info("backup %s made, %d older ones removed", name, removed)

    def _carry_erasures(self) -> None:
        """Whoever carries the backups away, carries away who is not to come back out of them."""
        if self._database.path is None:
            return
        file = erasure_log.beside(self._database.path)
        if file.exists() and file.parent != self._folder:
            shutil.copyfile(file, self._folder / file.name)

    def _tidy(self, today: date) -> int:
        """Only what carries a name of ours, and by the day in it."""
        for left in self._folder.glob(_LEFT_OVER):
            left.unlink()
        found = sorted((day, file) for file in self._folder.iterdir() if (day := _day_of(file)))
        old = [file for day, file in found[:-NEWEST] if day < today - self._keep]
        for file in old:
            file.unlink()
        return len(old)


def latest_slot(at: time, zone: ZoneInfo, now: datetime) -> datetime:
    """The last time that this hour struck."""
    local = now.astimezone(zone)
    slot = datetime.combine(local.date(), at, zone)
    if slot <= local:
        return slot
    return datetime.combine(local.date() - timedelta(days=1), at, zone)


def by_command(arguments: Sequence[str]) -> Make:
    """Make it by `doithoai backup`, with the same configuration."""

    async def make(file: Path) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "backup",
            str(file),
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
        )
        try:
            code = await process.wait()
        except asyncio.CancelledError:
            process.kill()
            await process.wait()
            raise
        if code:
            raise NotMade

    return make


def _day_of(file: Path) -> date | None:
    """The day in a name of ours; nothing for other names."""
    found = _OURS.fullmatch(file.name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:  # a thirteenth month is somebody's own joke
        return None

"""A backup every night, by a clock of our own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from bot.backups import Backups
from storage import backup, facts, migrating
from storage.database import Database
from tests.house import ZONE

MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=ZONE)


@dataclass
class Nights:
    """A house of which only the backups are played."""

    folder: Path
    now: datetime = MONDAY
    fails: int = 0
    tried: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        url = f"sqlite+aiosqlite:///{self.folder}/doithoai.db"
        migrating.upgrade(url)
        self.database = Database(url)
        self.shelf = self.folder / "shelf"
        self.starts()

    def starts(self, at: time | None = time(2, 30)) -> None:
        """The house starts, and knows only what the database knows."""
        self.backups = Backups(
            database=self.database,
            make=self._make,
            folder=self.shelf,
            at=at,
            keep_days=35,
            zone=ZONE,
            now=lambda: self.now,
        )

    async def until(self, day: int, hour: int, minute: int = 0, month: int = 3) -> list[str]:
        """It is this moment; the backups there are."""
        self.now = datetime(2027, month, day, hour, minute, tzinfo=ZONE)
        await self.backups.work()
        return self.there

    @property
    def there(self) -> list[str]:
        return sorted(file.name for file in self.shelf.glob("*")) if self.shelf.exists() else []

    async def _make(self, file: Path) -> None:
        self.tried.append(file.name)
        if self.fails:
            self.fails -= 1
            raise OSError("no room")
        assert self.database.path is not None
        backup.make(self.database.path, file, self.now)
        async with self.database.write() as tx:
            await facts.put(tx, facts.BACKUP_MADE, self.now.isoformat())


@pytest.fixture
async def nights(tmp_path: Path) -> AsyncIterator[Nights]:
    made = Nights(tmp_path)
    yield made
    await made.database.close()


async def test_one_a_night_from_the_first_night_on(nights: Nights) -> None:
    assert await nights.until(1, 9) == []
    assert await nights.until(1, 23) == []
    assert await nights.until(2, 2, 29) == []
    first = "doithoai-2027-03-02T023000.db"
    assert await nights.until(2, 2, 30) == [first]
    assert await nights.until(2, 2, 31) == [first]
    assert await nights.until(2, 22) == [first]
    assert await nights.until(3, 2, 35) == [first, "doithoai-2027-03-03T023500.db"]


async def test_after_downtime_one_and_not_many(nights: Nights) -> None:
    await nights.until(1, 9)
    nights.starts()
    assert await nights.until(9, 8) == ["doithoai-2027-03-09T080000.db"]
    nights.starts()
    assert len(await nights.until(9, 8, 1)) == 1


async def test_a_machine_that_is_off_at_night_has_one_each_morning(nights: Nights) -> None:
    await nights.until(1, 8)
    for day in (2, 3):
        nights.starts()
        await nights.until(day, 8)
    assert len(nights.there) == 2


async def test_a_failure_is_told_and_tried_again_in_an_hour(
    nights: Nights, caplog: pytest.LogCaptureFixture
) -> None:
    await nights.until(1, 9)
    nights.fails = 1
    for minute in (30, 31, 59):
        assert await nights.until(2, 2, minute) == []
    assert len(nights.tried) == 1
    assert nights.backups.failed_at == datetime(2027, 3, 2, 2, 30, tzinfo=ZONE)
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "no backup was made, the next try is in an hour"
    ]
    assert await nights.until(2, 3, 30) == ["doithoai-2027-03-02T033000.db"]
    assert nights.backups.failed_at is None


async def test_old_ones_of_its_own_go_and_nothing_else(nights: Nights) -> None:
    await nights.until(1, 9)
    nights.shelf.mkdir()
    mine = ["by-hand.db", "doithoai-2020-13-01T000000.db", "doithoai-2020-01-01.db"]
    old = [f"doithoai-2027-01-{day:02}T023000.db" for day in (24, 25, 26, 27)]
    for name in (*mine, *old, ".doithoai-2027-01-01T023000.db.partial"):
        (nights.shelf / name).touch()
    await nights.until(2, 2, 30)
    assert nights.there == sorted([*mine, *old[2:], "doithoai-2027-03-02T023000.db"])


async def test_a_clock_that_ran_away_does_not_empty_the_shelf(nights: Nights) -> None:
    await nights.until(1, 9)
    for day in (2, 3, 4, 5):
        await nights.until(day, 3)
    nights.now += timedelta(days=9999)
    await nights.backups.work()
    assert [name[9:19] for name in nights.there] == ["2027-03-04", "2027-03-05", "2054-07-20"]


async def test_where_it_is_off_nothing_is_made(nights: Nights) -> None:
    nights.starts(at=None)
    await nights.until(1, 9)
    assert await nights.until(5, 3) == []


async def test_what_a_killed_one_left_goes_at_the_start(nights: Nights) -> None:
    nights.starts(at=None)
    left = nights.folder / ".doithoai.db.backup"
    left.write_text("words")
    running = asyncio.create_task(nights.backups.run())
    await _until(lambda: not left.exists())
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.01)

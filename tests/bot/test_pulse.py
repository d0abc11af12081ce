"""What a house writes down of its machine, so that notices need to know none."""

from __future__ import annotations

import shutil
from collections import namedtuple
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot import pulse
from bot.pulse import Pulse
from storage import machine
from storage.machine import Machine
from tests.house import START, House
from tests.phone import Network

GIB = 1024**3
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], None]:
    """The disk has so many bytes, and so many of them are free."""

    def is_(total: int, free: int) -> None:
        usage = Usage(total, total - free, free)
        monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)

    return is_


def starts(house: House, failed: datetime | None = None) -> Pulse:
    """A house with a platform that remembers a day, and with a page of its own."""
    house.network.remembers = timedelta(hours=24)
    channels = {"phone": house.network, "web": Network(name="web", title="web")}
    return Pulse(
        house.database,
        channels,
        folder=house.folder,
        backup_failed=lambda: failed,
        now=lambda: house.now,
    )


async def seen(house: House) -> Machine | None:
    async with house.database.read() as db:
        return await machine.last_seen(db)


@pytest.mark.parametrize(
    ("total", "free", "is_short"),
    [
        (10 * GIB, 5 * GIB, False),
        (10 * GIB, pulse.LEAST_FREE, True),
        (8 * GIB, pulse.LEAST_FREE, False),
        (8 * GIB, pulse.LEAST_FREE - 1, True),
        (1000 * GIB, 49 * GIB, True),
        (1000 * GIB, 51 * GIB, False),
    ],
)
async def test_a_disk_is_short_by_bytes_or_by_its_share(
    house: House, disk: Callable[[int, int], None], total: int, free: int, is_short: bool
) -> None:
    disk(total, free)
    await starts(house).beat()
    assert await seen(house) == Machine(free, is_short, {"Phone": START})


async def test_a_platform_is_silent_since_its_last_answer_or_since_the_start(
    house: House, disk: Callable[[int, int], None]
) -> None:
    disk(10 * GIB, 5 * GIB)
    beats = starts(house)
    house.now = START + timedelta(hours=2)
    await beats.beat()
    assert await seen(house) == Machine(5 * GIB, False, {"Phone": START})
    answered = house.network.answered_at = house.now
    house.now += timedelta(hours=3)
    await beats.beat()
    assert await seen(house) == Machine(5 * GIB, False, {"Phone": answered})
    await starts(house).beat()
    house.network.answered_at = None
    await starts(house).beat()
    assert await seen(house) == Machine(5 * GIB, False, {"Phone": house.now})


async def test_a_backup_that_failed_is_written_down(
    house: House, disk: Callable[[int, int], None]
) -> None:
    disk(10 * GIB, 5 * GIB)
    await starts(house, failed=START).beat()
    assert await seen(house) == Machine(5 * GIB, False, {"Phone": START}, START)


async def test_it_beats_no_more_often_than_is_worth_a_write_and_a_clock_set_back_stops_nothing(
    house: House, disk: Callable[[int, int], None]
) -> None:
    disk(10 * GIB, 5 * GIB)
    beats = starts(house)
    await beats.beat()
    disk(10 * GIB, 4 * GIB)
    house.now += pulse.EVERY - timedelta(seconds=1)
    await beats.beat()
    assert (await seen(house) or Machine(0, True)).free == 5 * GIB
    house.now -= timedelta(days=3)
    await beats.beat()
    assert (await seen(house) or Machine(0, True)).free == 4 * GIB

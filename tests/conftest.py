"""The one fixture that most stories begin with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database
from tests.house import House

MakeHouse = Callable[..., Awaitable[House]]


@pytest.fixture
async def make_house(tmp_path: Path) -> AsyncIterator[MakeHouse]:
    """A house with the tree of phường Quang Trung; rules of time may be told."""
    made: list[House] = []

    async def make(**rules: Any) -> House:  # noqa: ANN401
        database = Database(f"sqlite+aiosqlite:///{tmp_path}/house{len(made)}.db")
        await database.create()
        house = House(database, tmp_path, **rules)
        await house.knows_whom_to_call()
        await house.unit("TH", "Tỉnh Thanh Hoá")
        await house.unit("QT", "Phường Quang Trung", "TH", "phường Phú Sơn cũ")
        for number in range(1, 6):
            await house.unit(f"KP{number}", f"Khu phố {number}", "QT")
        made.append(house)
        return house

    yield make
    for house in made:
        await house.shuts()


@pytest.fixture
async def house(make_house: MakeHouse) -> House:
    """The house with one open dialogue of the ward."""
    house = await make_house()
    await house.dialogue("QT")
    return house


@pytest.fixture
async def two(make_house: MakeHouse) -> House:
    """A house with a dialogue of the ward and one of the province."""
    house = await make_house()
    await house.dialogue("QT")
    await house.dialogue("TH", "Chuyển đổi số", days=60)
    return house

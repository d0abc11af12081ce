"""Every journey, played on the phone of the tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.house import House
from tests.journeys.player import Astray, Player, Said
from tests.phone import Phone

FILES = sorted((Path(__file__).parent / "files").glob("*.txt"))


class PhoneSeat:
    """Somebody with a phone."""

    def __init__(self, house: House, phone: Phone) -> None:
        self._house = house
        self._phone = phone
        self._before = self._so_far

    @property
    def _so_far(self) -> int:
        return len(self._arrived)

    @property
    def _arrived(self) -> list[Said]:
        return [
            Said(letter.body.text, [option.label for option in letter.body.options])
            for letter in self._house.network.arrived
            if letter.address == self._phone.name
        ]

    async def opens(self, start: str) -> None:
        self._before = self._so_far
        await self._phone.opens(start)

    async def says(self, text: str) -> None:
        self._before = self._so_far
        await self._phone.says(text)

    async def taps(self, label: str) -> None:
        self._before = self._so_far
        await self._phone.taps(label)

    async def heard(self) -> Sequence[Said]:
        await self._house.ticks()
        return self._arrived[self._before :]


async def _player(house: House) -> Player:
    seats: dict[str, PhoneSeat] = {}

    def seat(name: str) -> PhoneSeat:
        if name not in seats:
            seats[name] = PhoneSeat(house, house.stranger(name))
        return seats[name]

    codes = {role: f"r-{await house.code(role, 'QT')}" for role in ("secretary", "staff")}
    return Player(seat, codes)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_the_journey_goes_as_its_file_says(house: House, file: Path) -> None:
    assert await (await _player(house)).play(file.read_text("utf-8")) > 0


@pytest.mark.parametrize("line", ["< Nein", "<[Gửi]", "<.", "? what", "[Không có nút này]"])
async def test_a_journey_that_goes_astray_is_noticed(house: House, line: str) -> None:
    with pytest.raises(AssertionError):
        await (await _player(house)).play(f"= Lan\n@ b-KP3\n{line}")


async def test_what_went_astray_is_told_with_line_and_words(house: House) -> None:
    with pytest.raises(Astray, match=r"line 3: expected 'Nein', seen:\nChào bạn"):
        await (await _player(house)).play("= Lan\n@ b-KP3\n< Nein")

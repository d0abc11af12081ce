"""Every Monday at seven the workbook comes by itself, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.house import START, ZONE, House
from tests.youth.conftest import has_sent

MONDAY = datetime(2027, 3, 8, 7, 0, tzinfo=ZONE)
WEEK = timedelta(days=7)


def files(house: House, name: str) -> list[str]:
    """The words that came with a file."""
    return [
        letter.body.text
        for letter in house.network.arrived
        if letter.body.file is not None and letter.address == name
    ]


async def test_it_comes_once_a_week_to_each_of_the_office(house: House) -> None:
    await has_sent(await house.youth("Lan"))
    await house.staff("Bình")
    await house.staff("Hà", of="TH")
    await house.until(MONDAY - timedelta(minutes=1))
    assert files(house, "Bình") == []
    for _tick in range(3):
        await house.until(MONDAY + timedelta(hours=_tick))
    words = (
        "Tệp tổng hợp tuần này cho buổi đối thoại của Chủ tịch UBND phường Quang Trung, Thứ Tư, "
        "31/03/2027: tới lúc này có 1 ý kiến."
    )
    assert files(house, "Bình") == [words]
    assert files(house, "Hà") == [words]
    await house.until(MONDAY + WEEK)
    assert files(house, "Bình") == [words, words]


async def test_weeks_that_were_missed_are_caught_up_once(house: House) -> None:
    await house.staff("Bình")
    await house.until(MONDAY + 2 * WEEK + timedelta(days=2))
    await house.passes(hours=1)
    assert len(files(house, "Bình")) == 1


async def test_who_is_no_longer_of_the_office_gets_none(house: House) -> None:
    binh = await house.staff("Bình")
    await house.revoke(binh, "staff")
    await house.until(MONDAY)
    assert files(house, "Bình") == []


async def test_after_the_dialogue_it_stops(house: House) -> None:
    await house.staff("Bình")
    await house.until(START + timedelta(days=37))
    assert files(house, "Bình") == []


async def test_the_office_of_another_unit_gets_nothing_of_this_one(house: House) -> None:
    await house.unit("HT", "Phường Hạc Thành", "TH")
    await house.staff("Khác", of="HT")
    await house.until(MONDAY)
    assert files(house, "Khác") == []


async def test_who_holds_the_role_twice_gets_one(house: House) -> None:
    binh = await house.staff("Bình")
    await house.appoint(binh, "staff", "TH")
    await house.until(MONDAY)
    assert len(files(house, "Bình")) == 1

"""/xuat: one dialogue, one file, built after the turn."""

from __future__ import annotations

from pathlib import Path

from storage import schema
from tests.conftest import MakeHouse
from tests.house import House
from tests.youth.conftest import has_sent


async def test_the_only_dialogue_is_not_asked_for_and_the_file_comes(house: House) -> None:
    lan, binh = await house.youth("Lan"), await house.staff("Bình")
    await has_sent(lan)
    await binh.says("/xuat")
    assert binh.sees == "Mình đang làm tệp, có ngay thôi."
    await house.ticks()
    assert binh.sees == (
        "Tệp tổng hợp cho buổi đối thoại của Chủ tịch UBND phường Quang Trung, Thứ Tư, 31/03/2027: "
        "tới lúc này có 1 ý kiến."
    )
    file = binh.chat[-1].file
    assert file is not None
    assert file.name == "tong-hop-QT-2027-03-01.xlsx"
    assert (house.folder / "files" / file.id).read_text() == "1"


async def test_with_several_it_is_asked_of_which(two: House) -> None:
    binh = await two.staff("Bình", of="TH")
    await binh.says("/xuat")
    assert binh.sees == "Bạn cần tệp của buổi đối thoại nào?"
    assert binh.buttons == [
        "Thứ Sáu, 30/04/2027, Chủ tịch UBND tỉnh Thanh Hoá",
        "Thứ Tư, 31/03/2027, Chủ tịch UBND phường Quang Trung",
    ]
    await binh.taps("Thứ Tư, 31/03/2027, Chủ tịch UBND phường Quang Trung")
    await two.ticks()
    file = binh.chat[-1].file
    assert file is not None
    assert file.name == "tong-hop-QT-2027-03-01.xlsx"


async def test_the_office_of_a_ward_sees_its_own_dialogues_only(two: House) -> None:
    binh = await two.staff("Bình", of="QT")
    await binh.says("/xuat")
    assert binh.sees == "Mình đang làm tệp, có ngay thôi."


async def test_without_a_dialogue_it_says_so(make_house: MakeHouse) -> None:
    house = await make_house()
    binh = await house.staff("Bình")
    await binh.says("/xuat")
    assert binh.sees == "Đơn vị của bạn chưa có buổi đối thoại nào."


async def test_the_question_only_shows_and_costs_nothing_else(two: House) -> None:
    binh = await two.staff("Bình", of="TH")
    await binh.says("/xuat")
    await binh.says("/han")
    assert await two.rows(schema.drafts) == []
    assert await two.rows(schema.jobs) == []


async def test_a_file_that_cannot_be_made_is_said_after_three_tries(make_house: MakeHouse) -> None:
    tries: list[int] = []

    async def breaks(dialogue: int, path: Path) -> int:
        tries.append(dialogue)
        raise OSError(28, "no space left", str(path))

    house = await make_house(build=breaks)
    await house.dialogue("QT")
    binh = await house.staff("Bình")
    await binh.says("/xuat")
    for _try in range(4):
        await house.passes(seconds=31)
    assert tries == [1, 1, 1]
    assert binh.sees == "Mình chưa làm được tệp lúc này. Lát nữa bạn gõ lại /xuat giúp mình."


async def test_who_blocked_the_chat_gets_no_file(house: House) -> None:
    binh = await house.staff("Bình")
    await binh.says("/xuat")
    await binh.blocks()
    said = len(binh.chat)
    await house.ticks()
    assert len(binh.chat) == said

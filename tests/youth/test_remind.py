"""`/nhac`: one dialogue, every dialogue, or none; asked without costing what is open."""

from __future__ import annotations

from storage import schema
from tests.conftest import MakeHouse
from tests.house import House
from tests.youth.conftest import LAMP, has_sent

QUESTION = "Mình có thể nhắn bạn một dòng trước khi hết hạn gửi ý kiến, không nhắn ban đêm. Bạn muốn không?"
THREE = ["Nhắc buổi này", "Nhắc mọi buổi", "Thôi, không nhắc"]


async def test_three_answers(house: House) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    await lan.says("/nhac")
    assert lan.sees == QUESTION
    assert lan.buttons == THREE
    await lan.taps("Nhắc buổi này")
    assert lan.sees == (
        "Được, mình sẽ nhắc bạn trước hạn 23:59 Thứ Tư, 24/03/2027 (còn 23 ngày), nếu bạn chưa gửi."
    )
    await lan.says("/nhac")
    await lan.taps("Nhắc mọi buổi")
    assert lan.sees == "Được, buổi nào sắp hết hạn mà bạn chưa gửi, mình sẽ nhắc."
    await lan.says("/nhac")
    await lan.taps("Thôi, không nhắc")
    assert lan.sees == "Được, mình không nhắc. Lúc nào cần, bạn xem hạn bằng /han."


async def test_many_may_answer_in_one_round(house: House) -> None:
    asked = [await house.youth(name) for name in ("Lan", "Hà", "Minh")]
    taps = []
    for phone, label in zip(asked, THREE, strict=True):
        await phone.says("/nhac")
        message, option = phone._find(label, None)
        taps.append(phone.event("choice", choice=option.choice, message=message.id))
    await house.takes(*taps)
    kept = await house.rows(schema.wishes)
    assert [(row["dialogue_id"], row["wanted"]) for row in kept] == [
        (1, True),
        (None, True),
        (None, False),
    ]


async def test_of_two_dialogues_each_is_named(two: House) -> None:
    lan = await two.youth("Lan")
    await lan.says("/nhac")
    assert lan.buttons == [
        "Nhắc buổi của Chủ tịch UBND phường Quang Trung",
        "Nhắc buổi của Chủ tịch UBND tỉnh Thanh Hoá",
        "Nhắc mọi buổi",
        "Thôi, không nhắc",
    ]


async def test_with_nothing_open_there_is_still_every_and_none(make_house: MakeHouse) -> None:
    house = await make_house()
    lan = await house.youth("Lan")
    await lan.says("/nhac")
    assert lan.buttons == ["Nhắc mọi buổi", "Thôi, không nhắc"]


async def test_the_card_that_was_open_comes_back_below(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    card, buttons = lan.sees, lan.buttons
    await lan.says("/nhac")
    await lan.taps("Nhắc mọi buổi")
    assert lan.sees.endswith(card)
    assert lan.buttons == buttons
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]


async def test_whoever_writes_something_else_instead_loses_nothing(house: House) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    await lan.says("/nhac")
    await lan.says(LAMP)
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP, LAMP]


async def test_before_the_yes_it_leads_to_the_consent(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.says("/nhac")
    assert "Bạn ở chi đoàn hay khu phố nào?" in lan.sees


async def test_in_english(house: House) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    await lan.says("/english")
    await lan.says("/remind")
    assert lan.buttons == [
        "Remind me of this dialogue",
        "Remind me of every dialogue",
        "No, do not remind me",
    ]

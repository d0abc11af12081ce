"""`/caidat`: how things stand, each changed with one tap."""

from __future__ import annotations

from storage import schema
from tests.house import House
from tests.youth.conftest import LAMP, has_sent

AS_IT_BEGINS = """Ngôn ngữ: tiếng Việt.
Nhắc hạn: khi bạn viết dở hoặc đã nhờ.
Tin hoạt động khác: không nhận.
Công khai tên: không.
Mỗi ý kiến bạn tự chọn có ghi tên hay không.

Bạn muốn đổi mục nào?"""
BUTTONS = [
    "Nói tiếng Anh",
    "Luôn nhắc trước hạn",
    "Đừng nhắc hạn",
    "Nhận tin hoạt động khác",
    "Thôi, để vậy",
]


async def test_how_things_stand(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("/caidat")
    assert lan.sees == AS_IT_BEGINS
    assert lan.buttons[:4] == BUTTONS[:4]


async def test_each_is_changed_with_one_tap_and_stands_so_at_once(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("/settings")
    await lan.taps("Nhận tin hoạt động khác")
    assert "Tin hoạt động khác: có nhận." in lan.sees.split("\n")
    await lan.taps("Luôn nhắc trước hạn")
    assert "Nhắc hạn: trước mọi hạn gửi." in lan.sees.split("\n")
    await lan.taps("Đừng nhắc hạn")
    assert "Nhắc hạn: không nhắc." in lan.sees.split("\n")
    await lan.taps("Thôi tin hoạt động khác")
    assert "Tin hoạt động khác: không nhận." in lan.sees.split("\n")
    await lan.taps("Nói tiếng Anh")
    assert "Language: English." in lan.sees.split("\n")
    assert (await house.person(lan)).language_chosen
    rows = await house.rows(schema.consents)
    assert [(row["kind"], row["given"], row["answer"]) for row in rows[1:]] == [
        ("news", True, "Nhận tin hoạt động khác"),
        ("news", False, "Thôi tin hoạt động khác"),
    ]


async def test_it_costs_no_draft_and_no_wish_to_leave_it(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    card = lan.sees
    await lan.says("/caidat")
    await lan.taps(lan.buttons[-1])
    assert lan.sees.endswith(card)
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]
    assert await house.rows(schema.wishes) == []


async def test_a_name_that_is_public_is_taken_back(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.taps("Ghi tên")
    await lan.says("Nguyễn Thị Lan")
    await lan.taps("Cho nêu tên công khai")
    await lan.taps("Được, nêu công khai")
    await lan.says("1999")
    await lan.taps("Gửi")
    assert [row["public"] for row in await house.rows(schema.authors)] == [True]
    await lan.says("/caidat")
    assert "Công khai tên: có, ở ý kiến bạn ghi tên." in lan.sees.split("\n")
    await lan.taps("Không công khai tên")
    assert "Công khai tên: không." in lan.sees.split("\n")
    assert [row["public"] for row in await house.rows(schema.authors)] == [False]


async def test_before_a_yes_it_is_the_yes_that_is_asked_for(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    asked = lan.sees
    await lan.says("/caidat")
    assert lan.sees == asked
    assert await house.rows(schema.consents) == []
    await has_sent(await house.youth("Nam"))

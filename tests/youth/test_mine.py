"""/ykien: what I sent, correcting it and taking it back until the cutoff."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from storage import schema
from tests.house import ZONE, House
from tests.youth.conftest import LAMP, has_sent

CUTOFF = datetime(2027, 3, 24, 23, 59, 59, tzinfo=ZONE)
NEW = "Gửi ý kiến mới"
CLASSES = "Mong phường mở lớp dạy nghề buổi tối cho công nhân"


def line(receipt: str, text: str = LAMP, state: str = "đã nhận, chờ đối thoại") -> str:
    return f"{receipt} – {state}, gửi Chủ tịch UBND phường Quang Trung: «{text}»"


async def test_all_i_sent_with_its_state_and_a_new_one_on_top(house: House) -> None:
    lan = await house.youth("Lan")
    first, second = await has_sent(lan), await has_sent(lan, CLASSES)
    await lan.says("/ykien")
    assert lan.buttons[0] == NEW
    assert sorted(lan.buttons[1:]) == sorted([first, second])
    assert sorted(lan.sees.split("\n\n")[1:]) == sorted([line(first), line(second, CLASSES)])


async def test_nothing_sent_yet_goes_on_to_the_first_one(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("/ykien")
    assert lan.sees.startswith("Bạn chưa gửi ý kiến nào.\n\nBạn muốn điều gì thay đổi, ở đâu?")


async def test_a_new_one_goes_on_with_what_was_begun(house: House) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    await lan.says(CLASSES)
    card = lan.sees
    await lan.says("/ykien")
    await lan.taps(NEW)
    assert lan.sees == card


async def test_the_list_only_shows_and_words_typed_under_it_are_a_new_one(house: House) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    await lan.says("/ykien")
    await lan.says(CLASSES)
    await lan.taps("Gửi")
    assert await house.texts() == [CLASSES, LAMP]


@pytest.mark.parametrize("by", ["tap", "label", "number"])
async def test_one_is_opened_by_tap_label_or_number(house: House, by: str) -> None:
    lan = await house.youth("Lan")
    receipt = await has_sent(lan)
    await lan.says("/ykien")
    if by == "tap":
        await lan.taps(receipt)
    else:
        await lan.says(receipt if by == "label" else "2")
    assert lan.sees == f"{line(receipt)}\n\nBạn sửa hoặc rút được tới 23:59 Thứ Tư, 24/03/2027."
    assert lan.buttons == ["Sửa", "Rút lại", "Giữ nguyên"]


async def test_correcting_puts_other_words_in_its_place(house: House) -> None:
    lan = await house.youth("Lan")
    receipt = await has_sent(lan)
    await lan.says("/ykien")
    await lan.taps(receipt)
    await lan.taps("Sửa")
    await lan.says(CLASSES)
    assert lan.sees == f"Mình thay lời của {receipt} như thế này nhé?\n\nÝ kiến: {CLASSES}"
    await lan.taps("Thay")
    assert await house.texts() == [CLASSES]
    assert await house.rows(schema.drafts) == []


async def test_withdrawing_takes_words_and_name_away_for_good(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.taps("Ghi tên")
    await lan.says("Lê Thị Lan")
    await lan.taps("Gửi")
    await lan.says("/ykien")
    receipt = lan.buttons[1]
    await lan.taps(receipt)
    await lan.taps("Rút lại")
    assert lan.sees == f"Bạn muốn rút {receipt}? Rút rồi thì không ai đọc ý này nữa."
    await lan.taps("Đúng, rút lại")
    assert lan.sees == f"Đã rút {receipt}."
    assert await house.texts() == [""]
    assert await house.rows(schema.authors) == []
    await lan.says("/ykien")
    assert lan.sees == f"Ý kiến bạn đã gửi:\n\n{receipt} – đã rút"


async def test_leaving_it_leaves_it(house: House) -> None:
    lan = await house.youth("Lan")
    receipt = await has_sent(lan)
    for taps in (["Giữ nguyên"], ["Rút lại", "Không, giữ nguyên"]):
        await lan.says("/ykien")
        await lan.taps(receipt)
        for label in taps:
            await lan.taps(label)
        assert lan.sees == "Được rồi, mình giữ nguyên."
    assert await house.texts() == [LAMP]


async def test_after_the_cutoff_it_stays_as_it_was_sent(house: House) -> None:
    lan = await house.youth("Lan")
    receipt = await has_sent(lan)
    await house.until(CUTOFF + timedelta(seconds=1))
    await lan.says("/ykien")
    await lan.taps(receipt)
    assert lan.sees == f"{line(receipt)}\n\nĐã qua hạn gửi nên ý kiến giữ nguyên như lúc gửi."
    assert lan.buttons == []


async def test_a_correction_that_comes_too_late_is_refused_and_does_not_swallow_the_next(
    house: House,
) -> None:
    lan = await house.youth("Lan")
    receipt = await has_sent(lan)
    await lan.says("/ykien")
    await lan.taps(receipt)
    await lan.taps("Sửa")
    await lan.says(CLASSES)
    house.now = CUTOFF + timedelta(minutes=1)
    await lan.taps("Thay")
    assert lan.sees == "Đã qua hạn gửi nên ý kiến giữ nguyên như lúc gửi."
    assert await house.texts() == [LAMP]
    await lan.says("Mong có thêm sân bóng cho thanh niên")
    await lan.taps("Gửi")
    assert await house.texts() == ["Mong có thêm sân bóng cho thanh niên", LAMP]


async def test_what_was_sent_late_says_so(house: House) -> None:
    lan = await house.youth("Lan")
    await house.until(CUTOFF + timedelta(hours=1))
    receipt = await has_sent(lan)
    await lan.says("/ykien")
    assert lan.sees == f"Ý kiến bạn đã gửi:\n\n{line(receipt, state='đã nhận, gửi sau hạn')}"


async def test_nobody_sees_what_others_sent(house: House) -> None:
    lan, minh = await house.youth("Lan"), await house.youth("Minh")
    await has_sent(lan)
    await minh.says("/ykien")
    assert minh.sees.startswith("Bạn chưa gửi ý kiến nào.")


async def test_a_long_text_is_only_glimpsed(house: House) -> None:
    lan = await house.youth("Lan")
    receipt = await has_sent(lan, "Đèn đường\n\nngõ 5 " + "rất tối " * 30)
    await lan.says("/ykien")
    assert lan.sees == (
        f"Ý kiến bạn đã gửi:\n\n"
        f"{line(receipt, 'Đèn đường ngõ 5 rất tối rất tối rất tối rất tối rất tối rất…')}"
    )

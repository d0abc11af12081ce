"""In time, late, too late, and with nothing open."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from storage import schema
from tests.conftest import MakeHouse
from tests.house import ZONE, House
from tests.youth.conftest import LAMP, has_sent, receipt_of

MOST = 30
CUTOFF = datetime(2027, 3, 24, 23, 59, 59, tzinfo=ZONE)
BEGINS = datetime(2027, 3, 31, 14, 0, tzinfo=ZONE)
NOTHING_OPEN = (
    "Hiện chưa có buổi đối thoại nào đang nhận ý kiến của bạn. Điều bạn viết mình vẫn giữ; khi có "
    "buổi mới bạn gửi tiếp được."
)


async def _late(house: House) -> list[object]:
    return [row["late"] for row in await house.rows(schema.proposals)]


async def test_the_last_instant_is_in_time(house: House) -> None:
    lan = await house.youth("Lan")
    await house.until(CUTOFF)
    await has_sent(lan)
    assert await _late(house) == [False]


@pytest.mark.nasty("n165")
async def test_what_was_tapped_in_time_is_in_time_whenever_it_comes(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    house.now = CUTOFF + timedelta(hours=1)
    await lan.taps("Gửi", at=CUTOFF)
    assert await _late(house) == [False]


@pytest.mark.nasty("n165")
async def test_after_the_cutoff_it_is_taken_and_marked_and_said(house: House) -> None:
    lan = await house.youth("Lan")
    await house.until(CUTOFF + timedelta(seconds=1))
    await lan.says(LAMP)
    assert lan.sees.startswith(
        "Đã qua hạn gửi (23:59 Thứ Tư, 24/03/2027). Bạn vẫn gửi được tới khi đối thoại bắt đầu, "
        "ý kiến sẽ có ghi «gửi sau hạn».\n\nMình gửi như thế này nhé?"
    )
    await lan.taps("Gửi")
    assert await _late(house) == [True]
    assert lan.sees == (
        f"Đã nhận ý kiến của bạn. Mã biên nhận: {receipt_of(lan)}\n\n"
        "Văn phòng phường Quang Trung tổng hợp trước buổi đối thoại Thứ Tư, 31/03/2027 và trả lời "
        "tại đó hoặc ngay sau đó.\n\nÝ kiến có ghi «gửi sau hạn».\n\n"
        "Thêm một chuyện, bạn bỏ qua cũng được: Đoàn nhắn bạn về hoạt động khác ở đây nhé?"
    )


async def test_a_card_that_was_open_over_the_cutoff_still_sends_with_one_tap(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    house.now = CUTOFF + timedelta(minutes=1)
    await lan.taps("Gửi")
    assert await _late(house) == [True]


async def test_once_the_dialogue_has_begun_the_words_are_kept_for_the_next_one(
    house: House,
) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await house.until(BEGINS)
    await lan.taps("Gửi")
    assert lan.sees == NOTHING_OPEN
    assert await house.texts() == []
    await house.dialogue("QT", "Môi trường")
    await lan.says("/gopy")
    assert lan.sees.startswith(f"Mình gửi như thế này nhé?\n\nÝ kiến: {LAMP}\n")
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]


async def test_with_nothing_open_what_is_written_is_kept_and_added_to(
    make_house: MakeHouse,
) -> None:
    house = await make_house()
    lan = await house.youth("Lan")
    assert lan.sees == NOTHING_OPEN
    await lan.says("đèn đường ngõ 5 hỏng")
    assert lan.sees == NOTHING_OPEN
    await lan.says("ok")
    await lan.says("cả tháng nay rồi bạn ơi")
    await house.dialogue("QT")
    await lan.says("/gopy")
    await lan.taps("Gửi")
    assert await house.texts() == ["đèn đường ngõ 5 hỏng\ncả tháng nay rồi bạn ơi"]


async def test_a_dialogue_closed_between_card_and_tap_takes_nothing(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await house.close(1)
    await lan.taps("Gửi")
    assert (lan.sees, await house.texts()) == (NOTHING_OPEN, [])


async def test_a_nearer_dialogue_that_opens_meanwhile_does_not_take_it_unseen(
    make_house: MakeHouse,
) -> None:
    house = await make_house()
    await house.dialogue("TH", "Chuyển đổi số")
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await house.dialogue("QT")
    await lan.taps("Gửi")
    assert await house.texts() == []
    assert lan.sees.startswith("Có chỗ vừa thay đổi, bạn xem lại giúp mình nhé.\n\nMình gửi")
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]


async def test_a_double_tap_gives_one_receipt(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.taps_twice_at_once("Gửi")
    assert await house.texts() == [LAMP]


async def test_thirty_opinions_are_as_many_as_one_person_has_and_nothing_is_lost(
    house: House,
) -> None:
    lan = await house.youth("Lan")
    for number in range(MOST):
        await has_sent(lan, f"{LAMP} lần {number}")
    await lan.says(f"{LAMP} lần cuối")
    await lan.taps("Gửi")
    assert lan.sees == (
        "Bạn đã có 30 ý kiến cho buổi đối thoại này, là mức nhiều nhất của một người. Mình vẫn giữ "
        "ý đang viết: bạn rút một ý cũ bằng /ykien rồi gửi nhé."
    )
    assert len(await house.texts()) == MOST
    await lan.says("/ykien")
    await lan.taps(lan.buttons[1])
    await lan.taps("Rút lại")
    await lan.taps("Đúng, rút lại")
    await lan.says("/gopy")
    await lan.taps("Gửi")
    assert f"{LAMP} lần cuối" in await house.texts()


async def test_thirty_for_one_dialogue_leave_room_before_another(two: House) -> None:
    lan = await two.youth("Lan")
    for number in range(MOST):
        await has_sent(lan, f"{LAMP} lần {number}")
    await lan.says("Tỉnh nên có thêm xe buýt về phường mình")
    await lan.taps("Đổi nơi gửi")
    await lan.taps(next(label for label in lan.buttons if "Tỉnh" in label or "tỉnh" in label))
    await lan.taps("Gửi")
    assert receipt_of(lan)
    assert "Tỉnh nên có thêm xe buýt về phường mình" in await two.texts()

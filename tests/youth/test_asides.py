"""Short answers that cost no draft."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest

from handlers.words.receipts import new_receipt
from tests.conftest import MakeHouse
from tests.house import ZONE, House
from tests.youth.conftest import LAMP, has_sent

WHY = (
    "Hạn là trước 7 ngày, để văn phòng kịp đọc hết và chuẩn bị trả lời. Ý gửi muộn hơn vẫn được "
    "nhận tới khi đối thoại bắt đầu, có ghi «gửi sau hạn». Muốn mình nhắc trước hạn, bạn gửi /nhac."
)


async def test_the_deadline_is_weekday_date_hour_days_left_and_why(house: House) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    await lan.says("/han")
    assert lan.sees == (
        "Chủ tịch UBND phường Quang Trung, «Việc làm cho thanh niên»: đối thoại Thứ Tư, "
        f"31/03/2027. Hạn gửi ý kiến 23:59 Thứ Tư, 24/03/2027 – còn 23 ngày.\n\n{WHY}"
    )


async def test_the_last_day_is_told_in_hours(house: House) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    await house.until(datetime(2027, 3, 24, 20, 0, tzinfo=ZONE))
    await lan.says("/han")
    assert "23:59 Thứ Tư, 24/03/2027 – còn 3 giờ." in lan.sees


async def test_two_dialogues_have_a_deadline_each(two: House) -> None:
    lan = await two.youth("Lan")
    await has_sent(lan)
    await lan.says("/han")
    ward, province, why = lan.sees.split("\n\n")
    assert ward.startswith("Chủ tịch UBND phường Quang Trung, «Việc làm cho thanh niên»")
    assert province.startswith("Chủ tịch UBND tỉnh Thanh Hoá, «Chuyển đổi số»")
    assert why == WHY


async def test_with_nothing_open_there_is_no_deadline(make_house: MakeHouse) -> None:
    house = await make_house()
    lan = await house.youth("Lan")
    await lan.says("/han")
    assert lan.sees == "Hiện chưa có buổi đối thoại nào đang nhận ý kiến của bạn."


@pytest.mark.parametrize("typed", ["hạn gửi là khi nào?", "khi nào hết hạn gửi ý kiến ạ"])
async def test_the_deadline_may_be_asked_for_in_words(house: House, typed: str) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    await lan.says(typed)
    assert lan.sees.endswith(WHY)


async def test_an_aside_in_the_middle_puts_the_card_again(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    card, buttons = lan.sees, lan.buttons
    for command in ("/han", "/trogiup"):
        await lan.says(command)
        assert lan.sees.endswith(f"\n\n{card}")
        assert lan.buttons == buttons
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]


async def test_help_says_what_it_is_who_reads_and_the_few_commands(
    house: House,
) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    await lan.says("/trogiup")
    assert lan.sees == (
        "Mình chuyển ý kiến của thanh niên tới buổi đối thoại với Chủ tịch. Đoàn và văn phòng đọc; "
        "tên bạn chỉ hiện khi bạn chọn. Mình là chương trình tự động, không phải người.\n\n"
        "/gopy – gửi ý kiến (hoặc cứ viết luôn)\n/ykien – ý kiến đã gửi\n/han – hạn gửi\n"
        "/nhac – nhắc bạn trước hạn\n/caidat – ngôn ngữ, tin nhắn\n/dulieu – dữ liệu mình giữ của bạn\n/sos – số gọi khi cần giúp gấp\n/huy – bỏ việc đang dở\n/quaylai – lùi một câu hỏi\n/english, /tiengviet – ngôn ngữ"
    )


async def test_whom_to_call_is_told_to_whoever_asks(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.says("/sos")
    assert lan.sees == (
        "Có ai đang gặp nguy, hay thấy rất không ổn? Gọi một số sau nhé:\n"
        "113 – công an (24/7)\n"
        "114 – cứu hoả, cứu nạn (24/7)\n"
        "115 – cấp cứu (24/7)\n"
        "111 – bảo vệ trẻ em, cả khi bạn chưa đủ 18 tuổi (miễn phí, 24/7)\n"
        "096 306 1414 – đường dây lắng nghe Ngày Mai (13:00–20:30, Thứ Tư – Chủ Nhật)"
    )


async def test_a_receipt_typed_anywhere_shows_its_state_never_the_text(house: House) -> None:
    lan, minh = await house.youth("Lan"), await house.youth("Minh")
    receipt = await has_sent(lan)
    state = f"{receipt}: đã nhận, chờ đối thoại. Buổi đối thoại của Chủ tịch UBND phường Quang Trung: Thứ Tư, 31/03/2027."
    for typed in (receipt, receipt.lower(), receipt.replace("-", " "), f" {receipt}. "):
        await minh.says(typed)
        assert minh.sees.startswith(state)
        assert LAMP not in minh.sees
    stranger = house.stranger("Hoa")
    await stranger.says(receipt)
    assert stranger.sees.startswith(state)


async def test_a_receipt_asked_for_at_the_card_leaves_the_card(house: House) -> None:
    lan = await house.youth("Lan")
    receipt = await has_sent(lan)
    await lan.says("Mong có thêm sân bóng cho thanh niên")
    card = lan.sees
    await lan.says(receipt)
    assert lan.sees.endswith(f"\n\n{card}")


async def test_a_receipt_inside_a_sentence_is_part_of_the_sentence(house: House) -> None:
    lan = await house.youth("Lan")
    receipt = await has_sent(lan)
    await lan.says("/gopy")
    await lan.says(f"Bổ sung cho {receipt}: cột đèn số 3 cũng hỏng")
    await lan.taps("Gửi")
    assert f"Bổ sung cho {receipt}: cột đèn số 3 cũng hỏng" in await house.texts()


async def test_ten_wrong_guesses_an_hour_and_no_more(house: House) -> None:
    lan, minh = await house.youth("Lan"), await house.youth("Minh")
    receipt, other = await has_sent(lan), await has_sent(lan)
    await minh.says("/huy")
    wrong = [code for code in _neighbours(receipt) if code not in {receipt, other}][:10]
    for code in wrong:
        await minh.says(code)
        assert minh.sees == "Mình không thấy mã này. Bạn xem lại từng chữ giúp nhé."
    await minh.says(receipt)
    assert minh.sees == "Bạn nhập sai nhiều lần rồi. Bạn xem lại mã và thử lại sau một giờ nhé."
    await lan.says(receipt)
    assert lan.sees.startswith(f"{receipt}: đã nhận")
    await house.passes(hours=1, seconds=1)
    await minh.says(receipt)
    assert minh.sees.startswith(f"{receipt}: đã nhận")


def _neighbours(receipt: str) -> list[str]:
    """Other codes of the same unit and year, as somebody who guesses would type them."""
    unit, year, _code = receipt.split("-")
    chance = Random(99)
    return [new_receipt(unit, 2000 + int(year), chance) for _ in range(20)]


async def test_cancel_drops_what_is_open_and_says_so(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.says("/huy")
    assert lan.sees == "Đã bỏ. Không có gì được gửi đi."
    await lan.says("/huy")
    assert lan.sees == "Hiện không có gì đang dở."
    assert await house.texts() == []


async def test_back_asks_the_question_before(house: House) -> None:
    lan = await house.youth("Lan")
    question = lan.sees
    await lan.says(LAMP)
    await lan.says("/quaylai")
    assert lan.sees == question
    await lan.says("/quaylai")
    assert lan.sees == f"Đây là câu hỏi đầu tiên rồi.\n\n{question}"

"""The card: each thing is changed with one tap, and nothing else changes with it."""

from __future__ import annotations

import pytest

from handlers.words.starting_topics import STARTING_TOPICS
from storage import schema
from tests.house import House
from tests.phone import Phone
from tests.youth.conftest import LAMP

WARD, PROVINCE = "Chủ tịch UBND phường Quang Trung", "Chủ tịch UBND tỉnh Thanh Hoá"
INFRASTRUCTURE = "Hạ tầng, điện, nước, thoát nước"
JOBS = "Việc làm, lao động, xuất khẩu lao động"


def card(
    text: str = LAMP, topic: str = INFRASTRUCTURE, to: str = WARD, name: str = "không ghi"
) -> str:
    return (
        f"Mình gửi như thế này nhé?\n\nÝ kiến: {text}\n\n"
        f"Lĩnh vực: {topic}\nGửi tới: {to}\nTên: {name}"
    )


async def _at_the_card(house: House) -> Phone:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    assert lan.sees == card()
    return lan


async def test_the_words_are_changed_with_one_tap(house: House) -> None:
    lan = await _at_the_card(house)
    await lan.taps("Sửa lời")
    await lan.says("Đèn đường ngõ 6 hỏng cả tuần nay")
    assert lan.sees == card("Đèn đường ngõ 6 hỏng cả tuần nay")


async def test_the_three_best_topics_come_first_and_the_rest_behind_one_tap(house: House) -> None:
    lan = await _at_the_card(house)
    await lan.taps("Đổi lĩnh vực")
    assert lan.sees == "Ý này thuộc lĩnh vực nào?"
    first, *_two, more, back = lan.buttons
    assert (len(lan.buttons), first, more, back) == (5, INFRASTRUCTURE, "Xem thêm…", "« Quay lại")
    await lan.taps("Xem thêm…")
    assert len(lan.buttons) == len(STARTING_TOPICS) + 1
    await lan.taps(JOBS)
    assert lan.sees == card(topic=JOBS)


async def test_the_topic_that_was_chosen_stays_when_the_words_change(house: House) -> None:
    lan = await _at_the_card(house)
    await lan.taps("Đổi lĩnh vực")
    await lan.taps("Xem thêm…")
    await lan.taps(JOBS)
    await lan.says("cần thêm việc làm ca tối")
    assert lan.sees == card(f"{LAMP}\ncần thêm việc làm ca tối", topic=JOBS)


async def test_with_one_dialogue_nobody_is_asked_to_whom(house: House) -> None:
    lan = await _at_the_card(house)
    assert "Đổi nơi gửi" not in lan.buttons


async def test_with_two_dialogues_the_nearest_stands_and_the_other_is_one_tap_away(
    two: House,
) -> None:
    lan = await _at_the_card(two)
    await lan.taps("Đổi nơi gửi")
    assert lan.sees == "Bạn muốn ai trả lời?"
    assert lan.buttons == [WARD, PROVINCE, "« Quay lại"]
    await lan.taps(PROVINCE)
    assert lan.sees == card(to=PROVINCE)
    await lan.taps("Gửi")
    [kept] = await two.rows(schema.proposals)
    assert (await two.the(int(str(kept["dialogue_id"])))).theme == "Chuyển đổi số"


async def test_the_name_is_asked_once_and_is_left_out_again_with_one_tap(house: House) -> None:
    lan = await _at_the_card(house)
    await lan.taps("Ghi tên")
    assert lan.sees == "Họ và tên của bạn?"
    assert lan.buttons == ["Không ghi tên", "« Quay lại"]
    await lan.says("  Lê  Thị Lan ")
    assert lan.sees == card(name="Lê Thị Lan\nNêu tên công khai: không")
    await lan.taps("Sửa tên")
    await lan.taps("Không ghi tên")
    assert lan.sees == card()
    await lan.taps("Gửi")
    assert await house.rows(schema.authors) == []


async def test_a_name_that_was_given_goes_with_the_opinion(house: House) -> None:
    lan = await _at_the_card(house)
    await lan.taps("Ghi tên")
    await lan.says("Lê Thị Lan")
    await lan.taps("Gửi")
    assert [row["name"] for row in await house.rows(schema.authors)] == ["Lê Thị Lan"]


@pytest.mark.parametrize("typed", ["…", "x" * 101])
async def test_what_is_no_name_is_asked_again(house: House, typed: str) -> None:
    lan = await _at_the_card(house)
    await lan.taps("Ghi tên")
    await lan.says(typed)
    assert lan.sees == ("Bạn chỉ ghi họ và tên thôi nhé, tối đa 100 chữ cái.\n\nHọ và tên của bạn?")


@pytest.mark.parametrize("typed", ["Đèn", "chào bạn nhé", "cảm ơn bạn nhiều", "🙂🙂", "…"])
async def test_a_text_that_says_nothing_is_asked_again(house: House, typed: str) -> None:
    lan = await house.youth("Lan")
    await lan.says(typed)
    assert lan.sees == (
        "Hơi ngắn, mình chưa hiểu. Bạn viết một câu về điều muốn thay đổi nhé.\n\n"
        "Bạn muốn điều gì thay đổi, ở đâu? Viết một tin là đủ. Cán bộ không thấy tên bạn, trừ khi "
        "bạn chọn ghi tên."
    )


async def test_a_text_that_is_too_long_is_told_never_cut(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("đèn " * 1300)
    assert lan.sees.startswith(
        "Tin của bạn dài 5200 ký tự, mình nhận được 5000. Bạn rút gọn hoặc gửi thành hai ý nhé."
    )


async def test_a_long_text_is_shown_in_part_and_sent_whole(house: House) -> None:
    lan = await house.youth("Lan")
    text = "Đèn điện, cấp nước, thoát nước hỏng. " + "sửa " * 400 + "Hết."
    await lan.says(text)
    assert lan.sees == card(
        f"{text[:1200].rstrip()}… (còn {len(text) - 1200} chữ cái nữa, vẫn gửi đủ)"
    )
    await lan.taps("Gửi")
    assert await house.texts() == [text]


async def test_several_short_messages_are_one_opinion(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("đèn đường hỏng")
    await lan.says("ngõ 5")
    await lan.says("cả tháng rồi")
    await lan.taps("Gửi")
    assert await house.texts() == ["đèn đường hỏng\nngõ 5\ncả tháng rồi"]


async def test_words_are_kept_as_they_were_typed(house: House) -> None:
    typed = "ko có đèn đg ở ngõ 5 {0.__class__} <b>*tối*</b> [a](b) & \\n %s :)) 🥲"
    lan = await house.youth("Lan")
    await lan.says(typed)
    await lan.taps("Gửi")
    assert await house.texts() == [typed]

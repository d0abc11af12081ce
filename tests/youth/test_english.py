"""The same way in English, from the first word to the receipt."""

from __future__ import annotations

import re

from storage import schema
from tests.house import House
from tests.youth.conftest import receipt_of

VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
NAMES = (
    "Đối Thoại",
    "phường Quang Trung",
    "Khu phố 3",
    "Việc làm cho thanh niên",
    "Lê Thị Lan",
)
LAMP = "The street lamps in lane five have been broken for a month"


async def test_english_from_the_first_word_to_the_receipt(house: House) -> None:
    sam = house.stranger("Sam")
    sam.language = "en"
    await sam.opens("b-KP3")
    await sam.taps("I agree, I am 16 or older")
    await sam.says(LAMP)
    assert sam.sees == (
        f"Shall I send this?\n\nYour words: {LAMP}\n\n"
        "Topic: Infrastructure, power, water, drainage\n"
        "To: Chairperson of phường Quang Trung\nName: not shown"
    )
    assert sam.buttons == ["Send", "Change words", "Change topic", "Give my name", "Drop it"]
    await sam.taps("Give my name")
    await sam.says("Lê Thị Lan")
    await sam.taps("Change topic")
    await sam.taps("« Back")
    await sam.taps("Send")
    assert sam.sees == (
        f"Received. Your receipt: {receipt_of(sam)}\n\n"
        "The office of phường Quang Trung sorts all opinions before the dialogue on Wednesday, "
        "31/03/2027; they are answered there or soon after.\n\n"
        "Until 23:59 Wednesday, 24/03/2027 (23 days left) you can correct or withdraw it with "
        "/ykien.\n\n"
        "One more thing, which you may skip: may the Youth Union also write to you here about other "
        "activities?"
    )
    for command in ("/mine", "/deadline", "/help", "/nothing", "/cancel"):
        await sam.says(command)
    left_over = {
        text for shown in sam.chat if VIETNAMESE.search(text := _without_names(shown.text))
    }
    assert left_over == set()


async def test_changing_the_language_says_the_open_question_in_it_at_once(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("/english")
    assert lan.sees == (
        "I speak English with you now. /tiengviet goes back.\n\n"
        "What should change, and where? One message is enough. Officials do not see your name, "
        "unless you choose to give it."
    )
    await lan.says("/tiengviet")
    assert lan.sees.startswith(
        "Từ giờ mình nói tiếng Việt với bạn. /english để đổi lại.\n\nBạn muốn"
    )


async def test_the_button_of_the_other_language_is_old_and_costs_nothing(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    card = lan.chat[-1]
    await lan.says("/english")
    await lan.taps("Gửi", on=card)
    assert lan.sees.startswith("That button belongs to an older question.\n\nShall I send this?")
    await lan.taps("Send")
    assert await house.texts() == [LAMP]


async def test_consent_in_english_keeps_the_english_words(house: House) -> None:
    sam = house.stranger("Sam")
    sam.language = "en-GB"
    await sam.opens("b-KP3")
    await sam.taps("I agree, I am 16 or older")
    assert [row["answer"] for row in await house.rows(schema.consents)] == [
        "I agree, I am 16 or older"
    ]


def _without_names(text: str) -> str:
    for name in NAMES:
        text = text.replace(name, "")
    return text

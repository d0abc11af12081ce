"""What is agreed to: short, in full, and which text a yes was given to."""

from __future__ import annotations

import hashlib
import re

import pytest

from handlers.words.catalogue import LANGUAGES
from handlers.youth import consent
from storage.retention import Retention
from tests.house import YES, House
from tests.youth.conftest import LAMP

PINNED = {
    "1": {
        "vi": "901d89fc1f7af22a3a6090a548e23f72e2c41dc3f882e8f9364765a234ec99ec",
        "en": "e32f43acd68514c8e838cb7c7fe955c6d5520f422677bb7a7bba1d1a0b49ebeb",
    }
}
"""The text of each version. Whoever changes the text raises `consent.VERSION` and adds its hashes
here: everybody is asked again then, so a slip of the pen is better left."""
SENTENCE = re.compile(r"[.?!](?=\s|$)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_version_names_one_text(language: str) -> None:
    assert consent.digest(language, Retention()) == PINNED[consent.VERSION][language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hash_is_of_what_is_shown_with_the_place_left_open(language: str) -> None:
    shown = consent.full(Retention(), "phường Quang Trung").say(language)
    left_open = shown.replace("phường Quang Trung", "{ward}")
    assert consent.digest(language, Retention()) == hashlib.sha256(left_open.encode()).hexdigest()


@pytest.mark.parametrize("months", [3, 24])
def test_another_time_of_keeping_is_another_text(months: int) -> None:
    ours, other = Retention(), Retention(identity_months=months)
    assert consent.current(ours).isdisjoint(consent.current(other))
    assert f"{months} tháng" in consent.full(other, "phường Quang Trung").say("vi")


async def test_the_short_form_is_five_sentences(house: House) -> None:
    lan, sam = house.stranger("Lan"), house.stranger("Sam")
    sam.language = "en"
    for phone in (lan, sam):
        await phone.opens("b-KP3")
        assert len(SENTENCE.findall(phone.sees)) == 5


async def test_the_full_text_stands_behind_a_button_with_the_same_answers_below(
    house: House,
) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    answers = lan.buttons
    await lan.taps("Xem đầy đủ")
    assert lan.sees == consent.full(Retention(), "phường Quang Trung").say("vi")
    assert lan.sees.endswith("\n\nBạn đồng ý chứ?")
    assert [*lan.buttons, "Xem đầy đủ"] == answers
    for told in (
        "UBND phường Quang Trung cùng Đoàn thanh niên phường Quang Trung",
        "6 tháng sau khi công bố kết luận",
        "60 ngày không đụng tới",
        "30 ngày sau đối thoại",
        "sau 90 ngày",
        "sau 35 ngày",
        "sau 7 ngày",
        "/dulieu",
        "/caidat",
        "máy chủ của Telegram ở nước ngoài",
        "91/2025/QH15",
        "356/2025/NĐ-CP",
    ):
        assert told in lan.sees
    await lan.taps(YES)
    assert (await house.person(lan)).state == "yes"


async def test_reading_all_of_it_loses_nothing_that_was_written(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.says(LAMP)
    await lan.taps("Xem đầy đủ")
    await lan.taps(YES)
    assert lan.sees.startswith(f"Mình gửi như thế này nhé?\n\nÝ kiến: {LAMP}\n")


async def test_the_full_text_can_be_asked_for_in_words_and_refused(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.says("xem day du")
    await lan.says("không đồng ý")
    assert (await house.person(lan)).state == "no"

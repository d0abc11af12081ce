"""A chat in which nobody agreed is forgotten after seven days, with all that still names it."""

from __future__ import annotations

import pytest

from storage import schema
from storage.retention import Retention
from tests.house import House
from tests.phone import Phone
from tests.youth.conftest import has_sent

STRANGE = "zqxchat0"


async def _says_nothing(phone: Phone) -> None:
    await phone.says("Sân bóng bỏ hoang nhiều năm nay, mong phường sửa")


async def _says_no(phone: Phone) -> None:
    await phone.taps("Không đồng ý")


async def _is_young(phone: Phone) -> None:
    await phone.taps("Mình dưới 16")


async def _guesses(phone: Phone) -> None:
    await phone.says("QT-27-AAAAA")


ways = pytest.mark.parametrize("does", [_says_nothing, _says_no, _is_young, _guesses])


@ways
async def test_on_the_seventh_day_nothing_names_the_chat(house: House, does: object) -> None:
    assert callable(does)
    house.network.keeps_transcript = True
    stranger = house.stranger(STRANGE)
    await stranger.opens("b-KP3")
    await does(stranger)
    await house.passes(days=6)
    await house.tidies()
    assert STRANGE in await house.everything()
    await house.passes(days=1)
    await house.tidies()
    assert STRANGE not in await house.everything()
    assert await house.rows(schema.people) == []


async def test_who_comes_back_is_new_and_asked_from_the_beginning(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    first = lan.sees
    await house.passes(days=7)
    await house.tidies()
    await lan.opens("b-KP3")
    assert lan.sees == first


async def test_another_word_begins_the_seven_days_again(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await house.passes(days=5)
    await lan.says("/han")
    await house.passes(days=5)
    await house.tidies()
    assert len(await house.rows(schema.people)) == 1


async def test_who_agreed_and_who_works_here_stays(house: House) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    await house.secretary("Hoa")
    await house.passes(days=20)
    await house.tidies()
    assert [row["address"] for row in await house.rows(schema.people)] == ["Lan", "Hoa"]


async def test_a_no_to_a_changed_text_is_not_forgotten_with_its_proof(house: House) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    house.keeps(Retention(identity_months=12))
    await lan.says("Mong phường mở lớp dạy nghề buổi tối cho công nhân")
    await lan.taps("Không đồng ý")
    await house.passes(days=8)
    await house.tidies()
    assert [row["given"] for row in await house.rows(schema.consents)] == [True, False]

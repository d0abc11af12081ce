"""A flooder hurts only himself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.flood import MOST_KNOWN, Allowance, Flood
from tests.conftest import MakeHouse
from tests.house import START, House
from tests.phone import Phone

TOO_FAST = (
    "Bạn gửi nhanh quá nên mình chưa nhận được những tin sau cùng. "
    "Bạn chờ một phút rồi gửi lại phần đó giúp mình nhé."
)
LAMP = "Đèn đường ngõ 5 hỏng cả tháng nay, tối đi học về sợ lắm"


@pytest.fixture
async def measured(make_house: MakeHouse) -> House:
    """A house that takes five things at once from one person, and then one a second."""
    house = await make_house(flood=Flood(burst=5, every=timedelta(seconds=1)))
    await house.dialogue("QT")
    return house


async def _rested(house: House, name: str) -> Phone:
    phone = await house.youth(name)
    house.now += timedelta(minutes=1)
    return phone


async def test_what_is_too_much_is_said_once_and_left(measured: House) -> None:
    lan = await _rested(measured, "Lan")
    before = len(lan.chat)
    for number in range(200):
        await lan.says(f"Ý thứ {number} về đèn đường")
    assert [message.text for message in lan.chat[before:]].count(TOO_FAST) == 1
    assert len(lan.chat) - before == 6
    assert lan.sees == TOO_FAST


async def test_ten_thousand_stickers_are_one_line_and_no_loop(measured: House) -> None:
    lan = await _rested(measured, "Lan")
    before = len(lan.chat)
    for _batch in range(100):
        await measured.takes(*(lan.event("other") for _sticker in range(100)))
    assert len(lan.chat) - before <= 6
    assert lan.sees == TOO_FAST
    measured.now += timedelta(minutes=1)
    await lan.says(LAMP)
    await lan.taps("Gửi")
    assert await measured.texts() == [LAMP]


async def test_others_are_answered_in_the_same_round(measured: House) -> None:
    lan, nam = await _rested(measured, "Lan"), await _rested(measured, "Nam")
    flood = [lan.event("text", text=f"tin {number} của Lan") for number in range(150)]
    await measured.takes(*flood, nam.event("text", text=LAMP))
    assert lan.sees == TOO_FAST
    assert nam.buttons[0] == "Gửi"


async def test_who_has_rested_is_heard_again_and_told_again(measured: House) -> None:
    lan = await _rested(measured, "Lan")
    for number in range(8):
        await lan.says(f"Ý thứ {number} về đèn đường")
    measured.now += timedelta(seconds=1)
    await lan.says("/han")
    assert lan.sees != TOO_FAST
    told = [message.text for message in lan.chat].count(TOO_FAST)
    measured.now += timedelta(minutes=1)
    for number in range(8):
        await lan.says(f"Ý khác thứ {number} về đèn đường")
    assert [message.text for message in lan.chat].count(TOO_FAST) == told + 1


async def test_what_waited_while_the_house_was_away_is_no_flood(measured: House) -> None:
    lan = await _rested(measured, "Lan")
    measured.now += timedelta(hours=3)
    hours_ago = measured.now - timedelta(hours=2)
    waited = [
        lan.event("text", text=f"đoạn {number}", at=hours_ago + timedelta(minutes=number))
        for number in range(30)
    ]
    await measured.takes(*waited)
    assert TOO_FAST not in [message.text for message in lan.chat]


async def test_a_cry_for_help_in_a_flood_is_heard(measured: House) -> None:
    lan = await _rested(measured, "Lan")
    for number in range(10):
        await lan.says(f"tin thứ {number}")
    assert lan.sees == TOO_FAST
    await lan.says("em ko muốn sống nữa")
    assert "111" in lan.sees


def test_a_round_that_failed_costs_nothing() -> None:
    flood = Flood(burst=2, every=timedelta(seconds=1))
    for _failed_round in range(5):
        seen: dict[int, Allowance] = {}
        assert [flood.judge(1, START, seen) for _event in range(3)] == ["take", "take", "tell"]
    flood.written(seen)
    assert flood.judge(1, START, {}) == "drop"


def test_a_clock_that_goes_back_gives_nothing_and_takes_nothing() -> None:
    flood = Flood(burst=1, every=timedelta(seconds=10))
    seen: dict[int, Allowance] = {}
    assert flood.judge(1, START, seen) == "take"
    assert flood.judge(1, START - timedelta(days=1), seen) == "tell"
    assert flood.judge(1, START + timedelta(seconds=10), seen) == "take"


def test_who_has_rested_is_forgotten_when_too_many_are_known() -> None:
    flood = Flood(burst=2, every=timedelta(seconds=1))
    for person in range(MOST_KNOWN):
        seen: dict[int, Allowance] = {}
        flood.judge(person, START, seen)
        flood.written(seen)
    later = START + timedelta(minutes=1)
    seen = {}
    flood.judge(MOST_KNOWN, later, seen)
    flood.written(seen)
    assert list(flood._known) == [MOST_KNOWN]

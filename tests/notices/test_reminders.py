"""A word before the cutoff, to who has begun and not sent, once, and never at night."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from bot.config_values import Quiet
from storage import schema
from tests.conftest import MakeHouse
from tests.house import START, ZONE, House
from tests.phone import Phone, Unknown
from tests.youth.conftest import LAMP, has_sent

CUTOFF = datetime(2027, 3, 24, 23, 59, 59, tzinfo=ZONE)
NIGHT = Quiet(time(21), time(7))
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)


def reminded(house: House, name: str = "Lan") -> int:
    """How many reminders arrived."""
    return sum(x.kind == "reminder" and x.address == name for x in house.network.arrived)


async def _has_begun(house: House) -> Phone:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    return lan


async def test_it_comes_at_each_offset_and_puts_the_card_again_below_itself(house: House) -> None:
    lan = await _has_begun(house)
    card, buttons = lan.sees, lan.buttons
    await house.until(CUTOFF - 3 * DAY - SECOND)
    assert reminded(house) == 0
    await house.until(CUTOFF - 3 * DAY)
    assert lan.sees == (
        "Nhắc bạn: hạn gửi ý kiến tới Chủ tịch UBND phường Quang Trung là 23:59 Thứ Tư, 24/03/2027 "
        f"(còn 3 ngày). Bạn đang viết dở một ý, chưa gửi.\n\n{card}"
    )
    assert lan.buttons == buttons
    await house.until(CUTOFF - DAY)
    await house.until(CUTOFF - 3 * HOUR)
    await house.until(CUTOFF)
    assert reminded(house) == 3


async def test_the_button_below_the_reminder_sends(house: House) -> None:
    lan = await _has_begun(house)
    await house.until(CUTOFF - 3 * DAY)
    await lan.taps("Gửi", on=lan.chat[-1])
    assert await house.texts() == [LAMP]


async def test_it_never_costs_a_draft(house: House) -> None:
    lan = await _has_begun(house)
    before = await house.rows(schema.drafts)
    await house.until(CUTOFF - 3 * DAY)
    assert await house.rows(schema.drafts) == before
    await lan.says("mong phường sửa sớm")
    await lan.taps("Gửi")
    assert await house.texts() == [f"{LAMP}\nmong phường sửa sớm"]


async def test_it_also_comes_where_something_else_lies_in_front(house: House) -> None:
    lan = await _has_begun(house)
    await lan.opens("b-KP5")
    await house.until(CUTOFF - 3 * DAY)
    assert reminded(house) == 1


async def test_who_has_sent_gets_none(house: House) -> None:
    lan = await _has_begun(house)
    await lan.taps("Gửi")
    await house.until(CUTOFF - 3 * DAY)
    assert reminded(house) == 0


async def test_who_has_only_opened_the_question_gets_none(house: House) -> None:
    await house.youth("Lan")
    await house.until(CUTOFF - 3 * DAY)
    assert reminded(house) == 0


async def test_who_has_not_agreed_gets_none(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.says(LAMP)
    await house.until(CUTOFF - 3 * DAY)
    assert reminded(house) == 0


async def test_who_has_blocked_the_chat_gets_none(house: House) -> None:
    lan = await _has_begun(house)
    await lan.blocks()
    await house.until(CUTOFF - 3 * DAY)
    assert reminded(house) == 0
    assert [r["state"] for r in await house.rows(schema.outbox) if r["kind"] == "reminder"] == []


async def test_an_offset_that_had_passed_when_the_draft_began_is_skipped(house: House) -> None:
    lan = await house.youth("Lan")
    await house.until(CUTOFF - 2 * DAY)
    await lan.says("/huy")
    await lan.says(LAMP)
    await house.passes(minutes=1)
    assert reminded(house) == 0
    await house.until(CUTOFF - DAY)
    assert reminded(house) == 1


async def test_after_downtime_only_the_latest_comes(house: House) -> None:
    lan = await _has_begun(house)
    house.now = CUTOFF - 2 * HOUR
    await house.ticks()
    assert reminded(house) == 1
    assert "(còn 2 giờ)" in lan.sees
    await house.passes(minutes=10)
    assert reminded(house) == 1


async def test_planned_twice_it_comes_once(house: House) -> None:
    await _has_begun(house)
    await house.until(CUTOFF - 3 * DAY)
    for _tick in range(5):
        await house.passes(minutes=1)
    assert reminded(house) == 1


async def test_a_reminder_whose_arrival_is_unknown_does_not_go_twice(house: House) -> None:
    await _has_begun(house)
    house.network.troubles = [Unknown()]
    await house.until(CUTOFF - 3 * DAY)
    await house.passes(minutes=1)
    assert reminded(house) == 1


@pytest.mark.parametrize("what", ["sends", "drops", "moves", "closes", "cancels", "blocks"])
async def test_it_is_withdrawn_when_it_is_no_longer_true(make_house: MakeHouse, what: str) -> None:
    house = await make_house()
    dialogue = await house.dialogue("QT")
    lan = await _has_begun(house)
    house.now = CUTOFF - 3 * DAY
    await house.plans()
    does = {
        "sends": lambda: lan.taps("Gửi"),
        "drops": lambda: lan.says("/huy"),
        "moves": lambda: house.move(dialogue, START + 60 * DAY),
        "closes": lambda: house.close(dialogue),
        "cancels": lambda: house.cancel(dialogue),
        "blocks": lan.blocks,
    }
    await does[what]()
    await house.sends()
    assert reminded(house) == 0
    assert [r["state"] for r in await house.rows(schema.outbox) if r["kind"] == "reminder"] in (
        ["dropped"],
        ["gone"],
    )


@pytest.mark.nasty("n229")
async def test_a_moved_dialogue_reminds_of_its_new_day(make_house: MakeHouse) -> None:
    house = await make_house()
    dialogue = await house.dialogue("QT")
    lan = await _has_begun(house)
    await house.until(CUTOFF - 3 * DAY)
    await house.move(dialogue, datetime(2027, 4, 30, 14, 0, tzinfo=ZONE))
    await house.until(CUTOFF - DAY)
    assert reminded(house) == 1
    await house.until(datetime(2027, 4, 21, 0, 0, tzinfo=ZONE))
    assert reminded(house) == 2
    assert "23:59 Thứ Sáu, 23/04/2027" in lan.sees


async def test_it_is_about_the_dialogue_that_was_chosen(two: House) -> None:
    lan = await _has_begun(two)
    await lan.taps("Đổi nơi gửi")
    await lan.taps("Chủ tịch UBND tỉnh Thanh Hoá")
    await two.until(CUTOFF - 3 * DAY)
    assert reminded(two) == 0
    await two.until((await two.the(2)).cutoff - 3 * DAY)
    assert reminded(two) == 1
    assert lan.sees.startswith("Nhắc bạn: hạn gửi ý kiến tới Chủ tịch UBND tỉnh Thanh Hoá")


async def test_nothing_comes_after_the_cutoff(house: House) -> None:
    await _has_begun(house)
    house.now = CUTOFF + SECOND
    await house.ticks()
    assert reminded(house) == 0


@pytest.mark.parametrize(
    ("due", "comes"),
    [
        (timedelta(days=3), "2027-03-22 07:00"),
        (timedelta(hours=1), "2027-03-24 20:30"),
        (timedelta(hours=5), "2027-03-24 18:59"),
    ],
)
@pytest.mark.nasty("n233")
async def test_never_at_night_but_still_before_the_cutoff(
    make_house: MakeHouse, due: timedelta, comes: str
) -> None:
    house = await make_house(quiet=NIGHT, offsets=[due])
    await house.dialogue("QT")
    await _has_begun(house)
    hour = datetime.fromisoformat(comes).replace(tzinfo=ZONE)
    await house.until(hour - timedelta(minutes=1))
    assert reminded(house) == 0
    await house.until(hour + timedelta(minutes=1))
    assert reminded(house) == 1


async def test_a_house_that_wakes_at_night_waits_for_the_morning(make_house: MakeHouse) -> None:
    house = await make_house(quiet=NIGHT)
    await house.dialogue("QT")
    await _has_begun(house)
    await house.until(datetime(2027, 3, 22, 23, 0, tzinfo=ZONE))
    assert reminded(house) == 0
    await house.until(datetime(2027, 3, 23, 7, 0, tzinfo=ZONE))
    assert reminded(house) == 1


async def test_a_house_that_wakes_too_late_at_night_says_nothing(make_house: MakeHouse) -> None:
    house = await make_house(quiet=NIGHT, offsets=[HOUR])
    await house.dialogue("QT")
    await _has_begun(house)
    house.now = datetime(2027, 3, 24, 22, 0, tzinfo=ZONE)
    await house.ticks()
    await house.until(datetime(2027, 3, 25, 8, 0, tzinfo=ZONE))
    assert reminded(house) == 0


async def test_a_reminder_in_the_language_that_is_spoken(house: House) -> None:
    lan = await _has_begun(house)
    await lan.says("/english")
    await house.until(CUTOFF - 3 * DAY)
    assert lan.sees.startswith(
        "A reminder: opinions for the dialogue of Chairperson of phường Quang Trung close at"
    )


async def test_a_second_opinion_after_the_first_was_sent_is_reminded_of_too(house: House) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    await lan.says("Mong có thêm sân bóng cho thanh niên")
    await house.until(CUTOFF - DAY)
    assert reminded(house) == 1

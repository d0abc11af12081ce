"""Who was told an old day, hour or place is told the new one as the last word; nobody else is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from storage import outbox, people, schema
from tests.conftest import MakeHouse
from tests.house import START, YES, ZONE, House
from tests.notices.test_reminders import NIGHT
from tests.phone import Gone, Phone, Unknown
from tests.youth.conftest import LAMP, has_sent

APRIL = datetime(2027, 4, 15, 14, 0, tzinfo=ZONE)
MAY = datetime(2027, 5, 20, 8, 0, tzinfo=ZONE)
IN_APRIL = (
    "Lịch có thay đổi: buổi đối thoại của Chủ tịch UBND phường Quang Trung nay là 14:00 Thứ Năm, "
    "15/04/2027. Hạn gửi ý kiến là 23:59 Thứ Năm, 08/04/2027 (còn 38 ngày)."
)


def heard(phone: Phone) -> list[str]:
    """Every word of a change that reached a phone."""
    said = ("Lịch có thay đổi", "Buổi đối thoại của Chủ tịch")
    return [m.text for m in phone.chat if m.kind == "answer" and m.text.startswith(said)]


async def _nobody_told(house: House, name: str = "Minh") -> Phone:
    """Somebody who agreed when nothing was planned."""
    return await house.youth(name)


async def test_who_was_told_the_old_day_hears_the_new_one_once(house: House) -> None:
    lan = await house.youth("Lan")
    await house.move(1, APRIL)
    for _tick in range(3):
        await house.ticks()
    assert heard(lan) == [IN_APRIL]


async def test_who_was_told_nothing_hears_nothing(make_house: MakeHouse) -> None:
    house = await make_house()
    minh = await _nobody_told(house)
    await house.dialogue("QT")
    lan = await house.youth("Lan")
    await house.move(1, APRIL)
    await house.ticks()
    assert heard(lan) == [IN_APRIL]
    assert heard(minh) == []


@pytest.mark.parametrize("way", ["deadline", "receipt", "status"])
async def test_every_way_of_being_told_counts(make_house: MakeHouse, way: str) -> None:
    house = await make_house()
    minh = await _nobody_told(house)
    await house.dialogue("QT")
    if way == "deadline":
        await minh.says("/han")
    elif way == "receipt":
        await has_sent(minh)
    else:
        receipt = await has_sent(await house.youth("Lan"))
        await minh.says(receipt)
    await house.move(1, APRIL)
    await house.ticks()
    assert heard(minh) == [IN_APRIL]


@pytest.mark.nasty("n229")
async def test_a_reminder_tells_too(make_house: MakeHouse) -> None:
    house = await make_house()
    minh = await _nobody_told(house)
    await minh.says("/nhac")
    await minh.taps("Nhắc mọi buổi")
    await house.dialogue("QT")
    await house.until((await house.the(1)).cutoff - timedelta(days=3))
    await house.move(1, MAY)
    await house.ticks()
    assert len(heard(minh)) == 1


async def test_there_and_back_before_anybody_heard_is_no_news(house: House) -> None:
    lan = await house.youth("Lan")
    before = (await house.the(1)).at
    await house.move(1, APRIL)
    await house.plans()
    await house.move(1, before)
    await house.ticks()
    assert heard(lan) == []


async def test_there_and_back_after_somebody_heard_is_news_to_them_alone(house: House) -> None:
    lan, ha = await house.youth("Lan"), await house.youth("Hà")
    await house.ticks()
    before = (await house.the(1)).at
    house.network.blocked.add("Hà")
    await house.move(1, APRIL)
    await house.ticks()
    house.network.blocked.clear()
    await house.move(1, before)
    await house.ticks()
    assert [text[:80] for text in heard(lan)] == [
        IN_APRIL[:80],
        "Lịch có thay đổi: buổi đối thoại của Chủ tịch UBND phường Quang Trung nay là 14:",
    ]
    assert "31/03/2027" in heard(lan)[-1]
    assert heard(ha) == []


async def test_moved_twice_only_the_last_day_is_told(house: House) -> None:
    lan = await house.youth("Lan")
    await house.move(1, MAY)
    await house.plans()
    await house.move(1, APRIL)
    await house.ticks()
    assert heard(lan) == [IN_APRIL]


async def test_who_asked_for_the_day_meanwhile_knows_it(house: House) -> None:
    lan = await house.youth("Lan")
    await house.move(1, APRIL)
    await house.plans()
    await lan.says("/han")
    await house.ticks()
    assert heard(lan) == []


async def test_a_yes_to_an_old_day_is_asked_for_again(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await house.move(1, APRIL)
    await lan.taps(YES)
    assert (await house.person(lan)).state == "new"
    assert "15/04/2027" in lan.sees
    await lan.taps(YES)
    assert (await house.person(lan)).state == "yes"
    await house.ticks()
    assert heard(lan) == []


async def test_another_place_is_told_to_who_was_told_the_place(house: House) -> None:
    await house.move(1, place="Nhà văn hoá phường")
    lan, ha = await house.youth("Lan"), await house.youth("Hà")
    await lan.says("/han")
    assert "Bắt đầu lúc 14:00, tại Nhà văn hoá phường." in lan.sees
    await house.move(1, place="Hội trường UBND phường")
    await house.ticks()
    assert heard(lan) == [
        (
            "Lịch có thay đổi: buổi đối thoại của Chủ tịch UBND phường Quang Trung nay là 14:00 Thứ Tư, "
            "31/03/2027. Hạn gửi ý kiến là 23:59 Thứ Tư, 24/03/2027 (còn 23 ngày). "
            "Địa điểm: Hội trường UBND phường."
        )
    ]
    assert heard(ha) == []


async def test_another_hour_or_cutoff_is_news(house: House) -> None:
    lan = await house.youth("Lan")
    await house.move(1, START.replace(day=31, hour=15))
    await house.ticks()
    await house.move(1, cutoff=START.replace(day=20, hour=17))
    await house.ticks()
    first, second = heard(lan)
    assert "nay là 15:00 Thứ Tư, 31/03/2027. Hạn gửi ý kiến là 23:59 Thứ Tư, 24/03/2027" in first
    assert "nay là 15:00 Thứ Tư, 31/03/2027. Hạn gửi ý kiến là 17:00 Thứ Bảy, 20/03/2027" in second


async def test_a_move_that_changes_nothing_is_no_news(house: House) -> None:
    lan = await house.youth("Lan")
    await house.move(1, (await house.the(1)).at)
    await house.ticks()
    assert heard(lan) == []
    assert (await house.the(1)).moves == 0


async def test_a_cancelled_dialogue_is_told_once_to_who_was_told_of_it(
    make_house: MakeHouse,
) -> None:
    house = await make_house()
    minh = await _nobody_told(house)
    await house.dialogue("QT")
    lan = await house.youth("Lan")
    await house.cancel(1)
    for _tick in range(3):
        await house.passes(hours=1)
    assert heard(lan) == [
        (
            "Buổi đối thoại của Chủ tịch UBND phường Quang Trung, Thứ Tư, 31/03/2027, không diễn ra nữa. "
            "Ý kiến đã gửi tới buổi này vẫn được giữ."
        )
    ]
    assert heard(minh) == []


async def test_cancelled_before_the_new_day_was_told_names_the_day_that_they_know(
    house: House,
) -> None:
    lan = await house.youth("Lan")
    await house.move(1, MAY)
    await house.plans()
    await house.cancel(1)
    await house.ticks()
    assert [text.split(", ")[2] for text in heard(lan)] == ["31/03/2027"]


@pytest.mark.parametrize("how", ["blocks", "takes the yes back"])
async def test_who_does_not_want_to_be_written_to_is_not(house: House, how: str) -> None:
    lan = await house.youth("Lan")
    person = await house.person(lan)
    await house.move(1, APRIL)
    await house.plans()
    if how == "blocks":
        await lan.blocks()
    else:
        async with house.database.write() as tx:
            await people.become(tx, person, state="no", unit=person.unit)
    await house.ticks()
    assert heard(lan) == []


@pytest.mark.parametrize("how", ["blocks", "takes the yes back"])
async def test_who_comes_back_hears_what_was_missed(house: House, how: str) -> None:
    lan = await house.youth("Lan")
    person = await house.person(lan)
    await house.move(1, APRIL)
    await house.plans()
    if how == "blocks":
        await lan.blocks()
    else:
        async with house.database.write() as tx:
            await people.become(tx, person, state="no", unit=person.unit)
    await house.ticks()
    house.network.blocked.clear()
    async with house.database.write() as tx:
        await people.become(tx, person, state="yes", unit=person.unit)
        await people.seen(tx, [person.id], house.now.date())
    for _tick in range(3):
        await house.passes(minutes=5)
    assert heard(lan) == [IN_APRIL]


async def test_it_waits_for_the_quiet_hours_and_for_nothing_else(make_house: MakeHouse) -> None:
    house = await make_house(quiet=NIGHT)
    await house.dialogue("QT")
    lan = await house.youth("Lan")
    house.now = START.replace(hour=22)
    await house.move(1, APRIL)
    await house.ticks()
    assert heard(lan) == []
    await house.until((START + timedelta(days=1)).replace(hour=7))
    assert len(heard(lan)) == 1


async def test_after_the_dialogue_there_is_nothing_to_tell(house: House) -> None:
    lan = await house.youth("Lan")
    await house.move(1, APRIL)
    await house.until(APRIL)
    assert heard(lan) == []


async def test_the_card_that_is_open_stays_in_force(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await house.move(1, APRIL)
    await house.ticks()
    assert heard(lan) == [IN_APRIL]
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]


async def test_one_whose_arrival_is_unknown_goes_once_more_after_a_crash(house: House) -> None:
    lan = await house.youth("Lan")
    await house.move(1, APRIL)
    await house.plans()
    house.sender.look()
    house.network.troubles = [Unknown()]
    async with house.database.write() as tx:
        claimed = await house.sender.claim(tx, house.now)
    assert [letter.kind for letter in claimed] == ["answer"]
    async with house.database.write() as tx:
        assert await outbox.recover(tx, []) == outbox.Recovered([], 1, 0)
    house.network.troubles = []
    await house.sends()
    assert heard(lan) == [IN_APRIL]


async def test_a_letter_to_who_has_blocked_is_not_planned_again(house: House) -> None:
    await house.youth("Lan")
    house.network.troubles = [Gone()]
    await house.move(1, APRIL)
    for _tick in range(3):
        await house.passes(hours=1)
    rows = await house.rows(schema.outbox)
    assert [row["state"] for row in rows if row["guard"] == "moved"] == ["gone"]


async def test_what_was_told_is_kept_without_more_than_that(house: House) -> None:
    lan = await house.youth("Lan")
    dialogue, person = await house.the(1), await house.person(lan)
    told = [{**row, "letter_id": 0} for row in await house.rows(schema.told)]
    assert told == [
        {
            "person_id": person.id,
            "dialogue_id": 1,
            "at": dialogue.at,
            "cutoff": dialogue.cutoff,
            "place": None,
            "cancelled": False,
            "letter_id": 0,
        }
    ]


async def test_who_says_no_leaves_no_trace_of_what_was_said(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.taps("Không đồng ý")
    assert await house.rows(schema.told) == []

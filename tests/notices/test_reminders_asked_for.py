"""Who asked for a word before the cutoff gets it, until they have sent; who wants none gets none."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from bot.config_values import Quiet
from handlers.notices.reminders import forecast
from storage import people, schema
from tests.conftest import MakeHouse
from tests.house import ZONE, House
from tests.notices.test_reminders import CUTOFF, DAY, HOUR, NIGHT, reminded
from tests.phone import Phone, TryLater
from tests.youth.conftest import LAMP, has_sent

WORDS = (
    "Nhắc bạn: Chủ tịch UBND phường Quang Trung đối thoại với thanh niên Thứ Tư, 31/03/2027, hạn gửi "
    "ý kiến là 23:59 Thứ Tư, 24/03/2027 ({left}). Muốn góp ý, bạn gửi /gopy; không cần nhắc nữa thì "
    "gửi /nhac."
)


async def _asked(house: House, *, of: str = "Nhắc buổi này", name: str = "Lan") -> Phone:
    """Somebody without a draft who asked to be reminded."""
    phone = await house.youth(name)
    await phone.says("/huy")
    await phone.says("/nhac")
    await phone.taps(of)
    return phone


@pytest.mark.parametrize("wish", ["Nhắc buổi này", "Nhắc mọi buổi"])
async def test_it_says_day_cutoff_what_is_left_and_how_to_begin(house: House, wish: str) -> None:
    lan = await _asked(house, of=wish)
    await house.until(CUTOFF - 3 * DAY)
    assert lan.sees == WORDS.format(left="còn 3 ngày")
    assert lan.buttons == []
    await lan.says("/gopy")
    await lan.says(LAMP)
    await lan.taps("Gửi")
    await house.until(CUTOFF - DAY)
    assert reminded(house) == 1


async def test_the_question_that_is_open_stands_again_below(house: House) -> None:
    lan = await _asked(house)
    await lan.opens("b-KP5")
    question, buttons = lan.sees, lan.buttons
    await house.until(CUTOFF - 3 * DAY)
    assert lan.sees == f"{WORDS.format(left='còn 3 ngày')}\n\n{question}"
    assert lan.buttons == buttons
    await lan.taps("Đúng, chuyển giúp mình")
    assert (await house.person(lan)).unit == 7


async def test_who_has_sent_already_gets_none(house: House) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    await lan.says("/nhac")
    await lan.taps("Nhắc mọi buổi")
    await house.until(CUTOFF - 3 * DAY)
    assert reminded(house) == 0


async def test_who_wants_none_gets_none_even_with_something_begun(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.says("/nhac")
    await lan.taps("Thôi, không nhắc")
    await house.until(CUTOFF - 3 * DAY)
    assert reminded(house) == 0


async def test_the_last_wish_counts(two: House) -> None:
    lan = await _asked(two, of="Nhắc mọi buổi")
    await lan.says("/nhac")
    await lan.taps("Nhắc buổi của Chủ tịch UBND tỉnh Thanh Hoá")
    await two.until(CUTOFF - 3 * DAY)
    assert reminded(two) == 0
    await two.until((await two.the(2)).cutoff - 3 * DAY)
    assert reminded(two) == 1


async def test_two_dialogues_asked_for_one_by_one(two: House) -> None:
    lan = await _asked(two, of="Nhắc buổi của Chủ tịch UBND tỉnh Thanh Hoá")
    await lan.says("/nhac")
    await lan.taps("Nhắc buổi của Chủ tịch UBND phường Quang Trung")
    await two.until(CUTOFF - 3 * DAY)
    await two.until((await two.the(2)).cutoff - 3 * DAY)
    assert reminded(two) == 2


async def test_every_means_also_those_that_are_announced_later(make_house: MakeHouse) -> None:
    house = await make_house()
    await _asked(house, of="Nhắc mọi buổi")
    await house.passes(days=30)
    dialogue = await house.the(await house.dialogue("QT"))
    await house.until(dialogue.cutoff - 3 * DAY)
    assert reminded(house) == 1


async def test_every_means_those_of_the_own_branch(make_house: MakeHouse) -> None:
    house = await make_house()
    await house.unit("HT", "Phường Hạc Thành", "TH")
    await _asked(house, of="Nhắc mọi buổi")
    dialogue = await house.the(await house.dialogue("HT"))
    await house.until(dialogue.cutoff - 3 * DAY)
    assert reminded(house) == 0


async def test_who_takes_the_yes_back_gets_none(house: House) -> None:
    lan = await _asked(house)
    person = await house.person(lan)
    house.now = CUTOFF - 3 * DAY
    await house.plans()
    async with house.database.write() as tx:
        await people.become(tx, person, state="no", unit=person.unit)
    await house.sends()
    assert reminded(house) == 0


async def test_one_a_day_over_all_dialogues(make_house: MakeHouse) -> None:
    house = await make_house(offsets=[DAY])
    await house.dialogue("QT")
    await house.dialogue("TH", "Chuyển đổi số")
    lan = await _asked(house, of="Nhắc mọi buổi")
    await house.until(CUTOFF - DAY)
    await house.passes(hours=1)
    assert reminded(house) == 1
    assert "Quang Trung" in lan.sees
    await house.passes(hours=24)
    assert reminded(house) == 1
    rows = await house.rows(schema.outbox)
    assert [r["state"] for r in rows if r["kind"] == "reminder"] == ["sent", "dropped"]


async def test_two_offsets_that_fall_on_one_day_are_one(make_house: MakeHouse) -> None:
    house = await make_house(quiet=NIGHT, offsets=[DAY, 3 * HOUR])
    await house.dialogue("QT")
    await _asked(house)
    await house.until(datetime(2027, 3, 24, 7, 0, tzinfo=ZONE))
    assert reminded(house) == 1
    await house.until(CUTOFF - 3 * HOUR)
    assert reminded(house) == 1


async def test_the_days_left_are_those_when_it_leaves(house: House) -> None:
    lan = await _asked(house)
    house.network.troubles = [TryLater(0.01)]
    await house.until(CUTOFF - 3 * DAY)
    assert reminded(house) == 0
    await house.until(CUTOFF - DAY - HOUR)
    assert lan.sees == WORDS.format(left="còn 1 ngày")
    await house.until(CUTOFF - DAY)
    assert reminded(house) == 1


async def test_one_that_could_not_leave_gives_way_to_the_next(house: House) -> None:
    await _asked(house)
    house.network.troubles = [TryLater(0.01)]
    await house.until(CUTOFF - 3 * DAY)
    await house.until(CUTOFF - DAY)
    assert reminded(house) == 1
    rows = await house.rows(schema.outbox)
    assert [r["state"] for r in rows if r["kind"] == "reminder"] == ["dropped", "sent"]


async def test_what_was_asked_for_after_an_offset_waits_for_the_next(house: House) -> None:
    await house.until(CUTOFF - 2 * DAY)
    await _asked(house)
    await house.passes(minutes=1)
    assert reminded(house) == 0
    await house.until(CUTOFF - DAY)
    assert reminded(house) == 1


async def test_no_words_of_a_draft_lie_in_the_outbox(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    house.now = CUTOFF - 3 * DAY
    await house.plans()
    rows = [row for row in await house.rows(schema.outbox) if row["kind"] == "reminder"]
    assert [row["state"] for row in rows] == ["queued"]
    assert LAMP not in str(rows)


async def test_for_a_ward_it_is_planned_in_pages(make_house: MakeHouse) -> None:
    house = await make_house(quiet=Quiet(time(21), time(7)))
    await house.dialogue("QT")
    async with house.database.write() as tx:
        for number in range(1, 1202):
            tx.add(
                schema.people,
                id=number,
                channel="phone",
                address=f"p{number}",
                language="vi",
                state="yes",
                keyboard="",
                seen_on=house.now.date(),
                unit_id=3 + number % 5,
            )
            tx.add(schema.wishes, person_id=number, since=house.now)
    house.now = (CUTOFF - 3 * DAY).replace(hour=22)
    house.now += timedelta(hours=10)
    await house.plans()
    rows = await house.rows(schema.outbox)
    assert len({row["dedup_key"] for row in rows}) == len(rows) == 1201
    await house.plans()
    assert len(await house.rows(schema.outbox)) == 1201


async def test_the_preview_is_what_comes(make_house: MakeHouse) -> None:
    house = await make_house(quiet=NIGHT)
    await house.dialogue("QT")
    await _asked(house, name="Lan")
    await _asked(house, of="Thôi, không nhắc", name="Hà")
    minh = await house.youth("Minh")
    await minh.says(LAMP)
    for _offset in house.offsets:
        async with house.database.read() as db:
            foreseen = await forecast(house.desk, db, await house.the(1), house.now)
        due = {each.verdict.person.address: each.at for each in foreseen}
        assert set(due) == {"Lan", "Hà", "Minh"}
        assert due["Hà"] is None
        if due["Lan"] is None:
            break
        before = {name: reminded(house, name) for name in due}
        await house.until(due["Lan"] - timedelta(seconds=1))
        assert {name: reminded(house, name) for name in due} == before
        await house.until(due["Lan"])
        assert {name: reminded(house, name) - before[name] for name in due} == {
            name: int(at is not None) for name, at in due.items()
        }
    assert reminded(house) == 2

"""Every Monday at seven the office gets the workbook by itself, once, with what is new in it."""

from __future__ import annotations

import shutil
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from storage import schema, units, weekly
from storage.jobs import Job, Made
from storage.weekly import Rule
from tests.conftest import MakeHouse
from tests.house import START, ZONE, House
from tests.papers.books import LISTING, STATISTICS, SUMMARY, read
from tests.phone import Phone
from tests.youth.conftest import LAMP, has_sent

MONDAY = datetime(2027, 3, 8, 7, 0, tzinfo=ZONE)
WEEK, DAY = timedelta(days=7), timedelta(days=1)
COURSE = "Mong phường mở lớp dạy nghề buổi tối cho công nhân"
PITCH = "Mong có thêm sân bóng cho thanh niên"
NEW = "Mới trong tuần"
ONE = (
    "Chủ tịch UBND phường Quang Trung, đối thoại Thứ Tư, 31/03/2027: tổng 1 ý kiến.\n"
    "Mới trong tuần: 1.\n"
    "Nhiều nhất: Hạ tầng, điện, nước, thoát nước (1).\n"
    "Hạn gửi ý kiến: 23:59 Thứ Tư, 24/03/2027 (còn 16 ngày)."
)
NOTHING = (
    "Chủ tịch UBND phường Quang Trung, đối thoại Thứ Tư, 31/03/2027: tuần này chưa có ý kiến mới, "
    "tổng vẫn là {number} ý kiến."
)


def files(house: House, name: str) -> list[str]:
    """The words that came with a file."""
    return [
        letter.body.text
        for letter in house.network.arrived
        if letter.body.file is not None and letter.address == name
    ]


def said(phone: Phone) -> list[str]:
    """Every weekly message that reached somebody of the office."""
    return [m.text for m in phone.chat if m.kind == "answer"]


def new_in(house: House, phone: Phone) -> list[str]:
    """What stands on the fourth sheet of the newest file."""
    file = phone.chat[-1].file
    assert file is not None
    path = house.folder / file.name
    shutil.copy(house.folder / "files" / file.id, path)
    assert load_workbook(path, read_only=True).sheetnames == [SUMMARY, LISTING, STATISTICS, NEW]
    rows = read(path, NEW)
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    return sorted(str(row[8]) for row in rows)


async def rule(house: House, code: str, day: int | None, at: time | None, *, off: bool) -> None:
    async with house.database.write() as tx:
        unit = await units.id_of(tx, code)
        assert unit is not None
        await weekly.put(tx, Rule(unit, day, at, is_off=off))


async def test_it_comes_once_a_week_to_each_of_the_office(house: House) -> None:
    await has_sent(await house.youth("Lan"))
    await house.staff("Bình")
    await house.staff("Hà", of="TH")
    await house.until(MONDAY - timedelta(minutes=1))
    assert files(house, "Bình") == []
    for _tick in range(3):
        await house.until(MONDAY + timedelta(hours=_tick))
    assert files(house, "Bình") == [ONE]
    assert files(house, "Hà") == [ONE]


async def test_the_fourth_sheet_is_what_no_earlier_one_had(house: House) -> None:
    lan, binh = await house.youth("Lan"), await house.staff("Bình")
    await has_sent(lan)
    await has_sent(lan, COURSE)
    await house.until(MONDAY)
    assert new_in(house, binh) == sorted([LAMP, COURSE])
    await has_sent(lan, PITCH)
    await house.until(MONDAY + WEEK)
    assert new_in(house, binh) == [PITCH]
    assert said(binh)[-1].splitlines()[:2] == [
        "Chủ tịch UBND phường Quang Trung, đối thoại Thứ Tư, 31/03/2027: tổng 3 ý kiến.",
        "Mới trong tuần: 1.",
    ]


async def test_where_nothing_is_new_it_is_one_line_and_no_file(house: House) -> None:
    lan, binh = await house.youth("Lan"), await house.staff("Bình")
    await house.until(MONDAY)
    assert said(binh) == [NOTHING.format(number=0)]
    await has_sent(lan)
    await house.until(MONDAY + WEEK)
    await house.until(MONDAY + 2 * WEEK)
    assert len(files(house, "Bình")) == 1
    assert said(binh)[-1] == NOTHING.format(number=1)


async def test_what_was_withdrawn_is_not_new(house: House) -> None:
    lan, binh = await house.youth("Lan"), await house.staff("Bình")
    receipt = await has_sent(lan)
    await lan.says("/ykien")
    await lan.taps(receipt)
    await lan.taps("Rút lại")
    await lan.taps("Đúng, rút lại")
    await house.until(MONDAY)
    assert said(binh) == [NOTHING.format(number=0)]


async def test_weeks_that_were_missed_are_caught_up_once_with_all_that_is_new(
    house: House,
) -> None:
    lan, binh = await house.youth("Lan"), await house.staff("Bình")
    await has_sent(lan)
    await house.until(MONDAY)
    await has_sent(lan, COURSE)
    house.now = MONDAY + DAY + WEEK
    await has_sent(lan, PITCH)
    await house.until(MONDAY + 2 * WEEK + 2 * DAY)
    await house.passes(hours=1)
    assert len(files(house, "Bình")) == 2
    assert new_in(house, binh) == sorted([COURSE, PITCH])


async def test_a_file_that_failed_leaves_its_news_to_the_next_try(make_house: MakeHouse) -> None:
    house = await make_house()
    await house.dialogue("QT")
    lan, binh = await house.youth("Lan"), await house.staff("Bình")
    await has_sent(lan)
    made = house._build_weekly
    tries: list[Job] = []

    async def fails_once(job: Job, path: Path) -> Made:
        """Everything is written, and then the process is killed."""
        done = await made(job, path)
        tries.append(job)
        if len(tries) == 1:
            raise OSError
        return done

    house.jobs._build_weekly = fails_once
    await house.until(MONDAY)
    assert said(binh) == []
    await house.passes(minutes=1)
    assert new_in(house, binh) == [LAMP]


async def test_each_office_has_news_of_its_own(house: House) -> None:
    lan, binh = await house.youth("Lan"), await house.staff("Bình")
    await has_sent(lan)
    await house.until(MONDAY)
    ha = await house.staff("Hà", of="TH")
    await has_sent(lan, COURSE)
    await house.until(MONDAY + WEEK)
    assert new_in(house, binh) == [COURSE]
    assert new_in(house, ha) == sorted([LAMP, COURSE])


async def test_a_unit_may_have_another_day_and_hour(house: House) -> None:
    lan, binh = await house.youth("Lan"), await house.staff("Bình")
    await house.staff("Hà", of="TH")
    await has_sent(lan)
    await rule(house, "QT", 3, time(15, 30), off=False)
    thursday = datetime(2027, 3, 4, 15, 30, tzinfo=ZONE)
    await house.until(thursday - timedelta(minutes=1))
    assert said(binh) == []
    await house.until(thursday)
    assert len(files(house, "Bình")) == 1
    assert files(house, "Hà") == []
    await house.until(MONDAY)
    assert (len(files(house, "Bình")), len(files(house, "Hà"))) == (1, 1)


async def test_a_unit_may_have_none(house: House) -> None:
    lan = await house.youth("Lan")
    await house.staff("Bình")
    await house.staff("Hà", of="TH")
    await has_sent(lan)
    await rule(house, "QT", None, None, off=True)
    await house.until(MONDAY)
    assert files(house, "Bình") == []
    assert files(house, "Hà") == [ONE]


@pytest.mark.parametrize("how", ["revoked", "blocked"])
async def test_who_is_no_longer_there_gets_none(house: House, how: str) -> None:
    binh = await house.staff("Bình")
    await has_sent(await house.youth("Lan"))
    if how == "revoked":
        await house.revoke(binh, "staff")
    else:
        await binh.blocks()
    await house.until(MONDAY)
    assert said(binh) == []
    assert await house.rows(schema.weekly_seen) == []


async def test_after_the_dialogue_it_stops(house: House) -> None:
    binh = await house.staff("Bình")
    await house.until(START + timedelta(days=37))
    assert said(binh) == []


async def test_the_office_of_another_unit_gets_nothing_of_this_one(house: House) -> None:
    await house.unit("HT", "Phường Hạc Thành", "TH")
    other = await house.staff("Khác", of="HT")
    await house.until(MONDAY)
    assert said(other) == []


async def test_who_holds_the_role_twice_gets_one(house: House) -> None:
    binh = await house.staff("Bình")
    await has_sent(await house.youth("Lan"))
    await house.appoint(binh, "staff", "TH")
    await house.until(MONDAY)
    assert len(files(house, "Bình")) == 1


async def test_the_summary_in_english(house: House) -> None:
    binh = await house.staff("Bình")
    await binh.says("/english")
    await has_sent(await house.youth("Lan"))
    await house.until(MONDAY)
    assert said(binh)[0].splitlines() == [
        "Chairperson of phường Quang Trung, dialogue on Wednesday, 31/03/2027: opinions in all: 1.",
        "New this week: 1.",
        "Most of them: Infrastructure, power, water, drainage (1).",
        "Opinions until 23:59 Wednesday, 24/03/2027 (16 days left).",
    ]

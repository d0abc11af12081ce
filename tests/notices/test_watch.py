"""One line a day to admins, when the machine needs somebody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.channels.contract import NeverAccepted
from handlers.notices import watch
from storage import aside, inbox, jobs, machine, schema
from storage.jobs import Job
from storage.machine import Machine
from tests.house import START, House
from tests.phone import Phone

WELL = Machine(free=40 * 1024**3, is_short=False)
ONE_ASIDE = (
    "Máy chủ đang cần bạn một chút: 1 tin phải để riêng. Bạn chạy doithoai check trên máy, "
    "mình chỉ việc cần làm."
)


@pytest.fixture
async def tam(house: House) -> Phone:
    """The admin."""
    return await house.admin("Tâm", of="QT")


async def set_aside(house: House, event: str = "1") -> None:
    """An update that nothing could be made of."""
    async with house.database.write() as tx:
        await inbox.keep_unreadable(
            tx, channel="phone", event_id=event, what="ValidationError", now=house.now
        )


async def sees(house: House, seen: Machine) -> None:
    """The house looks around."""
    async with house.database.write() as tx:
        await machine.seen(tx, seen)


def lines(of: Phone) -> list[str]:
    """What was said unasked."""
    return [message.text for message in of.chat if message.kind == "answer"]


async def test_a_machine_that_is_well_says_nothing(house: House, tam: Phone) -> None:
    await sees(house, WELL)
    await house.passes(days=3)
    assert lines(tam) == []


async def test_what_was_set_aside_is_counted_and_told_once(house: House, tam: Phone) -> None:
    await set_aside(house)
    await house.ticks()
    await house.passes(hours=30)
    assert lines(tam) == [ONE_ASIDE]
    keys = [row["dedup_key"] for row in await house.rows(schema.outbox)]
    assert keys == [f"watch:day=2027-03-01:person={(await house.person(tam)).id}"]


async def test_the_same_update_twice_is_one(house: House, tam: Phone) -> None:
    await set_aside(house)
    await set_aside(house)
    await house.ticks()
    assert lines(tam) == [ONE_ASIDE]


async def test_there_is_one_line_a_day_and_the_rest_is_in_the_next(
    house: House, tam: Phone
) -> None:
    await set_aside(house)
    await house.ticks()
    for number in range(2, 5):
        await set_aside(house, str(number))
        await house.passes(hours=6)
    assert lines(tam) == [ONE_ASIDE]
    await house.passes(hours=6)
    assert lines(tam)[1:] == [ONE_ASIDE.replace("1 tin", "3 tin")]


async def test_an_old_event_that_is_set_aside_only_now_counts(house: House, tam: Phone) -> None:
    """It came before the last line, and was tried again after a stop."""
    lan = await house.youth("Lan")
    await house.one_round(lan.event("text", text="Đèn hỏng"))
    ((event,),) = [
        [row["id"] for row in await house.rows(schema.inbox) if row["event_id"] == "Lan:3"]
    ]
    assert isinstance(event, int)
    await set_aside(house)
    await house.passes(minutes=1)
    async with house.database.write() as tx:
        await inbox.set_aside(tx, event, "KeyError")
    await house.passes(days=1)
    assert lines(tam) == [ONE_ASIDE, ONE_ASIDE]


async def test_all_that_can_be_wrong_stands_in_one_line_without_a_word_of_anybody(
    house: House, tam: Phone
) -> None:
    lan = await house.youth("Lan Đặc Biệt")
    house.network.troubles = [NeverAccepted("it quotes nothing")]
    await lan.says("Đèn đường ngõ 5 hỏng cả tháng nay")
    await house.turns.step()
    for number in range(2):
        await set_aside(house, str(number))
    async with house.database.write() as tx:
        await jobs.failed(tx, Job(1, "workbook", 1, None, 1, jobs.TRIES - 1, "w"), house.now)
    await sees(
        house,
        Machine(
            free=412 * 1024**2,
            is_short=True,
            silent_since={"Telegram": START - timedelta(minutes=61)},
            backup_failed=START,
        ),
    )
    await house.ticks()
    assert lines(tam) == [
        (
            "Máy chủ đang cần bạn một chút: 2 tin phải để riêng; 1 tin gửi đi bị từ chối; 1 tệp chưa "
            "làm được; đĩa chỉ còn 412 MB; Telegram không trả lời từ 07:59 Thứ Hai, 01/03/2027; lần "
            "sao lưu vừa rồi chưa được. Bạn chạy doithoai check trên máy, mình chỉ việc cần làm."
        )
    ]


async def test_a_platform_that_is_away_for_less_than_an_hour_is_no_news(
    house: House, tam: Phone
) -> None:
    since = {"Telegram": START - timedelta(minutes=60)}
    await sees(house, Machine(free=WELL.free, is_short=False, silent_since=since))
    await house.ticks()
    assert lines(tam) == []


async def test_a_backup_that_failed_long_ago_is_no_news(house: House, tam: Phone) -> None:
    failed = START - timedelta(days=1)
    await sees(house, Machine(free=WELL.free, is_short=False, backup_failed=failed))
    await house.ticks()
    assert lines(tam) == []


async def test_what_lasts_is_said_every_day_and_not_at_midnight(house: House, tam: Phone) -> None:
    await sees(house, Machine(free=0, is_short=True))
    for _hour in range(49):
        await house.passes(hours=1)
    came = [row["made_at"] for row in await house.rows(schema.outbox)]
    assert came == [START + timedelta(hours=1 + 24 * day) for day in range(3)]


async def test_each_admin_hears_it_and_nobody_else(house: House, tam: Phone) -> None:
    an = await house.admin("An", of="TH")
    others = [await house.youth("Lan"), await house.staff("Hải"), await house.secretary("Hoa")]
    await house.appoint(an, "admin", "QT")
    await set_aside(house)
    await house.ticks()
    assert [lines(each) for each in (tam, an)] == [[ONE_ASIDE], [ONE_ASIDE]]
    assert [lines(each) for each in others] == [[], [], []]


async def test_without_an_admin_it_waits_for_one(house: House) -> None:
    await set_aside(house)
    await house.passes(days=2)
    tam = await house.admin("Tâm", of="QT")
    await house.ticks()
    assert lines(tam) == [ONE_ASIDE]


async def test_who_has_blocked_the_bot_or_lost_the_role_hears_nothing(
    house: House, tam: Phone
) -> None:
    an = await house.admin("An", of="TH")
    await set_aside(house)
    await house.plans()
    await house.revoke(tam, "admin")
    await an.blocks()
    await house.sends()
    assert [lines(each) for each in (tam, an)] == [[], []]
    await set_aside(house, "2")
    await house.passes(days=1)
    assert [lines(each) for each in (tam, an)] == [[], []]


async def test_a_clock_that_is_set_back_silences_nothing(house: House, tam: Phone) -> None:
    await set_aside(house)
    await house.passes(days=400)
    await set_aside(house, "2")
    await house.until(START + timedelta(days=1))
    assert lines(tam) == [ONE_ASIDE, ONE_ASIDE]


async def test_in_english_there_is_one_and_many(house: House, tam: Phone) -> None:
    await tam.says("/english")
    await set_aside(house)
    await house.ticks()
    assert lines(tam) == [
        (
            "The machine needs you for a moment: one message set aside. Running doithoai check on it "
            "tells what to do."
        )
    ]


async def test_what_is_told_is_what_was_counted(house: House, tam: Phone) -> None:
    await set_aside(house)
    await house.ticks()
    async with house.database.read() as db:
        told, total = await aside.told(db), await aside.total(db)
    assert told == aside.Told(START, total)
    assert (total, watch.EVERY) == (aside.Aside(events=1), timedelta(days=1))

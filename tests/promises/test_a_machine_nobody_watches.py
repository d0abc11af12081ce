"""Promise: what a machine runs out of pauses the house and costs nothing. Nothing is acknowledged
that is not kept, nothing is lost, and it goes on by itself."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest

from bot.channels.telegram import Telegram
from bot.sender import Sender
from bot.turns import Turns
from handlers import CONVERSATIONS, guards
from storage import inbox, schema
from tests.fakes.bot_api import TOKEN, FakeBotApi, User
from tests.house import ZONE, House
from tests.promises.bot_process import BotProcess
from tests.promises.killing import (
    IN_FLIGHT,
    acknowledged_is_used,
    every_update_used_once,
    nothing_lost,
    on_telegram,
)
from tests.promises.on_telegram import TelegramPeople
from tests.promises.on_the_web import WebPerson
from tests.promises.proposer import YES, Proposer
from tests.promises.scarce import a_small_disk, full, locked, no_file_grows

SOON = 5.0
"""Seconds within which it goes on once it can."""
LATER = 30.0
"""The longest wait for a platform that was away."""
A_WHILE, LOCKED = 4.0, 20.0
UNDER_WAY = 1.0
"""Seconds until what was begun before has ended."""
POLLS_A_SECOND = 2.0
SILENCE = timedelta(days=7, minutes=2)
TAKES_IT = "Mình nhận"
TEXT = "Đèn đường ngõ 5 hỏng cả tháng nay, tối đi học về sợ lắm"


# --- the disk and the database ----------------------------------------------------------------


@pytest.mark.xdist_group("machine-disk")
@pytest.mark.nasty("n237")
async def test_a_full_disk_pauses_it_and_loses_nothing(tmp_path: Path) -> None:
    with a_small_disk(tmp_path / "data"):
        async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
            await bot.starts("--sample")
            await _pauses_and_goes_on(bot, api, full(tmp_path / "data"), A_WHILE)


@pytest.mark.xdist_group("machine-disk")
async def test_a_disk_that_takes_no_more_bytes_pauses_it_and_loses_nothing(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        await _pauses_and_goes_on(bot, api, no_file_grows(bot), A_WHILE)


@pytest.mark.xdist_group("machine-lock")
@pytest.mark.nasty("n223")
async def test_a_database_that_is_locked_pauses_it_and_loses_nothing(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        await _pauses_and_goes_on(bot, api, locked(bot.file), LOCKED)


@pytest.mark.xdist_group("machine-disk")
async def test_a_workbook_that_was_asked_for_comes_when_there_is_room_again(tmp_path: Path) -> None:
    with a_small_disk(tmp_path / "data"):
        async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
            await bot.starts("--sample")
            office = api.user("Hải")
            await _takes_role(
                office, bot.said.partition("Office: ")[2].split("start=")[1].split()[0]
            )
            office.types("/xuat")
            await bot.until(lambda: bot.number("SELECT count(*) FROM jobs"))
            with full(tmp_path / "data"):
                await asyncio.sleep(A_WHILE)
                assert bot.runs
            await office.waits_for(lambda _: bool(office.files), seconds=LATER)
            assert bot.rows("SELECT state FROM jobs") == [("done",)]
            assert await bot.stops() == 0


async def _pauses_and_goes_on(
    bot: BotProcess, api: FakeBotApi, trouble: AbstractContextManager[None], seconds: float
) -> None:
    """People on both channels are in the middle of their proposals, and go on trying."""
    people, browsers = _people(api), _browsers(bot)
    people.come()
    async with asyncio.TaskGroup() as all_of_them:
        for browser in browsers:
            all_of_them.create_task(browser.comes())
        await bot.until(lambda: people.deeds > 50 and all(b.acknowledged for b in browsers))
        with trouble:
            await asyncio.sleep(UNDER_WAY)
            before = _kept(bot), _acknowledged(browsers)
            await asyncio.sleep(seconds - UNDER_WAY)
            waiting = len(api.updates.pending)
            assert (_kept(bot), _acknowledged(browsers)) == before
            assert waiting > 0
        again = await _goes_on(bot, people, browsers)
        _have_enough(people, browsers)
    await people.finish()
    await _nothing_is_lost(bot, api, people, browsers)
    print(f"{waiting} updates waited at the platform; it went on {again:.1f} s after")


async def _goes_on(bot: BotProcess, people: TelegramPeople, browsers: Sequence[WebPerson]) -> float:
    """On both channels, soon; after how many seconds."""
    began, deeds, acknowledged = time.monotonic(), people.deeds, _acknowledged(browsers)
    await bot.until(
        lambda: people.deeds > deeds and _acknowledged(browsers) > acknowledged, seconds=SOON
    )
    return time.monotonic() - began


# --- the network ------------------------------------------------------------------------------


@pytest.mark.xdist_group("machine-network")
async def test_while_telegram_is_away_the_web_goes_on_and_nothing_is_lost(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        people, browsers = _people(api), _browsers(bot)
        people.come()
        async with asyncio.TaskGroup() as all_of_them:
            for browser in browsers:
                all_of_them.create_task(browser.comes())
            await bot.until(lambda: people.deeds > 50)
            await api.goes_away()
            await asyncio.sleep(UNDER_WAY)
            before = _acknowledged(browsers)
            await asyncio.sleep(A_WHILE)
            assert _acknowledged(browsers) > before
            await api.comes_back()
            deeds = people.deeds
            await bot.until(lambda: people.deeds > deeds, seconds=LATER)
            _have_enough(people, browsers)
        await people.finish()
        await _nothing_is_lost(bot, api, people, browsers)


async def test_an_hour_without_a_network_ends_by_itself(house: House) -> None:
    """The clock is ours, so the hour is one of waiting for a platform, not of waiting for a test."""

    async def sleep(seconds: float) -> None:
        house.now += timedelta(seconds=seconds)
        await asyncio.sleep(0.001)

    async with FakeBotApi() as api, _in_this_process(house, api, sleep=sleep) as telegram:
        lan = api.user("Lan")
        lan.starts("b-KP3")
        await lan.waits_for(lambda _: YES in lan.buttons)
        await _everything_is_confirmed(api)
        await api.goes_away()
        lan.presses(YES)
        away, answered_at = house.now, telegram.answered_at
        while house.now < away + timedelta(hours=1):
            await asyncio.sleep(0.001)
        assert telegram.answered_at == answered_at
        await api.comes_back()
        await lan.hears("Viết một tin là đủ")
        await _everything_is_confirmed(api)
        assert telegram.answered_at is not None
        assert telegram.answered_at > away + timedelta(hours=1)
        assert lan.copies() == {}


# --- a silent week ----------------------------------------------------------------------------


@pytest.mark.nasty("n147")
async def test_a_silent_week_deafens_nobody(house: House) -> None:
    """Ids go on from anywhere; here, in the worst case, from those that were used before."""
    async with FakeBotApi() as api, _in_this_process(house, api):
        api.updates.hurry_guard = True
        first, lan = api.updates.next_id, api.user("Lan")
        lan.starts("b-KP3")
        await lan.waits_for(lambda _: YES in lan.buttons)
        for week in range(2):
            await _everything_is_confirmed(api)
            polls, began = len(api.called("getUpdates")), time.monotonic()
            house.now += SILENCE
            async with house.database.write() as tx:
                await inbox.tidy(tx, house.now)
            await asyncio.sleep(3)
            rate = (len(api.called("getUpdates")) - polls) / (time.monotonic() - began)
            assert rate < POLLS_A_SECOND
            api.updates.jump_to(first)
            for number in range(3):
                lan.types(f"/trogiup {week} {number}")
                await lan.gets_answer()
        await _everything_is_confirmed(api)
        states = [row["state"] for row in await house.rows(schema.inbox)]
        assert states == ["done"] * 3


# --- longer than the platform remembers -------------------------------------------------------


@pytest.mark.xdist_group("machine-network")
@pytest.mark.nasty("n171")
async def test_thirty_hours_off_are_admitted_once_to_who_had_a_draft(tmp_path: Path) -> None:
    often = {"clock__tick_seconds": "1", "telegram__poll_timeout": "1"}
    async with FakeBotApi() as api, on_telegram(tmp_path, api, **often) as bot:
        await bot.starts("--sample")
        lan, minh = api.user("Lan"), api.user("Minh")
        for user in (lan, minh):
            user.starts("b-KP1")
            await user.waits_for(lambda _, user=user: YES in user.buttons)  # type: ignore[misc]
            user.presses(YES)
            await user.hears("Viết một tin là đủ")
            user.types(TEXT)
            await user.waits_for(lambda _, user=user: "Gửi" in user.buttons)  # type: ignore[misc]
        minh.presses("Gửi")
        await minh.hears("Mã biên nhận")
        card = lan.sees
        await bot.until(lambda: bot.rows("SELECT value FROM facts WHERE name LIKE 'answered.%'"))
        assert await bot.stops() == 0
        _was_last_answered(bot, datetime.now(UTC) - timedelta(hours=30))
        await bot.starts()
        said = await lan.hears("Mình tạm nghỉ từ", seconds=LATER)
        assert said.endswith(f"bạn gửi lại giúp mình nhé.\n\n{card}")
        assert await bot.stops() == 0
        await bot.starts()
        await asyncio.wait_for(api.updates.polled.wait(), LATER)
        lan.presses("Gửi")
        await lan.hears("Mã biên nhận")
        assert [_admissions(user) for user in (lan, minh)] == [1, 0]


@pytest.mark.xdist_group("machine-lock")
@pytest.mark.nasty("n149")
async def test_an_admin_hears_the_same_day_that_something_was_set_aside(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api, clock__tick_seconds="1") as bot:
        await bot.starts("--sample")
        tam, lan = api.user("Tâm"), api.user("Lan")
        lan.starts("b-KP1")
        invited = await bot.obeys("invite", "--role", "admin", "--unit", "QT")
        await _takes_role(tam, f"r-{invited.out.split()[0]}")
        lan.sends_poison()
        line = await tam.hears("1 tin phải để riêng", seconds=LATER)
        assert line.startswith("Máy chủ đang cần bạn một chút: ")
        assert "Máy chủ" not in lan.sees


async def _takes_role(user: User, start: str) -> None:
    user.starts(start)
    await user.waits_for(lambda _: TAKES_IT in user.buttons, seconds=LATER)
    user.presses(TAKES_IT)
    await user.waits_for(lambda _: TAKES_IT not in user.buttons, seconds=LATER)


def _was_last_answered(bot: BotProcess, at: datetime) -> None:
    with closing(sqlite3.connect(bot.file, isolation_level=None)) as database:
        database.execute(
            "UPDATE facts SET value = ? WHERE name LIKE 'answered.%'", [at.isoformat()]
        )


def _admissions(user: User) -> int:
    """Messages that ever said so: a card is written anew when it is answered."""
    return sum("Mình tạm nghỉ" in message.versions[0] for message in user.chat)


# --- inside -----------------------------------------------------------------------------------


def _people(api: FakeBotApi) -> TelegramPeople:
    return TelegramPeople(api, 12, thinks=0.2, seed=8)


def _browsers(bot: BotProcess) -> list[WebPerson]:
    return [
        WebPerson(bot.base, Proposer(f"người W{n}"), streams=n % 2 == 0, thinks=0.2)
        for n in range(4)
    ]


def _have_enough(people: TelegramPeople, browsers: Sequence[WebPerson]) -> None:
    people.have_enough()
    for browser in browsers:
        browser.proposer.has_enough()


def _kept(bot: BotProcess) -> int:
    return bot.number("SELECT count(*) FROM inbox")


def _acknowledged(browsers: Sequence[WebPerson]) -> int:
    return sum(len(each.acknowledged) for each in browsers)


async def _nothing_is_lost(
    bot: BotProcess, api: FakeBotApi, people: TelegramPeople, browsers: Sequence[WebPerson]
) -> None:
    await bot.until(lambda: bot.number("SELECT count(*) FROM outbox") == 0)
    assert api.unanswered() == []
    assert await bot.stops() == 0
    proposers = [*people.proposers.values(), *(each.proposer for each in browsers)]
    texts = [text for each in proposers for text in each.texts]
    receipts = [receipt for each in proposers for receipt in each.receipts]
    nothing_lost(bot, texts, dict(zip(texts, receipts, strict=True)))
    every_update_used_once(bot, api)
    for browser in browsers:
        acknowledged_is_used(bot, browser)
    assert [words for each in proposers for words in each.odd] == []
    assert people.doubled <= IN_FLIGHT
    assert bot.starts_so_far == 1


@asynccontextmanager
async def _in_this_process(
    house: House, api: FakeBotApi, *, sleep: object = asyncio.sleep
) -> AsyncIterator[Telegram]:
    """The house's own database behind the real channel, by the house's clock."""
    telegram = Telegram(
        TOKEN,
        files=lambda attachment: house.folder / attachment.id,
        api_base=api.base,
        poll_timeout=1,
        now=lambda: house.now,
        sleep=sleep,  # type: ignore[arg-type]
    )
    channels = {telegram.name: telegram}
    sender = Sender(
        channels,
        guards=guards(house.desk),
        now=lambda: house.now,
        per_second=0,
        per_chat_seconds=0,
    )
    turns = Turns(
        database=house.database,
        registry=CONVERSATIONS,
        channels=channels,
        sender=sender,
        new_id=house.ids.new,
        now=lambda: house.now,
        zone=ZONE,
        random=Random(7),
    )
    sender.on_marks(turns.wake)
    work = (turns.run(), sender.run(), telegram.run(partial(turns.came, telegram.name)))
    tasks = [asyncio.create_task(part) for part in work]
    try:
        yield telegram
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await telegram.close()


async def _everything_is_confirmed(api: FakeBotApi) -> None:
    """Until the bot waits for something new, having confirmed all there was."""
    await api.until(lambda: not api.updates.pending, seconds=LATER)
    await asyncio.wait_for(api.updates.polled.wait(), LATER)

"""Promise: Telegram being away stops nothing else, and when it is back everything goes on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp
import pytest

from tests.fakes.bot_api import TOKEN, FakeBotApi, User
from tests.promises.bot_process import BotProcess
from tests.promises.killing import (
    IN_FLIGHT,
    every_update_used_once,
    nothing_lost,
    on_telegram,
)
from tests.promises.on_telegram import TelegramPeople
from tests.promises.on_the_web import WebPerson
from tests.promises.proposer import Proposer
from tests.promises.staff import SENDS_IT, becomes_secretary, writes_announcement


async def test_away_at_the_start_the_web_chat_serves_and_telegram_goes_on_later(
    tmp_path: Path,
) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await api.goes_away()
        people = TelegramPeople(api, 10, at_most=2)
        people.come()
        await bot.starts("--sample")
        browser = WebPerson(bot.base, Proposer("người W", at_most=2))
        await browser.comes()
        assert browser.proposer.odd == []
        await bot.until(lambda: "Telegram cannot be reached" in bot.log)
        await api.comes_back()
        await people.finish()
        assert "Telegram is there again" in bot.log
        assert api.world.commands
        assert api.copies() == {}
        assert bot.complaints == []


async def test_away_in_the_middle_nothing_is_lost(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        people = TelegramPeople(api, 30)
        people.come()
        for times in range(1, 4):
            await bot.until(lambda times=times: people.deeds > 150 * times)  # type: ignore[misc]
            await api.goes_away()
            # Long enough for several tries to run into it.
            await asyncio.sleep(1.5)
            await api.comes_back()
        people.have_enough()
        await people.finish()
        await bot.until(lambda: bot.number("SELECT count(*) FROM outbox") == 0)
        assert await bot.stops() == 0
        nothing_lost(bot, people.texts, people.receipts)
        every_update_used_once(bot, api)
        assert people.odd == []
        assert people.doubled <= 3 * IN_FLIGHT


async def test_another_program_that_polls_loses_nothing_of_ours(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        people = TelegramPeople(api, 10, at_most=8)
        people.come()
        await bot.until(lambda: people.deeds > 20)
        async with aiohttp.ClientSession(api.base) as other:
            while "another program fetches" not in bot.log:
                async with other.post(f"/bot{TOKEN}/getUpdates", json={"timeout": 1}) as answer:
                    await answer.read()
        await people.finish()
        await bot.until(lambda: bot.number("SELECT count(*) FROM outbox") == 0)
        assert await bot.stops() == 0
        nothing_lost(bot, people.texts, people.receipts)
        every_update_used_once(bot, api)


@pytest.mark.nasty("n161")
async def test_who_blocks_is_marked_once_and_written_to_no_more(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        people = TelegramPeople(api, 5, at_most=1)
        people.come()
        await people.finish()
        told, untold, *rest = people.crowd.users
        told.blocks()
        # The platform tells of most blocks, and of some only when something is sent.
        untold.room.blocked = True
        await bot.until(lambda: _blocked(bot) == 1)
        hoa = api.user("Hoa")
        await becomes_secretary(hoa, bot.said)
        for place, audience in enumerate((4, 3), 1):
            assert f"tới {audience} người" in await writes_announcement(hoa, f"Tin số {place} nhé")
            hoa.presses(SENDS_IT)
            await hoa.hears(f"tới được 3/{audience} người", seconds=30)
        assert _blocked(bot) == 2
        assert (_refusals(api, told), _refusals(api, untold)) == (0, 1)
        untold.unblocks()
        untold.types("/trogiup")
        await untold.gets_answer(seconds=30)
        assert _blocked(bot) == 1
        assert [_heard(user) for user in rest] == [2, 2, 2]
        assert bot.complaints == []


def _blocked(bot: BotProcess) -> int:
    return bot.number("SELECT count(*) FROM people WHERE blocked_at IS NOT NULL")


def _refusals(api: FakeBotApi, user: User) -> int:
    return sum(call.chat_id == user.id and call.status == 403 for call in api.calls)


def _heard(user: User) -> int:
    return sum("Tin số" in message.text for message in user.chat)

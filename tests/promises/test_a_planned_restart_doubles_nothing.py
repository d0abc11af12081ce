"""Promise: a planned stop finishes what is in flight and writes it down, so that a restart loses
nothing and doubles nothing. The order is what is looked at, the clock only for the outermost bound.
"""

from __future__ import annotations

import asyncio
import signal
import time
from pathlib import Path
from random import Random

import pytest

from tests.fakes.bot_api import FakeBotApi
from tests.promises.bot_process import BotProcess
from tests.promises.killing import every_update_used_once, nothing_lost, on_telegram
from tests.promises.on_telegram import TelegramPeople
from tests.promises.on_the_web import WebPerson
from tests.promises.proposer import Proposer

RESTARTS = 8
LONGEST_STOP = 40.0
TEXT = "Đèn đường ngõ 5 hỏng cả tháng nay, tối đi học về sợ lắm"


@pytest.mark.xdist_group("kills-on-the-web")
async def test_eight_restarts_under_load_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    random = Random(51)
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        people = TelegramPeople(api, 40, seed=51)
        browsers = [
            WebPerson(bot.base, Proposer(f"người W{n}"), streams=n % 2 == 0) for n in range(8)
        ]
        people.come()
        async with asyncio.TaskGroup() as all_of_them:
            for browser in browsers:
                all_of_them.create_task(browser.comes())
            for place in range(RESTARTS):
                enough = people.deeds + random.randint(0, 200)
                await bot.until(lambda enough=enough: people.deeds >= enough)  # type: ignore[misc]
                assert await bot.stops((signal.SIGTERM, signal.SIGINT)[place % 2]) == 0
                assert bot.rows("SELECT state FROM outbox WHERE state = 'claimed'") == []
                await bot.starts()
            people.have_enough()
            for browser in browsers:
                browser.proposer.has_enough()
        await people.finish()
        await bot.until(lambda: bot.number("SELECT count(*) FROM outbox") == 0)
        assert await bot.stops() == 0
        proposers = [*people.proposers.values(), *(each.proposer for each in browsers)]
        texts = [text for each in proposers for text in each.texts]
        nothing_lost(bot, texts, _receipts(proposers))
        every_update_used_once(bot, api)
        assert api.copies() == {}
        assert "after a crash" not in bot.log
        assert [words for each in proposers for words in each.odd] == []
        print(f"{RESTARTS} planned restarts, {len(texts)} proposals: 0 lost, 0 doubled")


def _receipts(proposers: list[Proposer]) -> dict[str, str]:
    return {
        text: receipt
        for each in proposers
        for text, receipt in zip(each.texts, each.receipts, strict=True)
    }


async def test_a_letter_in_flight_arrives_before_the_end(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        lan = api.user("Lan")
        api.faults.add("slow", method="sendMessage", chat=lan.id, seconds=2)
        lan.starts("b-KP1")
        # The fake has taken it and has not answered yet.
        await lan.waits_for(lambda _: bool(lan.buttons), seconds=30)
        assert await bot.stops() == 0
        assert bot.number("SELECT count(*) FROM outbox") == 0
        await bot.starts()
        lan.types("/trogiup")
        await lan.gets_answer(seconds=30)
        assert lan.copies() == {}


async def test_what_waits_in_memory_waits_for_the_next_start(tmp_path: Path) -> None:
    """At one letter in two seconds most of forty greetings cannot have left."""
    slow = {"pace__per_second": "0.5"}
    async with FakeBotApi() as api, on_telegram(tmp_path, api, **slow) as bot:
        await bot.starts("--sample")
        users = [api.user(f"N{number}") for number in range(40)]
        for user in users:
            user.starts("b-KP1")
        await bot.until(lambda: bot.number("SELECT count(*) FROM inbox WHERE state = 'done'") == 40)
        assert await bot.stops() == 0
        left = bot.number("SELECT count(*) FROM outbox WHERE state = 'queued' AND tries = 0")
        arrived = sum(bool(user.buttons) for user in users)
        assert left == 40 - arrived > 0
        bot.is_set(pace__per_second="0")
        await bot.starts()
        for user in users:
            await user.waits_for(lambda _, user=user: bool(user.buttons), seconds=30)  # type: ignore[misc]
        assert api.copies() == {}


async def test_a_platform_that_hangs_does_not_keep_it(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        lan = api.user("Lan")
        api.faults.add("hang", chat=lan.id, method="sendMessage", times=9, seconds=120)
        lan.starts("b-KP1")
        await api.until(lambda: bool(api.called("sendMessage")), seconds=30)
        began = time.monotonic()
        assert await bot.stops() == 0
        assert time.monotonic() - began < LONGEST_STOP
        api.faults.clear()
        await bot.starts()
        await lan.waits_for(lambda _: bool(lan.buttons), seconds=30)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_stop_is_quiet_and_its_code_is_nought(
    tmp_path: Path, number: signal.Signals
) -> None:
    async with BotProcess(tmp_path) as bot:
        await bot.starts("--sample")
        browser = WebPerson(bot.base, Proposer("người W", at_most=1))
        await browser.comes()
        assert await bot.stops(number) == 0
        assert len(bot.said.splitlines()) == 3
        assert [line for line in bot.log.splitlines() if " INFO " not in line] == []


async def test_a_stop_while_it_starts_harms_nothing(tmp_path: Path) -> None:
    async with BotProcess(tmp_path) as bot:
        for seconds in (0.3, 0.7, 1.0, 1.3):
            await bot.begins("--sample")
            await asyncio.sleep(seconds)
            assert await bot.stops() in {0, -signal.SIGTERM}
        await bot.starts()
        assert bot.complaints == []

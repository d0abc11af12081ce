"""Promise: an unfinished draft gets one reminder before the cutoff, who has sent gets none, and a
kill in the middle changes nothing."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.fakes.bot_api import FakeBotApi, User
from tests.promises.bot_process import LOOK_AGAIN, BotProcess
from tests.promises.killing import on_telegram

YES, SEND = "Đồng ý, mình từ 16 tuổi", "Gửi"
REMINDER = "Nhắc bạn: hạn gửi ý kiến"
AHEAD = timedelta(seconds=20)
"""How long before the cutoff the reminder is due, and how long the people have to write."""


def reminders(user: User) -> int:
    """How often somebody was reminded, also where the tap on its card has changed the message."""
    bots = [message for message in user.chat if message.from_bot]
    return sum(any(REMINDER in text for text in message.versions) for message in bots)


async def writes(user: User, text: str) -> None:
    """From the link to the card."""
    user.starts("b-KP1")
    await user.waits_for(lambda _: YES in user.buttons, seconds=30)
    user.presses(YES)
    await user.hears("Viết một tin là đủ", seconds=30)
    user.types(text)
    await user.waits_for(lambda _: SEND in user.buttons, seconds=30)


async def a_dialogue_that_closes_soon(bot: BotProcess) -> None:
    now = datetime.now(UTC)
    added = await bot.obeys(
        *("dialogue", "add", "--unit", "QT", "--theme", "Sắp hết hạn"),
        *("--at", (now + timedelta(days=1)).isoformat()),
        *("--cutoff", (now + 2 * AHEAD).isoformat()),
    )
    assert (added.code, added.err) == (0, "")


@pytest.mark.xdist_group("reminders")
async def test_on_telegram(tmp_path: Path) -> None:
    settings = {"clock__tick_seconds": "1", "reminders__offsets": f"{AHEAD.seconds}s"}
    async with FakeBotApi() as api, on_telegram(tmp_path, api, **settings) as bot:
        await bot.starts("--sample")
        await a_dialogue_that_closes_soon(bot)
        lan, minh = api.user("Lan"), api.user("Minh")
        await writes(lan, "Đèn đường ngõ 5 hỏng cả tháng nay")
        await writes(minh, "Mong có sân bóng ở khu phố 1")
        minh.presses(SEND)
        await minh.hears("Mã biên nhận", seconds=30)

        await lan.hears(REMINDER, seconds=60)
        assert SEND in lan.buttons
        await bot.is_killed()
        await bot.starts()
        # Some ticks later nothing has come on top of it; the card under it still sends.
        await bot.until(lambda: bot.number("SELECT count(*) FROM outbox WHERE state='queued'") == 0)
        lan.presses(SEND)
        await lan.hears("Mã biên nhận", seconds=30)

        assert (reminders(lan), reminders(minh)) == (1, 0)
        assert bot.rows("SELECT count(*) FROM outbox WHERE kind = 'reminder'") == [(1,)]
        assert bot.complaints == []


@pytest.mark.xdist_group("reminders")
async def test_on_the_web(tmp_path: Path) -> None:
    settings = {"clock__tick_seconds": "1", "reminders__offsets": f"{AHEAD.seconds}s"}
    async with BotProcess(tmp_path, telegram=None, **settings) as bot:
        await bot.starts("--sample")
        await a_dialogue_that_closes_soon(bot)
        async with Browser(bot.base) as lan:
            await lan.taps(YES)
            await lan.says("Đèn đường ngõ 5 hỏng cả tháng nay")
            await bot.until(lambda: bot.number("SELECT count(*) FROM drafts") == 1)
            await bot.until(
                lambda: (
                    bot.number(
                        "SELECT count(*) FROM outbox WHERE kind = 'reminder' AND state = 'sent'"
                    )
                    == 1
                )
            )
            assert [REMINDER in text for text in await lan.hears()].count(True) == 1
            await lan.taps(SEND)
            assert "Mã biên nhận" in (await lan.hears())[-1]


class Browser:
    """The web chat's JSON, one step at a time."""

    def __init__(self, base: str) -> None:
        self._http = aiohttp.ClientSession(base, cookie_jar=aiohttp.CookieJar(unsafe=True))
        self._sent = 0

    async def __aenter__(self) -> Browser:
        async with self._http.post("/chat/api/session", json={"start": "b-KP1"}) as answer:
            assert answer.status == 201
        await self._more_than(0)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.close()

    async def hears(self) -> list[str]:
        """Everything the bot has said."""
        return [each["text"] for each in await self._entries()]

    async def taps(self, label: str) -> None:
        """The button with this label under the newest message that has it."""
        choices = {
            option["label"]: option["choice"]
            for each in await self._entries()
            for option in each["options"]
        }
        await self._does({"choice": choices[label]})

    async def says(self, text: str) -> None:
        await self._does({"text": text})

    async def _does(self, body: dict[str, str]) -> None:
        before = len(await self._entries())
        self._sent += 1
        async with self._http.post(
            "/chat/api/messages", json={"id": f"m{self._sent}", **body}
        ) as answer:
            assert answer.status == 202
        await self._more_than(before)

    async def _more_than(self, before: int) -> None:
        """Until the bot has said something more."""
        while len(await self._entries()) <= before:
            await asyncio.sleep(LOOK_AGAIN)

    async def _entries(self) -> list[dict[str, Any]]:
        async with self._http.get("/chat/api/history") as answer:
            said = (await answer.json())["messages"]
        return [each for each in said if each["from"] == "bot"]

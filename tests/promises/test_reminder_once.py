"""Promise: with a near cutoff an unfinished draft gets exactly one reminder and who has sent gets
none, on Telegram and on the web, whatever happens to the program meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import aiohttp
import pytest

from tests.fakes.bot_api import FakeBotApi, Message, User
from tests.promises.bot_process import BotProcess
from tests.promises.killing import on_telegram
from tests.promises.on_the_web import WebPerson
from tests.promises.proposer import RECEIPT, SEND, YES, Deed, Proposer

UNITS = """code,short,name,parent,aliases
TH,TH,Tỉnh Thanh Hoá,,
QT,QT,Phường Quang Trung,TH,
KP1,KP1,Khu phố 1,QT,
"""
REMINDER = "Nhắc bạn"
DUE_IN, CUTOFF_IN = timedelta(seconds=18), timedelta(seconds=300)
"""Long enough to write a draft on a busy machine, and to be reminded before the cutoff."""
TICKS = 3
TEXT = "Đèn đường ngõ 5 hỏng cả tháng nay, tối đi học về sợ lắm"
SETTINGS = {
    "clock__tick_seconds": "1",
    "reminders__offsets": f"{int((CUTOFF_IN - DUE_IN).total_seconds())}s",
}

Happens: TypeAlias = Callable[[BotProcess, "Drafts"], Awaitable[None]]


class Unfinished(Proposer):
    """Writes, looks at the card, and leaves it there."""

    def _answer(self, text: str, labels: Sequence[str]) -> Deed | None:
        if self.expects == "card" and SEND in labels:
            self.expects = "nothing"
            return None
        return super()._answer(text, labels)


class Drafts:
    """One who has begun and one who has sent, on each channel."""

    def __init__(self, api: FakeBotApi, base: str) -> None:
        self.begun, self.sent = api.user("Lan"), api.user("Minh")
        self.begun_on_web = WebPerson(base, Unfinished("người dở"))
        self.sent_on_web = WebPerson(base, Proposer("người xong", at_most=1))

    async def write(self) -> None:
        """All four go as far as they go."""
        await asyncio.gather(self.begun_on_web.comes(), self.sent_on_web.comes())
        for user in (self.begun, self.sent):
            await _writes(user)
        self.sent.presses(SEND)
        await self.sent.waits_for(lambda _: RECEIPT.search(self.sent.sees) is not None, seconds=30)

    async def are_reminded(self, base: str) -> None:
        """Both who have begun."""
        await self.begun.waits_for(lambda _: _reminders(self.begun.chat) > 0, seconds=90)
        async with asyncio.timeout(60):
            while not await _reminders_on_web(base, self.begun_on_web):
                await asyncio.sleep(0.1)

    async def reminders(self, base: str) -> tuple[int, int, int, int]:
        """How often each was reminded: Telegram begun and sent, web begun and sent."""
        return (
            _reminders(self.begun.chat),
            _reminders(self.sent.chat),
            await _reminders_on_web(base, self.begun_on_web),
            await _reminders_on_web(base, self.sent_on_web),
        )


async def _nothing_happens(bot: BotProcess, drafts: Drafts) -> None:
    await drafts.are_reminded(bot.base)


async def _it_is_down_when_it_is_due(bot: BotProcess, drafts: Drafts) -> None:
    await bot.is_killed()
    await asyncio.sleep(DUE_IN.total_seconds())
    await bot.starts()
    await drafts.are_reminded(bot.base)


async def _it_is_killed_twice_afterwards(bot: BotProcess, drafts: Drafts) -> None:
    await drafts.are_reminded(bot.base)
    await bot.until(lambda: _states(bot) == {"sent": 2})
    for _ in range(2):
        await bot.is_killed()
        await bot.starts()


@pytest.mark.parametrize(
    "happens", [_nothing_happens, _it_is_down_when_it_is_due, _it_is_killed_twice_afterwards]
)
async def test_who_has_begun_gets_one_and_who_has_sent_gets_none(
    tmp_path: Path, happens: Happens
) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api, **SETTINGS) as bot:
        await _begins_with_a_near_cutoff(bot)
        drafts = Drafts(api, bot.base)
        await drafts.write()
        assert await drafts.reminders(bot.base) == (0, 0, 0, 0)
        await happens(bot, drafts)
        # That nothing more comes can only be seen by letting the clock go on.
        await asyncio.sleep(TICKS)
        assert await drafts.reminders(bot.base) == (1, 0, 1, 0)
        assert SEND in drafts.begun.buttons
        drafts.begun.presses(SEND)
        await drafts.begun.waits_for(
            lambda _: RECEIPT.search(drafts.begun.sees) is not None, seconds=30
        )
        assert bot.complaints == []


async def test_kills_while_they_leave_remind_nobody_twice(tmp_path: Path) -> None:
    slow = {**SETTINGS, "pace__per_second": "20"}
    async with FakeBotApi() as api, on_telegram(tmp_path, api, **SETTINGS) as bot:
        await _begins_with_a_near_cutoff(bot)
        users = [api.user(f"N{number}") for number in range(30)]
        await asyncio.gather(*(_writes(user) for user in users))
        await bot.stops()
        bot.is_set(**slow)
        await bot.starts()
        for enough in (3, 10, 18):
            await bot.until(lambda enough=enough: _reminded(users) >= enough, seconds=90)  # type: ignore[misc]
            await bot.is_killed()
            await bot.starts()
        await bot.until(lambda: _is_over(bot, len(users)))
        await asyncio.sleep(TICKS)
        assert max(_reminders(user.chat) for user in users) == 1
        states = _states(bot)
        assert states.get("sent", 0) <= _reminded(users) <= len(users)
        assert states.get("unknown", 0) <= 3
        assert bot.complaints == []


async def _begins_with_a_near_cutoff(bot: BotProcess) -> None:
    (bot.folder / "units.csv").write_text(UNITS, encoding="utf-8")
    assert (await bot.obeys("migrate")).code == 0
    assert (await bot.obeys("units", "import", "units.csv")).code == 0
    await bot.starts()
    now = datetime.now(UTC)
    when = {"--at": now + timedelta(hours=2), "--cutoff": now + CUTOFF_IN}
    words = [part for name, at in when.items() for part in (name, at.isoformat(timespec="seconds"))]
    made = await bot.obeys("dialogue", "add", "--unit", "QT", "--theme", "Việc làm", *words)
    assert made.code == 0, made


async def _writes(user: User) -> None:
    user.starts("b-KP1")
    await user.waits_for(lambda _: YES in user.buttons, seconds=30)
    user.presses(YES)
    await user.hears("Viết một tin là đủ", seconds=30)
    user.types(TEXT)
    await user.waits_for(lambda _: SEND in user.buttons, seconds=30)


def _reminders(chat: Sequence[Message]) -> int:
    return sum(REMINDER in message.text for message in chat)


def _reminded(users: Sequence[User]) -> int:
    return sum(_reminders(user.chat) > 0 for user in users)


async def _reminders_on_web(base: str, person: WebPerson) -> int:
    cookies = {"doithoai": person.cookie}
    async with (
        aiohttp.ClientSession(base, cookies=cookies) as http,
        http.get("/chat/api/history?after=0") as answer,
    ):
        told: list[dict[str, Any]] = (await answer.json())["messages"]
    return sum(REMINDER in entry["text"] for entry in told)


def _states(bot: BotProcess) -> dict[str, int]:
    rows = bot.rows("SELECT state, count(*) FROM outbox WHERE kind = 'reminder' GROUP BY state")
    return dict(rows)


def _is_over(bot: BotProcess, number: int) -> bool:
    states = _states(bot)
    return sum(states.values()) == number and not states.keys() & {"queued", "claimed"}

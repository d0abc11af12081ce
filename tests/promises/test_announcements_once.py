"""Promise: an announcement reaches each of its audience at most once, through any number of kills,
its report adds up, and replies go before it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.fakes.bot_api import Crowd, FakeBotApi, Message, User
from tests.promises.bot_process import BotProcess
from tests.promises.killing import on_telegram
from tests.promises.proposer import YES
from tests.promises.staff import SENDS_IT, becomes_secretary, writes_announcement

AUDIENCE, BLOCKED, KILLS = 220, 6, 5
NEWS = "Đối thoại dời sang hội trường lớn của phường"
PER_SECOND = 60


@pytest.mark.xdist_group("kills-on-telegram")
async def test_five_kills_and_nobody_hears_it_twice(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api, clock__tick_seconds="1") as bot:
        await bot.starts("--sample")
        users = await _have_joined(api)
        for user in users[:BLOCKED]:
            user.room.blocked = True
        hoa = api.user("Hoa")
        await becomes_secretary(hoa, bot.said)
        # From here on it takes a few seconds to tell them all.
        await bot.stops()
        bot.is_set(pace__per_second=str(PER_SECOND))
        await bot.starts()
        assert f"tới {AUDIENCE} người" in await writes_announcement(hoa, NEWS)
        card = hoa.chat[-1].message_id
        for _ in range(5):
            hoa.presses(SENDS_IT, message=card)

        for number in range(1, KILLS + 1):
            enough = number * AUDIENCE // (KILLS + 2)
            await bot.until(lambda enough=enough: _arrived(users) >= enough)  # type: ignore[misc]
            await bot.is_killed()
            await bot.starts()
        await hoa.hears("đã gửi xong", seconds=60)

        assert bot.number("SELECT count(*) FROM announcements") == 1
        assert max(_copies(user) for user in users) == 1
        assert sum("đã gửi xong" in message.text for message in hoa.chat) == 1
        reached, unknown = _reported(hoa.sees)
        assert reached + unknown + BLOCKED == AUDIENCE
        assert reached <= _arrived(users) <= reached + unknown
        assert _states(bot) == {"sent": reached, "unknown": unknown, "gone": BLOCKED}
        assert bot.complaints == []
        print(f"{KILLS} kills: {reached} reached, {unknown} unknown, {BLOCKED} blocked, 0 twice")


@pytest.mark.xdist_group("kills-on-telegram")
async def test_a_planned_stop_leaves_nobody_out(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api, clock__tick_seconds="1") as bot:
        await bot.starts("--sample")
        users = await _have_joined(api)
        hoa = api.user("Hoa")
        await becomes_secretary(hoa, bot.said)
        await writes_announcement(hoa, NEWS)
        hoa.presses(SENDS_IT)
        for number in range(1, 4):
            enough = number * AUDIENCE // 5
            await bot.until(lambda enough=enough: _arrived(users) >= enough)  # type: ignore[misc]
            assert await bot.stops() == 0
            await bot.starts()
        await hoa.hears(f"tới được {AUDIENCE}/{AUDIENCE} người", seconds=60)
        assert [_copies(user) for user in users] == [1] * AUDIENCE


@pytest.mark.xdist_group("kills-on-telegram")
async def test_replies_go_first_while_it_runs(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        users = await _have_joined(api)
        hoa, lan = api.user("Hoa"), api.user("Lan")
        await becomes_secretary(hoa, bot.said)
        await bot.stops()
        bot.is_set(pace__per_second=str(PER_SECOND))
        await bot.starts()
        await writes_announcement(hoa, NEWS)
        hoa.presses(SENDS_IT)
        await bot.until(lambda: _arrived(users) > 5)
        for _ in range(5):
            before = _arrived(users)
            lan.types("/han")
            await lan.gets_answer(seconds=30)
            # Half a second of announcements, not the rest of the queue.
            assert _arrived(users) - before <= PER_SECOND / 2
        assert _arrived(users) < AUDIENCE
        await hoa.hears(f"tới được {AUDIENCE}/{AUDIENCE} người", seconds=60)


async def _have_joined(api: FakeBotApi) -> list[User]:
    """An audience: by the link, and a yes."""

    def behave(user: User, message: Message) -> None:
        if YES in message.buttons:
            user.presses(YES, message=message.message_id)
        elif not message.buttons:
            crowd.done(user)

    crowd: Crowd = api.crowd(AUDIENCE, behave)
    crowd.starts("b-KP1")
    await crowd.finishes(seconds=90)
    return crowd.users


def _copies(user: User) -> int:
    return sum(NEWS in message.text for message in user.chat)


def _arrived(users: list[User]) -> int:
    return sum(_copies(user) > 0 for user in users)


def _reported(text: str) -> tuple[int, int]:
    reached = re.search(r"tới được (\d+)/", text)
    unknown = re.search(r"(\d+) người chưa rõ", text)
    assert reached is not None
    return int(reached[1]), int(unknown[1]) if unknown else 0


def _states(bot: BotProcess) -> dict[str, int]:
    counted = {"sent": 0, "unknown": 0, "gone": 0}
    rows = bot.rows("SELECT state, count(*) FROM outbox WHERE kind = 'announcement' GROUP BY state")
    return {**counted, **dict(rows)}

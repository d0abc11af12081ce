"""Promise: `kill -9` anywhere, and nothing that was acknowledged is lost, nothing acts twice,
every event is answered, and the person goes on at the same question.

Fifty kills in all. At light load the queue is empty most of the time, which finds other faults
than a queue that never is. `make soak` does the same for longer.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.bot_api import FakeBotApi, User
from tests.promises.bot_process import BotProcess
from tests.promises.killing import IN_FLIGHT, kill_on_telegram, kill_on_the_web, on_telegram
from tests.promises.proposer import RECEIPT, SEND, YES

MEAN_AT_LIGHT_LOAD = 3.0
TEXT = "Đèn đường ngõ 5 hỏng cả tháng nay, tối đi học về sợ lắm"


@pytest.mark.xdist_group("kills-on-telegram")
async def test_on_telegram_at_light_load(tmp_path: Path) -> None:
    figures = await kill_on_telegram(
        tmp_path, kills=13, people=4, thinks=0.1, seed=11, each_life=20
    )
    assert sum(figures.doubled) <= figures.kills * MEAN_AT_LIGHT_LOAD
    print(figures)


@pytest.mark.xdist_group("kills-on-telegram")
async def test_on_telegram_at_heavy_load(tmp_path: Path) -> None:
    figures = await kill_on_telegram(
        tmp_path, kills=13, people=60, thinks=0.0, seed=12, each_life=400
    )
    assert max(figures.doubled) <= IN_FLIGHT
    print(figures)


@pytest.mark.xdist_group("kills-on-the-web")
async def test_on_the_web_at_light_load(tmp_path: Path) -> None:
    figures = await kill_on_the_web(tmp_path, kills=12, people=4, thinks=0.1, seed=13, each_life=12)
    print(figures)


@pytest.mark.xdist_group("kills-on-the-web")
async def test_on_the_web_at_heavy_load(tmp_path: Path) -> None:
    figures = await kill_on_the_web(
        tmp_path, kills=12, people=30, thinks=0.0, seed=14, each_life=100
    )
    print(figures)


@pytest.mark.xdist_group("kills-on-telegram")
async def test_each_person_goes_on_at_the_same_question(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        an, binh, chi, dung = (api.user(name) for name in ("An", "Bình", "Chi", "Dũng"))
        for user in (an, binh, chi, dung):
            user.starts("b-KP1")
            await _sees_button(user, YES)
        for user in (binh, chi, dung):
            user.presses(YES)
            await user.hears("Viết một tin là đủ", seconds=30)
        for user in (chi, dung):
            user.types(TEXT)
            await _sees_button(user, SEND)
        dung.presses("Đổi lĩnh vực")
        await dung.waits_for(lambda _: SEND not in dung.buttons, seconds=30)
        said = {user: len(user.chat) for user in (an, binh, chi, dung)}

        await _is_killed_at_rest(bot)
        await bot.starts()
        await api.updates.polled.wait()
        assert said == {user: len(user.chat) for user in said}

        an.presses(YES)
        await an.hears("Viết một tin là đủ", seconds=30)
        binh.types(TEXT)
        await _sees_button(binh, SEND)
        chi.presses(SEND)
        await chi.waits_for(lambda _: RECEIPT.search(chi.sees) is not None, seconds=30)
        dung.presses(dung.buttons[1])
        await _sees_button(dung, SEND)
        assert bot.rows("SELECT text FROM proposals WHERE sample = 0") == [(TEXT,)]
        assert bot.complaints == []


async def _is_killed_at_rest(bot: BotProcess) -> None:
    """Nothing is in flight, so nothing may come twice."""
    await bot.until(lambda: bot.number("SELECT count(*) FROM outbox") == 0)
    await bot.is_killed()


async def _sees_button(user: User, label: str) -> None:
    await user.waits_for(lambda _: label in user.buttons, seconds=30)

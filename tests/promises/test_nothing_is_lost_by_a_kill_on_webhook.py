"""Promise: where Telegram posts updates instead of being asked, a kill loses as little: every event
is kept and answered, each proposal is there once, though a part of all posts comes twice.

The program is killed most often right after a post has left, which is when it reads, keeps or
acknowledges it.
"""

from __future__ import annotations

import asyncio
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from bot.channels.telegram.webhook import PATH
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.promises.bot_process import BotProcess
from tests.promises.killing import IN_FLIGHT, every_update_used_once, nothing_lost
from tests.promises.on_telegram import TelegramPeople

TWICE = 0.2
"""The share of updates that are posted twice."""
STOPS = 5


@pytest.mark.xdist_group("kills-on-webhook")
@pytest.mark.parametrize(
    ("kills", "people", "thinks", "each_life"), [(12, 4, 0.1, 12), (12, 40, 0.0, 200)]
)
async def test_on_webhook(
    tmp_path: Path, kills: int, people: int, thinks: float, each_life: int
) -> None:
    random, doubled = Random(people), [0]
    async with FakeBotApi() as api, on_webhook(tmp_path, api) as bot:
        crowd = TelegramPeople(api, people, thinks=thinks, seed=people)
        api.updates.share_twice(TWICE, seed=people)
        await bot.begins("--sample")
        await is_found(bot, api)
        crowd.come()
        for _ in range(kills):
            await works(bot, api, random.randint(0, each_life))
            await asyncio.sleep(random.uniform(0.0, 0.02))
            await bot.is_killed()
            doubled.append(crowd.doubled)
            await bot.begins()
        await is_at_its_end(bot, api, crowd)
        doubled.append(crowd.doubled)
        assert api.webhook.posts > api.updates.next_id - 1000
        # What a kill doubles is said again by the next life, and counted there.
        assert max(later - sooner for sooner, later in pairwise(doubled)) <= IN_FLIGHT
        print(f"{kills} kills, {len(crowd.texts)} proposals, {doubled[-1]} messages doubled")


@pytest.mark.xdist_group("kills-on-webhook")
async def test_a_planned_stop_doubles_nothing(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_webhook(tmp_path, api) as bot:
        crowd = TelegramPeople(api, 20, seed=5)
        await bot.begins("--sample")
        await is_found(bot, api)
        crowd.come()
        for _ in range(STOPS):
            await works(bot, api, 50)
            assert await bot.stops() == 0
            await bot.begins()
        await is_at_its_end(bot, api, crowd)
        assert crowd.doubled == 0


def on_webhook(folder: Path, api: FakeBotApi) -> BotProcess:
    """A program that this fake posts to."""
    bot = BotProcess(folder, telegram=(TOKEN, api.base), telegram__mode="webhook")
    bot._settings["app__public_url"] = bot.base
    return bot


async def is_found(bot: BotProcess, api: FakeBotApi) -> None:
    """The platform knows where to post."""
    await bot.is_ready()
    await bot.until(lambda: api.webhook.url == bot.base + PATH)


async def works(bot: BotProcess, api: FakeBotApi, posts: int) -> None:
    """Until it was posted so much. Counted in posts, so that a slow machine does as much."""
    await bot.is_ready()
    enough = api.webhook.posts + posts
    await bot.until(lambda: api.webhook.posts >= enough)


async def is_at_its_end(bot: BotProcess, api: FakeBotApi, crowd: TelegramPeople) -> None:
    """Everybody has a receipt; nothing is lost, used twice or left, and no secret was written."""
    crowd.have_enough()
    await bot.is_ready()
    await crowd.finish()
    assert api.unanswered() == []
    # A doubled post may still wait for its turn, and would find nobody after the stop.
    await bot.until(lambda: api.webhook.info()["pending_update_count"] == 0)
    assert await bot.stops() == 0
    nothing_lost(bot, crowd.texts, crowd.receipts)
    every_update_used_once(bot, api)
    assert crowd.odd == []
    assert api.called("getUpdates") == []
    assert secret_stays_in_its_file(bot)


def secret_stays_in_its_file(bot: BotProcess) -> bool:
    """Looked for in every byte that the run has left."""
    secret = (bot.folder / "data" / "webhook_secret").read_bytes().strip()
    places = [name for name, content in bot.everything_written() if secret in content]
    return places == ["data/webhook_secret"]

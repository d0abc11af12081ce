"""Kill it while it works: the scenario that the promise and the soak share, and what is checked."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from storage.database import integrity
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.promises.bot_process import BotProcess
from tests.promises.on_telegram import TelegramPeople
from tests.promises.on_the_web import WebPerson
from tests.promises.proposer import Proposer

FIRST_UPDATE = 1000
IN_FLIGHT = 32
"""What the sender has under way at once on a channel, so what one kill may double."""
DURING_START = 0.2
"""The share of kills that come before it serves."""


@dataclass
class Figures:
    """What a run with kills came to."""

    kills: int = 0
    events: int = 0
    proposals: int = 0
    doubled: list[int] = field(default_factory=list)
    """Messages that came twice, kill by kill."""

    def __str__(self) -> str:
        mean = sum(self.doubled) / max(1, len(self.doubled))
        return (
            f"{self.kills} kills, {self.events} events, {self.proposals} proposals; 0 lost; "
            f"doubled at a person {mean:.2f} per kill, at most {max(self.doubled, default=0)}"
        )


async def kill_on_telegram(
    folder: Path,
    *,
    kills: int,
    people: int,
    thinks: float,
    seed: int,
    each_life: int,
    **settings: str,
) -> Figures:
    """People on Telegram go on proposing while the program is killed again and again.

    `each_life`: how many deeds of theirs a life lasts at most.
    """
    random, figures = Random(seed), Figures()
    async with FakeBotApi() as api, on_telegram(folder, api, **settings) as bot:
        crowd = TelegramPeople(api, people, thinks=thinks, seed=seed)
        await bot.begins("--sample")
        await bot.is_ready()
        await asyncio.wait_for(api.updates.polled.wait(), 30)
        crowd.come()
        for _ in range(kills):
            before = crowd.doubled
            await _killed_soon(bot, random, lambda: crowd.deeds, each_life)
            await bot.begins()
            figures.kills += 1
            figures.doubled.append(crowd.doubled - before)
        crowd.have_enough()
        await bot.is_ready()
        await crowd.finish()
        assert api.unanswered() == []
        assert await bot.stops() == 0
        # What a kill doubles shows only after the next start, so the sums are moved by one.
        figures.doubled = [*figures.doubled[1:], crowd.doubled - sum(figures.doubled)]
        figures.events = api.updates.next_id - FIRST_UPDATE
        figures.proposals = len(crowd.texts)
        nothing_lost(bot, crowd.texts, crowd.receipts)
        every_update_used_once(bot, api)
        assert crowd.odd == []
        assert max(figures.doubled) <= IN_FLIGHT
        return figures


async def kill_on_the_web(
    folder: Path,
    *,
    kills: int,
    people: int,
    thinks: float,
    seed: int,
    each_life: int,
    machine: Callable[[Path], BotProcess] = BotProcess,
) -> Figures:
    """People in the web chat go on proposing while the program is killed again and again.

    `each_life`: how many messages a life lasts at most. `machine`: what a kill does besides.
    """
    random, figures = Random(seed), Figures()
    async with machine(folder) as bot:
        await bot.starts("--sample")
        browsers = [
            WebPerson(bot.base, Proposer(f"người W{n}"), streams=n % 2 == 0, thinks=thinks)
            for n in range(people)
        ]
        async with asyncio.TaskGroup() as all_of_them:
            for browser in browsers:
                all_of_them.create_task(browser.comes())
            for _ in range(kills):
                await _killed_soon(bot, random, lambda: _heard(browsers), each_life)
                await bot.begins()
                figures.kills += 1
            for browser in browsers:
                browser.proposer.has_enough()
            await bot.is_ready()
        assert await bot.stops() == 0
        texts = [text for each in browsers for text in each.proposer.texts]
        receipts = {
            text: receipt
            for each in browsers
            for text, receipt in zip(each.proposer.texts, each.proposer.receipts, strict=True)
        }
        figures.events = bot.number("SELECT count(*) FROM inbox")
        figures.proposals = len(texts)
        figures.doubled = [0] * kills
        nothing_lost(bot, texts, receipts)
        for browser in browsers:
            acknowledged_is_used(bot, browser)
            assert browser.proposer.odd == []
        return figures


async def _killed_soon(
    bot: BotProcess, random: Random, work: Callable[[], int], each_life: int
) -> None:
    """At a random moment, most often in the middle of its work. To wait for no reason is the point.

    How long a life lasts is counted in work done, so that a slow machine does as much.
    """
    if random.random() < DURING_START:
        await asyncio.sleep(random.uniform(0.0, 1.0))
    else:
        await bot.is_ready()
        enough = work() + random.randint(0, each_life)
        await bot.until(lambda: work() >= enough)
        await asyncio.sleep(random.uniform(0.0, 0.02))
    await bot.is_killed()


def _heard(browsers: Sequence[WebPerson]) -> int:
    return sum(len(each.acknowledged) + len(each.heard) for each in browsers)


def on_telegram(folder: Path, api: FakeBotApi, **settings: str) -> BotProcess:
    """A program that serves the people of this fake."""
    return BotProcess(folder, telegram=(TOKEN, api.base), **settings)


# --- what has to hold at the end --------------------------------------------------------------


def nothing_lost(bot: BotProcess, texts: list[str], receipts: dict[str, str]) -> None:
    """Each intent is one proposal with the receipt that its author was told, and nothing is left."""
    kept = bot.rows("SELECT text, receipt FROM proposals WHERE sample = 0")
    assert Counter(text for text, _ in kept) == Counter(texts)
    assert dict(kept) == receipts
    assert bot.rows("SELECT state, count(*) FROM inbox GROUP BY state")[0][0] == "done"
    assert bot.rows("SELECT state, trouble FROM inbox WHERE state != 'done'") == []
    assert bot.rows("SELECT kind, state FROM outbox") == []
    # The question about other activities stands below a first receipt and waits for nobody.
    assert bot.rows("SELECT conversation FROM drafts WHERE conversation != 'news'") == []
    assert bot.rows("SELECT person_id FROM consents GROUP BY person_id HAVING count(*) > 1") == []
    assert bot.complaints == []
    assert integrity(bot.file) == "ok"


def every_update_used_once(bot: BotProcess, api: FakeBotApi) -> None:
    """Each update that a person caused is known by its key, and answered."""
    known = bot.rows("SELECT event_id FROM inbox WHERE channel = 'telegram'")
    caused = range(FIRST_UPDATE, api.updates.next_id)
    assert sorted(int(event) for (event,) in known) == list(caused)


def acknowledged_is_used(bot: BotProcess, browser: WebPerson) -> None:
    """What got its 202 is in the chat, once, and what the bot said came once and in order."""
    mine = [entry["key"] for entry in browser.history if entry["from"] == "me"]
    told = [entry["id"] for entry in browser.history if entry["from"] == "bot"]
    assert [key for key in mine if not key.startswith("start")] == browser.acknowledged
    assert browser.heard == told
    assert len(set(told)) == len(told)

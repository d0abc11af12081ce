"""Promise: no token, cookie, code, name or word of people in anything the run writes for the
operator, also at DEBUG, with faults and a crash; and nothing on the disk of what was typed before
a yes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from random import Random
from urllib.parse import quote

import aiohttp
import pytest

from tests.fakes.bot_api import TOKEN, FakeBotApi, User
from tests.promises.bot_process import BotProcess
from tests.promises.killing import on_telegram
from tests.promises.on_telegram import TelegramPeople
from tests.promises.on_the_web import WebPerson
from tests.promises.proposer import RECEIPT, SEND, YES, Proposer
from tests.promises.staff import SENDS_IT, takes_role, writes_announcement
from tests.promises.trouble import strike

APP_SECRET = "zqsecret-0123456789-0123456789-abcdef"
NO = "Không đồng ý"
GIVES_NAME = "Ghi tên"
WORDS = "Đèn đường zqxwords ngõ 5 hỏng cả tháng nay rồi"
ON_THE_WEB = "Rãnh nước zqxweb đầu ngõ tắc cả tháng nay"
NAME = "Zqxname Thị Hồng Gấm"
FIRST_NAME = "Zqxfirst"
NEWS = "Họp zqxnews lúc bảy giờ tối"
EARLY = ("Chưa đồng ý zqxearlyno mà đã viết", "Im lặng zqxearlysilent rồi đi luôn")
EARLY_WEB = "Trên web zqxearlyweb mình viết trước"


@pytest.mark.xdist_group("kills-on-the-web")
@pytest.mark.nasty("n225")
async def test_at_debug_with_faults_and_a_crash(tmp_path: Path) -> None:
    settings = {"app__log_level": "DEBUG", "app__secret": APP_SECRET}
    async with FakeBotApi() as api, on_telegram(tmp_path, api, **settings) as bot:
        await bot.starts("--sample")
        codes = [line.partition("r-")[2] for line in bot.said.splitlines() if "r-" in line]
        secretary = (await bot.obeys("invite", "--role", "secretary", "--unit", "QT")).out
        code = secretary.split()[0].removeprefix("r-")
        people = TelegramPeople(api, 40, at_most=2)
        strike(api, people.crowd.users, 0.65, Random(41))
        people.come()
        gam = api.user(FIRST_NAME)
        gam.sends_poison()
        await _proposes_by_name(gam)
        cookie = await _proposes_on_the_web(bot.base)
        api.faults.add("429", method="sendMessage", nth=5, retry_after=1)
        hoa = api.user("Hoa")
        await takes_role(hoa, f"r-{code}")
        await bot.is_killed()
        await bot.starts()
        await writes_announcement(hoa, NEWS)
        hoa.presses(SENDS_IT)
        await people.finish()
        async with aiohttp.ClientSession(bot.base) as http:
            async with http.post("/chat/api/messages", data=f"not json {WORDS}") as answer:
                assert answer.status == 401
            async with http.get(f"/files/{WORDS}") as answer:
                assert answer.status == 404
        assert await bot.stops() == 0

        secret = [TOKEN, TOKEN.partition(":")[2], APP_SECRET, cookie, code]
        typed = [text for each in people.proposers.values() for text in each.texts]
        typed += [WORDS, ON_THE_WEB, NAME, FIRST_NAME, NEWS, "zqx", "Zqx", "(poison)"]
        assert _found([*secret, *codes, *typed], bot.log.encode()) == []
        assert _found([*secret, *typed], bot.said.encode()) == []
        assert " DEBUG " in bot.log
        assert len(people.texts) == 80


async def test_what_was_typed_before_a_yes_is_nowhere(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        refuses, silent = api.user("An"), api.user("Bình")
        for user, words in zip((refuses, silent), EARLY, strict=True):
            user.starts("b-KP1")
            await _sees_button(user, YES)
            user.types(words)
            await user.gets_answer(seconds=30)
        await _writes_early_on_the_web(bot.base)
        # A crash with the words still in the write-ahead log, which the next start empties.
        await bot.is_killed()
        await bot.starts()
        refuses.presses(NO)
        await refuses.hears("Không sao cả", seconds=30)
        await bot.until(lambda: not _remains(bot, [*EARLY, EARLY_WEB, "zqxearly"]))
        assert await bot.stops() == 0
        assert _remains(bot, [*EARLY, EARLY_WEB, "zqxearly"]) == []
        assert bot.number("SELECT count(*) FROM inbox WHERE body != ''") == 0


async def test_what_was_dropped_or_sent_leaves_no_draft_on_the_disk(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        drops, sends = api.user("An"), api.user("Bình")
        for user in (drops, sends):
            user.starts("b-KP1")
            await _sees_button(user, YES)
            user.presses(YES)
            await user.hears("Viết một tin là đủ", seconds=30)
        drops.types(WORDS)
        await _sees_button(drops, SEND)
        drops.types("/huy")
        await drops.gets_answer(seconds=30)
        sends.types(ON_THE_WEB)
        await _sees_button(sends, SEND)
        sends.presses(SEND)
        await _has_receipt(sends)
        assert await bot.stops() == 0
        assert _remains(bot, ["zqxwords"]) == []
        # Once, as the proposal: in no draft, no event, no letter.
        assert sum(content.count(b"zqxweb") for _, content in bot.everything_written()) == 1


async def _proposes_by_name(user: User) -> None:
    user.starts("b-KP1")
    await _sees_button(user, YES)
    user.presses(YES)
    await user.hears("Viết một tin là đủ", seconds=30)
    user.types(WORDS)
    await _sees_button(user, GIVES_NAME)
    user.presses(GIVES_NAME)
    await user.waits_for(lambda _: SEND not in user.buttons, seconds=30)
    user.types(NAME)
    await _sees_button(user, SEND)
    user.presses(SEND)
    await _has_receipt(user)


async def _proposes_on_the_web(base: str) -> str:
    """The cookie of who did."""
    person = WebPerson(base, Named("người web", at_most=1))
    await person.comes()
    return person.cookie


class Named(Proposer):
    """Somebody whose words are told apart from everybody's."""

    def words(self, _place: int) -> str:
        return ON_THE_WEB


async def _writes_early_on_the_web(base: str) -> None:
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(base, cookie_jar=jar) as http:
        for path, body in (
            ("/chat/api/session", {"start": "b-KP1"}),
            ("/chat/api/messages", {"id": "early", "text": EARLY_WEB}),
        ):
            async with http.post(path, json=body) as answer:
                assert answer.ok


async def _sees_button(user: User, label: str) -> None:
    await user.waits_for(lambda _: label in user.buttons, seconds=30)


async def _has_receipt(user: User) -> None:
    await user.waits_for(lambda _: RECEIPT.search(user.sees) is not None, seconds=30)


def _remains(bot: BotProcess, texts: Iterable[str]) -> list[tuple[str, str]]:
    """In which files something is still found."""
    wanted = list(texts)
    return [
        (name, text)
        for name, content in bot.everything_written()
        for text in _found(wanted, content)
    ]


def _found(texts: Iterable[str], content: bytes) -> list[str]:
    """Which of these are in there, also in the disguises that programs give to what they write."""
    return [text for text in texts if any(form in content for form in _disguises(text))]


def _disguises(text: str) -> set[bytes]:
    escaped = json.dumps(text)[1:-1]
    utf16 = text.encode("utf-16-le")
    return {text.encode(), escaped.encode(), quote(text).encode(), repr(text)[1:-1].encode(), utf16}

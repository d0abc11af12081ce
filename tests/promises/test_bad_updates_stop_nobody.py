"""Promise: one bad update, one nasty string, one turn that raises stops nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from unicodedata import category

import pytest

from handlers import CONVERSATIONS
from handlers.talk import phrases
from handlers.talk.script import Talk, conversation
from storage import schema
from storage.messages import Incoming
from tests.conftest import MakeHouse
from tests.fakes.bot_api import FakeBotApi, User
from tests.fakes.bot_api.updates import Update
from tests.house import House
from tests.phone import Phone
from tests.promises.killing import on_telegram
from tests.promises.on_telegram import TelegramPeople
from tests.promises.proposer import RECEIPT, SEND, YES

NASTY = {
    "lone surrogate": "Đèn đường \ud83d ngõ 5 hỏng \udc00 rồi",
    "nul": "Đèn đường\0 ngõ 5 \0hỏng rồi",
    "bidi": "Đèn \u202eđường ngõ 5\u202c hỏng \u2066rồi\u2069",
    "controls": "Đèn đường\x1b[31m ngõ 5\x07 hỏng rồi",
    "combining": "Đèn đường ngõ 5 hỏng rồi " + "e" + "\u0301" * 500,
    "emoji": "Đèn đường 💡" * 60,
    "markup": "<b>Đèn đường</b> {ngõ} %s 5 hỏng & *rồi* _nhé_",
    "formula": '=HYPERLINK("http://x.example";"Đèn đường ngõ 5")',
    "two messages": "Đèn đường ngõ 5 hỏng. " * 200,
}
UNCLEAN = "\0\x07\x1b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TOO_LONG = "Đèn đường ngõ 5 hỏng rồi. " * 500


@pytest.mark.nasty("n149")
async def test_on_telegram_what_cannot_be_read_is_set_aside_and_the_others_go_on(
    tmp_path: Path,
) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        people, troublemaker = TelegramPeople(api, 6, at_most=3), api.user("Kẻ Phá")
        # All of it waits already, so that good and bad come in the same batch.
        people.come()
        for _ in range(3):
            troublemaker.sends_poison()
            _comes_unknown(api, "sends_of_tomorrow")
        await bot.starts("--sample")
        for user in people.crowd.users:
            await user.waits_for(lambda _, user=user: bool(user.buttons), seconds=30)  # type: ignore[misc]
            troublemaker.sends_poison()
        await people.finish()
        assert await bot.stops() == 0
        aside = bot.rows("SELECT body, trouble FROM inbox WHERE state = 'aside'")
        assert aside == [("", "ValidationError")] * 9
        assert bot.rows("SELECT 1 FROM inbox WHERE state = 'waiting'") == []
        assert bot.log.count("cannot be read") == 9
        assert bot.complaints == []
        assert people.odd == []


async def test_nasty_texts_become_proposals_and_disturb_nobody(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        people = TelegramPeople(api, 4, at_most=3)
        nasty = {text: api.user(name) for name, text in NASTY.items()}
        chatty = api.user("Dài")
        people.come()
        for user in (*nasty.values(), chatty):
            await _agrees(user)
        chatty.types(TOO_LONG)
        for text, user in nasty.items():
            user.types(text)
        for user in nasty.values():
            await _sees_button(user, SEND)
            user.presses(SEND)
        for user in nasty.values():
            await user.waits_for(lambda _, user=user: bool(RECEIPT.search(user.sees)), seconds=30)  # type: ignore[misc]
        await chatty.hears("ký tự", seconds=30)
        await people.finish()
        kept = [text for (text,) in bot.rows("SELECT text FROM proposals WHERE sample = 0")]
        assert len(kept) == len(NASTY) + 12
        assert not [text for text in kept if not _is_clean(text)]
        assert NASTY["markup"] in kept
        assert NASTY["formula"] in kept
        assert bot.complaints == []


def _comes_unknown(api: FakeBotApi, kind: str) -> None:
    """An update of a kind that nobody knows yet."""
    updates = api.updates
    number, updates.next_id = updates.next_id, updates.next_id + 1
    updates._queue(Update(number, kind, 0, f'{{"update_id":{number},"{kind}":{{}}}}'.encode()))


async def _agrees(user: User) -> None:
    user.starts("b-KP1")
    await _sees_button(user, YES)
    user.presses(YES)
    await user.hears("Viết một tin là đủ", seconds=30)


async def _sees_button(user: User, label: str) -> None:
    await user.waits_for(lambda _: label in user.buttons, seconds=30)


def _is_clean(text: str) -> bool:
    return not [letter for letter in text if letter in UNCLEAN or category(letter) == "Cs"]


# --- a turn that raises -------------------------------------------------------------------------

WORDS = "Mật khẩu nhà Hồng Gấm"


class Stumbled(Exception):
    """What a mistake in a conversation raises; its text quotes the person, as errors do."""


class Stumbling:
    """A conversation with a mistake in it, and how often it was played to that point."""

    def __init__(self) -> None:
        self.tries = 0

        @conversation("stumble", commands=("vap",), consent=False)
        async def stumble(talk: Talk) -> None:
            text = await talk.ask("text", phrases.WELCOME_BACK)
            self.tries += 1
            raise Stumbled(text)

        self.registry = replace(
            CONVERSATIONS, conversations=(*CONVERSATIONS.conversations, stumble)
        )


@pytest.fixture
def stumbling() -> Stumbling:
    return Stumbling()


@pytest.fixture
async def house(make_house: MakeHouse, stumbling: Stumbling) -> House:
    house = await make_house(registry=stumbling.registry)
    await house.dialogue("QT")
    return house


async def test_a_turn_that_raises_is_tried_three_times_and_set_aside(
    house: House, stumbling: Stumbling, caplog: pytest.LogCaptureFixture
) -> None:
    one, other = await house.youth("A"), await house.youth("B")
    await one.says("/vap")
    await house.takes(
        _says(house, one, WORDS),
        _says(house, other, "/han"),
        _says(house, one, "/trogiup"),
        _says(house, one, "/han"),
    )
    first = stumbling.tries
    assert "Hạn gửi ý kiến" in other.sees
    waiting = len(one.chat)

    for seconds, tried in ((0.9, first), (0.2, first + 1), (9.8, first + 1)):
        await _passes(house, seconds)
        assert stumbling.tries - first == (tried - first) * first
        assert len(one.chat) == waiting
    await _passes(house, 0.4)
    assert stumbling.tries == 3 * first
    told, helped, dated = (shown.text for shown in one.chat[waiting:])
    assert told == phrases.SET_ASIDE.say("vi")
    assert "/gopy" in helped
    assert "Hạn gửi ý kiến" in dated

    (aside,) = [row for row in await house.rows(schema.inbox) if row["state"] == "aside"]
    assert str(aside["trouble"]).startswith("Stumbled at tests/promises/")
    assert aside["body"] == ""
    everything = f"{await house.rows(schema.inbox)}{caplog.text}"
    assert not [word for word in WORDS.split() if word in everything]
    await _passes(house, 60)
    assert stumbling.tries == 3 * first


async def test_what_came_before_it_is_answered_in_order(house: House, stumbling: Stumbling) -> None:
    one = await house.youth("A")
    await one.says("/vap")
    said = len(one.chat)
    await house.takes(_says(house, one, "/han"), _says(house, one, WORDS))
    assert "Hạn gửi ý kiến" in one.sees
    for seconds in (1.1, 10.1):
        await _passes(house, seconds)
    answered, told = (shown.text for shown in one.chat[said:])
    assert "Hạn gửi ý kiến" in answered
    assert told == phrases.SET_ASIDE.say("vi")
    assert [row["state"] for row in await house.rows(schema.inbox)].count("aside") == 1


async def test_two_who_stumble_in_one_round_harm_neither_each_other_nor_a_third(
    house: House, stumbling: Stumbling
) -> None:
    one, two, third = [await house.youth(name) for name in ("A", "B", "C")]
    await one.says("/vap")
    await two.says("/vap")
    await house.takes(
        _says(house, one, WORDS), _says(house, third, "/han"), _says(house, two, WORDS)
    )
    assert "Hạn gửi ý kiến" in third.sees
    for seconds in (1.1, 10.1):
        await _passes(house, seconds)
    assert one.sees == two.sees == phrases.SET_ASIDE.say("vi")
    assert [row["state"] for row in await house.rows(schema.inbox)].count("aside") == 2


_numbers = count(1)


def _says(house: House, phone: Phone, text: str) -> Incoming:
    number = next(_numbers)
    return Incoming(
        channel=house.network.name,
        event_id=f"together:{number}",
        address=phone.name,
        kind="text",
        at=house.now,
        text=text,
        message=f"9{number}",
        language="vi",
    )


async def _passes(house: House, seconds: float) -> None:
    house.now += timedelta(seconds=seconds)
    await house.settles()

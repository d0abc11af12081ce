"""The rules an author must know are enforced, and every loop that may spin has an end."""

from __future__ import annotations

import sqlalchemy as sa

from handlers.talk.running import ANSWERS_A_DRAFT, CHAIN, PARTS_OF_A_TEXT
from handlers.talk.script import QUESTIONS_A_RUN, Script, Stop, Talk, conversation
from handlers.words.catalogue import verbatim
from storage import schema
from tests.house import House
from tests.talk.conftest import Plays

WENT_WRONG = (
    "Bên mình có trục trặc nên chưa nhận được tin vừa rồi của bạn. Bạn viết lại giúp mình; nếu vẫn "
    "bị, bạn báo bí thư chi đoàn nhé."
)
TOO_MANY = "Một ý kiến chỉ chứa được đến đây. Bạn gửi ý này rồi viết ý khác nhé.\n\nWait."


async def _trouble(plays: Plays, script: Script, *says: str) -> str:
    """What kind of trouble the house keeps for its operator, after every try."""
    house, lan = await plays(conversation("form", commands=("form",))(script))
    for text in ("/form", *says):
        await lan.says(text)
    await _tries_three_times(house)
    assert lan.sees == WENT_WRONG
    aside = [row for row in await house.rows(schema.inbox) if row["state"] == "aside"]
    return str(aside[0]["trouble"]).split()[0]


async def _tries_three_times(house: House) -> None:
    for _try in range(3):
        await house.passes(seconds=11)


async def test_the_same_key_twice_is_an_error(plays: Plays) -> None:
    async def form(talk: Talk) -> None:
        await talk.ask("text", verbatim("What?"))
        await talk.ask("text", verbatim("And what else?"))

    assert await _trouble(plays, form, "a broken lamp") == "ScriptError"


async def test_a_question_after_the_deed_is_an_error(plays: Plays) -> None:
    async def form(talk: Talk) -> None:
        async with talk.act():
            pass
        await talk.ask("text", verbatim("What?"))

    assert await _trouble(plays, form) == "ScriptError"


async def test_a_second_deed_is_an_error(plays: Plays) -> None:
    async def form(talk: Talk) -> None:
        async with talk.act():
            pass
        async with talk.act():
            pass

    assert await _trouble(plays, form) == "ScriptError"


async def test_a_choice_without_options_is_an_error(plays: Plays) -> None:
    async def form(talk: Talk) -> None:
        await talk.choose("none", verbatim("Which?"), [], label=verbatim)

    assert await _trouble(plays, form) == "ScriptError"


async def test_an_aside_that_asks_is_an_error(plays: Plays) -> None:
    @conversation("aside", commands=("aside",), aside=True)
    async def asks(talk: Talk) -> None:
        await talk.ask("text", verbatim("What?"))

    house, lan = await plays(asks)
    await lan.says("/aside")
    await _tries_three_times(house)
    assert lan.sees == WENT_WRONG


async def test_a_script_that_spins_ends(plays: Plays) -> None:
    async def form(talk: Talk) -> None:
        for number in range(QUESTIONS_A_RUN + 1):
            await talk.ask(f"text{number}", verbatim("What?"), default=None)

    assert await _trouble(plays, form) == "ScriptError"


async def test_a_draft_that_grows_and_grows_ends(plays: Plays) -> None:
    @conversation("form", commands=("form",))
    async def form(talk: Talk) -> None:
        talk.run.given.update({f"more{n}": "x" for n in range(ANSWERS_A_DRAFT)})
        await talk.ask("text", verbatim("What?"))

    house, lan = await plays(form)
    await lan.says("/form")
    assert lan.sees == "What?"
    await lan.says("a broken lamp")
    await _tries_three_times(house)
    assert lan.sees == WENT_WRONG


async def test_conversations_that_follow_each_other_round_and_round_end(plays: Plays) -> None:
    runs: list[str] = []

    @conversation("ping", commands=("ping",))
    async def ping(talk: Talk) -> None:
        runs.append("ping")
        talk.then("pong")

    @conversation("pong")
    async def pong(talk: Talk) -> None:
        runs.append("pong")
        talk.then("ping")

    house, lan = await plays(ping, pong)
    await lan.says("/ping")
    await _tries_three_times(house)
    assert lan.sees == WENT_WRONG
    assert runs[:CHAIN] == ["ping", "pong"] * (CHAIN // 2)
    assert len(runs) <= 6 * CHAIN


async def test_a_text_takes_only_so_many_parts(plays: Plays) -> None:
    @conversation("form", commands=("form",))
    async def form(talk: Talk) -> None:
        await talk.ask("text", verbatim("What?"))
        talk.pause(verbatim("Wait."))

    _house, lan = await plays(form)
    await lan.says("/form")
    for number in range(PARTS_OF_A_TEXT + 1):
        await lan.says(f"the lamp number {number} is broken")
    assert lan.sees == TOO_MANY


async def test_the_stop_is_not_swallowed_by_a_script_that_catches_everything(plays: Plays) -> None:
    @conversation("form", commands=("form",))
    async def form(talk: Talk) -> None:
        try:
            await talk.ask("text", verbatim("What?"))
        except Exception:  # noqa: BLE001 (this is the mistake an author may make)
            talk.say(verbatim("swallowed"))

    _house, lan = await plays(form)
    await lan.says("/form")
    assert lan.sees == "What?"
    assert not issubclass(Stop, Exception)


async def test_a_script_cannot_write_before_it_acts(plays: Plays) -> None:
    async def form(talk: Talk) -> None:
        await talk.db.all(sa.delete(schema.people))

    assert await _trouble(plays, form) == "ReadOnly"


async def test_what_a_person_typed_is_never_a_template(plays: Plays) -> None:
    typed = "{0.__class__} {text} %s {{}} \\{title}"

    @conversation("form", commands=("form",))
    async def form(talk: Talk) -> None:
        text = await talk.ask("text", verbatim("What?"))
        talk.end(verbatim("{text}").fill(text=text))

    _house, lan = await plays(form)
    await lan.says("/form")
    await lan.says(typed)
    assert lan.sees == typed

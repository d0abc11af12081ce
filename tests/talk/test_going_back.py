"""Back follows what was asked in this run, and other answers stay."""

from __future__ import annotations

from handlers.talk.script import Line, Talk, conversation
from handlers.words.catalogue import verbatim
from tests.talk.conftest import Plays


async def test_back_follows_the_runs_own_trace_not_the_order_of_the_answers(plays: Plays) -> None:
    order = ["one", "two"]

    @conversation("form", commands=("form",))
    async def form(talk: Talk) -> None:
        for key in order:
            await talk.ask(key, verbatim(f"{key}?"))
        await talk.ask("last", verbatim("last?"))

    _house, lan = await plays(form)
    await lan.says("/form")
    await lan.says("answer one")
    await lan.says("answer two")
    order.reverse()
    await lan.says("/quaylai")
    assert lan.sees == "one?"
    await lan.says("other one")
    assert lan.sees == "last?"


async def test_back_and_the_same_reply_lead_to_the_same_question(plays: Plays) -> None:
    @conversation("form", commands=("form",))
    async def form(talk: Talk) -> None:
        with_sugar = await talk.confirm("sugar", verbatim("Sugar?"))
        if with_sugar:
            await talk.ask("much", verbatim("How much?"))
        await talk.ask("where", verbatim("Where?"))

    _house, lan = await plays(form)
    await lan.says("/form")
    await lan.taps("Có")
    await lan.says("/quaylai")
    assert lan.sees == "Sugar?"
    await lan.taps("Có")
    assert lan.sees == "How much?"
    await lan.says("/back")
    await lan.taps("Không")
    assert lan.sees == "Where?"


async def test_one_changed_answer_leaves_the_others_and_ids_are_checked_again(plays: Plays) -> None:
    rooms = {"ground": ["kitchen", "hall"], "first": ["hall", "attic"]}

    @conversation("form", commands=("form",))
    async def form(talk: Talk) -> None:
        text = await talk.ask("text", verbatim("What?"))
        floor = await talk.choose(
            "floor", verbatim("Floor?"), list(rooms), label=verbatim, ident=str
        )
        room = await talk.choose("room", verbatim("Room?"), rooms[floor], label=verbatim, ident=str)
        lines = {"text": text, "floor": floor, "room": room}
        await talk.review(
            verbatim("So?"),
            [Line(k, verbatim(k), verbatim(v), verbatim(f"Change {k}")) for k, v in lines.items()],
            send=verbatim("Send"),
            drop=verbatim("Drop"),
        )

    _house, lan = await plays(form)
    await lan.says("/form")
    await lan.says("a broken lamp")
    await lan.taps("ground")
    await lan.taps("hall")
    await lan.taps("Change floor")
    await lan.taps("first")
    assert lan.sees == "So?\n\ntext: a broken lamp\n\nfloor: first\nroom: hall"
    await lan.taps("Change room")
    await lan.taps("attic")
    await lan.taps("Change floor")
    await lan.taps("ground")
    assert lan.sees == "Lựa chọn đó không còn nữa.\n\nRoom?"
    await lan.taps("kitchen")
    assert lan.sees == "So?\n\ntext: a broken lamp\n\nfloor: ground\nroom: kitchen"


async def test_a_change_that_is_not_made_leaves_all_as_it_was(plays: Plays) -> None:
    @conversation("form", commands=("form",))
    async def form(talk: Talk) -> None:
        text = await talk.ask("text", verbatim("What?"))
        await talk.review(
            verbatim("So?"),
            [Line("text", verbatim("Words"), verbatim(text), verbatim("Change words"))],
            send=verbatim("Send"),
            drop=verbatim("Drop"),
        )

    _house, lan = await plays(form)
    await lan.says("/form")
    await lan.says("a broken lamp")
    card = lan.sees
    await lan.taps("Change words")
    assert (lan.sees, lan.buttons) == ("What?", ["« Quay lại"])
    await lan.taps("« Quay lại")
    assert lan.sees == card
    await lan.taps("Change words")
    await lan.says("/quaylai")
    assert lan.sees == card

"""What comes in the middle of something costs nothing of it."""

from __future__ import annotations

import pytest

from handlers.talk.registry import Registry
from handlers.talk.script import Conversation, Talk, conversation
from handlers.words.catalogue import verbatim
from storage import schema
from tests.conftest import MakeHouse
from tests.phone import Phone
from tests.talk.conftest import Plays


def _form(name: str = "form", *commands: str, role: str = "") -> Conversation:
    @conversation(name, commands=commands or (name,), role=role)
    async def form(talk: Talk) -> None:
        text = await talk.ask("text", verbatim(f"{name}: what?"))
        where = await talk.ask("where", verbatim(f"{name}: where?"))
        talk.end(verbatim(f"{name}: {text}, {where}"))

    return form


@conversation("hours", commands=("hours",), aside=True)
async def hours(talk: Talk) -> None:
    """Answers and is gone."""
    talk.say(verbatim("From eight to five."))


async def test_another_command_parks_the_draft_and_gives_it_back(plays: Plays) -> None:
    _house, lan = await plays(_form(), _form("other"))
    await lan.says("/form")
    await lan.says("a broken lamp")
    await lan.says("/other")
    assert lan.sees == "other: what?"
    await lan.says("a hole in the road")
    await lan.says("near the market")
    assert lan.sees == (
        "other: a hole in the road, near the market\n\n"
        "Mình tiếp tục chỗ đang dở nhé.\n\nform: where?"
    )
    await lan.says("lane five")
    assert lan.sees == "form: a broken lamp, lane five"


async def test_an_aside_answers_and_puts_the_question_again(plays: Plays) -> None:
    _house, lan = await plays(_form(), hours)
    await lan.says("/form")
    await lan.says("a broken lamp")
    await lan.says("/hours")
    assert lan.sees == "From eight to five.\n\nform: where?"
    await lan.says("lane five")
    assert lan.sees == "form: a broken lamp, lane five"


async def test_an_unknown_command_costs_no_draft(plays: Plays) -> None:
    _house, lan = await plays(_form())
    await lan.says("/form")
    await lan.says("/nothing")
    assert lan.sees == (
        "Mình không biết lệnh này. /trogiup cho biết mình làm được gì.\n\nform: what?"
    )


async def test_a_sticker_costs_no_draft(plays: Plays) -> None:
    _house, lan = await plays(_form())
    await lan.says("/form")
    await lan.sends_a_sticker()
    assert lan.sees == (
        "Chỗ này mình chỉ đọc được chữ. Bạn nhắn bằng chữ giúp mình nhé.\n\nform: what?"
    )


async def test_dropping_one_gives_back_the_other(plays: Plays) -> None:
    _house, lan = await plays(_form(), _form("other"))
    await lan.says("/form")
    await lan.says("/other")
    await lan.says("/huy")
    assert lan.sees == (
        "Đã bỏ. Không có gì được gửi đi.\n\nMình tiếp tục chỗ đang dở nhé.\n\nform: what?"
    )


async def test_an_edit_reaches_a_parked_draft(plays: Plays) -> None:
    _house, lan = await plays(_form(), _form("other"))
    await lan.says("/form")
    message = await lan.says("a broken lamp")
    await lan.says("/other")
    await lan.edits(message, "two broken lamps")
    assert lan.sees == "other: what?"
    await lan.says("/form")
    await lan.says("lane five")
    assert lan.chat[-1].text.startswith("form: two broken lamps, lane five")


async def test_the_same_command_again_goes_on_where_it_was(plays: Plays) -> None:
    house, lan = await plays(_form())
    await lan.says("/form")
    await lan.says("a broken lamp")
    await lan.says("/form")
    assert lan.sees == "form: where?"
    assert len(await house.rows(schema.drafts)) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "đèn đường ngõ 5 hỏng cả tháng nay",
        "mong phường mở lớp dạy nghề buổi tối",
        "the street lamps in lane five are broken",
    ],
)
async def test_free_text_with_nothing_open_begins_a_proposal(plays: Plays, typed: str) -> None:
    _house, lan = await plays(_form())
    await lan.says(typed)
    assert lan.sees == "form: where?"
    await lan.says("lane five")
    assert lan.sees == f"form: {typed}, lane five"


async def test_free_text_behind_the_command_is_the_text(plays: Plays) -> None:
    _house, lan = await plays(_form())
    await lan.says("/form đèn đường ngõ 5 hỏng")
    await lan.says("/form cả tháng nay rồi")
    await lan.says("lane five")
    assert lan.sees == "form: đèn đường ngõ 5 hỏng\ncả tháng nay rồi, lane five"


@pytest.mark.parametrize("typed", ["cảm ơn bạn", "ok", "👍", "hihi", "dạ vâng ạ"])
async def test_politeness_with_nothing_open_gets_no_answer(plays: Plays, typed: str) -> None:
    _house, lan = await plays(_form())
    await lan.says(typed)
    assert lan.chat == []


async def test_a_draft_of_a_conversation_that_is_gone_is_forgotten(
    plays: Plays, make_house: MakeHouse
) -> None:
    house, lan = await plays(_form("old", "form"))
    await lan.says("/form")
    _release(house.registry, _form())
    await lan.says("/form")
    assert lan.sees == "form: what?"
    assert [row["conversation"] for row in await house.rows(schema.drafts)] == ["form"]


async def test_a_new_release_asks_the_question_it_brings(plays: Plays) -> None:
    house, lan = await plays(_form())
    await lan.says("/form")
    await lan.says("a broken lamp")

    @conversation("form", commands=("form",))
    async def newer(talk: Talk) -> None:
        text = await talk.ask("text", verbatim("form: what?"))
        since = await talk.ask("since", verbatim("form: since when?"))
        where = await talk.ask("where", verbatim("form: where?"))
        talk.end(verbatim(f"form: {text}, {since}, {where}"))

    _release(house.registry, newer)
    await lan.says("lane five")
    assert lan.sees == "form: since when?"
    await lan.says("May")
    assert lan.sees == "form: a broken lamp, May, lane five"


async def test_a_draft_ends_with_the_role_it_needs(plays: Plays) -> None:
    house, lan = await plays(_form(), _form("desk", role="staff"))
    await _holds(lan, "staff")
    await lan.says("/desk")
    assert lan.sees == "desk: what?"
    await house.revoke(lan, "staff")
    await lan.says("mong phường mở lớp dạy nghề")
    assert lan.sees == "form: where?"
    assert [row["conversation"] for row in await house.rows(schema.drafts)] == ["form"]


def _release(registry: Registry, *conversations: Conversation) -> None:
    """The same house, running the next release."""
    object.__setattr__(registry, "conversations", conversations)
    for name in ("_by_name", "_by_command"):
        registry.__dict__.pop(name, None)


async def _holds(phone: Phone, role: str) -> None:
    await phone.house.appoint(phone, role, "QT")

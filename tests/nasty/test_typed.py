"""Sizes, choices, what looks empty, and links, typed on every channel where they can be typed."""

from __future__ import annotations

import json

import pytest

from handlers.talk import phrases
from handlers.words.cleaning import utf16_len
from storage import schema
from tests.channels.everywhere import CHANNELS, Chat, Everywhere, OnTheWeb, everywhere
from tests.house import START, YES, House
from tests.nasty.rows import Nasty, proves

LAMP = "Đèn đường ngõ 5 hỏng cả tháng nay"
NOT_FOUND = "Mình chưa tìm thấy chi đoàn nào tên như vậy."
TEXT_QUESTION = "Bạn muốn điều gì thay đổi, ở đâu?"
CHOOSE_ONE = phrases.CHOOSE_ONE.say("vi")


async def state(house: House) -> list[object]:
    """Whether each person has agreed."""
    return [row["state"] for row in await house.rows(schema.people)]


async def drafts(house: House) -> list[dict[str, object]]:
    """What each unfinished conversation was given."""
    return [json.loads(str(row["given"])) for row in await house.rows(schema.drafts)]


# --- a choice, by number or label -----------------------------------------------------------------


@pytest.mark.parametrize("channel", CHANNELS)
@proves("n025", "n027", "n033")
async def test_it_is_the_first_option(house: House, channel: str, row: Nasty) -> None:
    async with everywhere(house) as town:
        lan = town.person(channel)
        await lan.opens("b-KP3")
        assert (await lan.buttons())[0] == YES
        said = await lan.says(row.text)
    assert said.startswith(TEXT_QUESTION)
    assert await state(house) == ["yes"]


@pytest.mark.parametrize("channel", CHANNELS)
@proves("n029", "n031", "n035", "n253")
async def test_it_is_no_option_and_is_asked_again(house: House, channel: str, row: Nasty) -> None:
    async with everywhere(house) as town:
        lan = town.person(channel)
        await lan.opens("b-KP3")
        question, offered = await lan.sees(), await lan.buttons()
        said = await lan.says(row.text)
        assert said.endswith(question)
        assert said != question
        assert await lan.buttons() == offered
        assert "{" not in said
    assert await state(house) == ["new"]


# --- nothing to be seen ---------------------------------------------------------------------------


@pytest.mark.parametrize("channel", CHANNELS)
@proves("n013", "n017", "n019")
async def test_nothing_to_be_seen_is_asked_again(house: House, channel: str, row: Nasty) -> None:
    async with everywhere(house) as town:
        lan = await town.youth(channel)
        before = len(await lan.shown())
        await types_raw(lan, row.text)
        await town.rests()
        asked_again = len(await lan.shown()) > before
        # A page is told so by its server, a terminal sends no empty line: both stay open to write in.
        refused = channel == "web" or (channel == "terminal" and not row.text)
        assert asked_again != refused
        assert (await lan.sees()).endswith("trừ khi bạn chọn ghi tên.")
        assert "Ý kiến: " + LAMP in await lan.says(LAMP)
        await lan.taps("Gửi")
        assert town.unreadable == []
    assert await house.texts() == [LAMP]
    assert {row["state"] for row in await house.rows(schema.inbox)} == {"done"}


async def types_raw(chat: Chat, text: str) -> None:
    """Half a sign goes over the web as JSON writes it."""
    if not isinstance(chat, OnTheWeb):
        await chat.types(text)
        return
    body = json.dumps({"id": "raw", "text": text}).encode()
    answer = await chat.browser.client.post("/chat/api/messages", content=body)
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


# --- sizes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [4500, 10_000])
@proves("n037")
async def test_a_paste_that_was_cut_is_one_answer(house: House, length: int, row: Nasty) -> None:
    assert "10,000" in row.hint
    words = (LAMP + ", ") * (length // len(LAMP))
    typed = words[:length].strip()
    async with everywhere(house) as town:
        lan = await town.youth("telegram")
        before = len(await lan.shown())
        await lan.types(typed)
        await town.rests()
        await waits_for_the_rest(town)
        (said,) = (await lan.shown())[before:]
        if utf16_len(typed) > 5000:
            assert said.startswith(f"Tin của bạn dài {utf16_len(typed)} ký tự")
            assert await drafts(house) == [{}]
            return
        assert "Lĩnh vực:" in said
        await lan.taps("Gửi")
    assert await house.texts() == [typed]


async def waits_for_the_rest(town: Everywhere) -> None:
    """A part waits a second for the part that follows it: that second passes."""
    town.house.now = START.replace(minute=town.house.now.minute + 1)
    town.turns.wake()
    for _ in range(2):
        await town.rests()
        town.turns.wake()


@proves("n039")
async def test_forty_thousand_letters_are_told_the_limit(house: House, row: Nasty) -> None:
    assert "40,000" in row.hint
    typed = "đường ngõ hỏng " * 2667
    async with everywhere(house) as town:
        lan = await town.youth("web")
        said = await lan.says(typed)
        assert said.startswith("Tin của bạn dài 40004 ký tự, mình nhận được 5000.")
        assert await drafts(house) == [{}]
        await lan.says(LAMP)
        await lan.taps("Gửi")
    assert await house.texts() == [LAMP]


@pytest.mark.parametrize("channel", ["telegram", "web"])
@proves("n041")
async def test_three_thousand_line_feeds_become_two_blank_lines(
    house: House, channel: str, row: Nasty
) -> None:
    assert "3,000" in row.hint
    async with everywhere(house) as town:
        lan = await town.youth(channel)
        await lan.says(LAMP + "\n" * 3000 + "Ngõ 7 cũng vậy")
        await lan.taps("Gửi")
    assert await house.texts() == [LAMP + "\n\n\nNgõ 7 cũng vậy"]


# --- links ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", CHANNELS)
@proves("n179", "n187")
async def test_the_branch_of_a_link_is_offered_and_asked(
    house: House, channel: str, row: Nasty
) -> None:
    await house.unit("17", "Khu phố 17", "QT")
    async with everywhere(house) as town:
        lan = town.person(channel)
        said = await lan.says(row.text)
        assert "Khu phố 17, phường Quang Trung" in said
        assert (await lan.buttons())[0] == YES
    assert await state(house) == ["new"]


@pytest.mark.parametrize("channel", CHANNELS)
@proves("n183", "n185", "n189")
async def test_what_is_no_link_is_welcomed(house: House, channel: str, row: Nasty) -> None:
    async with everywhere(house) as town:
        lan, minh = town.person(channel), town.person(channel, "Minh")
        assert await lan.says(row.text) == await minh.says("/start")
        assert (await lan.sees()).endswith("Gõ tên, có dấu hay không dấu đều được.")


@pytest.mark.parametrize("channel", CHANNELS)
@proves("n181")
async def test_a_wrong_code_says_the_same_as_a_spent_one_and_costs_a_try(
    house: House, channel: str, row: Nasty
) -> None:
    spent = await house.code("staff", "QT")
    await (await house.youth("Hoa")).opens(f"r-{spent}")
    await house.phone("Hoa").taps("Mình nhận")
    async with everywhere(house) as town:
        lan, minh = await town.youth(channel), await town.youth(channel, "Minh")
        wrong = await lan.says(row.text)
        assert wrong == await minh.says(f"/start r-{spent}")
        assert len(await house.rows(schema.guesses)) == 2
    assert [row["role"] for row in await house.rows(schema.roles)] == ["staff"]


# --- commands -------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", CHANNELS)
@proves("n197")
async def test_a_command_of_a_role_is_unknown_without_it(
    house: House, channel: str, row: Nasty
) -> None:
    async with everywhere(house) as town:
        lan, minh = await town.youth(channel), await town.youth(channel, "Minh")
        said = await lan.says(row.text)
        assert said == await minh.says("/khongcolenhnay")
        assert said == await minh.says("/thongbao")
        assert said == await minh.says("/xuất 1")
        assert said.startswith(phrases.UNKNOWN_COMMAND.say("vi"))
    assert await house.rows(schema.roles) == []

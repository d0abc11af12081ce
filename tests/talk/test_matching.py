"""What people type means what they meant: two tables, read by the real reading.

The second table was written by somebody who had not seen the code.
"""

from __future__ import annotations

import asyncio
import csv
import unicodedata
from dataclasses import replace

import pytest

from handlers import CONVERSATIONS
from handlers.talk import phrases
from handlers.talk.script import Conversation, Talk
from handlers.words.catalogue import verbatim
from handlers.words.cleaning import clean
from handlers.youth.join import search
from tests.channels.everywhere import CHANNELS, Chat, everywhere
from tests.conftest import MakeHouse
from tests.house import House
from tests.talk.matching import (
    DATA,
    NONE,
    UNCLEAR,
    Case,
    in_order,
    meaning,
    offered_commands,
    table,
    tree,
)

SURE = phrases.CHOOSE_ONE

OWN = table("matching.tsv")
BLIND = table("matching_blind.tsv")
CASES = [*OWN, *BLIND]
NAMES = [f"{case.id}: {case.typed}" for case in CASES]


def expected(case: Case) -> str:
    """What the table says. A command that the house does not offer yet is no command."""
    if case.shown == "command" and case.means not in offered_commands():
        return NONE
    return case.means


def agrees(case: Case, found: str) -> bool:
    """Of a branch «unclear» is whatever is not one: what fits is then shown to choose from."""
    several = case.shown == "branch" and " / " in found
    return found == expected(case) or (several and expected(case) == UNCLEAR)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_what_is_typed_means_what_was_meant(case: Case) -> None:
    assert agrees(case, meaning(case)), f"{meaning(case)!r}, not {case.means!r}: {case.note}"


def test_the_tables_are_large_enough_and_a_third_was_written_blind() -> None:
    assert len(CASES) >= 120
    assert 3 * len(BLIND) >= len(CASES)
    assert len({case.id for case in CASES}) == len(CASES)


def test_what_is_said_to_be_decomposed_still_is() -> None:
    noted = [case for case in CASES if case.note.startswith("NFD")]
    assert len(noted) >= 8
    assert [case.id for case in noted if unicodedata.is_normalized("NFC", case.typed)] == []


# --- on every channel -----------------------------------------------------------------------------


def _asks(case: Case) -> Conversation:
    """A conversation that asks what the case shows, and says what it understood."""

    async def ask(talk: Talk) -> None:
        talk.end(verbatim(f"={await _asked(talk, case)}"))

    return Conversation(name=case.id, script=ask, commands=(_command(case),), consent=False)


async def _asked(talk: Talk, case: Case) -> str:
    match case.shown:
        case "yes_no":
            return "yes" if await talk.confirm("sure", SURE) else "no"
        case "branch":
            ward = tree(case.named)
            unit = await talk.find(
                "branch",
                SURE,
                lambda typed: search(ward, typed),
                ward.unit,
                which=SURE,
                label=lambda unit: verbatim(unit.name),
                ident=lambda unit: unit.code,
            )
            return unit.name
        case "text":
            skip, _back = case.labels
            return f"{await talk.ask('name', SURE, default=None, skip=verbatim(skip))}"
        case _:
            return await talk.choose("one", SURE, case.labels, label=verbatim, ident=str)


def _command(case: Case) -> str:
    return f"hoi{case.id}".lower()


def _says_its_name(conversation: Conversation) -> Conversation:
    """Where a command leads, and nothing of what happens there."""

    async def say(talk: Talk) -> None:
        talk.end(verbatim(f"={(*conversation.commands, '')[0]}"))

    return replace(conversation, script=say, role="", aside=True, consent=False)


# A card and an answer in words go on to other questions: the house's own conversations show those.
PLAYED = [case for case in CASES if case.shown in {"options", "yes_no", "branch", "command"}]
REGISTRY = replace(
    CONVERSATIONS,
    conversations=(*map(_says_its_name, CONVERSATIONS.conversations), *map(_asks, PLAYED)),
)


@pytest.mark.parametrize("channel", CHANNELS)
async def test_it_means_the_same_on_every_channel(make_house: MakeHouse, channel: str) -> None:
    house = await make_house(registry=REGISTRY)
    async with everywhere(house) as town:
        chats = {case.id: town.person(channel, case.id) for case in PLAYED}
        asked = [case for case in PLAYED if case.shown != "command"]
        await asyncio.gather(*(chats[case.id].types(f"/{_command(case)}") for case in asked))
        await town.rests()
        await asyncio.gather(*(chats[case.id].types(case.typed) for case in PLAYED))
        await town.rests()
        found = {case.id: await _understood(case, chats[case.id]) for case in PLAYED}
    wrong = {
        case.id: (case.typed, found[case.id], meaning(case))
        for case in PLAYED
        if found[case.id] != meaning(case)
    }
    assert wrong == {}


async def _understood(case: Case, chat: Chat) -> str:
    said = await chat.sees()
    if said.startswith("="):
        return said[1:] or NONE
    if case.shown == "branch":
        return in_order(await chat.buttons())
    if case.shown == "command":
        nothing_open = said == phrases.NOTHING_OPEN.say("vi")
        return meaning(case) if nothing_open and meaning(case) in {"huy", "quaylai"} else NONE
    return UNCLEAR


# --- in a talk ------------------------------------------------------------------------------------

LAMP = "Đèn đường ngõ 5 hỏng cả tháng nay"


async def test_a_command_in_words_leaves_what_follows_it_as_it_is(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("/huy")
    await lan.says(f"/góp ý {LAMP}  (ngõ 5 = cạnh chợ)")
    await lan.taps("Gửi")
    assert await house.texts() == [f"{LAMP}  (ngõ 5 = cạnh chợ)"]


async def test_a_command_without_its_stroke_counts_where_nothing_is_open(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("/huy")
    await lan.says("/gopy")
    question = lan.sees
    await lan.says("/huy")
    await lan.says("Góp ý")
    assert lan.sees == question
    await lan.says(LAMP)
    await lan.says("góp ý thêm là ngõ 7 cũng hỏng")
    await lan.taps("Gửi")
    assert await house.texts() == [f"{LAMP}\ngóp ý thêm là ngõ 7 cũng hỏng"]


@pytest.mark.parametrize("asks", ["ok k", "được ko", "ok k?", "👍 được không"])
async def test_who_asks_back_under_the_card_neither_sends_nor_adds(house: House, asks: str) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.says(asks)
    assert lan.sees.startswith("Nếu đã đúng ý, bạn chọn «Gửi» nhé.")
    assert asks not in lan.sees
    assert await house.texts() == []
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]


# --- what is kept ---------------------------------------------------------------------------------


async def test_a_text_is_kept_letter_for_letter(house: House) -> None:
    lines = [f"Đề nghị ghi đúng: {case.typed}" for case in CASES]
    typed = ["\n".join(lines[at : at + 10]) for at in range(0, len(lines), 10)]
    typed += [text for kind, text in _samples() if kind == "proposal"]
    for number, text in enumerate(typed):
        lan = await house.youth(f"Lan {number}")
        await lan.says(clean(text))
        await lan.taps("Gửi")
    assert await house.texts() == sorted(map(clean, typed))


def _samples() -> list[tuple[str, str]]:
    with (DATA / "messages.tsv").open(encoding="utf-8", newline="") as file:
        return [(row["kind"], row["text"]) for row in csv.DictReader(file, delimiter="\t")]

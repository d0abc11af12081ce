"""A reply means what was shown, and counts for what is offered now."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from handlers.talk.script import Conversation, Talk, conversation
from handlers.words.catalogue import verbatim
from tests.talk.conftest import Plays


@dataclass(frozen=True)
class Drink:
    """Something to choose; `id` is what is kept."""

    id: str
    name: str


TEA, MILK, WATER = Drink("t", "Trà đá"), Drink("m", "Sữa đậu"), Drink("w", "Nước lọc")


@dataclass
class Stall:
    """What is offered now, and what was ordered."""

    offered: list[Drink] = field(default_factory=lambda: [TEA, MILK])
    orders: list[str] = field(default_factory=list)

    def conversation(self) -> Conversation:
        """Which drink, and how."""

        @conversation("form", commands=("order",))
        async def form(talk: Talk) -> None:
            drink = await talk.choose(
                "drink", verbatim("Uống gì?"), self.offered, label=lambda d: verbatim(d.name)
            )
            how = await talk.ask("how", verbatim("Uống thế nào?"))
            self.orders.append(f"{drink.id}: {how}")
            talk.end(verbatim("Có ngay."))

        return form


@pytest.fixture
def stall() -> Stall:
    return Stall()


@pytest.mark.nasty("n175")
async def test_a_number_means_what_was_shown_not_what_is_offered_now(
    plays: Plays, stall: Stall
) -> None:
    _house, lan = await plays(stall.conversation())
    await lan.says("/order")
    stall.offered = [WATER, MILK, TEA]
    await lan.says("1")
    await lan.says("ít đá")
    assert stall.orders == ["t: ít đá"]


async def test_what_is_no_longer_offered_is_asked_again(plays: Plays, stall: Stall) -> None:
    _house, lan = await plays(stall.conversation())
    await lan.says("/order")
    stall.offered = [MILK, WATER]
    await lan.says("1")
    assert lan.sees == "Lựa chọn đó không còn nữa.\n\nUống gì?"
    assert lan.buttons == ["Sữa đậu", "Nước lọc"]
    assert stall.orders == []


@pytest.mark.nasty("n175")
async def test_a_tap_on_what_is_no_longer_offered_is_asked_again(
    plays: Plays, stall: Stall
) -> None:
    _house, lan = await plays(stall.conversation())
    await lan.says("/order")
    stall.offered = [MILK, WATER]
    await lan.taps("Trà đá")
    assert lan.sees == "Lựa chọn đó không còn nữa.\n\nUống gì?"


async def test_an_old_button_says_so_and_puts_the_question_again(
    plays: Plays, stall: Stall
) -> None:
    _house, lan = await plays(stall.conversation())
    await lan.says("/order")
    old = lan.chat[-1]
    await lan.says("Trà đá")
    await lan.taps("Sữa đậu", on=old)
    assert lan.sees == "Nút đó thuộc câu hỏi cũ.\n\nUống thế nào?"
    await lan.says("ít đá")
    assert stall.orders == ["t: ít đá"]


async def test_an_old_button_with_nothing_open_says_so(plays: Plays, stall: Stall) -> None:
    _house, lan = await plays(stall.conversation())
    await lan.says("/order")
    old = lan.chat[-1]
    await lan.says("Trà đá")
    await lan.says("ít đá")
    await lan.taps("Sữa đậu", on=old)
    assert lan.sees == "Nút đó dùng rồi. /ykien để xem ý kiến bạn đã gửi."
    assert stall.orders == ["t: ít đá"]


async def test_a_button_that_was_never_shown_counts_for_nothing(plays: Plays, stall: Stall) -> None:
    _house, lan = await plays(stall.conversation())
    await lan.says("/order")
    question = lan.chat[-1].options[0].choice.rpartition(":")[0]
    for forged in (f"{question}:7", f"{question}:-1", f"{question}:", "::", "x"):
        await lan.taps_raw(forged)
        assert lan.sees == "Nút đó thuộc câu hỏi cũ.\n\nUống gì?"
    assert stall.orders == []


async def test_a_button_fits_into_what_platforms_carry(plays: Plays, stall: Stall) -> None:
    _house, lan = await plays(stall.conversation())
    await lan.says("/order")
    assert max(len(option.choice.encode()) for option in lan.chat[-1].options) <= 64


@pytest.mark.parametrize(
    "typed", ["2", "2.", "số 2", "hai", "Sữa đậu", "sua dau", "SỮA ĐẬU", "sữa"]
)
async def test_number_label_and_label_without_accents_mean_the_same(
    plays: Plays, stall: Stall, typed: str
) -> None:
    _house, lan = await plays(stall.conversation())
    await lan.says("/order")
    await lan.says(typed)
    await lan.says("nóng")
    assert stall.orders == ["m: nóng"]


async def test_other_words_are_asked_to_choose(plays: Plays, stall: Stall) -> None:
    _house, lan = await plays(stall.conversation())
    await lan.says("/order")
    await lan.says("cà phê")
    assert lan.sees == "Bạn chọn giúp một câu trả lời bên dưới nhé.\n\nUống gì?"


async def test_a_single_option_is_taken_and_stays_taken_when_another_opens(
    plays: Plays, stall: Stall
) -> None:
    stall.offered = [MILK]
    _house, lan = await plays(stall.conversation())
    await lan.says("/order")
    assert lan.sees == "Uống thế nào?"
    stall.offered = [TEA, MILK]
    await lan.says("nóng")
    assert stall.orders == ["m: nóng"]


async def test_back_does_not_stop_at_what_was_no_choice(plays: Plays, stall: Stall) -> None:
    stall.offered = [MILK]
    _house, lan = await plays(stall.conversation())
    await lan.says("/order")
    await lan.says("/quaylai")
    assert lan.sees == "Đây là câu hỏi đầu tiên rồi.\n\nUống thế nào?"

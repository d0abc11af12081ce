"""The terminal as a channel: numbers choose, lines are texts, links begin."""

from collections.abc import Sequence

from bot.channels.contract import Channel, Unreadable
from bot.channels.terminal import Terminal
from storage import outbox
from storage.messages import Attachment, Incoming, Option, Outgoing

CARD = Outgoing(text="Gửi nhé?", options=(Option("q7:0", "Gửi"), Option("q7:1", "Bỏ")))


class Listener:
    """Who is handed what comes, and answers with the card."""

    def __init__(self, *lines: str, start: str = "") -> None:
        self.shown: list[str] = []
        self.came: list[Incoming] = []
        self.terminal = Terminal(
            "terminal:lan",
            lines=[f"{line}\n" for line in lines],
            show=self.shown.append,
            start=start,
        )

    async def hears(self) -> list[tuple[str, str, str]]:
        """Kind, text and choice of all that came."""
        await self.terminal.run(self._answer)
        return [(event.kind, event.text, event.choice) for event in self.came]

    async def _answer(self, came: Sequence[Incoming], unreadable: Sequence[Unreadable]) -> None:
        assert unreadable == []
        self.came += came
        await self.sends(CARD)

    async def sends(self, body: Outgoing) -> str:
        letter = outbox.letter(
            number=5, channel="terminal", address="terminal:lan", person=1, kind="reply", body=body
        )
        return (await self.terminal.send(letter)).message


async def test_a_number_that_was_shown_chooses_and_others_are_words() -> None:
    lines = ("2", "Đèn hỏng", "1", "3", "0")
    assert await Listener(*lines).hears() == [
        ("text", "2", ""),
        ("text", "Đèn hỏng", ""),
        ("choice", "", "q7:0"),
        ("text", "3", ""),
        ("text", "0", ""),
    ]


async def test_a_link_begins() -> None:
    assert await Listener("/start r-ABC", start="b-KP1").hears() == [
        ("start", "b-KP1", ""),
        ("start", "r-ABC", ""),
    ]


async def test_what_is_typed_is_cleaned_and_blank_lines_are_nothing() -> None:
    listener = Listener("", "  ", "Đe\u0300n\u202e\udce9 hỏng")
    assert await listener.hears() == [("text", "Đèn\ufffd hỏng", "")]


async def test_every_event_has_a_key_of_its_own() -> None:
    listener = Listener("một", "hai")
    await listener.hears()
    assert len({event.event_id for event in listener.came}) == 2
    assert [event.message for event in listener.came] == ["1", "2"]


async def test_options_are_numbered_and_carry_the_buttons() -> None:
    listener = Listener()
    assert await listener.sends(CARD) == "5"
    assert await listener.sends(Outgoing(text="Đã nhận.")) == ""
    assert listener.shown == ["Gửi nhé?\n  1. Gửi\n  2. Bỏ\n", "Đã nhận.\n"]


async def test_a_file_is_named() -> None:
    listener = Listener()
    await listener.sends(Outgoing(text="Đây.", file=Attachment("a1", "tong-hop.xlsx")))
    assert listener.shown == ["Đây.\n[tong-hop.xlsx]\n"]


async def test_the_talk_can_be_written_down() -> None:
    listener = Listener("2")
    await listener.hears()
    assert listener.terminal.talk == ["> 2", "Gửi nhé?\n  1. Gửi\n  2. Bỏ\n"]


def test_it_is_a_channel() -> None:
    channel: Channel = Listener().terminal
    assert (channel.routes(lambda _came, _bad: _never()), channel.link("b-KP1")) == ((), "")


async def _never() -> None:
    raise AssertionError

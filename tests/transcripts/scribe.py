"""Writes down a whole talk the way a secretary reads it on paper."""

from __future__ import annotations

import re

from tests.phone import Phone, Shown
from tests.youth.conftest import RECEIPT

WIDTH = 92


class Scribe:
    """Listens in on people's phones and writes down what is said, in order."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._speaker = ""
        self._heard: dict[str, int] = {}
        self._receipts: dict[str, str] = {}

    def title(self, words: str) -> None:
        """What the talk is about."""
        self.lines += [words, "=" * len(words), ""]

    def aside(self, words: str) -> None:
        """What happens around the talk."""
        self.lines += [f"({words})", ""]

    async def says(self, phone: Phone, text: str) -> None:
        """Somebody types."""
        self._person(phone, text)
        await phone.says(text)
        self.listens(phone)

    async def taps(self, phone: Phone, label: str) -> None:
        """Somebody taps."""
        self._person(phone, f"[{label}]")
        await phone.taps(label)
        self.listens(phone)

    async def opens(self, phone: Phone, start: str, shown: str = "") -> None:
        """Somebody opens a link."""
        self._person(phone, f"mở đường dẫn {shown or start}")
        await phone.opens(start)
        self.listens(phone)

    def listens(self, phone: Phone) -> None:
        """Write down what the bot has said on this phone since."""
        arrived = [x for x in phone.network.arrived if x.address == phone.name]
        for letter in arrived[self._heard.get(phone.name, 0) :]:
            self._bot(phone, Shown("", letter.body.text, letter.body.options, letter.body.file))
        self._heard[phone.name] = len(arrived)

    def written(self) -> str:
        """The whole talk. Receipts are random, so each gets a name of its own."""
        return RECEIPT.sub(self._named, "\n".join(self.lines).rstrip() + "\n")

    def _person(self, phone: Phone, text: str) -> None:
        self.listens(phone)
        self._speaker = phone.name
        self.lines += [f"{phone.name}: {text}", ""]

    def _bot(self, phone: Phone, shown: Shown) -> None:
        to = "" if phone.name == self._speaker else f" → {phone.name}"
        self.lines.append(f"Bot{to}:")
        self.lines += [f"    {line}".rstrip() for line in _wrapped(shown.text)]
        if shown.file is not None:
            self.lines.append(f"    <{shown.file.name}>")
        if shown.options:
            labels = "  ".join(f"[{option.label}]" for option in shown.options)
            self.lines += ["", *(f"    {line}" for line in _wrapped(labels, "  "))]
        self.lines.append("")

    def _named(self, found: re.Match[str]) -> str:
        number = len(self._receipts) + 1
        return self._receipts.setdefault(found[0], f"QT-27-MÃ{number}")


def _wrapped(text: str, between: str = " ") -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(between):
            if line and len(line) + len(between) + len(word) > WIDTH:
                lines.append(line)
                line = word
            else:
                line = f"{line}{between}{word}" if line else word
        lines.append(line)
    return lines

"""Plays a journey: a talk as a text file that any channel can play.

    = Lan               the lines below are Lan's
    @ b-KP3             opens a link; `@ {secretary}` one with a role code
    > chào bạn          types
    [Gửi]               taps a button
    < Mã biên nhận      one of the messages since then holds these words
    <[Gửi] [Bỏ]         the newest message carries these buttons, in this order
    <.                  nothing has been said since

A line that begins with `#` is a remark. Nothing in a journey knows a channel or a clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Said:
    """A message of the bot, as a person sees it."""

    text: str
    buttons: Sequence[str] = ()


class Seat(Protocol):
    """Where one person sits: a phone, a browser, a terminal."""

    async def opens(self, start: str) -> None:
        """Open a link with a start code."""

    async def says(self, text: str) -> None:
        """Type and send."""

    async def taps(self, label: str) -> None:
        """Tap the button with this label."""

    async def heard(self) -> Sequence[Said]:
        """Everything that has been said here since the person did something, once it is all
        there."""


class Astray(AssertionError):
    """A journey went another way than its file says."""


class Player:
    """Plays one journey from top to bottom."""

    def __init__(self, seat: Callable[[str], Seat], codes: Mapping[str, str]) -> None:
        self._seat = seat
        self._codes = codes
        self._now: Seat | None = None

    async def play(self, journey: str) -> int:
        """Play all lines; how many things were looked at."""
        looks = 0
        for number, line in enumerate(journey.splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                looks += line.startswith("<")
                await self._line(number, line.strip())
        return looks

    async def _line(self, number: int, line: str) -> None:
        if line.startswith("="):
            self._now = self._seat(line[1:].strip())
            return
        assert self._now is not None, f"line {number}: nobody sits here yet; begin with `= Name`"
        if line.startswith("<"):
            await self._look(number, line[1:].strip())
        elif line.startswith("@"):
            await self._now.opens(line[1:].strip().format_map(self._codes))
        elif line.startswith(">"):
            await self._now.says(line[1:].strip())
        elif line.startswith("[") and line.endswith("]"):
            await self._now.taps(line[1:-1])
        else:
            raise Astray(f"line {number}: {line!r} is none of = @ > [ <")

    async def _look(self, number: int, wanted: str) -> None:
        assert self._now is not None
        heard = await self._now.heard()
        if wanted == ".":
            there = not heard
        elif wanted.startswith("["):
            there = bool(heard) and list(heard[-1].buttons) == re.findall(r"\[([^]]+)\]", wanted)
        else:
            there = any(wanted in said.text for said in heard)
        if not there:
            seen = "\n---\n".join(f"{said.text}\n{list(said.buttons)}" for said in heard)
            raise Astray(f"line {number}: expected {wanted!r}, seen:\n{seen or '(nothing)'}")

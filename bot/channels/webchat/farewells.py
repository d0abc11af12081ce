"""Last words to who was forgotten: in memory and nowhere else, for as long as a page needs.

The chat, its session and its transcript are gone by then. So the browser that erased is still
recognised for a while, to be shown what was said last, and whatever it does next begins a new chat.
A restart in between ends this sooner.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from storage.messages import Outgoing
from storage.transcript import Entry

STAYS = timedelta(minutes=10)
REMEMBERED = 2000
"""Browsers that were here last: one of them is the one that erases."""
NUMBER = 2**53 - 1
"""Above every entry that a page has seen, and the largest number its script can hold."""


@dataclass(frozen=True, slots=True)
class _Farewell:
    address: str
    entry: Entry


class Farewells:
    """Who is still shown what, by the browser and by the chat that it had."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._browsers: OrderedDict[str, str] = OrderedDict()
        self._said: dict[str, _Farewell] = {}

    def seen(self, token: str, address: str) -> None:
        """This browser is this chat now."""
        self._browsers[address] = _hash(token)
        self._browsers.move_to_end(address)
        if len(self._browsers) > REMEMBERED:
            self._browsers.popitem(last=False)

    def say(self, address: str, body: Outgoing) -> None:
        """The last words to a chat; nobody hears them where the browser was not here lately."""
        self._tidy()
        browser = self._browsers.pop(address, None)
        if browser is not None:
            entry = Entry(
                id=NUMBER, author="bot", key="last", text=body.text, body=body, at=self._now()
            )
            self._said[browser] = _Farewell(address, entry)

    def address(self, token: str) -> str | None:
        """The chat that this browser had."""
        self._tidy()
        said = self._said.get(_hash(token))
        return said.address if said else None

    def to(self, address: str, after: int) -> list[Entry]:
        """What is still to be said there after an entry."""
        self._tidy()
        return [
            said.entry
            for said in self._said.values()
            if said.address == address and said.entry.id > after
        ]

    def _tidy(self) -> None:
        over = self._now() - STAYS
        for browser in [each for each, said in self._said.items() if said.entry.at < over]:
            del self._said[browser]


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()

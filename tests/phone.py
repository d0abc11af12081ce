"""A person with a phone: `says`, `taps`, `opens`, `sees`. A channel like any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from starlette.routing import BaseRoute

from bot.channels.contract import Came, Gone, Sent, TryLater, Unknown
from storage.messages import Attachment, Incoming, Kind, Letter, Medium, Option, Piece

if TYPE_CHECKING:
    from tests.house import House

Enclosed = tuple[Medium, bytes] | tuple[Medium, bytes, str]
"""What somebody sends: its kind, its bytes, and perhaps the name it has on the phone."""


@dataclass(frozen=True)
class Shown:
    """A message of the bot as it stands in the chat now."""

    id: str
    text: str
    options: tuple[Option, ...] = ()
    file: Attachment | None = None
    reply_to: str = ""
    kind: str = "reply"


@dataclass
class Network:
    """The platform of the tests: one list of messages for each chat."""

    name: str = "phone"
    title: str = "Phone"
    paced: bool = False
    reaches: bool = True
    keeps_transcript: bool = False
    remembers: timedelta | None = None
    answered_at: datetime | None = None
    holds: bool = True
    """Whether a chat keeps what was typed before a yes, and hands it over with the tap."""
    chats: dict[str, list[Shown]] = field(default_factory=dict)
    menus: dict[str, str] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    left: list[str] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)
    """What the next sends run into, one each."""
    arrived: list[Letter] = field(default_factory=list)
    shelf: dict[str, bytes] = field(default_factory=dict)
    """The files that people sent, by what the platform calls them."""
    fetch_troubles: list[Exception] = field(default_factory=list)
    fetched: int = 0
    _ids: count[int] = field(default_factory=lambda: count(1000))

    async def send(self, letter: Letter) -> Sent:
        if self.troubles:
            trouble = self.troubles.pop(0)
            if isinstance(trouble, Unknown):
                self.arrived.append(letter)
            raise trouble
        if letter.address in self.blocked:
            raise Gone
        return self._show(letter)

    def _show(self, letter: Letter) -> Sent:
        body, chat = letter.body, self.chats.setdefault(letter.address, [])
        self.arrived.append(letter)
        if body.menu:
            self.menus[letter.address] = body.menu
        if body.leave:
            self.left.append(letter.address)
        for place, old in enumerate(chat):
            if old.id == body.closes:
                chat[place] = replace(old, options=())
        where = next((n for n, old in enumerate(chat) if old.id == body.edits), None)
        shown = Shown(
            id=body.edits or str(next(self._ids)),
            text=body.text,
            options=body.options,
            file=body.file,
            # A message that is edited stays a reply to what it replied to.
            reply_to=body.reply_to if where is None else chat[where].reply_to,
            kind=letter.kind,
        )
        if where is None:
            chat.append(shown)
        else:
            # A message that is edited stays a reply to what it replied to.
            chat[where] = replace(shown, reply_to=chat[where].reply_to)
        return Sent(shown.id if shown.options else "")

    async def run(self, came: Came) -> None:
        return

    def routes(self, came: Came) -> Sequence[BaseRoute]:
        return ()

    def link(self, start: str) -> str:
        return start

    async def fetch(self, reference: str, to: Path) -> None:
        self.fetched += 1
        if self.fetch_troubles:
            raise self.fetch_troubles.pop(0)
        to.write_bytes(self.shelf[reference])

    def forget(self, reference: str) -> None:
        self.shelf.pop(reference, None)

    async def close(self) -> None:
        return


class Phone:
    """One person's phone in the house."""

    def __init__(self, house: House, name: str, network: Network) -> None:
        self.house = house
        self.name = name
        self.network = network
        self.language = "vi"
        self._events = count(1)

    @property
    def chat(self) -> list[Shown]:
        """All messages of the bot."""
        return self.network.chats.setdefault(self.name, [])

    @property
    def sees(self) -> str:
        """The newest message."""
        return self.chat[-1].text if self.chat else ""

    @property
    def buttons(self) -> list[str]:
        """The labels under the newest message."""
        return [option.label for option in self.chat[-1].options] if self.chat else []

    async def says(self, text: str, *, message: str = "", split: bool = False) -> str:
        """Type a text; the id of the message."""
        return await self._does("text", text=text, message=message, split=split)

    async def taps(
        self, label: str, *, on: Shown | None = None, at: datetime | None = None
    ) -> None:
        """Tap a button that stands in the chat, or one that stood there; now or a while ago."""
        message, option = self._find(label, on)
        await self._does(
            "choice", choice=option.choice, message=message.id, held=self._held(message), at=at
        )

    async def taps_twice_at_once(self, label: str) -> None:
        """Tap so fast that both taps come in one round."""
        message, option = self._find(label, None)
        taps = [self.event("choice", choice=option.choice, message=message.id) for _tap in range(2)]
        await self.house.takes(*taps)

    async def taps_raw(self, choice: str) -> None:
        """Send what no button carries."""
        await self._does("choice", choice=choice)

    async def opens(self, start: str) -> None:
        """Open a link."""
        await self._does("start", text=start)

    async def edits(self, message: str, text: str) -> None:
        """Edit an own message."""
        await self._does("edit", text=text, message=message)

    async def adds_it_to_a_group(self) -> None:
        """Put the bot into a group."""
        await self._does("group")

    async def sends_a_sticker(self) -> None:
        """Send what is no text."""
        await self._does("other")

    async def sends(self, *files: Enclosed, caption: str = "") -> None:
        """Send files in one message."""
        pieces = [self._uploads(*file) for file in files]
        await self.house.takes(self._with_files(caption, pieces))

    async def sends_album(self, *files: Enclosed, caption: str = "", pause: float = 0) -> None:
        """Send each file as a part of one album, the words beside the first; after a pause each."""
        name = f"album of {self.name} {len(self.network.shelf)}"
        parts = [self._with_files("", [self._uploads(*file)], name) for file in files]
        parts[0] = msgspec.structs.replace(parts[0], text=caption)
        if not pause:
            await self.house.takes(*parts)
        for part in parts if pause else ():
            await self.house.takes(part)
            self.house.now += timedelta(seconds=pause)
            await self.house.settles()
        self.house.now += timedelta(seconds=1)
        await self.house.settles()

    def _uploads(self, kind: Medium, content: bytes, name: str = "") -> Piece:
        reference = f"platform's own {self.name} {len(self.network.shelf)}"
        self.network.shelf[reference] = content
        return Piece(kind=kind, reference=reference, name=name, size=len(content))

    def _with_files(self, caption: str, pieces: Sequence[Piece], album: str = "") -> Incoming:
        event = self.event("files", text=caption)
        self._typed[event.message] = caption
        return msgspec.structs.replace(event, files=tuple(pieces), album=album)

    async def blocks(self) -> None:
        """Block the bot."""
        self.network.blocked.add(self.name)
        await self._does("blocked")

    def _find(self, label: str, on: Shown | None) -> tuple[Shown, Option]:
        for message in [on] if on else reversed(self.chat):
            for option in message.options:
                if option.label == label:
                    return message, option
        raise AssertionError(f"{self.name} sees no button {label!r}; there are {self.buttons}")

    def _held(self, message: Shown) -> str:
        return self._typed.get(message.reply_to, "") if self.network.holds else ""

    @property
    def _typed(self) -> dict[str, str]:
        return self.house.typed.setdefault(self.name, {})

    async def _does(
        self,
        kind: Kind,
        *,
        text: str = "",
        choice: str = "",
        message: str = "",
        held: str = "",
        split: bool = False,
        at: datetime | None = None,
    ) -> str:
        event = self.event(
            kind, text=text, choice=choice, message=message, held=held, split=split, at=at
        )
        if kind == "text":
            self._typed[event.message] = text
        await self.house.takes(event)
        return event.message

    def event(
        self,
        kind: Kind,
        *,
        text: str = "",
        choice: str = "",
        message: str = "",
        held: str = "",
        split: bool = False,
        at: datetime | None = None,
    ) -> Incoming:
        """An event of this phone that has not come in yet."""
        number = next(self._events)
        return Incoming(
            channel=self.network.name,
            event_id=f"{self.name}:{number}",
            address=self.name,
            kind=kind,
            at=at or self.house.now,
            text=text,
            choice=choice,
            message=message or str(number),
            held=held,
            language=self.language,
            split=split,
        )


__all__ = ["Gone", "Network", "Phone", "Shown", "TryLater", "Unknown"]

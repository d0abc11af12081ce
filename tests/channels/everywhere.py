"""One house with every channel on, and one person's chat on each of them.

Telegram is the strict fake behind the real polling, the web chat is asked over its routes, the
terminal reads lines: what they hand over meets the same turns, and what is said leaves by the same
sender. Nothing here waits for a clock.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from queue import SimpleQueue
from random import Random
from typing import Any

import httpx
from starlette.routing import BaseRoute

from bot.channels.contract import Came, Channel, Sent, Unreadable
from bot.channels.telegram import Telegram
from bot.channels.terminal import PROMPT, Terminal
from bot.channels.webchat import WebChat
from bot.sender import Sender
from bot.turns import Turns
from bot.web.server import site
from bot.web.signed import SignedFiles
from storage.ids import Ids
from storage.messages import Incoming, Letter
from tests.channels.web_site import HTTP, SECRET, Browser
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.house import ZONE, House

CHANNELS = ("telegram", "web", "terminal")
LOOKS = 4000
LOOK_AGAIN = 0.005


class Chat(ABC):
    """One person's chat on one channel. What is typed is answered once the house rests."""

    def __init__(self, everywhere: Everywhere) -> None:
        self.everywhere = everywhere

    async def opens(self, start: str) -> None:
        """Come by a link."""
        await self.begins(start)
        await self.everywhere.rests()

    async def says(self, text: str) -> str:
        """Type something; what the bot's newest message says then."""
        await self.types(text)
        await self.everywhere.rests()
        return await self.sees()

    async def taps(self, label: str) -> str:
        """Choose what is offered; what the bot's newest message says then."""
        await self.chooses(label)
        await self.everywhere.rests()
        return await self.sees()

    async def sees(self) -> str:
        """The bot's newest message."""
        return (await self.shown() or [""])[-1]

    @abstractmethod
    async def begins(self, start: str) -> None:
        """Open a link."""

    @abstractmethod
    async def types(self, text: str) -> None:
        """Send a text."""

    @abstractmethod
    async def chooses(self, label: str) -> None:
        """Send what stands behind a label of the newest message."""

    @abstractmethod
    async def shown(self) -> list[str]:
        """All that the bot has said, oldest first, without its buttons."""

    @abstractmethod
    async def buttons(self) -> list[str]:
        """The labels under the newest message."""


class OnTelegram(Chat):
    """Somebody with Telegram."""

    def __init__(self, everywhere: Everywhere, name: str) -> None:
        super().__init__(everywhere)
        self.user = everywhere.api.user(name)

    async def begins(self, start: str) -> None:
        self.user.starts(start)

    async def types(self, text: str) -> None:
        self.user.types(text)

    async def chooses(self, label: str) -> None:
        self.user.presses(label)

    async def shown(self) -> list[str]:
        return [message.text for message in self.user.chat if message.from_bot]

    async def buttons(self) -> list[str]:
        newest = self.user.room.last_bot_message
        return newest.buttons if newest else []


class OnTheWeb(Chat):
    """Somebody with a browser."""

    def __init__(self, everywhere: Everywhere) -> None:
        super().__init__(everywhere)
        transport = httpx.ASGITransport(app=everywhere.app)
        self.browser = Browser(httpx.AsyncClient(transport=transport, base_url=HTTP))
        self._typed = 0

    async def begins(self, start: str) -> None:
        answer = await self.browser.opens(start)
        assert answer.status_code == 201, answer.text

    async def types(self, text: str) -> None:
        await self._posts(text=text)

    async def chooses(self, label: str) -> None:
        options = (await self.browser.bots())[-1]["options"]
        (choice,) = [each["choice"] for each in options if each["label"] == label]
        await self._posts(choice=choice)

    async def _posts(self, **body: str) -> None:
        if not self.browser.client.cookies:
            await self.browser.opens()
        self._typed += 1
        answer = await self.browser.posts(id=f"e{self._typed}", **body)
        assert answer.status_code == 202, answer.text

    async def shown(self) -> list[str]:
        return [str(each["text"]) for each in await self.browser.bots()]

    async def buttons(self) -> list[str]:
        said = await self.browser.bots()
        return [str(each["label"]) for each in said[-1]["options"]] if said else []


class InATerminal(Chat):
    """Somebody at a keyboard."""

    def __init__(self, everywhere: Everywhere, name: str) -> None:
        super().__init__(everywhere)
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self.screen: list[str] = []
        self.address = f"terminal:{name}"
        self.terminal = Terminal(
            self.address,
            lines=self._until_none(),
            show=self.screen.append,
            idle=lambda: everywhere.sender.idle,
        )
        everywhere.terminals.seats[self.address] = self
        everywhere.starts(self.terminal.run(everywhere.came("terminal")))

    def _until_none(self) -> Iterator[str]:
        while (line := self._lines.get()) is not None:
            yield f"{line}\n"

    async def begins(self, start: str) -> None:
        await self.types(f"/start {start}".rstrip())

    async def types(self, text: str) -> None:
        for line in text.split("\n"):
            if line.strip():
                self.everywhere.expected["terminal"] += 1
            self._lines.put(line)

    async def chooses(self, label: str) -> None:
        await self.types(str((await self.buttons()).index(label) + 1))

    def leaves(self) -> None:
        """Ctrl-D."""
        self._lines.put(None)

    async def shown(self) -> list[str]:
        return ["\n".join(_words(each)) for each in self.screen]

    async def buttons(self) -> list[str]:
        lines = self.screen[-1].splitlines() if self.screen else []
        return [line.partition(". ")[2] for line in lines if _is_option(line)]


def _words(said: str) -> list[str]:
    return [line for line in said.rstrip("\n").split("\n") if not _is_option(line)]


def _is_option(line: str) -> bool:
    number, dot, _label = line.strip().partition(". ")
    return line.startswith("  ") and number.isdecimal() and bool(dot)


class Terminals:
    """Every terminal as one channel: each letter goes to whose it is."""

    name, title = "terminal", "Terminal"
    paced, reaches, keeps_transcript = False, True, False
    remembers: timedelta | None = None
    answered_at = None

    def __init__(self) -> None:
        self.seats: dict[str, InATerminal] = {}

    async def send(self, letter: Letter) -> Sent:
        return await self.seats[letter.address].terminal.send(letter)

    async def run(self, came: Came) -> None:
        return

    def routes(self, came: Came) -> Sequence[BaseRoute]:
        return ()

    def link(self, start: str) -> str:
        return start

    async def fetch(self, reference: str, to: Path) -> None:
        raise NotImplementedError

    def forget(self, reference: str) -> None:
        return

    async def close(self) -> None:
        for seat in self.seats.values():
            seat.leaves()


class Everywhere:
    """The house, its channels, and all that is under way."""

    def __init__(self, house: House, api: FakeBotApi) -> None:
        self.house, self.api = house, api
        self.expected, self.done = dict.fromkeys(CHANNELS, 0), dict.fromkeys(CHANNELS, 0)
        self.unreadable: list[Unreadable] = []
        self.terminals = Terminals()
        self.telegram = Telegram(
            TOKEN,
            files=lambda file: house.folder / file.id,
            api_base=api.base,
            poll_timeout=5,
            now=lambda: house.now,
            jitter=lambda: 1.0,
        )
        files = SignedFiles(
            database=house.database,
            folder=house.folder / "files",
            secret=SECRET,
            now=lambda: house.now,
        )
        self.web = WebChat(
            database=house.database,
            files=files,
            public_url=HTTP,
            now=lambda: house.now,
            zone=ZONE,
            staging=house.folder / "uploads",
        )
        self.channels: dict[str, Channel] = {
            "telegram": self.telegram,
            "web": self.web,
            "terminal": self.terminals,
        }
        self.sender = Sender(
            self.channels, guards={}, now=lambda: house.now, per_second=0, per_chat_seconds=0
        )
        self.turns = Turns(
            database=house.database,
            registry=house.registry,
            channels=self.channels,
            sender=self.sender,
            new_id=Ids(lambda: house.now).new,
            now=lambda: house.now,
            zone=ZONE,
            random=Random(7),
        )
        self.turns.on_heard(self.web.heard)
        self.sender.on_marks(self.turns.wake)
        self.routes = [*self.web.routes(self.came("web")), *files.routes()]
        self.app = site(self.routes, ready=lambda: True, origin=HTTP)
        self._tasks: list[asyncio.Task[Any]] = []

    def came(self, channel: str) -> Came:
        """What a channel hands its events to."""

        async def came(events: Sequence[Incoming], unreadable: Sequence[Unreadable]) -> None:
            await self.turns.came(channel, events, unreadable)
            self.done[channel] += len(events)
            self.unreadable += unreadable

        return came

    def person(self, channel: str, name: str = "Lan") -> Chat:
        """Somebody on a channel who has not written yet."""
        makers: dict[str, Callable[[], Chat]] = {
            "telegram": lambda: OnTelegram(self, name),
            "web": lambda: OnTheWeb(self),
            "terminal": lambda: InATerminal(self, name),
        }
        return makers[channel]()

    async def youth(self, channel: str, name: str = "Lan") -> Chat:
        """Somebody who came by a branch's link and agreed."""
        chat = self.person(channel, name)
        await chat.opens("b-KP3")
        await chat.taps("Đồng ý, mình từ 16 tuổi")
        return chat

    async def rests(self) -> None:
        """Until all that was typed is kept and answered."""
        for _look in range(LOOKS):
            if self._is_at_rest:
                return
            await asyncio.sleep(LOOK_AGAIN)
        raise AssertionError("the house does not come to rest")

    @property
    def _is_at_rest(self) -> bool:
        heard = self.done["terminal"] >= self.expected["terminal"]
        return heard and not self.api.updates.pending and self.sender.idle

    def starts(self, work: Any) -> None:  # noqa: ANN401
        """Something that goes on until the end."""
        self._tasks.append(asyncio.create_task(work))

    @asynccontextmanager
    async def plays(self) -> AsyncIterator[Everywhere]:
        """Everything runs."""
        self.starts(self.turns.run())
        self.starts(self.sender.run())
        self.starts(self.telegram.run(self.came("telegram")))
        try:
            yield self
        finally:
            await self.terminals.close()
            await self.web.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self.telegram.close()


@asynccontextmanager
async def everywhere(house: House) -> AsyncIterator[Everywhere]:
    """The house on every channel."""
    async with FakeBotApi() as api, Everywhere(house, api).plays() as playing:
        yield playing


__all__ = ["CHANNELS", "PROMPT", "Chat", "Everywhere", "everywhere"]

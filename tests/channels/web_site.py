"""The web chat as a browser meets it: the real path behind the real door."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

import httpx

from bot.channels.contract import Channel, Unreadable
from bot.channels.webchat import WebChat
from bot.sender import Sender
from bot.turns import Turns
from bot.web.server import Server, bind, site
from bot.web.signed import SignedFiles
from storage.ids import Ids
from storage.messages import Incoming
from tests.house import ZONE, House

HTTP = "http://127.0.0.1:8080"
HTTPS = "https://doithoai.example"
SECRET = "a secret of a test, long enough to sign with"
Told = dict[str, Any]


class Browser:
    """One browser: its cookies, and what it has been told."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self._ids = count(1)

    async def opens(self, start: str | None = None) -> httpx.Response:
        return await self.client.post("/chat/api/session", json={"start": start} if start else {})

    async def posts(self, **body: object) -> httpx.Response:
        return await self.client.post("/chat/api/messages", json=body)

    async def says(self, text: str, **more: object) -> Told:
        """Say something; the bot's answer."""
        return await self._does(text=text, **more)

    async def taps(self, label: str, **more: object) -> Told:
        """Tap a button of the bot's last message; the bot's answer."""
        options = (await self.hears())["options"]
        found = {option["label"]: option["choice"] for option in options}
        return await self._does(choice=found[label], **more)

    async def _does(self, **body: object) -> Told:
        known = len(await self.bots())
        answer = await self.posts(**{"id": f"c{next(self._ids)}", **body})
        assert answer.status_code == 202, answer.text
        return await self.hears(known + 1)

    async def hears(self, number: int = 1) -> Told:
        """The bot's last message, once there are so many."""
        for _ in range(500):
            if len(told := await self.bots()) >= number:
                return told[-1]
            await asyncio.sleep(0.01)
        raise AssertionError(f"the bot did not say {number} things")

    async def history(self, after: int | None = 0) -> list[Told]:
        query = "" if after is None else f"?after={after}"
        answer = await self.client.get(f"/chat/api/history{query}")
        assert answer.status_code == 200, answer.text
        messages: list[Told] = answer.json()["messages"]
        return messages

    async def bots(self) -> list[Told]:
        return [one for one in await self.history() if one["from"] == "bot"]

    @asynccontextmanager
    async def streams(self, after: int | None = None) -> AsyncIterator[Stream]:
        """An open stream; as a browser that comes back where it begins after something."""
        headers = {} if after is None else {"Last-Event-ID": str(after)}
        async with self.client.stream("GET", "/chat/api/stream", headers=headers) as answer:
            assert answer.status_code == 200
            lines = answer.aiter_lines()
            assert (await anext(lines)).startswith("retry: ")
            yield Stream(lines)


@dataclass
class Stream:
    """What an open page is told."""

    lines: AsyncIterator[str]

    async def next(self) -> tuple[str, Told]:
        """The next event: its name and what it says."""
        event: dict[str, str] = {}
        async with asyncio.timeout(5):
            async for line in self.lines:
                name, _, value = line.partition(": ")
                if line == "" and "data" in event:
                    data = json.loads(event["data"])
                    assert int(event["id"]) == data["id"]
                    return event["event"], data
                event[name] = value
        raise AssertionError("the stream has ended")

    async def ends(self) -> None:
        """Read on until the server ends it."""
        async with asyncio.timeout(5):
            async for _ in self.lines:
                pass


@dataclass
class Site:
    """A web chat on the house's database, played by the real turns and the real sender."""

    house: House
    url: str = HTTP
    origin: str | None = HTTP
    ready: bool = True
    came: list[Incoming] = field(default_factory=list)
    trouble: Exception | None = None

    def __post_init__(self) -> None:
        house = self.house
        self.files = SignedFiles(
            database=house.database,
            folder=house.folder / "files",
            secret=SECRET,
            now=lambda: house.now,
        )
        self.web = WebChat(
            database=house.database,
            files=self.files,
            public_url=self.url,
            now=lambda: house.now,
            zone=ZONE,
            staging=house.folder / "uploads",
        )
        channels: dict[str, Channel] = {"web": self.web}
        self.sender = Sender(
            channels, guards={}, now=lambda: house.now, per_second=0, per_chat_seconds=0
        )
        self.turns = Turns(
            database=house.database,
            registry=house.registry,
            channels=channels,
            sender=self.sender,
            new_id=Ids(lambda: house.now).new,
            now=lambda: house.now,
            zone=ZONE,
            random=Random(7),
        )
        self.turns.on_heard(self.web.heard)
        self.sender.on_marks(self.turns.wake)
        self.routes = [*self.web.routes(self._came), *self.files.routes()]
        self.app = site(self.routes, ready=lambda: self.ready, origin=self.origin)

    async def _came(self, came: Sequence[Incoming], unreadable: Sequence[Unreadable]) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.came += came
        await self.turns.came("web", came, unreadable)

    def browser(self, **headers: str) -> Browser:
        """A browser that was never here."""
        transport = httpx.ASGITransport(app=self.app)
        return Browser(httpx.AsyncClient(transport=transport, base_url=self.url, headers=headers))

    @asynccontextmanager
    async def plays(self) -> AsyncIterator[Site]:
        """The path runs."""
        tasks = [asyncio.create_task(self.turns.run()), asyncio.create_task(self.sender.run())]
        try:
            yield self
        finally:
            await self.web.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    @asynccontextmanager
    async def serves(self) -> AsyncIterator[Served]:
        """A socket in front of it, for what only a real connection shows."""
        listener = bind("127.0.0.1", 0)
        served = Served(self, listener.getsockname()[1])
        server = Server(self.app, listener)
        serving = asyncio.create_task(server.run())
        try:
            yield served
        finally:
            for browser in served.browsers:
                await browser.client.aclose()
            await self.web.close()
            server.stop()
            await serving


@dataclass
class Served:
    """The site at a port."""

    site: Site
    port: int
    browsers: list[Browser] = field(default_factory=list)

    def browser(self) -> Browser:
        """A browser that was never here."""
        client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", timeout=10)
        self.browsers.append(Browser(client))
        return self.browsers[-1]


MakeSite = Callable[..., Awaitable[Site]]

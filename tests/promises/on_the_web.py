"""People in the web chat: the page's own manners, without the page.

A message keeps its id and is sent until it is acknowledged; what is new is read from the stream,
which goes on after the last entry that was seen, or from the history.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp

from tests.promises.proposer import Deed, Proposer

AGAIN = 0.05
"""Seconds until something is tried again; a page waits longer, and a test has less time."""
LOOKS_EVERY = 0.05
SECONDS = 30.0

Entry = Mapping[str, Any]


@dataclass
class WebPerson:
    """One browser."""

    base: str
    proposer: Proposer
    streams: bool = True
    """Hears by the stream; else asks the history."""
    thinks: float = 0.0
    """The longest pause before an answer."""
    acknowledged: list[str] = field(default_factory=list)
    heard: list[int] = field(default_factory=list)
    """The ids of the bot's messages, in the order in which they came."""
    tries: int = 0

    async def comes(self, start: str = "b-KP1") -> None:
        """From the link to the last receipt."""
        self._random = Random(self.proposer.name)
        jar = aiohttp.CookieJar(unsafe=True)
        wait = aiohttp.ClientTimeout(total=SECONDS)
        async with aiohttp.ClientSession(self.base, cookie_jar=jar, timeout=wait) as self._http:
            await self._until_done("/chat/api/session", {"start": start}, 201)
            async for entry in self._new():
                labels = {each["label"]: each["choice"] for each in entry["options"]}
                deed = self.proposer.sees(entry["text"], list(labels))
                if self.proposer.is_done:
                    break
                if deed is not None:
                    await asyncio.sleep(self._random.uniform(0, self.thinks))
                    await self._does(deed, labels)
            self.history = await self._history(0)
            self.cookie = next(iter(jar)).value

    async def _does(self, deed: Deed, labels: Mapping[str, str]) -> None:
        number = f"{self.proposer.deeds}-{len(self.acknowledged)}"
        body = {"choice": labels[deed.taps]} if deed.taps else {"text": deed.types}
        await self._until_done("/chat/api/messages", {"id": number, **body}, 202)
        self.acknowledged.append(number)

    async def _until_done(self, path: str, body: Mapping[str, str], wanted: int) -> None:
        while True:
            self.tries += 1
            try:
                async with self._http.post(path, json=body) as answer:
                    if answer.status == wanted:
                        return
                    assert answer.status == 503, f"{answer.status}: {await answer.text()}"
            except (aiohttp.ClientError, TimeoutError):
                pass
            await asyncio.sleep(AGAIN)

    async def _new(self) -> AsyncIterator[Entry]:
        """The bot's messages as they come, through any number of restarts."""
        last = 0
        while True:
            try:
                async for entry in self._stream(last) if self.streams else self._ask(last):
                    last = int(entry["id"])
                    if entry.get("from", "bot") == "bot":
                        self.heard.append(last)
                        yield entry
            except (aiohttp.ClientError, TimeoutError):
                pass
            await asyncio.sleep(AGAIN)

    async def _stream(self, last: int) -> AsyncIterator[Entry]:
        headers = {"Last-Event-ID": str(last)}
        async with self._http.get("/chat/api/stream", headers=headers) as answer:
            if answer.status == 503:
                return
            assert answer.status == 200, answer.status
            name = ""
            async for line in answer.content:
                field_, _, value = line.decode().strip().partition(": ")
                if field_ == "event":
                    name = value
                elif field_ == "data":
                    yield {"from": "me" if name == "me" else "bot", **json.loads(value)}

    async def _ask(self, last: int) -> AsyncIterator[Entry]:
        for entry in await self._history(last):
            yield entry
        await asyncio.sleep(LOOKS_EVERY)

    async def _history(self, last: int) -> list[Entry]:
        found: list[Entry] = []
        while True:
            async with self._http.get(f"/chat/api/history?after={last}") as answer:
                answer.raise_for_status()
                page = (await answer.json())["messages"]
            if not page:
                return found
            found += page
            last = page[-1]["id"]

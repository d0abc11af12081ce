"""Server-sent events: a page that is open hears what is new without asking.

What is told comes from the transcript, never from memory, so a page that was away and goes on
after the last id it saw is told the same as one that stayed.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager

from bot.channels.webchat.entries import as_event
from bot.web.signed import SignedFiles
from storage.database import Unavailable
from storage.transcript import Entry

KEEP_ALIVE = 20.0
"""Seconds of silence after which a comment is sent: proxies cut a line that is quiet for long."""
RETRY = 1000, 4000
"""Milliseconds after which a page comes back, spread: after a restart all come at once."""

Since = Callable[[str, int], Awaitable[Sequence[Entry]]]


class Ears:
    """Who listens for news of which chat. It carries no news, only that there are some."""

    def __init__(self) -> None:
        self._of: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self.closed = False

    @contextmanager
    def listening(self, address: str) -> Iterator[asyncio.Event]:
        """An event that is set when the chat has something new."""
        news = asyncio.Event()
        self._of[address].add(news)
        try:
            yield news
        finally:
            self._of[address].discard(news)
            if not self._of[address]:
                del self._of[address]

    def wake(self, address: str) -> None:
        """The chat has something new."""
        for news in self._of.get(address, ()):
            news.set()

    def close(self) -> None:
        """Let every stream end."""
        self.closed = True
        for address in self._of:
            self.wake(address)


async def events(
    ears: Ears, address: str, after: int, since: Since, files: SignedFiles
) -> AsyncIterator[bytes]:
    """Everything after an entry, for as long as the page listens."""
    low, high = RETRY
    yield b"retry: %d\n\n" % (low + secrets.randbelow(high - low))
    with ears.listening(address) as news:
        while not ears.closed:
            # Cleared before the look: what comes during it is looked for again.
            news.clear()
            try:
                entries = await since(address, after)
            except Unavailable:
                # The page comes back by itself, after the entry it saw last.
                return
            for entry in entries:
                after = entry.id
                yield as_event(entry, files)
            if not entries and not await _come(news):
                yield b": still here\n\n"


async def _come(news: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(KEEP_ALIVE):
            return await news.wait()
    except TimeoutError:
        return False

"""The bot in a terminal: typed lines go in, answers and numbered options come out.

For whoever writes conversations. It is a person like any other, at an address of its own.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from starlette.routing import BaseRoute

from bot.channels.contract import Came, NeverAccepted, Sent
from handlers.words.cleaning import clean
from storage.messages import Attachment, Incoming, Letter, Option

START = "/start "
PROMPT = "> "
_LOOK = 0.01
"""Seconds between two looks whether the bot has said all it had to say."""
_PATIENCE = 30.0


class Terminal:
    """One person who types. `idle` says that nothing is on its way to the screen any more."""

    name = "terminal"
    title = "Terminal"
    paced = False
    reaches = True
    keeps_transcript = False
    remembers = None
    answered_at = None

    def __init__(
        self,
        address: str,
        *,
        lines: Iterable[str],
        show: Callable[[str], None],
        idle: Callable[[], bool] = lambda: True,
        start: str = "",
    ) -> None:
        self._folder: Path | None = None
        self.address = address
        self.idle = idle
        self.talk: list[str] = []
        """All that was said so far, the person's lines after «> »."""
        self._lines = lines
        self._show = show
        self._start = start
        self._options: Sequence[Option] = ()
        self._typed = 0

    def files_in(self, folder: Path) -> None:
        """Where files lie that come with a message."""
        self._folder = folder

    async def send(self, letter: Letter) -> Sent:
        """Show one message; its options get numbers."""
        body = letter.body
        self._options = body.options
        lines = [body.text]
        if body.file is not None:
            lines.append(self._file(body.file))
        lines += [f"  {number}. {option.label}" for number, option in enumerate(body.options, 1)]
        self._say("\n".join(lines) + "\n")
        return Sent(str(letter.id) if body.options else "")

    async def run(self, came: Came) -> None:
        """Hand over line by line until there are no more; each is answered before the next."""
        if self._start:
            self.talk.append(f"{PROMPT}{START}{self._start}")
            await self._hear(came, f"{START}{self._start}")
        async for line in _one_by_one(self._lines):
            self.talk.append(f"{PROMPT}{line}")
            if line.strip():
                await self._hear(came, line)

    def routes(self, came: Came) -> Sequence[BaseRoute]:  # noqa: ARG002
        """Nothing for a web server."""
        return ()

    def link(self, start: str) -> str:  # noqa: ARG002
        """No link leads to a terminal."""
        return ""

    async def fetch(self, reference: str, to: Path) -> None:  # noqa: ARG002
        """Nobody sends files through a terminal."""
        raise NeverAccepted("no file comes from a terminal")

    def forget(self, reference: str) -> None:
        """Nothing is kept that could be forgotten."""

    async def close(self) -> None:
        """The terminal stays the caller's."""

    async def _hear(self, came: Came, line: str) -> None:
        await came([self._event(line)], [])
        until = time.monotonic() + _PATIENCE
        # The sender knows no event for «all is said»: nobody but a terminal asks.
        while not self.idle() and time.monotonic() < until:
            await asyncio.sleep(_LOOK)

    def _file(self, file: Attachment) -> str:
        """A terminal hands nothing over: it says where the file is."""
        place = f" {self._folder / file.id}" if self._folder else ""
        return f"[{file.name}]{place}"

    def _event(self, line: str) -> Incoming:
        self._typed += 1
        text = clean(line)
        choice = self._chosen(text)
        start = text.removeprefix(START) if text.startswith(START) else ""
        return Incoming(
            channel=self.name,
            # Another talk at the same address must not repeat a key.
            event_id=f"{time.time_ns()}-{self._typed}",
            address=self.address,
            kind="choice" if choice else "start" if start else "text",
            at=datetime.now(UTC),
            text="" if choice else start or text,
            choice=choice,
            message=str(self._typed),
        )

    def _chosen(self, text: str) -> str:
        """A number means the option that was shown under it."""
        if text.isdecimal() and 1 <= int(text) <= len(self._options):
            return self._options[int(text) - 1].choice
        return ""

    def _say(self, words: str) -> None:
        self.talk.append(words)
        self._show(words)


async def _one_by_one(lines: Iterable[str]) -> AsyncIterator[str]:
    """Lines that are waited for in a thread: a read from a terminal cannot be cancelled."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[str | None] = asyncio.Queue()

    def read() -> None:
        try:
            for line in lines:
                loop.call_soon_threadsafe(queue.put_nowait, line.rstrip("\n"))
        finally:
            # Whatever ended the reading: nobody is to wait for more.
            loop.call_soon_threadsafe(queue.put_nowait, None)

    # A daemon, so that Ctrl-C does not wait for one more line.
    threading.Thread(target=read, daemon=True).start()
    while (line := await queue.get()) is not None:
        yield line

"""Telegram as a channel: long polling or a webhook in, calls of the Bot API out.

Updates are read as plain values and handed on, in the same way whichever way they came.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from starlette.routing import BaseRoute
from telegram.error import TelegramError

from bot.channels.contract import Came, Sent
from bot.channels.telegram.api import Api
from bot.channels.telegram.download import fetch
from bot.channels.telegram.http import ANSWER_SECONDS, AiohttpRequest
from bot.channels.telegram.letters import Files, Letters, Recent
from bot.channels.telegram.menu import Menu, introduce
from bot.channels.telegram.patience import Patience
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.updates import CHANNEL, Raw, read_all
from bot.channels.telegram.webhook import Hook, Webhook
from bot.logs import trace
from storage.messages import Incoming, Letter

log = logging.getLogger(__name__)

TAPS_AT_ONCE: Final = 16
TAPS_WAITING: Final = 500
"""Taps beyond that are not answered: their spinner stops by itself."""
GROUPS_NOTED: Final = 1000
LAST_WORDS_SECONDS: Final = 1.0
REMEMBERS: Final = timedelta(hours=24)
"""The platform keeps updates no longer («B5.4»)."""
_by_chance: Final = random.SystemRandom().random


class Telegram:
    """One bot. Its token stands in no log line and no error of this channel."""

    name = CHANNEL
    title = "Telegram"
    paced = True
    reaches = True
    keeps_transcript = False
    remembers = REMEMBERS

    def __init__(
        self,
        token: str,
        *,
        files: Files,
        api_base: str = "https://api.telegram.org",
        poll_timeout: int = 30,
        hook: Hook | None = None,
        proxy: str = "",
        menu: Menu | None = None,
        named: Callable[[str], None] = lambda _name: None,
        answer_seconds: float = ANSWER_SECONDS,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = _by_chance,
    ) -> None:
        """With a `hook` updates are posted to it, else they are fetched. `files` says where an
        attachment's bytes are; `named` is told how the bot is called; `jitter` gives numbers from
        0 to 1."""
        _quiet_library()
        self._now = now
        self._menu = menu or Menu()
        self._username = ""
        self._named = named
        self._request = AiohttpRequest(proxy, answer_seconds)
        self._api = Api(token, api_base, self._request)
        self._letters = Letters(self._api, files, self._menu)
        patience = self._patience = Patience(now, jitter)
        self._polling = Polling(
            self._api,
            seconds=poll_timeout,
            now=now,
            sleep=sleep,
            patience=patience,
            arrived=self._arrived,
        )
        self._webhook: Webhook | None = None
        if hook is not None:
            self._webhook = Webhook(
                self._api, hook, sleep=sleep, patience=patience, arrived=self._arrived
            )
        self._greeted: Recent[str, bool] = Recent(GROUPS_NOTED)
        self._tap_slots = asyncio.Semaphore(TAPS_AT_ONCE)
        self._aside: set[asyncio.Task[None]] = set()

    @property
    def answered_at(self) -> datetime | None:
        """When the platform has last done all that was asked."""
        return self._patience.well_at

    async def send(self, letter: Letter) -> Sent:
        """Deliver one letter; see the contract for what it raises."""
        return await self._letters.send(letter)

    async def run(self, came: Came) -> None:
        """Poll, or see to it that updates are posted here, until cancelled."""
        if self._webhook is None:
            await self._polling.run(partial(self._take, came))
        else:
            await self._webhook.run()

    def routes(self, came: Came) -> Sequence[BaseRoute]:
        """Where the platform posts updates; nothing where they are fetched."""
        return () if self._webhook is None else self._webhook.routes(partial(self._take, came))

    def link(self, start: str) -> str:
        """Empty until the platform has told the bot's name."""
        return f"https://t.me/{self._username}?start={start}" if self._username else ""

    async def fetch(self, reference: str, to: Path) -> None:
        """Get a file from the platform; see the contract for what it raises."""
        await fetch(self._api, self._request, reference, to)

    def forget(self, reference: str) -> None:
        """The platform keeps what its people sent; nothing of it is here."""

    async def close(self) -> None:
        """Give taps a moment to be answered, then give back the connections."""
        if self._aside:
            await asyncio.wait(self._aside, timeout=LAST_WORDS_SECONDS)
        for task in self._aside:
            task.cancel()
        await asyncio.gather(*self._aside, return_exceptions=True)
        await self._request.shutdown()

    # --- what came ---

    async def _take(self, came: Came, updates: Sequence[Raw]) -> None:
        """Hand over a batch; taps are answered after the commit, and never kept."""
        events, unreadable = read_all(updates, username=self._username, now=self._now())
        events = self._groups_once(events)
        for each in unreadable:
            log.warning("update %s cannot be read (%s); set aside", each.event_id, each.what)
        if events or unreadable:
            await came(events, unreadable)
        for event in events:
            if event.kind == "group":
                self._greeted.put(event.address, value=True)
        self._answer_taps(updates)

    def _groups_once(self, events: Iterable[Incoming]) -> list[Incoming]:
        """A group is heard when the bot is put into it, else at its first words, and then no more."""
        seen: set[str] = set()
        kept = []
        for event in events:
            if event.kind == "group":
                known = event.address in seen or self._greeted.get(event.address, default=False)
                if known and event.message:
                    continue
                seen.add(event.address)
            kept.append(event)
        return kept

    def _answer_taps(self, updates: Iterable[Raw]) -> None:
        for update in updates:
            tap = update.get("callback_query") if isinstance(update, dict) else None
            if isinstance(tap, dict) and "id" in tap and len(self._aside) < TAPS_WAITING:
                self._begin(self._answer_tap(tap["id"]))

    async def _answer_tap(self, tap: object) -> None:
        async with self._tap_slots:
            try:
                await self._api.plain("answerCallbackQuery", {"callback_query_id": tap})
            except TelegramError:
                log.debug("a tap could not be answered")

    # --- beside it ---

    def _arrived(self, username: str) -> None:
        self._username = username
        self._named(username)
        self._begin(introduce(self._api, self._menu))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._aside.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("something beside the polling failed: %s", trace(error))


def _quiet_library() -> None:
    """At DEBUG the library writes the token and what people typed, whoever listens."""
    logging.getLogger("telegram").setLevel(logging.WARNING)

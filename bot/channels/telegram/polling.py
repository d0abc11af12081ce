"""getUpdates in a loop: what was handed over and committed is acknowledged, nothing earlier.

The library's own polling confirms a batch before anybody has kept it, and stops for good at one
update it cannot read. Here the next offset goes out only after `take` has returned; if it raises,
the same updates are asked for again. Only cancellation ends the loop.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.channels.telegram.api import Api
from bot.channels.telegram.failures import TOKEN_AGAIN
from bot.channels.telegram.http import Json, TooMany, Unsure
from bot.channels.telegram.updates import ALLOWED, Raw
from bot.logs import trace
from storage.database import Unavailable

log = logging.getLogger(__name__)

Take = Callable[[Sequence[Raw]], Awaitable[None]]
"""Keep a batch. Returns after the commit."""

BATCH: Final = 100
ANSWER_SECONDS: Final = 10.0
"""How much later than promised an empty answer may come."""
LONGEST_WAIT: Final = 30.0
AWAY_AFTER: Final = 3
"""Failures in a row after which the platform counts as away; one is only a hiccup."""
SILENCE: Final = timedelta(days=6)
"""After a week without updates their ids may start anywhere, also lower."""
SAY_AGAIN: Final = timedelta(minutes=1)
PAUSE: Final = 1.0
"""Between two polls that do not wait by themselves."""


class Polling:
    """One bot's updates, in the order the platform gives them."""

    def __init__(
        self,
        api: Api,
        *,
        seconds: int,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
        jitter: Callable[[], float],
        arrived: Callable[[str], None],
    ) -> None:
        """`arrived` hears the bot's name at start, and whenever the platform is back."""
        self._api = api
        self._seconds = seconds
        self._now = now
        self._sleep = sleep
        self._jitter = jitter
        self._arrived = arrived
        self._offset: int | None = None
        self._heard_at = now()
        self._failures = 0
        self._away = True
        self._said: dict[str, datetime] = {}

    async def run(self, take: Take) -> None:
        """Ask until cancelled."""
        while True:
            try:
                await self._round(take)
            except Exception as error:  # noqa: BLE001
                # Whatever it is, the platform keeps the updates until this loop asks again.
                await self._sleep(await self._trouble(error))

    async def _round(self, take: Take) -> None:
        if self._away:
            await self._arrive()
        updates = await self._fetch()
        if updates:
            await take(updates)
            self._confirm(updates)
        elif not self._seconds:
            await self._sleep(PAUSE)
        self._failures = 0

    async def _arrive(self) -> None:
        me = await self._api.get_me()
        self._away = False
        if self._failures:
            log.info("Telegram is there again")
        self._arrived(me.username or "")

    async def _fetch(self) -> list[Raw]:
        given: Json = {
            "offset": self._next_offset(),
            "limit": BATCH,
            "timeout": self._seconds,
            "allowed_updates": ALLOWED,
        }
        updates = await self._api.plain("getUpdates", given, seconds=self._seconds + ANSWER_SECONDS)
        if not isinstance(updates, list):
            raise Unsure("the answer is no list of updates")
        return updates

    def _next_offset(self) -> int | None:
        if self._now() - self._heard_at > SILENCE:
            self._offset = None
        return self._offset

    def _confirm(self, updates: Sequence[Raw]) -> None:
        """Behind the last one, which need not be the highest: ids may start anew."""
        self._heard_at = self._now()
        ids = [update.get("update_id") for update in updates if isinstance(update, dict)]
        last = next((each for each in reversed(ids) if isinstance(each, int)), None)
        if last is None:
            raise Unsure("no update has an id")
        self._offset = last + 1

    # --- when it does not go well ---

    async def _trouble(self, error: Exception) -> float:
        """Say what there is to say, and how long to wait."""
        self._failures += 1
        if isinstance(error, InvalidToken):
            self._away = True
            self._say("telegram.token is not accepted; take a valid one from @BotFather")
            return TOKEN_AGAIN
        if isinstance(error, TooMany):
            return error.after
        if isinstance(error, Conflict):
            await self._conflict(error)
        elif isinstance(error, TelegramError):
            self._out_of_reach(error)
        elif isinstance(error, Unavailable):
            self._say("what came cannot be kept now; Telegram keeps it meanwhile")
        else:
            log.error("updates could not be taken in: %s", trace(error))
        return self._wait()

    def _wait(self) -> float:
        longest = min(LONGEST_WAIT, 2.0 ** min(self._failures - 1, 10))
        return max(1.0, longest * (1 + self._jitter()) / 2)

    def _out_of_reach(self, error: TelegramError) -> None:
        if self._failures >= AWAY_AFTER:
            self._away = True
            self._say(f"Telegram cannot be reached ({type(error).__name__}); trying on")

    async def _conflict(self, error: Conflict) -> None:
        if "webhook is active" not in error.message.lower():
            self._say("another program fetches this bot's messages; stop one of the two")
            return
        try:
            await self._api.delete_webhook(drop_pending_updates=False)
            log.info("a webhook was set for this bot; it is removed, nothing of it is lost")
        except TelegramError as failed:
            self._out_of_reach(failed)

    def _say(self, sentence: str) -> None:
        """To the operator, at most once a minute."""
        now = self._now()
        said = self._said.get(sentence)
        if said is None or now - said >= SAY_AGAIN:
            self._said[sentence] = now
            log.warning("%s", sentence)

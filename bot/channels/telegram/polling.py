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

from telegram.error import Conflict, TelegramError

from bot.channels.telegram.api import Api
from bot.channels.telegram.http import Json, Unsure
from bot.channels.telegram.patience import Patience
from bot.channels.telegram.updates import ALLOWED, Raw
from bot.logs import trace
from storage.database import Unavailable

log = logging.getLogger(__name__)

Take = Callable[[Sequence[Raw]], Awaitable[None]]
"""Keep a batch. Returns after the commit."""

BATCH: Final = 100
ANSWER_SECONDS: Final = 10.0
"""How much later than promised an empty answer may come."""
SILENCE: Final = timedelta(days=6)
"""After a week without updates their ids may start anywhere, also lower."""
PAUSE: Final = 1.0
"""Between two polls that do not wait by themselves."""
KEEP_AGAIN: Final = 3.0
"""The longest wait for a database of our own: it costs the platform next to nothing."""


class Polling:
    """One bot's updates, in the order the platform gives them."""

    def __init__(
        self,
        api: Api,
        *,
        seconds: int,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
        patience: Patience,
        arrived: Callable[[str], None],
    ) -> None:
        """`arrived` hears the bot's name at start, and whenever the platform is back."""
        self._api = api
        self._seconds = seconds
        self._now = now
        self._sleep = sleep
        self._patience = patience
        self._arrived = arrived
        self._offset: int | None = None
        self._heard_at = now()

    async def run(self, take: Take) -> None:
        """Ask until cancelled."""
        while True:
            try:
                await self._round(take)
            except Exception as error:  # noqa: BLE001
                # Whatever it is, the platform keeps the updates until this loop asks again.
                await self._sleep(await self._trouble(error))

    async def _round(self, take: Take) -> None:
        if self._patience.away:
            await self._arrive()
        updates = await self._fetch()
        if updates:
            await take(updates)
            self._confirm(updates)
        elif not self._seconds:
            await self._sleep(PAUSE)
        self._patience.went_well()

    async def _arrive(self) -> None:
        me = await self._api.get_me()
        self._patience.arrived()
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
        self._patience.failed()
        if isinstance(error, Conflict):
            return await self._conflict(error)
        if isinstance(error, TelegramError):
            return self._patience.after(error)
        if isinstance(error, Unavailable):
            self._patience.say("what came cannot be kept now; Telegram keeps it meanwhile")
            return min(KEEP_AGAIN, self._patience.wait())
        log.error("updates could not be taken in: %s", trace(error))
        return self._patience.wait()

    async def _conflict(self, error: Conflict) -> float:
        if "webhook is active" not in error.message.lower():
            self._patience.say("another program fetches this bot's messages; stop one of the two")
            return self._patience.wait()
        try:
            await self._api.delete_webhook(drop_pending_updates=False)
        except TelegramError as failed:
            return self._patience.after(failed)
        log.info("a webhook was set for this bot; it is removed, nothing of it is lost")
        return self._patience.wait()

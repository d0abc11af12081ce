"""Until the platform is well again: how long to wait, and what the operator hears of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.failures import TOKEN_AGAIN
from bot.channels.telegram.http import TooMany

log = logging.getLogger(__name__)

LONGEST_WAIT: Final = 30.0
AWAY_AFTER: Final = 3
"""Failures in a row after which the platform counts as away; one is only a hiccup."""
SAY_AGAIN: Final = timedelta(minutes=1)


class Patience:
    """Counts failures in a row. It never gives up: a bot that was left alone goes on by itself."""

    def __init__(self, now: Callable[[], datetime], jitter: Callable[[], float]) -> None:
        self._now = now
        self._jitter = jitter
        self._failures = 0
        self._said: dict[str, datetime] = {}
        self.away = True
        """Whether the platform has to be greeted first: at start, and after an absence."""
        self.well_at: datetime | None = None
        """When everything that was asked was done for the last time."""

    def arrived(self) -> None:
        """The platform has answered to a greeting."""
        self.away = False
        if self._failures:
            log.info("Telegram is there again")

    def went_well(self) -> None:
        """Everything that was asked was done."""
        self._failures = 0
        self.well_at = self._now()

    def failed(self) -> None:
        """Something was not done, whoever's fault it is."""
        self._failures += 1

    def after(self, error: TelegramError) -> float:
        """How many seconds to wait, after `failed`; `away` may have changed."""
        if isinstance(error, InvalidToken):
            self.away = True
            self.say("telegram.token is not accepted; take a valid one from @BotFather")
            return TOKEN_AGAIN
        if isinstance(error, TooMany):
            return error.after
        if self._failures >= AWAY_AFTER:
            self.away = True
            self.say(f"Telegram cannot be reached ({type(error).__name__}); trying on")
        return self.wait()

    def wait(self) -> float:
        """Seconds that grow with each failure, and differ from those of other bots."""
        longest = min(LONGEST_WAIT, 2.0 ** min(self._failures - 1, 10))
        return max(1.0, longest * (1 + self._jitter()) / 2)

    def say(self, sentence: str) -> None:
        """To the operator, at most once a minute."""
        now = self._now()
        self._said = {said: at for said, at in self._said.items() if now - at < SAY_AGAIN}
        if sentence not in self._said:
            self._said[sentence] = now
            log.warning("%s", sentence)

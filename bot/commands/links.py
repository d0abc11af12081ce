"""The links that open a chat with a start code, on each channel that is on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.config import Config
from storage import facts
from storage.database import Reader

NOT_KNOWN = "(no Telegram link before `doithoai run` has reached Telegram once)"


@dataclass(frozen=True, slots=True)
class Links:
    """Where a chat begins."""

    public_url: str
    telegram: bool
    username: str | None

    @staticmethod
    async def of(db: Reader, config: Config) -> Links:
        """What is on, and how the bot is called there if it has ever been told."""
        name = await facts.get(db, facts.TELEGRAM_USERNAME)
        return Links(config.app.public_url, bool(config.telegram.token), name)

    def web(self, start: str) -> str:
        """The web chat's, which is always on."""
        return f"{self.public_url}/chat?start={start}"

    def every(self, start: str) -> list[str]:
        """One a channel, the web chat's first; where one cannot be told yet, why."""
        if not self.telegram:
            return [self.web(start)]
        link = f"https://t.me/{self.username}?start={start}" if self.username else NOT_KNOWN
        return [self.web(start), link]

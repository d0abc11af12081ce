"""`telegram.Bot` with one more door: a call whose answer stays plain values."""

from __future__ import annotations

from typing import Any

from telegram import Bot

from bot.channels.telegram.http import AiohttpRequest, Json


class Api(Bot):
    """The Bot API over our own client.

    `plain` is for the calls of every turn: what the library makes of their answers is never looked
    at here, and making it costs more than all the rest of a call. Whatever is called seldom uses
    the typed methods. `initialize` of the base is not used: an error of it quotes the token.
    """

    def __init__(self, token: str, api_base: str, request: AiohttpRequest) -> None:
        super().__init__(
            token,
            base_url=f"{api_base}/bot",
            base_file_url=f"{api_base}/file/bot",
            request=request,
            get_updates_request=request,
        )

    def __repr__(self) -> str:
        """Without the token, which the base would show."""
        return type(self).__name__

    async def plain(self, method: str, given: Json, *, seconds: float | None = None) -> Any:  # noqa: ANN401
        """The `result` as it came. Raises `TelegramError` for everything else."""
        if seconds is None:
            return await self._post(method, given)
        return await self._post(method, given, read_timeout=seconds)

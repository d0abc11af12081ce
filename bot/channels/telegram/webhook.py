"""The other way in: the platform posts each update to an address of ours.

The webhook is set at start, looked at from time to time, and set again where it is gone or the
platform was away. It is not removed at a stop: what is sent meanwhile then waits at the platform as
it does between two polls. No certificate of our own is handed over; TLS is the proxy's in front.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import WebhookInfo
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.api import Api
from bot.channels.telegram.failures import LONGEST_REASON, reason
from bot.channels.telegram.http import parsed
from bot.channels.telegram.patience import Patience
from bot.channels.telegram.polling import Take
from bot.channels.telegram.updates import ALLOWED
from bot.logs import trace
from storage.database import Unavailable

log = logging.getLogger(__name__)

PATH: Final = "/telegram/webhook"
SECRET: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
CONNECTIONS: Final = 100
"""The most the platform offers («B5.5»). Each carries one update at a time and waits for the
commit, which all that came meanwhile share."""
LARGEST: Final = 1024 * 1024
"""Bytes of an update; a real one is far below."""
WITHIN: Final = 30.0
"""Seconds a body may take to come."""
LOOK_AGAIN: Final = 60.0
"""Seconds until the platform is asked again whether the webhook stands and what went wrong."""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where the platform finds us, and what it has to say to be heard."""

    public_url: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse an empty secret: whoever says nothing would know it."""
        if not self.secret:
            raise ValueError("a webhook needs a secret")

    @property
    def url(self) -> str:
        """The whole address. No token is in it: addresses stand in the logs of proxies."""
        return self.public_url + PATH

    def opens_to(self, said: str) -> bool:
        """Whether this is the secret, without telling by the time it takes how much of it is right."""
        return hmac.compare_digest(said.encode(), self.secret.encode())


class Webhook:
    """Keeps the webhook set, and takes what is posted to it."""

    def __init__(
        self,
        api: Api,
        hook: Hook,
        *,
        sleep: Callable[[float], Awaitable[None]],
        patience: Patience,
        arrived: Callable[[str], None],
    ) -> None:
        """`arrived` hears the bot's name at start, and whenever the platform is back."""
        self._api = api
        self._hook = hook
        self._sleep = sleep
        self._patience = patience
        self._arrived = arrived
        self._closed = False
        self._last_error: datetime | None = None

    # --- being found ---

    async def run(self) -> None:
        """See to it until cancelled that the platform knows the address; then take nothing more."""
        try:
            while True:
                await self._sleep(await self._look_after())
        finally:
            self._closed = True

    async def _look_after(self) -> float:
        """One look; how long until the next."""
        try:
            await self._look()
        except TelegramError as error:
            return self._trouble(error)
        except Exception as error:  # noqa: BLE001
            # Nothing here may end what keeps the bot reachable.
            log.error("the webhook could not be looked at: %s", trace(error))
            self._patience.failed()
            return self._patience.wait()
        self._patience.went_well()
        return LOOK_AGAIN

    async def _look(self) -> None:
        if self._patience.away:
            await self._arrive()
            return
        info = await self._api.get_webhook_info()
        if info.url != self._hook.url:
            self._patience.say(
                "another program has changed this bot's webhook; it is set again, stop one of the two"
            )
            await self._set()
        self._tell(info)

    async def _arrive(self) -> None:
        me = await self._api.get_me()
        await self._set()
        self._patience.arrived()
        self._arrived(me.username or "")

    async def _set(self) -> None:
        await self._api.set_webhook(
            self._hook.url,
            # The encoder knows plain texts only, none that hides itself.
            secret_token=str(self._hook.secret),
            allowed_updates=ALLOWED,
            max_connections=CONNECTIONS,
            drop_pending_updates=False,
        )

    def _tell(self, info: WebhookInfo) -> None:
        """What the platform met on its way here, once, and only if something still waits for it."""
        error_at, former = info.last_error_date, self._last_error
        self._last_error = error_at
        if info.pending_update_count and error_at is not None and error_at != former:
            words = (info.last_error_message or "")[:LONGEST_REASON]
            self._patience.say(f"Telegram cannot deliver to {self._hook.url} ({words})")

    def _trouble(self, error: TelegramError) -> float:
        self._patience.failed()
        if isinstance(error, BadRequest):
            self._patience.say(
                f"Telegram does not take {self._hook.url} for a webhook ({reason(error)}); "
                "look at app.public_url"
            )
            return self._patience.wait()
        return self._patience.after(error)

    # --- being told ---

    def routes(self, take: Take) -> Sequence[Route]:
        """What the web server mounts."""
        return [Route(PATH, partial(self._post, take), methods=["POST"])]

    async def _post(self, take: Take, request: Request) -> Response:
        """One update; 200 only when it is on the disk, whether it could be read or not.

        Whoever lacks the secret is told nothing, and the body is not even read.
        """
        if not self._hook.opens_to(request.headers.get(SECRET, "")):
            return Response(status_code=403)
        update = parsed(await _body(request))
        if update is None:
            return Response(status_code=400)
        if self._closed:
            return Response(status_code=503)
        try:
            await take([update])
        except Unavailable:
            return Response(status_code=503)
        except Exception as error:  # noqa: BLE001
            # Whatever it is, the platform keeps an update that got no 200.
            log.error("an update could not be taken in: %s", trace(error))
            return Response(status_code=503)
        return Response()


async def _body(request: Request) -> bytes:
    kept = bytearray()
    try:
        async with asyncio.timeout(WITHIN):
            async for chunk in request.stream():
                kept += chunk
                if len(kept) > LARGEST:
                    raise HTTPException(413)
    except TimeoutError as error:
        raise HTTPException(408) from error
    return bytes(kept)

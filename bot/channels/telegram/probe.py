"""Asks the Bot API two harmless questions: who is this token, and where do its updates go.

`getUpdates` is not among them: it would take the updates away from a run.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from telegram.error import Forbidden, InvalidToken, TelegramError

from bot.channels.telegram.api import Api
from bot.channels.telegram.http import AiohttpRequest

SECONDS = 10.0


class Unknown(Exception):
    """The platform does not know this token."""


class OutOfReach(Exception):
    """No answer that says anything."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How the bot is called, and the host its updates are posted to; empty where it is asked."""

    username: str
    webhook: str


async def ask(token: str, api_base: str, proxy: str = "") -> Seen:
    """Ask once. No error of this holds the token."""
    request = AiohttpRequest(proxy, SECONDS)
    api = Api(token, api_base, request)
    failure: Exception
    try:
        me = await api.plain("getMe", {})
        hook = await api.plain("getWebhookInfo", {})
        return Seen(str(me["username"]), urlsplit(str(hook.get("url", ""))).netloc)
    except (InvalidToken, Forbidden):
        failure = Unknown()
    except (TelegramError, AttributeError, KeyError, TypeError, ValueError) as error:
        failure = OutOfReach(type(error).__name__)
    finally:
        await request.shutdown()
    # Out here, so that no traceback leads to an error of the library.
    raise failure

"""A strict stand-in for the Telegram Bot API, and the people who write to the bot.

    async with FakeBotApi() as api:
        lan = api.user("Lan")
        lan.starts("b-KP1")
        ...the bot talks to api.base...
        await lan.hears("…")
        lan.presses("Gửi")

Marks such as «C3.2», «B5.1» or «S1» name the lines of docs/platforms.md that a rule rests on. It
was written from documentation and from the source of the public server, never compared with the
live service.
"""

from tests.fakes.bot_api.crowd import Crowd
from tests.fakes.bot_api.faults import Fault, Kind
from tests.fakes.bot_api.ledger import Chat, Message, StoredFile
from tests.fakes.bot_api.people import Group, User
from tests.fakes.bot_api.rate import Rate
from tests.fakes.bot_api.server import TOKEN, Call, FakeBotApi
from tests.fakes.bot_api.webhook import SECRET_HEADER, Pause

__all__ = [
    "SECRET_HEADER",
    "TOKEN",
    "Call",
    "Chat",
    "Crowd",
    "FakeBotApi",
    "Fault",
    "Group",
    "Kind",
    "Message",
    "Pause",
    "Rate",
    "StoredFile",
    "User",
]

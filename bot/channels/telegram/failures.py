"""What an error of the Bot API means for a letter."""

from __future__ import annotations

import re

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    TelegramError,
)

from bot.channels.contract import Gone, NeverAccepted, TryLater, Unknown
from bot.channels.telegram.http import NotSent, TooMany

CONNECT_AGAIN = 1.0
TOKEN_AGAIN = 60.0
"""A wrong token is put right by a person."""
LONGEST_REASON = 120

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|«[^»]*»")
_NOBODY_THERE = ("chat not found", "peer_id_invalid", "user not found")
_CANNOT_BE_EDITED = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "message_id_invalid",
    "message identifier is not specified",
)
_CHANGED_NOTHING = "message is not modified"


def outcome(error: TelegramError) -> Exception:
    """The contract's word for it; what is not known to be refused is `Unknown`."""
    if isinstance(error, TooMany):
        return TryLater(error.after)
    if isinstance(error, NotSent):
        return TryLater(CONNECT_AGAIN)
    if isinstance(error, InvalidToken):
        return TryLater(TOKEN_AGAIN)
    if isinstance(error, Conflict):
        return TryLater(CONNECT_AGAIN)
    if isinstance(error, Forbidden | ChatMigrated):
        return Gone()
    # A subclass of NetworkError in this library, so it must not be taken for one.
    if isinstance(error, BadRequest):
        return Gone() if _says(error, *_NOBODY_THERE) else NeverAccepted(reason(error))
    return Unknown()


def changed_nothing(error: BadRequest) -> bool:
    """An edit that was done already, most often by a first try whose answer was lost."""
    return _says(error, _CHANGED_NOTHING)


def cannot_be_edited(error: BadRequest) -> bool:
    """The message is gone, or not one of words: a new one can still be sent."""
    return _says(error, *_CANNOT_BE_EDITED)


def _says(error: BadRequest, *words: str) -> bool:
    said = error.message.lower()
    return any(word in said for word in words)


def reason(error: BadRequest) -> str:
    """The platform's words without what it quotes of ours."""
    return _QUOTED.sub("…", error.message)[:LONGEST_REASON]

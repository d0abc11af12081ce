"""What people see of the bot before they write: commands, description, menu button.

The words come from outside; nothing here is needed to receive or to send, so every failure is
logged and passed over.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from telegram import BotCommandScopeChat, MenuButtonCommands
from telegram.error import TelegramError

from bot.channels.telegram.api import Api
from bot.logs import trace

log = logging.getLogger(__name__)

Commands: TypeAlias = Sequence[tuple[str, str]]
"""Each command without its slash, and what it is for."""
Call: TypeAlias = Callable[[], Awaitable[bool]]


@dataclass(frozen=True)
class Introduction:
    """What the bot says of itself in one language."""

    commands: Commands
    description: str
    short_description: str


@dataclass(frozen=True)
class Menu:
    """Per language (two letters; "" for everybody else): the words, and the commands of roles.

    A role's commands are the whole list of who holds it, the common ones among them.
    """

    languages: Mapping[str, Introduction] = field(default_factory=dict)
    roles: Mapping[str, Mapping[str, Commands]] = field(default_factory=dict)


async def introduce(api: Api, menu: Menu) -> None:
    """Tell the platform all of it; the same again changes nothing."""
    calls = [call for code, words in menu.languages.items() for call in _words(api, code, words)]
    await _all([*calls, partial(api.set_chat_menu_button, menu_button=MenuButtonCommands())])


async def give_role(api: Api, menu: Menu, role: str, chat: int) -> None:
    """From now on this chat's menu shows the role's commands; a role without any changes nothing."""
    scope = BotCommandScopeChat(chat)
    await _all(
        [
            partial(api.set_my_commands, commands, scope=scope, language_code=code)
            for code, commands in menu.roles.get(role, {}).items()
        ]
    )


def _words(api: Api, code: str, words: Introduction) -> Iterator[Call]:
    yield partial(api.set_my_commands, words.commands, language_code=code)
    yield partial(api.set_my_description, words.description, language_code=code)
    yield partial(api.set_my_short_description, words.short_description, language_code=code)


async def _all(calls: Sequence[Call]) -> None:
    for call in calls:
        await _twice(call)


async def _twice(call: Call) -> None:
    """One hiccup must not leave people without a menu until the next start."""
    try:
        await call()
    except TelegramError:
        try:
            await call()
        except TelegramError as error:
            log.warning("a part of the menu could not be set: %s", trace(error))

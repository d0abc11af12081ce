"""Which conversation is meant by a command, a link, or words typed with nothing open."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from handlers.talk.script import Conversation
from storage.people import Person
from storage.retention import Retention

_COMMAND = re.compile(r"[/／]([\w-]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_PAYLOAD = re.compile(r"([a-z])-([A-Za-z0-9]{1,48})")
_RECEIPT = re.compile(r"[A-Za-z]{2,6}[ .-]?\d\d[ .-]?[A-Za-z0-9]{5}")
CANCEL = ("huy", "cancel")
GO_BACK = ("quaylai", "back")
START = "start"
_BARE = {"hủy": "huy", "huỷ": "huy", "hủy bỏ": "huy", "cancel": "cancel", "quay lại": "quaylai"}
"""Typed without the stroke. «Huy» without its mark is a name."""


@dataclass(frozen=True)
class Registry:
    """The list of all conversations, and the few the house itself has to know."""

    conversations: Sequence[Conversation]
    entry: str
    """The one that asks for consent."""
    receipt: str
    """The one that answers a receipt typed anywhere; it is brought `receipt`."""
    propose: tuple[str, str]
    """The one that free text begins, and the key that the text answers."""
    files: str = ""
    """The key under which that one takes photos; without one nobody's are taken."""
    idle: Mapping[str, str] = field(default_factory=dict)
    """For each kind of small talk the conversation that answers it."""
    agrees: Callable[[Person, Retention], bool] = lambda person, _retention: person.state == "yes"
    """Whether somebody's yes is to the text as it is now."""

    @cached_property
    def _by_name(self) -> dict[str, Conversation]:
        return {conversation.name: conversation for conversation in self.conversations}

    @cached_property
    def _by_command(self) -> dict[str, Conversation]:
        return {word: c for c in self.conversations for word in c.commands}

    def named(self, name: str) -> Conversation:
        """A conversation by its name."""
        return self._by_name[name]

    def find(self, name: str) -> Conversation | None:
        """A conversation by a name that an older release may have kept."""
        return self._by_name.get(name)

    def commanded(self, word: str) -> Conversation | None:
        """A conversation by a command, whatever the case."""
        return self._by_command.get(word.lower())

    def linked(self, payload: str) -> tuple[Conversation, str] | None:
        """The conversation that a link begins, and the code it carries."""
        match = _PAYLOAD.fullmatch(payload)
        if match is None:
            return None
        for conversation in self.conversations:
            if conversation.starts == match[1]:
                return conversation, match[2]
        return None


def command_in(text: str) -> tuple[str, str] | None:
    """The command word and what follows it; nothing where the text is no command."""
    if bare_word := _BARE.get(text.strip(" .!").casefold()):
        return bare_word, ""
    match = _COMMAND.fullmatch(text.strip())
    return (match[1].lower(), (match[2] or "").strip()) if match else None


def looks_like_receipt(text: str) -> bool:
    """Whether somebody meant to type a receipt, right or wrong."""
    return _RECEIPT.fullmatch(text.strip()) is not None

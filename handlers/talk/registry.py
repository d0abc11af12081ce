"""Which conversation is meant by a command, a link, or words typed with nothing open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from handlers.talk.script import Conversation
from handlers.words.catalogue import LANGUAGES
from handlers.words.folding import bare, fold, without_telex
from storage.people import Person
from storage.retention import Retention

_COMMAND = re.compile(r"[/／]([\w-]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_SLASH = re.compile(r"[/／]\s*(\S.*)", re.DOTALL)
_NO_LETTER = re.compile(r"[\W_]+")
_WORDS_OF_A_COMMAND = 3
"""«/ý kiến» has two, «/my opinions» would have; nobody writes more than three."""
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
    anywhere: Mapping[str, str] = field(default_factory=dict)
    """For each kind of wish that is understood in whatever state, the conversation for it."""
    agrees: Callable[[Person, Retention], bool] = lambda person, _retention: person.state == "yes"
    """Whether somebody's yes is to the text as it is now."""
    dangers: Mapping[str, str] = field(default_factory=dict)
    """For each kind of what is no proposal the conversation that answers it; «numbers» is the one
    that only says whom to call. Without any, nothing is looked for."""
    alarms: frozenset[str] = frozenset()
    """The conversations that an alarm begins: while one is in front, the form is silent."""

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

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset((*self._by_command, START, *CANCEL, *GO_BACK))

    @cached_property
    def _by_title(self) -> dict[str, Conversation]:
        titles = {
            fold(c.title.say(language)): c
            for c in self.conversations
            if c.title is not None
            for language in LANGUAGES
        }
        return {**titles, **self._by_command}

    def command(self, text: str) -> tuple[str, str] | None:
        """The command word and what follows it; nothing where the text is no command.

        A command we have is found with accents, blanks and strokes in it («/góp ý», «/Y_kien»);
        of any other the word comes back as it was typed.
        """
        if bare_word := _BARE.get(text.strip(" .!").casefold()):
            return bare_word, ""
        slash = _SLASH.fullmatch(text.strip())
        if slash is None:
            return None
        for word, rest in _beginnings(slash[1]):
            if word in self._words:
                return word, rest
        other = _COMMAND.fullmatch(text.strip())
        return (other[1].lower(), (other[2] or "").strip()) if other else None

    def called(self, text: str) -> Conversation | None:
        """The conversation whose command or title the whole text is, without a slash: «góp ý»."""
        key = fold(text)
        return self._by_title.get(key) or self._by_command.get(key.replace(" ", ""))

    def linked(self, payload: str) -> tuple[Conversation, str] | None:
        """The conversation that a link begins, and the code it carries."""
        match = _PAYLOAD.fullmatch(payload)
        if match is None:
            return None
        for conversation in self.conversations:
            if conversation.starts == match[1]:
                return conversation, match[2]
        return None


def _beginnings(typed: str) -> Iterator[tuple[str, str]]:
    """The first words as one, without marks, and what follows; the longest first."""
    parts = typed.split(maxsplit=_WORDS_OF_A_COMMAND)[:_WORDS_OF_A_COMMAND]
    # «/gopy@ten_bot» is how a platform writes it where several bots listen.
    plain = without_telex([_NO_LETTER.sub("", part.partition("@")[0].lower()) for part in parts])
    for length in range(len(parts), 0, -1):
        rest = typed.split(maxsplit=length)[length:]
        yield bare("".join(plain[:length])), "".join(rest)


def looks_like_receipt(text: str) -> bool:
    """Whether somebody meant to type a receipt, right or wrong."""
    return _RECEIPT.fullmatch(text.strip()) is not None

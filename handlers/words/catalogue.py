"""Words in the languages the house speaks: English in the code, Vietnamese in the catalogue.

`_` takes a literal only and is the one maker of `Words`, so what a person typed can never
be a template: it can only be a part that is put in, letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import LiteralString, TypeAlias

from babel.messages.pofile import read_po

LANGUAGES = ("vi", "en")
DEFAULT = "vi"
Part: TypeAlias = "str | int | Words | Callable[[str], str]"
_HOLE = re.compile(r"\{(\w+)\}")
_LOCALE = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence that is not yet in a language. Parts that depend on the language are functions."""

    msgid: str
    parts: Mapping[str, Part] = field(default_factory=dict)

    def fill(self, **parts: Part) -> Words:
        """The same sentence with its holes filled."""
        return Words(self.msgid, {**self.parts, **parts}) if parts else self

    def say(self, language: str) -> str:
        """The sentence in a language; a part is put in as it is and never read as a template."""
        beginning, holes = _cut(self.template(language))
        return beginning + "".join(self._part(name, language) + rest for name, rest in holes)

    def template(self, language: str) -> str:
        """The sentence in a language with its holes open."""
        return self.msgid if language == "en" else _catalogue(language)[self.msgid]

    def _part(self, name: str, language: str) -> str:
        part = self.parts[name]
        if isinstance(part, Words):
            return part.say(language)
        return part(language) if callable(part) else str(part)


@cache
def _cut(template: str) -> tuple[str, Sequence[tuple[str, str]]]:
    """What stands before the first hole, and each hole with what stands behind it."""
    beginning, *rest = _HOLE.split(template)
    return beginning, list(zip(rest[::2], rest[1::2], strict=True))


def _(msgid: LiteralString) -> Words:
    """A sentence of ours, in English, that the catalogue has in Vietnamese."""
    return Words(msgid)


def counted(number: int, one: Words, many: Words) -> Words:
    """The sentence for one or for many; Vietnamese has both alike, English does not."""
    return (one if number == 1 else many).fill(number=number)


class Plain(Words):
    """A frame without words of its own: what stands in it is the same in every language."""

    __slots__ = ()

    def fill(self, **parts: Part) -> Words:
        """The same frame with its holes filled."""
        return Plain(self.msgid, {**self.parts, **parts})

    def template(self, language: str) -> str:  # noqa: ARG002
        """The frame itself."""
        return self.msgid


@dataclass(frozen=True, slots=True)
class Joined(Words):
    """Several sentences in one message; those that come out empty leave no gap."""

    sentences: tuple[Words, ...] = ()
    by: str = "\n\n"

    def fill(self, **parts: Part) -> Words:
        """The same sentences, each with the parts it has holes for."""
        return Joined("", {}, tuple(each.fill(**parts) for each in self.sentences), self.by)

    def say(self, language: str) -> str:
        """The sentences, one after the other."""
        said = (sentence.say(language) for sentence in self.sentences)
        return self.by.join(sentence for sentence in said if sentence)


def joined(*sentences: Words, by: str = "\n\n") -> Words:
    """Several sentences in one message."""
    return Joined("", {}, sentences, by)


def verbatim(text: str) -> Words:
    """A name or a text that is the same in every language."""
    return Plain("{text}").fill(text=text)


def spoken(by: Callable[[str], str]) -> Words:
    """What something else says in each language, such as a date."""
    return Plain("{text}").fill(text=by)


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    with (_LOCALE / f"{language}.po").open("rb") as file:
        read = read_po(file, locale=language)
    return {str(m.id): str(m.string) for m in read if m.id and m.string and not m.fuzzy}

"""Cutting a short text into set phrases: what answers, greetings and thanks are made of."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from handlers.words.folding import bare, fits, readings

Phrases = Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""What may be said, as it is written, by its words without marks."""


class Kinds(dict[str, Phrases]):
    """Phrases of several kinds."""

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first word of each, without marks: most words of a text begin none."""
        return frozenset(key[0] for known in self.values() for key in known)


UNCLEAR = "unclear"
FILLER = ""
_LONGEST_PHRASE = 5
_CONTRACTED = re.compile(r"(?<=[a-z])['’](s|m|re)\b", re.IGNORECASE)
_IN_FULL = {"s": " is", "m": " am", "re": " are"}


def phrases(table: str) -> Phrases:
    """A table of phrases between bars, written with all their marks."""
    known: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for phrase in table.split("|"):
        written = tuple(phrase.split())
        key = tuple(map(bare, written))
        known[key] = (*known.get(key, ()), written)
    return known


def spoken(text: str) -> list[str]:
    """The words of a text, of each short form the likeliest reading. A form that may be «không»
    is: in short texts it mostly is, and a no that is missed does more harm."""
    text = _CONTRACTED.sub(lambda end: _IN_FULL[end[1].lower()], text)
    likely = ("không" if "không" in options else options[0] for options in readings(text))
    return [word for reading in likely for word in reading.split()]


def pieces(typed: Sequence[str], kinds: Kinds) -> Iterator[str]:
    """The kind of each phrase, the longest first, where a word stands in two the kind given first;
    fillers are left out, a word of no phrase is unclear."""
    ways = _ways(typed)
    at = 0
    while at < len(typed):
        kind, length = _longest([way.cut(at, at + _LONGEST_PHRASE) for way in ways], kinds)
        if kind != FILLER:
            yield kind
        at += length


def is_one_of(typed: Sequence[str], known: Phrases) -> bool:
    """Whether these words are one of the phrases, marks left out or not, drawn out or not."""
    return _are_known(_ways(typed), known)


class _Way(NamedTuple):
    """Words, and the same without marks: taken off once, however often they are looked up."""

    words: tuple[str, ...]
    key: tuple[str, ...]

    def cut(self, start: int, end: int) -> "_Way":
        return _Way(self.words[start:end], self.key[start:end])


def _ways(typed: Sequence[str]) -> list[_Way]:
    """The words as they are, and without drawn-out ends."""
    ways = dict.fromkeys((tuple(typed), tuple(map(_squeeze, typed))))
    return [_Way(words, tuple(map(bare, words))) for words in ways]


def _are_known(ways: Iterable[_Way], known: Phrases) -> bool:
    return any(
        all(map(fits, way.words, written)) for way in ways for written in known.get(way.key, ())
    )


def _longest(ways: Sequence[_Way], kinds: Kinds) -> tuple[str, int]:
    if not any(way.key[0] in kinds.beginnings for way in ways):
        return UNCLEAR, 1
    for length in range(len(ways[0].words), 0, -1):
        beginning = [way.cut(0, length) for way in ways]
        for kind, known in kinds.items():
            if _are_known(beginning, known):
                return kind, length
    return UNCLEAR, 1


def _squeeze(word: str) -> str:
    """«okk», «dạaa», «vângg»: a drawn-out end, where `words` only takes three of a kind."""
    while len(word) > 2 and (word[-1] == word[-2] or bare(word[-1]) == bare(word[-2])):
        word = word[:-1]
    return word

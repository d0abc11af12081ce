"""Finding what a person typed among names: units and their aliases, labels of a choice."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, TypeVar

from handlers.words.folding import bare, readings, spelled, split_tone, words
from handlers.words.numbers import in_digits
from handlers.words.teencode import OF_PLACES

T = TypeVar("T")

_MOST_READINGS = 16


class Fit(IntEnum):
    """How well a typed text fits a name; a smaller one is better."""

    SAME = 0
    """Letter for letter, but for case, punctuation and where the tone stands."""
    FOLDED = 1
    """The same without accents, short forms read."""
    START = 2
    """The beginning of the name; its last word may be unfinished."""
    WORDS = 3
    """Every typed word is a word of the name, or begins one, in any order."""
    WITHIN = 4
    """The whole name, of two words or more, stands inside a longer text."""


class _Way(NamedTuple):
    """One way to read a text, word by word."""

    typed: tuple[str, ...]
    bare: tuple[str, ...]
    read: bool
    """Whether short forms or raw Telex were read."""


class _Rank(NamedTuple):
    fit: Fit
    accents: int
    """0 all typed as in the name, 1 not typed, 2 typed otherwise."""
    read: bool
    left_over: int


def matches(query: str, candidates: Iterable[str]) -> list[str]:
    """The names that a typed text may mean, best first, equal ones in the order given."""
    return find(query, candidates, lambda name: (name,))


def find(
    query: str,
    things: Iterable[T],
    names: Callable[[T], Iterable[str]],
    worst: Fit = Fit.WITHIN,
) -> list[T]:
    """The things of which a name or alias fits what was typed, best first.

    Typed accents come before accents left out, those before accents that differ. Does not correct
    spelling.
    """
    return [thing for rank, thing in _ranked(query, things, names) if rank.fit <= worst]


def meant(query: str, things: Iterable[T], names: Callable[[T], Iterable[str]]) -> list[T]:
    """What `find` finds, less what the typed accents speak against: whoever types «Đồng Sơn» where
    there is one does not mean «Đông Sơn»; of «dong son» both are left."""
    found = _ranked(query, things, names)
    if all(bare(word) == word for word in words(query)):
        return [thing for _, thing in found]
    best = min((rank.accents for rank, _ in found), default=0)
    return [thing for rank, thing in found if rank.accents == best]


def _ranked(
    query: str, things: Iterable[T], names: Callable[[T], Iterable[str]]
) -> list[tuple[_Rank, T]]:
    asked = _ways(query)
    ranked: list[tuple[_Rank, int, T]] = []
    for place, thing in enumerate(things):
        ranks = [rank for name in names(thing) if (rank := _rank(asked, name))]
        if ranks:
            ranked.append((min(ranks), place, thing))
    return [(rank, thing) for rank, _, thing in sorted(ranked, key=lambda row: row[:2])]


def label_in(text: str, labels: Sequence[str]) -> int | None:
    """Which of the labels was typed, or None if none or more than one could be meant.

    A label may be typed up to any of its words («Đồng ý» for «Đồng ý, mình từ 16 tuổi»), never
    be a part of a sentence, and never with other marks than its own.
    """
    if len(text) > 2 * max(map(len, labels), default=0) + 20:
        return None
    asked = _ways(text)
    ranks = [(rank, at) for at, label in enumerate(labels) if (rank := _label_rank(asked, label))]
    best = sorted(ranks)[:2]
    if not best or (len(best) == 2 and best[0][0][:2] == best[1][0][:2]):
        return None
    return best[0][1]


def _label_rank(asked: Sequence[_Way], label: str) -> _Rank | None:
    rank = _rank([way for way in asked if _ends_on_a_word_of(way, label)], label)
    return rank if rank and rank.fit <= Fit.START and rank.accents <= 1 else None


def _ends_on_a_word_of(way: _Way, label: str) -> bool:
    return any(
        way.bare[-1:] == named.bare[len(way.bare) - 1 : len(way.bare)]
        for named in _ways_of_name(label)
    )


def _rank(asked: Sequence[_Way], name: str) -> _Rank | None:
    ranks = [
        _marked(rank) if way.read or named.read else rank
        for way in asked
        for named in _ways_of_name(name)
        if (rank := _compare(way, named))
    ]
    return min(ranks, default=None)


def _marked(rank: _Rank) -> _Rank:
    return rank._replace(fit=max(rank.fit, Fit.FOLDED), read=True)


def _ways(text: str) -> tuple[_Way, ...]:
    """The text as typed, then with short forms, raw Telex and numbers in words read in every way."""
    typed = words(text)
    options = [
        tuple(dict.fromkeys((*OF_PLACES.get(word, ()), *read)))
        for word, read in zip(typed, readings(text), strict=True)
    ]
    products = itertools.islice(itertools.product(*options), _MOST_READINGS)
    spoken = [typed, *(" ".join(product).split() for product in products)]
    read = dict.fromkeys(way for words_ in spoken for way in (in_digits(words_), tuple(words_)))
    read.pop(tuple(typed), None)
    return (_way(typed, read=False), *(_way(other, read=True) for other in read))


# Names come again at every search. What people type does not, and is not kept in memory.
_ways_of_name = lru_cache(maxsize=65536)(_ways)


def _way(way: Iterable[str], *, read: bool) -> _Way:
    way = tuple(way)
    return _Way(tuple(map(spelled, way)), tuple(map(bare, way)), read)


def _compare(typed: _Way, meant: _Way) -> _Rank | None:
    if not typed.bare or not meant.bare:
        return None
    if typed.bare == meant.bare:
        return _same(typed, meant)
    if len(typed.bare) <= len(meant.bare) and (rank := _beginning(typed, meant)):
        return rank
    return _scattered(typed, meant) or _within(typed, meant)


def _same(typed: _Way, meant: _Way) -> _Rank:
    accents = _accents(zip(typed.typed, meant.typed, strict=True))
    return _Rank(Fit.FOLDED if accents else Fit.SAME, accents, False, 0)


def _beginning(typed: _Way, meant: _Way) -> _Rank | None:
    *whole, last = typed.bare
    if list(meant.bare[: len(whole)]) != whole or not _begins(last, meant.bare[len(whole)]):
        return None
    pairs = zip(typed.typed, meant.typed, strict=False)
    return _Rank(Fit.START, _accents(pairs), False, len(meant.bare) - len(typed.bare))


def _scattered(typed: _Way, meant: _Way) -> _Rank | None:
    pairs: list[tuple[str, str]] = []
    free = list(range(len(meant.bare)))
    for word, part in zip(typed.typed, typed.bare, strict=True):
        hits = [at for at in free if _begins(part, meant.bare[at])]
        if not hits:
            return None
        best = min(
            hits, key=lambda at: (part != meant.bare[at], _accents([(word, meant.typed[at])]))
        )
        free.remove(best)
        pairs.append((word, meant.typed[best]))
    return _Rank(Fit.WORDS, _accents(pairs), False, len(free))


def _within(typed: _Way, meant: _Way) -> _Rank | None:
    length = len(meant.bare)
    if length < 2:
        return None
    ranks = [
        _Rank(
            Fit.WITHIN, _accents(zip(typed.typed[at:], meant.typed, strict=False)), False, -length
        )
        for at in range(len(typed.bare) - length + 1)
        if typed.bare[at : at + length] == meant.bare
    ]
    return min(ranks, default=None)


def _begins(part: str, word: str) -> bool:
    """Whether a word, maybe unfinished, is this one. Numbers are: 3 is no unfinished 30."""
    return word == part if part.isdigit() else word.startswith(part)


def _accents(pairs: Iterable[tuple[str, str]]) -> int:
    return max((_accent(typed, meant) for typed, meant in pairs), default=0)


def _accent(typed: str, meant: str) -> int:
    """0 as in the name, 1 with marks left out (or «d» for «đ»), 2 with others.

    A last word may be unfinished, so the beginning counts; its tone is known only when finished.
    """
    typed_letters, typed_tone = split_tone(typed)
    letters, tone = split_tone(meant)
    if letters.startswith(typed_letters):
        return 0 if typed_tone == tone else 1 if not typed_tone else 2
    if typed_tone in ("", tone) and letters.replace("đ", "d").startswith(typed_letters):
        return 1
    return 1 if bare(meant).startswith(typed) else 2

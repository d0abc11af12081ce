"""A text as the rules hear it: sentences of words, addresses and drawn-out letters out of the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

from handlers.words.folding import bare, words
from handlers.words.syllables import from_telex, is_certain_telex
from handlers.words.teencode import LOANS, MEANINGS

_SENTENCE_ENDS = re.compile(r"(?i)(?<!\bmr)(?<!\b[dm][rs])(?<!\bmrs)[.!?;:…\n]+(?:\s+|$)")
_TELEX = ("w", "aa", "ee", "oo", "dd")
_DOT = re.compile(r"\w[.:/][\w/]")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|vn|xyz|top|vip|club|info|me|ly|site|"
    r"online|shop|example|io|app|link|live|win|bet|asia|cc)\b(?:/\S*)?",
    re.IGNORECASE,
)
_LETTERS_APART = re.compile(r"(?<= )(?:[^\W\d_] ){4,}")


class Heard:
    """A text made ready once for all tables."""

    def __init__(self, text: str, keys: Set[str]) -> None:
        """`keys`: of all tables; what else the text says is no sign of anything."""
        typed = [_words(part) for part in _SENTENCE_ENDS.split(_without_links(text))]
        self.lines = [_line(typed)]
        if _is_telex(self.lines[0]):
            self.lines.append(_line([[_from_telex(word) for word in part] for part in typed]))
        self.signs = [_signs(line) & keys for line in self.lines]


def undoubled(word: str) -> str:
    """«chếtt», «buồnn»: `words` takes three of a kind only. English words of the tables are
    treated alike; «cuu» is «cứu»."""
    while len(word) > 2 and word[-1] == word[-2] != "u" and not word.isdigit():
        word = word[:-1]
    return word


def _signs(line: str) -> set[str]:
    """The words as they are typed, and two by two without marks."""
    return {*line.split(), *map(" ".join, pairwise(bare(line).split()))}


def _line(sentences: Iterable[Sequence[str]]) -> str:
    line = "| " + "".join(f"{' '.join(part)} | " for part in sentences if part)
    return _LETTERS_APART.sub(lambda found: found[0].replace(" ", "") + " ", line)


def _without_links(text: str) -> str:
    """Each address as the word «link»."""
    return _LINK.sub(" link ", text) if _DOT.search(text) else text


def _words(part: str) -> list[str]:
    return [undoubled(word) if word[-1] == word[-2:-1] else word for word in words(part)]


def _is_telex(line: str) -> bool:
    if not any(sign in line for sign in _TELEX):
        return False
    return any(is_certain_telex(word) and word not in LOANS for word in line.split())


def _from_telex(word: str) -> str:
    return word if word in LOANS or word in MEANINGS else from_telex(word) or word

"""What typed words may mean: with or without accents, in teencode, in raw Telex.

For matching only. Nothing made here is stored in place of what a person wrote, or shown.
Who looks for a number, a yes or a name uses `numbers.py`, `yes_no.py` and `names.py`.
"""

import re
import unicodedata

from handlers.words.syllables import from_telex, is_certain_telex, is_syllable
from handlers.words.teencode import AFTER_A_NUMBER, LOANS, MEANINGS

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WITHOUT_TONES = {ord(tone): None for tone in _TONES}
_SHAPES = frozenset("\u0302\u0306\u031b")
_OLD_FONT = str.maketrans("ƣð", "ưđ")
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+|[0-9]+")
# «III» is the third and «kkk» a laugh, no drawn-out «I» or «k»: both are matched first, and kept.
_DRAWN_OUT = re.compile(r"\b[ivx]+\b|\b([^\W\d_])\1+\b|([^\W\d_])\2{2,}")
_SPACES = re.compile(r"\s+")
_BEFORE = " \"'“”‘’«»([{•*…."
_AFTER = " \"'“”‘’«»)]}*….,;:!?~"


def fold(text: str) -> str:
    """The key by which texts are compared: lower case, no Vietnamese marks, «tốiiii» as «toi».

    Marks of other languages stay, so that a look-alike is not taken for a label. Short forms are
    not expanded: see `expand`.
    """
    text = _undrawn(_SPACES.sub(" ", bare(plain(text))))
    return text.lstrip(_BEFORE).rstrip(_AFTER)


def words(text: str) -> list[str]:
    """The words and numbers of a text, lower case, with their marks; «kp3» is two of them."""
    return _WORD.findall(_undrawn(plain(text)))


def readings(text: str) -> list[tuple[str, ...]]:
    """For each word all that it may stand for, with marks where known, the likeliest first."""
    typed = without_telex(words(text))
    return [_meanings(word, before) for before, word in zip(["", *typed], typed, strict=False)]


def expand(text: str) -> str:
    """A folded text for search: every short form is replaced by all that it may stand for."""
    return " ".join(bare(reading) for options in readings(text) for reading in options)


def without_telex(typed: list[str]) -> list[str]:
    """The words read as raw Telex, if they show signs of it and then every one makes sense."""
    if not any(is_certain_telex(word) and word not in LOANS for word in typed):
        return typed
    read = [known for word in typed if (known := _known(word) or from_telex(word))]
    return read if len(read) == len(typed) else typed


def fits(typed: str, meant: str) -> bool:
    """Whether one typed word can be the other: the same, or the same with no marks typed, or with
    «d» for «đ». A mark that was typed and differs speaks against it; where the tone stands
    («hoà», «hòa») does not matter."""
    return spelled(typed) in spellings(meant)


def spellings(meant: str) -> frozenset[str]:
    """All that one word may be typed as, each with its tone at the end."""
    word = spelled(meant)
    return frozenset((word, word.replace("đ", "d"), spelled(bare(meant))))


def spelled(word: str) -> str:
    """A word with its tone at the end, so that both ways to place it are one."""
    return "".join(split_tone(word))


def split_tone(word: str) -> tuple[str, str]:
    """The letters of a word, with their shapes («ơ», «đ»), and its tone."""
    if word.isascii():
        return word, ""
    parts = unicodedata.normalize("NFD", word)
    letters = parts.translate(_WITHOUT_TONES)
    tone = "".join(part for part in parts if part in _TONES) if len(letters) < len(parts) else ""
    return unicodedata.normalize("NFC", letters), tone


def plain(text: str) -> str:
    """Compatibility forms (full width, fancy bold) and case away; twice, as each can bring back
    what the other takes."""
    if text.isascii():
        return text.lower()
    for _ in range(2):
        text = unicodedata.normalize("NFKC", text).lower().translate(_OLD_FONT)
    return unicodedata.normalize("NFKC", text)


def bare(text: str) -> str:
    """A lower-case text without Vietnamese marks; those of other languages stay."""
    if text.isascii():
        return text
    text = text.translate(_WITHOUT_MARKS)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _stripped(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    kept = "".join(part for part in parts if part not in _TONES and part not in _SHAPES)
    return unicodedata.normalize("NFC", kept)


# A table, as this is done for every word of every text: ten times as fast as taking letters apart.
_WITHOUT_MARKS = {
    **{at: _stripped(chr(at)) for at in range(0xC0, 0x2000) if _stripped(chr(at)) != chr(at)},
    ord("đ"): "d",
}


def _undrawn(text: str) -> str:
    return _DRAWN_OUT.sub(lambda run: run[2] or run[0], text)


def _meanings(word: str, before: str) -> tuple[str, ...]:
    if before.isdigit() and word in AFTER_A_NUMBER:
        return AFTER_A_NUMBER[word]
    return MEANINGS.get(word, (word,))


def _known(word: str) -> str | None:
    if word in LOANS or word in MEANINGS or word.isdigit() or is_syllable(bare(word)):
        return word
    return None

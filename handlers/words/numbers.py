"""Numbers in words: as the whole of what was typed, and in names («khu phố ba»)."""

import re
from collections.abc import Sequence

from handlers.words.folding import bare, fits, plain

_NAMES = (
    ("một", "one"),
    ("hai", "two"),
    ("ba", "three"),
    ("bốn", "tư", "four"),
    ("năm", "five"),
    ("sáu", "six"),
    ("bảy", "bẩy", "seven"),
    ("tám", "eight"),
    ("chín", "nine"),
    ("mười", "ten"),
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
# After a ten these have names of their own: «hai mươi mốt», «mười lăm».
_AFTER_TEN = (("mốt", 1), ("tư", 4), ("lăm", 5), ("nhăm", 5))
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
}
# Only after one of these is a word a number: «Năm», «Ba» and «Tư» are other words, too.
_COUNTED = re.compile("pho|thon|to|xom|ap|ngo|so|doi|kp|tdp|cum|khoi|ban|lang|doan|duong")
_KEYCAP = "\ufe0f\u20e3"
_NUMBER = re.compile(
    r"(?:(?:chọn|chon)\s+)?"
    r"(?:(?:số|so|câu|cau|mục|muc|chọn|chon|number|option|no\.?|#"
    r"|(?:(?:cái|cai|ý|y|mục|muc|câu|cau)\s+)?(?:thứ|thu))\s*)??"
    rf"(?:(?P<digits>[0-9]{{1,4}})[{_KEYCAP}]*|\b(?P<name>[^\W\d_]{{2,5}}))"
    r"\s*[.):,;!]*\s*(?:(?:ạ|a|nhé|nhe|nha|đi|di|pls|please)\s*[.!]*)?"
)
_ORDINAL = re.compile(
    rf"(?:the\s+)?(?P<name>{'|'.join(_ORDINALS)})(?:\s+(?:one|option))?(?:\s+(?:pls|please))?[.!]*"
)


def number_in(text: str) -> int | None:
    """The number a whole text stands for: «1», «1.», «số 1», «một», «mot», «１», up to 9999.

    Never a part of a longer text, never a negative one. «ba» and «nam» are names too: where a
    label could be meant, ask for the label first.
    """
    typed = plain(text).strip()
    if ordinal := _ORDINAL.fullmatch(typed):
        return _ORDINALS.index(ordinal["name"]) + 1
    found = _NUMBER.fullmatch(typed)
    if not found:
        return None
    return int(found["digits"]) if found["digits"] else _named(found["name"])


def in_digits(typed: Sequence[str]) -> tuple[str, ...]:
    """The words of a name with its numbers in digits: «khu phố ba», «khu phố III» and «khu phố 03»
    become «khu phố 3». Elsewhere in a text «ba» is no number, and stays."""
    read: list[str] = []
    at = 0
    while at < len(typed):
        number, length = _number_at(typed, at)
        if number is not None and len(read) > 1 and bare(read[-1]) == "so":
            # «khu phố số 3» is «khu phố 3».
            read.pop()
        read.append(typed[at] if number is None else str(number))
        at += length
    return tuple(read)


def _number_at(typed: Sequence[str], at: int) -> tuple[int | None, int]:
    """The number that begins at a word, and how many words it has."""
    word, following = typed[at], [*typed[at + 1 : at + 3], "", ""]
    if word.isdigit():
        return int(word), 1
    if len(typed) > 1 and (at == 0 or not _COUNTED.fullmatch(bare(typed[at - 1]))):
        return None, 1
    if word in _ROMAN:
        return _ROMAN[word], 1
    unit = _named(word)
    if unit is None:
        return None, 1
    if unit < 10 and fits(following[0], "mươi"):
        more = _after_ten(following[1])
        return 10 * unit + more, 3 if more else 2
    more = _after_ten(following[0]) if unit == 10 else _after_ten(following[0], alone=False)
    if more:
        return (10 if unit == 10 else 10 * unit) + more, 2
    return unit, 1


def _after_ten(word: str, *, alone: bool = True) -> int:
    """What a word adds to a ten; `alone` where it may be any number and not only «mốt», «lăm»."""
    names = _AFTER_TEN if alone else [each for each in _AFTER_TEN if each[0] != "tư"]
    found = next((number for name, number in names if fits(word, name)), 0)
    return found or ((_named(word) or 0) % 10 if alone else 0)


def _named(word: str) -> int | None:
    for number, names in enumerate(_NAMES, start=1):
        if any(fits(word, name) for name in names):
            return number
    return None

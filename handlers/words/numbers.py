"""A number as the whole of what was typed: the choice from a numbered list."""

import re

from handlers.words.folding import fits, plain

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
_KEYCAP = "\ufe0f\u20e3"
_NUMBER = re.compile(
    r"(?:(?:chọn|chon)\s+)?"
    r"(?:(?:số|so|câu|cau|mục|muc|chọn|chon|number|option|no\.?|#)\s*)??"
    rf"(?:(?P<digits>[0-9]{{1,4}})[{_KEYCAP}]*|\b(?P<name>[^\W\d_]{{2,5}}))"
    r"\s*[.):,;!]*\s*(?:(?:ạ|a|nhé|nhe|nha|đi|di|please)\s*[.!]*)?"
)


def number_in(text: str) -> int | None:
    """The number a whole text stands for: «1», «1.», «số 1», «một», «mot», «１», up to 9999.

    Never a part of a longer text, never a negative one. «ba» and «nam» are names too: where a
    label could be meant, ask for the label first.
    """
    found = _NUMBER.fullmatch(plain(text).strip())
    if not found:
        return None
    return int(found["digits"]) if found["digits"] else _named(found["name"])


def _named(word: str) -> int | None:
    for number, names in enumerate(_NAMES, start=1):
        if any(fits(word, name) for name in names):
            return number
    return None

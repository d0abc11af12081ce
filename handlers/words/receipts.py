"""The code a person gets for a proposal: `QT-27-K7M2P`, to be read out, typed and found again.

Unit, year, four random letters of Crockford's base 32 (without I, L, O, U) and a check letter.
The check is a weighted sum modulo the prime 37 over the whole code, so any one wrong letter and any
two letters that changed places are noticed. Letters are drawn again until the check is itself a
letter of base 32, and until there are a letter and a digit among them, which keeps words and
telephone numbers from being taken for codes.

Whether a code exists is for storage to say.
"""

import random as random_module
import re
import unicodedata
from collections.abc import Iterator

from handlers.words.folding import bare

_VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PRIME = 37
_DRAWN = 4
_LONGEST_UNIT = 6
_NAMELESS_UNIT = "DT"

_MISREAD = str.maketrans("OIL", "011")
_DASHES = "-_.\u2010\u2011\u2012\u2013\u2014\u2212"
_BETWEEN = rf"[ \t{re.escape(_DASHES)}]{{0,3}}"
# Looked ahead, so that a word before the code cannot swallow its beginning.
_CODE = re.compile(
    rf"(?<!\w)(?=([A-Z0-9]{{1,{_LONGEST_UNIT}}})({_BETWEEN})([0-9OIL]{{2}})({_BETWEEN})([0-9A-Z]{{5}})(?!\w))"
)


def new_receipt(short: str, year: int, random: random_module.Random) -> str:
    """A fresh code for a unit's short name («QT», «Đông Sơn» gives «DONGSO») and a year."""
    head = (_unit(short), f"{year % 100:02}")
    while True:
        drawn = "".join(random.choice(_CROCKFORD) for _ in range(_DRAWN))
        check = _check("".join(head) + drawn)
        if check in _CROCKFORD and _looks_drawn(drawn):
            return "-".join((*head, drawn + check))


def read_receipt(text: str) -> str | None:
    """The code typed anywhere in a text, as it was given out, or None.

    Lower case, full width, blanks or other dashes between the groups are read, and in the drawn
    letters O for 0 and I or L for 1. Nothing is guessed in the unit, which may hold either, nor in
    the year: a letter that slipped over from the unit would become a digit and could pass.
    """
    codes = (_canonical(*groups) for groups in _candidates(text))
    return next((code for code in codes if code), None)


def _unit(short: str) -> str:
    letters = bare(unicodedata.normalize("NFKC", short).lower()).upper()
    kept = "".join(letter for letter in letters if letter in _VALUES)
    # Digits only would make the code look like a number of something else.
    named = (
        kept if any(letter.isalpha() for letter in kept[:_LONGEST_UNIT]) else _NAMELESS_UNIT + kept
    )
    return named[:_LONGEST_UNIT]


def _check(body: str) -> str:
    """The letter that brings the weighted sum to zero; «?» where it is none."""
    total = sum(_VALUES.index(letter) * weight for letter, weight in _weighed(body))
    return (_VALUES + "?")[-total % _PRIME]


def _weighed(body: str) -> Iterator[tuple[str, int]]:
    """Each letter with its weight: powers of two, which are all different modulo 37; the check
    letter itself, behind the last one, weighs one."""
    return ((letter, pow(2, place, _PRIME)) for place, letter in enumerate(reversed(body), 1))


def _looks_drawn(letters: str) -> bool:
    return not letters.isdigit() and not letters.isalpha()


def _candidates(text: str) -> Iterator[tuple[str, str, str]]:
    text = unicodedata.normalize("NFKC", text).upper()
    for found in _CODE.finditer(text):
        unit, first, year, second, body = found.groups()
        with_dashes = _has_dash(first) and _has_dash(second)
        if not unit.isdigit() and (with_dashes or _is_no_word(body)):
            yield unit, year, body.translate(_MISREAD)


def _has_dash(between: str) -> bool:
    return any(letter in _DASHES for letter in between)


def _is_no_word(body: str) -> bool:
    """Without dashes, only a digit typed as a digit sets a code apart from words."""
    return any(letter.isdigit() for letter in body)


def _canonical(unit: str, year: str, body: str) -> str | None:
    drawn, check = body[:_DRAWN], body[_DRAWN:]
    right = set(body) <= set(_CROCKFORD) and _looks_drawn(drawn)
    return f"{unit}-{year}-{body}" if right and _check(unit + year + drawn) == check else None

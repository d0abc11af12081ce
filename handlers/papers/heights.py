"""How high a row must be for its words.

Neither Excel nor LibreOffice can be trusted to find out when a file is opened: LibreOffice gives
a row without a height one line. So each row carries a height of ours, and it is only a start: it
is not marked as chosen by hand, and the row grows when the office types an answer.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from math import ceil

from handlers.papers.cells import Value

LINE = 15.75
# Excel has no higher rows.
HIGHEST = 409
LINES_SHOWN = int(HIGHEST // LINE)

_POINTS_A_CHARACTER = 6.0
_PADDING = 5.0
_BOLD = 1.08
# Programs break lines a little differently on a screen and on paper.
_ROOM = 0.96

# Advance widths of Times New Roman at 12 points.
_GROUPS = {
    2.4: "'",
    3.1: " ,.|",
    3.4: "/:;\\ijlt",
    4.0: "!()-I[]`fr",
    4.7: "Js",
    5.4: '?acez"^',
    6.1: "#$*0123456789_bdghknopquvxy–«»",
    6.8: "FPS{}~+<=>",
    7.4: "ELTZ",
    8.0: "BCR",
    8.7: "ADGHKNOQUVXYw",
    9.4: "&m",
    10.7: "%M",
    11.4: "@W",
    12.0: "…",
}
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_UNKNOWN, _WIDE = 7.2, 14.0
# Longer words are rare and not worth a place among the remembered ones.
_SYLLABLE = 12


def row_height(values: Sequence[Value], widths: Sequence[float], *, bold: bool = False) -> float:
    """In points, for the cell that needs the most lines."""
    most = 1
    for value, width in zip(values, widths, strict=False):
        if isinstance(value, str):
            most = max(most, lines_of(value, width, bold=bold))
    return min(HIGHEST, most * LINE)


@lru_cache(maxsize=1_000)
def lines_of(text: str, width: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a column so wide, wrapped between words."""
    room = (width * _POINTS_A_CHARACTER - _PADDING) * _ROOM
    if bold:
        room /= _BOLD
    if len(text) * _WIDE < room and "\n" not in text:
        return 1
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    lines, used = 1, 0.0
    for word in line.split(" "):
        width = _width(word) if len(word) < _SYLLABLE else _measured(word)
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        if width > room:
            broken = ceil(width / room) - 1
            lines, width = lines + broken, width - broken * room
        used += width + _WIDTHS[" "]
    return lines


@lru_cache(maxsize=10_000)
def _width(word: str) -> float:
    return _measured(word)


def _measured(word: str) -> float:
    return sum(_WIDTHS.get(letter) or _letter(letter) for letter in word)


def _letter(letter: str) -> float:
    """A letter with its marks is as wide as without."""
    if unicodedata.category(letter) in {"Mn", "Cf"}:
        return 0.0
    if letter in "đĐ":
        return _WIDTHS["d" if letter == "đ" else "D"]
    base = unicodedata.normalize("NFD", letter)[0]
    wide = unicodedata.east_asian_width(base) in "WF"
    return _WIDTHS.get(base, _WIDE if wide else _UNKNOWN)

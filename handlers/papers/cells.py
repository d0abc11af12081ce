"""Cells that cannot hurt: whatever a person typed becomes a string cell, typed as such.

Nothing here decides what a sheet says. A text is never a formula, a link, a number or a date, and
it is never changed but for what a workbook cannot hold at all.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lxml.etree import SubElement, _Element
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

FONT = "Times New Roman"
UNITS_A_CELL = 32_767
MORE = " […còn tiếp ở dòng dưới]"

Value = str | int | float | date | None

_CANNOT_HOLD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE_GROWS_BY = len("_x005F")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DAY_ZERO = date(1899, 12, 30)
_JOINER = "\u200d"
_LONGEST_CLUSTER = 1_000
_LAST_WORD = 60


def holdable(text: str) -> str:
    """Line ends as line feeds, and a visible U+FFFD for each character XML cannot carry."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CANNOT_HOLD.sub("\ufffd", text)


def escaped(text: str) -> str:
    """Excel reads `_x0041_` as a letter; with its underscore escaped it shows what was typed."""
    return _LOOKS_ESCAPED.sub("_x005F_", text) if "_x" in text else text


def units(text: str) -> int:
    """Length as Excel counts it: UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def pieces(text: str, limit: int = UNITS_A_CELL) -> list[str]:
    """The text in parts that each fit a cell; joined they are the text again.

    All but the last leave room for the mark `MORE`. No emoji, flag or letter with its accents is cut.
    """
    # Escaping and surrogates can at most double a text.
    if 2 * len(text) <= limit or _cost(text) <= limit:
        return [text]
    parts = []
    start = 0
    while _cost(text[start : start + limit + 1]) > limit:
        end = _border(text, start, _reach(text, start, limit - len(MORE)))
        parts.append(text[start:end])
        start = end
    return [*parts, text[start:]]


def _cost(text: str) -> int:
    return units(text) + _ESCAPE_GROWS_BY * len(_LOOKS_ESCAPED.findall(text))


def _reach(text: str, start: int, limit: int) -> int:
    """How far a piece may go from `start` when a cell takes `limit` units."""
    grows = {found.start() for found in _LOOKS_ESCAPED.finditer(text, start, start + limit + 7)}
    end = start
    left = limit
    while end < len(text):
        left -= 1 + (text[end] > "\uffff") + (_ESCAPE_GROWS_BY if end in grows else 0)
        if left < 0:
            break
        end += 1
    return max(end, start + 1)


def _border(text: str, start: int, end: int) -> int:
    """The nearest place at or before `end` where a reader may turn the page."""
    for place in range(end, max(start, end - _LAST_WORD), -1):
        if text[place - 1].isspace() and not _joined(text, place):
            return place
    for place in range(end, max(start, end - _LONGEST_CLUSTER), -1):
        if not _joined(text, place):
            return place
    return end


def _joined(text: str, place: int) -> bool:
    """Whether the characters on both sides of `place` are seen as one."""
    if place >= len(text):
        return False
    before, after = text[place - 1], text[place]
    return before == _JOINER or _extends(after) or _halves_a_flag(text, place)


def _extends(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Mn", "Mc", "Me"}
        or character in "\u200c\u200d"
        or "\u1160" <= character <= "\u11ff"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _halves_a_flag(text: str, place: int) -> bool:
    if not _is_flag_letter(text[place]):
        return False
    before = place
    while before > 0 and _is_flag_letter(text[before - 1]):
        before -= 1
    return (place - before) % 2 == 1


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; `typed` marks words of people, which stay text after F2 and Enter too."""

    bold: bool = False
    italic: bool = False
    size: int = 12
    across: Literal["left", "center", "right"] = "left"
    down: Literal["top", "center"] = "top"
    wrap: bool = True
    lines: Literal["none", "box", "band", "band_start", "band_end"] = "box"
    fill: str | None = None
    shows: str = "General"
    typed: bool = False
    link: bool = False


_LINK: dict[str, Any] = {"color": "FF0563C1", "underline": "single"}
_THIN = Side(style="thin", color="FF7F7F7F")
_BORDERS = {
    "none": Border(),
    "box": Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN),
    "band": Border(top=_THIN, bottom=_THIN),
    "band_start": Border(left=_THIN, top=_THIN, bottom=_THIN),
    "band_end": Border(right=_THIN, top=_THIN, bottom=_THIN),
}


def style_of(sheet: Worksheet, look: Look) -> str:
    """The number under which the book's styles know this look."""
    cell = WriteOnlyCell(sheet)
    colours = _LINK if look.link else {}
    cell.font = Font(name=FONT, size=look.size, bold=look.bold, italic=look.italic, **colours)
    cell.alignment = Alignment(horizontal=look.across, vertical=look.down, wrap_text=look.wrap)
    cell.border = _BORDERS[look.lines]
    cell.number_format = look.shows
    cell.quotePrefix = look.typed
    if look.fill:
        cell.fill = PatternFill("solid", start_color=look.fill)
    return str(cell.style_id)


def cell_of(row: _Element, place: str, style: str, value: Value) -> None:
    """Add one cell to a row: every string as a string, our own numbers and days as such.

    There is no way to a formula, a link or an error value here. A string too long for a cell ends
    with the mark `MORE`: who must not lose the rest asks `pieces` first.
    """
    if value is None or value == "":
        SubElement(row, "c", {"r": place, "s": style})
    elif isinstance(value, str):
        cell = SubElement(row, "c", {"r": place, "s": style, "t": "inlineStr"})
        text = SubElement(SubElement(cell, "is"), "t")
        text.text = escaped(_fitting(holdable(value)))
        if value[0].isspace() or value[-1].isspace():
            text.set(_SPACE, "preserve")
    else:
        number = (value - _DAY_ZERO).days if isinstance(value, date) else value
        SubElement(SubElement(row, "c", {"r": place, "s": style}), "v").text = str(number)


def _fitting(text: str) -> str:
    if 2 * len(text) <= UNITS_A_CELL:
        return text
    first, *rest = pieces(text)
    return first + MORE if rest else first

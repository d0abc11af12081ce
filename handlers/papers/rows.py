"""Rows that go to the file one by one, through a write-only sheet of openpyxl.

openpyxl's own loop makes an object of every cell and looks up its style anew; with styles it takes
three times as long. Here a row is written as one element, with the styles looked up once. What is
not public in openpyxl is used in this file and nowhere else.
"""

from collections.abc import Generator, Sequence
from contextlib import suppress
from typing import Any

from lxml.etree import Element, _Element
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from handlers.papers.cells import FONT, Look, Value, cell_of, style_of

MOST_LINKS = 65_530


class _Rows(WriteOnlyWorksheet):
    """A write-only sheet whose `append` takes a finished row element."""

    _writer: Any

    def _write_rows(self) -> Generator[None, list[_Element], None]:
        stream = self._writer.xf.send(True)
        with stream.element("sheetData"), suppress(GeneratorExit):
            while True:
                stream.write(*(yield))
        self._writer.xf.send(None)


class Line:
    """Writes rows that look alike: one look a cell, from the first column on."""

    def __init__(self, sheet: Worksheet, looks: Sequence[Look]) -> None:
        self._sheet = sheet
        self._cells = [
            (get_column_letter(column), style_of(sheet, look))
            for column, look in enumerate(looks, 1)
        ]

    def append(
        self, number: int, values: Sequence[Value], height: float, *, by_hand: bool = False
    ) -> None:
        """Write row `number`; the program may change its height by itself unless set `by_hand`."""
        row = Element("row", {"r": str(number), "ht": str(height)})
        if by_hand:
            row.set("customHeight", "1")
        for (letter, style), value in zip(self._cells, values, strict=True):
            cell_of(row, f"{letter}{number}", style, value)
        self._sheet.append([row])


def empty_book() -> Workbook:
    """A write-only workbook whose own font is ours: Excel measures columns by its first font."""
    book = Workbook(write_only=True)
    book._fonts = IndexedList([Font(name=FONT, size=12)])  # type: ignore[attr-defined]  # noqa: SLF001
    return book


def empty_sheet(book: Workbook, name: str, index: int | None = None) -> Worksheet:
    """A new sheet of the book; whatever is above its rows must be said before the first row."""
    sheet: Any = _Rows(book, name)
    book._add_sheet(sheet, index)  # type: ignore[attr-defined]  # noqa: SLF001
    # The type stubs know only half of what a write-only sheet can do.
    shown: Worksheet = sheet
    return shown


def to_the_end(book: Workbook, name: str) -> None:
    """Put a sheet, and those it goes on in, behind all others."""
    sheets: list[Any] = book._sheets  # type: ignore[attr-defined]  # noqa: SLF001
    sheets.sort(key=lambda sheet: sheet.title.startswith(name))


def add_link(sheet: Worksheet, place: str, address: str) -> None:
    """Make a link of a cell that has been written. The address is one of ours, never a text of
    people's; a sheet with more links than Excel opens shows the rest as words."""
    written: Any = sheet
    links: list[Hyperlink] = written._hyperlinks  # noqa: SLF001
    if len(links) < MOST_LINKS:
        links.append(Hyperlink(ref=place, target=address))


def discard(book: Workbook) -> None:
    """Remove the temporary files of a book that will not be saved, which hold people's words."""
    sheets: list[Any] = book.worksheets
    for sheet in sheets:
        if not sheet.closed:
            sheet.close()
        with suppress(FileNotFoundError, ValueError):
            sheet._writer.cleanup()  # noqa: SLF001

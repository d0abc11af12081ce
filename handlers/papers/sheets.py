"""One sheet as the office prints it: page, title block, header row, and a further sheet when full."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from handlers.papers.cells import FONT, Look, Value
from handlers.papers.heights import LINE, lines_of, row_height
from handlers.papers.rows import Line, add_link, empty_sheet

ROWS_A_SHEET = 1_000_000
TITLE = "TỔNG HỢP Ý KIẾN, KIẾN NGHỊ CỦA THANH NIÊN"
HEADER_ROW = 5
_CM = 1 / 2.54

PLAIN = Look()
CENTRED = Look(across="center")
TYPED = Look(typed=True)
DAY = Look(across="center", shows="dd/mm/yyyy")
NUMBER = Look(across="center", shows="0")
LINKED = Look(across="center", link=True)
_HEADER = Look(bold=True, across="center", down="center", fill="FFE7EDF3")
_BAND = Look(bold=True, wrap=False, lines="band", fill="FFF5F5F5", typed=True)
_UNIT = Look(bold=True, wrap=False, lines="none", typed=True)
_TITLE = Look(bold=True, size=14, across="center", down="center", lines="none")
_SUBJECT = Look(size=13, across="center", down="center", lines="none", typed=True)
_AS_OF = Look(italic=True, size=12, across="center", down="center", lines="none")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every sheet. Both instants are local time."""

    unit: str
    theme: str
    addressee: str
    dialogue_day: datetime
    as_of: datetime
    total: int


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: float
    look: Look = PLAIN


class Sheet:
    """A table under its title block that goes on in a sheet «… (2)» when it is full."""

    def __init__(self, book: Workbook, name: str, head: Head, columns: Sequence[Column]) -> None:
        self._book = book
        self._name = name
        self._head = head
        self._columns = columns
        self._widths = [column.width for column in columns]
        self._part = 1
        self._open(name, None)

    def turn_if_full(self) -> bool:
        """Start the further sheet if it is time; whether it was."""
        if self._used < ROWS_A_SHEET:
            return False
        self.close()
        self._part += 1
        self._open(f"{self._name} ({self._part})", self._book.index(self._sheet) + 1)
        return True

    def row(self, values: Sequence[Value]) -> None:
        self._append(self._line, values, row_height(values, self._widths))

    def links(self, column: int, addresses: Sequence[str]) -> None:
        """Make links of cells of the last row, from a column on."""
        for place, address in enumerate(addresses, column + 1):
            add_link(self._sheet, f"{get_column_letter(place)}{self._used}", address)

    def band(self, text: str, numbers: Sequence[tuple[int, int]] = ()) -> None:
        """A bold line across the table: a heading, or a sum with (column, number) cells.

        Not a merged cell, which would forbid the office to sort.
        """
        values: list[Value] = [None] * len(self._columns)
        values[0] = text
        for column, number in numbers:
            values[column] = number
        self._append(self._band, values, LINE + 3)

    def close(self, *, rows_below: int = 0) -> None:
        """The last word on this sheet; the filter leaves out so many rows at its end."""
        last = max(HEADER_ROW, self._used - rows_below)
        letter = get_column_letter(len(self._columns))
        self._sheet.auto_filter.ref = f"A{HEADER_ROW}:{letter}{last}"

    def _open(self, name: str, index: int | None) -> None:
        self._sheet = new_sheet(self._book, name, self._widths, index)
        self._sheet.freeze_panes = f"A{HEADER_ROW + 1}"
        self._sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
        title_block(self._sheet, self._head, self._widths)
        self._used = HEADER_ROW - 1
        titles = [column.title for column in self._columns]
        header = Line(self._sheet, [_HEADER] * len(titles))
        self._append(header, titles, row_height(titles, self._widths, bold=True) + 3)
        self._line = Line(self._sheet, [c.look for c in self._columns])
        self._band = Line(self._sheet, _band_looks(len(self._columns)))

    def _append(self, line: Line, values: Sequence[Value], height: float) -> None:
        self._used += 1
        line.append(self._used, values, height)


def _band_looks(columns: int) -> list[Look]:
    middle = replace(_BAND, across="center", typed=False, shows="0")
    return [
        replace(_BAND, lines="band_start"),
        *[middle] * (columns - 2),
        replace(middle, lines="band_end"),
    ]


def new_sheet(
    book: Workbook, name: str, widths: Sequence[float], index: int | None = None
) -> Worksheet:
    """An empty sheet: A4 on its side, one page wide, page numbers from the second page on."""
    sheet = empty_sheet(book, name, index)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.sheet_format.defaultRowHeight = LINE
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page = sheet.page_setup
    page.orientation, page.paperSize = "landscape", 9
    page.fitToWidth, page.fitToHeight = 1, 0
    page.firstPageNumber, page.useFirstPageNumber = 1, True
    edges = sheet.page_margins
    edges.left, edges.right = 2 * _CM, 1.5 * _CM
    edges.top, edges.bottom = 2 * _CM, 2 * _CM
    edges.header = edges.footer = 1 * _CM
    _number_pages(sheet)
    return sheet


def _number_pages(sheet: Worksheet) -> None:
    # As on every official paper: centred at the top, and none on the first page.
    number = _HeaderFooterPart(text="&P", font=f"{FONT},Regular", size=13)
    sheet.HeaderFooter.differentFirst = True
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(center=number)


def title_block(sheet: Worksheet, head: Head, widths: Sequence[float]) -> None:
    """The first four rows."""
    subject = (
        f"Đối thoại với {head.addressee}, ngày {paper_date(head.dialogue_day)}. "
        f"Chủ đề: {head.theme}"
    )
    hour = head.as_of.strftime("%H giờ %M")
    as_of = f"(Tính đến {hour}, ngày {paper_date(head.as_of)})"
    # A merged cell never grows by itself, in no program.
    subject_height = 6 + (LINE + 1) * lines_of(subject, sum(widths), bold=True)
    lines = [
        (head.unit.upper(), _UNIT, LINE),
        (TITLE, _TITLE, 24),
        (subject, _SUBJECT, subject_height),
        (as_of, _AS_OF, 20),
    ]
    for number, (text, look, height) in enumerate(lines, 1):
        Line(sheet, [look]).append(number, [text], height, by_hand=True)
        if number > 1:
            sheet.merged_cells.add(f"A{number}:{get_column_letter(len(widths))}{number}")


def paper_date(day: date) -> str:
    """As official papers write it: a leading zero for days under ten and for the first two months."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"

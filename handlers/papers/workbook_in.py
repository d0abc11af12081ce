"""Workbooks that come in from outside: refused unless they are plain, then read row by row.

Nothing is unpacked to disk, no formula is worked out, no part but the first sheet is looked at.
Who reads a file of strangers does so in a process with limits of its own; here the zip is bounded.
"""

import io
import re
import warnings
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException

MOST_ENTRIES = 2_000
MOST_INFLATED = 100 * 1024 * 1024
MOST_RATIO = 100
_LAST_ROW = 1_048_576
_CHUNK = 1024 * 1024
# Small parts of zeros pack well and hurt nobody.
_SMALL = 64 * 1024

_ODD_NAME = re.compile(r"^/|\\|:|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")
_REFUSED = {
    "vbaproject": "it holds macros: save it as .xlsx without them",
    "externallinks/": "it is linked to other workbooks: break the links first",
    "embeddings/": "it holds embedded files: take them out first",
    "activex/": "it holds controls: take them out first",
}
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

# What openpyxl and its parsers raise on files that are not what they say.
_BROKEN = (
    ArithmeticError,
    AttributeError,
    BadZipFile,
    EOFError,
    InvalidFileException,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)


class NotAWorkbook(ValueError):
    """The file is refused; the words say why and what to do."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that holds something else than words or a whole number."""

    found: str


CellValue = str | CellFault | None


def looks_like_zip(content: bytes) -> bool:
    return content.startswith(b"PK")


def read_rows(content: bytes, *, most_columns: int) -> Iterator[tuple[int, list[CellValue]]]:
    """The first sheet's rows with their numbers, without most empty ones; no further right than asked."""
    try:
        _inspect(content)
        yield from _read(content, most_columns)
    except NotAWorkbook:
        raise
    except _BROKEN as error:
        raise NotAWorkbook("damaged, or not a workbook: save it anew as .xlsx") from error


def _inspect(content: bytes) -> None:
    with ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        _check_names([entry.filename for entry in entries])
        _check_sizes(entries)
        for entry in entries:
            _check_inside(archive, entry)


def _check_names(names: list[str]) -> None:
    if len(names) > MOST_ENTRIES:
        raise NotAWorkbook(f"it has more than {MOST_ENTRIES:,} parts")
    # Of two parts with one name programs read different ones.
    if max(Counter(name.casefold() for name in names).values(), default=0) > 1:
        raise NotAWorkbook("it has two parts of the same name")
    for name in names:
        if _ODD_NAME.search(name):
            raise NotAWorkbook("it has a part with an odd name")
        for sign, words in _REFUSED.items():
            if sign in name.casefold():
                raise NotAWorkbook(words)
    if "xl/workbook.xml" not in names:
        raise NotAWorkbook("a zip, but not an .xlsx workbook")


def _check_sizes(entries: list[ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > MOST_INFLATED:
        raise NotAWorkbook(f"it unpacks to more than {MOST_INFLATED // 1024**2} MiB")
    for entry in entries:
        if entry.flag_bits & 1:
            raise NotAWorkbook("it is locked with a password")
        allowed = max(_SMALL, MOST_RATIO * entry.compress_size)
        if entry.file_size > allowed:
            raise NotAWorkbook("it unpacks to far more than it holds")


def _check_inside(archive: ZipFile, entry: ZipInfo) -> None:
    """Read a part to its end, which also finds a directory that lies about sizes or sums."""
    kept = b""
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            # Without its zeros UTF-16 shows its letters too.
            plain = kept + chunk.replace(b"\0", b"")
            if _ENTITY.search(plain):
                raise NotAWorkbook("it declares entities, which no workbook needs")
            kept = plain[-16:]


def _read(content: bytes, most_columns: int) -> Iterator[tuple[int, list[CellValue]]]:
    with warnings.catch_warnings():
        # Parts openpyxl does not know are of no interest here.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    try:
        # The size a sheet claims to have is not believed, nor are rows beyond the last there can be.
        rows = book.worksheets[0].iter_rows(1, _LAST_ROW, 1, most_columns)
        former = None
        for number, cells in enumerate(rows, 1):
            # openpyxl fills gaps, up to a million rows, with one and the same empty row.
            if cells is not former:
                yield number, [_value(cell) for cell in cells]
            former = cells
    finally:
        book.close()


def _value(cell: Cell | MergedCell) -> CellValue:
    value, kind = cell.value, cell.data_type
    if value is None:
        return None
    if kind == "f":
        return CellFault("a formula")
    if kind == "e":
        return CellFault("an error value")
    if isinstance(value, bool):
        return CellFault("TRUE or FALSE")
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and value == int(value):
        return str(int(value))
    return CellFault("a date" if kind == "d" else "a number with decimals")

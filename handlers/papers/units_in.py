"""The file of units an administrator hands in: .xlsx or .csv, told apart by what is in it.

Read only: nothing is stored, and no unit is looked up. All that is wrong is said at once, each
with its row and column, so that the file is mended in one go.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from handlers.papers.workbook_in import CellFault, NotAWorkbook, looks_like_zip, read_rows

COLUMNS = {
    "code": ("code", "mã", "mã đơn vị"),
    "short": ("short", "viết tắt", "tên viết tắt"),
    "name": ("name", "tên", "tên đơn vị"),
    "parent": ("parent", "cấp trên", "mã cấp trên", "trực thuộc"),
    "aliases": ("aliases", "tên khác"),
}
NEEDED = ("code", "name")
MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 50
LONGEST = 200

_CODE = re.compile(r"[A-Za-z0-9]{1,48}")
_SPACES = re.compile(r"[ \u00a0]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd]")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as the file gives it; `short` and `parent` may be empty."""

    code: str
    short: str
    name: str
    parent: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong where; row 0 is the file itself."""

    row: int
    column: str
    what: str

    def __str__(self) -> str:
        where = [f"row {self.row}"] if self.row else []
        where += [f"column {self.column}"] if self.column else []
        return ": ".join([", ".join(where), self.what] if where else [self.what])


class UnitsFileError(ValueError):
    """The file cannot be taken as it is; `faults` says why, the first rows first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.row, fault.column)))
        super().__init__("\n".join(map(str, self.faults)))


def read_units(path: Path, known: Iterable[str] = ()) -> list[UnitRow]:
    """The units of a file, each after its parent.

    `known` are codes that exist already and may be parents too. Raises UnitsFileError with every
    fault found; a file that cannot be read at all has one.
    """
    rows = _rows(path)
    places = _header(rows)
    faults: list[Fault] = []
    units: dict[int, UnitRow] = {}
    for number, cells in rows[1:]:
        values = {name: cells[at] if at < len(cells) else None for name, at in places.items()}
        if any(value is not None for value in values.values()):
            units[number] = _unit(number, values, faults)
    if not units and not faults:
        faults.append(Fault(0, "", "no units in it: expected one row a unit under the header"))
    faults += [*_twice(units), *_without_parent(units, set(known)), *_in_circles(units)]
    if faults:
        raise UnitsFileError(faults)
    return _parents_first(units.values())


Cell = str | CellFault | None
NumberedRow = tuple[int, Sequence[Cell]]


def _rows(path: Path) -> list[NumberedRow]:
    """All rows with something in them, with the numbers a person sees."""
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _unreadable(f"larger than {MOST_BYTES // 1024**2} MiB")
    try:
        read = _of_workbook(content) if looks_like_zip(content) else _of_csv(content)
        rows = list(islice(read, MOST_ROWS + 2))
    except NotAWorkbook as error:
        raise _unreadable(str(error)) from error
    if len(rows) > MOST_ROWS + 1:
        raise _unreadable(f"more than {MOST_ROWS:,} units")
    return rows


def _unreadable(what: str) -> UnitsFileError:
    return UnitsFileError([Fault(0, "", what)])


def _of_workbook(content: bytes) -> Iterator[NumberedRow]:
    for number, cells in read_rows(content, most_columns=MOST_COLUMNS):
        values = [_tidy(cell) if isinstance(cell, str) else cell for cell in cells]
        if any(value is not None for value in values):
            yield number, values


def _of_csv(content: bytes) -> Iterator[NumberedRow]:
    text = _decoded(content)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        for number, cells in enumerate(rows, 1):
            values = [_tidy(cell) for cell in cells]
            if any(value is not None for value in values):
                yield number, values
    except csv.Error as error:
        raise NotAWorkbook(f"not a CSV file: {error}") from error


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotAWorkbook("in UTF-16: save it as «CSV UTF-8» or as .xlsx")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotAWorkbook("an old or locked Office file: save it as .xlsx without a password")
    if content.lstrip().startswith(b"<"):
        raise NotAWorkbook("a web page or XML: save it as .xlsx")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAWorkbook("neither .xlsx nor UTF-8: save it as «CSV UTF-8» or as .xlsx") from None
    if "\0" in text:
        raise NotAWorkbook("neither .xlsx nor text")
    return text


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first line with words: Excel's depends on the country."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def _tidy(value: str) -> str | None:
    """One line, single spaces, NFC; None for an empty cell."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", value).strip()) or None


def _header(rows: Sequence[NumberedRow]) -> dict[str, int]:
    """Where each column stands."""
    if not rows:
        raise _unreadable("empty: expected a header with " + ", ".join(COLUMNS))
    number, cells = rows[0]
    names = {_key(name): column for column, known in COLUMNS.items() for name in known}
    found = [names.get(_key(cell)) if isinstance(cell, str) else None for cell in cells]
    faults = [
        Fault(number, name, f"missing; its header may be {' or '.join(COLUMNS[name])}")
        for name in NEEDED
        if name not in found
    ]
    twice = [name for name in COLUMNS if found.count(name) > 1]
    faults += [Fault(number, name, "stands twice in the header") for name in twice]
    if faults:
        raise UnitsFileError(faults)
    return {name: at for at, name in enumerate(found) if name}


def _key(name: str) -> str:
    bare = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in bare if letter.isalnum()).replace("đ", "d")


def _unit(number: int, values: dict[str, Cell], faults: list[Fault]) -> UnitRow:
    words = {}
    for name in COLUMNS:
        value = values.get(name)
        wrong = _wrong(name, value)
        if wrong:
            faults.append(Fault(number, name, wrong))
        words[name] = value if isinstance(value, str) else ""
    aliases = [alias.strip() for alias in words.pop("aliases").split(";")]
    return UnitRow(**words, aliases=tuple(dict.fromkeys(filter(None, aliases))))


def _wrong(name: str, value: Cell) -> str | None:
    if isinstance(value, CellFault):
        return f"{value.found}, expected text"
    if value is None:
        return "empty" if name in NEEDED else None
    if _CONTROLS.search(value):
        return "holds a line break or a character that cannot be shown"
    if name in {"code", "parent"} and not _CODE.fullmatch(value):
        return f"{_quoted(value)}, expected 1 to 48 letters A–Z and digits"
    if name != "aliases" and len(value) > LONGEST:
        return f"longer than {LONGEST} characters"
    return None


def _quoted(value: str) -> str:
    return f"«{value if len(value) <= 60 else value[:59] + '…'}»"


def _twice(units: dict[int, UnitRow]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for number, unit in units.items():
        if unit.code and first.setdefault(unit.code.casefold(), number) != number:
            row = first[unit.code.casefold()]
            yield Fault(number, "code", f"{_quoted(unit.code)} stands in row {row} too")


def _without_parent(units: dict[int, UnitRow], known: set[str]) -> Iterator[Fault]:
    codes = {unit.code for unit in units.values()} | known
    for number, unit in units.items():
        if unit.parent and _CODE.fullmatch(unit.parent) and unit.parent not in codes:
            yield Fault(number, "parent", f"{_quoted(unit.parent)} is the code of no unit")


def _in_circles(units: dict[int, UnitRow]) -> Iterator[Fault]:
    parents = {unit.code: unit.parent for unit in units.values()}
    circles: set[str] = set()
    passed: set[str] = set()
    for code in parents:
        way: dict[str, None] = {}
        while code in parents and code not in passed:
            passed.add(code)
            way[code] = None
            code = parents[code]
        if code in way:
            steps = list(way)
            circles.update(steps[steps.index(code) :])
    for number, unit in units.items():
        if unit.code in circles:
            yield Fault(number, "parent", f"{_quoted(unit.code)} would stand above itself")


def _parents_first(units: Iterable[UnitRow]) -> list[UnitRow]:
    waiting = {unit.code: unit for unit in units}
    ordered: list[UnitRow] = []
    while waiting:
        ready = [unit for unit in waiting.values() if unit.parent not in waiting]
        ordered += ready
        for unit in ready:
            del waiting[unit.code]
    return ordered

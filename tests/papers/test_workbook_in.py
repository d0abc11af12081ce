import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from handlers.papers.workbook_in import CellFault, NotAWorkbook, read_rows

SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def changed(change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """A good workbook with its parts changed, and more parts."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(["code"], ["A"]))) as good,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            bad.writestr(name, change(name, good.read(name)))
        for name, content in more.items():
            bad.writestr(name, content)
    return kept.getvalue()


def same(_name: str, content: bytes) -> bytes:
    return content


def in_sheet(old: bytes, new: bytes) -> bytes:
    def change(name: str, part: bytes) -> bytes:
        assert name != SHEET or old in part
        return part.replace(old, new) if name == SHEET else part

    return changed(change)


def rows(content: bytes) -> list[tuple[int, list[str | CellFault | None]]]:
    return list(read_rows(content, most_columns=3))


def test_words_and_whole_numbers_are_read() -> None:
    content = workbook(["mã", 17, 3.0, "beyond"], [], ["=1+1", 1.5, True])
    assert rows(content) == [
        (1, ["mã", "17", "3"]),
        (2, [None, None, None]),
        (3, [CellFault("a formula"), CellFault("a number with decimals"), CellFault("TRUE or FALSE")]),
    ]  # fmt: skip


def test_a_cell_at_the_far_end_costs_nothing() -> None:
    far = (
        b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )
    began = time.perf_counter()
    found = rows(in_sheet(b"</sheetData>", far))
    assert (len(found), found[-1]) == (4, (1_048_576, [None, None, None]))
    assert time.perf_counter() - began < 3


def test_the_size_a_sheet_claims_is_not_believed() -> None:
    assert len(rows(in_sheet(b'ref="A1:A2"', b'ref="A1:A1"'))) == 2


def lying() -> bytes:
    """The directory gives a part fewer bytes than it has."""
    content = changed(same, **{"xl/big.xml": b"<a>" + b"x" * 1_000_000})
    size = (1_000_003).to_bytes(4, "little")
    return content.replace(size, (1_000).to_bytes(4, "little"))


def doubled() -> bytes:
    kept = io.BytesIO(workbook(["code"]))
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr(SHEET.upper(), b"<a/>")
    return kept.getvalue()


def locked() -> bytes:
    content = bytearray(workbook(["code"]))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
INLINE = b't="inlineStr"><is><t>A</t></is>'
HOSTILE = {
    "macros": (changed(same, **{"xl/vbaProject.bin": b"x"}), "it holds macros"),
    "links": (changed(same, **{"xl/externalLinks/externalLink1.xml": b"<a/>"}), "it is linked"),
    "embedded": (changed(same, **{"xl/embeddings/ole.bin": b"x"}), "it holds embedded files"),
    "controls": (changed(same, **{"xl/activeX/activeX1.xml": b"<a/>"}), "it holds controls"),
    "path up": (changed(same, **{"../../etc/cron.d/x": b"x"}), "odd name"),
    "windows path": (changed(same, **{"C:\\x": b"x"}), "odd name"),
    "root path": (changed(same, **{"/x": b"x"}), "odd name"),
    "entity in a part": (changed(same, **{"xl/a.xml": ENTITY}), "declares entities"),
    "entity in the sheet": (changed(lambda n, c: LAUGHS if n == SHEET else c), "declares entities"),
    "entity in UTF-16": (
        changed(same, **{"xl/a.xml": ENTITY.decode().encode("utf-16")}),
        "declares entities",
    ),
    "bomb": (changed(same, **{"xl/a.xml": b"\0" * 30_000_000}), "unpacks to far more"),
    "lying directory": (lying(), "damaged"),
    "two of one name": (doubled(), "same name"),
    "many parts": (changed(same, **{f"x{n}": b"" for n in range(2_000)}), "2,000 parts"),
    "password": (locked(), "locked"),
    "other zip": (changed(same).replace(b"xl/workbook.xml", b"xl/workbok.xmll"), "not an .xlsx"),
    "not a zip": (b"PK\x03\x04 and nothing more", "damaged"),
    "broken sheet": (in_sheet(b"</sheetData>", b"</sheet"), "damaged"),
    "odd row number": (in_sheet(b'r="2"', b'r="two"'), "damaged"),
    "no string of that number": (in_sheet(INLINE, b't="s"><v>99</v>'), "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks_are_refused_quickly_and_cheaply(name: str) -> None:
    content, words = HOSTILE[name]
    began = time.perf_counter()
    tracemalloc.start()
    try:
        with pytest.raises(NotAWorkbook, match=words):
            rows(content)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert time.perf_counter() - began < 2
    assert peak < 50 * 1024**2

from pathlib import Path

import pytest
from openpyxl import Workbook

from handlers.papers import units_in
from handlers.papers.units_in import Fault, UnitRow, UnitsFileError, read_units

WARD = UnitRow("QT", "QT", "Phường Quang Trung", "TH", ("phường Phú Sơn cũ", "Phú Sơn"))
BRANCH = UnitRow("QTKP3", "KP3", "Khu phố 3", "QT", ())
PROVINCE = UnitRow("TH", "TH", "Tỉnh Thanh Hoá", "", ())
CSV = """\
code,short,name,parent,aliases
QTKP3,KP3,Khu phố 3,QT,
QT,QT,Phường Quang Trung,TH,phường Phú Sơn cũ; Phú Sơn;
TH,TH,Tỉnh Thanh Hoá,,
"""


def file(folder: Path, content: str | bytes, name: str = "units.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(folder: Path, rows: list[list[object]], name: str = "units.xlsx") -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    path = folder / name
    book.save(path)
    return path


def faults(path: Path, known: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(UnitsFileError) as caught:
        read_units(path, known)
    return [str(fault) for fault in caught.value.faults]


def test_units_come_after_their_parents(tmp_path: Path) -> None:
    assert read_units(file(tmp_path, CSV)) == [PROVINCE, WARD, BRANCH]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + CSV.encode(),
        CSV.replace("\n", "\r\n").encode(),
        CSV.replace(",", "\t").encode(),
        ("\n\n" + CSV).encode(),
        CSV.replace("code,short,name,parent,aliases", "Mã,Viết tắt,Tên,Cấp trên,Tên khác").encode(),
        CSV.replace("code,short,name,parent,aliases", "MA,viet tat,ten,cap tren,ten khac").encode(),
        CSV.replace("code,short,name,", "Mã đơn vị,Viết  tắt,Tên đơn vị ,").encode(),
    ],
)
def test_the_same_file_as_other_programs_save_it(tmp_path: Path, content: bytes) -> None:
    assert read_units(file(tmp_path, content)) == [PROVINCE, WARD, BRANCH]


def test_semicolons_may_part_columns_as_in_a_vietnamese_excel(tmp_path: Path) -> None:
    content = 'mã;tên;tên khác\nQT;Phường Quang Trung;"Phú Sơn;Phú Sơn cũ"\n'
    units = read_units(file(tmp_path, content))
    assert units == [UnitRow("QT", "", "Phường Quang Trung", "", ("Phú Sơn", "Phú Sơn cũ"))]


def test_a_workbook_gives_the_same(tmp_path: Path) -> None:
    header: list[object] = ["Tên", "Mã", "dân số", "Cấp trên", "Tên khác", "Viết tắt"]
    rows: list[list[object]] = [
        header,
        ["Khu phố 3", "QTKP3", 1200, "QT", None, "KP3"],
        [None] * 6,
        [" Phường  Quang Trung", "QT", None, "TH", "phường Phú Sơn cũ;Phú Sơn;Phú Sơn", "QT"],
        ["Tỉnh Thanh Hoá", "TH", 0.5, None, None, "TH"],
    ]
    assert read_units(workbook(tmp_path, rows)) == [PROVINCE, WARD, BRANCH]


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    rows: list[list[object]] = [["code", "name"], [17, "Thôn 17"]]
    assert read_units(workbook(tmp_path, rows, "units.csv.xlsx")) == [
        UnitRow("17", "", "Thôn 17", "", ())
    ]
    (tmp_path / "units.csv.xlsx").rename(tmp_path / "units.csv")
    assert read_units(tmp_path / "units.csv") == [UnitRow("17", "", "Thôn 17", "", ())]
    assert read_units(file(tmp_path, CSV, "units.xlsx")) == [PROVINCE, WARD, BRANCH]


def test_names_are_kept_composed(tmp_path: Path) -> None:
    (unit,) = read_units(file(tmp_path, "code,name\nA,Phu\u031bo\u031b\u0300ng\n"))
    assert unit.name == "Phường"


def test_a_parent_may_be_a_unit_that_exists_already(tmp_path: Path) -> None:
    path = file(tmp_path, "code,name,parent\nA,Thôn A,QT\n")
    assert read_units(path, known=["QT"]) == [UnitRow("A", "", "Thôn A", "QT", ())]
    assert faults(path) == ["row 2, column parent: «QT» is the code of no unit"]


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["code", "short", "name", "parent", "aliases"],
        ["KP-3", "KP3", "Khu phố 3", "QT", None],
        ["QT", "QT", None, None, None],
        ["qt", "QT", "=1+1", "QT", 1.5],
        ["A", "A", "a\nb", "B", None],
        ["B", "B", "x" * 201, "A", True],
        [None, "C", "#REF!", "Nowhere", None],
    ]
    assert faults(workbook(tmp_path, rows)) == [
        "row 2, column code: «KP-3», expected 1 to 48 letters A–Z and digits",
        "row 3, column name: empty",
        "row 4, column aliases: a number with decimals, expected text",
        "row 4, column code: «qt» stands in row 3 too",
        "row 4, column name: a formula, expected text",
        "row 5, column name: holds a line break or a character that cannot be shown",
        "row 5, column parent: «A» would stand above itself",
        "row 6, column aliases: TRUE or FALSE, expected text",
        "row 6, column name: longer than 200 characters",
        "row 6, column parent: «B» would stand above itself",
        "row 7, column code: empty",
        "row 7, column name: an error value, expected text",
        "row 7, column parent: «Nowhere» is the code of no unit",
    ]


def test_faults_are_also_values(tmp_path: Path) -> None:
    with pytest.raises(UnitsFileError, match="row 2, column code") as caught:
        read_units(file(tmp_path, "code,name\n!,x\n"))
    words = "«!», expected 1 to 48 letters A–Z and digits"
    assert caught.value.faults == (Fault(2, "code", words),)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty: expected a header with code, short, name, parent, aliases"),
        (b"code,name\n", "no units in it: expected one row a unit under the header"),
        (CSV.encode("utf-16"), "in UTF-16: save it as «CSV UTF-8» or as .xlsx"),
        ("tên\n".encode("utf-16-le"), "neither .xlsx nor UTF-8: save it as «CSV UTF-8» or as .xlsx"),
        ("code,tên\nA,Đèn".encode("cp1258"), "neither .xlsx nor UTF-8: save it as «CSV UTF-8» or as .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old or locked Office file: save it as .xlsx without a password"),
        (b"<html><table>", "a web page or XML: save it as .xlsx"),
        (b"a\0b", "neither .xlsx nor text"),
        (b'code,name\n"A', "not a CSV file: unexpected end of data"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_units_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, words: str
) -> None:
    assert faults(file(tmp_path, content)) == [words]


def test_missing_and_doubled_headers_are_named(tmp_path: Path) -> None:
    assert faults(file(tmp_path, "mã,Code,phường\n1,2,3\n")) == [
        "row 1, column code: stands twice in the header",
        "row 1, column name: missing; its header may be name or tên or tên đơn vị",
    ]


def test_a_file_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    assert faults(file(tmp_path, b"x" * (10 * 1024**2 + 1))) == ["larger than 10 MiB"]


def test_too_many_units_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units_in, "MOST_ROWS", 3)
    assert len(read_units(file(tmp_path, CSV))) == 3
    assert faults(file(tmp_path, CSV + "X,X,X,,\n")) == ["more than 3 units"]

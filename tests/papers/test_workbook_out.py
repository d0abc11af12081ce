import csv
import json
import re
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from handlers.papers import sheets
from handlers.papers.cells import MORE, holdable
from handlers.papers.masking import masked
from handlers.papers.workbook_out import Counts, Row, TopicHead, roman, week_label
from tests.needs import program
from tests.papers.books import (
    LISTING,
    STATISTICS,
    SUMMARY,
    proposal,
    read,
    sheets_xml,
    texts,
    write,
)

NASTY = Path(__file__).parents[1] / "data" / "nasty.jsonl"
LIGHTS, RIVER, LOANS = (
    TopicHead(4, "Hạ tầng, điện, nước", 2),
    TopicHead(9, "Môi trường", 0),
    TopicHead(2, "Khởi nghiệp, vay vốn", 1),
)
NAMED = proposal(
    "Đèn hỏng, gọi 0912 345 678 mà không ai nghe",
    receipt="QT-27-AAAAA",
    name="Nguyễn Thị Lan",
    day=date(2027, 3, 18),
    source="Phiếu",
    late=True,
    note="(mẫu)",
)
NAMELESS = proposal("Cống tắc", receipt="QT-27-BBBBB", unit="Phường Quang Trung")
LOAN = proposal("Vay 10.000.000 đồng", receipt="QT-27-CCCCC", topic=2, unit="")
SUBJECT = (
    "Đối thoại với Chủ tịch UBND phường Quang Trung, ngày 26/3/2027. "
    "Chủ đề: Thanh niên với chuyển đổi số"
)
E6 = [None] * 6


def test_proposals_stand_in_numbered_groups(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [NAMED, NAMELESS, LOAN], [LIGHTS, RIVER, LOANS])
    covered = "Đèn hỏng, gọi [số đã che] mà không ai nghe"
    lights, loans = LIGHTS.name, LOANS.name
    assert read(path, SUMMARY) == [
        ["I. HẠ TẦNG, ĐIỆN, NƯỚC (02 ý kiến)", *[None] * 11],
        [1, lights, covered, 1, "Khu phố 3", *E6, "(mẫu)"],
        [2, lights, "Cống tắc", 1, "Phường Quang Trung", *E6, None],
        ["II. KHỞI NGHIỆP, VAY VỐN (01 ý kiến)", *[None] * 11],
        [1, loans, "Vay 10.000.000 đồng", 1, None, *E6, None],
        ["TỔNG CỘNG", None, None, 3, *[None] * 8],
    ]


def test_the_list_has_every_proposal_and_a_day_only_where_a_name_is(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [NAMED, NAMELESS, LOAN], [LIGHTS, RIVER, LOANS])
    covered = "Đèn hỏng, gọi [số đã che] mà không ai nghe"
    day, week = datetime(2027, 3, 18), "Tuần 11/2027 (15/03–21/03)"  # noqa: DTZ001
    first, second, third = read(path, LISTING)
    assert first == [
        *[1, "QT-27-AAAAA", day, "Nguyễn Thị Lan", "Khu phố 3", None, "Hạ tầng", LIGHTS.name],
        *[covered, "Phiếu", "Sau hạn", "(mẫu)"],
    ]
    assert second == [
        *[2, "QT-27-BBBBB", week, None, "Phường Quang Trung", None, "Hạ tầng", LIGHTS.name],
        *["Cống tắc", "Trực tuyến", "Trong hạn", None],
    ]
    assert third == [
        *[3, "QT-27-CCCCC", week, None, None, None, "Khởi nghiệp", LOANS.name],
        *["Vay 10.000.000 đồng", "Trực tuyến", "Trong hạn", None],
    ]


def test_figures_are_numbers_and_have_a_chart(tmp_path: Path) -> None:
    counts = Counts(
        topics=[("Hạ tầng", 3), ("Môi trường", 1)],
        branches=[("Khu phố 3", 4)],
        weeks=[("Tuần 11/2027 (15/03–21/03)", 4)],
        channels=[("Trực tuyến", 0)],
    )
    path = write(tmp_path / "a.xlsx", [NAMELESS], counts=counts)
    rows = [row[:3] for row in read(path, STATISTICS, first=5)]
    assert rows == [
        ["1. Theo nhóm vấn đề", None, None],
        ["Nhóm vấn đề", "Số lượt", "Tỉ lệ"],
        ["Hạ tầng", 3, 0.75],
        ["Môi trường", 1, 0.25],
        ["Tổng cộng", 4, 1],
        [None, None, None],
        ["2. Theo chi đoàn, đơn vị", None, None],
        ["Chi đoàn/đơn vị", "Số lượt", "Tỉ lệ"],
        ["Khu phố 3", 4, 1],
        ["Tổng cộng", 4, 1],
        [None, None, None],
        ["3. Theo tuần", None, None],
        ["Tuần", "Số lượt", "Tỉ lệ"],
        ["Tuần 11/2027 (15/03–21/03)", 4, 1],
        ["Tổng cộng", 4, 1],
        [None, None, None],
        ["4. Theo nguồn", None, None],
        ["Nguồn", "Số lượt", "Tỉ lệ"],
        ["Trực tuyến", 0, None],
        ["Tổng cộng", 0, None],
    ]
    (chart,) = load_workbook(path)[STATISTICS]._charts  # type: ignore[attr-defined]
    (series,) = chart.series
    assert (series.cat.numRef or series.cat.strRef).f == "'Thống kê'!$A$7:$A$8"
    assert series.val.numRef.f == "'Thống kê'!$B$7:$B$8"


def test_every_sheet_is_ready_for_the_printer(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path / "a.xlsx", [NAMELESS]))
    assert book.sheetnames == [SUMMARY, LISTING, STATISTICS]
    for sheet in book:
        assert [sheet[f"A{row}"].value for row in range(1, 5)] == [
            "PHƯỜNG QUANG TRUNG",
            "TỔNG HỢP Ý KIẾN, KIẾN NGHỊ CỦA THANH NIÊN",
            SUBJECT,
            "(Tính đến 07 giờ 00, ngày 15/3/2027)",
        ]
        page = sheet.page_setup
        assert (page.orientation, int(page.paperSize or 0)) == ("landscape", 9)
        assert (page.fitToWidth, page.fitToHeight) == (1, 0)
        properties, header = sheet.sheet_properties.pageSetUpPr, sheet.oddHeader
        assert properties is not None
        assert properties.fitToPage
        assert header is not None
        assert "&P" in str(header.center.text)
        fonts = {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value}
        assert fonts == {"Times New Roman"}
    for sheet in (book[SUMMARY], book[LISTING]):
        assert sheet.print_title_rows == "$5:$5"
        assert sheet.freeze_panes == "A6"
        assert sheet["C6"].alignment.wrap_text or sheet["C7"].alignment.wrap_text
    assert (book[SUMMARY].auto_filter.ref, book[LISTING].auto_filter.ref) == ("A5:L7", "A5:L6")


def test_a_workbook_without_proposals_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [], [RIVER])
    nothing = ["Chưa có ý kiến nào.", *[None] * 11]
    total = ["TỔNG CỘNG", None, None, 0, *[None] * 8]
    assert read(path, SUMMARY) == [nothing, total]
    assert read(path, LISTING) == [nothing]


def test_rows_are_as_high_as_their_words_and_free_to_grow(tmp_path: Path) -> None:
    short, long = proposal("Ngắn", unit="KP3"), proposal("Đường hỏng nặng quá. " * 30, unit="KP3")
    topic = TopicHead(4, "Điện", 2)
    path = write(tmp_path / "a.xlsx", [short, long], [topic])
    heights = re.findall(
        r'<row r="(?:7|8)" ht="([\d.]+)">', sheets_xml(path).split("</worksheet>")[0]
    )
    assert [float(height) for height in heights] == [15.75, 15.75 * 15]


def test_a_text_higher_than_any_row_is_noted(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [proposal("dòng\n" * 60, note="(mẫu)")])
    assert [row[-1] for row in read(path, LISTING)] == ["(mẫu); Dài, xem trọn trong ô"]


def test_a_text_longer_than_a_cell_goes_on_in_the_next_row(tmp_path: Path) -> None:
    text = "👩‍👩‍👧‍👦 đường hỏng _x0041_ " * 3_000
    path = write(tmp_path / "a.xlsx", [proposal(text), NAMELESS])
    rows = read(path, LISTING)
    parts = [str(row[8]) for row in rows[:-1]]
    assert len(parts) == 4
    assert "".join(part.removesuffix(MORE) for part in parts) == text
    assert all(part.endswith(MORE) for part in parts[:-1])
    assert [row[0] for row in rows] == [1, None, None, None, 2]
    assert str(rows[1][-1]).startswith("Tiếp theo QT-27-K7M2P (phần 2/4)")
    assert [row[3] for row in read(path, SUMMARY)] == [None, 1, None, None, None, 1, 2]


@pytest.mark.nasty("n095")
def test_a_full_sheet_goes_on_in_a_second_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "ROWS_A_SHEET", 8)
    rows = [proposal(f"Ý {n}") for n in range(1, 6)]
    path = write(tmp_path / "a.xlsx", rows)
    book = load_workbook(path)
    more = [f"{SUMMARY} (2)", f"{SUMMARY} (3)", LISTING, f"{LISTING} (2)", STATISTICS]
    assert book.sheetnames == [SUMMARY, *more]
    listed = [row[8] for name in (LISTING, f"{LISTING} (2)") for row in read(path, name)]
    assert listed == ["Ý 1", "Ý 2", "Ý 3", "Ý 4", "Ý 5"]
    heading = "I. HẠ TẦNG, ĐIỆN, NƯỚC (05 ý kiến)"
    firsts = [read(path, name)[0][0] for name in book.sheetnames[:3]]
    assert firsts == [heading, f"{heading}, tiếp theo", f"{heading}, tiếp theo"]
    assert [book[name].auto_filter.ref for name in book.sheetnames[:3]] == [
        "A5:L8",
        "A5:L8",
        "A5:L7",
    ]


@pytest.mark.parametrize(
    ("rows", "topics"),
    [
        ([NAMELESS], [LIGHTS]),
        ([NAMELESS] * 3, [LIGHTS]),
        ([NAMELESS, LOAN, NAMELESS], [LIGHTS, LOANS]),
    ],
)
def test_a_workbook_never_contradicts_itself(
    tmp_path: Path, rows: list[Row], topics: list[TopicHead]
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("the last good one")
    with pytest.raises(ValueError, match="proposal"):
        write(path, rows, topics)
    assert path.read_text() == "the last good one"
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_begun_and_failed_leaves_no_words_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(ValueError, match="proposal"):
        write(tmp_path / "a.xlsx", [NAMELESS], [LIGHTS])
    assert list(tmp_path.iterdir()) == []


# --- people's words -------------------------------------------------------------------------------


def nasty() -> list[dict[str, str]]:
    lines = [json.loads(line) for line in NASTY.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line["kind"] == "workbook" and "text" in line]


@pytest.mark.parametrize("case", nasty(), ids=lambda case: f"{case['id']}: {case['expect'][:50]}")
def test_nasty_words_stay_words(tmp_path: Path, case: dict[str, str]) -> None:
    path = write(tmp_path / "a.xlsx", [proposal(case["text"], name=case["text"])])
    typed = case["text"].replace("\r", "\n")
    (row,) = read(path, LISTING)
    assert (row[8], row[3]) == (masked(typed), typed)
    sheet = load_workbook(path)[LISTING]
    cell = sheet["I6"]
    assert (cell.data_type, cell.quotePrefix, cell.hyperlink) == ("s", True, None)
    assert "<f>" not in sheets_xml(path)


def test_excel_escapes_are_doubled_once_in_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [proposal("_x000D_ và _x0041_")])
    assert "<t>_x005F_x000D_ v&#224; _x005F_x0041_</t>" in sheets_xml(path)


@pytest.mark.nasty("n091")
def test_a_text_of_one_unit_more_than_a_cell(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [proposal("á" * 32_768)])
    first, second = texts(path)
    assert str(first).removesuffix(MORE) + str(second) == "á" * 32_768


@pytest.mark.nasty("n093")
def test_characters_no_workbook_can_hold_are_replaced(tmp_path: Path) -> None:
    text = "".join(map(chr, range(0x20))) + "\ufffe\uffff\ud83d"
    path = write(tmp_path / "a.xlsx", [proposal(text, note=text, unit=text, source=text)])
    gone = "\ufffd"
    shown = gone * 9 + "\t\n" + gone * 2 + "\n" + gone * 18 + gone * 3
    row = read(path, LISTING)[0]
    assert [row[8], row[4], row[9], row[11]] == [shown] * 4


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(exclude_categories=()), min_size=1))
def test_any_text_comes_back_as_it_was_typed(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "a.xlsx", [proposal(text, name=text, unit=text, note=text)])
    row = read(path, LISTING)[0]
    expected = holdable(text)
    assert [row[8], row[3], row[4], row[11]] == [masked(expected), expected, expected, expected]


@pytest.mark.nasty("n075", "n083", "n085", "n087", "n089")
def test_libreoffice_shows_the_same_words(tmp_path: Path) -> None:
    office = program("libreoffice")
    words = [case["text"] for case in nasty()] + ["Đường hỏng", "a\nb", "👩‍👩‍👧‍👦 🇻🇳", '"x";,\ty']
    path = write(tmp_path / "a.xlsx", [proposal(text) for text in words])
    to = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    subprocess.run(
        [
            *[office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"],
            *["--convert-to", to, "--outdir", str(tmp_path / "out"), str(path)],
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (converted,) = (tmp_path / "out").iterdir()
    with converted.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[5:]
    assert [row[8] for row in rows] == [masked(holdable(text)) for text in words]
    assert {row[1] for row in rows} == {"QT-27-K7M2P"}


# --- small words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2027, 3, 15), "Tuần 11/2027 (15/03–21/03)"),
        (date(2027, 3, 21), "Tuần 11/2027 (15/03–21/03)"),
        (date(2027, 1, 1), "Tuần 53/2026 (28/12–03/01)"),
        (date(2027, 1, 4), "Tuần 01/2027 (04/01–10/01)"),
    ],
)
def test_weeks_are_those_of_iso(day: date, label: str) -> None:
    assert week_label(day) == label


def test_dates_are_written_as_in_official_papers() -> None:
    assert sheets.paper_date(date(2027, 3, 15)) == "15/3/2027"
    assert sheets.paper_date(date(2027, 2, 5)) == "05/02/2027"


def test_roman_numbers() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 44, 68)] == ["I", "IV", "IX", "XIV", "XLIV", "LXVIII"]

"""Workbooks for tests: written in one line, read back as Excel would show them."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

from openpyxl import load_workbook

from handlers.papers.workbook_out import Counts, Head, Row, TopicHead, write_workbook

INFRASTRUCTURE = TopicHead(4, "Hạ tầng, điện, nước", 0)
SUMMARY, LISTING, STATISTICS = "Tổng hợp theo nhóm", "Danh sách ý kiến", "Thống kê"
FIRST_ROW = 6

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def proposal(text: str = "Đèn đường hỏng", **other: object) -> Row:
    fields: dict[str, object] = {
        "receipt": "QT-27-K7M2P",
        "topic": INFRASTRUCTURE.id,
        "text": text,
        "name": None,
        "unit": "Khu phố 3",
        "day": date(2027, 3, 15),
        "source": "Trực tuyến",
        "late": False,
        "note": "",
    }
    return Row(**{**fields, **other})  # type: ignore[arg-type]


def head(total: int) -> Head:
    return Head(
        unit="Phường Quang Trung",
        theme="Thanh niên với chuyển đổi số",
        addressee="Chủ tịch UBND phường Quang Trung",
        dialogue_day=datetime(2027, 3, 26, 8),  # noqa: DTZ001 (local time, as on paper)
        as_of=datetime(2027, 3, 15, 7),  # noqa: DTZ001
        total=total,
    )


def write(
    path: Path,
    rows: Sequence[Row],
    topics: Sequence[TopicHead] | None = None,
    counts: Counts | None = None,
) -> Path:
    """All under one topic unless topics are given."""
    if topics is None:
        topics = [TopicHead(INFRASTRUCTURE.id, INFRASTRUCTURE.name, len(rows))]
    if counts is None:
        counts = Counts([(topic.name, topic.count) for topic in topics], [], [], [])
    asyncio.run(write_workbook(path, head(len(rows)), topics, _each(rows), counts))
    return path


async def _each(rows: Iterable[Row]) -> AsyncIterator[Row]:
    for row in rows:
        yield row


def read(path: Path, sheet: str, first: int = FIRST_ROW) -> list[list[object]]:
    """The rows under the header; texts as Excel shows them, with its escapes undone."""
    book = load_workbook(path)
    return [
        [_shown(value) for value in row]
        for row in book[sheet].iter_rows(min_row=first, values_only=True)
    ]


def texts(path: Path) -> list[object]:
    """The people's own words on the list, one a row."""
    return [row[8] for row in read(path, LISTING)]


def _shown(value: object) -> object:
    if not isinstance(value, str):
        return value
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)


def sheets_xml(path: Path) -> str:
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return "\n".join(archive.read(name).decode() for name in names)

"""The office's workbook: the proposals by topic, one by one, and counted.

One pass over the rows, and memory does not grow with them. No SQL, no config, no platform: the
caller decides which proposals, whose names and which branches may be shown. Only numbers that
lead to a person are covered here, because that is a matter of the paper, not of what is kept.
"""

from collections.abc import AsyncIterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from openpyxl.workbook import Workbook

from handlers.papers.cells import MORE, Value, holdable, pieces
from handlers.papers.heights import LINES_SHOWN, lines_of
from handlers.papers.masking import masked
from handlers.papers.rows import discard, empty_book, to_the_end
from handlers.papers.sheets import (
    CENTRED,
    DAY,
    LINKED,
    NUMBER,
    PLAIN,
    TITLE,
    TYPED,
    Column,
    Head,
    Sheet,
)
from handlers.papers.statistics import Counts, add_statistics

__all__ = ["Counts", "Head", "Row", "TopicHead", "week_label", "write_workbook"]

NEW_SHEET = "Mới trong tuần"
LATE = "Sau hạn"
IN_TIME = "Trong hạn"
TOO_TALL = "Dài, xem trọn trong ô"

SUMMARY = (
    Column("STT", 5, CENTRED),
    Column("Nhóm vấn đề", 14, TYPED),
    Column("Nội dung kiến nghị (tổng hợp)", 42, TYPED),
    Column("Số lượt ý kiến", 6.5, NUMBER),
    Column("Chi đoàn/đơn vị có ý kiến", 14, TYPED),
    Column("Địa điểm cụ thể", 11, PLAIN),
    Column("Thẩm quyền", 8, PLAIN),
    Column("Đơn vị trả lời", 11, PLAIN),
    Column("Nội dung trả lời", 18, PLAIN),
    Column("Thời hạn giải quyết", 10, PLAIN),
    Column("Tình trạng", 9, PLAIN),
    Column("Ghi chú", 11, TYPED),
)
LISTING = (
    Column("STT", 5, CENTRED),
    Column("Mã ý kiến", 13, TYPED),
    Column("Ngày nhận", 13, DAY),
    Column("Người kiến nghị", 14, TYPED),
    Column("Chi đoàn/đơn vị", 15, TYPED),
    Column("Độ tuổi", 6, PLAIN),
    Column("Lĩnh vực", 10, TYPED),
    Column("Nhóm vấn đề", 14, TYPED),
    Column("Nguyên văn", 48, TYPED),
    Column("Nguồn", 9, TYPED),
    Column("Trong hạn/Sau hạn", 9.5, CENTRED),
    Column("Ghi chú", 11, TYPED),
)
_ATTACHED = "Tệp kèm"
_UNANSWERED = (None,) * 6
_WORDS = 2
_COUNT = 3
_OWN_WORDS = 8


@dataclass(frozen=True, slots=True)
class TopicHead:
    """A group; only one with proposals gets a heading."""

    id: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal as the office may see it.

    `name` only where it was given. `day` is the day itself for a named proposal and the Monday of
    its week for a name-less one, of which the sheet shows the week.
    """

    receipt: str
    topic: int
    text: str
    name: str | None
    unit: str
    day: date
    source: str
    late: bool
    note: str
    files: tuple[str, ...] = ()
    """Addresses of ours; what people typed never becomes a link."""
    is_new: bool = False
    about_name: str = ""
    """Whether the name may be shown in public, and what is to be known of its bearer's age."""


async def write_workbook(
    path: Path,
    head: Head,
    topics: Sequence[TopicHead],
    rows: AsyncIterable[Row],
    counts: Counts,
    *,
    most_files: int = 0,
    with_new: bool = False,
) -> None:
    """Write the three sheets to `path`; what stood there is replaced only by a finished file.

    `with_new` adds a fourth one that lists the rows which are new.

    `rows` come grouped by topic in the order of `topics`, as many as their counts say: headings
    are written before their rows, so a workbook that would contradict itself raises ValueError.
    """
    pages = _Pages(head, topics, most_files, with_new=with_new)
    try:
        async for row in rows:
            pages.add(row)
        pages.finish(counts)
    except BaseException:
        pages.discard()
        raise
    pages.save(path)


@lru_cache(maxsize=100)
def week_label(day: date) -> str:
    """«Tuần 11/2027 (15/03–21/03)»: the ISO week of a day."""
    week = day.isocalendar()
    monday = day - timedelta(days=week.weekday - 1)
    sunday = monday + timedelta(days=6)
    return f"Tuần {week.week:02}/{week.year} ({monday:%d/%m}–{sunday:%d/%m})"


class _Pages:
    """The sheets while they are being written."""

    def __init__(
        self, head: Head, topics: Sequence[TopicHead], most_files: int, *, with_new: bool
    ) -> None:
        self._head = head
        self._most_files = most_files
        self._book = _new_book(head)
        self._summary = Sheet(self._book, "Tổng hợp theo nhóm", head, SUMMARY)
        columns = _listing(most_files)
        self._listing = Sheet(self._book, "Danh sách ý kiến", head, columns)
        self._new = Sheet(self._book, NEW_SHEET, head, columns) if with_new else None
        self._new_seen = 0
        self._waiting = iter([topic for topic in topics if topic.count])
        self._topic = TopicHead(0, "", 0)
        self._group = 0
        self._in_group = 0
        self._seen = 0

    def add(self, row: Row) -> None:
        if self._in_group == self._topic.count:
            self._next_group()
        if row.topic != self._topic.id:
            raise ValueError(f"proposal {row.receipt} stands outside its topic's group")
        self._in_group += 1
        self._seen += 1
        parts = pieces(masked(holdable(row.text)))
        self._summarise(row, parts)
        self._list(self._listing, self._seen, row, parts)
        if row.is_new and self._new is not None:
            self._new_seen += 1
            self._list(self._new, self._new_seen, row, parts)

    def finish(self, counts: Counts) -> None:
        if self._in_group != self._topic.count or next(self._waiting, None):
            raise ValueError("a topic has fewer proposals than its count says")
        if self._seen != self._head.total:
            raise ValueError(f"{self._seen} proposals, but the head says {self._head.total}")
        if not self._seen:
            self._summary.band("Chưa có ý kiến nào.")
            self._listing.band("Chưa có ý kiến nào.")
        self._summary.band("TỔNG CỘNG", [(_COUNT, self._seen)])
        self._summary.close(rows_below=1)
        self._listing.close()
        add_statistics(self._book, self._head, counts)
        if self._new is not None:
            self._new.close()
            to_the_end(self._book, NEW_SHEET)

    def save(self, path: Path) -> None:
        unfinished = path.with_name(path.name + ".part")
        try:
            self._book.save(unfinished)
            unfinished.replace(path)
        except BaseException:
            self.discard()
            raise
        finally:
            unfinished.unlink(missing_ok=True)

    def discard(self) -> None:
        """Remove the openpyxl files people's words already went to; it would keep them until exit."""
        discard(self._book)

    def _next_group(self) -> None:
        topic = next(self._waiting, None)
        if topic is None:
            raise ValueError("more proposals than the topics' counts say")
        self._topic = topic
        self._group += 1
        self._in_group = 0
        self._summary.turn_if_full()
        self._summary.band(self._heading())

    def _heading(self) -> str:
        count = f"{self._topic.count:02} ý kiến"
        return f"{roman(self._group)}. {self._topic.name.upper()} ({count})"

    def _summarise(self, row: Row, parts: Sequence[str]) -> None:
        for part in _parts(row, parts, SUMMARY[_WORDS].width):
            if self._summary.turn_if_full():
                self._summary.band(f"{self._heading()}, tiếp theo")
            first = part.number == 1
            self._summary.row(
                (
                    self._in_group if first else None,
                    self._topic.name,
                    part.text,
                    1 if first else None,
                    row.unit,
                    *_UNANSWERED,
                    part.note,
                )
            )

    def _list(self, sheet: Sheet, number: int, row: Row, parts: Sequence[str]) -> None:
        day: Value = week_label(row.day) if row.name is None else row.day
        for part in _parts(row, parts, LISTING[_OWN_WORDS].width):
            sheet.turn_if_full()
            labels = _labels(row) if part.number == 1 else []
            about = row.about_name if part.number == 1 else ""
            sheet.row(
                (
                    number if part.number == 1 else None,
                    row.receipt,
                    day,
                    row.name,
                    row.unit,
                    None,
                    # A topic is called «Hạ tầng, điện, nước»: its first words are the field.
                    self._topic.name.split(",")[0],
                    self._topic.name,
                    part.text,
                    row.source,
                    LATE if row.late else IN_TIME,
                    "; ".join(filter(None, (about, part.note))),
                    *labels,
                    *[None] * (self._most_files - len(labels)),
                )
            )
            if labels:
                sheet.links(len(LISTING), row.files)


def _listing(most_files: int) -> Sequence[Column]:
    """A cell can hold one link: as many columns as the proposal with the most files needs."""
    titles = [_ATTACHED, *(f"{_ATTACHED} {number}" for number in range(2, most_files + 1))]
    return (*LISTING, *(Column(title, 8, LINKED) for title in titles[:most_files]))


def _labels(row: Row) -> list[str]:
    return [f"Tệp {number}" for number in range(1, len(row.files) + 1)]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one row shows of a proposal."""

    number: int
    text: str
    note: str


def _parts(row: Row, parts: Sequence[str], width: float) -> Iterator[_Part]:
    for number, text in enumerate(parts, 1):
        notes = [row.note] if row.note and number == 1 else []
        if number > 1:
            notes.append(f"Tiếp theo {row.receipt} (phần {number}/{len(parts)})")
        if lines_of(text, width) > LINES_SHOWN:
            notes.append(TOO_TALL)
        mark = MORE if number < len(parts) else ""
        yield _Part(number, text + mark, "; ".join(notes))


def _new_book(head: Head) -> Workbook:
    book = empty_book()
    book.properties.creator = holdable(head.unit)
    book.properties.title = TITLE
    return book


def roman(number: int) -> str:
    """1 → I, 4 → IV; groups are few, so there is no upper end."""
    digits = [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    shown = ""
    for value, letters in digits:
        shown += letters * (number // value)
        number %= value
    return shown

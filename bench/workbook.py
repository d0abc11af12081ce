"""How long the office's workbook takes, beside a bare openpyxl loop over the same cells.

    python -m bench.workbook [rows]

Both write the same values to two write-only sheets, each in a process of its own so that the
peak of memory is its alone. The bare loop sets no styles, checks and masks nothing.
"""

import asyncio
import importlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from bench.figures import Figure, machine, show

_NEEDS = {"bare": "openpyxl", "ours": "handlers.papers.workbook_out"}
_TOPICS = 14
_TEXTS = (
    "Đoạn đường từ cổng nhà văn hoá khu phố 5 ra chợ buổi tối tối om, đèn hỏng cả tháng nay chưa thấy ai sửa, mong phường cho thay đèn sớm ạ.",
    "duong vao khu pho 5 toi qua, den duong hong het roi ma k ai sua",
    "Em muốn vay vốn Ngân hàng Chính sách để mở tiệm sửa xe nhưng không có tài sản thế chấp. Phường với Đoàn có thể tín chấp cho thanh niên vay khoảng 100 triệu không ạ?",
    "Nhà văn hoá khoá cửa suốt, muốn mượn sân đá bóng thì gọi 0912 345 678 mà không ai nghe máy.",
    "mo lop tieng anh giao tiep mien phi buoi toi o nha van hoa di a",
)
_UNITS = ("Chi đoàn khu phố 3", "Phường Quang Trung", "Chi đoàn Trường THPT Lê Hồng Phong")
_SOURCES = ("Trực tuyến", "Phiếu", "Telegram")


def bare(path: Path, rows: int) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    summary = book.create_sheet("Tổng hợp theo nhóm")
    listing = book.create_sheet("Danh sách ý kiến")
    for first, second in _cells(rows):
        summary.append(first)
        listing.append(second)
    book.save(path)


def _cells(rows: int) -> Iterator[tuple[list[object], list[object]]]:
    for n in range(rows):
        topic, text, unit = _topic(n * _TOPICS // rows), _text(n), _UNITS[n % 3]
        # An empty string becomes an empty cell of the file, as an empty cell with a border does.
        known = [n + 1, _receipt(n), "Tuần 09/2027 (01/03–07/03)", "", unit, "", topic, topic]
        yield (
            [n + 1, topic, text, 1, unit, "", "", "", "", "", "", ""],
            [*known, text, _SOURCES[n % 3], "Trong hạn", ""],
        )


def ours(path: Path, rows: int) -> None:
    from handlers.papers.workbook_out import Counts, Head, Row, TopicHead, write_workbook

    async def proposals() -> AsyncIterator[Row]:
        for n in range(rows):
            name = "Nguyễn Thị Lan" if n % 10 == 0 else None
            day = date(2027, 3, 1) + timedelta(days=7 * (n % 3))
            source = _SOURCES[n % 3]
            group = n * _TOPICS // rows
            yield Row(_receipt(n), group, _text(n), name, _UNITS[n % 3], day, source, False, "")

    sizes = [0] * _TOPICS
    for n in range(rows):
        sizes[n * _TOPICS // rows] += 1
    topics = [TopicHead(n, _topic(n), size) for n, size in enumerate(sizes)]
    day = datetime(2027, 3, 26, 8)  # noqa: DTZ001 (local time, as on paper)
    head = Head("Phường Quang Trung", "Chuyển đổi số", "Chủ tịch UBND phường", day, day, rows)
    counts = Counts([(t.name, t.count) for t in topics], [], [], [])
    asyncio.run(write_workbook(path, head, topics, proposals(), counts))


def _topic(n: int) -> str:
    return f"Nhóm vấn đề thứ {n + 1}, hạ tầng"


def _text(n: int) -> str:
    return f"{_TEXTS[n % len(_TEXTS)]} ({n})"


def _receipt(n: int) -> str:
    return f"QT-27-{n:06}"


def _child(what: str, rows: int) -> None:
    """Do one thing and say what it took, as JSON on standard output."""
    if what in _NEEDS:
        importlib.import_module(_NEEDS[what])
    began, cpu = time.perf_counter(), time.process_time()
    size = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "workbook.xlsx")
        if what != "empty":
            {"bare": bare, "ours": ours}[what](path, rows)
            size = path.stat().st_size
    taken, used = time.perf_counter() - began, time.process_time() - cpu
    # Not ru_maxrss: a child inherits that of the process that started it.
    status = Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(json.dumps({"seconds": taken, "cpu": used, "peak": peak, "size": size / 1024**2}))


def _measured(what: str, rows: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.workbook", "--child", what, str(rows)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure(rows: int) -> list[Figure]:
    """Ours beside the bare loop. On a busy machine the clock on the wall measures the neighbours,
    so the ratio is of processor time."""
    found = {what: _measured(what, rows) for what in ("empty", "bare", "ours")}
    bare_, ours_ = found["bare"], found["ours"]
    over = ours_["peak"] - found["empty"]["peak"]
    return [
        Figure("bare openpyxl loop over the same cells", bare_["cpu"], "s CPU"),
        Figure("the workbook", ours_["cpu"], "s CPU"),
        Figure("the workbook / the bare loop", ours_["cpu"] / bare_["cpu"], "×", at_most=1.3),
        Figure("memory over an empty process", over, "MB", at_most=100),
        Figure("size of the file", ours_["size"], "MB"),
    ]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2], int(sys.argv[3]))
    else:
        proposals = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
        print(machine())
        show(f"Workbook of {proposals:,} proposals", measure(proposals))

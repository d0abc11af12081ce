"""The calendar file says the cutoff and the day right, in lines that every calendar can read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.papers.calendar import LONGEST_LINE, calendar, escaped, folded, name
from storage.programme import Dialogue
from tests.house import ZONE

AT = datetime(2027, 3, 31, 14, 0, tzinfo=ZONE)
CUTOFF = datetime(2027, 3, 24, 23, 59, 59, tzinfo=ZONE)
NOW = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)
DIALOGUE = Dialogue(
    id=3,
    unit=2,
    theme="Việc làm; nhà ở, học nghề",
    at=AT,
    cutoff=CUTOFF,
    place="Nhà văn hoá",
    state="open",
)
WHOLE = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//doithoai//doithoai//VI
BEGIN:VEVENT
UID:cutoff-3@doithoai.example
DTSTAMP:20270301T020000Z
SEQUENCE:0
STATUS:CONFIRMED
DTSTART:20270324T165959Z
SUMMARY:Hết hạn gửi ý kiến tới Chủ tịch UBND phường Quang Trung
DESCRIPTION:«Việc làm\\; nhà ở\\, học nghề»\\, đối thoại Thứ Tư\\, 31/03/2027. Hạn gửi ý kiến: 23:59 \
Thứ Tư\\, 24/03/2027.
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-P1D
DESCRIPTION:Hết hạn gửi ý kiến tới Chủ tịch UBND phường Quang Trung
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:dialogue-3@doithoai.example
DTSTAMP:20270301T020000Z
SEQUENCE:0
STATUS:CONFIRMED
DTSTART:20270331T070000Z
SUMMARY:Đối thoại với Chủ tịch UBND phường Quang Trung
DESCRIPTION:«Việc làm\\; nhà ở\\, học nghề»\\, đối thoại Thứ Tư\\, 31/03/2027. Hạn gửi ý kiến: 23:59 \
Thứ Tư\\, 24/03/2027.
LOCATION:Nhà văn hoá
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-P1D
DESCRIPTION:Đối thoại với Chủ tịch UBND phường Quang Trung
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def made(dialogue: Dialogue = DIALOGUE, language: str = "vi", now: datetime = NOW) -> bytes:
    return calendar(
        dialogue,
        "Phường Quang Trung",
        host="doithoai.example",
        language=language,
        now=now,
        zone=ZONE,
    )


def unfolded(file: bytes) -> str:
    """The file as a calendar reads it (RFC 5545, 3.1)."""
    return file.replace(b"\r\n ", b"").decode().replace("\r\n", "\n")


def values(file: bytes, key: str) -> list[str]:
    return [
        line.partition(":")[2] for line in unfolded(file).splitlines() if line.startswith(f"{key}:")
    ]


def test_all_of_it() -> None:
    assert unfolded(made()) == WHOLE


def test_every_line_ends_rightly_and_is_short_enough() -> None:
    lines = made().split(b"\r\n")
    assert lines.pop() == b""
    assert [line for line in lines if len(line) > LONGEST_LINE or b"\n" in line] == []
    for line in lines:
        line.decode()


def test_moved_it_is_the_same_event_in_a_newer_version() -> None:
    moved = replace(DIALOGUE, at=AT + timedelta(days=7), moves=2)
    assert values(made(moved), "UID") == values(made(), "UID")
    assert values(made(moved), "SEQUENCE") == ["2", "2"]
    assert values(made(moved), "DTSTART") == ["20270324T165959Z", "20270407T070000Z"]


def test_called_off_it_says_so() -> None:
    off = replace(DIALOGUE, state="cancelled")
    assert values(made(off), "STATUS") == ["CANCELLED", "CANCELLED"]
    assert values(made(off), "SEQUENCE") == ["1", "1"]


def test_a_cutoff_that_has_passed_is_left_out() -> None:
    assert values(made(now=CUTOFF), "UID") == ["dialogue-3@doithoai.example"]


def test_without_a_place_there_is_none() -> None:
    assert values(made(replace(DIALOGUE, place="")), "LOCATION") == []


def test_in_english() -> None:
    assert values(made(language="en"), "SUMMARY") == [
        "Opinions for the dialogue of Chairperson of phường Quang Trung close",
        "Dialogue of Chairperson of phường Quang Trung",
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a;b,c\\d", "a\\;b\\,c\\\\d"),
        ("one\ntwo", "one\\ntwo"),
        ("one\r\nBEGIN:VEVENT\r\n", "one\\nBEGIN:VEVENT\\n"),
        ("\x00\u2028 x", " x"),
    ],
)
def test_a_text_cannot_end_its_line(text: str, kept: str) -> None:
    assert escaped(text) == kept


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=400))
def test_folding_tears_no_letter_and_loses_none(text: str) -> None:
    line = folded(text)
    parts = line.removesuffix(b"\r\n").split(b"\r\n")
    assert max(len(part) for part in parts) <= LONGEST_LINE
    assert b"".join([parts[0], *(part.removeprefix(b" ") for part in parts[1:])]).decode() == text


def test_its_name_says_whose_and_when() -> None:
    assert name("QT", DIALOGUE, ZONE) == "doi-thoai-QT-2027-03-31.ics"

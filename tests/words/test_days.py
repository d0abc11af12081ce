"""The day of the dialogue and the hours before the cutoff, as they are said."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.words.days import day, iso_week, left, moment

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BERLIN = ZoneInfo("Europe/Berlin")

DAYS = [
    (date(2027, 3, 18), "Thứ Năm, 18/03/2027", "Thursday, 18/03/2027"),
    (date(2027, 3, 15), "Thứ Hai, 15/03/2027", "Monday, 15/03/2027"),
    (date(2027, 3, 16), "Thứ Ba, 16/03/2027", "Tuesday, 16/03/2027"),
    (date(2027, 3, 17), "Thứ Tư, 17/03/2027", "Wednesday, 17/03/2027"),
    (date(2028, 2, 29), "Thứ Ba, 29/02/2028", "Tuesday, 29/02/2028"),
    (date(2027, 1, 1), "Thứ Sáu, 01/01/2027", "Friday, 01/01/2027"),
    (date(2027, 3, 20), "Thứ Bảy, 20/03/2027", "Saturday, 20/03/2027"),
    (date(2027, 3, 21), "Chủ Nhật, 21/03/2027", "Sunday, 21/03/2027"),
]


@pytest.mark.parametrize(("when", "vi", "en"), DAYS)
def test_a_day(when: date, vi: str, en: str) -> None:
    assert (day(when, "vi"), day(when, "en")) == (vi, en)


def test_the_cutoff_is_said_in_the_zone_given() -> None:
    cutoff = datetime(2027, 3, 18, 16, 59, 59, tzinfo=UTC)
    assert moment(cutoff.astimezone(HANOI), "vi") == "23:59 Thứ Năm, 18/03/2027"
    assert moment(cutoff.astimezone(HANOI), "en") == "23:59 Thursday, 18/03/2027"
    assert moment(cutoff, "vi") == "16:59 Thứ Năm, 18/03/2027"


CUTOFF = datetime(2027, 3, 18, 23, 59, 59, tzinfo=HANOI)

LEFT = [
    ((3, 11, 0, 0, 0), "còn 7 ngày", "7 days left"),
    ((3, 11, 23, 59, 59), "còn 7 ngày", "7 days left"),
    ((3, 16, 20, 0, 0), "còn 2 ngày", "2 days left"),
    ((3, 17, 0, 0, 0), "còn 1 ngày", "1 day left"),
    ((3, 17, 23, 59, 59), "còn 1 ngày", "1 day left"),
    ((3, 18, 0, 0, 0), "còn 23 giờ", "23 hours left"),
    ((3, 18, 20, 59, 59), "còn 3 giờ", "3 hours left"),
    ((3, 18, 20, 59, 58), "còn 3 giờ", "3 hours left"),
    ((3, 18, 21, 0, 0), "còn 2 giờ", "2 hours left"),
    ((3, 18, 22, 59, 59), "còn 1 giờ", "1 hour left"),
    ((3, 18, 23, 0, 0), "còn 59 phút", "59 minutes left"),
    ((3, 18, 23, 39, 59), "còn 20 phút", "20 minutes left"),
    ((3, 18, 23, 58, 59), "còn 1 phút", "1 minute left"),
    ((3, 18, 23, 59, 0), "còn chưa đầy 1 phút", "less than a minute left"),
    ((3, 18, 23, 59, 59), "còn chưa đầy 1 phút", "less than a minute left"),
    ((3, 19, 0, 0, 0), "đã hết hạn", "the deadline has passed"),
    ((4, 1, 0, 0, 0), "đã hết hạn", "the deadline has passed"),
]


@pytest.mark.parametrize(("clock", "vi", "en"), LEFT)
def test_how_long_is_left(clock: tuple[int, int, int, int, int], vi: str, en: str) -> None:
    month, of_month, hour, minute, second = clock
    now = datetime(2027, month, of_month, hour, minute, second, tzinfo=HANOI).astimezone(UTC)
    assert (left(now, CUTOFF, "vi"), left(now, CUTOFF, "en")) == (vi, en)


def test_tomorrow_morning_is_hours_away_not_a_day() -> None:
    tonight = datetime(2027, 3, 17, 22, 0, tzinfo=HANOI)
    assert left(tonight, datetime(2027, 3, 18, 10, 0, tzinfo=HANOI), "vi") == "còn 12 giờ"


def test_days_are_those_of_the_people_not_of_the_server() -> None:
    now = datetime(2027, 3, 16, 18, 0, tzinfo=UTC)
    until = datetime(2027, 3, 18, 16, 0, tzinfo=UTC)
    assert left(now, until.astimezone(HANOI), "vi") == "còn 1 ngày"
    assert left(now, until, "vi") == "còn 2 ngày"


def test_hours_are_counted_over_a_change_of_the_clock() -> None:
    saturday = datetime(2027, 3, 27, 23, 0, tzinfo=BERLIN)
    assert left(saturday, datetime(2027, 3, 28, 8, 0, tzinfo=BERLIN), "vi") == "còn 8 giờ"


def test_a_night_of_more_than_24_hours_is_still_a_day() -> None:
    first = datetime(2027, 10, 31, 0, 0, tzinfo=BERLIN)
    last = datetime(2027, 10, 31, 23, 59, tzinfo=BERLIN)
    assert left(first, last, "vi") == "còn 24 giờ"


def test_an_instant_without_a_zone_is_an_error() -> None:
    naive = datetime(2027, 3, 18)  # noqa: DTZ001 - the mistake that is to be caught
    with pytest.raises(ValueError, match="2027-03-18T00:00:00 has none"):
        moment(naive, "vi")


@pytest.mark.parametrize(
    ("when", "week"),
    [
        (date(2027, 3, 18), "2027-W11"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2024, 12, 30), "2025-W01"),
    ],
)
def test_the_week_of_a_day(when: date, week: str) -> None:
    assert iso_week(when) == week

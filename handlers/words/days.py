"""Days and hours as the bot says them: «Thứ Năm, 18/03/2027», «23:59 Thứ Năm, 18/03/2027».

Everything comes in: the instants, already in the people's zone, and the language. No zone is
assumed and no clock read.
Weekdays are written here, not taken from a locale, so that they read the same on every machine.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Literal

Language = Literal["vi", "en"]

_WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_LESS_THAN_A_MINUTE: dict[Language, str] = {
    "vi": "còn chưa đầy 1 phút",
    "en": "less than a minute left",
}
_OVER: dict[Language, str] = {"vi": "đã hết hạn", "en": "the deadline has passed"}
_UNITS = {"day": "ngày", "hour": "giờ", "minute": "phút"}

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def day(when: date, lang: Language) -> str:
    """A day with its weekday."""
    return f"{_WEEKDAYS[lang][when.weekday()]}, {when.day:02}/{when.month:02}/{when.year}"


def moment(when: datetime, lang: Language) -> str:
    """Hour and day by the instant's own zone, the hour in 24."""
    _must_be_aware(when)
    return f"{when.hour:02}:{when.minute:02} {day(when.date(), lang)}"


def left(now: datetime, until: datetime, lang: Language) -> str:
    """How long until then: calendar days in the zone of `until`, below 24 hours whole hours, then
    minutes.

    Always rounded down, so that nobody is promised time that is not there. The instant itself is
    still in time.
    """
    _must_be_aware(now, until)
    # By UTC: two instants of one zone are subtracted by the wall clock, wrong over its change.
    rest = until.astimezone(UTC) - now.astimezone(UTC)
    days = (until.date() - now.astimezone(until.tzinfo).date()).days
    if rest < timedelta(0):
        return _OVER[lang]
    if rest >= _DAY and days > 0:
        return _so_many(days, "day", lang)
    if rest >= _HOUR:
        return _so_many(rest // _HOUR, "hour", lang)
    if rest >= _MINUTE:
        return _so_many(rest // _MINUTE, "minute", lang)
    return _LESS_THAN_A_MINUTE[lang]


def iso_week(when: date) -> str:
    """The week as ISO 8601 counts it, such as 2027-W11; its year is not always the day's year."""
    year, week, _ = when.isocalendar()
    return f"{year}-W{week:02}"


def _so_many(number: int, unit: str, lang: Language) -> str:
    if lang == "vi":
        return f"còn {number} {_UNITS[unit]}"
    return f"{number} {unit}{'' if number == 1 else 's'} left"


def _must_be_aware(*instants: datetime) -> None:
    for instant in instants:
        if instant.tzinfo is None:
            raise ValueError(f"an instant needs a zone: {instant.isoformat()} has none")

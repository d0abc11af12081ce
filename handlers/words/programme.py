"""Names of the programme inside a sentence, and its instants as a person reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.words import days
from handlers.words.catalogue import Words, _

_KINDS = ("Phường", "Tỉnh", "Xã", "Thành phố", "Khu phố", "Thôn", "Chi đoàn", "Trường", "Đoàn")


def inside(name: str) -> str:
    """A unit's name in the middle of a sentence: «phường Quang Trung», not «Phường …»."""
    kind = next((kind for kind in _KINDS if name.startswith(f"{kind} ")), None)
    return name[0].lower() + name[1:] if kind else name


def chairperson(name: str) -> Words:
    """Who answers in a dialogue of this unit."""
    return _("Chairperson of {unit}").fill(unit=inside(name))


def day(instant: datetime, zone: ZoneInfo) -> Callable[[str], str]:
    """«Thứ Năm, 18/03/2027», in whichever language is spoken."""
    local = instant.astimezone(zone)
    return lambda language: days.day(local.date(), _language(language))


def moment(instant: datetime, zone: ZoneInfo) -> Callable[[str], str]:
    """«23:59 Thứ Năm, 18/03/2027»."""
    local = instant.astimezone(zone)
    return lambda language: days.moment(local, _language(language))


def left(now: datetime, until: datetime, zone: ZoneInfo) -> Callable[[str], str]:
    """«còn 7 ngày»."""
    return lambda language: days.left(
        now.astimezone(zone), until.astimezone(zone), _language(language)
    )


def _language(code: str) -> days.Language:
    return "en" if code == "en" else "vi"

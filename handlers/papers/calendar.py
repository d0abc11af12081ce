"""A dialogue for somebody's own calendar: the cutoff and the meeting, each with an alarm a day before.

Made by hand after RFC 5545, since it is two events of ten lines: CRLF, lines folded at 75 octets
(3.1), text escaped (3.3.11), instants in UTC so that no zone has to come along (3.3.5). Only what
is public: theme, day, place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from handlers.words.catalogue import _
from handlers.words.programme import chairperson, day, moment
from storage.programme import Dialogue

MEDIA_TYPE = "text/calendar; charset=utf-8"
LONGEST_LINE = 75
"""Octets, without the end of the line."""
MEETING = _("Dialogue of {chairperson}")
CLOSES = _("Opinions for the dialogue of {chairperson} close")
ABOUT = _("“{theme}”, dialogue on {day}. Opinions are taken until {cutoff}.")


@dataclass(frozen=True, slots=True)
class _Event:
    """One event; `uid` stays the same when it is fetched again, so that it takes its own place."""

    uid: str
    at: datetime
    summary: str
    description: str
    place: str


def calendar(
    dialogue: Dialogue, unit: str, *, host: str, language: str, now: datetime, zone: ZoneInfo
) -> bytes:
    """The file. `unit` is whose dialogue it is; `host` makes its events the only ones so named."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//doithoai//doithoai//VI"]
    for event in _events(dialogue, unit, host, language, zone):
        if event.at > now:
            lines += _lines(event, dialogue, now)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def name(unit: str, dialogue: Dialogue, zone: ZoneInfo) -> str:
    """The name it is kept under."""
    return f"doi-thoai-{unit}-{dialogue.at.astimezone(zone):%Y-%m-%d}.ics"


def _events(
    dialogue: Dialogue, unit: str, host: str, language: str, zone: ZoneInfo
) -> Iterator[_Event]:
    whose = chairperson(unit)
    about = ABOUT.fill(
        theme=dialogue.theme,
        day=day(dialogue.at, zone),
        cutoff=moment(dialogue.cutoff, zone),
    ).say(language)
    closes = CLOSES.fill(chairperson=whose).say(language)
    meeting = MEETING.fill(chairperson=whose).say(language)
    yield _Event(f"cutoff-{dialogue.id}@{host}", dialogue.cutoff, closes, about, "")
    yield _Event(f"dialogue-{dialogue.id}@{host}", dialogue.at, meeting, about, dialogue.place)


def _lines(event: _Event, dialogue: Dialogue, now: datetime) -> Iterator[str]:
    is_off = dialogue.state == "cancelled"
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_instant(now)}"
    # A calendar that has an older one takes the higher number for the newer.
    yield f"SEQUENCE:{dialogue.moves + int(is_off)}"
    yield f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}"
    yield f"DTSTART:{_instant(event.at)}"
    yield f"SUMMARY:{escaped(event.summary)}"
    yield f"DESCRIPTION:{escaped(event.description)}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P1D")
    yield f"DESCRIPTION:{escaped(event.summary)}"
    yield from ("END:VALARM", "END:VEVENT")


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A text as a value: nothing in it ends the value or the line, or begins another."""
    kept = "".join(letter for letter in text if letter == "\n" or letter.isprintable())
    for letter in "\\;,":
        kept = kept.replace(letter, f"\\{letter}")
    return kept.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A line with its end; what is too long goes on in lines that begin with a blank, and no
    letter is torn apart."""
    kept, length = bytearray(), 0
    for letter in line:
        octets = letter.encode()
        if length + len(octets) > LONGEST_LINE:
            kept += b"\r\n "
            length = 1
        kept += octets
        length += len(octets)
    return bytes(kept) + b"\r\n"

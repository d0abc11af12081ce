"""How single values of the configuration are read: a text or number in, something typed out.

Each function takes what the file or the environment holds and raises ValueError for what it cannot
read; the words for that stand beside the key, in `config.py`.
"""

import ipaddress
import math
import re
from datetime import date, time, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

SQLITE = "sqlite+aiosqlite:///"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MODES = ("poll", "webhook")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
SHORTEST_SECRET = 32


class Secret(str):
    """A text that its repr does not show. Writing it out is still possible, and meant to be."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'(hidden)'" if self else "''"


class Quiet(NamedTuple):
    """The hours of a day, often across midnight, in which nothing is sent unasked."""

    start: time
    end: time


def folder(text: str) -> Path:
    if not text.strip() or "\0" in text:
        raise ValueError
    return Path(text)


def folder_or_none(text: str) -> str:
    return str(folder(text)) if text else ""


def log_level(text: str) -> str:
    if text.upper() not in LEVELS:
        raise ValueError
    return text.upper()


def zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (KeyError, OSError) as error:
        raise ValueError from error


def _web_address(text: str) -> SplitResult:
    parts = urlsplit(text)
    _ = parts.port  # reading it is what finds a wrong one
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", text):
        raise ValueError
    return parts


def public_url(text: str) -> str:
    if text and (parts := _web_address(text)):
        if parts.path.strip("/") or parts.query or parts.fragment or parts.username is not None:
            raise ValueError
        return f"{parts.scheme}://{parts.netloc}"
    return ""


def takes_webhooks(public_url: str) -> bool:
    """Whether a platform can post there: TLS, or nothing but this machine, for a try."""
    parts = urlsplit(public_url)
    return parts.scheme == "https" or _is_here(parts.hostname or "")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def mode(text: str) -> str:
    if text.lower() not in MODES:
        raise ValueError
    return text.lower()


def webhook_secret(text: str) -> Secret:
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", text):
        raise ValueError
    return Secret(text)


def api_base(text: str) -> str:
    parts = _web_address(text)
    if parts.query or parts.fragment or parts.path.rstrip("/").endswith("/bot"):
        raise ValueError
    return text.rstrip("/")


def proxy(text: str) -> Secret:
    if text:
        _web_address(text)
    return Secret(text)


def secret(text: str) -> Secret:
    if 0 < len(text) < SHORTEST_SECRET:
        raise ValueError
    return Secret(text)


def database_url(text: str) -> str:
    name = text.removeprefix(SQLITE)
    if text and (name == text or not name or ":memory:" in name or "?" in name or "\0" in name):
        raise ValueError
    return text


def host(text: str) -> str:
    if not re.fullmatch(r"[\w.:-]+", text):
        raise ValueError
    return text


def token(text: str) -> Secret:
    if text and not re.fullmatch(r"[0-9]+:[^\s/]+", text):
        raise ValueError
    return Secret(text)


def number(number: float) -> float:
    if not math.isfinite(number):  # TOML knows `nan`, which no limit holds back
        raise ValueError
    return number


def _offset(text: str) -> timedelta:
    match = re.fullmatch(r"([1-9][0-9]{0,4})([dhms])", text.strip())
    if match is None:
        raise ValueError
    return timedelta(**{UNITS[match[2]]: int(match[1])})


def offsets(texts: tuple[str, ...]) -> tuple[timedelta, ...]:
    return tuple(sorted({_offset(text) for text in texts}, reverse=True))


def clock_time(text: str) -> time:
    if not re.fullmatch(r"[0-9]{1,2}:[0-9]{2}", text):
        raise ValueError
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def clock_time_or_never(text: str) -> time | None:
    return clock_time(text) if text else None


def quiet(text: str) -> Quiet | None:
    if not text:
        return None
    start, _, end = text.partition("-")
    quiet = Quiet(clock_time(start.strip()), clock_time(end.strip()))
    if quiet.start == quiet.end:
        raise ValueError
    return quiet


def day(text: str) -> int:
    return DAYS.index(text.lower())


def as_it_is(value: object) -> object:
    return value


def holidays(texts: tuple[str, ...]) -> frozenset[str]:
    """Days of every year, «09-02», and of one, «2027-02-08»."""
    for text in texts:
        # A leap year, so that the 29th of February is one.
        date.fromisoformat(text if len(text) == len("2027-02-08") else f"2028-{text}")
    return frozenset(texts)

"""What `check` looks at outside of the database: the machine that a run is to live on."""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import available_timezones

from bot.config import Config
from bot.pulse import LEAST_FREE, LEAST_SHARE

SLOWEST = 0.050
"""Seconds of a write: with more, a round and so every reply waits visibly."""
WRITES = 5
APART = 5.0
"""Seconds between two clocks that are no longer a matter of rounding."""
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
"""A clock that shows less has never been set."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `next` is what to do where it is not as it should be."""

    what: str
    next: str = ""

    def __str__(self) -> str:
        return f"not ok {self.what}: {self.next}" if self.next else f"ok {self.what}"


def zones(config: Config) -> Finding:
    """Zone data; on a machine without it even the default cannot be read."""
    if not available_timezones():
        return Finding("time zones", "install the package tzdata")
    return Finding(f"time zone {config.app.zone.key}")


def clock(now: datetime, last_event: datetime | None) -> Finding:
    """Neither before this program was written nor before the last thing that came."""
    what = f"clock ({now:%Y-%m-%d %H:%M} UTC)"
    if now < WRITTEN:
        return Finding(what, "set the machine's clock")
    if last_event is not None and now < last_event - timedelta(seconds=APART):
        return Finding(
            what, f"the last event came at {last_event:%Y-%m-%d %H:%M} UTC; set the machine's clock"
        )
    return Finding(what)


def folder(path: Path) -> Iterator[Finding]:
    """The data folder: writable as it is, or where it would be made; it is not made here."""
    there = next(each for each in (path, *path.parents) if each.exists())
    what = f"data folder {path}"
    if not there.is_dir():
        yield Finding(what, f"{there} is a file; name another in app.data_dir")
        return
    if not os.access(there, os.W_OK | os.X_OK):
        yield Finding(what, f"let this user write to {there}")
        return
    yield Finding(what)
    yield room(there)
    if there == path:
        yield from disk(there)


def room(there: Path) -> Finding:
    """Free disk, in bytes and as a share: near its end a disk is slow as well."""
    usage = shutil.disk_usage(there)
    share = usage.free / max(1, usage.total)
    what = f"free disk ({usage.free // 1024**2:,} MiB, {share:.0%})"
    if usage.free >= LEAST_FREE and share >= LEAST_SHARE:
        return Finding(what)
    return Finding(
        what, f"make room, {LEAST_FREE // 1024**2} MiB and {LEAST_SHARE:.0%} of the disk at least"
    )


def disk(there: Path) -> Iterator[Finding]:
    """How long a write takes until it is on the disk, and what time the disk thinks it is."""
    try:
        seconds, apart = _measured(there)
    except OSError as error:
        yield Finding("disk writes", f"{error.strerror}; look after the disk of {there}")
        return
    yield writes(seconds)
    if abs(apart) > APART:
        yield Finding(
            f"clock of the disk ({apart:+.0f} s)",
            "the folder seems to lie on another machine; use a disk of this one in app.data_dir",
        )


def writes(seconds: float) -> Finding:
    """What a write of so long means."""
    what = f"disk writes ({seconds * 1000:.1f} ms)"
    if seconds <= SLOWEST:
        return Finding(what)
    return Finding(what, "every reply waits for one; put app.data_dir on a faster disk")


def port(config: Config, *, running: bool) -> Finding:
    """Free, or held by our own run."""
    what = f"port {config.web.port} of {config.web.host}"
    family = socket.AF_INET6 if ":" in config.web.host else socket.AF_INET
    try:
        with socket.socket(family) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind((config.web.host, config.web.port))
    except OSError as error:
        if running:
            return Finding(f"{what} (held by the run)")
        return Finding(what, f"{error.strerror}; choose others in web.host and web.port")
    return Finding(what)


def _measured(there: Path) -> tuple[float, float]:
    took = []
    with tempfile.TemporaryFile(dir=there) as file:
        for _ in range(WRITES):
            begin = time.monotonic()
            file.write(bytes(4096))
            file.flush()
            os.fdatasync(file.fileno())
            took.append(time.monotonic() - begin)
        apart = os.fstat(file.fileno()).st_mtime - time.time()
    return statistics.median(took), apart

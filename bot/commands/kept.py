"""What `check` looks at in the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.commands.machine import Finding
from bot.config import Config
from storage import contacts as whom
from storage import errors, health, migrating
from storage.health import Health
from storage.sweep import Rules

RECENT = timedelta(days=7)
"""What was set aside before that has been looked at, or never will be."""
OVERDUE = timedelta(days=2)
YEAR = timedelta(days=365)
_UNUSABLE: tuple[type[Exception], ...] = (*errors.DATABASE_ERRORS, migrating.NotOurs)
_SAFE = "stop the run, move it away and `doithoai restore` the last backup"
_BY_HAND = "`doithoai backup FILE` makes one now"


def database(config: Config, now: datetime) -> tuple[Finding, Health | None]:
    """The file as it is, and what it tells where it is of this version."""
    what, rules = f"database {config.database.path}", Rules(config.kept, config.app.zone)
    try:
        match migrating.state(config.database.url):
            case "empty":
                return Finding(f"{what} (not there yet; `doithoai run` makes it)"), None
            case "old":
                words = "of an older version; stop the run, then `doithoai migrate`"
                return Finding(what, words), None
            case "newer":
                words = "of a newer version; install that version of the program"
                return Finding(what, words), None
            case "current":
                found = health.look(config.database.path, now - RECENT, rules, now)
    except _UNUSABLE as error:
        return Finding(what, f"cannot be used ({error}); {_SAFE}"), None
    if found.complaint:
        return Finding(what, f"damaged ({found.complaint}); {_SAFE}"), found
    return Finding(what), found


def backups(config: Config, found: Health, now: datetime) -> Finding:
    """How old the last one is, where there should be one every night."""
    is_off = config.backup.time is None
    if found.backup_made is None:
        owed = found.backup_since is not None and now - found.backup_since > OVERDUE
        if is_off:
            return Finding("no backup is made by the clock (backup.time)")
        if owed:
            return Finding("no backup yet", f"the run's log says why; {_BY_HAND}")
        return Finding("no backup yet (the first comes in the night after the first start)")
    hours = max(0, int((now - found.backup_made).total_seconds() // 3600))
    what = f"last backup ({hours} hours ago)"
    if not is_off and now - found.backup_made > OVERDUE:
        return Finding(what, f"the run's log says why; {_BY_HAND}")
    return Finding(what)


def retention(config: Config, found: Health) -> Iterator[Finding]:
    """How long what is kept, and how much of it is overdue."""
    for key, overdue in found.overdue.items():
        number, unit = getattr(config.retention, key), key.rpartition("_")[2]
        what = f"retention.{key} ({number} {unit}; {overdue or 'nothing'} overdue)"
        yield Finding(what, "`doithoai run` removes it within an hour" if overdue else "")
    if found.requests:
        words = "a run does them at once; its log says why it did not"
        yield Finding(f"requests that are not done ({found.requests})", words)
    else:
        yield Finding("every request is done (`doithoai requests`)")


def set_aside(found: Health) -> Iterator[Finding]:
    """What waits for a person to look at it."""
    words = {
        "events": "messages set aside",
        "letters": "letters refused",
        "jobs": "workbooks set aside",
    }
    some = [
        f"{said} in seven days ({n})" for what, said in words.items() if (n := found.aside[what])
    ]
    if not some:
        yield Finding("nothing was set aside in seven days")
    for each in some:
        yield Finding(each, "the run's log says why; search it for ERROR")


def contacts(config: Config, now: datetime) -> Iterator[Finding]:
    """Numbers change: each is to be called once a year."""
    since = (now - YEAR).astimezone(config.app.zone).date()
    unsure = whom.unsure(config.database.path, since)
    if not unsure:
        yield Finding("contacts")
    else:
        said = ", ".join(f"{kind} {day or 'never'}" for kind, day in unsure)
        yield Finding(
            f"contacts last checked ({said})",
            "call each once, then `doithoai contacts set --id ID`",
        )

"""What a run sees of its machine: written down again and again, so that notices can be planned from
the database alone and know neither a disk nor a platform."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from storage import facts
from storage.database import Reader, Writer

_NAME = "machine"


class Machine(msgspec.Struct, frozen=True):
    """As it was at the last look."""

    free: int
    """Bytes of the disk that the data folder lies on."""
    is_short: bool
    """Whether that is little."""
    silent_since: Mapping[str, datetime] = msgspec.field(default_factory=dict)
    """For each platform, by its title, since when it has not answered; a moment ago if it is well."""
    backup_failed: datetime | None = None
    """When the last try of a backup failed, if it did."""


async def seen(tx: Writer, machine: Machine) -> None:
    """Keep what was seen in the place of what was seen before."""
    await facts.put(tx, _NAME, msgspec.json.encode(machine).decode())


async def last_seen(db: Reader) -> Machine | None:
    """What was seen last; nothing before the first look."""
    text = await facts.get(db, _NAME)
    return msgspec.json.decode(text, type=Machine) if text else None

"""Single facts of the installation, such as how the bot is called on a platform."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert

from storage.database import Reader, Writer
from storage.schema import facts

TELEGRAM_USERNAME = "telegram.username"
"""Without its @. Only the platform knows it, so it is learnt when the bot runs."""
BACKUP_SINCE, BACKUP_MADE = "backup.since", "backup.made"
"""From when on a nightly backup is owed, and when the last backup was made."""


async def get(db: Reader, name: str) -> str | None:
    """What is known under a name; nothing if it has never been put."""
    found: str | None = await db.value(sa.select(facts.c.value).where(facts.c.name == name))
    return found


async def put(tx: Writer, name: str, value: str) -> None:
    """Keep a fact in the place of what was known before."""
    await tx.run(_PUT, {"name": name, "value": value})


_PUT = (
    upsert(facts)
    .values(name=sa.bindparam("name"), value=sa.bindparam("value"))
    .on_conflict_do_update(index_elements=[facts.c.name], set_={"value": sa.bindparam("value")})
)

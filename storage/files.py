"""Files in the data folder: their random ids and the names they go out under."""

from __future__ import annotations

import secrets
from datetime import datetime

import sqlalchemy as sa

from storage.database import Reader, Writer
from storage.schema import files


def new_id() -> str:
    """A random id; it is also the name on the disk."""
    return secrets.token_hex(16)


def keep(tx: Writer, file: str, *, name: str, now: datetime) -> None:
    """Note a file that was put into the data folder."""
    tx.add(files, id=file, name=name, made_at=now)


async def name_of(db: Reader, file: str) -> str | None:
    """The name a file goes out under; nothing if there is no such file."""
    found: str | None = await db.value(sa.select(files.c.name).where(files.c.id == file))
    return found


async def older_than(db: Reader, moment: datetime) -> list[str]:
    """The files made before a moment."""
    return [row[0] for row in await db.all(sa.select(files.c.id).where(files.c.made_at < moment))]


async def forget(tx: Writer, ids: list[str]) -> None:
    """These files are deleted."""
    await tx.run(sa.delete(files).where(files.c.id.in_(ids)))

"""Which browser is which chat."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

import sqlalchemy as sa

from storage.database import Reader, Writer
from storage.schema import web_sessions


def start(tx: Writer, now: datetime) -> tuple[str, str]:
    """A new chat: the browser's secret (128 bits, kept only as a hash) and its address."""
    token, address = secrets.token_urlsafe(16), secrets.token_hex(8)
    tx.add(web_sessions, hash=_hash(token), address=address, made_at=now)
    return token, address


async def address(db: Reader, token: str) -> str | None:
    """The chat of a browser; nothing if its secret is not ours."""
    found: str | None = await db.value(_ADDRESS, {"token_hash": _hash(token)})
    return found


_ADDRESS = sa.select(web_sessions.c.address).where(
    web_sessions.c.hash == sa.bindparam("token_hash")
)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

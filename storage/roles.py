"""Roles on the tree, and the one-time codes that give them."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.database import Reader, Writer
from storage.schema import guesses, people, role_codes, roles

NAMES = ("secretary", "staff", "duty", "admin")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS = 16
"""Sixteen letters of five bits: 80 bits, out of reach of guessing."""
LIFE = timedelta(days=7)
"""A code is carried by hand or in a message; a volunteer may read it only at the weekend."""
GUESSES_AN_HOUR = 10


@dataclass(frozen=True, slots=True)
class Role:
    """A role held over a unit and all below it."""

    id: int
    person: int
    unit: int
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an unspent code would give."""

    id: int
    unit: int
    role: str


async def of(db: Reader, people_ids: Iterable[int]) -> dict[int, tuple[Role, ...]]:
    """The roles that each of these people holds now."""
    rows = await db.all(_OF, {"people": list(people_ids)})
    found: dict[int, tuple[Role, ...]] = {}
    for row in rows:
        role = Role(row.id, row.person_id, row.unit_id, row.role, row.since)
        found[row.person_id] = (*found.get(row.person_id, ()), role)
    return found


async def every(db: Reader, name: str) -> list[Role]:
    """Everybody who holds a role now and can be written to."""
    rows = await db.all(
        sa.select(roles)
        .join(people, people.c.id == roles.c.person_id)
        .where(roles.c.ended_at.is_(None), roles.c.role == name, people.c.blocked_at.is_(None))
        .order_by(roles.c.id)
    )
    return [Role(row.id, row.person_id, row.unit_id, row.role, row.since) for row in rows]


async def holds(db: Reader, person: int, name: str, unit: int) -> bool:
    """Whether a person holds a role over exactly this unit now."""
    found = await db.value(
        sa.select(roles.c.id).where(
            roles.c.person_id == person,
            roles.c.role == name,
            roles.c.unit_id == unit,
            roles.c.ended_at.is_(None),
        )
    )
    return found is not None


async def invite(tx: Writer, *, unit: int, role: str, now: datetime, sample: bool = False) -> str:
    """A new one-time code. Only its hash is kept, so it cannot be shown a second time."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS))
    tx.add(role_codes, hash=_hash(code), unit_id=unit, role=role, until=now + LIFE, sample=sample)
    return code


async def end_sample_codes(tx: Writer, now: datetime) -> None:
    """Unused codes of an earlier sample start are worth nothing any more."""
    await tx.run(
        sa.update(role_codes)
        .where(role_codes.c.sample, role_codes.c.ended_at.is_(None))
        .values(ended_at=now)
    )


async def invitation(db: Reader, code: str, now: datetime) -> Invitation | None:
    """What a code would give; nothing if it is wrong, spent or too old."""
    row = await db.one(
        sa.select(role_codes).where(
            role_codes.c.hash == _hash(code),
            role_codes.c.ended_at.is_(None),
            role_codes.c.until > now,
        )
    )
    return Invitation(row.id, row.unit_id, row.role) if row is not None else None


async def accept(tx: Writer, invitation: int, *, person: int, now: datetime) -> bool:
    """Spend a code for a person; false if somebody was faster."""
    spent = await tx.run(
        sa.update(role_codes)
        .where(role_codes.c.id == invitation, role_codes.c.ended_at.is_(None))
        .values(ended_at=now)
    )
    if not spent:
        return False
    code = await tx.one(sa.select(role_codes).where(role_codes.c.id == invitation))
    assert code is not None
    held = await tx.value(
        sa.select(roles.c.id).where(
            roles.c.person_id == person,
            roles.c.unit_id == code.unit_id,
            roles.c.role == code.role,
            roles.c.ended_at.is_(None),
        )
    )
    if held is None:
        tx.add(roles, person_id=person, unit_id=code.unit_id, role=code.role, since=now)
    return True


async def may_guess(db: Reader, person: int, now: datetime) -> bool:
    """Whether this account may try another receipt or code this hour."""
    tried = await db.value(
        sa.select(sa.func.count()).where(
            guesses.c.person_id == person, guesses.c.at > now - timedelta(hours=1)
        )
    )
    return int(tried or 0) < GUESSES_AN_HOUR


async def guessed_wrong(tx: Writer, person: int, now: datetime) -> None:
    """Count a wrong guess."""
    tx.add(guesses, person_id=person, at=now)


def _hash(code: str) -> str:
    return hashlib.sha256(code.strip().upper().encode()).hexdigest()


_OF = sa.select(roles).where(
    roles.c.ended_at.is_(None), roles.c.person_id.in_(sa.bindparam("people", expanding=True))
)

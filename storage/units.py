"""Units: the tree that everything hangs on."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from storage import programme
from storage.database import Reader, Writer
from storage.schema import units

CODE = re.compile(r"[A-Za-z0-9]{1,48}")
"""What a unit's code may be: it travels in links, after `b-`."""


class BadUnit(ValueError):
    """A unit that cannot be kept, in words for the operator."""


async def put(
    tx: Writer,
    *,
    code: str,
    short: str,
    name: str,
    parent: str = "",
    aliases: Sequence[str] = (),
    sample: bool = False,
) -> int:
    """Add a unit, or bring the one with this code up to date; its id.

    The parent must be there already and must not lie below the unit itself. A sample unit that
    is put again without saying so is real from then on.
    """
    if not CODE.fullmatch(code):
        raise BadUnit(f"unit code {code!r}: expected 1 to 48 letters A-Z, a-z or digits")
    row = {
        "short": short,
        "name": name,
        "aliases": msgspec.json.encode(list(aliases)).decode(),
        "parent_id": await _parent(tx, code, parent),
        "sample": sample,
    }
    known = await tx.value(sa.select(units.c.id).where(_is(code)))
    await programme.touch(tx)
    if known is None:
        return await tx.insert(units, code=code, **row)
    await tx.run(sa.update(units).where(units.c.id == known).values(**row))
    return int(known)


async def id_of(db: Reader, code: str) -> int | None:
    """The id of a unit by its code, whatever the case."""
    found: int | None = await db.value(sa.select(units.c.id).where(_is(code)))
    return found


def _is(code: str) -> sa.ColumnElement[bool]:
    return sa.func.lower(units.c.code) == code.lower()


async def _parent(tx: Writer, code: str, parent: str) -> int | None:
    if not parent:
        return None
    found: int | None = await tx.value(sa.select(units.c.id).where(_is(parent)))
    if found is None:
        raise BadUnit(f"unit {code}: its parent {parent!r} is not known")
    above: int | None = found
    while above is not None:
        row = await tx.one(sa.select(units.c.code, units.c.parent_id).where(units.c.id == above))
        assert row is not None
        if row.code.lower() == code.lower():
            raise BadUnit(f"unit {code}: {parent!r} lies below it, so it cannot be its parent")
        above = row.parent_id
    return found

"""Dialogues: the meetings, their cutoff, their topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa

from storage import programme
from storage.database import Reader, Row, Writer
from storage.schema import dialogues, topics, units

DAYS_AHEAD = 7
"""Opinions are taken until the seventh day before the dialogue, counted to its day.

The rule is the local plan's (Phú Sơn ward, 2023, III.1), so it is a default, not a law.
"""


class BadDialogue(ValueError):
    """A dialogue that cannot be kept or changed so, in words for the operator."""


@dataclass(frozen=True, slots=True)
class TopicSeed:
    """A topic that a new dialogue starts with."""

    code: str
    name: str
    english: str
    keywords: Sequence[str]


@dataclass(frozen=True, slots=True)
class Listed:
    """A dialogue as the operator's list shows it."""

    id: int
    unit: str
    at: datetime
    cutoff: datetime
    state: str
    theme: str


def default_cutoff(at: datetime, zone: ZoneInfo) -> datetime:
    """23:59:59 local time on the seventh day before the day of the dialogue."""
    day = at.astimezone(zone).date() - timedelta(days=DAYS_AHEAD)
    return datetime.combine(day, time(23, 59, 59), zone)


async def add(
    tx: Writer,
    *,
    unit: int,
    theme: str,
    at: datetime,
    zone: ZoneInfo,
    cutoff: datetime | None = None,
    place: str = "",
    seeds: Sequence[TopicSeed] = (),
    sample: bool = False,
) -> int:
    """Announce a dialogue with its starting topics; its id."""
    instant = cutoff or default_cutoff(at, zone)
    _check(at, instant)
    await programme.touch(tx)
    made = await tx.insert(
        dialogues,
        unit_id=unit,
        theme=theme,
        at=at,
        cutoff=instant,
        cutoff_by_hand=cutoff is not None,
        place=place,
        sample=sample,
    )
    for position, seed in enumerate(seeds):
        tx.add(
            topics,
            dialogue_id=made,
            code=seed.code,
            name=seed.name,
            english=seed.english,
            keywords=msgspec.json.encode(list(seed.keywords)).decode(),
            position=position,
        )
    return made


async def move(
    tx: Writer,
    dialogue: int,
    *,
    zone: ZoneInfo,
    at: datetime | None = None,
    cutoff: datetime | None = None,
    place: str | None = None,
) -> bool:
    """Give a dialogue another day, cutoff or place; whether anything is different now.

    Without a cutoff it is day − 7 again, or moves by as much where it was set by hand.
    """
    row = await _open(tx, dialogue)
    at = at or row.at
    by_hand = cutoff is not None or row.cutoff_by_hand
    if cutoff is None:
        moved = row.cutoff + (at - row.at)
        cutoff = moved if row.cutoff_by_hand else default_cutoff(at, zone)
    place = row.place if place is None else place
    _check(at, cutoff)
    differs = (at, cutoff, place) != (row.at, row.cutoff, row.place)
    await programme.touch(tx)
    await tx.run(
        sa.update(dialogues)
        .where(dialogues.c.id == dialogue)
        .values(
            at=at,
            cutoff=cutoff,
            cutoff_by_hand=by_hand,
            place=place,
            moves=row.moves + int(differs),
        )
    )
    return differs


async def finish(tx: Writer, dialogue: int, state: str) -> None:
    """Close («closed») or cancel («cancelled») a dialogue that is open."""
    await _open(tx, dialogue)
    await programme.touch(tx)
    await tx.run(sa.update(dialogues).where(dialogues.c.id == dialogue).values(state=state))


async def conclude(tx: Writer, dialogue: int, on: date, zone: ZoneInfo) -> None:
    """Note the day of a dialogue's conclusion: whatever was sent to it is in that paper from now on.

    Whoever is forgotten after it leaves the text there, without identity. A second time sets
    another day.
    """
    row = await tx.one(sa.select(dialogues).where(dialogues.c.id == dialogue))
    if row is None or row.state == "cancelled":
        why = "is not known" if row is None else "is cancelled"
        raise BadDialogue(f"dialogue {dialogue} {why}; `doithoai dialogue list` shows all")
    held = row.at.astimezone(zone).date()
    if on < held:
        raise BadDialogue(
            f"the conclusion {on} lies before the dialogue {held}; expected a later day"
        )
    await tx.run(sa.update(dialogues).where(dialogues.c.id == dialogue).values(concluded_on=on))


async def every(db: Reader) -> list[Listed]:
    """Every dialogue, the nearest day first."""
    rows = await db.all(
        sa.select(dialogues, units.c.code)
        .join(units, units.c.id == dialogues.c.unit_id)
        .order_by(dialogues.c.at, dialogues.c.id)
    )
    return [
        Listed(r.id, r.code, r.at, r.cutoff, "concluded" if r.concluded_on else r.state, r.theme)
        for r in rows
    ]


async def _open(tx: Writer, dialogue: int) -> Row:
    row = await tx.one(sa.select(dialogues).where(dialogues.c.id == dialogue))
    if row is None:
        raise BadDialogue(f"dialogue {dialogue} is not known; `doithoai dialogue list` shows all")
    if row.state != "open":
        raise BadDialogue(f"dialogue {dialogue} is {row.state}; only an open one can be changed")
    return row


def _check(at: datetime, cutoff: datetime) -> None:
    if cutoff > at:
        raise BadDialogue(
            f"the cutoff {cutoff.isoformat()} lies after the dialogue {at.isoformat()}; "
            "expected an earlier instant"
        )

"""What people send along with a proposal: noted with the draft, fetched later, kept without a face.

A row says of which draft or proposal a file is and never of which person; whoever has to be told
something is found over the draft or the way back. What belongs to nothing any more is removed, from
the disk first.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.database import Reader, Writer
from storage.messages import Medium, Piece
from storage.schema import drafts, proposals, uploads, way_back

TRIES = 3


@dataclass(frozen=True, slots=True)
class New:
    """A file that has just been sent; the id is made here, the bytes come later."""

    id: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that is still with the platform."""

    id: str
    channel: str
    kind: Medium
    name: str
    reference: str
    tries: int


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a file: to be told about it, and noted nowhere. `receipt` where it was sent off."""

    person: int
    receipt: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a proposal as the office gets it: where it lies, and its name there."""

    id: str
    name: str


def new(piece: Piece) -> New:
    """Name a file at random; it is also the name on the disk."""
    return New(secrets.token_hex(16), piece)


def note(tx: Writer, file: New, *, draft: int, place: int, channel: str, now: datetime) -> None:
    """Note what was sent to a draft, so that it is fetched.

    The name that a photo has on somebody's phone is not kept; it may say whose phone it is.
    """
    tx.add(
        uploads,
        id=file.id,
        draft_id=draft,
        place=place,
        channel=channel,
        kind=file.piece.kind,
        name=file.piece.name if file.piece.kind == "document" else "",
        reference=file.piece.reference,
        not_before=now,
    )


async def let_go(tx: Writer, ids: Iterable[str]) -> None:
    """These are of their draft no longer."""
    await tx.run(
        sa.update(uploads)
        .where(uploads.c.id.in_(list(ids)), uploads.c.proposal_id.is_(None))
        .values(draft_id=None)
    )


async def give(tx: Writer, ids: Sequence[str], *, draft: int, proposal: str) -> None:
    """What was of a draft is of a proposal from now on, and of no draft."""
    for place, file in enumerate(ids, 1):
        await tx.run(
            sa.update(uploads)
            .where(uploads.c.id == file, uploads.c.draft_id == draft)
            .values(proposal_id=proposal, draft_id=None, place=place)
        )


async def take_back(tx: Writer, proposal: str) -> None:
    """The files of a proposal that is withdrawn."""
    await tx.run(
        sa.update(uploads).where(uploads.c.proposal_id == proposal).values(proposal_id=None)
    )


async def failed_of(db: Reader, ids: Sequence[str]) -> set[str]:
    """Which of these could not be had."""
    rows = await db.all(
        sa.select(uploads.c.id).where(uploads.c.id.in_(ids), uploads.c.state == "failed")
    )
    return {row[0] for row in rows}


# --- fetching ----------------------------------------------------------------------------------


async def next_one(db: Reader, now: datetime) -> Waiting | None:
    """The next file that may be fetched now."""
    row = await db.one(
        sa.select(uploads)
        .where(uploads.c.state == "waiting", uploads.c.not_before <= now, ~_ownerless())
        .order_by(uploads.c.not_before, uploads.c.id)
        .limit(1)
    )
    if row is None:
        return None
    return Waiting(row.id, row.channel, row.kind, row.name, row.reference, row.tries)


async def kept(tx: Writer, file: str, ending: str) -> None:
    """It is on the disk: the platform's reference and the instant go."""
    await _settle(tx, file, state="kept", ending=ending)


async def again(tx: Writer, file: Waiting, at: datetime) -> bool:
    """It could not be had: tried again later, at most three times. Whether that is still so."""
    tries = file.tries + 1
    if tries >= TRIES:
        return False
    await tx.run(
        sa.update(uploads).where(uploads.c.id == file.id).values(tries=tries, not_before=at)
    )
    return True


async def failed(tx: Writer, file: str) -> Sender | None:
    """It will not be had; who sent it, if anybody still waits for it."""
    whose = await _sender(tx, file)
    await _settle(tx, file, state="failed", ending="")
    return whose


async def _settle(tx: Writer, file: str, *, state: str, ending: str) -> None:
    await tx.run(
        sa.update(uploads)
        .where(uploads.c.id == file)
        .values(state=state, ending=ending, reference="", tries=0, not_before=None)
    )


async def _sender(db: Reader, file: str) -> Sender | None:
    row = await db.one(
        sa.select(
            sa.func.coalesce(drafts.c.person_id, way_back.c.person_id).label("person"),
            proposals.c.receipt,
        )
        .select_from(uploads)
        .outerjoin(drafts, drafts.c.id == uploads.c.draft_id)
        .outerjoin(way_back, way_back.c.proposal_id == uploads.c.proposal_id)
        .outerjoin(proposals, proposals.c.id == uploads.c.proposal_id)
        .where(uploads.c.id == file)
    )
    return Sender(row.person, row.receipt or "") if row and row.person is not None else None


# --- giving out, and away ----------------------------------------------------------------------


async def name_of(db: Reader, file: str) -> str | None:
    """The name a file of a proposal goes out under; nothing if there is no such file."""
    row = await db.one(
        sa.select(uploads, proposals.c.receipt)
        .join(proposals, proposals.c.id == uploads.c.proposal_id)
        .where(uploads.c.id == file, uploads.c.state == "kept")
    )
    return (row.name or f"{row.receipt}-{row.place}{row.ending}") if row else None


async def of_dialogue(db: Reader, dialogue: int) -> list[Attached]:
    """Every file of a dialogue, named after its receipt."""
    rows = await db.all(
        sa.select(uploads.c.id, uploads.c.place, uploads.c.ending, proposals.c.receipt)
        .join(proposals, proposals.c.id == uploads.c.proposal_id)
        .where(proposals.c.dialogue_id == dialogue, uploads.c.state == "kept")
        .order_by(proposals.c.receipt, uploads.c.place)
    )
    return [Attached(r.id, f"{r.receipt}-{r.place}{r.ending}") for r in rows]


async def most_of_one(db: Reader, dialogue: int) -> int:
    """How many files the proposal with the most has."""
    numbers = (
        sa.select(sa.func.count().label("number"))
        .select_from(uploads.join(proposals, proposals.c.id == uploads.c.proposal_id))
        .where(proposals.c.dialogue_id == dialogue, uploads.c.state == "kept")
        .group_by(uploads.c.proposal_id)
        .subquery()
    )
    return int(await db.value(sa.select(sa.func.max(numbers.c.number))) or 0)


def listed() -> sa.ScalarSelect[str]:
    """The files beside each proposal of a question, for `in_order` to read."""
    entry = uploads.c.place.op("||")(":").op("||")(uploads.c.id)
    return (
        sa.select(sa.func.group_concat(entry, " "))
        .where(uploads.c.proposal_id == proposals.c.id, uploads.c.state == "kept")
        .correlate(proposals)
        .scalar_subquery()
    )


def in_order(found: str | None) -> tuple[str, ...]:
    """The ids that `listed` has found, as they were sent."""
    return tuple(entry.partition(":")[2] for entry in sorted((found or "").split()))


async def ownerless(db: Reader, limit: int) -> list[tuple[str, str, str]]:
    """Files that are of nothing any more: id, channel, and the reference if it was not fetched."""
    rows = await db.all(
        sa.select(uploads.c.id, uploads.c.channel, uploads.c.reference)
        .where(_ownerless())
        .limit(limit)
    )
    return [(row.id, row.channel, row.reference) for row in rows]


async def forget(tx: Writer, ids: Sequence[str]) -> None:
    """These are removed from the disk."""
    await tx.run(sa.delete(uploads).where(uploads.c.id.in_(ids)))


async def known(db: Reader, ids: Iterable[str]) -> set[str]:
    """Which of these there is a row for."""
    rows = await db.all(sa.select(uploads.c.id).where(uploads.c.id.in_(list(ids))))
    return {row[0] for row in rows}


async def references(db: Reader, channel: str) -> set[str]:
    """What a channel is still asked to give."""
    rows = await db.all(
        sa.select(uploads.c.reference).where(
            uploads.c.channel == channel, uploads.c.reference != ""
        )
    )
    return {row[0] for row in rows}


def _ownerless() -> sa.ColumnElement[bool]:
    """A draft ends in many ways, and none of them has to think of the files."""
    is_there = sa.exists().where(drafts.c.id == uploads.c.draft_id)
    return uploads.c.proposal_id.is_(None) & (uploads.c.draft_id.is_(None) | ~is_there)

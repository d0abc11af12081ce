"""The outbox: what is to leave, in the order it may leave, each planned thing once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from storage import aside
from storage.database import Reader, Row, Writer
from storage.messages import Letter, Outgoing, pack, unpack_outgoing
from storage.schema import outbox

Kind = Literal["reply", "answer", "reminder", "announcement"]
PRIORITY: Mapping[Kind, int] = {"reply": 0, "answer": 1, "reminder": 2, "announcement": 3}
ONCE_MORE = ("reply", "answer")
"""Kinds that go a second time where nobody knows whether the first arrived."""
NOT_SAID = ("dropped", "gone")
"""Ends of what nobody has heard, and is still to be said if it is still true."""
State = Literal["sent", "unknown", "gone", "refused", "dropped", "queued"]
STAYS = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Planned:
    """Something that is said unasked. `dedup_key` carries what it depends on."""

    channel: str
    address: str
    person: int
    kind: Kind
    body: Outgoing
    dedup_key: str
    not_before: datetime
    expires_at: datetime | None = None
    guard: str = ""
    about: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a letter. For `queued`: when it may be tried again."""

    letter: Letter
    state: State
    again_at: datetime | None = None
    tries: int = 0
    message: str = ""
    """The platform's id of the message that carries the buttons now."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that may leave now, with what has to be asked before it does."""

    letter: Letter
    guard: str
    about: int
    expires_at: datetime | None
    key: str = ""


async def reply(tx: Writer, letters: Sequence[Letter], *, claimed: bool, now: datetime) -> None:
    """Put replies into the outbox; `claimed` ones are handed to the sender in memory."""
    state = "claimed" if claimed else "queued"
    for letter in letters:
        tx.add(
            outbox,
            id=letter.id,
            channel=letter.channel,
            address=letter.address,
            person_id=letter.person,
            kind=letter.kind,
            priority=letter.priority,
            body=pack(letter.body),
            state=state,
            not_before=now,
            made_at=now,
        )


def plan(tx: Writer, letter: int, planned: Planned, now: datetime) -> None:
    """Plan something to be said unasked; a second time, or after a week away, adds nothing."""
    tx.add_once(
        outbox,
        id=letter,
        channel=planned.channel,
        address=planned.address,
        person_id=planned.person,
        kind=planned.kind,
        priority=PRIORITY[planned.kind],
        body=pack(planned.body),
        dedup_key=planned.dedup_key,
        state="queued",
        not_before=planned.not_before,
        expires_at=planned.expires_at,
        guard=planned.guard,
        about=planned.about,
        made_at=now,
    )


async def ready(db: Reader, channel: str, limit: int, now: datetime) -> list[Ready]:
    """What may leave on a channel now, replies before answers before what can wait."""
    rows = await db.all(_READY, {"wanted": channel, "now": now, "limit": limit})
    return [_ready(row) for row in rows]


async def replies(db: Reader, channel: str, limit: int, now: datetime) -> list[Ready]:
    """The replies that may leave on a channel now, oldest first."""
    rows = await db.all(_REPLIES, {"wanted": channel, "now": now, "limit": limit})
    return [_ready(row) for row in rows]


def claim(tx: Writer, letter: int, now: datetime) -> None:
    """It is about to leave: if we die now, nobody knows whether it arrived."""
    tx.change(_CLAIM, letter=letter, now=now)


async def drop(tx: Writer, ids: Iterable[int]) -> None:
    """These are no longer true; the key stays, so they are not planned again."""
    rows = [{"letter": letter, "end": "dropped"} for letter in ids]
    if rows:
        await tx.run(_END, rows)


async def expire(tx: Writer, channel: str, now: datetime) -> None:
    """What waited beyond its time is not said any more."""
    await tx.run(
        sa.update(outbox)
        .where(outbox.c.state == "queued", outbox.c.channel == channel, outbox.c.expires_at <= now)
        .values(state="dropped", body="")
    )


async def mark(tx: Writer, marks: Sequence[Mark]) -> None:
    """Write down what became of letters: the words go, the end stays for what was planned."""
    by_state: dict[str, list[Mark]] = {}
    for each in marks:
        by_state.setdefault(_end(each), []).append(each)
    for state, some in by_state.items():
        if state == "forget":
            await tx.run(_FORGET, [{"letter": m.letter.id} for m in some])
        elif state == "queued":
            await tx.run(_AGAIN, [_again(m) for m in some])
        else:
            await tx.run(_END, [{"letter": m.letter.id, "end": m.state} for m in some])
        if state == "refused":
            aside.count(tx, "letters", len(some))


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a crash left: replies that go once more, how many answers do, and how many letters
    nobody knows the fate of."""

    replies: list[Letter]
    answers: int
    unknown: int


async def recover(tx: Writer, channels: Sequence[str]) -> Recovered:
    """After a crash: claimed replies and answers go once more, the rest nobody knows.

    Replies on these channels stay claimed and are to be handed to the sender before anything new
    comes in: an old card must not arrive below the receipt that followed it. Answers are asked
    their guard again.
    """
    claimed = outbox.c.state == "claimed"
    await tx.run(
        sa.update(outbox)
        .where(claimed, outbox.c.kind.in_(ONCE_MORE))
        .values(tries=outbox.c.tries + 1)
    )
    mine = claimed & (outbox.c.kind == "reply") & outbox.c.channel.in_(list(channels))
    rows = await tx.all(sa.select(outbox).where(mine).order_by(outbox.c.id))
    answers = await tx.run(
        sa.update(outbox).where(claimed, outbox.c.kind.in_(ONCE_MORE), ~mine).values(state="queued")
    )
    unknown = await tx.run(
        sa.update(outbox)
        .where(claimed, outbox.c.kind.notin_(ONCE_MORE))
        .values(state="unknown", body="")
    )
    return Recovered([_letter(row) for row in rows], answers, unknown)


async def free(tx: Writer, keys: Iterable[str]) -> None:
    """Whoever could not be written to when these were about to leave, can be now: they may be
    planned once more."""
    await tx.run(
        sa.delete(outbox).where(outbox.c.dedup_key.in_(list(keys)), outbox.c.state.in_(NOT_SAID))
    )


async def tally(db: Reader, kind: Kind, about: int) -> dict[str, int]:
    """How many letters of one announcement stand where."""
    rows = await db.all(
        sa.select(outbox.c.state, sa.func.count())
        .where(outbox.c.kind == kind, outbox.c.about == about)
        .group_by(outbox.c.state)
    )
    return {row[0]: row[1] for row in rows}


async def tidy(tx: Writer, now: datetime) -> None:
    """Forget what left long ago."""
    await tx.run(
        sa.delete(outbox).where(
            outbox.c.state.notin_(("queued", "claimed")), outbox.c.made_at < now - STAYS
        )
    )


_READY = (
    sa.select(outbox)
    .where(
        outbox.c.state == "queued",
        outbox.c.channel == sa.bindparam("wanted"),
        outbox.c.not_before <= sa.bindparam("now", type_=outbox.c.not_before.type),
    )
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(sa.bindparam("limit"))
)
_REPLIES = _READY.where(outbox.c.priority == PRIORITY["reply"])
_CLAIM = (
    sa.update(outbox)
    .where(outbox.c.id == sa.bindparam("letter"))
    .values(state="claimed", left_at=sa.bindparam("now"))
)
_FORGET = sa.delete(outbox).where(outbox.c.id == sa.bindparam("letter"))
_END = (
    sa.update(outbox)
    .where(outbox.c.id == sa.bindparam("letter"))
    .values(state=sa.bindparam("end"), body="")
)
_AGAIN = (
    sa.update(outbox)
    .where(outbox.c.id == sa.bindparam("letter"))
    .values(
        state="queued",
        not_before=sa.bindparam("again"),
        tries=sa.bindparam("tried"),
        left_at=sa.null(),
    )
)


def _end(mark: Mark) -> str:
    """A reply that has arrived, or never can, has no key to keep and nothing to report."""
    if mark.letter.kind == "reply" and mark.state in {"sent", "gone", "dropped"}:
        return "forget"
    return mark.state


def _again(mark: Mark) -> dict[str, Any]:
    return {"letter": mark.letter.id, "again": mark.again_at, "tried": mark.tries}


def _ready(row: Row) -> Ready:
    return Ready(_letter(row), row.guard, row.about, row.expires_at, row.dedup_key or "")


def _letter(row: Row) -> Letter:
    return Letter(
        id=row.id,
        channel=row.channel,
        address=row.address,
        person=row.person_id,
        kind=row.kind,
        priority=row.priority,
        body=unpack_outgoing(row.body),
        tries=row.tries,
    )


def letter(
    *, number: int, channel: str, address: str, person: int, kind: Kind, body: Outgoing
) -> Letter:
    """A letter that is about to be written down."""
    return Letter(
        id=number,
        channel=channel,
        address=address,
        person=person,
        kind=kind,
        priority=PRIORITY[kind],
        body=body,
    )

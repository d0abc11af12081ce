"""Drafts: an unfinished conversation is what the person gave so far, by key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert

from storage.database import Reader, Row, Writer
from storage.messages import Question, pack, unpack_question
from storage.schema import drafts

Given = dict[str, Any]
"""Answers as JSON values, by key."""
Heard = dict[str, list[list[str]]]
"""For each key the messages its text came from: [platform's id, text]."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One conversation of one person; `parked` 0 is the one in front."""

    id: int
    person: int
    conversation: str
    given: Given = field(default_factory=dict)
    heard: Heard = field(default_factory=dict)
    question: Question | None = None
    changing: str = ""
    asked: int = 0
    parked: int = 0
    started_at: datetime | None = None
    touched_at: datetime | None = None


async def of(db: Reader, people: Iterable[int]) -> dict[int, list[Draft]]:
    """The drafts of each of these people, the one in front first."""
    found: dict[int, list[Draft]] = {}
    for row in await db.all(_OF, {"people": list(people)}):
        found.setdefault(row.person_id, []).append(_draft(row))
    return found


async def keep(tx: Writer, changed: Sequence[Draft]) -> None:
    """Write drafts as they are now; new ones are made."""
    if changed:
        await tx.run(_KEEP, [_row(draft) for draft in changed])


async def drop(tx: Writer, ids: Iterable[int]) -> None:
    """Forget drafts: sent, given up, or too old."""
    rows = [{"draft": draft} for draft in ids]
    if rows:
        await tx.run(_DROP, rows)


_OF = (
    sa.select(drafts)
    .where(drafts.c.person_id.in_(sa.bindparam("people", expanding=True)))
    .order_by(drafts.c.person_id, drafts.c.parked)
)
_DROP = sa.delete(drafts).where(drafts.c.id == sa.bindparam("draft"))
_INSERT = upsert(drafts)
_KEEP = _INSERT.on_conflict_do_update(
    index_elements=[drafts.c.id],
    set_={column.name: _INSERT.excluded[column.name] for column in drafts.c if column.name != "id"},
)
_json = msgspec.json.Encoder()


def _row(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.id,
        "person_id": draft.person,
        "conversation": draft.conversation,
        "given": _json.encode(draft.given).decode(),
        "heard": _json.encode(draft.heard).decode(),
        "question": pack(draft.question) if draft.question else "",
        "changing": draft.changing,
        "asked": draft.asked,
        "parked": draft.parked,
        "started_at": draft.started_at,
        "touched_at": draft.touched_at,
    }


def _draft(row: Row) -> Draft:
    return Draft(
        id=row.id,
        person=row.person_id,
        conversation=row.conversation,
        given=msgspec.json.decode(row.given, type=Given),
        heard=msgspec.json.decode(row.heard, type=Heard),
        question=unpack_question(row.question),
        changing=row.changing,
        asked=row.asked,
        parked=row.parked,
        started_at=row.started_at,
        touched_at=row.touched_at,
    )

"""What people were told of a dialogue, so that exactly they hear it when that is no longer so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert

from storage import people
from storage.database import Reader, Writer
from storage.outbox import NOT_SAID
from storage.people import Person
from storage.programme import Dialogue
from storage.schema import dialogues, outbox, told
from storage.schema import people as _people


@dataclass(frozen=True, slots=True)
class Told:
    """What a person was last told; nothing where it was never named."""

    at: datetime | None
    cutoff: datetime | None
    place: str | None
    cancelled: bool
    letter: int
    """The letter that said it, 0 where a reply did."""

    def differs(self, dialogue: Dialogue) -> bool:
        """Whether anything of it is no longer so."""
        if dialogue.state == "cancelled":
            return not self.cancelled
        return (
            self.at not in {None, dialogue.at}
            or self.cutoff not in {None, dialogue.cutoff}
            or self.place not in {None, dialogue.place}
        )


def tell(
    tx: Writer,
    person: int,
    dialogue: Dialogue,
    *,
    at: bool = True,
    cutoff: bool = True,
    place: bool = False,
    letter: int = 0,
) -> None:
    """Note what is being said of a dialogue; what is not named now stays as it was told before.

    The hour goes with the day. No place yet is nothing that could be told.
    """
    tx.change(
        _TELL,
        person_id=person,
        dialogue_id=dialogue.id,
        at=dialogue.at if at else None,
        cutoff=dialogue.cutoff if cutoff else None,
        place=(dialogue.place or None) if place else None,
        cancelled=dialogue.state == "cancelled",
        letter_id=letter,
    )


async def what(db: Reader, person: int, dialogue: int) -> Told | None:
    """What a person was told of a dialogue."""
    row = await db.one(_WHAT, {"whose": person, "which": dialogue})
    return Told(row.at, row.cutoff, row.place, row.cancelled, row.letter_id) if row else None


async def wrongly(db: Reader, dialogue: int, key: str, limit: int) -> list[Person]:
    """Who agreed, can be written to, and was told what is no longer so.

    Of a cancelled dialogue everybody who was told of it and not of its end. Without those for whom a letter is
    there already that waits or was said; its key is `key` and their number.
    """
    differs = sa.or_(
        told.c.at != dialogues.c.at,
        told.c.cutoff != dialogues.c.cutoff,
        told.c.place != dialogues.c.place,
    )
    is_old = sa.case((dialogues.c.state == "cancelled", ~told.c.cancelled), else_=differs)
    planned = sa.exists().where(
        outbox.c.dedup_key == sa.literal(key) + sa.cast(told.c.person_id, sa.Text),
        outbox.c.state.not_in(NOT_SAID),
    )
    rows = await db.all(
        sa.select(told.c.person_id)
        .join(dialogues, dialogues.c.id == told.c.dialogue_id)
        .join(_people, _people.c.id == told.c.person_id)
        .where(
            told.c.dialogue_id == dialogue,
            is_old,
            _people.c.state == "yes",
            _people.c.blocked_at.is_(None),
            ~planned,
        )
        .order_by(told.c.person_id)
        .limit(limit)
    )
    found = await people.by_ids(db, [row.person_id for row in rows])
    return sorted(found.values(), key=lambda person: person.id)


_NEW = upsert(told)
_TELL = _NEW.on_conflict_do_update(
    index_elements=[told.c.person_id, told.c.dialogue_id],
    set_={
        "at": sa.func.coalesce(_NEW.excluded.at, told.c.at),
        "cutoff": sa.func.coalesce(_NEW.excluded.cutoff, told.c.cutoff),
        "place": sa.func.coalesce(_NEW.excluded.place, told.c.place),
        "cancelled": _NEW.excluded.cancelled,
        "letter_id": _NEW.excluded.letter_id,
    },
)
_WHAT = sa.select(told).where(
    told.c.person_id == sa.bindparam("whose"), told.c.dialogue_id == sa.bindparam("which")
)

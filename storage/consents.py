"""Consents: the proof of each yes and of each no, one row an answer, and what stands now.

A consent is given for one purpose and is taken back for that purpose alone. Nothing here is ever
changed: who takes back gets another row, and the latest of a kind is what counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from storage.database import Reader, Writer
from storage.people import Person
from storage.schema import authors, consents, people, way_back

Kind = Literal["dialogue", "public", "news"]
"""To what: use in the dialogue; the name shown in public; messages about other activities."""
KINDS: tuple[Kind, ...] = ("dialogue", "public", "news")


def record(
    tx: Writer,
    person: Person,
    *,
    kind: Kind,
    given: bool,
    answer: str,
    version: str,
    digest: str,
    now: datetime,
) -> Person:
    """Keep the proof of one answer: to which text, word for word what, when, on which channel.

    `answer` is what stood on the button that was tapped or typed. Of the dialogue the person's row
    notes which text was agreed to, so that a turn can ask again after a change; with a no to showing
    the name in public no name of theirs is, and the year of birth goes. It does not change what the
    person is: whoever keeps a yes to the dialogue calls `people.become` as well.
    """
    tx.add(
        consents,
        person_id=person.id,
        kind=kind,
        given=given,
        version=version,
        hash=digest,
        answer=answer,
        channel=person.channel,
        at=now,
    )
    if kind == "public" and not given:
        tx.change(_NOT_PUBLIC, person=person.id)
        tx.change(_YEAR_GOES, person=person.id)
        return replace(person, born=None)
    if kind != "dialogue":
        return person
    terms = f"{version}:{digest}" if given else ""
    tx.change(_AGREED_TO, person=person.id, new_terms=terms)
    return replace(person, terms=terms)


async def standing(db: Reader, person: int) -> Mapping[Kind, bool]:
    """What a person agrees to now. A kind that was never answered is missing, which is no yes."""
    rows = await db.all(_STANDING, {"person": person})
    return {row.kind: row.given for row in rows}


_LATEST = (
    sa.select(sa.func.max(consents.c.id))
    .where(consents.c.person_id == sa.bindparam("person"))
    .group_by(consents.c.kind)
)
_STANDING = sa.select(consents.c.kind, consents.c.given).where(consents.c.id.in_(_LATEST))
_AGREED_TO = (
    sa.update(people)
    .where(people.c.id == sa.bindparam("person"))
    .values(terms=sa.bindparam("new_terms"))
)
_NOT_PUBLIC = (
    sa.update(authors)
    .where(
        authors.c.proposal_id.in_(
            sa.select(way_back.c.proposal_id).where(way_back.c.person_id == sa.bindparam("person"))
        )
    )
    .values(public=False)
)
_YEAR_GOES = sa.update(people).where(people.c.id == sa.bindparam("person")).values(born=sa.null())

"""Who has never agreed: the chat is forgotten, and who turns out to be a child leaves nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from storage import erasure
from storage.database import Writer
from storage.people import Person
from storage.schema import consents, inbox, people, roles

AT_ONCE = 25
"""Chats forgotten in one transaction, so that no reply waits for it; the rest a minute later."""


async def forget(tx: Writer, *, today: date, days: int, now: datetime) -> int:
    """Forget chats that nobody agreed in, so many days after the last word; how many there were.

    Who once agreed stays, since the proof of that has to, and so does who holds or held a role.
    """
    rows = await tx.all(_STRANGERS, {"last": today - timedelta(days=days)})
    await erasure.quietly(tx, [row[0] for row in rows], now)
    return len(rows)


async def is_a_child(tx: Writer, person: Person, now: datetime) -> Person:
    """Keep nothing of who is under sixteen but the chat and that.

    What was sent is withdrawn: nobody can agree for a child but its parents together with it, so a
    yes that was given counts for nothing, and its proof proves nothing.
    """
    if person.state == "yes":
        await erasure.withdraw(tx, person, "dialogue", answer="", now=now)
    await tx.run(sa.delete(consents).where(consents.c.person_id == person.id))
    await tx.run(
        sa.update(people)
        .where(people.c.id == person.id)
        .values(state="young", unit_id=None, terms="", born=None)
    )
    return replace(person, state="young", unit=None, terms="", born=None)


_STRANGERS = (
    sa.select(people.c.id)
    .where(
        people.c.state.in_(("new", "no", "young")),
        people.c.seen_on <= sa.bindparam("last", type_=people.c.seen_on.type),
        ~sa.exists().where(consents.c.person_id == people.c.id, consents.c.kind == "dialogue"),
        ~sa.exists().where(roles.c.person_id == people.c.id),
        ~sa.exists().where(
            inbox.c.state == "waiting",
            inbox.c.channel == people.c.channel,
            inbox.c.address == people.c.address,
        ),
    )
    .order_by(people.c.id)
    .limit(AT_ONCE)
)

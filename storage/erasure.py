"""Forgetting: a person with all that leads there, or all that one consent had allowed.

The statements are plain SQL and the only list of what is somebody's own, because two work through
it: a deed within its transaction, and `restore` on a file that nobody else has opened yet.

An opinion that is not in a conclusion goes altogether. One that is, stays as a text of nobody:
without author, way back, files, and the exact day. Files are let go here and removed from the disk
after the commit; a photo's row of nothing is what `bot/fetching.py` looks for, and a workbook's end
is what `bot/keeping.py` looks for.
"""

# ruff: noqa: S608 (each statement is put together of constants that stand here)

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from storage.consents import Kind
from storage.database import Reader, Writer
from storage.erasure_log import ALL, Erasure
from storage.people import Person
from storage.schema import Instant, people


@dataclass(frozen=True, slots=True)
class Scope:
    """What is somebody's own now: opinions that would go, and those that stay without identity."""

    open: int
    concluded: int
    drafts: int


async def scope(db: Reader, person: int) -> Scope:
    """What erasing somebody, or a withdrawn consent to the dialogue, would take away."""
    row = await db.one(_SCOPE, {"person": person})
    assert row is not None
    return Scope(row.open, row.concluded, row.drafts)


async def erase(tx: Writer, person: Person, now: datetime) -> Scope:
    """Forget somebody, the chat as well; what there was of opinions.

    Nobody is left who could be told: what is said about it may hold no reference to the person.
    """
    found = await scope(tx, person.id)
    await _all_of(tx, _EVERYTHING, person.id, now)
    tx.forgets(Erasure(person.id, now, ALL))
    return found


async def withdraw(
    tx: Writer, person: Person, kind: Kind, *, answer: str, now: datetime
) -> tuple[Person, Scope]:
    """Take one consent back; the person as it is now, and what there was of opinions.

    The proof of both answers stays. With the consent to the dialogue goes what it had allowed:
    opinions that are not in a conclusion are withdrawn, so that their receipts still say what became
    of them, and the way back is closed for good. Who agrees again begins anew. With the consent to a
    name in public no name is public any more, and the year of birth goes.
    """
    found = await scope(tx, person.id)
    values = {"person": person.id, "kind": kind, "answer": answer, "at": _micros(now)}
    for statement in _TAKE_BACK:
        await tx.run(sa.text(statement), values)
    tx.forgets(Erasure(person.id, now, kind))
    if kind == "public":
        await _all_of(tx, _NOT_PUBLIC, person.id, now)
        return replace(person, born=None), found
    if kind != "dialogue":
        return person, found
    await _all_of(tx, (*_DIALOGUE, _BECOME_NO), person.id, now)
    return replace(person, state="no", unit=None, terms="", born=None), found


async def quietly(tx: Writer, ids: Iterable[int], now: datetime) -> None:
    """Forget people whose time is over by the clock. Nothing is noted of it outside: whatever is
    restored has the same clock."""
    for person in ids:
        await _all_of(tx, _EVERYTHING, person, now)


def quietly_restored(connection: sqlite3.Connection, ids: Iterable[int], now: datetime) -> None:
    """The same in what was restored."""
    for person in ids:
        _run(connection, _EVERYTHING, {"person": person, "now": _micros(now)})


async def settle(tx: Writer, noted: Sequence[Erasure], now: datetime) -> int:
    """Do what was noted and not committed, since the house went down in between; how many people."""
    wanted = {each.person for each in noted if each.what == ALL}
    rows = await tx.all(sa.select(people.c.id))
    left = sorted(wanted.intersection(row[0] for row in rows)) if wanted else []
    await quietly(tx, left, now)
    return len(left)


def settle_restored(connection: sqlite3.Connection, noted: Sequence[Erasure], now: datetime) -> int:
    """The same in what was restored, with consents that were taken back since; how many of them
    all. The connection is in a transaction and enforces foreign keys.

    Numbers of people are never given out twice, also not to those who come after a restore.
    """
    done = 0
    for each in noted:
        values = {
            "person": each.person,
            "kind": each.what,
            "answer": "",
            "now": _micros(now),
            "at": _micros(each.at),
        }
        if each.what == ALL:
            done += connection.execute(_IS_THERE, values).fetchone()[0]
            _run(connection, _EVERYTHING, values)
        elif connection.execute(_NOT_TAKEN_BACK, values).fetchone()[0]:
            done += 1
            _run(connection, _TAKE_BACK, values)
            if each.what == "dialogue":
                _run(connection, (*_DIALOGUE, _BECOME_NO), values)
            elif each.what == "public":
                _run(connection, _NOT_PUBLIC, values)
    return done


# --- inside -----------------------------------------------------------------------------------


async def _all_of(tx: Writer, statements: Sequence[str], person: int, now: datetime) -> None:
    values = {"person": person, "now": _micros(now)}
    for statement in statements:
        await tx.run(sa.text(statement), values)


def _run(
    connection: sqlite3.Connection, statements: Sequence[str], values: Mapping[str, object]
) -> None:
    for statement in statements:
        connection.execute(statement, values)


def _micros(moment: datetime) -> int:
    value = Instant().process_bind_param(moment, None)
    assert value is not None
    return value


_SCOPE = sa.text(
    """
    SELECT count(*) FILTER (WHERE d.concluded_on IS NULL AND p.state != 'withdrawn') AS open,
        count(*) FILTER (WHERE d.concluded_on IS NOT NULL AND p.state != 'withdrawn') AS concluded,
        (SELECT count(*) FROM drafts WHERE person_id = :person AND conversation = 'propose') AS drafts
    FROM way_back w
    JOIN proposals p ON p.id = w.proposal_id
    JOIN dialogues d ON d.id = p.dialogue_id
    WHERE w.person_id = :person
    """
)

_MINE = "SELECT proposal_id FROM way_back WHERE person_id = :person"
_MINE_OPEN = """
    SELECT p.id FROM way_back w JOIN proposals p ON p.id = w.proposal_id
    JOIN dialogues d ON d.id = p.dialogue_id
    WHERE w.person_id = :person AND d.concluded_on IS NULL
"""
_MY_DRAFTS = "SELECT id FROM drafts WHERE person_id = :person"
_MY_CHAT = "SELECT address FROM people WHERE id = :person AND channel = 'web'"

# The order matters: the way back is what leads from a person to the opinions.
_OPINIONS_LOSE_THEIR_AUTHOR = (
    # A workbook that was made before holds the words and perhaps the name.
    f"""UPDATE files SET ends_at = 0 WHERE dialogue_id IN (
        SELECT dialogue_id FROM proposals WHERE id IN ({_MINE}))""",
    f"DELETE FROM authors WHERE proposal_id IN ({_MINE})",
    f"""UPDATE uploads SET proposal_id = NULL, draft_id = NULL, name = ''
        WHERE proposal_id IN ({_MINE}) OR draft_id IN ({_MY_DRAFTS})""",
    # As without a name: the Monday of its week.
    f"""UPDATE proposals SET received_on = date(received_on, 'weekday 0', '-6 days')
        WHERE id IN ({_MINE})""",
)
_DRAFTS = (
    f"DELETE FROM transcript WHERE draft_id IN ({_MY_DRAFTS})",
    "DELETE FROM drafts WHERE person_id = :person",
)
_LETTERS = (
    "DELETE FROM outbox WHERE state = 'queued' AND person_id = :person",
    "DELETE FROM outbox WHERE state = 'claimed' AND person_id = :person",
    "DELETE FROM outbox WHERE state NOT IN ('queued', 'claimed') AND person_id = :person",
)
_WHERE_THEY_WERE = (
    *_LETTERS,
    "DELETE FROM took_part WHERE person_id = :person",
    "DELETE FROM wishes WHERE person_id = :person",
    "DELETE FROM told WHERE person_id = :person",
)

_SHOWN_TO_OFFICERS = """
    SELECT d.id FROM drafts d JOIN alarms a ON json_extract(d.given, '$.alarm') = CAST(a.id AS TEXT)
    WHERE d.conversation = 'opened' AND a.person_id = :person
"""
_EVERYTHING = (
    *_OPINIONS_LOSE_THEIR_AUTHOR,
    f"DELETE FROM weekly_seen WHERE proposal_id IN ({_MINE_OPEN})",
    f"DELETE FROM proposals WHERE id IN ({_MINE_OPEN})",
    "DELETE FROM way_back WHERE person_id = :person",
    *_DRAFTS,
    *_WHERE_THEY_WERE,
    "DELETE FROM guesses WHERE person_id = :person",
    "DELETE FROM consents WHERE person_id = :person",
    # Where a duty officer's page still shows what was sealed, it is covered as well.
    f"UPDATE transcript SET text = '', body = '' WHERE draft_id IN ({_SHOWN_TO_OFFICERS})",
    f"DELETE FROM drafts WHERE id IN ({_SHOWN_TO_OFFICERS})",
    "DELETE FROM alarms WHERE person_id = :person",
    "DELETE FROM silences WHERE person_id = :person",
    "DELETE FROM strikes WHERE person_id = :person",
    # Who held a role and what they wrote in it; what was looked at stays, not by whom.
    "DELETE FROM roles WHERE person_id = :person",
    "UPDATE openings SET person_id = 0 WHERE person_id = :person",
    """DELETE FROM outbox WHERE kind = 'announcement' AND state IN ('queued', 'claimed') AND about IN (
        SELECT id FROM announcements WHERE person_id = :person)""",
    "DELETE FROM announcements WHERE person_id = :person",
    "DELETE FROM jobs WHERE person_id = :person",
    "UPDATE files SET ends_at = 0, person_id = NULL WHERE person_id = :person",
    """UPDATE requests SET person_id = NULL, done_at = coalesce(done_at, :now)
        WHERE person_id = :person""",
    # Of an event the key stays where it names nobody, against a second delivery.
    """DELETE FROM inbox WHERE id IN (SELECT i.id FROM people p JOIN inbox i
        ON i.channel = p.channel AND i.event_id >= p.address || ':' AND i.event_id < p.address || ';'
        WHERE p.id = :person)""",
    """UPDATE inbox SET state = 'done', body = '', address = '' WHERE state = 'waiting' AND EXISTS (
        SELECT 1 FROM people p WHERE p.id = :person
        AND p.channel = inbox.channel AND p.address = inbox.address)""",
    f"DELETE FROM transcript WHERE address IN ({_MY_CHAT})",
    f"DELETE FROM web_sessions WHERE address IN ({_MY_CHAT})",
    "DELETE FROM people WHERE id = :person",
)
_DIALOGUE = (
    *_OPINIONS_LOSE_THEIR_AUTHOR,
    f"UPDATE proposals SET text = '', state = 'withdrawn' WHERE id IN ({_MINE_OPEN})",
    "DELETE FROM way_back WHERE person_id = :person",
    *_DRAFTS,
    *_WHERE_THEY_WERE,
    f"DELETE FROM transcript WHERE address IN ({_MY_CHAT})",
)

_NOT_PUBLIC = (
    f"UPDATE authors SET public = 0 WHERE proposal_id IN ({_MINE})",
    "UPDATE people SET born = NULL WHERE id = :person",
)

_IS_THERE = "SELECT count(*) FROM people WHERE id = :person"
_NOT_TAKEN_BACK = """
    SELECT count(*) FROM consents WHERE given AND at < :at AND id = (
        SELECT max(id) FROM consents WHERE person_id = :person AND kind = :kind)
"""
_TAKE_BACK = (
    """INSERT INTO consents (person_id, kind, given, version, hash, answer, channel, at)
        SELECT person_id, kind, 0, version, hash, :answer, channel, :at FROM consents
        WHERE person_id = :person AND kind = :kind ORDER BY id DESC LIMIT 1""",
)
_BECOME_NO = """
    UPDATE people SET state = 'no', unit_id = NULL, terms = '', born = NULL WHERE id = :person
"""

# ruff: noqa: S608 (each statement is put together of constants that stand here)
"""What is over by the clock, found and removed; and what is overdue, for `check`.

As with erasures the statements are plain SQL, since `restore` works through the same list: what is
restored has the same clock. Each is found by a question of its own first, because that may take a
while and the one writer is not to wait for it, and asked again where it is removed.

What is meant by identity: the name in `authors`, the way back, that somebody took part, what they
were told of that dialogue and wished of it; and the row of a person with nothing open. Open is a
draft, a role, a way back, having taken part in a dialogue whose time is not over, a wish for what is
still to come, and a standing yes to news. Who blocked the bot wishes for nothing any more. The
opinion itself stays, as a text of nobody, with its photos.
"""

from __future__ import annotations

import calendar
import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from storage import erasure
from storage.database import Database, Reader, Writer
from storage.retention import Retention
from storage.schema import Instant, dialogues, files

AT_ONCE = 200
"""Rows removed in one transaction, so that no reply waits for a spring-cleaning."""
CONCLUDED_WITHIN = timedelta(days=10)
"""The law's limit for a conclusion, counted from the day of the dialogue; it stands in for one that
nobody has recorded (Luật Thanh niên 57/2020, Article 10)."""
GRACE = timedelta(days=1)
"""What is over for less than this is not overdue: the clock comes by every hour."""
MOST_RUNS = 10_000


@dataclass(frozen=True, slots=True)
class Rules:
    """How long what is kept, and in which zone days are meant."""

    keep: Retention
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Swept:
    """How many of each kind were removed."""

    identities: int = 0
    people: int = 0
    drafts: int = 0
    transcripts: int = 0

    @property
    def any(self) -> bool:
        """Whether there may be more."""
        return bool(self.identities or self.people or self.drafts or self.transcripts)


def identity_ends(at: datetime, concluded_on: date | None, rules: Rules) -> date:
    """The day after which nobody's identity is kept for a dialogue."""
    begins = concluded_on or (at.astimezone(rules.zone) + CONCLUDED_WITHIN).date()
    return _months_later(begins, rules.keep.identity_months)


async def sweep(database: Database, rules: Rules, now: datetime) -> Swept:
    """Remove the next of what is over, at most `AT_ONCE` of each; nothing left is all zeros."""
    values = _values(rules, now)
    found: dict[str, list[object]] = {}
    async with database.read() as db:
        over = await _dialogues_over(db, rules, now)
        for name, question in _QUESTIONS.items():
            text = sa.text(question)
            rows = await db.all(text, {**values, "over": json.dumps(over), "most": AT_ONCE})
            found[name] = [row[0] for row in rows]
    if not any(found.values()):
        return Swept()
    async with database.write() as tx:
        return await _remove(tx, found, {**values, "over": json.dumps(over)}, now)


async def exports_over(db: Reader, rules: Rules, now: datetime) -> list[str]:
    """Files of the data folder whose time is over."""
    before = now - timedelta(days=rules.keep.exports_days)
    rows = await db.all(
        sa.select(files.c.id)
        .where((files.c.made_at <= before) | (files.c.ends_at <= now))
        .limit(AT_ONCE)
    )
    return [row[0] for row in rows]


def settle_restored(connection: sqlite3.Connection, rules: Rules, now: datetime) -> None:
    """The same in what was restored, all of it. The connection is in a transaction and enforces
    foreign keys. Files are left to the run, which knows their folder."""
    values = _values(rules, now)
    rows = connection.execute("SELECT id, at, concluded_on FROM dialogues").fetchall()
    over = json.dumps([id_ for id_, at, on in rows if _is_over(_read(at), _day(on), rules, now)])
    for _run in range(MOST_RUNS):
        found = 0
        for name, question in _QUESTIONS.items():
            asked = {**values, "over": over, "most": AT_ONCE}
            ids = [row[0] for row in connection.execute(question, asked).fetchall()]
            found += len(ids)
            if name == "people":
                erasure.quietly_restored(connection, ids, now)
                continue
            for statement in _REMOVALS[name] if ids else ():
                connection.execute(statement, {**values, "over": over, "ids": json.dumps(ids)})
        if not found:
            return


def overdue(file: sqlite3.Connection, rules: Rules, now: datetime) -> Mapping[str, int]:
    """How much of what should be gone for a day by now, by the key of the configuration."""
    late = now - GRACE
    values = _values(rules, late)
    rows = file.execute("SELECT id, at, concluded_on FROM dialogues").fetchall()
    over = json.dumps([id_ for id_, at, on in rows if _is_over(_read(at), _day(on), rules, late)])
    asked = {**values, "over": over, "most": -1}

    def number(*names: str) -> int:
        return sum(
            int(file.execute(f"SELECT count(*) FROM ({_QUESTIONS[name]})", asked).fetchone()[0])
            for name in names
        )

    before = _micros(late - timedelta(days=rules.keep.exports_days))
    exports = file.execute(
        "SELECT count(*) FROM files WHERE made_at <= ? OR ends_at <= ?", (before, _micros(late))
    ).fetchone()[0]
    return {
        "identity_months": number("authors", "way_back", "took_part", "told", "wishes", "people"),
        "drafts_days": number("drafts"),
        "transcripts_days": number("transcripts"),
        "exports_days": int(exports),
    }


# --- inside -----------------------------------------------------------------------------------


async def _dialogues_over(db: Reader, rules: Rules, now: datetime) -> list[int]:
    rows = await db.all(sa.select(dialogues.c.id, dialogues.c.at, dialogues.c.concluded_on))
    return [r.id for r in rows if _is_over(r.at, r.concluded_on, rules, now)]


def _is_over(at: datetime, on: date | None, rules: Rules, now: datetime) -> bool:
    return now.astimezone(rules.zone).date() > identity_ends(at, on, rules)


async def _remove(
    tx: Writer, found: Mapping[str, Sequence[object]], values: Mapping[str, object], now: datetime
) -> Swept:
    number: dict[str, int] = {}
    for name, ids in found.items():
        if name == "people":
            continue
        asked = {**values, "ids": json.dumps(ids)}
        for statement in _REMOVALS[name] if ids else ():
            number[name] = await tx.run(sa.text(statement), asked)
    # Somebody may have written since they were found.
    again = sa.text(f"SELECT id FROM ({_QUESTIONS['people']}) WHERE id IN ({_IDS})")
    asked = {**values, "most": -1, "ids": json.dumps(found["people"])}
    gone = [row[0] for row in await tx.all(again, asked)] if found["people"] else []
    await erasure.quietly(tx, gone, now)
    names = sum(number.get(n, 0) for n in ("authors", "way_back", "took_part", "told", "wishes"))
    return Swept(names, len(gone), number.get("drafts", 0), number.get("transcripts", 0))


def _values(rules: Rules, now: datetime) -> dict[str, object]:
    today = now.astimezone(rules.zone).date()
    return {
        "now": _micros(now),
        "drafts_before": _micros(now - timedelta(days=rules.keep.drafts_days)),
        "said_before": _micros(now - timedelta(days=rules.keep.transcripts_days)),
        "seen_before": _months_later(today, -rules.keep.identity_months).isoformat(),
        "blocked_before": _micros(now - timedelta(days=30 * rules.keep.identity_months)),
    }


def _months_later(day: date, months: int) -> date:
    """The same day of another month, its last where that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _micros(moment: datetime) -> int:
    value = Instant().process_bind_param(moment, None)
    assert value is not None
    return value


def _read(micros: int) -> datetime:
    moment = Instant().process_result_value(micros, None)
    assert moment is not None
    return moment


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_IDS = "SELECT value FROM json_each(:ids)"
_OVER = "SELECT value FROM json_each(:over)"

_QUESTIONS = {
    "authors": f"""SELECT a.proposal_id FROM authors a JOIN proposals p ON p.id = a.proposal_id
        WHERE p.dialogue_id IN ({_OVER}) LIMIT :most""",
    "way_back": f"""SELECT w.proposal_id FROM way_back w JOIN proposals p ON p.id = w.proposal_id
        WHERE p.dialogue_id IN ({_OVER}) LIMIT :most""",
    "took_part": f"""SELECT DISTINCT person_id FROM took_part
        WHERE dialogue_id IN ({_OVER}) LIMIT :most""",
    "told": f"SELECT DISTINCT person_id FROM told WHERE dialogue_id IN ({_OVER}) LIMIT :most",
    "wishes": f"SELECT id FROM wishes WHERE dialogue_id IN ({_OVER}) LIMIT :most",
    "drafts": "SELECT id FROM drafts WHERE touched_at <= :drafts_before LIMIT :most",
    "transcripts": """SELECT t.id FROM transcript t
        LEFT JOIN people p ON p.channel = 'web' AND p.address = t.address
        WHERE t.at <= :said_before AND NOT EXISTS (
            SELECT 1 FROM dialogues d WHERE d.at > :said_before AND d.state != 'cancelled' AND (
                d.id IN (SELECT dialogue_id FROM told WHERE person_id = p.id)
                OR d.id IN (SELECT dialogue_id FROM took_part WHERE person_id = p.id)))
        LIMIT :most""",
    "people": """SELECT p.id FROM people p
        WHERE p.state = 'yes' AND p.seen_on < :seen_before
        AND NOT EXISTS (SELECT 1 FROM roles r WHERE r.person_id = p.id AND r.ended_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.person_id = p.id)
        AND NOT EXISTS (SELECT 1 FROM way_back w WHERE w.person_id = p.id)
        AND NOT EXISTS (SELECT 1 FROM took_part k WHERE k.person_id = p.id)
        AND (p.blocked_at <= :blocked_before OR NOT (
            EXISTS (SELECT 1 FROM wishes w LEFT JOIN dialogues d ON d.id = w.dialogue_id
                WHERE w.person_id = p.id AND w.wanted AND (d.id IS NULL OR d.at > :now))
            OR EXISTS (SELECT 1 FROM consents c WHERE c.given AND c.kind = 'news' AND c.id = (
                SELECT max(id) FROM consents WHERE person_id = p.id AND kind = 'news'))))
        LIMIT :most""",
}
_REMOVALS = {
    "authors": (f"DELETE FROM authors WHERE proposal_id IN ({_IDS})",),
    "way_back": (f"DELETE FROM way_back WHERE proposal_id IN ({_IDS})",),
    "took_part": (
        f"DELETE FROM took_part WHERE dialogue_id IN ({_OVER}) AND person_id IN ({_IDS})",
    ),
    "told": (f"DELETE FROM told WHERE dialogue_id IN ({_OVER}) AND person_id IN ({_IDS})",),
    "wishes": (f"DELETE FROM wishes WHERE id IN ({_IDS})",),
    "drafts": (
        # Who has gone on with it since it was found keeps it.
        f"""DELETE FROM transcript WHERE draft_id IN (
            SELECT id FROM drafts WHERE id IN ({_IDS}) AND touched_at <= :drafts_before)""",
        f"DELETE FROM drafts WHERE id IN ({_IDS}) AND touched_at <= :drafts_before",
    ),
    "transcripts": (f"DELETE FROM transcript WHERE id IN ({_IDS})",),
}

"""Every table, readable from top to bottom.

Instants are kept as whole microseconds of UTC, days as ISO dates. An id that is lent to
people or to other programs is AUTOINCREMENT, so that it never means a second thing.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as microseconds of UTC, so that it sorts and compares as a number."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> int | None:  # noqa: ANN401
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, _dialect: Any) -> datetime | None:  # noqa: ANN401
        return None if value is None else _EPOCH + timedelta(microseconds=value)


tables = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# --- the programme -------------------------------------------------------------------------

facts = Table(
    "facts",
    tables,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    comment="Single facts of the installation, such as the version of the programme.",
)

units = Table(
    "units",
    tables,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("short", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("parent_id", ForeignKey("units.id"), index=True),
    Column("aliases", Text, nullable=False, default="[]", server_default="[]"),
    Column("valid_to", Date),
    Column("successor_id", ForeignKey("units.id")),
    Column("sample", Boolean, nullable=False, default=False, server_default="0"),
    comment="One tree of any depth: province, ward, branch. No level is hard-coded.",
    sqlite_autoincrement=True,
)

dialogues = Table(
    "dialogues",
    tables,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False, index=True),
    Column("theme", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("cutoff", Instant, nullable=False),
    Column("cutoff_by_hand", Boolean, nullable=False, default=False, server_default="0"),
    Column("place", Text, nullable=False, default="", server_default=""),
    Column("state", Text, nullable=False, default="open", server_default="open"),
    Column("moves", Integer, nullable=False, default=0, server_default="0"),
    Column("concluded_on", Date),
    Column("sample", Boolean, nullable=False, default=False, server_default="0"),
    comment=(
        "A meeting with the chairperson of a unit. state: open, closed, cancelled. moves: how "
        "often its day, cutoff or place was changed. concluded_on: the day of its conclusion; "
        "whatever was sent to it is in that paper from then on."
    ),
    sqlite_autoincrement=True,
)

topics = Table(
    "topics",
    tables,
    Column("id", Integer, primary_key=True),
    Column("dialogue_id", ForeignKey("dialogues.id"), nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("english", Text, nullable=False),
    Column("keywords", Text, nullable=False, default="[]", server_default="[]"),
    Column("position", Integer, nullable=False),
    UniqueConstraint("dialogue_id", "code"),
    comment="The fields a dialogue groups by: data of the dialogue, seeded with fourteen.",
)

# --- people --------------------------------------------------------------------------------

people = Table(
    "people",
    tables,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("language_chosen", Boolean, nullable=False, default=False, server_default="0"),
    Column("state", Text, nullable=False, default="new", server_default="new"),
    Column("terms", Text, nullable=False, default="", server_default=""),
    Column("seen_on", Date, nullable=False),
    Column("born", Integer),
    Column("unit_id", ForeignKey("units.id"), index=True),
    Column("keyboard", Text, nullable=False, default="", server_default=""),
    Column("hold_until", Instant),
    Column("blocked_at", Instant),
    UniqueConstraint("channel", "address"),
    comment=(
        "One chat. Before a yes only channel, address, language, state and day are filled. "
        "language_chosen: by the person, not taken from the platform. state: new, yes, no, young. "
        "terms: version and hash of the text that the standing yes was given to. born: the year, "
        "while the name may be shown in public. hold_until keeps later events behind one that is "
        "tried again."
    ),
    sqlite_autoincrement=True,
)

consents = Table(
    "consents",
    tables,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("given", Boolean, nullable=False),
    Column("version", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_consents_person_kind", "person_id", "kind", "id"),
    comment=(
        "The proof of each consent and of each withdrawal: which text was shown, what was answered, "
        "when, where. Rows are only added; the latest of a kind is what stands. kind: dialogue, "
        "public, news."
    ),
    sqlite_autoincrement=True,
)

roles = Table(
    "roles",
    tables,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("ended_at", Instant),
    comment="secretary, staff, duty or admin, over a unit and all below it.",
    sqlite_autoincrement=True,
)

role_codes = Table(
    "role_codes",
    tables,
    Column("id", Integer, primary_key=True),
    Column("hash", Text, nullable=False, unique=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("until", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("sample", Boolean, nullable=False, default=False, server_default="0"),
    comment="One-time codes by which roles are given; only a hash is kept.",
    sqlite_autoincrement=True,
)

guesses = Table(
    "guesses",
    tables,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_guesses_person_at", "person_id", "at"),
    comment="Wrong receipts and role codes, so that guessing is slowed per account.",
)

# --- what a person gives -------------------------------------------------------------------

drafts = Table(
    "drafts",
    tables,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("conversation", Text, nullable=False),
    Column("given", Text, nullable=False),
    Column("heard", Text, nullable=False, default="{}", server_default="{}"),
    Column("question", Text, nullable=False, default="", server_default=""),
    Column("changing", Text, nullable=False, default="", server_default=""),
    Column("asked", Integer, nullable=False, default=0, server_default="0"),
    Column("parked", Integer, nullable=False, default=0, server_default="0"),
    Column("started_at", Instant, nullable=False),
    Column("touched_at", Instant, nullable=False),
    comment=(
        "An unfinished conversation: what was given so far, by key. parked 0 is the one in front, "
        "higher numbers lie deeper. heard: which message gave which answer."
    ),
)

proposals = Table(
    "proposals",
    tables,
    Column("id", Text, primary_key=True),
    Column("dialogue_id", ForeignKey("dialogues.id"), nullable=False),
    Column("unit_id", ForeignKey("units.id")),
    Column("topic_id", ForeignKey("topics.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("receipt", Text, nullable=False, unique=True),
    Column("received_on", Date, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("source", Text, nullable=False),
    Column("state", Text, nullable=False, default="received", server_default="received"),
    Column("sample", Boolean, nullable=False, default=False, server_default="0"),
    Index("ix_proposals_dialogue_topic", "dialogue_id", "topic_id", "id"),
    comment=(
        "What was proposed, by nobody: there is no person here. The id is random; without a name "
        "received_on is the Monday of the week. state: received, withdrawn."
    ),
    sqlite_with_rowid=False,
)

authors = Table(
    "authors",
    tables,
    Column("proposal_id", ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("draft_id", BigInteger, nullable=False, unique=True),
    Column("public", Boolean, nullable=False, default=False, server_default="0"),
    Column("age", Text, nullable=False, default="", server_default=""),
    comment=(
        "A name, only where the person chose to give it. public: it may be shown in public. age: "
        "minor or beyond (the age of youth), where the year of birth was asked for that."
    ),
    sqlite_with_rowid=False,
)

way_back = Table(
    "way_back",
    tables,
    Column("proposal_id", ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    comment="How the answer finds its author. Read by the sender and by the person's own «mine».",
    sqlite_with_rowid=False,
)

uploads = Table(
    "uploads",
    tables,
    Column("id", Text, primary_key=True),
    Column("draft_id", BigInteger, index=True),
    Column("proposal_id", ForeignKey("proposals.id", ondelete="SET NULL"), index=True),
    Column("place", Integer, nullable=False),
    Column("channel", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("ending", Text, nullable=False, default="", server_default=""),
    Column("reference", Text, nullable=False),
    Column("state", Text, nullable=False, default="waiting", server_default="waiting"),
    Column("tries", Integer, nullable=False, default=0, server_default="0"),
    Column("not_before", Instant),
    Index("ix_uploads_waiting", "not_before", sqlite_where=text("state = 'waiting'")),
    comment=(
        "What was sent along: of a draft, then of a proposal, then of nobody and removed. The id is "
        "random and the name on the disk; the platform's reference and every instant go when the "
        "file is there. state: waiting, kept, failed."
    ),
    sqlite_with_rowid=False,
)

took_part = Table(
    "took_part",
    tables,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("dialogue_id", ForeignKey("dialogues.id"), primary_key=True),
    comment="Who has sent something, without what: for reminders and audiences.",
    sqlite_with_rowid=False,
)

# --- what the house says unasked -----------------------------------------------------------

wishes = Table(
    "wishes",
    tables,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("dialogue_id", ForeignKey("dialogues.id"), index=True),
    Column("wanted", Boolean, nullable=False, default=True, server_default="1"),
    Column("since", Instant, nullable=False),
    UniqueConstraint("person_id", "dialogue_id"),
    Index("ix_wishes_every", "person_id", unique=True, sqlite_where=text("dialogue_id IS NULL")),
    comment=(
        "Who asked to be reminded of a dialogue; without one, of every dialogue, or of none where "
        "wanted is no."
    ),
)

told = Table(
    "told",
    tables,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("dialogue_id", ForeignKey("dialogues.id"), primary_key=True, index=True),
    Column("at", Instant),
    Column("cutoff", Instant),
    Column("place", Text),
    Column("cancelled", Boolean, nullable=False, default=False, server_default="0"),
    Column("letter_id", BigInteger, nullable=False, default=0, server_default="0"),
    comment=(
        "What a person was last told of a dialogue; empty where it was not named. letter_id is "
        "the letter of the outbox that said it, 0 where a reply did."
    ),
    sqlite_with_rowid=False,
)

announcements = Table(
    "announcements",
    tables,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("audience", Integer, nullable=False),
    Column("news", Boolean, nullable=False, default=False, server_default="0"),
    Column("planned_up_to", Integer, nullable=False, default=0, server_default="0"),
    Column("planned_at", Instant),
    Column("reported_at", Instant),
    comment=(
        "What a secretary sends to a unit and all below it. news: it is of other activities than a "
        "dialogue, and goes to who agreed to that."
    ),
    sqlite_autoincrement=True,
)

jobs = Table(
    "jobs",
    tables,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("person_id", ForeignKey("people.id")),
    Column("unit_id", ForeignKey("units.id")),
    Column("dialogue_id", ForeignKey("dialogues.id"), nullable=False),
    Column("dedup_key", Text, nullable=False, unique=True),
    Column("state", Text, nullable=False, default="waiting", server_default="waiting"),
    Column("tries", Integer, nullable=False, default=0, server_default="0"),
    Column("not_before", Instant, nullable=False),
    Index("ix_jobs_waiting", "not_before", sqlite_where=text("state = 'waiting'")),
    comment=(
        "Work that is done after the turn, in a process of its own: building a workbook, for a "
        "person, or every week for the office of a unit."
    ),
    sqlite_autoincrement=True,
)

weekly = Table(
    "weekly",
    tables,
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
    Column("day", Integer),
    Column("at", Text, nullable=False, default="", server_default=""),
    Column("is_off", Boolean, nullable=False, default=False, server_default="0"),
    comment="Units whose office gets the weekly file at another day or hour, or not at all.",
)

weekly_seen = Table(
    "weekly_seen",
    tables,
    Column("job_id", ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("proposal_id", ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_weekly_seen_proposal_id", "proposal_id"),
    comment="What was new in which weekly file; it counts when the job is done.",
    sqlite_with_rowid=False,
)

files = Table(
    "files",
    tables,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("dialogue_id", ForeignKey("dialogues.id"), index=True),
    Column("person_id", ForeignKey("people.id"), index=True),
    Column("ends_at", Instant),
    comment=(
        "Files in the data folder, stored under a random id, never under a given name. dialogue_id: "
        "whose opinions are in it; person_id: whose own copy it is; ends_at: when it is removed, "
        "where that is sooner than for others."
    ),
)

requests = Table(
    "requests",
    tables,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("person_id", ForeignKey("people.id"), index=True),
    Column("received_at", Instant, nullable=False),
    Column("done_at", Instant),
    Index("ix_requests_open", "id", sqlite_where=text("done_at IS NULL")),
    comment=(
        "The register of what people asked for with their data. kind: copy, correct, "
        "withdraw-dialogue, withdraw-public, withdraw-news, erase. person_id is there until it is "
        "done, and empty afterwards."
    ),
    sqlite_autoincrement=True,
)

# --- what is not a proposal ----------------------------------------------------------------

contacts = Table(
    "contacts",
    tables,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("unit_id", ForeignKey("units.id"), index=True),
    Column("name", Text, nullable=False, default="", server_default=""),
    Column("reach", Text, nullable=False, default="", server_default=""),
    Column("hours", Text, nullable=False, default="", server_default=""),
    Column("hours_english", Text, nullable=False, default="", server_default=""),
    Column("checked_on", Date),
    comment=(
        "The numbers and offices that are told to people, of one unit and what is below it or of "
        "all: how each is reached, when, and on which day somebody last saw that this is so."
    ),
    sqlite_autoincrement=True,
)

alarms = Table(
    "alarms",
    tables,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("told_at", Instant),
    Column("calls", Integer, nullable=False, default=0, server_default="0"),
    Column("reply", Text, nullable=False, default="", server_default=""),
    comment=(
        "What somebody in distress asked to be shown to the duty officer of a unit; nothing is here "
        "without that yes. It goes when it was looked at, at the latest after seven days, and is in "
        "no backup, workbook or log. calls: how often its officers were told, told_at: when last; reply: "
        "what the officer chose to be said back, the words are gone by then."
    ),
    sqlite_autoincrement=True,
)

openings = Table(
    "openings",
    tables,
    Column("id", Integer, primary_key=True),
    Column("alarm_id", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("unit_id", Integer, nullable=False),
    Column("person_id", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    comment=(
        "Each time that a duty officer opened what was sealed: who, when, which. It outlives what "
        "was opened, and names nobody but the officer."
    ),
    sqlite_autoincrement=True,
)

counters = Table(
    "counters",
    tables,
    Column("kind", Text, primary_key=True),
    Column("unit_id", Integer, primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    Column("number", Integer, nullable=False),
    comment=(
        "How often what is no proposal was recognised, and nothing else of it. unit_id is the ward's "
        "and never the branch's, 0 where there is none."
    ),
    sqlite_with_rowid=False,
)

silences = Table(
    "silences",
    tables,
    Column("person_id", ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("until", Instant, nullable=False),
    comment="Chats to which nothing but replies leaves until then, after an alarm.",
    sqlite_with_rowid=False,
)

strikes = Table(
    "strikes",
    tables,
    Column("person_id", ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("until", Instant),
    Column("told", Boolean, nullable=False, default=False, server_default="0"),
    Column("at", Instant, nullable=False),
    comment=(
        "How often in a row somebody who agreed sent advertising or insults, and until when that "
        "chat rests. told: whether that was said since. It goes after a day."
    ),
    sqlite_with_rowid=False,
)

# --- the path ------------------------------------------------------------------------------

inbox = Table(
    "inbox",
    tables,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("came_at", Instant, nullable=False),
    Column("tries", Integer, nullable=False, default=0, server_default="0"),
    Column("state", Text, nullable=False, default="waiting", server_default="waiting"),
    Column("trouble", Text, nullable=False, default="", server_default=""),
    UniqueConstraint("channel", "event_id"),
    Index("ix_inbox_waiting", "id", sqlite_where=text("state = 'waiting'")),
    Index("ix_inbox_came_at", "came_at"),
    comment=(
        "What platforms sent. state: waiting, done (the key stays seven days, words and address do "
        "not), aside."
    ),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    tables,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("person_id", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("dedup_key", Text, unique=True),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False, default=0, server_default="0"),
    Column("not_before", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("guard", Text, nullable=False, default="", server_default=""),
    Column("about", Integer, nullable=False, default=0, server_default="0"),
    Column("made_at", Instant, nullable=False),
    Column("left_at", Instant),
    Index(
        "ix_outbox_queued",
        "channel",
        "priority",
        "id",
        sqlite_where=text("state = 'queued'"),
    ),
    Index("ix_outbox_claimed", "id", sqlite_where=text("state = 'claimed'")),
    Index("ix_outbox_about", "kind", "about"),
    Index("ix_outbox_reminded", "person_id", "left_at", sqlite_where=text("kind = 'reminder'")),
    Index(
        "ix_outbox_ended",
        "person_id",
        sqlite_where=text("state NOT IN ('queued', 'claimed')"),
    ),
    comment=(
        "What leaves. state: queued, claimed, sent, unknown (may have arrived), gone (blocked), "
        "refused (our fault), dropped (no longer true). guard is asked again when the row leaves; "
        "about is the dialogue or announcement it depends on. left_at: when it was claimed."
    ),
)

# --- the web chat's own --------------------------------------------------------------------

web_sessions = Table(
    "web_sessions",
    tables,
    Column("hash", Text, primary_key=True),
    Column("address", Text, nullable=False, index=True),
    Column("made_at", Instant, nullable=False),
    comment="Which browser is which chat; only a hash of the cookie is kept.",
)

transcript = Table(
    "transcript",
    tables,
    Column("id", Integer, primary_key=True),
    Column("address", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("body", Text, nullable=False, default="", server_default=""),
    Column("draft_id", BigInteger, nullable=False, default=0, server_default="0"),
    Column("at", Instant, nullable=False),
    UniqueConstraint("address", "key"),
    Index("ix_transcript_address_id", "address", "id"),
    comment="What the web chat shows again after a reload. author: bot, me.",
    sqlite_autoincrement=True,
)

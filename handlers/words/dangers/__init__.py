"""What is not a proposal and must not become one: rules, held against every text before all else.

How they work and what they cannot see: docs/safety.md.
"""

from typing import Literal

from handlers.words.dangers import (
    accusations,
    age,
    child_abuse,
    emergency,
    numbers_shown,
    self_harm,
    unwanted,
)
from handlers.words.dangers.heard import Heard
from handlers.words.dangers.rules import Table

Danger = Literal[
    "self_harm_hint",
    "self_harm",
    "child_abuse",
    "emergency",
    "denunciation",
    "complaint",
    "id_number",
    "bank_number",
    "spam",
    "insult",
    "political",
    "under_16",
]

_GRAVE: tuple[tuple[Danger, Table], ...] = (
    ("self_harm", self_harm.OUTRIGHT),
    ("self_harm", self_harm.EXPLICIT),
    ("self_harm_hint", self_harm.HINT),
    ("child_abuse", child_abuse.RULES),
    ("emergency", emergency.RULES),
    ("self_harm_hint", self_harm.FAINT),
    ("denunciation", accusations.DENUNCIATION),
    ("complaint", accusations.COMPLAINT),
)
_LIGHT: tuple[tuple[Danger, Table], ...] = (
    ("spam", unwanted.SPAM),
    ("insult", unwanted.INSULT),
    ("political", unwanted.POLITICAL),
)
_KEYS = age.KEYS.union(*(table.keys for _, table in (*_GRAVE, *_LIGHT)))


def danger_in(text: str, year: int | None = None) -> Danger | None:
    """The gravest danger that a text speaks of, or None; a life comes before all else.

    `year` is the clock's, for years of birth; without it none is judged. Nothing is kept.
    """
    heard = Heard(text, _KEYS)
    return _first(_GRAVE, heard) or _number(text) or _first(_LIGHT, heard) or _age(heard, year)


def _first(tables: tuple[tuple[Danger, Table], ...], heard: Heard) -> Danger | None:
    return next((danger for danger, table in tables if table.finds(heard)), None)


def _number(text: str) -> Danger | None:
    if not numbers_shown.has_long_number(text):
        return None
    line = numbers_shown.without_marks(text)
    if numbers_shown.is_id_number(line):
        return "id_number"
    if numbers_shown.is_bank_number(line):
        return "bank_number"
    return "id_number" if numbers_shown.is_citizen_number(line) else None


def _age(heard: Heard, year: int | None) -> Danger | None:
    return "under_16" if age.is_under_16(heard, year) else None

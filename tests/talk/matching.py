"""The tables of what people type: their cases, and what the house's own reading makes of each."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handlers import CONVERSATIONS
from handlers.talk.reading import Picked, Typed, read_text
from handlers.talk.registry import CANCEL, GO_BACK
from handlers.talk.script import SEND
from handlers.words.cleaning import clean
from handlers.youth.join import branches_named
from storage.messages import Offer, Question
from storage.programme import Programme, Unit

DATA = Path(__file__).parents[1] / "data"
UNCLEAR, NONE, WORDS, ADDED = "unclear", "none", "words", "added"
YES_NO = (Offer("yes", "Có"), Offer("no", "Không"))


@dataclass(frozen=True)
class Case:
    """One line of a table: what is shown, what is typed, what it means."""

    id: str
    shown: str
    offers: str
    typed: str
    means: str
    note: str

    @property
    def labels(self) -> list[str]:
        """What is offered; of a branch without its other names."""
        return [name for name, *_others in self.named]

    @property
    def named(self) -> list[list[str]]:
        """Each offer with its other names, «Khu phố 3 = KP3»."""
        return [[name.strip() for name in offer.split("=")] for offer in self.offers.split("|")]


def table(name: str) -> list[Case]:
    """Every case of a table, the typed text letter for letter."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [Case(**row) for row in csv.DictReader(file, dialect=_AsItIs)]


class _AsItIs(csv.excel_tab):
    quoting = csv.QUOTE_NONE
    lineterminator = "\n"


def meaning(case: Case) -> str:
    """What the house understands, in the words of the tables."""
    typed = clean(case.typed)
    if case.shown == "command":
        return commanded(typed)
    if case.shown == "branch":
        return in_order([unit.name for unit in branches_named(tree(case.named), typed)])
    reading = read_text(question(case), typed)
    if isinstance(reading, Picked):
        return reading.id if case.shown == "yes_no" else reading.label
    if isinstance(reading, Typed):
        return ADDED if case.shown == "card" else WORDS
    return UNCLEAR


def question(case: Case) -> Question:
    """The question as it is open when somebody types."""
    offers = [Offer(f"id{place}", label) for place, label in enumerate(case.labels)]
    if case.shown == "yes_no":
        return Question(id="1", key="sure", kind="choice", offers=YES_NO)
    if case.shown == "card":
        offers[0] = Offer(SEND, case.labels[0])
        return Question(id="1", key="card", kind="review", offers=tuple(offers), adds_to="text")
    if case.shown == "text":
        return Question(id="1", key="name", kind="text", offers=tuple(offers))
    return Question(id="1", key="which", kind="choice", offers=tuple(offers))


def commanded(typed: str) -> str:
    """The first word of the command that is meant, by its stroke or by its whole name."""
    found = CONVERSATIONS.command(typed)
    if found is None:
        called = CONVERSATIONS.called(typed)
        return called.commands[0] if called else NONE
    word = found[0]
    if word in CANCEL or word in GO_BACK:
        return CANCEL[0] if word in CANCEL else GO_BACK[0]
    conversation = CONVERSATIONS.commanded(word)
    return conversation.commands[0] if conversation else NONE


def tree(named: Sequence[Sequence[str]]) -> Programme:
    """A ward with these branches."""
    units = {1: Unit(1, "XX", "XX", "Phường Mẫu", None, ())}
    for place, (name, *aliases) in enumerate(named, start=2):
        units[place] = Unit(place, f"u{place}", f"u{place}", name, 1, tuple(aliases))
    return Programme(version=1, units=units)


def in_order(found: Sequence[str]) -> str:
    """The names that were found, the best first."""
    return " / ".join(found) or UNCLEAR


def offered_commands() -> set[str]:
    """The first word of each command there is."""
    own = {c.commands[0] for c in CONVERSATIONS.conversations if c.commands}
    return {*own, CANCEL[0], GO_BACK[0]}

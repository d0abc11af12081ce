"""What must be noticed before anything else, and what only looks like it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from handlers.words.dangers import Danger, danger_in

DATA = Path(__file__).parent.parent / "data"
YEAR = 2027

NAMED: dict[str, Danger] = {
    "identity_data": "id_number",
    "insult": "insult",
    "spam_link": "spam",
    "spam_ad": "spam",
    "denunciation": "denunciation",
    "child_abuse_report": "child_abuse",
    "complaint": "complaint",
    "self_harm_hint": "self_harm_hint",
    "self_harm_explicit": "self_harm",
    "emergency": "emergency",
    "under_16": "under_16",
    "political_bait": "political",
}


def read(name: str) -> list[dict[str, str]]:
    """A labelled set, row by row."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def label(text: str) -> str:
    """As the labelled sets have it: they make one of a hint and what is said outright."""
    found = danger_in(text, YEAR) or "none"
    return "self_harm" if found == "self_harm_hint" else found


@pytest.mark.parametrize("row", read("messages.tsv"), ids=lambda row: str(row["id"]))
def test_the_samples_are_what_they_are(row: dict[str, str]) -> None:
    assert danger_in(row["text"], YEAR) == NAMED.get(row["kind"])


@pytest.mark.parametrize("row", read("safety_shown.tsv"), ids=lambda row: str(row["id"]))
def test_what_was_shown_while_the_rules_were_made_is_told_apart(row: dict[str, str]) -> None:
    assert label(row["text"]) == row["label"]


@pytest.mark.parametrize("row", read("safety_pairs.tsv"), ids=lambda row: str(row["id"]))
def test_alarms_and_their_look_alikes_are_told_apart(row: dict[str, str]) -> None:
    assert label(row["text"]) == row["label"]

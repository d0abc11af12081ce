"""How well the rules tell dangers from what only looks like them, and what a text costs.

    python -m bench.safety

Over the two halves of the labelled set (docs/safety.md). A miss is a danger for which nothing is
said at all; one taken for another kind is counted apart, since it is answered with a door too. Both
halves have been seen since: what the rules do with texts they have not, only `FIRST_LOOK` says.
"""

from __future__ import annotations

import csv
import time
import timeit
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.figures import Figure, machine, show
from handlers.words.dangers import danger_in

HALVES = {"shown": "safety_shown.tsv", "held": "safety_held.tsv"}
"""Seen while the rules were made, and not before they were finished for the first time."""
FIRST_LOOK = "held out, first look: 12 of 70 grave ones missed, 8.06 % false; below is after"
TITLE = f"Dangers ({FIRST_LOOK})"
YEAR = 2027
GRAVE = ("self_harm", "child_abuse", "emergency", "denunciation", "complaint")
_DATA = Path(__file__).parent.parent / "tests" / "data"
_ROUNDS = 20


class Judged(NamedTuple):
    """A row of the set, what it is and what the rules take it for, hints as what they hint at."""

    text: str
    label: str
    taken_for: str


def judged(name: str) -> list[Judged]:
    """A half of the set as the rules see it now."""
    return [Judged(row["text"], row["label"], _taken_for(row["text"])) for row in _rows(name)]


def missed(rows: Sequence[Judged]) -> Counter[str]:
    """Of each danger how many went by."""
    return Counter(row.label for row in rows if row.label != "none" and row.taken_for == "none")


def false_alarms(rows: Sequence[Judged]) -> float:
    """Of what is no danger, the share in per cent that was taken for one."""
    harmless = [row for row in rows if row.label == "none"]
    return 100 * sum(row.taken_for != "none" for row in harmless) / len(harmless)


def measure() -> list[Figure]:
    """Both halves, and the microseconds a text."""
    halves = {title: judged(name) for title, name in HALVES.items()}
    return [
        *(figure for title, rows in halves.items() for figure in _of(title, rows)),
        Figure("CPU for a proposal of 27 words", _microseconds(), "µs", at_most=150),
    ]


def _of(title: str, rows: Sequence[Judged]) -> Iterator[Figure]:
    kinds, gone = Counter(row.label for row in rows), missed(rows)
    for kind in kinds:
        if kind in GRAVE:
            yield Figure(f"{title}, missed of {kinds[kind]}: {kind}", gone[kind], at_most=0)
    others = [kind for kind in kinds if kind not in (*GRAVE, "none")]
    total = sum(kinds[kind] for kind in others)
    yield Figure(f"{title}, missed of {total}: the other kinds", sum(gone[kind] for kind in others))
    confused = sum(row.taken_for not in (row.label, "none") for row in rows if row.label != "none")
    yield Figure(f"{title}, taken for another kind", confused)
    yield Figure(f"{title}, false alarms", false_alarms(rows), "%", at_most=5)


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _taken_for(text: str) -> str:
    found = danger_in(text, YEAR) or "none"
    return "self_harm" if found == "self_harm_hint" else found


def _microseconds() -> float:
    """The best of some rounds over the forty proposals of the samples, which have 27 words each."""
    texts = [row["text"] for row in _rows("messages.tsv") if row["kind"] == "proposal"]
    taken = timeit.repeat(
        lambda: [danger_in(text, YEAR) for text in texts],
        timer=time.process_time,
        number=1,
        repeat=_ROUNDS,
    )
    return min(taken) / len(texts) * 1e6


if __name__ == "__main__":
    print(machine())
    show(TITLE, measure())

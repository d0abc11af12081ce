"""Who writes faster than anybody reads waits, and nobody waits for them.

A token bucket a person, in memory: a restart forgives. What is over the measure is kept from the
conversations, not from the inbox, so that a platform never delivers it again.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

Verdict = Literal["take", "tell", "drop"]
"""Take the event; leave it and say so; leave it, what to say was said."""
MOST_KNOWN = 10_000
"""People whose measure is remembered before those who have rested are forgotten."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What somebody may still do at once, as of an instant."""

    left: float
    at: datetime
    is_told: bool = False


@dataclass
class Flood:
    """`burst` events of one person are taken at once, and then one each `every`; 0 sets no limit.

    `opinions` is how many one person may have before one dialogue, 0 again as many as they like; it
    is only handed on from here, and judged where an opinion is sent.

    Time is when the person sent it: what waited at the platform while the program was away is
    no flood.
    """

    burst: int = 0
    every: timedelta = timedelta(seconds=1)
    opinions: int = 30
    _known: dict[int, Allowance] = field(default_factory=dict)

    def judge(self, person: int, at: datetime, seen: MutableMapping[int, Allowance]) -> Verdict:
        """Whether one more event of a person is taken.

        What it comes to stands in `seen`, and counts when the round that saw it was `written`: a
        round that failed is done again, and costs nobody anything.
        """
        if not self.burst:
            return "take"
        now = self._grown(seen.get(person) or self._known.get(person), at)
        if now.left >= 1:
            seen[person] = Allowance(now.left - 1, now.at, now.is_told)
            return "take"
        seen[person] = Allowance(now.left, now.at, is_told=True)
        return "drop" if now.is_told else "tell"

    def written(self, seen: Mapping[int, Allowance]) -> None:
        """What these people did has been kept."""
        self._known.update(seen)
        if len(self._known) > MOST_KNOWN and seen:
            latest = max(each.at for each in seen.values())
            self._known = {
                person: each
                for person, each in self._known.items()
                if self._grown(each, latest).left < self.burst
            }

    def _grown(self, before: Allowance | None, at: datetime) -> Allowance:
        """Who has rested until everything has grown again is told anew the next time."""
        if before is None:
            return Allowance(self.burst, at)
        passed = max(at - before.at, timedelta())
        left = min(float(self.burst), before.left + passed / self.every)
        return Allowance(left, before.at + passed, before.is_told and left < self.burst)

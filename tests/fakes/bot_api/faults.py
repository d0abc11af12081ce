"""What goes wrong between a bot and the platform, queued or by chance («C3.4»)."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

# *_after, truncated, not_json and slow: the platform HAS done it, only the answer is spoiled.
# The others: nothing was done.
Kind: TypeAlias = Literal[
    "429",
    "500",
    "502",
    "504",
    "500_after",
    "502_after",
    "504_after",
    "hang",
    "hang_after",
    "reset",
    "reset_after",
    "truncated",
    "not_json",
    "slow",
]
DONE_FIRST: frozenset[Kind] = frozenset(
    {
        "500_after",
        "502_after",
        "504_after",
        "hang_after",
        "reset_after",
        "truncated",
        "not_json",
        "slow",
    }
)
FOREVER = 3600.0


@dataclass(slots=True)
class Fault:
    """One queued fault: the nth matching call from now on, and `times` calls in a row."""

    kind: Kind
    method: str = "*"
    chat_id: int | None = None
    nth: int = 1
    times: int = 1
    retry_after: int = 1
    seconds: float = FOREVER
    halts: bool = False

    def matches(self, method: str, chat_id: int | None) -> bool:
        return self.method in ("*", method) and self.chat_id in (None, chat_id)

    def strikes(self) -> bool:
        """Counts the call; says whether it is one of those that fail."""
        self.nth -= 1
        return self.nth <= 0


class Faults:
    """`add` queues one, `share` spoils a random part of all calls. `happened` counts them."""

    def __init__(self) -> None:
        self.happened: Counter[str] = Counter()
        self._queued: list[Fault] = []
        self._share = 0.0
        self._kinds: Sequence[Kind] = ()
        self._methods: frozenset[str] = frozenset()
        self._seconds = FOREVER
        self._random = random.Random(0)

    def add(
        self,
        kind: Kind,
        *,
        method: str = "*",
        chat: int | None = None,
        nth: int = 1,
        times: int = 1,
        retry_after: int = 1,
        seconds: float = FOREVER,
        halts: bool = False,
    ) -> None:
        """`seconds`: how long hang and slow take. `halts`: where a Rate is set, 429 for all too."""
        name = method.lower()
        self._queued.append(Fault(kind, name, chat, nth, times, retry_after, seconds, halts))

    def share(
        self,
        share: float,
        *,
        kinds: Sequence[Kind],
        seed: int,
        methods: Iterable[str] = (),
        seconds: float = FOREVER,
    ) -> None:
        """Of all calls (or of these methods) this share fails, the same ones for the same seed."""
        self._share, self._kinds, self._seconds = share, tuple(kinds), seconds
        self._methods = frozenset(name.lower() for name in methods)
        self._random = random.Random(seed)

    def clear(self) -> None:
        self._queued.clear()
        self._share = 0.0

    def strikes(self, method: str, chat_id: int | None) -> Fault | None:
        fault = self._from_queue(method, chat_id) or self._by_chance(method)
        if fault is not None:
            self.happened[fault.kind] += 1
        return fault

    def _from_queue(self, method: str, chat_id: int | None) -> Fault | None:
        for fault in self._queued:
            if fault.matches(method, chat_id) and fault.strikes():
                fault.times -= 1
                if fault.times <= 0:
                    self._queued.remove(fault)
                return fault
        return None

    def _by_chance(self, method: str) -> Fault | None:
        if not self._share or (self._methods and method not in self._methods):
            return None
        if self._random.random() >= self._share:
            return None
        return Fault(self._random.choice(self._kinds), seconds=self._seconds)

"""How far a longer piece of work has come, for whoever watches a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

SHOWN_AFTER = 1.0
BETWEEN = 0.2


class Progress:
    """A line that is written over; silent where nobody watches or the work is short."""

    def __init__(
        self,
        what: str,
        *,
        out: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._what = what
        self._out = out or sys.stderr
        self._clock = clock
        self._next = clock() + SHOWN_AFTER
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """So much is done."""
        if not self._out.isatty() or self._clock() < self._next:
            return
        self._next = self._clock() + BETWEEN
        self._shown = True
        self._out.write(f"\r{self._what}: {done} of {total}")
        self._out.flush()

    def end(self) -> None:
        """Leave no trace of it."""
        if self._shown:
            self._out.write("\r\x1b[K")
            self._out.flush()

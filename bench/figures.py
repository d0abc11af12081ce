"""Figures with their goals, and the table they are printed in."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """What was measured and what it should be; a goal of nothing is a figure for the reader."""

    name: str
    value: float
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached; a figure without one cannot miss it."""
        if self.at_least is not None and self.value < self.at_least:
            return False
        return self.at_most is None or self.value <= self.at_most

    @property
    def goal(self) -> str:
        """«≥ 0.25 ×», or nothing."""
        if self.at_least is not None:
            return f"≥ {self.at_least:g} {self.unit}".rstrip()
        return f"≤ {self.at_most:g} {self.unit}".rstrip() if self.at_most is not None else ""


def machine() -> str:
    """What all figures of one call have in common."""
    return (
        f"{os.cpu_count()} cores, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, load {os.getloadavg()[0]:.1f}"
    )


def show(title: str, figures: Sequence[Figure]) -> None:
    """One part of the table."""
    print(f"\n{title}")
    for figure in figures:
        value = f"{_number(figure.value)} {figure.unit}".rstrip()
        verdict = ("met" if figure.is_met else "MISSED") if figure.goal else ""
        print(f"  {figure.name:<58} {value:>14}   {figure.goal:<12} {verdict}".rstrip())


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of all lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _number(value: float) -> str:
    whole = isinstance(value, int) or value >= 100
    return f"{value:,.0f}" if whole else f"{value:.2f}"

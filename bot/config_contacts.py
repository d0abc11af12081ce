"""`[[contacts]]`: the numbers and offices that a new database begins with.

From then on `doithoai contacts` changes them, and the file is not read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import msgspec

from storage.contacts import KINDS, Contact

NAME = "contacts"
_EXPECTED = "a table with kind, name, reach, hours, hours_english as texts and checked as a date"


class _Given(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of them, as the file says it."""

    kind: Literal["child", "police", "fire", "ambulance", "listening", "citizens", "duty"]
    name: str = ""
    reach: str = ""
    hours: str = ""
    hours_english: str = ""
    checked: date | None = None

    def kept(self) -> Contact:
        """The same, as the table takes it: for every unit."""
        return Contact(
            kind=self.kind,
            name=self.name,
            reach=self.reach,
            hours=self.hours,
            hours_english=self.hours_english,
            checked_on=self.checked,
        )


def read(value: object, source: str) -> tuple[tuple[Contact, ...], list[str]]:
    """The contacts of a file, and what is wrong with them."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return (), [f"{NAME} in {source}: expected tables, [[{NAME}]]"]
    found: list[Contact] = []
    errors: list[str] = []
    for place, each in enumerate(value, 1):
        try:
            found.append(msgspec.convert(each, _Given).kept())
        except msgspec.ValidationError:
            kinds = ", ".join(KINDS)
            errors.append(
                f"{NAME} in {source}: the {place}. is not {_EXPECTED}; kind is one of {kinds}"
            )
    return tuple(found), errors

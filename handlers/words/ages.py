"""How old somebody is by the year of birth alone, which leaves one year open.

Who was born in a year is of one age before the birthday and of another after it. What protects is
read in favour of the younger age, what only marks in favour of not marking: so who could still be
seventeen is, and who could still be thirty is of the youth the law means (Luật Thanh niên 57/2020,
Article 1: from 16 to 30). Under sixteen is who cannot be sixteen yet in that year: everybody has
said to be sixteen when they agreed.
"""

from __future__ import annotations

import re
from typing import Literal

Age = Literal["child", "minor", "youth", "beyond"]
OLDEST = 120
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT = re.compile(r"(?<![\dA-Za-z])2[kK]\s?(\d{1,2})(?!\d)")


def of(born: int, year: int) -> Age:
    """What somebody born in a year is in another."""
    at_most = year - born
    if at_most < 16:
        return "child"
    if at_most - 1 < 18:
        return "minor"
    return "beyond" if at_most - 1 > 30 else "youth"


def born_in(typed: str, year: int) -> int | None:
    """The year of birth somebody typed: «2004», «sinh năm 2004», «2k4»; nothing if there is none
    that a living person can have."""
    years = {int(found) for found in _YEAR.findall(typed)}
    years |= {2000 + int(found) for found in _SHORT.findall(typed)}
    born = years.pop() if len(years) == 1 else None
    return born if born is not None and year - OLDEST <= born <= year else None

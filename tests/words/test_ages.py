"""Ages by the year of birth alone, read so that it protects."""

from __future__ import annotations

import pytest

from handlers.words.ages import Age, born_in, of


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (2027, "child"),
        (2012, "child"),  # 14 or 15
        (2011, "minor"),  # 15 or 16: everybody has said to be sixteen
        (2010, "minor"),  # 16 or 17
        (2009, "minor"),  # could still be seventeen
        (2008, "youth"),  # 18 or 19
        (1997, "youth"),
        (1996, "youth"),  # could still be thirty
        (1995, "beyond"),  # 31 or 32
        (1940, "beyond"),
    ],
)
def test_what_somebody_born_in_a_year_is_in_2027(born: int, age: Age) -> None:
    assert of(born, 2027) == age


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("2004", 2004),
        ("sinh năm 2004", 2004),
        ("mình sinh 2004 ạ", 2004),
        ("2k4", 2004),
        ("2K10", 2010),
        ("15/03/2004", 2004),
        ("2004 2004", 2004),
        ("1999 hay 2000", None),
        ("04", None),
        ("2031", None),
        ("1890", None),
        ("20045", None),
        ("không nói", None),
        ("", None),
    ],
)
def test_the_year_in_what_was_typed(typed: str, year: int | None) -> None:
    assert born_in(typed, 2027) == year

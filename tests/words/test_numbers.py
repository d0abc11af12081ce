"""A number chosen from a list, however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.numbers import number_in

TYPED = [
    ("1", 1),
    ("1.", 1),
    ("1)", 1),
    (" 1 ", 1),
    ("１", 1),
    ("1️⃣", 1),
    ("①", 1),
    ("01", 1),
    ("#2", 2),
    ("số 1", 1),
    ("so 1", 1),
    ("Số 1 ạ", 1),
    ("so1", 1),
    ("chọn số 2 nhé", 2),
    ("câu 3", 3),
    ("number 4", 4),
    ("No. 5", 5),
    ("một", 1),
    ("mot", 1),
    ("số một", 1),
    ("Hai!", 2),
    ("bốn", 4),
    ("tư", 4),
    ("bẩy", 7),
    ("muoi", 10),
    ("three", 3),
    ("12", 12),
    ("0", 0),
    ("-1", None),
    ("－1", None),
    ("+1", None),
    ("99999999999999999999999999", None),
    ("1,5", None),
    ("1 2", None),
    ("1 và 2", None),
    ("mốt", None),
    ("hải", None),
    ("nằm", None),
    ("soba", None),
    ("noone", None),
    ("không", None),
    ("khu phố 3", None),
    ("0912345678", None),
    ("", None),
    (".", None),
    ("١", None),
    ("½", None),
]


@pytest.mark.parametrize(("typed", "number"), TYPED)
def test_the_number_meant(typed: str, number: int | None) -> None:
    assert number_in(typed) == number


@given(st.text())
def test_anything_typed_is_a_small_number_or_none(text: str) -> None:
    assert number_in(text) in (None, *range(10000))


@given(st.integers(min_value=0, max_value=9999))
def test_a_number_is_itself(number: int) -> None:
    assert number_in(str(number)) == number

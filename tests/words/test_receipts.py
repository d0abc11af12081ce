"""The code on a slip of paper, read over the telephone, typed a month later."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.receipts import new_receipt, read_receipt

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
shorts = st.text(st.sampled_from(LETTERS), max_size=8)
receipts = st.builds(
    lambda short, year, seed: new_receipt(short, year, Random(seed)),
    shorts,
    st.integers(min_value=2020, max_value=2099),
    st.integers(),
)


def test_a_receipt_looks_like_this() -> None:
    assert new_receipt("QT", 2027, Random(7)) == "QT-27-M9S3N"


@pytest.mark.parametrize(
    ("short", "unit"),
    [
        ("QT", "QT"),
        ("qt", "QT"),
        ("Đông Sơn", "DONGSO"),
        ("KP-3", "KP3"),
        ("12", "DT12"),
        ("1234567", "DT1234"),
        ("", "DT"),
        ("…", "DT"),
    ],
)
def test_the_unit_stands_in_front(short: str, unit: str) -> None:
    assert new_receipt(short, 2027, Random(0)).split("-")[:2] == [unit, "27"]


CODE = new_receipt("QT", 2027, Random(7))
BODY = CODE[-5:]

TYPED = [
    CODE,
    CODE.lower(),
    f"  {CODE}. ",
    f"mã của em là {CODE} ạ",
    f"ma QT 27 {BODY.lower()} toi dau roi",
    f"QT27{BODY}",
    f"qt–27–{BODY}",
    f"QT - 27 - {BODY}",
    f"so 27 {CODE}",
    f"QT.27.{BODY}",
    "".join(chr(ord(letter) + 0xFEE0) for letter in CODE),
    f"«{CODE}»",
    f"{CODE}, {CODE}",
    f"SAI-27-K7M2P, {CODE}",
]


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.nasty("n249")
def test_it_is_found_however_it_is_typed(typed: str) -> None:
    assert read_receipt(typed) == CODE


@pytest.mark.nasty("n249")
def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    seeds = (new_receipt("QT", 2027, Random(seed)) for seed in range(1000))
    code = next(code for code in seeds if "0" in code[6:] and "1" in code[6:])
    assert read_receipt(code[:6] + code[6:].replace("0", "o").replace("1", "l")) == code
    assert read_receipt(code[:6] + code[6:].replace("0", "O").replace("1", "I")) == code


ORDINARY = [
    "",
    "0912345678",
    "0912 345 678",
    "+84 912-345-678",
    "QT-27",
    "Em ở khu phố 5, 18 tuổi, mong có sân bóng",
    "tu 20 thang nay chua co nuoc",
    "toi 18 tuoi hoc lop 12a12",
    "KP 27 12345",
    "QL-47-12345",
    "xe 36B1-123.45 đỗ cổng trường",
    "từ 10 20h30 tối om",
    "CCCD 038200000000",
    "đường 25-10-2026",
    "khu 27 truong",
    "http://nhan-qua-26-3.example/abc",
    "26-3-2027",
    f"x{CODE}",
    f"{CODE}x",
    f"ổ{CODE}",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_text_holds_no_code(text: str) -> None:
    assert read_receipt(text) is None


@given(receipts)
def test_what_was_given_is_read(code: str) -> None:
    assert read_receipt(code) == code
    assert read_receipt(code.lower().replace("-", " ")) == code


@given(receipts)
def test_one_wrong_letter_is_never_another_code(code: str) -> None:
    wrong = (
        code[:at] + letter + code[at + 1 :]
        for at in range(len(code))
        for letter in LETTERS
        if code[at] not in ("-", letter)
    )
    assert {read_receipt(typed) for typed in wrong} <= {None, code}


@given(receipts)
def test_two_letters_in_each_others_place_are_noticed(code: str) -> None:
    places = [at for at, letter in enumerate(code) if letter != "-"]
    swapped = [_swap(code, *pair) for pair in pairwise(places) if code[pair[0]] != code[pair[1]]]
    assert {read_receipt(typed) for typed in swapped} == {None}


def _swap(code: str, left: int, right: int) -> str:
    letters = list(code)
    letters[left], letters[right] = letters[right], letters[left]
    return "".join(letters)


def test_codes_hold_no_letter_that_is_misread() -> None:
    drawn = "".join(new_receipt("QT", 2027, Random(seed))[6:] for seed in range(2000))
    assert set(drawn) == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_the_same_source_gives_the_same_codes() -> None:
    assert new_receipt("QT", 2027, Random(1)) == new_receipt("QT", 2027, Random(1))

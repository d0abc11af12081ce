import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.papers.masking import COVER, masked

NUMBERS = [
    "0912345678",
    "0912 345 678",
    "091 234 5678",
    "0912.345.678",
    "09.12.34.56.78",
    "0912-345-678",
    "0912–345–678",
    "0912\u00a0345\u00a0678",
    "０９１２３４５６７８",
    "01234567890",
    "+84912345678",
    "+84 912 345 678",
    "+84 912.345.678",
    "(+84) 912 345 678",
    "+84(0)912345678",
    "0084912345678",
    "84912345678",
    "024 3825 1234",
    "(0237) 385 1234",
    "0237.3.851.234",
    "038204012345",
    "038 204 012 345",
    "0382 0401 2345",
    "123456789012",
    "lan@gmail.com",
    "lan.nguyen+doan@thanhhoa.edu.vn",
]
ACCOUNTS = [
    ("STK 0101234567 VCB", "STK {} VCB"),
    ("stk: 1903 4567 8901.", "stk: {}."),
    ("STK\n19034567", "STK\n{}"),
    ("TK: 1903-4567-8901", "TK: {}"),
    ("Số tài khoản của em là 12345678", "Số tài khoản của em là {}"),
    ("so tai khoan 0123456789012345", "so tai khoan {}"),
    ("tài khoản Vietcombank 10123456 ạ", "tài khoản Vietcombank {} ạ"),
    ("STK 0101234567 Đông Á", "STK {} Đông Á"),
    ("stk 12345678 k phải của em", "stk {} k phải của em"),
]
LEFT_ALONE = [
    "10.000.000",
    "500k",
    "1tr5",
    "100 triệu",
    "1.234.567,5",
    "100000000 đồng",
    "100000000",
    "100 000 000 đồng",
    "1,000,000,000",
    "10.000.000.000 đồng",
    "100000000000 đồng",
    "100000000000",
    "3.500.000.000 - 5.000.000.000",
    "2.039.000.000 1 hộ",
    "tài khoản còn 10.000.000",
    "nạp vào tài khoản 100000000 đồng",
    "tài khoản bị trừ 12.345.678đ",
    "tài khoản em mất 50000000",
    "15/03/2027",
    "05.03.2027 19.30",
    "05-03-2027 09 30",
    "05.03.27 19.30",
    "2027-03-05 09:30:00",
    "1/1/2027-31/12/2027",
    "giai đoạn 2021-2030",
    "Quyết định 1234/QĐ-UBND ngày 05/03/2027",
    "số 05/2027/QĐ-UBND",
    "Luật 91/2025/QH15",
    "số nhà 0123, ngõ 12, tổ 5",
    "ngõ 12 số 345 khu phố 6",
    "7:30-8:30, 9:30-10:30",
    "đi 12345678 bước",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "em tag @doanphuong nhé",
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "around", ["{}", "gọi {} nhé", "sđt:{}.", "{}, cảm ơn", "({})", "a\n{}\nb"]
)
def test_what_leads_to_a_person_is_covered(number: str, around: str) -> None:
    assert masked(around.format(number)) == around.format(COVER)


@pytest.mark.parametrize(("text", "shown"), ACCOUNTS)
def test_account_numbers_are_covered_where_they_are_called_so(text: str, shown: str) -> None:
    assert masked(text) == shown.format(COVER)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_money_dates_decisions_and_houses_stay(text: str) -> None:
    assert masked(text) == text
    assert masked(f"Em thấy {text} là nhiều") == f"Em thấy {text} là nhiều"


def test_several_in_one_text_are_covered_one_by_one() -> None:
    assert masked("0912345678,0987654321/0911222333-0987654321") == (
        f"{COVER},{COVER}/{COVER}-{COVER}"
    )
    text = "Số TK 0101234567, số tiền 10.000.000 đồng, ngày 05/03/2027, gọi 0912.345.678 (2 người)"
    assert masked(text) == (
        f"Số TK {COVER}, số tiền 10.000.000 đồng, ngày 05/03/2027, gọi {COVER} (2 người)"
    )


def test_accents_in_parts_change_nothing() -> None:
    assert masked("so\u0302\u0301 ta\u0300i khoa\u0309n 12345678 a\u0323") == (
        f"so\u0302\u0301 ta\u0300i khoa\u0309n {COVER} a\u0323"
    )


@pytest.mark.parametrize(
    "text",
    [
        "1" * 30_000,
        "0 " * 15_000,
        "0912" * 8_000,
        "a" * 32_000 + "@",
        "a." * 16_000 + "@b",
        "x@" + "a." * 16_000,
        "stk" + " 1" * 16_000,
        "tai   " * 5_000 + "11111111",
        "(" * 30_000 + "12345678",
        "1" + ".000" * 8_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    began = time.perf_counter()
    masked(text)
    assert time.perf_counter() - began < 0.5


@given(st.text())
def test_a_text_without_eight_digits_and_without_at_is_the_same(text: str) -> None:
    if "@" not in text and sum(letter.isdigit() for letter in text) < 8:
        assert masked(text) == text


@given(st.text(), st.text())
def test_the_words_around_a_number_stay(before: str, after: str) -> None:
    shown = masked(f"{before}\nsđt 0912345678\n{after}")
    if not any(letter.isdigit() or letter in "@.-+()" for letter in before + after):
        assert shown == f"{before}\nsđt {COVER}\n{after}"

"""Who erases in a real browser: the page forgets with the house, and what is typed next begins anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.house import YES
from tests.pages.phone import Phone, phone
from tests.pages.real import Real, real_chat

pytestmark = pytest.mark.xdist_group("browser")

LAMPS = "Ngõ 12 khu phố 3 tối quá, xin thêm đèn đường"
SURE = "Xoá hết ngay"


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Real]:
    with real_chat(tmp_path) as served:
        yield served


def about_to_erase(lan: Phone) -> None:
    lan.opens()
    lan.taps(YES)
    lan.sees("Viết một tin là đủ")
    lan.says(LAMPS)
    lan.taps("Gửi")
    lan.sees("Mã biên nhận")
    lan.says("xoá hết dữ liệu của tôi đi")
    expect(lan.button(SURE)).to_be_visible()


def test_only_the_last_words_stand_and_what_is_typed_next_begins_anew(
    browser: Browser, real: Real
) -> None:
    with phone(browser, real.base) as lan:
        about_to_erase(lan)
        lan.taps(SURE)
        lan.sees("Đã xoá lúc")
        expect(lan.page.locator("#list > li")).to_have_count(1)
        lan.page.reload()
        lan.sees("Đã xoá lúc")
        lan.says("chào bạn")
        lan.sees("Đây là nơi thanh niên")

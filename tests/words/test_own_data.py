"""Wishes about one's own data are understood as people type them, and proposals are not taken for one."""

from __future__ import annotations

import unicodedata

import pytest

from handlers.words.folding import bare
from handlers.words.small_talk import kind_of

ERASE = (
    "xoá hết dữ liệu của tôi đi",
    "xóa dữ liệu của em",
    "Xoá tất cả thông tin về mình giúp mình với ạ",
    "làm ơn xoá tài khoản của mình",
    "mình muốn xoá hết dữ liệu cá nhân",
    "yêu cầu xoá toàn bộ dữ liệu của tôi",
    "xoá mọi thứ bạn lưu về tôi",
    "xoá tin nhắn của mình đi",
    "quên mình đi",
    "quên tôi đi nhé",
    "delete my data",
    "please delete all my data",
    "erase everything you know about me",
    "forget me please",
    "can you remove my account",
    "i want you to delete everything",
)
MY_DATA = (
    "xem dữ liệu của mình",
    "cho mình xem dữ liệu của mình",
    "bạn lưu những gì về mình",
    "bot đang giữ thông tin gì về tôi vậy",
    "mình muốn rút lại đồng ý",
    "what do you know about me",
    "show me my data",
    "withdraw my consent",
)
NEITHER = (
    "Đề nghị phường xoá thông tin cá nhân của người dân trên bảng tin trước nhà văn hoá",
    "Xoá hết quảng cáo dán trên cột điện ở khu phố 3",
    "Xoá điểm đen rác ở ngõ 12",
    "Mong phường công khai dữ liệu về việc làm cho thanh niên",
    "Đừng quên chúng em ở khu phố 5 nhé, đèn đường tối lắm",
    "Không gian mạng cần bảo vệ dữ liệu của trẻ em",
    "Huỷ bỏ khoản thu này đi",
    "Delete the advertising on the lamp posts",
    "Our ward should protect the personal data of everybody",
    "xoá đi",
    "đồng ý",
)


@pytest.mark.parametrize("text", ERASE)
def test_to_be_forgotten(text: str) -> None:
    forms = {text, bare(text), unicodedata.normalize("NFD", text), text.upper()}
    assert {kind_of(form) for form in forms} == {"erase"}


@pytest.mark.parametrize("text", MY_DATA)
def test_to_see_or_take_back(text: str) -> None:
    assert {kind_of(form) for form in (text, bare(text))} == {"my_data"}


@pytest.mark.parametrize("text", NEITHER)
def test_another_matter(text: str) -> None:
    assert kind_of(text) not in {"erase", "my_data"}

"""One word typed in many ways is one word; two words that only look alike stay two."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.folding import expand, fits, fold, readings, words

FOLDED = [
    ("Đường Nguyễn Huệ", "duong nguyen hue"),
    (unicodedata.normalize("NFD", "Đường Nguyễn Huệ"), "duong nguyen hue"),
    ("duong nguyen hue", "duong nguyen hue"),
    ("Ð\u1eb7t (chữ Ð của Iceland)", "dat (chu d cua iceland"),
    ("phƣờng Phú Sơn", "phuong phu son"),
    ("hoà", "hoa"),
    ("hòa", "hoa"),
    ("tốiiii quáaaa", "toi qua"),
    ("  khu \u00a0 phố\n3  ", "khu pho 3"),
    ("«Đồng ý!»", "dong y"),
    ("“ok”…", "ok"),
    ("ＡＤＭＩＮ", "admin"),
    ("𝐇𝐨̂𝐦 nay", "hom nay"),
    ("1000", "1000"),
    ("khu phố III", "khu pho iii"),
    ("kkk", "kkk"),
    ("Đ\u0308ồng ý", "d\u0308ong y"),
    ("Zürich", "zürich"),
    ("/gopy", "/gopy"),
    ("-1", "-1"),
    ("...", ""),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "key"), FOLDED)
def test_the_key_of_a_text(typed: str, key: str) -> None:
    assert fold(typed) == key


letters = st.sampled_from("aàảãáạăâđƣiivxkoơưyEÊZßİǅﬁ１ 1.…!«»/-\u0301\u0302\u0308\n")


@given(st.one_of(st.text(), st.text(letters, max_size=20)))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_decomposed_text_has_the_same_key(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


WORDS = [
    ("Khu-phố 3, kp3", ["khu", "phố", "3", "kp", "3"]),
    ("1tr5 một tháng", ["1", "tr", "5", "một", "tháng"]),
    ("Đ\u0308ồng ý", ["đ\u0308ồng", "ý"]),
    ("😂 !!", []),
]


@pytest.mark.parametrize(("text", "found"), WORDS)
def test_the_words_of_a_text(text: str, found: list[str]) -> None:
    assert words(text) == found


FITS = [
    ("đường", "đường", True),
    ("duong", "đường", True),
    ("dường", "đường", True),
    ("hòa", "hoà", True),
    ("hóa", "hoà", False),
    ("dừng", "đúng", False),
    ("đường", "duong", False),
    ("dương", "đường", False),
]


@pytest.mark.parametrize(("typed", "meant", "can_be"), FITS)
def test_marks_that_were_typed_count(typed: str, meant: str, can_be: bool) -> None:
    assert fits(typed, meant) == can_be


READINGS = [
    ("ko", [("không",)]),
    ("đc ko", [("được",), ("không",)]),
    ("kp", [("khu phố", "không phải")]),
    ("5k", [("5",), ("nghìn",)]),
    ("k 5", [("không",), ("5",)]),
    ("2tr", [("2",), ("triệu",)]),
    ("hồng", [("hồng",)]),
    ("hong", [("hỏng", "không")]),
    ("tn", [("tốt nghiệp", "thanh niên", "tình nguyện", "tin nhắn")]),
]


@pytest.mark.parametrize(("text", "meant"), READINGS)
def test_what_a_short_form_may_mean(text: str, meant: list[tuple[str, ...]]) -> None:
    assert readings(text) == meant


EXPANDED = [
    ("nvh hd mn cài vneid", "nha van hoa huong dan hoat dong moi nguoi cai vneid"),
    ("Sân bóng đâu?", "san bong dau"),
    ("vieecj lamf khoong cos", "viec lam khong co"),
    ("dduowngf hoongr", "duong hong"),
    ("nha vawn hoas", "nha van hoa"),
    ("wifi mieenx phis", "wifi mien phi"),
    ("khu phoos 5", "khu pho 5"),
    ("truwowngf hocj", "truong hoc"),
    ("muoons", "muon"),
    ("nguwowif ta", "nguoi ta"),
    # Not raw Telex: one word makes no sense, or nothing shows it.
    ("good week", "good week"),
    ("has for is", "has for is"),
    ("need more food here", "need more food here"),
    ("livestream wifi SOS", "livestream wifi sos"),
    ("book", "book"),
]


@pytest.mark.parametrize(("text", "searched"), EXPANDED)
def test_what_a_search_sees(text: str, searched: str) -> None:
    assert expand(text) == searched

"""Where do you belong, and which of these do you mean: typed on a phone, in a hurry."""

import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.names import Fit, find, label_in, matches

UNITS = [
    "Phường Quang Trung",
    "Phường Quảng Trung",
    "Xã Đông Sơn",
    "Xã Đồng Sơn",
    "Khu phố 3",
    "Khu phố 13",
    "Khu phố 30",
    "Chi đoàn Trường THPT Đào Duy Từ",
    "Phường Hạc Thành",
    "Tổ dân phố Hoà Bình",
]

SEARCHES = [
    ("Phường Quang Trung", ["Phường Quang Trung", "Phường Quảng Trung"]),
    ("phường quảng trung", ["Phường Quảng Trung", "Phường Quang Trung"]),
    ("phuong quang trung", ["Phường Quang Trung", "Phường Quảng Trung"]),
    ("quảng trung", ["Phường Quảng Trung", "Phường Quang Trung"]),
    ("quang trung", ["Phường Quang Trung", "Phường Quảng Trung"]),
    ("p quảng tr", ["Phường Quảng Trung", "Phường Quang Trung"]),
    ("P.Quang Trung", ["Phường Quang Trung", "Phường Quảng Trung"]),
    ("đồng sơn", ["Xã Đồng Sơn", "Xã Đông Sơn"]),
    ("Dong Son", ["Xã Đông Sơn", "Xã Đồng Sơn"]),
    ("đông", ["Xã Đông Sơn", "Xã Đồng Sơn"]),
    (unicodedata.normalize("NFD", "xã đồng sơn"), ["Xã Đồng Sơn", "Xã Đông Sơn"]),
    ("khu phố 3", ["Khu phố 3"]),
    ("kp3", ["Khu phố 3"]),
    ("KP 13", ["Khu phố 13"]),
    ("khu phoos 30", ["Khu phố 30"]),
    ("khu pho", ["Khu phố 3", "Khu phố 13", "Khu phố 30"]),
    ("3", ["Khu phố 3", "Chi đoàn Trường THPT Đào Duy Từ"]),
    ("dao duy tu", ["Chi đoàn Trường THPT Đào Duy Từ"]),
    ("cấp 3 đào duy từ", ["Chi đoàn Trường THPT Đào Duy Từ"]),
    ("trường đào duy từ", ["Chi đoàn Trường THPT Đào Duy Từ"]),
    ("trường thpt dao duy tu", ["Chi đoàn Trường THPT Đào Duy Từ"]),
    ("hòa bình", ["Tổ dân phố Hoà Bình"]),
    ("tdp hoa binh", ["Tổ dân phố Hoà Bình"]),
    ("em ở khu phố 3 ạ", ["Khu phố 3"]),
    ("mình sinh hoạt ở phường hạc thành", ["Phường Hạc Thành"]),
    ("Hà Nội", []),
    ("%", []),
    ("", []),
    ("😂", []),
]


@pytest.mark.parametrize(("typed", "found"), SEARCHES)
def test_a_unit_is_found_by_typing(typed: str, found: list[str]) -> None:
    assert matches(typed, UNITS) == found


@dataclass(frozen=True)
class Ward:
    code: str
    name: str
    aliases: tuple[str, ...] = ()


WARDS = [
    Ward("QT", "Phường Quang Trung", ("phường Phú Sơn cũ", "Phú Sơn", "Ba Đình")),
    Ward("PS", "Xã Phú Sơn"),
    Ward("HT", "Phường Hạc Thành"),
]


def names_of(ward: Ward) -> tuple[str, ...]:
    return (ward.code, ward.name, *ward.aliases)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("phu son", ["QT", "PS"]),
        ("xã phú sơn", ["PS", "QT"]),
        ("phường phú sơn", ["QT"]),
        ("qt", ["QT"]),
        ("ba dinh", ["QT"]),
    ],
)
def test_an_old_name_leads_to_the_unit_of_today(typed: str, codes: list[str]) -> None:
    assert [ward.code for ward in find(typed, WARDS, names_of)] == codes


def test_a_search_can_ask_for_more_than_a_part() -> None:
    assert find("quang", WARDS, names_of, worst=Fit.FOLDED) == []
    assert find("phuong quang trung", WARDS, names_of, worst=Fit.FOLDED) == [WARDS[0]]
    assert find("phuong quang trung", WARDS, names_of, worst=Fit.SAME) == []


CONSENT = [
    "Đồng ý, mình từ 16 tuổi",
    "Không đồng ý",
    "Mình dưới 16",
    "Không phải chi đoàn mình",
]
REVIEW = ["✅ Gửi", "Sửa lời", "Sửa chủ đề", "Bỏ", "Để sau", "Đổi", "Đội"]

LABELS = [
    (CONSENT, "Đồng ý, mình từ 16 tuổi", 0),
    (CONSENT, "đồng ý", 0),
    (CONSENT, "dong y", 0),
    (CONSENT, unicodedata.normalize("NFD", "Đồng ý"), 0),
    (CONSENT, "ddoongf ys", 0),
    (CONSENT, "Đ\u0308ồng ý", None),
    (CONSENT, "Đồng y\u0301\u0308", None),
    (CONSENT, "đồng", 0),
    (CONSENT, "đồn", None),
    (CONSENT, "đòng ý", None),
    (CONSENT, "khong dong y", 1),
    (CONSENT, "ko đồng ý", 1),
    (CONSENT, "không", None),
    (CONSENT, "mình dưới 16", 2),
    (CONSENT, "mk dưới 16", 2),
    (CONSENT, "mình đồng ý", None),
    (CONSENT, "kp chi đoàn mình", 3),
    (REVIEW, "gửi", 0),
    (REVIEW, "Gui!", 0),
    (REVIEW, "sửa", None),
    (REVIEW, "sua loi", 1),
    (REVIEW, "bo", 3),
    (REVIEW, "bờ", None),
    (REVIEW, "đổi", 5),
    (REVIEW, "đội", 6),
    (REVIEW, "doi", None),
    (REVIEW, "gửi lời khuyên cho phường", None),
    (REVIEW, "", None),
]


@pytest.mark.parametrize(("labels", "typed", "chosen"), LABELS)
def test_a_label_may_be_typed(labels: list[str], typed: str, chosen: int | None) -> None:
    assert label_in(typed, labels) == chosen


@given(st.lists(st.text()), st.text())
def test_only_what_was_offered_is_found(labels: list[str], typed: str) -> None:
    assert set(matches(typed, labels)) <= set(labels)
    assert label_in(typed, labels) in (None, *range(len(labels)))


def test_every_label_is_found_by_its_own_words() -> None:
    for labels in (CONSENT, REVIEW, UNITS):
        assert [label_in(label, labels) for label in labels] == list(range(len(labels)))

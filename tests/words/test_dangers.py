"""What must be noticed before anything else, and what only looks like it."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from bench import safety
from handlers.office.duty import COUNTED
from handlers.words.dangers import Danger, danger_in
from handlers.words.dangers.heard import Heard
from handlers.words.dangers.rules import Table
from handlers.words.folding import bare

DATA = Path(__file__).parent.parent / "data"
CATALOGUE = Path(__file__).parents[2] / "handlers" / "words" / "locale" / "vi.po"
YEAR = 2027

NAMED: dict[str, Danger] = {
    "identity_data": "id_number",
    "insult": "insult",
    "spam_link": "spam",
    "spam_ad": "spam",
    "denunciation": "denunciation",
    "child_abuse_report": "child_abuse",
    "complaint": "complaint",
    "self_harm_hint": "self_harm_hint",
    "self_harm_explicit": "self_harm",
    "emergency": "emergency",
    "under_16": "under_16",
    "political_bait": "political",
}


def read(name: str) -> list[dict[str, str]]:
    """A labelled set, row by row."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def label(text: str) -> str:
    """As the labelled sets have it: they make one of a hint and what is said outright."""
    found = danger_in(text, YEAR) or "none"
    return "self_harm" if found == "self_harm_hint" else found


# --- the sets (docs/safety.md) --------------------------------------------------------------


@pytest.mark.parametrize("row", read("messages.tsv"), ids=lambda row: str(row["id"]))
def test_the_samples_are_what_they_are(row: dict[str, str]) -> None:
    assert danger_in(row["text"], YEAR) == NAMED.get(row["kind"])


@pytest.mark.parametrize("name", ["safety_shown.tsv", "safety_held.tsv", "safety_pairs.tsv"])
def test_every_row_of_the_labelled_sets_is_told_apart(name: str) -> None:
    rows = read(name)
    assert len(rows) >= 170
    assert [row for row in rows if label(row["text"]) != row["label"]] == []


@pytest.mark.parametrize("name", safety.HALVES.values())
def test_the_bench_counts_what_the_tests_see(name: str) -> None:
    rows = safety.judged(name)
    assert len(rows) == 170
    assert (dict(safety.missed(rows)), safety.false_alarms(rows)) == ({}, 0)


def test_the_bench_counts_a_miss_and_a_false_alarm() -> None:
    rows = [
        safety.Judged("", "emergency", "none"),
        safety.Judged("", "emergency", "child_abuse"),
        safety.Judged("", "none", "spam"),
        safety.Judged("", "none", "none"),
    ]
    assert (dict(safety.missed(rows)), safety.false_alarms(rows)) == ({"emergency": 1}, 50)


def test_both_halves_hold_different_texts() -> None:
    shown, held = ({row["text"] for row in read(name)} for name in safety.HALVES.values())
    assert shown & held == set()


def labels_of_the_house() -> list[str]:
    """What stands on buttons and in short lines, in both languages: people type it back. Without
    the names of the kinds themselves, which only a duty officer sees, and never on a button."""
    with CATALOGUE.open("rb") as lines:
        catalogue = read_po(lines, locale="vi")
    said = {text for message in catalogue for text in (message.id, message.string)}
    kinds = {words.say(language) for words in COUNTED.values() for language in ("vi", "en")}
    short = (text for text in said if isinstance(text, str) and 0 < len(text) <= 40)
    return sorted(text for text in short if text not in kinds)


def test_no_label_of_the_house_is_an_alarm() -> None:
    labels = labels_of_the_house()
    assert len(labels) > 100
    assert [text for text in labels if danger_in(text, YEAR) not in {None, "under_16"}] == []


# --- one by one -----------------------------------------------------------------------------

PAIRS: list[tuple[str, Danger, str]] = [
    ("em muốn chết", "self_harm", "nóng muốn chết, lắp thêm quạt đi ạ"),
    ("em không muốn sống nữa", "self_harm", "em không muốn sống ở trọ nữa"),
    ("em muốn tự tử", "self_harm", "đường trơn, phải đi từ từ"),
    ("em rạch tay mấy lần rồi", "self_harm", "rạch nước sau nhà hôi lắm"),
    ("đêm nay em nhảy cầu cho xong", "self_harm", "trẻ em hay nhảy cầu tắm sông"),
    ("I want to kill myself", "self_harm", "I'd kill for a skate park"),
    ("chỉ muốn biến mất", "self_harm_hint", "muốn biến mất khỏi danh sách nhận tin"),
    ("em không chịu nổi nữa", "self_harm_hint", "hôi quá không chịu nổi nữa"),
    ("thầy C sờ soạng bạn em", "child_abuse", "mở lớp phòng chống xâm hại"),
    ("bố đánh em suốt", "child_abuse", "bố mẹ đánh giá em qua điểm số"),
    ("bé bị mẹ kế nhốt ngoài trời", "child_abuse", "nhà văn hoá bị khoá suốt"),
    ("đang cháy nhà ở ngõ 5", "emergency", "khu chợ dễ cháy, đề nghị lắp bình chữa cháy"),
    ("nó cầm dao đuổi mẹ em", "emergency", "cầm đạo cụ diễn kịch"),
    ("có người đuối nước, giúp với", "emergency", "học bơi miễn phí để giảm đuối nước"),
    ("ông Nam chủ tịch nhận hối lộ", "denunciation", "mong công khai để chống hối lộ"),
    ("tôi khiếu nại quyết định số 12", "complaint", "hướng dẫn thủ tục khiếu nại"),
    ("CCCD 038204001234", "id_number", "hỏi làm căn cước ở đâu, gọi 0912345678"),
    ("stk 19031234567890", "bank_number", "tài khoản bị trừ 12.345.678đ"),
    ("nổ hũ nạp đầu x2", "spam", "cờ bạc, nổ hũ làm khổ nhiều nhà, mong tuyên truyền"),
    ("đồ ngu", "insult", "buồn ngủ vì loa phường"),
    ("bạn theo phe ai", "political", "lớp cảm tình đảng mở khi nào"),
    ("em 14 tuổi", "under_16", "em trai em 14 tuổi"),
]


@pytest.mark.parametrize(("alarm", "danger", "look_alike"), PAIRS)
def test_an_alarm_and_what_looks_like_it(alarm: str, danger: Danger, look_alike: str) -> None:
    assert (danger_in(alarm, YEAR), danger_in(look_alike, YEAR)) == (danger, None)


@pytest.mark.parametrize(
    "typed",
    [
        "em muon chet",
        "EM MUỐN CHẾT!!!",
        "e mún chớt",
        "em muốn chếttttt",
        "em muoons cheets",
        "em muốn c h ế t",
        "em  muốn\nchết",
        unicodedata.normalize("NFD", "em muốn chết"),
        "đèn đường hỏng mà thôi kệ, em muốn chết",
    ],
)
def test_it_is_heard_however_it_is_typed(typed: str) -> None:
    assert danger_in(typed) == "self_harm"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tự tử", "self_harm"),
        ("tu tu", None),
        ("từ từ", None),
        ("muon tu tu", "self_harm"),
        ("đồ ngu", "insult"),
        ("do ngu", None),
    ],
)
def test_where_the_marks_were_typed_they_count(typed: str, found: Danger | None) -> None:
    assert danger_in(typed) == found


@pytest.mark.parametrize(
    "around",
    [
        "em chào ad, {}",
        "bạn nào giúp em với, {}",
        "tháng trước em có gửi ý kiến, {}",
        "lớp em đông lắm, {}",
        "{} ạ",
    ],
)
def test_what_stands_around_an_alarm_does_not_silence_it(around: str) -> None:
    rows = [row for name in ("safety_shown.tsv", "safety_held.tsv") for row in read(name)]
    alarms = [row["text"] for row in rows if row["label"] in safety.GRAVE]
    assert [text for text in alarms if danger_in(around.format(text)) is None] == []


def test_the_gravest_comes_first() -> None:
    said = "em 14 tuổi, đm, CCCD 038204001234, ông Nam chủ tịch nhận hối lộ"
    assert danger_in(said, YEAR) == "denunciation"
    assert danger_in(f"{said}, bố đánh em suốt", YEAR) == "child_abuse"
    assert danger_in(f"{said}, bố đánh em suốt, em muốn tự tử", YEAR) == "self_harm"


@pytest.mark.parametrize(
    ("typed", "year", "found"),
    [
        ("em sinh năm 2012", 2027, "under_16"),
        ("em sinh năm 2011", 2027, None),  # sixteen in the course of that year
        ("em sinh năm 2012", 2030, None),
        ("em sinh năm 2012", None, None),
        ("mình 2k13 nè", 2027, "under_16"),
        ("toi sinh ngay 05/09/2013", 2027, "under_16"),
        ("em sinh ngày 12/03/2005", 2027, None),
    ],
)
def test_a_year_of_birth_counts_where_it_leaves_no_doubt(
    typed: str, year: int | None, found: Danger | None
) -> None:
    assert danger_in(typed, year) == found


@given(st.text())
def test_any_text_gets_a_verdict(text: str) -> None:
    danger_in(text, YEAR)


def test_marks_and_case_change_no_verdict_of_the_pairs() -> None:
    for alarm, danger, _ in PAIRS:
        for typed in (alarm.upper(), unicodedata.normalize("NFD", alarm)):
            assert (typed, danger_in(typed, YEAR)) == (typed, danger)


# --- the language of the tables -------------------------------------------------------------


def finds(rules: str, text: str) -> bool:
    table = Table(rules, {"me": "em tôi"})
    return table.finds(Heard(text, table.keys)) is not None


@pytest.mark.parametrize(
    ("rule", "kept", "not_kept"),
    [
        ("mèo/chó đen", "chó đen", "chó trắng"),
        ("@me thấy mèo_đen", "tôi thấy mèo đen", "bạn thấy mèo đen"),
        ("mèo đen? kêu", "mèo kêu", "mèo trắng kêu"),
        ("mèo !đen", "mèo trắng", "mèo đen"),
        ("mèo . kêu", "mèo đen kêu", "mèo đen to kêu"),
        ("mèo .. kêu", "mèo đen to quá kêu", "mèo. Kêu"),
        ("# mèo", "3 mèo", "ba mèo"),
        ("^ mèo $", "Ừ. Mèo!", "con mèo"),
        ("=mèo", "mèo", "meo"),
        ("mèo", "meo", "mẹo"),
        ("mèo\n- mèo máy", "mèo", "mèo máy"),
        ("~ mèo\n% mong", "mèo", "mong có mèo"),
    ],
)
def test_a_rule_reads_as_it_is_written(rule: str, kept: str, not_kept: str) -> None:
    assert (finds(rule, kept), finds(rule, not_kept)) == (True, False)


def test_a_text_without_marks_is_read_without_them() -> None:
    assert finds("đường chết người", bare("đường chết người"))

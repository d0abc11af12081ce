import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import Element

from handlers.papers.cells import MORE, cell_of, escaped, holdable, pieces, units

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
VIETNAM = "\U0001f1fb\U0001f1f3"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
THUMB = "\U0001f44d\U0001f3fd"


def test_what_xml_cannot_carry_is_seen_to_be_gone() -> None:
    assert holdable("a\x00b\x1fc\ud800d\ufffee\uffff") == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffd"


def test_line_ends_become_line_feeds_and_tabs_stay() -> None:
    assert holdable("một\r\nhai\rba\tbốn\n") == "một\nhai\nba\tbốn\n"


def test_only_what_excel_would_decode_is_escaped() -> None:
    assert escaped("_x0041_ _x41_ _y0041_ _x00G1_") == "_x005F_x0041_ _x41_ _y0041_ _x00G1_"
    assert escaped("_x0041_x0042_") == "_x005F_x0041_x005F_x0042_"


@pytest.mark.parametrize(
    "whole", [FAMILY, VIETNAM, ENGLAND, THUMB, "e\u0302\u0301", "1\ufe0f\u20e3"]
)
def test_what_is_seen_as_one_letter_is_never_cut(whole: str) -> None:
    for before in range(40):
        text = "x" * before + whole * 60
        for part in pieces(text, 100)[1:]:
            assert part.startswith(whole)


def test_a_part_ends_after_a_word_where_there_is_one() -> None:
    assert pieces("Đoạn đường này " * 8, 70) == [
        "Đoạn đường này Đoạn đường này Đoạn đường này ",
        "Đoạn đường này Đoạn đường này Đoạn đường này ",
        "Đoạn đường này Đoạn đường này ",
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 32_767, 1),
        ("a" * 32_768, 2),
        ("\U0001f600" * 16_383, 1),
        ("\U0001f600" * 16_384, 2),
        ("_x0041_" * 2_600, 2),
        ("a" + "\u0301" * 40_000, 2),
        (VIETNAM * 20_000, 3),
    ],
)
def test_long_texts_go_on_and_nothing_is_lost(text: str, count: int) -> None:
    parts = pieces(text)
    assert len(parts) == count
    assert "".join(parts) == text
    assert all(units(escaped(part)) <= 32_767 - len(MORE) for part in parts[:-1])
    assert units(escaped(parts[-1])) <= 32_767


@given(st.lists(st.sampled_from(["a", " ", "_", "x0041_", VIETNAM, FAMILY, "\u0301"])))
def test_parts_fit_and_make_the_text_again(bits: list[str]) -> None:
    text = "".join(bits)
    parts = pieces(text, 60)
    assert "".join(parts) == text
    assert all(units(escaped(part + MORE)) <= 60 for part in parts[:-1])
    assert units(escaped(parts[-1])) <= 60


@pytest.mark.parametrize("text", ["=1+1", "#REF!", "@SUM(1)", "+84", "1", "TRUE", "\t=1", " a "])
def test_every_string_is_a_string_cell(text: str) -> None:
    row = Element("row")
    cell_of(row, "A1", "1", text)
    (cell,) = row
    assert (cell.get("t"), [child.tag for child in cell], "".join(cell.itertext())) == (
        "inlineStr",
        ["is"],
        text,
    )


def test_a_short_field_that_is_far_too_long_says_that_it_was_cut() -> None:
    row = Element("row")
    cell_of(row, "A1", "1", "n" * 40_000)
    assert "".join(row.itertext()).endswith("n" + MORE)


def test_vietnamese_letters_in_parts_are_not_cut_either() -> None:
    text = unicodedata.normalize("NFD", "ữ") * 100
    assert {part[0] for part in pieces(text, 100)} == {"u"}

"""What comes in at the door, and in how many parts it leaves."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.cleaning import clean, is_blank, split_utf16, utf16_len

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
VIETNAM = "\U0001f1fb\U0001f1f3"
THUMB = "\U0001f44d\U0001f3fd"
HEART_ON_FIRE = "\u2764\ufe0f\u200d\U0001f525"

CASES = [
    ("nothing to do", "Đường ngõ 5 khu phố 3 bị ngập", "Đường ngõ 5 khu phố 3 bị ngập"),
    ("decomposed", unicodedata.normalize("NFD", "Trụ sở mới xa quá"), "Trụ sở mới xa quá"),
    ("a broken ư is not rewritten", "phƣờng, chƣơng", "phƣờng, chƣơng"),
    ("NUL", "\x00Đề xuất\x00", "Đề xuất"),
    ("terminal colours", "\x1b[31mđỏ\x1b[0m\x07", "[31mđỏ[0m"),
    ("C1 controls", "a\x80\x9fb", "ab"),
    ("a tab stays", "một\thai", "một\thai"),
    ("isolates", "\u2067ẩn\u2069 danh", "ẩn danh"),
    ("right-to-left override", "giấy mời\u202efdp.exe", "giấy mờifdp.exe"),
    ("zero width", "\u200b=1+1\ufeff", "=1+1"),
    ("soft hyphen", "khu\u00ad phố", "khu phố"),
    ("lone low surrogate", "a\udfffb", "a\ufffdb"),
    ("lone high surrogate at the end", "a\ud83d", "a\ufffd"),
    ("a pair that came apart", "\ud83d\ude00", "\U0001f600"),
    ("non-characters", "a\ufffe\ufdd0\U0001ffffb", "a\ufffd\ufffd\ufffdb"),
    ("line ends", "a\r\nb\rc\u2028d\u2029e\x85f\vg\fh", "a\nb\nc\nd\ne\nf\ng\nh"),
    ("three thousand line feeds", "a" + "\n" * 3000 + "b", "a\n\n\nb"),
    ("blank lines with blanks", "a\n \n\t\n  \n \nb", "a\n\n\nb"),
    ("two blank lines stay", "a\n\n\nb", "a\n\n\nb"),
    ("trimmed", " \n\u00a0a\u3000\n", "a"),
    ("inner spaces stay", "a  \u00a0b", "a  \u00a0b"),
    ("zalgo", "e" + "\u0300\u0301\u0302\u0303\u0304\u0305\u0306", "è\u0301\u0302\u0303\u0304"),
    ("joiner in a word", "khu\u200dphố", "khuphố"),
    ("joiner in an emoji", FAMILY, FAMILY),
    ("joiner after a style mark", HEART_ON_FIRE, HEART_ON_FIRE),
    ("joiner at the end of an emoji", "\U0001f469\u200d", "\U0001f469"),
    ("non-joiner in Persian", "می\u200cخواهم", "می\u200cخواهم"),
    ("joiner in Sinhala", "ශ්\u200dරී", "ශ්\u200dරී"),
    ("a flag with tags", SCOTLAND, SCOTLAND),
    ("letters hidden in tags", "xin\U000e0068\U000e0069 chào", "xin chào"),
    ("markup is only text", "<b>&amp; {0} %s *x*", "<b>&amp; {0} %s *x*"),
]


@pytest.mark.parametrize(("typed", "kept"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_what_is_kept(typed: str, kept: str) -> None:
    assert clean(typed) == kept


NASTY = "".join(
    (
        "aeđ1 \n\t\r\x00\x1b\x85\u00a0\u00ad\u0300\u0301\u0323\u0345\u034f\u05b0",
        "\u0627\u0651\u09c7\u09be\u1100\u1161\u11a8\u200b\u200c\u200d\u202e\u2028\u20e3\u3164",
        "\ufe0f\ufeff\ufffe\ud800\udc00\U0001f1fb\U0001f1f3\U0001f3f4\U0001f3fd\U0001f469",
        "\U000e0067\U000e007f\U000e0100\U0001d165\U0001d16d",
    )
)
anything = st.one_of(st.text(), st.text(st.sampled_from(NASTY), max_size=40))


@given(anything)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(anything)
def test_what_is_kept_can_be_written_anywhere(text: str) -> None:
    kept = clean(text)
    assert kept.encode().decode() == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert [c for c in kept if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"] == []


@pytest.mark.parametrize(
    "text",
    ["", " \n\t", "\u3164", "\u115f\u1160", "\u2800", "\u200b\u200d", "\ufffd", "\u0301", "\u00a0"],
)
def test_blank_to_the_eye(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "1", ".", "\U0001f602", "ạ", "?", "\u3164a"])
def test_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("đường", 5), ("\U0001f602", 2), (FAMILY, 11), (VIETNAM, 4)]
)
def test_length_as_platforms_count(text: str, length: int) -> None:
    assert utf16_len(text) == length


SPLITS = [
    ("nothing", "", 10, []),
    ("blanks only", " \n ", 10, []),
    ("fits", "mười chữ", 10, ["mười chữ"]),
    ("at the paragraph", "một hai\n\nba\nbốn năm", 14, ["một hai", "ba\nbốn năm"]),
    ("at the line", "một hai ba\nbốn năm", 14, ["một hai ba", "bốn năm"]),
    ("an early line is not worth a message", "một\nhai ba bốn năm", 13, ["một\nhai ba", "bốn năm"]),
    ("at the space", "một hai ba", 7, ["một hai", "ba"]),
    ("no space at all", "abcdefgh", 3, ["abc", "def", "gh"]),
    ("an only line end", "a\nbcdefghi", 8, ["a", "bcdefghi"]),
    ("a sea of blanks", "a" + " " * 50 + "b", 10, ["a", "b"]),
    ("not inside a letter of two units", "a\U0001f602b", 2, ["a", "\U0001f602", "b"]),
    ("not inside a family", "ab" + FAMILY, 12, ["ab", FAMILY]),
    ("not inside a flag", "a" + VIETNAM * 2, 8, ["a" + VIETNAM, VIETNAM]),
    ("not before a skin colour", "abc" + THUMB, 5, ["abc", THUMB]),
    ("not before a mark", "abx\u0323\u0302", 4, ["ab", "x\u0323\u0302"]),
    ("not inside a flag with tags", "a" + SCOTLAND, 14, ["a", SCOTLAND]),
    ("a sign longer than the limit", FAMILY, 5, [FAMILY[:3], FAMILY[3:6], FAMILY[6:]]),
]


@pytest.mark.parametrize(
    ("text", "limit", "parts"), [case[1:] for case in SPLITS], ids=[c[0] for c in SPLITS]
)
def test_where_it_is_cut(text: str, limit: int, parts: list[str]) -> None:
    assert split_utf16(text, limit) == parts


def test_a_limit_without_room_is_an_error() -> None:
    with pytest.raises(ValueError, match="limit is 1, at least 2 expected"):
        split_utf16("a", 1)


@given(anything, st.integers(min_value=2, max_value=30))
def test_parts_fit_and_nothing_seen_is_lost(text: str, limit: int) -> None:
    parts = split_utf16(text, limit)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert [part for part in parts if utf16_len(part) > limit or not part.strip()] == []


def test_forty_thousand_letters_are_quick_to_cut() -> None:
    text = "đường khu phố ngập " * 2000
    parts = split_utf16(text + VIETNAM * 3000, 4096)
    assert max(map(utf16_len, parts)) <= 4096
    assert len(parts) == 13

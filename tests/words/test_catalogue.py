"""Every sentence in both languages, with the same holes, and none that stands elsewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from handlers.words.catalogue import _, counted, joined, spoken, verbatim

HANDLERS = Path(__file__).parents[2] / "handlers"
HOLE = re.compile(r"\{(\w*)\}")
SPEAKING_ROOMS = ("talk", "youth", "branch", "office", "notices")
READ_NOT_SAID = {"talk/reading.py", "talk/registry.py"}
"""Their words are compared with what people type."""
VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
TWO_WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")


def files() -> Iterator[tuple[str, ast.Module]]:
    """Every file of handlers, by its path there."""
    for path in sorted(HANDLERS.rglob("*.py")):
        yield str(path.relative_to(HANDLERS)), ast.parse(path.read_text("utf-8"))


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    """Every `_(…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            yield node


def sentences() -> set[str]:
    """All that the code has between `_(` and `)`."""
    return {ast.literal_eval(call.args[0]) for _path, tree in files() for call in calls(tree)}


@pytest.fixture(scope="module")
def vietnamese() -> dict[str, str]:
    """The catalogue as it stands in its file."""
    with (HANDLERS / "words" / "locale" / "vi.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale="vi") if m.id}


def test_there_are_sentences_to_be_translated() -> None:
    assert len(sentences()) > 100


def test_every_sentence_has_its_vietnamese(vietnamese: dict[str, str]) -> None:
    assert {english for english in sentences() if not vietnamese.get(english)} == set()


def test_no_vietnamese_is_left_over(vietnamese: dict[str, str]) -> None:
    assert set(vietnamese) - sentences() == set()


def test_both_languages_have_the_same_holes(vietnamese: dict[str, str]) -> None:
    differ = {
        english: string
        for english, string in vietnamese.items()
        if set(HOLE.findall(english)) != set(HOLE.findall(string))
    }
    assert differ == {}


def test_a_sentence_is_written_out_where_it_is_used() -> None:
    built = [
        f"{path}:{call.lineno}"
        for path, tree in files()
        for call in calls(tree)
        if not (
            len(call.args) == 1
            and not call.keywords
            and isinstance(call.args[0], ast.Constant)
            and isinstance(call.args[0].value, str)
        )
    ]
    assert built == []


def test_nothing_is_said_past_the_catalogue() -> None:
    said = [
        f"{path}:{line} {text!r}"
        for path, tree in files()
        if path.split("/")[0] in SPEAKING_ROOMS and path not in READ_NOT_SAID
        for line, text in _outside_of_words(tree)
        if VIETNAMESE.search(text) or TWO_WORDS.search(text)
    ]
    assert said == []


def test_the_reader_is_spoken_to_as_one_of_us(vietnamese: dict[str, str]) -> None:
    stiff = {
        string
        for string in vietnamese.values()
        if re.search(r"người dùng|quý vị|vui lòng|\bbạn hãy\b|lỗi hệ thống", string, re.IGNORECASE)
    }
    assert stiff == set()


def test_no_sentence_is_fuzzy() -> None:
    assert "#, fuzzy" not in (HANDLERS / "words" / "locale" / "vi.po").read_text("utf-8")


def test_a_part_is_put_in_as_it_is_whatever_it_looks_like() -> None:
    typed = "{receipt} {0.__class__} %s \\1 \\g<0>"
    words = _("Received. Your receipt: {receipt}").fill(receipt=typed)
    assert words.say("vi") == f"Đã nhận ý kiến của bạn. Mã biên nhận: {typed}"


def test_a_part_may_depend_on_the_language() -> None:
    words = _("{receipt} is withdrawn.").fill(receipt=_("Topic"))
    assert (words.say("vi"), words.say("en")) == ("Đã rút Lĩnh vực.", "Topic is withdrawn.")


def test_sentences_in_one_message_leave_no_gap_where_one_is_empty() -> None:
    assert joined(_("Yes"), verbatim(""), _("No")).say("en") == "Yes\n\nNo"


def test_one_and_many() -> None:
    one, many = (
        _("On its way to one person. I tell you when it is done."),
        _("On its way to {number} people. I tell you when it is done."),
    )
    said = [counted(number, one, many).say("en") for number in (1, 2)]
    assert said == [
        "On its way to one person. I tell you when it is done.",
        "On its way to 2 people. I tell you when it is done.",
    ]


def test_what_something_else_says_in_each_language() -> None:
    words = spoken(lambda language: f"<{language}>")
    assert (words.say("vi"), words.say("en")) == ("<vi>", "<en>")


def test_a_sentence_without_its_vietnamese_is_an_error_not_english() -> None:
    with pytest.raises(KeyError):
        _("This sentence stands in no catalogue.").say("vi")


def _outside_of_words(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Texts that are no docstring, no sentence of the catalogue, no error and no key of a row."""
    silent: set[int] = set()
    for node in ast.walk(tree):
        hidden = (
            isinstance(node, ast.Expr | ast.Raise)
            and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await))
        ) or (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
        )
        if hidden:
            silent |= {id(inner) for inner in ast.walk(node)}
    codes = set(_codes(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in silent:
            continue
        if isinstance(node.value, str) and node.value not in codes:
            yield node.lineno, node.value


def _codes(tree: ast.Module) -> Iterator[str]:
    """The members of every `Literal[…]`: names of states for the program, not for a reader."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
            members = (inner.value for inner in ast.walk(node) if isinstance(inner, ast.Constant))
            yield from (member for member in members if isinstance(member, str))

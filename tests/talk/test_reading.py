"""Reading a reply, apart from any conversation."""

from __future__ import annotations

import pytest

from handlers.talk.reading import Picked, Reading, Stale, Typed, Unclear, read_tap, read_text
from storage.messages import Offer, Question

CONFIRM = Question(
    id="1", key="sure", kind="choice", offers=(Offer("yes", "Đúng, rút lại"), Offer("no", "Giữ"))
)
NAME = Question(
    id="2", key="name", kind="text", offers=(Offer("!skip", "Không ghi tên"), Offer("!back", "Lùi"))
)
OPEN = Question(id="3", key="text", kind="text")


@pytest.mark.parametrize(
    ("question", "text", "meant"),
    [
        (CONFIRM, "ừ", Picked("yes", "Đúng, rút lại")),
        (CONFIRM, "thôi không", Picked("no", "Giữ")),
        (CONFIRM, "giu", Picked("no", "Giữ")),
        (CONFIRM, "2", Picked("no", "Giữ")),
        (CONFIRM, "3", Unclear()),
        (CONFIRM, "để mình nghĩ đã", Unclear()),
        (NAME, "khong ghi ten", Picked("!skip", "Không ghi tên")),
        (NAME, "1", Picked("!skip", "Không ghi tên")),
        (NAME, "Hai", Typed("Hai")),
        (NAME, "Lê Thị Không", Typed("Lê Thị Không")),
        (OPEN, "1", Typed("1")),
        (OPEN, "ok", Typed("ok")),
    ],
)
def test_words_are_read_against_what_was_shown(
    question: Question, text: str, meant: Reading
) -> None:
    assert read_text(question, text) == meant


@pytest.mark.parametrize(
    ("question", "choice", "meant"),
    [
        (CONFIRM, "1:0", Picked("yes", "Đúng, rút lại")),
        (CONFIRM, "1:2", Stale()),
        (CONFIRM, "2:0", Stale()),
        (CONFIRM, "1:²", Stale()),
        (None, "1:0", Stale()),
    ],
)
def test_a_tap_is_read_against_what_was_shown(
    question: Question | None, choice: str, meant: Reading
) -> None:
    assert read_tap(question, choice) == meant

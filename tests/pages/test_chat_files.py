"""What the chat's page is made of, looked at without a browser."""

import re

import pytest

from handlers.pages import CHAT_CSP, chat_files, chat_page
from handlers.pages.chat_words import CHAT_WORDS

_VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


@pytest.mark.parametrize("language", sorted(CHAT_WORDS))
def test_the_page_has_nothing_inline_and_asks_for_nothing_elsewhere(language: str) -> None:
    page = chat_page(language)
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert re.findall(r"<style|\bstyle=|\bon\w+=", page) == []
    assert re.findall(r'(?:src|href)="(?!/chat/|data:)', page) == []
    assert "'unsafe" not in CHAT_CSP


def test_it_is_small() -> None:
    sizes = {name: len(file.body) for name, file in chat_files().items()}
    assert sum(sizes.values()) + len(chat_page().encode()) < 60_000


def test_the_files_are_asked_for_by_their_version() -> None:
    for name, file in chat_files().items():
        assert f"/chat/static/{name}?v={file.version}" in chat_page()


def test_the_script_and_the_style_hold_no_sentence_of_the_page() -> None:
    bodies = "".join(file.body.decode() for file in chat_files().values())
    code = "\n".join(line for line in bodies.splitlines() if "/**" not in line)
    assert _VIETNAMESE.findall(code) == []


def test_each_language_has_all_its_words_and_an_unknown_one_gets_vietnamese() -> None:
    for words in CHAT_WORDS.values():
        assert all(vars(words).values())
        assert len(words.days.split("|")) == 7
    assert 'lang="en"' in chat_page("en")
    assert chat_page("xx") == chat_page("vi")

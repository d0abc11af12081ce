"""The plan of the house, asked of the code itself: floors, doors, and what stands where."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from handlers import CONVERSATIONS, NOTICES
from handlers.talk.script import Conversation

ROOT = Path(__file__).parent.parent
OURS = {"bot", "handlers", "storage", "tests", "bench"}
MAY_IMPORT = {
    "storage": set[str](),
    "handlers": {"storage"},
    "bot": {"handlers", "storage"},
}
"""The floors: each may use itself and what is below."""

ONLY_HERE = {
    "telegram": ("bot/channels/telegram/",),
    "aiohttp": ("bot/channels/telegram/",),
    "sqlalchemy": ("storage/",),
    "sqlite3": ("storage/",),
    "aiosqlite": ("storage/",),
    "alembic": ("storage/migrating.py", "storage/migrations/"),
    "openpyxl": ("handlers/papers/",),
    "defusedxml": ("handlers/papers/",),
    "lxml": ("handlers/papers/",),
    "starlette": ("bot/web/", "bot/channels/", "bot/app.py"),
    "uvicorn": ("bot/web/",),
    "python_multipart": ("bot/channels/webchat/staging.py",),
    "apscheduler": ("bot/clock.py",),
    "jinja2": ("handlers/pages/",),
    "babel": ("handlers/words/catalogue.py",),
    "langdetect": ("handlers/words/language.py", "handlers/words/profiles/"),
    "itsdangerous": ("bot/web/",),
}
"""Each library has one room; whoever wants to change it, changes that room."""

CATCHES_ALL = {
    "bot/backups.py",
    "bot/channels/telegram/polling.py",
    "bot/channels/telegram/webhook.py",
    "bot/channels/webchat/batch.py",
    "bot/jobs.py",
    "bot/woken.py",
    "bot/sender.py",
    "bot/round.py",
    "bot/turns.py",
}
"""The loops that must go on whatever happens in one round of theirs."""
UNDOES_ALL = {"bot/app.py", "bot/turns.py", "handlers/papers/workbook_out.py"}
"""Where something half done is undone before anything at all goes on its way."""

READS_THE_CONFIG = ("bot/app.py", "bot/__main__.py", "bot/commands/", "bot/config")
SPEAKS = {"bot/sample.py"}
"""Vietnamese outside handlers: the words of the sample programme are data."""

CONVERSATION_ROOMS = ("youth", "branch", "office")
VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
STATEMENT = re.compile(r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|PRAGMA|CREATE TABLE)\b")


@dataclass(frozen=True)
class Source:
    """One file of the house."""

    path: str

    @property
    def floor(self) -> str:
        return self.path.split("/")[0]

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse((ROOT / self.path).read_text("utf-8"))

    def imports(self) -> set[str]:
        """Every module that is imported, also inside of functions."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.path}: a relative import hides its floor"
                found.add(node.module or "")
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
        return found

    def strings(self) -> Iterator[str]:
        """Every text in the code that is no docstring."""
        silent = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Constant) or id(node) in silent:
                continue
            if isinstance(node.value, str):
                yield node.value

    def catches(self) -> set[str]:
        """What is caught by name, «Exception» for a bare except."""
        handlers = [n for n in ast.walk(self.tree) if isinstance(n, ast.ExceptHandler)]
        return {ast.unparse(h.type) if h.type else "Exception" for h in handlers}


SOURCES = [
    Source(str(path.relative_to(ROOT)))
    for floor in MAY_IMPORT
    for path in sorted((ROOT / floor).rglob("*.py"))
]


def test_the_house_has_been_found() -> None:
    assert {source.floor for source in SOURCES} == {"bot", "handlers", "storage"}
    assert len(SOURCES) > 60


def test_imports_go_down_only() -> None:
    wrong = {
        source.path: up
        for source in SOURCES
        if (
            up := {
                name
                for name in source.imports()
                if (floor := name.split(".")[0]) in OURS
                and floor != source.floor
                and floor not in MAY_IMPORT[source.floor]
            }
        )
    }
    assert wrong == {}


@pytest.mark.parametrize("library", ONLY_HERE)
def test_one_room_knows_the_library(library: str) -> None:
    rooms = ONLY_HERE[library]
    elsewhere = [
        source.path
        for source in SOURCES
        if library in {name.split(".")[0] for name in source.imports()}
        and not source.path.startswith(rooms)
    ]
    assert elsewhere == []


def test_only_the_listed_loops_catch_everything() -> None:
    caught = {source.path for source in SOURCES if "Exception" in source.catches()}
    undone = {source.path for source in SOURCES if "BaseException" in source.catches()}
    assert caught - CATCHES_ALL == set()
    assert undone - UNDOES_ALL == set()


def test_nobody_below_the_wiring_reads_the_config() -> None:
    readers = [
        source.path
        for source in SOURCES
        if "bot.config" in source.imports() and not source.path.startswith(READS_THE_CONFIG)
    ]
    assert readers == []


def test_no_statement_stands_outside_of_storage() -> None:
    statements = {
        source.path: text
        for source in SOURCES
        if source.floor != "storage"
        for text in source.strings()
        if STATEMENT.match(text)
    }
    assert statements == {}


def test_what_a_person_reads_stands_in_handlers() -> None:
    said = {
        source.path: text
        for source in SOURCES
        if source.floor != "handlers" and source.path not in SPEAKS
        for text in source.strings()
        if len(text.split()) > 1 and VIETNAMESE.search(text)
    }
    assert said == {}


def test_only_handlers_make_words() -> None:
    makers = [
        source.path
        for source in SOURCES
        if source.floor != "handlers" and "handlers.words.catalogue._" in source.imports()
    ]
    assert makers == []


def test_a_script_has_no_try() -> None:
    tries = [
        f"{source.path}:{function.name}"
        for source in SOURCES
        if source.path.split("/")[1] in CONVERSATION_ROOMS
        for function in ast.walk(source.tree)
        if isinstance(function, ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Try)
    ]
    assert tries == []


def test_every_conversation_is_on_the_list() -> None:
    found = {
        conversation.name
        for source in SOURCES
        if source.floor == "handlers" and source.path.split("/")[1] in CONVERSATION_ROOMS
        for conversation in vars(importlib.import_module(source.module)).values()
        if isinstance(conversation, Conversation)
    }
    assert found == {conversation.name for conversation in CONVERSATIONS.conversations}


def test_every_notice_is_on_the_list() -> None:
    found = {
        plan
        for source in SOURCES
        if source.path.startswith("handlers/notices/")
        if (plan := getattr(importlib.import_module(source.module), "plan", None))
    }
    assert found == set(NOTICES)


def test_names_and_commands_are_given_once() -> None:
    names = [conversation.name for conversation in CONVERSATIONS.conversations]
    commands = [word for c in CONVERSATIONS.conversations for word in c.commands]
    prefixes = [c.starts for c in CONVERSATIONS.conversations if c.starts]
    for given in (names, commands, prefixes):
        assert len(given) == len(set(given))

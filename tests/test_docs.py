"""What README and docs/ say is so: names that exist, links that lead somewhere, examples that run."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import config
from bot.commands import parser
from handlers import CONVERSATIONS
from handlers.talk.script import Talk
from storage import schema
from tests.house import House

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
README = PAGES[0].read_text("utf-8")
HOUSE = (ROOT / "docs" / "house.md").read_text("utf-8")
LARGEST_PICTURE = 200_000
PLACES = (
    "/chat/",
    "/files/",
    "/etc/",
    "/opt/doithoai",
    "/usr/local/",
    "/var/lib/doithoai",
    "/bin/sh",
)
"""Of the site, and where docs/operations.md puts things on a server."""

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def quoted(text: str) -> list[str]:
    """What stands between backticks inside a line."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def blocks(text: str) -> list[str]:
    """Every piece of Python."""
    return re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)


# --- names ----------------------------------------------------------------------------------


def test_every_word_of_make_stands_in_the_readme() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    words = set(re.findall(r"^([a-z]+):.*## ", makefile, flags=re.MULTILINE)) - {"help"}
    told = set(re.findall(r"^\| `make ([a-z]+)` \|", README, flags=re.MULTILINE))
    assert told == words


def commands(
    of: argparse.ArgumentParser, name: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command of the command line with its parser, «dialogue add» and not «dialogue»."""
    below = [a for a in of._actions if isinstance(a, argparse._SubParsersAction)]
    if not below:
        yield name, of
    for action in below:
        for word, each in action.choices.items():
            yield from commands(each, f"{name} {word}".strip())


def test_every_command_stands_in_the_readme_with_all_its_options() -> None:
    rows = re.findall(r"^\| `((?:[^`\\]|\\.)+)` \|", README, flags=re.MULTILINE)
    for name, each in commands(parser()):
        told = [row for row in rows if row == name or row.startswith(f"{name} ")]
        assert len(told) == 1, name
        options = {a.option_strings[-1] for a in each._actions if a.option_strings}
        assert set(re.findall(r"--[a-z]+", told[0])) == options - {"--help", "--config"}


def test_every_key_of_the_configuration_stands_in_the_row_of_its_section() -> None:
    rows = re.findall(r"^\| `\[(\w+)\]` \| ([^|]+) \|", README, flags=re.MULTILINE)
    assert {section: quoted(keys) for section, keys in rows} == {
        section: list(keys) for section, keys in config.SECTIONS.items()
    }


@each_page
def test_every_variable_of_the_environment_that_is_named_is_one(page: Path) -> None:
    named = set(re.findall(r"DOITHOAI_[A-Z]+__[A-Z_]+", page.read_text("utf-8")))
    assert named <= {config.variable(key) for key in config.KEYS}


def test_every_command_of_a_chats_menu_stands_in_the_readme() -> None:
    shown = [f"/{each.commands[0]}" for each in CONVERSATIONS.conversations if each.title]
    assert [command for command in shown if command not in quoted(README)] == []


def test_every_promise_that_is_tested_stands_in_the_readme() -> None:
    files = sorted((ROOT / "tests" / "promises").glob("test_*.py"))
    assert [f.name for f in files if f"tests/promises/{f.name}" not in README] == []


# --- places ---------------------------------------------------------------------------------


@each_page
def test_every_file_that_is_named_is_there(page: Path) -> None:
    ours = {entry.name for entry in ROOT.iterdir()} - {".venv", "data"}
    named = [name.rstrip("/") for name in quoted(page.read_text("utf-8")) if " " not in name]
    places = [name for name in named if "/" in name and name.split("/")[0] in ours]
    files = [name for name in named if re.fullmatch(r"[\w-]+\.(py|md)", name)]
    assert [name for name in places if not (ROOT / name).exists()] == []
    assert [name for name in files if not list(ROOT.glob(f"[!.]*/**/{name}"))] == []


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8"))
    inside = [link.partition("#")[0] for link in links if not link.startswith("https://")]
    assert [link for link in inside if not (page.parent / link).exists()] == []


@each_page
def test_no_place_of_one_machine_is_named(page: Path) -> None:
    text = page.read_text("utf-8")
    deep = re.findall(r"(?<![\w/.:>}])/(?:[\w.-]+/)+[\w.-]+", text)
    assert [place for place in deep if not place.startswith(PLACES)] == []
    assert str(Path.home()) not in text
    assert str(ROOT) not in text


def test_every_picture_is_shown_and_light() -> None:
    pictures = sorted((ROOT / "docs" / "images").iterdir())
    shown = {
        (page.parent / link).resolve()
        for page in PAGES
        for link in re.findall(r"!\[[^]]+\]\(([^)\s]+)\)", page.read_text("utf-8"))
    }
    assert pictures
    for picture in pictures:
        assert picture in shown
        assert picture.stat().st_size <= LARGEST_PICTURE


# --- what changed ---------------------------------------------------------------------------


def test_a_change_is_one_line() -> None:
    lines = PAGES[1].read_text("utf-8").splitlines()
    _, _, changes = "\n".join(lines).partition("\n## ")
    assert changes
    for line in changes.splitlines()[1:]:
        assert re.fullmatch(r"|##.*|- [A-Z`«].*\.", line), line
        assert not re.search(r"#\d", line), line


# --- the house ------------------------------------------------------------------------------


def test_every_call_of_a_script_stands_in_the_table() -> None:
    calls = {name for name in vars(Talk) if not name.startswith("_")}
    table = HOUSE.partition("| call | meaning |")[2].partition("\n\n")[0]
    told = re.findall(r"^\| `(\w+)\(", table, flags=re.MULTILINE)
    assert sorted(told) == sorted(calls)


def test_what_is_quoted_from_the_code_stands_there() -> None:
    found = [block for block in blocks(HOUSE) if block.startswith("# ")]
    assert found
    for block in found:
        place, *lines = block.splitlines()
        code = (ROOT / place.removeprefix("# ")).read_text("utf-8").splitlines()
        assert [line for line in lines if line.strip(" …#") and line not in code] == []


async def test_the_story_that_shows_how_tests_are_written_is_true(house: House) -> None:
    stories = [block for block in blocks(HOUSE) if block.startswith("async def test_")]
    assert len(stories) == 1
    known: dict[str, object] = {"House": House, "schema": schema}
    exec(stories[0], known)  # our own page
    story = next(known[name] for name in known if name.startswith("test_"))
    await story(house)  # type: ignore[operator]

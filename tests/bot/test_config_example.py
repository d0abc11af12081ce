"""config.example.toml says every key, with its default and one sentence, and says nothing else."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from bot import config

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def _commented_keys(text: str) -> dict[str, str]:
    """The comment right above each key, by the key's full name."""
    section, comment = "", ""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("[["):
            break  # a list of tables has no keys of its own
        if line.startswith("["):
            section = line.strip("[]")
        elif match := re.match(r"(\w+) = ", line):
            found[f"{section}.{match[1]}"] = comment
        comment = line if line.startswith("# ") else ""
    return found


def test_every_key_stands_in_the_example_in_the_order_of_the_code() -> None:
    assert list(_commented_keys(EXAMPLE.read_text("utf-8"))) == list(config.KEYS)


@pytest.mark.parametrize("name", config.KEYS)
def test_a_key_has_one_sentence_above_it(name: str) -> None:
    assert re.fullmatch(r"# [A-Z].{15,}\.", _commented_keys(EXAMPLE.read_text("utf-8"))[name])


@pytest.mark.parametrize("name", config.KEYS)
def test_a_key_shows_its_default(name: str) -> None:
    section, _, key = name.partition(".")
    default = config.KEYS[name].default
    shown = tomllib.loads(EXAMPLE.read_text("utf-8"))[section][key]
    assert shown == (list(default) if isinstance(default, tuple) else default)


def test_the_example_is_the_same_as_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    without = config.load(None, {})
    shutil.copy(EXAMPLE, tmp_path / "config.toml")
    assert config.load(None, {}) == without

"""The rows of nasty.jsonl: what may come in, and the verdict on it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest

FILE = Path(__file__).parents[1] / "data" / "nasty.jsonl"


@dataclass(frozen=True)
class Nasty:
    """One row. `text` is what is typed, else `hint` tells what comes."""

    id: str
    kind: str
    expect: str
    text: str = ""
    hint: str = ""


def _read() -> dict[str, Nasty]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line]
    return {
        row["id"]: Nasty(
            row["id"], row["kind"], row["expect"], row.get("text", ""), row.get("file_hint", "")
        )
        for row in rows
    }


ROWS: Mapping[str, Nasty] = MappingProxyType(_read())


def proves(*ids: str) -> pytest.MarkDecorator:
    """This test proves the verdicts of these rows: it is run once for each, as `row`."""
    return pytest.mark.parametrize("row", [ROWS[each] for each in ids], ids=ids)

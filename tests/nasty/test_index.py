"""Every row of nasty.jsonl has its verdict tested, or waits for what it needs, and says for what."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.nasty.rows import ROWS

TESTS = Path(__file__).parents[1]

UPLOADS = "the office cannot upload a workbook yet"
ZALO = "there is no Zalo channel yet"
SIGN_IN = "there is no page of the office that one signs in to yet"
REVOKING = "roles cannot be taken back in the chat yet"
FLOOD = "a limit for each person is being built"
WAITING = {
    "n097": UPLOADS,
    "n099": UPLOADS,
    "n101": UPLOADS,
    "n103": UPLOADS,
    "n105": UPLOADS,
    "n107": UPLOADS,
    "n109": UPLOADS,
    "n111": UPLOADS,
    "n113": UPLOADS,
    "n115": UPLOADS,
    "n117": UPLOADS,
    "n119": UPLOADS,
    "n191": FLOOD,
    "n193": FLOOD,
    "n195": FLOOD,
    "n203": REVOKING,
    "n205": SIGN_IN,
    "n207": SIGN_IN,
    "n221": ZALO,
    "n255": ZALO,
}
"""The rows that wait, and for what. Whoever builds that takes them out of here."""


def test_every_row_is_proved_or_waits_and_none_is_both() -> None:
    proved = {row: place for place, row in _proved()}
    assert set(proved) <= set(ROWS), "a test names a row that is not there"
    assert {row: proved[row] for row in proved.keys() & WAITING.keys()} == {}
    assert sorted(ROWS.keys() - proved.keys() - WAITING.keys()) == []
    assert sorted(WAITING.keys() - ROWS.keys()) == []


def test_what_a_kind_needs_is_what_its_rows_wait_for() -> None:
    kinds = {row: ROWS[row].kind for row in WAITING}
    assert {row for row in ROWS if ROWS[row].kind == "upload"} == {
        row for row, reason in WAITING.items() if reason == UPLOADS
    }
    assert {kinds[row] for row, reason in WAITING.items() if reason == FLOOD} == {"flood"}
    assert {kinds[row] for row, reason in WAITING.items() if reason == ZALO} == {"webhook", "zalo"}


def test_the_rows_are_all_there() -> None:
    assert len(ROWS) == 128


def _proved() -> Iterator[tuple[str, str]]:
    """Where a test is said to prove a row: by `proves` on a table's test, else by the mark."""
    for file in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and node.name[:5] == "test_"
            ):
                for row in _rows_of(node):
                    yield f"{file.name}: {node.name}", row


def _rows_of(test: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    for decorator in test.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) in {
            "proves",
            "pytest.mark.nasty",
        }:
            yield from (str(arg.value) for arg in decorator.args if isinstance(arg, ast.Constant))

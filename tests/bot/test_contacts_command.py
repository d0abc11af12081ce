"""`doithoai contacts` and `doithoai duty`, and what `check` says of old numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.commands import kept
from bot.config import load
from storage import migrating
from tests.bot.commands import Operator
from tests.storage.test_backup import changed


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    """With a database of this version, and nothing in it."""
    made = Operator(tmp_path)
    migrating.upgrade(made.url)
    return made


def test_one_is_entered_changed_and_taken_out(operator: Operator) -> None:
    assert operator.runs("contacts", "set", "--kind", "duty", "--reach", "0237 111").code == 0
    assert operator.runs("contacts", "set", "--id", "1", "--hours", "8:00–17:00").code == 0
    (line,) = operator.runs("contacts", "list").out
    assert line.split("\t")[:6] == ["1", "duty", "*", "", "0237 111", "8:00–17:00"]
    assert operator.runs("contacts", "set", "--id", "1", "--remove").code == 0
    assert operator.runs("contacts", "list").out == []


def test_what_is_wrong_is_one_sentence(operator: Operator) -> None:
    assert operator.runs("contacts", "set", "--id", "9").err == [
        "There is no contact 9: `doithoai contacts list` shows them."
    ]
    assert operator.runs("contacts", "set").err == ["A new contact needs --kind."]


def test_a_number_is_to_be_called_once_a_year(operator: Operator) -> None:
    file = operator.folder / "data" / "doithoai.db"
    changed(
        file,
        "INSERT INTO contacts (kind, reach, checked_on) VALUES ('child', '111', '2027-03-01')",
        "INSERT INTO contacts (kind, reach) VALUES ('police', '113')",
    )
    config = load(None, {"DOITHOAI_DATABASE__URL": operator.url})
    moment = datetime(2028, 2, 28, 9, 0, tzinfo=UTC)
    (finding,) = kept.contacts(config, moment)
    assert str(finding) == (
        "not ok contacts last checked (police never): call each once, then "
        "`doithoai contacts set --id ID`"
    )
    (finding,) = kept.contacts(config, moment + timedelta(days=2))
    assert finding.what == "contacts last checked (child 2027-03-01, police never)"


def test_openings_counts_and_rests_are_listed(operator: Operator) -> None:
    file = operator.folder / "data" / "doithoai.db"
    changed(
        file,
        "INSERT INTO openings (alarm_id, kind, unit_id, person_id, at) VALUES (3, 'emergency', 1, 7, 0)",
    )
    (line,) = operator.runs("duty").out
    assert line.split("\t")[1:] == ["3", "emergency", "-", "7"]
    assert operator.runs("duty", "--counts").out == []
    assert operator.runs("duty", "--resting").out == []
    assert operator.runs("duty", "--lift", "5").out == ["5\tdoes not rest"]

"""`doithoai requests`, and `dialogue conclude`: what an operator sees of people's rights, without a name."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from pathlib import Path

import pytest

from storage import dialogues, requests, schema, units
from storage.database import Database
from tests.bot.commands import Operator, Ran
from tests.house import ZONE

HOLIDAYS = frozenset({"04-30", "05-01", "2027-02-08", "2027-02-09"})


async def _fill(url: str) -> None:
    database = Database(url)
    async with database.write() as tx:
        ward = await units.put(tx, code="QT", short="QT", name="Phường Quang Trung")
        at = datetime(2026, 3, 26, 8, tzinfo=ZONE)
        await dialogues.add(tx, unit=ward, theme="Việc làm", at=at, zone=ZONE)
        asked = datetime(2027, 4, 28, 20, 15, tzinfo=ZONE)
        row = {"channel": "web", "received_at": asked, "person_id": None}
        tx.add(schema.requests, kind="erase", done_at=asked, **row)
        tx.add(schema.requests, kind="copy", done_at=None, **row)
    await database.close()


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    made = Operator(tmp_path)
    made.runs("migrate")
    asyncio.run(_fill(made.url))
    return made


def test_one_a_line_with_what_is_due(operator: Operator) -> None:
    assert operator.runs("requests", DOITHOAI_REQUESTS__HOLIDAYS="04-30,05-01") == Ran(
        0,
        [
            "1\terase\tweb\t2027-04-28T20:15:00+07:00\t2027-05-03\t2027-05-13\t2027-04-28T20:15:00+07:00",
            "2\tcopy\tweb\t2027-04-28T20:15:00+07:00\t2027-05-03\t2027-05-13\topen",
        ],
        [],
    )


@pytest.mark.parametrize(
    ("received", "acknowledged", "done"),
    [
        (date(2027, 3, 1), date(2027, 3, 3), date(2027, 3, 16)),
        (date(2027, 3, 4), date(2027, 3, 8), date(2027, 3, 19)),
        (date(2027, 3, 5), date(2027, 3, 9), date(2027, 3, 22)),
        (date(2027, 2, 5), date(2027, 2, 11), date(2027, 2, 22)),
        (date(2027, 4, 29), date(2027, 5, 4), date(2027, 5, 14)),
    ],
)
def test_days_without_work_are_not_counted(received: date, acknowledged: date, done: date) -> None:
    assert requests.acknowledge_by(received, HOLIDAYS) == acknowledged
    assert requests.do_by(received, HOLIDAYS) == done


def test_a_conclusion_is_noted_and_shown(operator: Operator) -> None:
    told = operator.runs("dialogue", "conclude", "1", "--on", "2026-04-05")
    assert (told.code, told.out[0].split("\t")[4]) == (0, "concluded")
    assert operator.runs("dialogue", "list").out == told.out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("1", "--on", "2026-03-25"), "lies before the dialogue 2026-03-26"),
        (("1", "--on", "2999-01-01"), "2999-01-01 is still to come"),
        (("1", "--on", "5/4"), "expected a day such as 2027-04-05, found '5/4'"),
        (("7",), "dialogue 7 is not known"),
    ],
)
def test_a_conclusion_that_cannot_be(
    operator: Operator, words: tuple[str, ...], complaint: str
) -> None:
    ran = operator.runs("dialogue", "conclude", *words)
    assert ran.code == 2
    assert complaint in ran.err[-1]


def test_of_a_cancelled_dialogue_there_is_none(operator: Operator) -> None:
    operator.runs("dialogue", "cancel", "1")
    assert "dialogue 1 is cancelled" in operator.runs("dialogue", "conclude", "1").err[-1]

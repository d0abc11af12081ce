"""`doithoai reminders`: who is reminded when, and why not, without a name."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storage import dialogues, schema, units, wishes
from storage.database import Database
from tests.bot.commands import Operator, Ran
from tests.house import ZONE

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
BLOCKED_AT = datetime(2026, 2, 1, tzinfo=UTC)
GIVEN = '{"text":"Đèn đường ngõ 5 hỏng cả tháng nay"}'


async def _fill(url: str) -> None:
    database = Database(url)
    await database.create()
    async with database.write() as tx:
        ward = await units.put(tx, code="QT", short="QT", name="Phường Quang Trung")
        branch = await units.put(tx, code="KP1", short="KP1", name="Khu phố 1", parent="QT")
        await dialogues.add(
            tx, unit=ward, theme="Việc làm", at=datetime(2030, 3, 26, 8, tzinfo=ZONE), zone=ZONE
        )
        for number, state in enumerate(["yes"] * 7 + ["no"], 1):
            tx.add(
                schema.people,
                id=number,
                channel="telegram",
                address=f"Đặng Lạ {number}",
                language="vi",
                state=state,
                keyboard="",
                seen_on=date(2026, 1, 1),
                unit_id=branch,
                blocked_at=BLOCKED_AT if number == 4 else None,
            )
        for person, given in ((1, GIVEN), (4, GIVEN), (5, "{}"), (6, GIVEN), (8, GIVEN)):
            tx.add(
                schema.drafts,
                id=person,
                person_id=person,
                conversation="propose",
                given=given,
                started_at=SINCE,
                touched_at=SINCE,
            )
        await wishes.one(tx, 2, 1, SINCE)
        await wishes.every(tx, 3, SINCE)
        await wishes.none(tx, 6, SINCE)
        await wishes.every(tx, 7, SINCE)
        tx.add(schema.took_part, person_id=7, dialogue_id=1)
    await database.close()


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    made = Operator(tmp_path)
    assert made.runs("migrate").code == 0
    asyncio.run(_fill(made.url))
    return made


def test_each_stands_in_a_line_with_when_or_why_not(operator: Operator) -> None:
    assert operator.runs("reminders", "--dialogue", "1") == Ran(
        0,
        [
            "1\ttelegram\tKP1\t2030-03-17T07:00:00+07:00\tbegun and not sent\t-",
            "2\ttelegram\tKP1\t2030-03-17T07:00:00+07:00\tasked for it\t-",
            "3\ttelegram\tKP1\t2030-03-17T07:00:00+07:00\tasked for every dialogue\t-",
            "4\ttelegram\tKP1\t-\tbegun and not sent\thas blocked the chat",
            "5\ttelegram\tKP1\t-\t-\thas begun and written nothing",
            "6\ttelegram\tKP1\t-\tbegun and not sent\twants no reminders",
            "7\ttelegram\tKP1\t-\t-\thas sent already",
            "8\ttelegram\tKP1\t-\tbegun and not sent\thas not agreed, or no longer",
        ],
        [],
    )


def test_of_a_closed_dialogue_none_is_left(operator: Operator) -> None:
    operator.runs("dialogue", "close", "1")
    ran = operator.runs("reminders", "--dialogue", "1")
    assert ran.out[1] == ("2\ttelegram\tKP1\t-\tasked for it\tnone is left before the cutoff")
    assert [line.split("\t")[3] for line in ran.out] == ["-"] * 8


def test_an_unknown_dialogue_is_a_sentence(operator: Operator) -> None:
    assert operator.runs("reminders", "--dialogue", "9") == Ran(
        2, [], ["dialogue 9 is not known; `doithoai dialogue list` shows all."]
    )

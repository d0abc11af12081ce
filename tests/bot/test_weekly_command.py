"""`doithoai weekly`: a unit's own day and hour, one switch to stop it; and the file as a job asks for it."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.jobs import weekly_in_a_process
from storage import dialogues, jobs, proposals, schema, units
from storage.database import Database
from storage.dialogues import TopicSeed
from storage.jobs import Job, Made
from tests.bot.commands import HOUSE, Operator, Ran, environment
from tests.house import ZONE
from tests.papers.books import read
from tests.youth.conftest import LAMP

NOW = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


async def _fill(url: str) -> Job:
    database = Database(url)
    async with database.write() as tx:
        ward = await units.put(tx, code="QT", short="QT", name="Phường Quang Trung")
        made = await dialogues.add(
            tx,
            unit=ward,
            theme="Việc làm",
            at=datetime(2030, 3, 26, 8, tzinfo=ZONE),
            zone=ZONE,
            seeds=[TopicSeed("khac", "Khác", "Other", ())],
        )
        for number in range(3):
            tx.add(
                schema.proposals,
                id=f"{number:032}",
                dialogue_id=made,
                unit_id=ward,
                topic_id=1,
                text=LAMP,
                receipt=f"QT-26-000{number}0",
                received_on=NOW.date(),
                late=False,
                source="web",
                state=proposals.WITHDRAWN if number == 2 else proposals.RECEIVED,
            )
        jobs.ask(tx, kind="weekly", unit=ward, dialogue=made, dedup_key="weekly:1:unit=1", now=NOW)
        job = await jobs.next_one(tx, NOW)
        assert job is not None
    await database.close()
    return job


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    made = Operator(tmp_path)
    assert made.runs("migrate").code == 0
    return made


@pytest.fixture
def job(operator: Operator) -> Job:
    return asyncio.run(_fill(operator.url))


@pytest.mark.usefixtures("job")
def test_it_says_what_is_in_force(operator: Operator) -> None:
    def weekly(*words: str) -> Ran:
        return operator.runs("weekly", "--unit", "QT", *words)

    assert weekly() == Ran(0, ["QT\tmon\t07:00"], [])
    assert weekly("--day", "thu") == Ran(0, ["QT\tthu\t07:00"], [])
    assert weekly("--time", "15:30") == Ran(0, ["QT\tthu\t15:30"], [])
    assert weekly("--off") == Ran(0, ["QT\toff"], [])
    assert weekly() == Ran(0, ["QT\toff"], [])
    assert weekly("--day", "fri") == Ran(0, ["QT\tfri\t15:30"], [])


@pytest.mark.usefixtures("job")
def test_what_is_wrong_is_a_sentence(operator: Operator) -> None:
    assert operator.runs("weekly", "--unit", "XX") == Ran(
        2, [], ["unit 'XX' is not known; `doithoai units list` shows all."]
    )
    assert operator.runs("weekly", "--unit", "QT", "--off", "--day", "mon") == Ran(
        2, [], ["--off stands alone: a day or an hour switches it on."]
    )
    for words, expected in (
        (("--day", "monday"), "expected one of mon, tue, wed, thu, fri, sat, sun, found 'monday'"),
        (("--time", "7"), "expected a time of day such as 07:00, found '7'"),
    ):
        ran = operator.runs("weekly", "--unit", "QT", *words)
        assert ran.code == 2
        assert ran.err[-1].endswith(expected)


def test_the_file_of_a_job_comes_with_what_it_holds(operator: Operator, job: Job) -> None:
    with environment({**operator.environ, "PYTHONPATH": str(HOUSE)}):
        made = asyncio.run(_built(operator, job))
    assert made == Made(total=2, new=2, topics=((1, 2),))
    assert len(read(operator.folder / "weekly.xlsx", "Mới trong tuần")) == 2


async def _built(operator: Operator, job: Job) -> Made:
    config = operator.folder / "config.toml"
    config.write_text(f'[database]\nurl = "{operator.url}"\n', encoding="utf-8")
    build = weekly_in_a_process(["--config", str(config)], operator.folder)
    made = await build(job, operator.folder / "weekly")
    (operator.folder / "weekly").rename(operator.folder / "weekly.xlsx")
    return made


@pytest.mark.usefixtures("job")
def test_a_job_that_is_none_is_a_sentence(operator: Operator) -> None:
    assert operator.runs("export", "--dialogue", "1", "--out", "a.xlsx", "--weekly", "9") == Ran(
        2, [], ["job 9 is no weekly file of dialogue 1."]
    )

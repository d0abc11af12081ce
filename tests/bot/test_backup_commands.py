"""`doithoai backup` and `doithoai restore`, as an operator meets them."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import migrating
from tests.bot.commands import Operator, Ran
from tests.storage.test_backup import asked, changed

NOTE = (
    "Note: the secret is in no backup. If you still have it, put it to {file} before the first "
    "start; without it a new one is made, and links to files that were sent before no longer open."
)
HELD = "Another `doithoai run` works on this database; stop it first, or give this one its own."


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    """With a database of this version, and two units in it."""
    made = Operator(tmp_path)
    migrating.upgrade(made.url)
    (tmp_path / "units.csv").write_text("code,name,parent\nTH,Tỉnh Thanh Hoá,\nQT,Quang Trung,TH\n")
    assert made.runs("units", "import", "units.csv").code == 0
    return made


def database_of(operator: Operator) -> Path:
    return operator.folder / "data" / "doithoai.db"


def loses(operator: Operator) -> None:
    (operator.folder / "data").rename(operator.folder / "lost")


def note(operator: Operator) -> str:
    return NOTE.format(file=operator.folder / "data" / "secret")


# --- backup -----------------------------------------------------------------------------------


def test_one_line_says_what_was_made_also_beside_a_run(operator: Operator) -> None:
    with operator.running():
        ran = operator.spawns("backup", "b.db")
    size = (operator.folder / "b.db").stat().st_size
    # Two units, the version of the programme, and two facts of the backup itself.
    assert ran == Ran(0, [f"b.db\t{size} bytes\t5 rows"], [])


def test_a_backup_is_noted_for_the_next_check(operator: Operator) -> None:
    operator.runs("backup", "b.db")
    ((made,),) = asked(database_of(operator), "SELECT value FROM facts WHERE name = 'backup.made'")
    assert datetime.now(UTC) - datetime.fromisoformat(str(made)) < timedelta(minutes=1)
    assert "ok last backup (0 hours ago)" in operator.runs("check").out


def test_nothing_is_overwritten(operator: Operator) -> None:
    operator.runs("backup", "b.db")
    before = (operator.folder / "b.db").read_bytes()
    file = operator.folder / "b.db"
    assert operator.runs("backup", "b.db") == Ran(
        2, [], [f"{file} is there already; name another file."]
    )
    assert file.read_bytes() == before


def test_a_folder_that_is_not_there_is_a_sentence(operator: Operator) -> None:
    assert operator.runs("backup", "no/b.db") == Ran(
        2, [], ["no/b.db: the folder is not there; make it first, or name another."]
    )


def test_without_a_database_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    file = tmp_path / "data" / "doithoai.db"
    assert Operator(tmp_path).runs("backup", "b.db") == Ran(
        2,
        [],
        [f"There is no database yet ({file}): run `doithoai run` or `doithoai migrate` first."],
    )
    assert list(tmp_path.iterdir()) == []


# --- restore ----------------------------------------------------------------------------------


def test_what_was_done_is_said_in_a_few_lines(operator: Operator) -> None:
    changed(
        database_of(operator),
        "INSERT INTO people (channel, address, language, seen_on) VALUES ('web','a','vi','2027-01-01')",
        "INSERT INTO drafts (id, person_id, conversation, given, started_at, touched_at) "
        "VALUES (1, 1, 'propose', '{}', 0, 0), (2, 1, 'mine', '{}', 0, 0)",
        "INSERT INTO outbox (id, channel, address, person_id, kind, priority, body, state, "
        "not_before, made_at) VALUES (1, 'web', 'a', 1, 'reply', 0, 'x', 'queued', 0, 0)",
    )
    operator.runs("backup", "b.db")
    loses(operator)
    ran = operator.spawns("restore", "b.db")
    first = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d$", "(then)", ran.out[0])
    assert (ran.code, ran.err, [first, *ran.out[1:]]) == (
        0,
        [note(operator)],
        [
            f"{database_of(operator)}: restored from b.db, taken (then)",
            "2 units, 0 dialogues, 1 people, 0 roles, 0 proposals",
            "letters that had not left: 1; they are not sent any more",
            "unfinished conversations: 2; they are in no backup; their writers begin anew",
        ],
    )
    assert operator.runs("units", "list").code == 0
    assert (operator.folder / "data").stat().st_mode & 0o777 == 0o700


def test_who_gives_the_secret_or_still_has_it_is_told_nothing(operator: Operator) -> None:
    operator.runs("backup", "b.db")
    loses(operator)
    assert operator.runs("restore", "b.db", DOITHOAI_APP__SECRET="s" * 40).err == []
    database_of(operator).unlink()
    (operator.folder / "data" / "secret").write_text("kept")
    assert operator.runs("restore", "b.db").err == []


def test_what_is_there_is_moved_away_by_a_person_first(operator: Operator) -> None:
    operator.runs("backup", "b.db")
    before = database_of(operator).read_bytes()
    assert operator.runs("restore", "b.db") == Ran(
        2,
        [],
        [
            (
                f"{database_of(operator)} is there; move the old database away first, "
                "with *-wal, *-shm, *-journal."
            )
        ],
    )
    assert database_of(operator).read_bytes() == before


def test_a_run_is_stopped_first(operator: Operator) -> None:
    operator.runs("backup", "b.db")
    with operator.running():
        database_of(operator).rename(operator.folder / "old.db")
        assert operator.runs("restore", "b.db") == Ran(2, [], [HELD])


@pytest.mark.parametrize("content", [b"", b"what is this" * 999])
def test_what_is_no_backup_is_a_sentence(operator: Operator, content: bytes) -> None:
    loses(operator)
    (operator.folder / "b.db").write_bytes(content)
    assert operator.runs("restore", "b.db") == Ran(2, [], ["b.db is no backup of this program."])


def test_a_file_that_is_not_there_is_a_sentence(operator: Operator) -> None:
    loses(operator)
    assert operator.runs("restore", "b.db") == Ran(2, [], ["b.db: No such file or directory"])


def test_a_backup_of_a_newer_version_is_left_alone(operator: Operator) -> None:
    operator.runs("backup", "b.db")
    with closing(sqlite3.connect(operator.folder / "b.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    loses(operator)
    assert operator.runs("restore", "b.db") == Ran(
        2,
        [],
        ["The database was written by a newer version of this program; install that version."],
    )
    assert [file.name for file in (operator.folder / "data").iterdir()] == ["doithoai.db.lock"]

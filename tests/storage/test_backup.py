import fcntl
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage import backup, migrating, restore, schema
from storage.backup import Another, Damaged, Exists, NoRoom
from storage.database import Database
from storage.restore import InPlace, NoBackup
from tests.house import House
from tests.storage.test_migrating import stamp, url_in

NOW = datetime(2027, 3, 2, 2, 30, tzinfo=UTC)


def database_in(folder: Path) -> Path:
    """With one unit and nothing else."""
    migrating.upgrade(url_in(folder))
    file = folder / "doithoai.db"
    changed(file, "INSERT INTO units (code, short, name) VALUES ('QT', 'QT', 'Quang Trung')")
    return file


def changed(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def asked(file: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(question).fetchall()


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


@contextmanager
def another_backup(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


# --- making one -------------------------------------------------------------------------------


def test_one_whole_file_for_its_owner_and_nothing_beside_it(tmp_path: Path) -> None:
    file = database_in(tmp_path)
    (tmp_path / "shelf").mkdir()
    made = backup.make(file, tmp_path / "shelf" / "b.db", NOW)
    assert names(tmp_path / "shelf") == {"b.db"}
    assert names(tmp_path) == {"doithoai.db", "shelf"}
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert made.size == made.file.stat().st_size
    assert (made.rows["units"], made.rows["proposals"]) == (1, 0)
    assert asked(made.file, "PRAGMA journal_mode") == [("delete",)]


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    file = database_in(tmp_path)
    (tmp_path / "b.db").write_text("mine")
    with pytest.raises(Exists, match=r"b\.db is there already; name another file\."):
        backup.make(file, tmp_path / "b.db", NOW)
    assert (tmp_path / "b.db").read_text() == "mine"


def test_what_cannot_be_finished_leaves_nothing(tmp_path: Path) -> None:
    file = database_in(tmp_path)
    changed(
        file,
        "PRAGMA foreign_keys=OFF",
        "INSERT INTO units (code, short, name, parent_id) VALUES ('KP1', '', 'Khu phố 1', 99)",
    )
    with pytest.raises(Damaged, match=r"a row of units refers to nothing"):
        backup.make(file, tmp_path / "b.db", NOW)
    assert names(tmp_path) == {"doithoai.db"}


def test_a_disk_that_it_would_fill_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = database_in(tmp_path)
    monkeypatch.setattr(backup, "RESERVE", 2**60)
    with pytest.raises(NoRoom, match=r"a backup needs \d+ MiB there while it is made; make room"):
        backup.make(file, tmp_path / "b.db", NOW)
    assert names(tmp_path) == {"doithoai.db"}


def test_two_at_once_are_one(tmp_path: Path) -> None:
    file = database_in(tmp_path)
    with another_backup(tmp_path), pytest.raises(Another):
        backup.make(file, tmp_path / "b.db", NOW)
    backup.make(file, tmp_path / "b.db", NOW)


def test_what_a_killed_one_left_is_cleared_but_not_under_way(tmp_path: Path) -> None:
    file = database_in(tmp_path)
    left = tmp_path / ".doithoai.db.backup"
    left.write_text("words")
    with another_backup(tmp_path):
        backup.clear(file)
    assert left.exists()
    backup.clear(file)
    assert not left.exists()


async def test_a_writer_in_the_middle_of_something_is_not_waited_for(tmp_path: Path) -> None:
    file = database_in(tmp_path)
    database = Database(url_in(tmp_path))
    async with database.write() as tx:
        await tx.run(sa.update(schema.units).values(name="Not yet"))
        backup.make(file, tmp_path / "b.db", NOW)
    await database.close()
    assert asked(tmp_path / "b.db", "SELECT name FROM units") == [("Quang Trung",)]


async def test_a_checkpoint_beside_a_long_reader_keeps_nobody_waiting(tmp_path: Path) -> None:
    file = database_in(tmp_path)
    database = Database(url_in(tmp_path))
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM units").fetchall()
        async with database.write() as tx:
            await tx.run(sa.update(schema.units).values(name="Phường Quang Trung"))
        began = datetime.now(UTC)
        await database.checkpoint()
        assert datetime.now(UTC) - began < timedelta(seconds=1)
    await database.checkpoint()
    assert (tmp_path / "doithoai.db-wal").stat().st_size == 0
    await database.close()


# --- what is in it ----------------------------------------------------------------------------


async def test_nothing_that_waits_is_in_it(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("Đèn đường NHÁP hỏng cả tháng nay")
    file = house.database.path
    assert file is not None
    changed(
        file,
        "INSERT INTO inbox (channel, event_id, address, body, came_at) "
        "VALUES ('phone', 'e1', 'Lan', 'CHỜ', 5)",
        "INSERT INTO outbox (id, channel, address, person_id, kind, priority, body, dedup_key, "
        "state, not_before, made_at) VALUES (1, 'phone', 'Lan', 1, 'answer', 1, 'TRẢ', 'k', "
        "'queued', 0, 0), (2, 'phone', 'Lan', 1, 'reply', 0, 'LỜI', NULL, 'claimed', 0, 0), "
        "(3, 'phone', 'Lan', 1, 'reminder', 2, '', 'r', 'sent', 0, 0)",
        "INSERT INTO announcements (person_id, unit_id, text, made_at, audience) "
        "VALUES (1, 1, 'Mời họp', 0, 2)",
        "INSERT INTO jobs (kind, person_id, dialogue_id, dedup_key, not_before) "
        "VALUES ('weekly', 1, 1, 'w', 0)",
        "UPDATE people SET hold_until = 99",
    )
    made = backup.make(file, house.folder / "b.db", NOW)
    assert made.left_out == {"drafts": 1, "events": 1, "letters": 2, "announcements": 1, "jobs": 1}
    assert asked(made.file, "SELECT state FROM inbox WHERE state != 'done'") == []
    assert asked(made.file, "SELECT id, state, body FROM outbox ORDER BY id") == [
        (1, "dropped", ""),
        (3, "sent", ""),
    ]
    assert asked(made.file, "SELECT state FROM jobs") == [("aside",)]
    assert asked(made.file, "SELECT text FROM announcements WHERE reported_at IS NULL") == []
    assert asked(made.file, "SELECT hold_until FROM people") == [(None,)]
    words = made.file.read_bytes()
    assert [w for w in ("NHÁP", "CHỜ", "TRẢ", "LỜI") if w.encode() in words] == []
    assert asked(file, "SELECT count(*) FROM drafts") == [(1,)]


def test_of_the_web_chat_only_what_was_said_unasked_is_in_it(tmp_path: Path) -> None:
    file = database_in(tmp_path)
    changed(
        file,
        "INSERT INTO outbox (id, channel, address, person_id, kind, priority, body, dedup_key, "
        "state, not_before, made_at) VALUES (7, 'web', 'a', 1, 'announcement', 3, '', 'k', 'sent',"
        " 0, 0), (9, 'web', 'a', 1, 'reminder', 2, '', 'r', 'sent', 0, 0)",
        "INSERT INTO transcript (address, author, key, text, draft_id, at) VALUES "
        "('a', 'me', 'm1', 'Đèn hỏng', 5, 0), ('a', 'bot', 'out:6', 'Mã QT-27-ABCDE', 0, 0), "
        "('a', 'bot', 'out:7', 'Mời họp', 0, 0), ('a', 'bot', 'out:9', 'Đèn hỏng?', 5, 0)",
    )
    made = backup.make(file, tmp_path / "b.db", NOW)
    assert asked(made.file, "SELECT text FROM transcript") == [("Mời họp",)]


IN_A_BACKUP = {
    *("facts", "units", "dialogues", "topics", "people", "consents", "roles", "role_codes"),
    *("guesses", "proposals", "authors", "way_back", "took_part", "announcements"),
    *("web_sessions", "wishes", "told", "weekly", "weekly_seen"),
    *("contacts", "openings", "counters"),
}
NOT_AS_IT_IS = {
    *("drafts", "jobs", "inbox", "outbox", "transcript", "uploads"),
    *("alarms", "silences", "strikes"),
    *("files", "requests"),
}


def test_of_every_table_it_was_decided_whether_a_backup_holds_it() -> None:
    undecided = set(schema.tables.tables) - IN_A_BACKUP - NOT_AS_IT_IS
    assert undecided == set(), "does it hold words that nobody has sent? see storage/backup.py"


# --- putting it back --------------------------------------------------------------------------


def backup_in(folder: Path) -> Path:
    (folder / "lost").mkdir()
    return backup.make(database_in(folder / "lost"), folder / "b.db", NOW).file


def test_it_is_there_again_and_the_backup_is_only_read(tmp_path: Path) -> None:
    made = backup_in(tmp_path)
    before = made.read_bytes()
    made.chmod(0o400)
    (tmp_path / "data").mkdir()
    done = restore.restore(made, tmp_path / "data" / "doithoai.db", NOW)
    assert (done.taken_at, done.was_old, done.rows["units"]) == (NOW, False, 1)
    assert names(tmp_path / "data") == {"doithoai.db"}
    assert made.read_bytes() == before
    assert asked(tmp_path / "data" / "doithoai.db", "SELECT name FROM facts") == []
    assert migrating.state(url_in(tmp_path / "data")) == "current"


@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal"])
def test_nothing_is_overwritten_and_no_foreign_log_is_met(tmp_path: Path, end: str) -> None:
    made = backup_in(tmp_path)
    there = tmp_path / f"doithoai.db{end}"
    there.write_text("old")
    with pytest.raises(InPlace, match=r"is there; move the old database away first"):
        restore.restore(made, tmp_path / "doithoai.db", NOW)
    assert there.read_text() == "old"


@pytest.mark.parametrize("content", [b"", b"no database at all" * 99])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.db").write_bytes(content)
    with pytest.raises(NoBackup, match=r"b\.db is no backup of this program\."):
        restore.restore(tmp_path / "b.db", tmp_path / "doithoai.db", NOW)
    assert names(tmp_path) == {"b.db"}


def test_somebody_elses_database_is_no_backup(tmp_path: Path) -> None:
    changed(tmp_path / "b.db", "CREATE TABLE theirs (id INTEGER)")
    with pytest.raises(NoBackup):
        restore.restore(tmp_path / "b.db", tmp_path / "doithoai.db", NOW)


def test_a_broken_one_is_not_put_in_place(tmp_path: Path) -> None:
    made = backup_in(tmp_path)
    with made.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096)
    with pytest.raises((NoBackup, Damaged)):
        restore.restore(made, tmp_path / "doithoai.db", NOW)
    assert names(tmp_path) == {"lost", "b.db"}


def test_a_newer_one_is_not_put_in_place(tmp_path: Path) -> None:
    made = backup_in(tmp_path)
    changed(made, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(migrating.Newer):
        restore.restore(made, tmp_path / "doithoai.db", NOW)
    assert names(tmp_path) == {"lost", "b.db"}


def test_an_older_one_is_brought_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = backup_in(tmp_path)
    steps: list[str] = []
    newest = migrating.versions()[-1]
    changed(made, "UPDATE alembic_version SET version_num = '0000'")
    monkeypatch.setattr(migrating, "versions", lambda: ("0000", newest))

    def step(url: str) -> None:
        steps.append(url)
        stamp_only(migrating.path_of(url), newest)

    monkeypatch.setattr(migrating, "run_steps", step)
    done = restore.restore(made, tmp_path / "doithoai.db", NOW)
    assert (done.was_old, len(steps)) == (True, 1)
    assert asked(tmp_path / "doithoai.db", "SELECT * FROM alembic_version") == [(newest,)]


def stamp_only(file: Path, version: str) -> None:
    changed(file, f"UPDATE alembic_version SET version_num = '{version}'")


def test_a_plain_copy_sends_nothing_old_either(tmp_path: Path) -> None:
    (tmp_path / "lost").mkdir()
    file = database_in(tmp_path / "lost")
    changed(
        file,
        "INSERT INTO outbox (id, channel, address, person_id, kind, priority, body, dedup_key, "
        "state, not_before, made_at) VALUES (1, 'phone', 'Lan', 1, 'answer', 1, 'TRẢ LỜI', 'k', "
        "'queued', 0, 0)",
    )
    done = restore.restore(file, tmp_path / "doithoai.db", NOW)
    assert (done.taken_at, done.held["letters"]) == (None, 1)
    assert asked(tmp_path / "doithoai.db", "SELECT state, body, dedup_key FROM outbox") == [
        ("dropped", "", "k")
    ]
    assert "TRẢ LỜI".encode() not in (tmp_path / "doithoai.db").read_bytes()


def test_an_open_page_hears_what_is_said_afterwards(tmp_path: Path) -> None:
    made = backup_in(tmp_path)
    restore.restore(made, tmp_path / "doithoai.db", NOW)
    changed(
        tmp_path / "doithoai.db",
        "INSERT INTO transcript (address, author, key, text, at) VALUES ('a', 'bot', 'k', 'x', 0)",
    )
    ((first,),) = asked(tmp_path / "doithoai.db", "SELECT id FROM transcript")
    assert first == restore.LEAP + 1


def test_the_stamp_of_these_tests_is_the_migrations(tmp_path: Path) -> None:
    stamp(url_in(tmp_path), "9999")
    assert migrating.state(url_in(tmp_path)) == "newer"

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage import migrating
from storage.database import Database
from storage.schema import tables


def url_in(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'doithoai.db'}"


def made_of(url: str) -> dict[str, list[str]]:
    """Every table, index and trigger, with what it was made of, whatever the order and blanks."""
    with closing(sqlite3.connect(migrating.path_of(url))) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL")
        return {
            name: sorted(" ".join(part.split()) for part in re.split(r",?\s*\n", sql))
            for name, sql in rows
            if name != "alembic_version"
        }


def test_the_steps_lead_to_the_schema_with_partial_indexes_and_all(tmp_path: Path) -> None:
    drawn, stepped = (url_in(tmp_path / name) for name in ("drawn", "stepped"))
    (tmp_path / "stepped").mkdir()
    migrating.upgrade(drawn)
    migrating.run_steps(stepped)
    made = made_of(stepped)
    assert made == made_of(drawn)
    assert made["ix_jobs_waiting"] == [
        "CREATE INDEX ix_jobs_waiting ON jobs (not_before) WHERE state = 'waiting'"
    ]
    assert "WITHOUT ROWID" in made["proposals"]


def test_nothing_is_left_to_draft(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    url = url_in(tmp_path)
    migrating.run_steps(url)
    engine = sa.create_engine(f"sqlite:///{migrating.path_of(url)}", poolclass=sa.NullPool)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables) == []
    engine.dispose()


def test_a_new_database_is_made_with_its_folder_and_stays_as_it_is(tmp_path: Path) -> None:
    url = url_in(tmp_path / "data")
    assert migrating.state(url) == "empty"
    assert not (tmp_path / "data").exists()
    assert migrating.upgrade(url) == "empty"
    assert migrating.state(url) == "current"
    assert migrating.upgrade(url) == "current"


def test_both_ways_leave_the_same_version(tmp_path: Path) -> None:
    url = url_in(tmp_path)
    migrating.run_steps(url)
    assert migrating.state(url) == "current"


def test_an_empty_file_is_an_empty_database(tmp_path: Path) -> None:
    (tmp_path / "doithoai.db").touch()
    assert migrating.state(url_in(tmp_path)) == "empty"


def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    url = url_in(tmp_path)
    stamp(url, "9999")
    assert migrating.state(url) == "newer"
    with pytest.raises(migrating.Newer):
        migrating.upgrade(url)


def test_an_older_one_is_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = url_in(tmp_path)
    stamp(url, "0001")
    monkeypatch.setattr(migrating, "versions", lambda: ("0001", "0002"))
    assert migrating.state(url) == "old"


def test_somebody_elses_database_is_not_touched(tmp_path: Path) -> None:
    url = url_in(tmp_path)
    with closing(sqlite3.connect(migrating.path_of(url))) as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")
    with pytest.raises(migrating.NotOurs):
        migrating.upgrade(url)
    assert made_of(url) == {"theirs": ["CREATE TABLE theirs (id INTEGER)"]}


async def test_the_state_can_be_asked_beside_a_run(tmp_path: Path) -> None:
    url = url_in(tmp_path)
    migrating.upgrade(url)
    database = Database(url)
    database.claim()
    async with database.write():
        assert migrating.state(url) == "current"
    await database.close()


def stamp(url: str, version: str) -> None:
    migrating.upgrade(url)
    with closing(sqlite3.connect(migrating.path_of(url))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
        connection.commit()

"""Which version a database is of, and how it becomes the one that the code expects.

To ask costs one small read. Alembic is loaded only where steps have to be run, because loading
it takes as long as everything else at a start together.

A new step is drafted from the schema, and then made readable by hand:

    python -m storage.migrating "Keep the year of birth"

While nothing has been released there is one step only; without words it is drafted anew.
Format the file afterwards.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from storage.database import PRAGMAS
from storage.schema import tables

if TYPE_CHECKING:
    from alembic.config import Config

State = Literal["empty", "current", "old", "newer"]
_HOME = Path(__file__).parent / "migrations"
_VERSIONS = _HOME / "versions"


class NotOurs(Exception):
    """The database holds tables but no version of ours; name another file in `database.url`."""

    def __str__(self) -> str:
        return self.__doc__ or ""


class Old(Exception):
    """The database is of an older version: run `doithoai migrate`, then start again."""

    def __str__(self) -> str:
        return self.__doc__ or ""


class Newer(Exception):
    """The database was written by a newer version of this program; install that version."""

    def __str__(self) -> str:
        return self.__doc__ or ""


@cache
def versions() -> tuple[str, ...]:
    """Every version there is, the oldest first."""
    return tuple(sorted(file.stem.partition("_")[0] for file in _VERSIONS.glob("[0-9]*.py")))


def path_of(url: str) -> Path:
    """The file of a database."""
    return Path(sa.make_url(url).database or "")


def state(url: str) -> State:
    """How a database stands to this code. Makes no file, and changes nothing.

    A file that does not exist is empty; one that nobody can read raises `sqlite3.Error`.
    """
    file = path_of(url)
    if not file.exists():
        return "empty"
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        return _state(connection)


def _state(connection: sqlite3.Connection) -> State:
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if not names - {"sqlite_sequence"}:
        return "empty"
    if "alembic_version" not in names:
        raise NotOurs
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None:
        raise NotOurs
    if found[0] == versions()[-1]:
        return "current"
    return "old" if found[0] in versions() else "newer"


def upgrade(url: str) -> State:
    """Bring a database to the newest version; how it stood before.

    An empty one is made from the schema at once, which a test holds equal to all the steps.
    Nobody else may be at work on it. Either all of it is done or nothing.
    """
    before = state(url)
    if before == "newer":
        raise Newer
    if before == "empty":
        path_of(url).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _create(url)
    elif before == "old":
        run_steps(url)
    return before


def _create(url: str) -> None:
    engine = _engine(url)
    with engine.begin() as connection:
        tables.create_all(connection)
        _stamp(connection)
    engine.dispose()


def _stamp(connection: sa.Connection) -> None:
    kept = sa.Table(
        "alembic_version",
        sa.MetaData(),
        sa.Column("version_num", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
    )
    kept.create(connection)
    connection.execute(sa.insert(kept).values(version_num=versions()[-1]))


def run_steps(url: str, to: str = "head") -> None:
    """Run the steps that are missing, from nothing if need be."""
    from alembic import command

    engine = _engine(url)
    with engine.connect() as connection:
        # Steps that rebuild a table would otherwise delete what refers to it; and inside a
        # transaction SQLite would not listen.
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("PRAGMA foreign_keys=OFF").close()
        with connection.begin():
            command.upgrade(_alembic(connection), to)
            _check_references(connection)
    engine.dispose()


def _check_references(connection: sa.Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise sqlite3.IntegrityError(f"a row of {broken[0]} would refer to nothing")


def draft(url: str, message: str) -> Path:
    """Write the next step: what the schema has and a migrated database has not."""
    from alembic import command

    number = f"{int(versions()[-1]) + 1 if versions() else 1:04}"
    engine = _engine(url)
    with engine.begin() as connection:
        made = command.revision(
            _alembic(connection), message=message, autogenerate=True, rev_id=number
        )
    engine.dispose()
    assert made is not None
    assert not isinstance(made, list)
    _tidy(Path(made.path))
    return Path(made.path)


def _tidy(step: Path) -> None:
    """Leave out what the drafting adds for itself; the formatter does the rest."""
    kept = [line for line in step.read_text(encoding="utf-8").splitlines() if " ###" not in line]
    step.write_text(re.sub(r"op\.f\(('\w+')\)", r"\1", "\n".join(kept)) + "\n", encoding="utf-8")


def _alembic(connection: sa.Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_HOME).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def _engine(url: str) -> sa.Engine:
    engine = sa.create_engine(
        sa.make_url(url).set(drivername="sqlite"), hide_parameters=True, poolclass=sa.NullPool
    )

    @sa.event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(pragma).close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _main(message: str = "") -> None:
    if not message:
        for step in _VERSIONS.glob("[0-9]*.py"):
            step.unlink()
        versions.cache_clear()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.db"
        if versions():
            run_steps(url)
        drafted = draft(url, message or "Everything there is at the beginning")
    sys.stdout.write(f"{drafted if message else drafted.rename(_VERSIONS / '0001_initial.py')}\n")


if __name__ == "__main__":
    _main(*sys.argv[1:])

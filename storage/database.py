"""The engine, and the two views of it: `Reader` and `Writer`.

The connection recipe is a promise and stands here only. SQLite: the driver's own
transactions are off and we say BEGIN ourselves, because with the defaults a released
savepoint survives the rollback around it and read-then-write under several processes fails
with «database is locked»; WAL; synchronous=FULL, because an event is acknowledged only
after it is on the disk; secure_delete, because what a person erased is to be gone.
"""

from __future__ import annotations

import asyncio
import fcntl
import sqlite3
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as insert_once
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.sql.base import Executable

from storage import driver, erasure_log
from storage.erasure_log import Erasure
from storage.schema import tables

Row = sa.Row[*tuple[Any, ...]]

PATIENCE = 10_000
"""Milliseconds that another process may keep a statement waiting."""
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    f"PRAGMA busy_timeout={PATIENCE}",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
)
MOST_DRAWN = 64

# Made once: to put a statement together takes longer than to run it.
_IN_ORDER = tables.sorted_tables
_INSERT = {table: sa.insert(table) for table in _IN_ORDER}
_INSERT_ONCE = {table: insert_once(table).on_conflict_do_nothing() for table in _IN_ORDER}


class InUse(Exception):
    """Another `doithoai run` works on this database; stop it first, or give this one its own."""

    def __str__(self) -> str:
        return self.__doc__ or ""


class ReadOnly(Exception):
    """A conversation tried to write outside `act()`; move the statement into the deed."""

    def __str__(self) -> str:
        return self.__doc__ or ""


class Unavailable(Exception):
    """The database is locked or the disk is full: nobody's fault, worth another try."""


def is_unavailable(error: BaseException) -> bool:
    """Whether an error says «not now» (locked, full, I/O) and nothing about the data."""
    if isinstance(error, Unavailable):
        return True
    if not isinstance(error, sa.exc.OperationalError):
        return False
    said = str(error.orig).lower()
    return any(word in said for word in ("locked", "busy", "full", "disk i/o", "unable to open"))


class Reader:
    """A view of a transaction that cannot write."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> Sequence[Row]:
        """Every row of a question."""
        if not isinstance(statement, (sa.Select, sa.CompoundSelect, sa.TextClause)):
            raise ReadOnly
        await self._settle()
        return (await self._connection.execute(statement, parameters)).all()

    async def one(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> Row | None:
        """The first row of a question, or nothing."""
        rows = await self.all(statement, parameters)
        return rows[0] if rows else None

    async def value(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> Any:  # noqa: ANN401
        """The first column of the first row, or nothing."""
        row = await self.one(statement, parameters)
        return row[0] if row is not None else None

    async def stream(self, statement: sa.Select[Any]) -> AsyncIterator[Row]:
        """Row by row, for what does not fit into memory."""
        result = await self._connection.stream(statement)
        async for row in result:
            yield row

    async def _settle(self) -> None:
        """A plain reader has nothing that waits to be written."""


class Writer(Reader):
    """The one writer's view of its transaction.

    `add` and `change` only collect: each table is written in one statement when something asks
    or the transaction ends, since a statement costs more than the row it carries.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)
        self._rows: dict[sa.Table, list[dict[str, Any]]] = defaultdict(list)
        self._once: dict[sa.Table, list[dict[str, Any]]] = defaultdict(list)
        self._changes: dict[sa.Update | sa.Insert, list[dict[str, Any]]] = defaultdict(list)
        self._free: dict[object, deque[str]] = defaultdict(deque)
        self._drawn: set[str] = set()
        self.forgotten: list[Erasure] = []

    def forgets(self, erasure: Erasure) -> None:
        """Note it outside of the database, on the disk before this transaction is committed."""
        self.forgotten.append(erasure)

    def add(self, table: sa.Table, **row: Any) -> None:  # noqa: ANN401
        """Insert a row, at the latest when the transaction ends."""
        self._rows[table].append(row)

    def add_once(self, table: sa.Table, **row: Any) -> None:  # noqa: ANN401
        """Insert a row unless one with the same key is there already."""
        self._once[table].append(row)

    def change(self, statement: sa.Update | sa.Insert, **parameters: Any) -> None:  # noqa: ANN401
        """Change a row, or put it in the place of another, at the latest when the transaction ends;
        how many are hit is not asked."""
        self._changes[statement].append(parameters)

    async def run(
        self,
        statement: Executable,
        parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> int:
        """A statement that changes rows; how many it changed."""
        await self._settle()
        result = await self._connection.execute(statement, parameters)
        return int(result.rowcount)

    async def insert(self, table: sa.Table, **row: Any) -> int:  # noqa: ANN401
        """Insert a row now and give its new id."""
        await self._settle()
        result = await self._connection.execute(sa.insert(table).values(**row))
        key = result.inserted_primary_key
        return int(key[0]) if key is not None else 0

    async def unused(self, column: sa.Column[str], kind: object, draw: Callable[[], str]) -> str:
        """A value that no row has in a unique column, and that was not given out here before.

        `kind` tells apart what is drawn differently. Whoever asks again in the same transaction
        will go on asking, so many are drawn then and looked up in one statement. Rows that only
        wait to be written need no look: their values were given out here.
        """
        free = self._free[kind]
        while not free:
            wanted = MOST_DRAWN if self._drawn else 1
            drawn = dict.fromkeys(draw() for _ in range(wanted))
            found = await self._connection.execute(sa.select(column).where(column.in_(drawn)))
            used = set(found.scalars())
            free.extend(value for value in drawn if value not in used | self._drawn)
            self._drawn.update(drawn)
        return free.popleft()

    async def settle(self) -> None:
        """Write what `add` has collected, tables in the order of their foreign keys."""
        await self._settle()

    async def _settle(self) -> None:
        if not (self._rows or self._once or self._changes):
            return
        rows, self._rows = self._rows, defaultdict(list)
        once, self._once = self._once, defaultdict(list)
        changes, self._changes = self._changes, defaultdict(list)
        for table in _IN_ORDER:
            if table in rows:
                await self._connection.execute(_INSERT[table], rows[table])
            if table in once:
                await self._connection.execute(_INSERT_ONCE[table], once[table])
        for statement, some in changes.items():
            await self._connection.execute(statement, some)

    @property
    def reader(self) -> Reader:
        """The same transaction for whoever must not write; it sees what was added so far."""
        return _Watching(self)


class _Watching(Reader):
    """A reader on a writer's transaction."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(writer._connection)  # noqa: SLF001
        self._writer = writer

    async def _settle(self) -> None:
        await self._writer.settle()


class Database:
    """One database file: one writing connection held open, readers on their own."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = _engine(url, begin="BEGIN IMMEDIATE")
        self._reading = _engine(url, begin="BEGIN")
        self._writing = asyncio.Lock()
        self._connection: AsyncConnection | None = None
        self._lock: IO[str] | None = None
        self.erasures = 0
        """How often somebody was forgotten since the start: a file begun before may hold their words."""

    @property
    def path(self) -> Path | None:
        """The file; nothing for a database in memory."""
        name = sa.make_url(self.url).database
        return Path(name) if name and name != ":memory:" else None

    def claim(self) -> None:
        """Keep a second `run` off this file until the process ends, however it ends."""
        if self.path is None:
            return
        # Held open on purpose: the lock lives as long as the file is open.
        self._lock = Path(f"{self.path}.lock").open("w")  # noqa: SIM115
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            self._lock = None
            raise InUse from error

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Writer]:
        """One transaction of the one writer: all of it is on the disk afterwards, or nothing."""
        async with self._writing:
            if self._connection is None:
                self._connection = await self._engine.connect()
            async with self._connection.begin():
                writer = Writer(self._connection)
                yield writer
                await writer.settle()
                await self._note(writer.forgotten)
            self.erasures += len(writer.forgotten)

    async def _note(self, forgotten: Sequence[Erasure]) -> None:
        """Last thing before the commit, so that a crash between the two forgets nobody's wish."""
        if not forgotten or self.path is None:
            return
        try:
            await asyncio.to_thread(
                erasure_log.append, erasure_log.beside(self.path), list(dict.fromkeys(forgotten))
            )
        except OSError as error:
            raise Unavailable from error

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Reader]:
        """A reader on a connection of its own; it never holds up the writer."""
        async with self._reading.connect() as connection, connection.begin():
            yield Reader(connection)

    async def checkpoint(self) -> None:
        """Empty the write-ahead log: until then it still holds what was wiped.

        Where somebody reads for long, as a backup does, it is not waited for, because whoever
        wants to write would wait as well: the next checkpoint does it.
        """
        async with self._writing:
            if self._connection is None:
                self._connection = await self._engine.connect()
            raw = (await self._connection.get_raw_connection()).driver_connection
            assert raw is not None
            await (await raw.execute("PRAGMA busy_timeout=0")).close()
            try:
                await (await raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")).close()
            finally:
                await (await raw.execute(f"PRAGMA busy_timeout={PATIENCE}")).close()
            await self._connection.rollback()

    async def create(self) -> None:
        """Make every table of the schema, for tests and for a database that is empty."""
        async with self._engine.begin() as connection:
            await connection.run_sync(tables.create_all)

    async def close(self) -> None:
        """Give back every connection and the file."""
        if self._connection is not None:
            await self._connection.close()
            self._connection = None
        await self._engine.dispose()
        await self._reading.dispose()
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _engine(url: str, begin: str) -> AsyncEngine:
    # hide_parameters: an error text must not carry people's words into a log.
    engine = create_async_engine(
        url, hide_parameters=True, connect_args={"async_creator_fn": driver.connect}
    )

    @sa.event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, _record: object) -> None:  # noqa: ANN401
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(pragma).close()

    @sa.event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def integrity(path: Path) -> str:
    """What SQLite says of the file: «ok» or the first complaint."""
    with sqlite3.connect(path) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])

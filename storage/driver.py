"""The SQLite driver with one errand to its thread for each statement.

SQLAlchemy makes a cursor, executes, fetches and closes, and aiosqlite sends each of these to its
thread and back, which at a steady pace costs more than everything else in a round: 38 errands an
event, counted at 100 events a second. Here a cursor is made by the statement itself, its first rows
come with it, and it is closed in the same errand when there are no more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any, NamedTuple, Self, TypeVar

import aiosqlite

R = TypeVar("R")

AT_ONCE = 200
"""Rows that come with the statement; of a longer answer the rest is fetched as it is wanted."""


class _Begun(NamedTuple):
    """What a statement came to. `over`: every row is here, and the cursor is closed."""

    cursor: sqlite3.Cursor
    rows: list[Any]
    over: bool


class Cursor:
    """What SQLAlchemy asks of a cursor, and no more."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._begun: _Begun | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> None:
        """Run one statement."""
        self._begun = await self._connection.errand(lambda raw: _one(raw, sql, parameters))

    async def executemany(self, sql: str, rows: Iterable[Iterable[Any]]) -> None:
        """Run one statement for each row."""
        self._begun = await self._connection.errand(lambda raw: _many(raw, sql, rows))

    @property
    def description(self) -> Any:  # noqa: ANN401
        """The columns of the answer; nothing where there is none."""
        return self._begun.cursor.description if self._begun else None

    @property
    def rowcount(self) -> int:
        """How many rows were changed, -1 where that is no question."""
        return self._begun.cursor.rowcount if self._begun else -1

    @property
    def lastrowid(self) -> int | None:
        """The id of the row that was inserted last."""
        return self._begun.cursor.lastrowid if self._begun else None

    async def fetchall(self) -> list[Any]:
        """Every row that was not given yet."""
        return await self._more(None)

    async def fetchmany(self, size: int = AT_ONCE) -> list[Any]:
        """So many rows, or what is left."""
        return await self._more(size)

    async def fetchone(self) -> Any:  # noqa: ANN401
        """The next row, or nothing."""
        rows = await self._more(1)
        return rows[0] if rows else None

    async def __aiter__(self) -> AsyncIterator[Any]:
        while (row := await self.fetchone()) is not None:
            yield row

    async def close(self) -> None:
        """An answer that was read to its end needs no errand any more."""
        if self._begun is not None and not self._begun.over:
            cursor = self._begun.cursor
            self._begun = _Begun(cursor, [], over=True)
            await self._connection.errand(lambda _raw: cursor.close())

    async def _more(self, size: int | None) -> list[Any]:
        begun = self._begun
        if begun is None:
            return []
        if not begun.over and (size is None or size > len(begun.rows)):
            begun = await self._read_on(begun, size)
        given = begun.rows if size is None else begun.rows[:size]
        self._begun = begun._replace(rows=begun.rows[len(given) :])
        return given

    async def _read_on(self, begun: _Begun, size: int | None) -> _Begun:
        return await self._connection.errand(lambda _raw: _on(begun, size))


class Connection(aiosqlite.Connection):
    """The driver's connection with cursors of our own."""

    def cursor(self) -> Cursor:  # type: ignore[override]
        """A cursor that has done nothing yet; making it is no errand."""
        return Cursor(self)

    async def errand(self, what: Callable[[sqlite3.Connection], R]) -> R:
        """Have the driver's thread do something with its connection."""
        done: R = await self._execute(what, self._conn)  # type: ignore[no-untyped-call]
        return done


def connect(path: str, **options: Any) -> Connection:  # noqa: ANN401
    """A connection that opens when it is awaited; `options` are those of sqlite3."""
    connection = Connection(lambda: sqlite3.connect(path, **options), iter_chunk_size=AT_ONCE)
    # A process that ends without closing is not to hang on this thread.
    connection._thread.daemon = True  # noqa: SLF001
    return connection


def _one(raw: sqlite3.Connection, sql: str, parameters: Iterable[Any]) -> _Begun:
    cursor = raw.execute(sql, parameters)  # type: ignore[arg-type]
    return _on(_Begun(cursor, [], over=False), AT_ONCE)


def _many(raw: sqlite3.Connection, sql: str, rows: Iterable[Iterable[Any]]) -> _Begun:
    cursor = raw.executemany(sql, rows)  # type: ignore[arg-type]
    cursor.close()
    return _Begun(cursor, [], over=True)


def _on(begun: _Begun, size: int | None) -> _Begun:
    """Read on, to the end or until so many rows are there."""
    cursor = begun.cursor
    if cursor.description is None:
        cursor.close()
        return _Begun(cursor, [], over=True)
    wanted = None if size is None else size - len(begun.rows)
    found = cursor.fetchall() if wanted is None else cursor.fetchmany(wanted)
    over = wanted is None or len(found) < wanted
    if over:
        cursor.close()
    return _Begun(cursor, [*begun.rows, *found], over)

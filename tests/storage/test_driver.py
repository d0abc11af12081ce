"""The driver's cursors: one errand to its thread for each statement."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable

import pytest
import sqlalchemy as sa

from storage import driver
from storage.schema import facts
from tests.house import House

ROWS = 3 * driver.AT_ONCE + 1


class Counting(driver.Connection):
    """Counts what the thread is sent to do."""

    errands = 0

    async def errand(self, what: Callable[[sqlite3.Connection], driver.R]) -> driver.R:
        self.errands += 1
        return await super().errand(what)


@pytest.fixture
async def numbers() -> AsyncIterator[Counting]:
    """A table of many rows."""
    connection = Counting(lambda: sqlite3.connect(":memory:"), iter_chunk_size=1)
    await connection
    cursor = connection.cursor()
    await cursor.execute("CREATE TABLE numbers (n INTEGER PRIMARY KEY)")
    await cursor.executemany("INSERT INTO numbers VALUES (?)", [(n,) for n in range(ROWS)])
    assert cursor.rowcount == ROWS
    connection.errands = 0
    yield connection
    await connection.close()


async def test_a_short_answer_is_one_errand_from_the_statement_to_the_closing(
    numbers: Counting,
) -> None:
    cursor = await numbers.cursor().__aenter__()
    await cursor.execute("SELECT n FROM numbers WHERE n < ? ORDER BY n", (3,))
    assert [column[0] for column in cursor.description] == ["n"]
    assert await cursor.fetchall() == [(0,), (1,), (2,)]
    await cursor.close()
    assert numbers.errands == 1


async def test_a_long_answer_is_whole_however_it_is_asked_for(numbers: Counting) -> None:
    everything = [(n,) for n in range(ROWS)]
    cursor = numbers.cursor()
    await cursor.execute("SELECT n FROM numbers ORDER BY n")
    assert await cursor.fetchall() == everything
    await cursor.execute("SELECT n FROM numbers ORDER BY n")
    found = [
        await cursor.fetchone(),
        *await cursor.fetchmany(driver.AT_ONCE),
        *await cursor.fetchall(),
    ]
    assert found == everything
    await cursor.execute("SELECT n FROM numbers ORDER BY n")
    assert [row async for row in cursor] == everything
    assert await cursor.fetchone() is None


async def test_an_answer_that_nobody_read_lets_the_table_go(numbers: Counting) -> None:
    cursor = numbers.cursor()
    await cursor.execute("SELECT n FROM numbers")
    await cursor.close()
    await cursor.execute("DROP TABLE numbers")
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await cursor.execute("SELECT n FROM numbers")


async def test_what_is_streamed_comes_row_by_row_and_whole(house: House) -> None:
    async with house.database.write() as tx:
        for number in range(ROWS):
            tx.add(facts, name=f"{number:05}", value="")
    async with house.database.read() as db:
        names = [
            row.name async for row in db.stream(sa.select(facts.c.name).order_by(facts.c.name))
        ]
    assert [name for name in names if name.isdecimal()] == [f"{n:05}" for n in range(ROWS)]

"""Many small writes, one transaction: what waits for the writer goes together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from storage.database import Database, Unavailable, Writer, is_unavailable

Item = TypeVar("Item")
Result = TypeVar("Result")
Write = Callable[[Writer, Sequence[Item]], Awaitable[Sequence[Result]]]


class Batch(Generic[Item, Result]):
    """Whoever comes while the writer is busy shares the next transaction, and its failure.

    Nobody lingers for company: a lone item is written at once.
    """

    def __init__(self, database: Database, write: Write[Item, Result]) -> None:
        self._database = database
        self._write = write
        self._boarding: list[Item] | None = None
        self._boarded: asyncio.Task[Sequence[Result]] | None = None
        self._tasks: set[asyncio.Task[Sequence[Result]]] = set()

    async def add(self, item: Item) -> Result:
        """Returns after the commit; raises `Unavailable` where nothing can be kept now."""
        task, place = self._board(item)
        try:
            # Shielded: who goes away must not take the others' writing along.
            results = await asyncio.shield(task)
        except Exception as error:
            if is_unavailable(error):
                raise Unavailable from error
            raise
        return results[place]

    async def settle(self) -> None:
        """Wait for what is being written."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _board(self, item: Item) -> tuple[asyncio.Task[Sequence[Result]], int]:
        if self._boarding is None or self._boarded is None:
            self._boarding = []
            self._boarded = asyncio.create_task(self._go(self._boarding))
            self._tasks.add(self._boarded)
            self._boarded.add_done_callback(self._tasks.discard)
        self._boarding.append(item)
        return self._boarded, len(self._boarding) - 1

    async def _go(self, items: list[Item]) -> Sequence[Result]:
        try:
            async with self._database.write() as tx:
                self._leave(items)
                return await self._write(tx, items)
        finally:
            self._leave(items)

    def _leave(self, items: list[Item]) -> None:
        """Nobody joins a transaction that has begun, or one that could not."""
        if self._boarding is items:
            self._boarding = None

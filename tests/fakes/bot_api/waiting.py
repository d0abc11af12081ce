"""Waiting for something to become true, woken by what happens and never by a clock."""

import asyncio
from collections.abc import Callable

Holds = Callable[[], bool]


class Waiters:
    """`changed` asks all who wait again; whoever waits too long is told what there is to see."""

    def __init__(self, picture: Callable[[], str]) -> None:
        self._picture = picture
        self._waiting: list[tuple[Holds, asyncio.Future[None]]] = []

    def changed(self) -> None:
        for holds, future in list(self._waiting):
            _settle(holds, future)

    async def until(self, holds: Holds, seconds: float) -> None:
        if holds():
            return
        waiter = (holds, asyncio.get_running_loop().create_future())
        self._waiting.append(waiter)
        try:
            async with asyncio.timeout(seconds):
                await waiter[1]
        except TimeoutError:
            raise AssertionError(f"not within {seconds} s; there is:\n{self._picture()}") from None
        finally:
            self._waiting.remove(waiter)


def _settle(holds: Holds, future: "asyncio.Future[None]") -> None:
    """A question that raises belongs to who asked it, not to the call that happened to come."""
    if future.done():
        return
    try:
        if holds():
            future.set_result(None)
    except Exception as error:  # noqa: BLE001
        future.set_exception(error)

"""The real web chat behind a port, in a thread of its own, so that a test may block in a browser."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from storage.database import Database
from tests.channels.web_site import Site
from tests.house import ZONE, House

Found = TypeVar("Found")
PATIENCE = 20


class Real:
    """The house with one open dialogue, and where it is served."""

    def __init__(self) -> None:
        self.base = ""
        self.site: Site
        self._loop: asyncio.AbstractEventLoop
        self._up = threading.Event()
        self._stop: asyncio.Event

    def does(self, deed: Callable[[Site], Coroutine[Any, Any, Found]]) -> Found:
        """Something done to the house in its own thread."""
        asked = asyncio.run_coroutine_threadsafe(deed(self.site), self._loop)
        return asked.result(PATIENCE)

    def serve(self, folder: Path) -> None:
        """Until `stops`."""
        asyncio.run(self._serve(folder))

    def stops(self) -> None:
        """Let `serve` return."""
        self._loop.call_soon_threadsafe(self._stop.set)

    def waits(self) -> None:
        """Until it is served."""
        assert self._up.wait(PATIENCE)

    async def _serve(self, folder: Path) -> None:
        database = Database(f"sqlite+aiosqlite:///{folder}/house.db")
        await database.create()
        # The browser has a clock of its own, so here it is now.
        house = House(database, folder, now=datetime.now(ZONE))
        await house.unit("TH", "Tỉnh Thanh Hoá")
        await house.unit("QT", "Phường Quang Trung", "TH")
        await house.unit("KP3", "Khu phố 3", "QT")
        await house.dialogue("QT")
        self.site, self._loop = Site(house), asyncio.get_running_loop()
        self._stop = asyncio.Event()
        async with self.site.plays(), self.site.serves() as served:
            self.base = f"http://127.0.0.1:{served.port}"
            self._up.set()
            await self._stop.wait()
        await house.shuts()


@contextmanager
def real_chat(folder: Path) -> Iterator[Real]:
    """The real thing for as long as a test lasts."""
    real = Real()
    thread = threading.Thread(target=real.serve, args=[folder])
    thread.start()
    try:
        real.waits()
        yield real
    finally:
        real.stops()
        thread.join()

"""Which browser is which chat, what is done in it and what was said there."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request

from bot.channels.contract import Came
from bot.channels.webchat.batch import Batch
from bot.channels.webchat.bodies import Said
from bot.channels.webchat.cookie import Cookie
from bot.channels.webchat.farewells import Farewells
from bot.channels.webchat.newcomers import Newcomers
from bot.logs import trace
from storage import people, transcript, web_sessions
from storage.database import Database, Reader, Unavailable, Writer, is_unavailable
from storage.errors import DATABASE_ERRORS
from storage.messages import Incoming, Piece
from storage.people import Person
from storage.transcript import Entry

log = logging.getLogger(__name__)

READERS = 4


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser and its chat. `is_new`: the chat was made for this request."""

    token: str
    address: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Glimpse:
    """Some entries of a chat, oldest first, and whether older ones stand before them."""

    person: Person | None
    entries: Sequence[Entry]
    has_older: bool


class Chats:
    """What the JSON and the plain forms have in common.

    Every question to the database raises `Unavailable` where it is not answered.
    """

    def __init__(
        self,
        *,
        database: Database,
        cookie: Cookie,
        newcomers: Newcomers,
        came: Came,
        now: Callable[[], datetime],
        farewells: Farewells,
    ) -> None:
        self._database = database
        self._cookie = cookie
        self._farewells = farewells
        self._newcomers = newcomers
        self._came = came
        self._now = now
        self._sessions = Batch(database, self._make)
        self._readers = asyncio.Semaphore(READERS)

    # --- who ---

    async def address(self, request: Request) -> str | None:
        """The chat of the browser that asks; none where it has none yet."""
        token = self._cookie.read(request)
        if token is None:
            return None
        async with self._read() as db:
            found = await web_sessions.address(db, token)
        if found is not None:
            self._farewells.seen(token, found)
        return found

    async def shown(self, request: Request) -> str | None:
        """The same for whoever only reads: a chat that was forgotten is shown its last words."""
        address, token = await self.address(request), self._cookie.read(request)
        if address is None and token is not None:
            return self._farewells.address(token)
        return address

    async def has_agreed(self, address: str) -> bool:
        """Whether anything of this chat may be kept."""
        async with self._read() as db:
            person = await people.at(db, "web", address)
        return person is not None and person.state == "yes"

    async def visit(self, request: Request) -> Visit:
        """The same, with a new chat for a browser that has none."""
        token, address = self._cookie.read(request), await self.address(request)
        if token is not None and address is not None:
            return Visit(token, address, is_new=False)
        self._newcomers.admit(request.client.host if request.client else None)
        token, address = await self._sessions.add(None)
        return Visit(token, address, is_new=True)

    # --- what is done ---

    async def does(self, event: Incoming) -> None:
        """Hand over what a person did; returns when it is on the disk."""
        await self._came([event], ())

    def start(self, address: str, code: str, number: str = "") -> Incoming:
        """A link was opened, or a chat begun without one."""
        # A colon cannot stand in a browser's own id, so the two never meet.
        return Incoming(
            channel="web",
            event_id=f"{address}:start:{number or secrets.token_hex(8)}",
            address=address,
            kind="start",
            at=self._now(),
            text=code,
        )

    def said(self, address: str, said: Said, files: Sequence[Piece] = ()) -> Incoming:
        """Words or files were sent, or a choice was tapped."""
        event_id = f"{address}:{said.id}"
        return Incoming(
            channel="web",
            event_id=event_id,
            address=address,
            kind="files" if files else "choice" if said.choice else "text",
            at=self._now(),
            text=said.text,
            choice=said.choice,
            message="" if said.choice else event_id,
            held=said.held,
            files=tuple(files),
        )

    # --- what was said ---

    async def since(self, address: str, after: int, limit: int) -> Sequence[Entry]:
        """The entries that follow one."""
        async with self._read() as db:
            found = await transcript.since(db, address, after, limit)
        return [*found, *self._farewells.to(address, after)]

    async def latest(self, address: str, limit: int) -> Sequence[Entry]:
        """The last entries."""
        async with self._read() as db:
            found = await transcript.latest(db, address, limit)
        return [*found, *self._farewells.to(address, 0)]

    async def last_id(self, address: str) -> int:
        """Where a chat ends now."""
        async with self._read() as db:
            return await transcript.last_id(db, address)

    async def glimpse(self, address: str, limit: int, before: int | None = None) -> Glimpse:
        """The last entries, or those before one, and whose they are."""
        async with self._read() as db:
            person = await people.at(db, "web", address)
            found = await transcript.latest(db, address, limit + 1, before)
        last = self._farewells.to(address, 0)
        return Glimpse(person, [*found[-limit:], *last], has_older=len(found) > limit)

    # --- inside ---

    @asynccontextmanager
    async def _read(self) -> AsyncIterator[Reader]:
        """As many at once as connections are kept open: opening one costs more than it reads."""
        try:
            async with self._readers, self._database.read() as db:
                yield db
        except DATABASE_ERRORS as error:
            if not is_unavailable(error):
                log.error("a chat could not be read: %s", trace(error))
            raise Unavailable from error

    async def _make(self, tx: Writer, wanted: Sequence[None]) -> Sequence[tuple[str, str]]:
        now = self._now()
        return [web_sessions.start(tx, now) for _ in wanted]

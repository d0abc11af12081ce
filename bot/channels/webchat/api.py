"""The JSON of the web chat, as `docs/webchat.openapi.json` describes it."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.channels.contract import Came
from bot.channels.webchat import bodies
from bot.channels.webchat.batch import Batch
from bot.channels.webchat.bodies import Malformed, TooLarge, TooSlow
from bot.channels.webchat.cookie import Cookie
from bot.channels.webchat.entries import in_history
from bot.channels.webchat.stream import Ears, events
from bot.web.signed import SignedFiles
from storage import people, transcript, web_sessions
from storage.database import Database, Reader, Unavailable, Writer
from storage.messages import Incoming
from storage.transcript import Entry

AT_ONCE = 200
"""Messages a history answers with at most."""
READERS = 4
RETRY_AFTER = "2"
_NUMBER = re.compile(r"\d{1,18}")

View = Callable[[Request], Awaitable[Response]]


class Api:
    """Four addresses: who am I, I say, what was said, what is new."""

    def __init__(
        self,
        *,
        database: Database,
        files: SignedFiles,
        cookie: Cookie,
        ears: Ears,
        came: Came,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._files = files
        self._cookie = cookie
        self._ears = ears
        self._came = came
        self._now = now
        self._sessions = Batch(database, self._make)
        self._readers = asyncio.Semaphore(READERS)

    def routes(self) -> Sequence[Route]:
        """What is mounted."""
        return [
            Route("/chat/api/session", _answering(self.session), methods=["POST"]),
            Route("/chat/api/messages", _answering(self.messages), methods=["POST"]),
            Route("/chat/api/history", _answering(self.history)),
            Route("/chat/api/stream", _answering(self.stream)),
        ]

    async def session(self, request: Request) -> Response:
        """Open a chat: a new one for a browser that has none, the same one for a browser that has.

        A link's code starts something each time; without one only a new chat is greeted.
        """
        start = bodies.start_code(bodies.parse(await bodies.read(request)))
        token = self._cookie.read(request)
        address = await self._address(token)
        is_new = address is None or token is None
        if address is None or token is None:
            token, address = await self._sessions.add(None)
        if start or is_new:
            await self._hand_over(self._start(address, start))
        response = _json({}, 201)
        self._cookie.give(response, token)
        return response

    async def messages(self, request: Request) -> Response:
        """One thing the person did; 202 only when it is on the disk."""
        address = await self._address(self._cookie.read(request))
        raw = await bodies.read(request)
        if address is None:
            return _error("no session", 401)
        await self._hand_over(self._event(address, bodies.said(bodies.parse(raw))))
        return _json({}, 202)

    async def history(self, request: Request) -> Response:
        """What was said, oldest first: after an entry, or the newest there is."""
        address = await self._address(self._cookie.read(request))
        if address is None:
            return _error("no session", 401)
        after = request.query_params.get("after")
        if after is not None and not _NUMBER.fullmatch(after):
            return _error("after: expected the id of a message", 400)
        async with self._read() as db:
            if after is None:
                entries = await transcript.latest(db, address, AT_ONCE)
            else:
                entries = await transcript.since(db, address, int(after), AT_ONCE)
        return _json({"messages": [in_history(entry, self._files) for entry in entries]})

    async def stream(self, request: Request) -> Response:
        """What is new, as it comes: after the entry the page saw last, else from now on."""
        address = await self._address(self._cookie.read(request))
        if address is None:
            return _error("no session", 401)
        if self._ears.closed:
            return _later()
        after = await self._after(request, address)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        if request.method == "HEAD":
            return Response(media_type="text/event-stream", headers=headers)
        told = events(self._ears, address, after, self._since, self._files)
        return StreamingResponse(told, media_type="text/event-stream", headers=headers)

    async def language(self, request: Request) -> str:
        """The language of whoever opens the page; empty where nobody knows yet."""
        address = await self._address(self._cookie.read(request))
        if address is None:
            return ""
        async with self._read() as db:
            person = await people.at(db, "web", address)
        return person.language if person else ""

    # --- inside ---

    @asynccontextmanager
    async def _read(self) -> AsyncIterator[Reader]:
        """As many at once as connections are kept open: opening one costs more than it reads."""
        async with self._readers, self._database.read() as db:
            yield db

    async def _address(self, token: str | None) -> str | None:
        if token is None:
            return None
        async with self._read() as db:
            return await web_sessions.address(db, token)

    async def _make(self, tx: Writer, wanted: Sequence[None]) -> Sequence[tuple[str, str]]:
        now = self._now()
        return [web_sessions.start(tx, now) for _ in wanted]

    async def _after(self, request: Request, address: str) -> int:
        """The end is read before the answer begins: what comes from then on is told."""
        asked = request.query_params.get("after", "")
        seen = request.headers.get("last-event-id", asked)
        if _NUMBER.fullmatch(seen):
            return int(seen)
        async with self._read() as db:
            return await transcript.last_id(db, address)

    async def _since(self, address: str, after: int) -> Sequence[Entry]:
        async with self._read() as db:
            return await transcript.since(db, address, after, AT_ONCE)

    async def _hand_over(self, event: Incoming) -> None:
        await self._came([event], ())

    def _start(self, address: str, code: str) -> Incoming:
        # A colon cannot stand in a browser's own id, so the two never meet.
        return Incoming(
            channel="web",
            event_id=f"{address}:start:{secrets.token_hex(8)}",
            address=address,
            kind="start",
            at=self._now(),
            text=code,
        )

    def _event(self, address: str, said: bodies.Said) -> Incoming:
        event_id = f"{address}:{said.id}"
        return Incoming(
            channel="web",
            event_id=event_id,
            address=address,
            kind="choice" if said.choice else "text",
            at=self._now(),
            text=said.text,
            choice=said.choice,
            message="" if said.choice else event_id,
            held=said.held,
        )


def _answering(view: View) -> View:
    """The same view, with an answer for everything that can be wrong with a request."""

    async def answer(request: Request) -> Response:
        try:
            return await view(request)
        except Malformed as error:
            return _error(str(error), 400)
        except TooSlow:
            return _error("the body did not come in time", 408)
        except TooLarge:
            return _error(f"expected at most {bodies.LARGEST} bytes", 413)
        except Unavailable:
            return _later()

    return answer


def _json(value: object, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(msgspec.json.encode(value), status, headers, "application/json")


def _error(words: str, status: int) -> Response:
    return _json({"error": words}, status)


def _later() -> Response:
    response = _error("try again in a moment", 503)
    response.headers["Retry-After"] = RETRY_AFTER
    return response

"""The JSON of the web chat, as `docs/webchat.openapi.json` describes it."""

from __future__ import annotations

import math
import re
from collections.abc import Awaitable, Callable, Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.channels.webchat import bodies, staging
from bot.channels.webchat.bodies import Malformed, TooLarge, TooSlow
from bot.channels.webchat.chats import Chats
from bot.channels.webchat.cookie import Cookie
from bot.channels.webchat.entries import in_history
from bot.channels.webchat.newcomers import Crowded
from bot.channels.webchat.staging import LARGEST_FILE, Staging
from bot.channels.webchat.stream import Ears, events
from bot.web.signed import SignedFiles
from storage.database import Unavailable
from storage.transcript import Entry

AT_ONCE = 200
"""Messages a history answers with at most."""
RETRY_AFTER = 2
_NUMBER = re.compile(r"\d{1,18}")

View = Callable[[Request], Awaitable[Response]]


class Api:
    """Four addresses: who am I, I say, what was said, what is new."""

    def __init__(
        self, *, chats: Chats, files: SignedFiles, cookie: Cookie, ears: Ears, staging: Staging
    ) -> None:
        self._chats = chats
        self._files = files
        self._cookie = cookie
        self._ears = ears
        self._staging = staging

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
        visit = await self._chats.visit(request)
        if start or visit.is_new:
            await self._chats.does(self._chats.start(visit.address, start))
        response = _json({}, 201)
        self._cookie.give(response, visit.token)
        return response

    async def messages(self, request: Request) -> Response:
        """One thing the person did; 202 only when it is on the disk."""
        address = await self._chats.address(request)
        if staging.is_multipart(request):
            return await self._with_files(request, address)
        raw = await bodies.read(request)
        if address is None:
            return _error("no session", 401)
        await self._chats.does(self._chats.said(address, bodies.said(bodies.parse(raw))))
        return _json({}, 202)

    async def _with_files(self, request: Request, address: str | None) -> Response:
        """The same with files. Before a yes they go no further than this."""
        if address is None:
            return _error("no session", 401)
        may_keep = await self._chats.has_agreed(address)
        handed = await staging.receive(request, self._staging if may_keep else None)
        is_kept = False
        try:
            said = bodies.said_with_files(handed.fields, has_files=bool(handed.files))
            await self._chats.does(self._chats.said(address, said, handed.files))
            is_kept = True
        finally:
            if not is_kept:
                for piece in handed.files:
                    self._staging.remove(piece.reference)
        return _json({}, 202)

    async def history(self, request: Request) -> Response:
        """What was said, oldest first: after an entry, or the newest there is."""
        address = await self._chats.shown(request)
        if address is None:
            return _error("no session", 401)
        after = request.query_params.get("after")
        if after is not None and not _NUMBER.fullmatch(after):
            return _error("after: expected the id of a message", 400)
        if after is None:
            entries = await self._chats.latest(address, AT_ONCE)
        else:
            entries = await self._since(address, int(after))
        return _json({"messages": [in_history(entry, self._files) for entry in entries]})

    async def stream(self, request: Request) -> Response:
        """What is new, as it comes: after the entry the page saw last, else from now on."""
        address = await self._chats.shown(request)
        if address is None:
            return _error("no session", 401)
        if self._ears.closed:
            return _later(503, RETRY_AFTER)
        after = await self._after(request, address)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        if request.method == "HEAD":
            return Response(media_type="text/event-stream", headers=headers)
        told = events(self._ears, address, after, self._since, self._files)
        return StreamingResponse(told, media_type="text/event-stream", headers=headers)

    # --- inside ---

    async def _after(self, request: Request, address: str) -> int:
        """The end is read before the answer begins: what comes from then on is told."""
        asked = request.query_params.get("after", "")
        seen = request.headers.get("last-event-id", asked)
        if _NUMBER.fullmatch(seen):
            return int(seen)
        return await self._chats.last_id(address)

    async def _since(self, address: str, after: int) -> Sequence[Entry]:
        return await self._chats.since(address, after, AT_ONCE)


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
            most = LARGEST_FILE if staging.is_multipart(request) else bodies.LARGEST
            return _error(f"expected at most {most} bytes", 413)
        except Crowded as crowded:
            return _later(429, crowded.after)
        except Unavailable:
            return _later(503, RETRY_AFTER)

    return answer


def _json(value: object, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(msgspec.json.encode(value), status, headers, "application/json")


def _error(words: str, status: int) -> Response:
    return _json({"error": words}, status)


def _later(status: int, seconds: float) -> Response:
    response = _error("try again in a moment", status)
    response.headers["Retry-After"] = str(math.ceil(seconds))
    return response

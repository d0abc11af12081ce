"""The page's own files, and the page of whoever has no chat yet: small, held in memory, compressed
once."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.channels.webchat.bodies import is_code
from handlers.pages import CHAT_CSP, chat_files, chat_page

PAGE_HEADERS = {
    "Content-Security-Policy": CHAT_CSP,
    # With no-referrer some browsers call the page's own posts foreign (Origin: null).
    "Referrer-Policy": "same-origin",
    # Asked anew each time: it says which version of script and style belongs to it.
    "Cache-Control": "private, no-cache",
}
FOR_EVER = "public, max-age=31536000, immutable"


class Small:
    """A body that is the same for everyone, as it is and gzipped."""

    def __init__(self, body: bytes, media_type: str) -> None:
        self._plain = body
        self._zipped = gzip.compress(body, 9, mtime=0)
        self._media_type = media_type
        self._tag = sha256(body).hexdigest()[:16]

    def answer(self, request: Request, headers: dict[str, str]) -> Response:
        """The body, or that the browser has it already."""
        zipped = "gzip" in request.headers.get("accept-encoding", "")
        tag = f'"{self._tag}{"-gz" if zipped else ""}"'
        headers = {**headers, "ETag": tag, "Vary": "Accept-Encoding"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if zipped:
            headers["Content-Encoding"] = "gzip"
        body = self._zipped if zipped else self._plain
        return Response(body, headers=headers, media_type=self._media_type)


def file_routes() -> Sequence[Route]:
    """What the page asks for, and the way to it from the front door."""
    return [Route("/", _to_the_page), Route("/chat/static/{name}", _file)]


@cache
def first_page() -> Small:
    """The page of whoever has no chat and was sent no link."""
    return Small(chat_page().encode(), "text/html; charset=utf-8")


@cache
def _files() -> dict[str, Small]:
    return {name: Small(file.body, file.media_type) for name, file in chat_files().items()}


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _files():
        return PlainTextResponse("Not Found", 404)
    newest = request.query_params.get("v") == chat_files()[name].version
    kept = FOR_EVER if newest else "no-cache"
    return _files()[name].answer(request, {"Cache-Control": kept})


async def _to_the_page(request: Request) -> Response:
    start = request.query_params.get("start", "")
    return RedirectResponse(f"/chat?start={start}" if is_code(start) else "/chat")

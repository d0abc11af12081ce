"""The one web server: the door everything comes through, and the socket it stands on."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.trouble import Trouble
from bot.web.patience import Patient

log = logging.getLogger(__name__)

LARGEST = 4 * 1024 * 1024
LARGEST_WITH_FILES = 32 * 1024 * 1024
"""Bytes of a body that anyone gets to see; what is mounted keeps far less of them."""
LAST_ANSWERS = 3
"""Seconds that requests under way may still take when the server stops."""
WAITING = 2048
DEFAULTS = {
    "Content-Security-Policy": "default-src 'none'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every answer carries unless it says otherwise itself."""
_PORTS = {"http": 80, "https": 443}
_HERE = {"127.0.0.1", "::1", "localhost"}


def site(routes: Sequence[BaseRoute], *, ready: Callable[[], bool], origin: str | None) -> ASGIApp:
    """What is mounted, behind the door.

    `origin` is the address people see, such as `https://doithoai.example`. Without one, or where it
    means this machine only, nobody has said how others reach it: then a page is at home where the
    Host header says it is.
    """

    async def readyz(_: Request) -> Response:
        return PlainTextResponse("ok") if ready() else PlainTextResponse("not ready", 503)

    app = Starlette(
        routes=[Route("/healthz", _healthz), Route("/readyz", readyz), *routes],
        exception_handlers={ClientDisconnect: _gone},
    )
    # Its redirects would repeat the Host header, which anyone can write.
    app.router.redirect_slashes = False
    return Door(app, origin)


async def _healthz(_: Request) -> Response:
    return PlainTextResponse("ok")


async def _gone(_request: Request, _error: Exception) -> Response:
    return PlainTextResponse("", 400)


class Door:
    """Refuses what foreign pages send, bounds every body, and dresses every answer."""

    def __init__(self, app: ASGIApp, origin: str | None) -> None:
        self._app = app
        named = _plain(origin) if origin else None
        self._origin = None if named is None or named.host in _HERE else named
        self._warned = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        app: ASGIApp = self._app
        if self._is_foreign(Headers(scope=scope)):
            self._warn()
            app = PlainTextResponse("this request comes from another site", 403)
        await app(scope, _bounded(receive, _most(scope)), _dressed(send))

    def _is_foreign(self, headers: Headers) -> bool:
        """A page of another site lets the person's browser speak; a program has no Origin."""
        said = headers.get("origin")
        if said is None:
            return False
        given = _plain(said)
        if given is None:
            return True
        here = f"{given.scheme}://{headers.get('host', '')}"
        return given != (self._origin or _plain(here))

    def _warn(self) -> None:
        """Once: where app.public_url is wrong nobody can use the page, and nobody knows why."""
        if not self._warned and self._origin is not None:
            log.warning(
                "a request from another site was refused; if people cannot use the page, "
                "check app.public_url"
            )
        self._warned = True


class _Origin(NamedTuple):
    """A site so that two spellings of it are equal."""

    scheme: str
    host: str
    port: int


def _plain(origin: str) -> _Origin | None:
    """The site that is meant; nothing for «null» and what else is no site."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname:
        return None
    return _Origin(parts.scheme, parts.hostname, port or _PORTS[parts.scheme])


def _most(scope: Scope) -> int:
    """Bytes of a body: who sends files says so."""
    kind = Headers(scope=scope).get("content-type", "")
    return LARGEST_WITH_FILES if kind.startswith("multipart/form-data") else LARGEST


def _bounded(receive: Receive, most: int) -> Receive:
    size = 0

    async def bounded() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > most:
            raise HTTPException(413)
        return message

    return bounded


def _dressed(send: Send) -> Send:
    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in DEFAULTS.items():
                headers.setdefault(name, value)
        await send(message)

    return dressed


# --- the socket -------------------------------------------------------------------------------


class CannotListen(Trouble):
    """The web server's address cannot be used, in one sentence for the operator."""


class PortTaken(CannotListen):
    """Another program listens there."""


def bind(host: str, port: int) -> socket.socket:
    """Take the address, before anything else is begun; who connects already waits for `Server`."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _cannot(error, host, port) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # Two sockets may be bound to one port until the first of them listens.
        listener.listen(WAITING)
    except OSError as error:
        listener.close()
        raise _cannot(error, host, port) from error
    listener.setblocking(False)
    return listener


def _cannot(error: OSError, host: str, port: int) -> CannotListen:
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    if error.errno == errno.EADDRINUSE:
        return PortTaken(
            f"web.port: {place} is used by another program; stop it or choose another port"
        )
    return CannotListen(f"web.host, web.port: cannot listen on {place} ({error.strerror})")


class Server:
    """Serves in the bot's own loop; signals, logs and the order of stopping stay the bot's."""

    def __init__(self, app: ASGIApp, listener: socket.socket) -> None:
        config = uvicorn.Config(
            app,
            http=Patient,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            backlog=WAITING,
            timeout_graceful_shutdown=LAST_ANSWERS,
        )
        self._listener = listener
        self._server = _Uvicorn(config)

    @property
    def started(self) -> bool:
        """Whether requests are answered."""
        return self._server.started

    async def up(self) -> None:
        """Wait until requests are answered."""
        await self._server.up.wait()

    async def run(self) -> None:
        """Serve until `stop` or cancelled; either way what is under way is answered first.

        Streams do not end by themselves: whoever offers them is to be closed before.
        """
        serving = asyncio.create_task(self._server.serve(sockets=[self._listener]))
        try:
            await asyncio.shield(serving)
        except asyncio.CancelledError:
            self.stop()
            await serving
            raise

    def stop(self) -> None:
        """Take nothing new, finish, and let `run` return."""
        self._server.should_exit = True


class _Uvicorn(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell who waits for it."""
        await super().startup(sockets)
        self.up.set()

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Ctrl-C belongs to the bot, which stops everything in its order."""
        yield

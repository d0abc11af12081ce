"""The door and the socket: headers, foreign pages, limits, starting and stopping."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.server import LARGEST, CannotListen, PortTaken, Server, bind, site

View = Callable[[Request], Awaitable[Response]]


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


def client(
    view: View = echo, *, ready: bool = True, origin: str | None = "https://chat.example"
) -> httpx.AsyncClient:
    app = site([Route("/echo", view, methods=["GET", "POST"])], ready=lambda: ready, origin=origin)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="https://chat.example")


@asynccontextmanager
async def serving(view: View = echo) -> AsyncIterator[tuple[Server, str]]:
    listener = bind("127.0.0.1", 0)
    port = listener.getsockname()[1]
    app = site([Route("/echo", view, methods=["GET", "POST"])], ready=lambda: True, origin=None)
    server = Server(app, listener)
    running = asyncio.create_task(server.run())
    try:
        yield server, f"http://127.0.0.1:{port}"
    finally:
        server.stop()
        await running


# --- health ---


async def test_it_says_that_it_lives_and_whether_it_is_ready() -> None:
    assert (await client().get("/healthz")).text == "ok"
    assert (await client().get("/readyz")).status_code == 200
    assert (await client(ready=False).get("/healthz")).status_code == 200
    assert (await client(ready=False).get("/readyz")).status_code == 503


# --- every answer ---


async def broken(_: Request) -> Response:
    raise RuntimeError("words of a person")


async def own(_: Request) -> Response:
    return PlainTextResponse("", headers={"Content-Security-Policy": "sandbox"})


@pytest.mark.parametrize("path", ["/echo", "/healthz", "/nowhere", "/echo/"])
@pytest.mark.nasty("n211")
async def test_every_answer_is_dressed(path: str) -> None:
    headers = (await client().get(path)).headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers
    assert "date" not in headers


async def test_what_is_mounted_may_know_better() -> None:
    headers = (await client(own).get("/echo")).headers
    assert headers.get_list("content-security-policy") == ["sandbox"]


async def test_a_view_that_breaks_tells_nothing_to_the_outside() -> None:
    answer = await client(broken).get("/echo")
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.nasty("n217")
async def test_no_redirect_repeats_the_host_header() -> None:
    answer = await client().get("/echo/", headers={"Host": "evil.example"})
    assert answer.status_code == 404


# --- foreign pages and long bodies ---


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 200),
        ("https://chat.example", 200),
        ("HTTPS://Chat.Example:443", 200),
        ("http://chat.example", 403),
        ("https://chat.example:8443", 403),
        ("https://chat.example.evil.example", 403),
        ("https://chat.example@evil.example", 403),
        ("https://evil.example", 403),
        ("https://[", 403),
        ("null", 403),
        ("", 403),
    ],
)
async def test_a_foreign_origin_is_refused(origin: str | None, status: int) -> None:
    headers = {} if origin is None else {"Origin": origin}
    assert (await client().post("/echo", headers=headers)).status_code == status


async def test_the_operator_is_told_once_where_to_look(caplog: pytest.LogCaptureFixture) -> None:
    browser = client()
    for _ in range(3):
        await browser.post("/echo", headers={"Origin": "https://evil.example/\nwords"})
    (told,) = [record.message for record in caplog.records]
    assert told.endswith("if people cannot use the page, check app.public_url")


@pytest.mark.parametrize("origin", [None, "http://127.0.0.1:8080", "http://[::1]:8080"])
async def test_where_nobody_said_how_it_is_reached_the_host_decides(origin: str | None) -> None:
    phone = client(origin=origin)
    for given, status in (
        ("http://192.168.1.7:8080", 200),
        ("http://192.168.1.7", 403),
        ("null", 403),
    ):
        headers = {"Host": "192.168.1.7:8080", "Origin": given}
        assert (await phone.post("/echo", headers=headers)).status_code == status


async def test_no_view_gets_to_see_an_endless_body() -> None:
    assert (await client().post("/echo", content=b"a" * LARGEST)).text == str(LARGEST)
    assert (await client().post("/echo", content=b"a" * (LARGEST + 1))).status_code == 413


async def test_who_hangs_up_in_the_middle_breaks_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with serving() as (_, base):
        host, port = base.removeprefix("http://").split(":")
        _reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\nhalf")
        await writer.drain()
        await asyncio.sleep(0.2)
        writer.close()
        await asyncio.sleep(0.2)
        async with httpx.AsyncClient(base_url=base) as browser:
            assert (await browser.get("/healthz")).text == "ok"
    assert [r.message for r in caplog.records if r.levelno >= logging.WARNING] == []


# --- the socket ---


async def test_a_taken_port_is_one_sentence_with_its_key() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken) as taken:
            bind("127.0.0.1", port)
    assert str(taken.value) == (
        f"web.port: 127.0.0.1:{port} is used by another program; stop it or choose another port"
    )


async def test_of_two_that_bind_at_once_one_is_told() -> None:
    with bind("127.0.0.1", 0) as first, pytest.raises(PortTaken):
        bind("127.0.0.1", first.getsockname()[1])


@pytest.mark.parametrize("host", ["203.0.113.7", "no.such.host.invalid"])
async def test_an_address_that_is_not_ours_is_one_sentence_too(host: str) -> None:
    with pytest.raises(CannotListen, match=f"^web.host, web.port: cannot listen on {host}:1234 "):
        bind(host, 1234)


async def test_a_port_is_free_again_at_once() -> None:
    async with serving() as (_, base):
        async with httpx.AsyncClient(base_url=base) as browser:
            await browser.get("/healthz")
        port = int(base.rpartition(":")[2])
    bind("127.0.0.1", port).close()


async def test_it_answers_without_chatter() -> None:
    async with serving() as (server, base), httpx.AsyncClient(base_url=base) as browser:
        headers = (await browser.get("/healthz")).headers
        assert server.started
        assert "server" not in headers
        assert "date" not in headers


async def test_ctrl_c_stays_the_bots() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    async with serving() as (_, base), httpx.AsyncClient(base_url=base) as browser:
        await browser.get("/healthz")
        assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


async def slow(_: Request) -> Response:
    await asyncio.sleep(0.5)
    return PlainTextResponse("done")


async def test_what_is_under_way_is_answered_before_it_stops() -> None:
    async with serving(slow) as (server, base), httpx.AsyncClient(base_url=base) as browser:
        asked = asyncio.create_task(browser.get("/echo"))
        await asyncio.sleep(0.2)
        server.stop()
        assert (await asked).text == "done"


async def test_a_cancelled_server_stops_as_well() -> None:
    listener = bind("127.0.0.1", 0)
    app = site([], ready=lambda: True, origin=None)
    running = asyncio.create_task(Server(app, listener).run())
    await asyncio.sleep(0.2)
    began = time.monotonic()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert time.monotonic() - began < 2
    assert listener.fileno() == -1

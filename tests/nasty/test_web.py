"""What may come over the wire."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.webchat import bodies
from bot.web import patience
from storage import schema
from tests.channels.web_site import Site
from tests.house import House
from tests.nasty.rows import Nasty, proves

SLOW = 200
HEADERS = b"POST /chat/api/messages HTTP/1.1\r\nHost: a\r\n"
BODY = HEADERS + b"Content-Length: 1000\r\n\r\n{"


@proves("n045")
@pytest.mark.parametrize("begun", [HEADERS, BODY], ids=["headers", "a body"])
async def test_two_hundred_slow_ones_keep_nobody_waiting_and_are_hung_up_on(
    house: House, begun: bytes, row: Nasty, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert str(SLOW) in row.hint
    site = Site(house)
    async with site.plays(), site.serves() as served:
        slow = [await asyncio.open_connection("127.0.0.1", served.port) for _ in range(SLOW)]
        for _, writer in slow:
            writer.write(begun)
        lan = served.browser()
        await lan.opens("b-KP3")
        assert "Bạn đồng ý chứ?" in (await lan.hears())["text"]
        assert [reader.at_eof() for reader, _ in slow] == [False] * SLOW
        for _, writer in slow:
            writer.close()
    # The limits themselves, made short.
    monkeypatch.setattr(patience, "WITHIN", 0.05)
    monkeypatch.setattr(bodies, "WITHIN", 0.05)
    site = Site(house)
    async with site.plays(), site.serves() as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(begun)
        async with asyncio.timeout(10):
            answer = await reader.read()
        assert answer[:12] in (b"", b"HTTP/1.1 408")
        writer.close()
        lan = served.browser()
        assert (await lan.opens("b-KP3")).status_code == 201
    assert {row["state"] for row in await house.rows(schema.inbox)} == {"done"}

"""Files from Telegram: fetched from the configured base, from nowhere else, and never without end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from bot.channels.contract import NeverAccepted, TryLater, Unknown
from bot.channels.telegram import Telegram
from tests.fakes.bot_api import TOKEN, FakeBotApi

SAID = b"pixels"


def _channel(base: str) -> Telegram:
    return Telegram(TOKEN, files=lambda _file: Path(), api_base=base)


@asynccontextmanager
async def _platform(path: object, answer: web.Response | None = None) -> AsyncIterator[str]:
    """A platform that names any path it likes, and answers every download alike."""

    async def served(request: web.Request) -> web.StreamResponse:
        if request.path.endswith("/getFile"):
            return web.json_response({"ok": True, "result": {"file_path": path}})
        return answer or web.Response(body=SAID)

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", served)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_a_file_is_fetched(tmp_path: Path) -> None:
    async with FakeBotApi() as api:
        stored = api.world.keep_file(SAID, "photo.jpg", "image/jpeg", "photos")
        channel = _channel(api.base)
        await channel.fetch(stored.file_id, tmp_path / "a")
        await channel.close()
    assert (tmp_path / "a").read_bytes() == SAID


async def test_what_the_platform_does_not_know_is_never_to_be_had(tmp_path: Path) -> None:
    async with FakeBotApi() as api:
        channel = _channel(api.base)
        with pytest.raises(NeverAccepted):
            await channel.fetch("expired", tmp_path / "a")
        await channel.close()


@pytest.mark.parametrize(
    "path",
    ["../../secret", "/etc/passwd", "http://127.0.0.1/x", "a?b", "a#b", "a%2e%2e", "", None, 7],
)
async def test_no_path_leads_elsewhere(tmp_path: Path, path: object) -> None:
    async with _platform(path) as base:
        channel = _channel(base)
        with pytest.raises(NeverAccepted):
            await channel.fetch("A", tmp_path / "a")
        await channel.close()
    assert not (tmp_path / "a").exists()


async def test_a_redirect_is_not_followed(tmp_path: Path) -> None:
    there = web.Response(status=302, headers={"Location": "http://127.0.0.1:1/inside"})
    async with _platform("photos/a.jpg", there) as base:
        channel = _channel(base)
        with pytest.raises(NeverAccepted):
            await channel.fetch("A", tmp_path / "a")
        await channel.close()


async def test_a_file_that_is_larger_than_promised_is_broken_off(tmp_path: Path) -> None:
    large = web.Response(body=bytes(20 * 1024 * 1024 + 1))
    async with _platform("photos/a.jpg", large) as base:
        channel = _channel(base)
        with pytest.raises(NeverAccepted, match="too big"):
            await channel.fetch("A", tmp_path / "a")
        await channel.close()


async def test_a_platform_in_trouble_is_asked_again(tmp_path: Path) -> None:
    async with _platform("photos/a.jpg", web.Response(status=502)) as base:
        channel = _channel(base)
        with pytest.raises(Unknown):
            await channel.fetch("A", tmp_path / "a")
        await channel.close()
    channel = _channel(base)
    with pytest.raises(TryLater):
        await channel.fetch("A", tmp_path / "a")
    await channel.close()

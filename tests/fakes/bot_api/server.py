"""The HTTP side: tokens, envelopes, pace, faults and the log of calls."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from aiohttp import StreamReader, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http import RawRequestMessage
from aiohttp.web_protocol import RequestHandler

from tests.fakes.bot_api.answers import (
    answer,
    cut,
    envelope,
    reset,
    result,
    server_error,
    told,
    too_many,
)
from tests.fakes.bot_api.crowd import Crowd
from tests.fakes.bot_api.faults import DONE_FIRST, Fault, Faults
from tests.fakes.bot_api.ledger import Message
from tests.fakes.bot_api.methods import METHODS
from tests.fakes.bot_api.params import ApiError, Params, read_params
from tests.fakes.bot_api.people import SECONDS, Group, User
from tests.fakes.bot_api.rate import COUNTED, Rate
from tests.fakes.bot_api.updates import LONGEST_POLL
from tests.fakes.bot_api.waiting import Waiters
from tests.fakes.bot_api.webhook import Pause, Webhook
from tests.fakes.bot_api.world import World

TOKEN = "7000000000:AAFakeTokenForTestsOnly_0123456789abc"
LARGEST_BODY = 60 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `ok`: the platform did it. `status`: what was answered, 0 when nothing was."""

    t: float
    method: str
    chat_id: int | None
    ok: bool
    status: int

    @property
    def counted(self) -> bool:
        return self.method.lower() in COUNTED


class FakeBotApi:
    """`async with FakeBotApi() as api:` serves `api.base` on this machine until the end."""

    def __init__(
        self,
        token: str = TOKEN,
        *,
        rate: Rate | None = None,
        username: str = "doithoai_bot",
        callback_seconds: float = 15.0,
        webhook_pause: Pause | None = None,
    ) -> None:
        self.token = token
        self.rate = rate
        self.faults = Faults()
        self.calls: list[Call] = []
        self.port = 0
        bot = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Đối Thoại"}
        self.world = World({**bot, "username": username}, callback_seconds)
        self.updates = self.world.updates
        self.webhook = Webhook(self.updates, webhook_pause or Pause())
        self._users = 0
        self._prefix = f"/bot{token}/"
        self._file_prefix = f"/file/bot{token}/"
        self._runner: web.ServerRunner | None = None
        self._server: web.Server | None = None
        self._waiters = Waiters(lambda: "\n".join(map(str, self.calls[-10:])))

    # coming and going

    async def __aenter__(self) -> Self:
        await self.comes_back()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.webhook.close()
        await self.goes_away()

    async def comes_back(self) -> None:
        """Listens, after `goes_away` on the same port."""
        self._server = web.Server(
            self._serve, request_factory=_request, handler_cancellation=True, access_log=None
        )
        self._runner = web.ServerRunner(self._server, shutdown_timeout=0.05)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def goes_away(self) -> None:
        """As if the platform were down: nothing listens, what was open is cut, nothing is lost."""
        self.drops_connections()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def drops_connections(self) -> None:
        for connection in self._server.connections if self._server else ():
            if connection.transport is not None:
                connection.transport.abort()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    # people

    def user(self, name: str, *, language: str | None = "vi", is_bot: bool = False) -> User:
        self._users += 1
        return User(self.world, 700_000_000 + self._users, name, language, is_bot=is_bot)

    def group(self, title: str) -> Group:
        self._users += 1
        return Group(self.world, -1_001_000_000_000 - self._users, title)

    def crowd(
        self, size: int, behave: Callable[[User, Message], None], *, language: str | None = "vi"
    ) -> Crowd:
        users = [self.user(f"N{number}", language=language) for number in range(size)]
        return Crowd(users, behave)

    # what tests count

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    @property
    def refused(self) -> int:
        """How many calls got 429."""
        return sum(call.status == 429 for call in self.calls)

    def copies(self) -> dict[int, dict[str, int]]:
        """Chat by chat: bot messages that came more than once, with how often they came."""
        found = {chat.id: chat.copies() for chat in self.world.chats.values()}
        return {chat_id: copies for chat_id, copies in found.items() if copies}

    def unanswered(self) -> list[int]:
        """Chats where the bot has done nothing since a person's last deed."""
        return [chat.id for chat in self.world.chats.values() if chat.asked_at is not None]

    async def until(self, holds: Callable[[], bool], *, seconds: float = SECONDS) -> None:
        """Until it holds; asked after every call of the bot."""
        await self._waiters.until(holds, seconds)

    # serving

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.rel_url.raw_path
        if "%" in path:
            path = unquote(path)
        if path.startswith(self._prefix):
            return await self._call(request, path[len(self._prefix) :])
        if path.startswith(self._file_prefix):
            return self._download(path[len(self._file_prefix) :])
        if path.startswith(("/bot", "/file/bot")):
            return answer(401, envelope(ApiError(401, "Unauthorized")))  # «C3.1b»
        return answer(404, envelope(ApiError(404, "Not Found")))

    async def _call(self, request: web.BaseRequest, name: str) -> web.StreamResponse:
        try:
            params = await read_params(request)
        except ApiError as error:
            self._log(name, None, ok=False, status=error.status)
            return answer(error.status, envelope(error))
        method, chat_id = name.lower(), params.chat_id()
        fault = self.faults.strikes(method, chat_id)
        if fault is not None and fault.kind not in DONE_FIRST:
            return await self._fails(request, fault, name, chat_id)
        status, body = await self._try(method, chat_id, params)
        if fault is not None:
            return await self._spoils(request, fault, name, chat_id, status, body)
        self._log(name, chat_id, ok=status == 200, status=status)
        return answer(status, body)

    async def _try(self, method: str, chat_id: int | None, params: Params) -> tuple[int, bytes]:
        try:
            self._pace(method, chat_id)
            return 200, await self._do(method, params)
        except ApiError as error:
            return error.status, envelope(error)

    def _pace(self, method: str, chat_id: int | None) -> None:
        if self.rate is None or method not in COUNTED:
            return
        wait = self.rate.refuses(chat_id, time.monotonic())
        if wait is not None:
            raise too_many(wait)

    async def _do(self, method: str, params: Params) -> bytes:
        if method == "getupdates":
            return await self._get_updates(params)
        if method == "setwebhook":
            return result(await self.webhook.set(params))
        if method == "deletewebhook":
            return result(await self.webhook.delete(params))
        if method == "getwebhookinfo":
            return result(self.webhook.info())
        known = METHODS.get(method)
        if known is None:
            raise ApiError(404, "Not Found")  # «C3.1b»
        return result(known(self.world, params))

    async def _get_updates(self, params: Params) -> bytes:
        if self.webhook.url:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self.updates.allow(params.value("allowed_updates"))
        batch = await self.updates.poll(
            params.number("offset") or 0,
            params.clamped("limit", 100, 1, 100),  # «S4»
            params.clamped("timeout", 0, 0, LONGEST_POLL),
        )
        return b'{"ok":true,"result":[' + b",".join(update.body for update in batch) + b"]}"

    def _download(self, path: str) -> web.StreamResponse:
        stored = self.world.paths.get(path)
        if stored is None:
            return answer(404, envelope(ApiError(404, "Not Found")))
        return web.Response(body=stored.content, content_type="application/octet-stream")

    # going wrong

    async def _fails(
        self, request: web.BaseRequest, fault: Fault, name: str, chat_id: int | None
    ) -> web.StreamResponse:
        """Nothing was done, and the caller may or may not be told."""
        if fault.kind == "429":
            if fault.halts and self.rate is not None:
                self.rate.halt(fault.retry_after, time.monotonic())
            self._log(name, chat_id, ok=False, status=429)
            return answer(429, envelope(too_many(fault.retry_after)))
        if fault.kind in ("500", "502", "504"):
            self._log(name, chat_id, ok=False, status=int(fault.kind))
            return server_error(int(fault.kind))
        self._log(name, chat_id, ok=False, status=0)
        return await self._says_nothing(request, fault)

    async def _spoils(
        self,
        request: web.BaseRequest,
        fault: Fault,
        name: str,
        chat_id: int | None,
        status: int,
        body: bytes,
    ) -> web.StreamResponse:
        """It was done (or refused by the rules), but what the caller hears of it is spoiled."""
        heard = told(fault, status)
        self._log(name, chat_id, ok=status == 200, status=heard)
        if fault.kind == "truncated":
            return await cut(request, body)
        if fault.kind == "not_json":
            return web.Response(text="<html><body>OK</body></html>", content_type="text/html")
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return answer(status, body)
        return server_error(heard) if heard else await self._says_nothing(request, fault)

    async def _says_nothing(self, request: web.BaseRequest, fault: Fault) -> web.StreamResponse:
        if fault.kind.startswith("hang"):
            await asyncio.sleep(fault.seconds)
        reset(request)
        return web.Response()

    def _log(self, name: str, chat_id: int | None, *, ok: bool, status: int) -> None:
        self.calls.append(Call(time.monotonic(), name, chat_id, ok, status))
        self._waiters.changed()


def _request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: "asyncio.Task[None]",
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(
        message, payload, protocol, writer, task, loop, client_max_size=LARGEST_BODY
    )

"""The other way updates travel: posted to the bot, chat by chat («C3.6»)."""

import asyncio
from collections import deque
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from tests.fakes.bot_api.params import Json, Params, bad
from tests.fakes.bot_api.updates import Update, Updates
from tests.fakes.bot_api.world import unix_now

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
PORTS = (443, 80, 88, 8443)
LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


@dataclass(slots=True)
class Pause:
    """How long a refused update waits: doubled each time, shorter here than in life («C3.6c»)."""

    first: float = 0.05
    longest: float = 1.0
    answer_within: float = 60.0


class Webhook:
    """Posts what is queued to one address; one update of a chat at a time."""

    def __init__(self, updates: Updates, pause: Pause) -> None:
        self.url = ""
        self.posts = 0
        self.last_error = ""
        self._updates = updates
        self._pause = pause
        self._secret = ""
        self._connections = 40
        self._last_error_date = 0
        self._lanes: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(40)
        self._session: aiohttp.ClientSession | None = None

    async def set(self, params: Params) -> bool:
        url = params.text("url")
        if not url:
            return await self.delete(params)
        _check_url(url)
        secret = params.text("secret_token")
        _check_secret(secret)
        await self._stop()
        self._forget(params)
        self._updates.allow(params.value("allowed_updates"))
        self._updates.end_poll("setWebhook request")  # «C3.1e»
        self._connections = params.clamped("max_connections", 40, 1, 100)
        self.url, self._secret = url, secret
        self._start()
        return True

    async def delete(self, params: Params) -> bool:
        await self._stop()
        self.url = self._secret = self.last_error = ""
        self._forget(params)
        return True

    def info(self) -> Json:
        waiting = sum(map(len, self._lanes.values())) + len(self._updates.pending)
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": waiting,
        }
        if self.url:
            info["max_connections"] = self._connections
        if self.last_error:
            info |= {
                "last_error_date": self._last_error_date,
                "last_error_message": self.last_error,
            }
        return info

    async def close(self) -> None:
        await self._stop()

    def _start(self) -> None:
        self._slots = asyncio.Semaphore(self._connections)
        wait = aiohttp.ClientTimeout(total=self._pause.answer_within)
        self._session = aiohttp.ClientSession(timeout=wait)
        self._updates.to_webhook = self._take
        while self._updates.pending:
            self._take(self._updates.pending.popleft())

    async def _stop(self) -> None:
        """What is not delivered goes back to the queue, in the order of its ids."""
        self._updates.to_webhook = None
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        left = [update for lane in self._lanes.values() for update in lane]
        self._lanes.clear()
        self._updates.pending.extend(sorted(left, key=lambda update: update.update_id))
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _forget(self, params: Params) -> None:
        if params.flag("drop_pending_updates"):
            self._updates.pending.clear()

    def _take(self, update: Update) -> None:
        lane = self._lanes.setdefault(update.chat_id, deque())
        lane.append(update)
        if len(lane) == 1:
            task = asyncio.create_task(self._empty(update.chat_id, lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _empty(self, chat_id: int, lane: deque[Update]) -> None:
        """«C3.6b»: the next update of a chat waits until this one was answered with 2xx."""
        while lane:
            pause = self._pause.first
            while not await self._post(lane[0]):
                await asyncio.sleep(pause)
                pause = min(pause * 2, self._pause.longest)
            lane.popleft()
        if self._lanes.get(chat_id) is lane:
            del self._lanes[chat_id]

    async def _post(self, update: Update) -> bool:
        assert self._session is not None
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers[SECRET_HEADER] = self._secret  # «C3.6a»
        try:
            async with self._slots:
                self.posts += 1
                async with self._session.post(self.url, data=update.body, headers=headers) as got:
                    await got.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            return self._failed(f"Webhook connection failed: {type(error).__name__}")
        if 200 <= got.status <= 299:
            return True
        return self._failed(f"Wrong response from the webhook: {got.status} {got.reason}")

    def _failed(self, why: str) -> bool:
        self.last_error, self._last_error_date = why, unix_now()
        return False


def _check_url(url: str) -> None:
    """«C3.6d»: HTTPS and four ports, except on this machine, where the tests listen."""
    parts = urlsplit(url)
    if not parts.hostname:
        raise bad("invalid webhook URL specified")
    if parts.hostname in ("127.0.0.1", "localhost"):
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _check_secret(secret: str) -> None:
    if len(secret) > 256:
        raise bad("secret token is too long")
    if not set(secret) <= LETTERS:
        raise bad("secret token contains unallowed characters")

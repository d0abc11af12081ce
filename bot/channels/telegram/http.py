"""The one HTTP client behind `telegram.Bot`: aiohttp, and errors that say what is known for sure.

No error raised here holds an address (the token is in it), what was sent, or what was answered.
Nothing is tried again here and no redirect is followed: what to do next is for the caller to say.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import aiohttp
import msgspec
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData
from yarl import URL

CONNECT_SECONDS: Final = 5.0
ANSWER_SECONDS: Final = 15.0
UPLOAD_SECONDS: Final = 120.0
"""For a workbook of many megabytes over a slow line."""
DOWNLOAD_SECONDS: Final = 60.0
CHUNK: Final = 64 * 1024
IDLE_SECONDS: Final = 30.0
"""How long an unused connection is kept; far below what the platform keeps it, since a letter that
meets a connection the other side has just closed is one nobody knows the fate of."""
DEFAULT_RETRY_AFTER: Final = 5.0

Json: TypeAlias = dict[str, Any]
Body: TypeAlias = bytes | aiohttp.FormData | None

_JSON: Final = {"Content-Type": "application/json"}
_encode: Final = msgspec.json.Encoder().encode


class NotSent(NetworkError):
    """Surely not done: there was no connection, or what answered was not the platform."""


class Unsure(NetworkError):
    """Done or not, nobody knows: the request left, and no answer came that can be read."""


class TooMany(TelegramError):
    """Surely not done: the platform wants nothing from us for so many seconds."""

    def __init__(self, after: float) -> None:
        super().__init__(f"too many requests; again in {after:g} s")
        self.after = after


class AiohttpRequest(BaseRequest):
    """Both slots of a `Bot` may hold the same one: setting it up twice changes nothing."""

    __slots__ = ("_proxy", "_seconds", "_session")

    def __init__(self, proxy: str = "", seconds: float = ANSWER_SECONDS) -> None:
        self._proxy = proxy or None
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._seconds

    async def initialize(self) -> None:
        self._open()

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """The status and body of a success, or of a refusal in the platform's own envelope.

        Of the time-outs only the one for reading is heard: it bounds the whole call.
        """
        body, headers = _body(request_data)
        seconds = UPLOAD_SECONDS if headers is None else self._seconds
        if isinstance(read_timeout, int | float):
            seconds = float(read_timeout)
        status, answer = await self._ask(method, url, body, headers, seconds)
        if status >= 300:
            _check_refusal(status, answer)
        return status, answer

    async def download(self, url: str, to: Path, most: int) -> None:
        """Write a file of the platform to a path, piece by piece; `BadRequest` if it is larger."""
        failure: TelegramError
        try:
            async with self._open().request(
                "GET",
                _url(url),
                proxy=self._proxy,
                timeout=_timeout(DOWNLOAD_SECONDS),
                allow_redirects=False,
            ) as response:
                _check_download(response.status)
                await _save(response.content, to, most)
                return
        except TelegramError as error:
            failure = error
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            failure = _failure(error)
        raise failure

    @staticmethod
    def parse_json_payload(payload: bytes) -> Json:
        """The answer as plain values. The library's own would log what it cannot read."""
        answer = parsed(payload)
        if answer is None or ("result" not in answer and answer.get("ok") is not False):
            raise Unsure("the answer cannot be read")
        return answer

    async def _ask(
        self, method: str, url: str, body: Body, headers: dict[str, str] | None, seconds: float
    ) -> tuple[int, bytes]:
        failure: NetworkError
        try:
            async with self._open().request(
                method,
                _url(url),
                data=body,
                headers=headers,
                proxy=self._proxy,
                timeout=_timeout(seconds),
                allow_redirects=False,
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            failure = _failure(error)
        # Raised out here, so that no traceback leads to an error that quotes the address.
        raise failure

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                # Callers bound what is in flight; a pool would make letters wait behind a poll.
                connector=aiohttp.TCPConnector(
                    limit=0, keepalive_timeout=IDLE_SECONDS, ttl_dns_cache=300
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
            )
        return self._session


def _check_download(status: int) -> None:
    if status >= 500:
        raise Unsure(f"the platform failed ({status})")
    if status == 429:
        raise TooMany(DEFAULT_RETRY_AFTER)
    if status != 200:
        raise BadRequest(f"the file is not there ({status})")


async def _save(content: aiohttp.StreamReader, to: Path, most: int) -> None:
    size = 0
    with to.open("wb") as file:
        async for chunk in content.iter_chunked(CHUNK):
            size += len(chunk)
            if size > most:
                raise BadRequest("the file is too big")
            file.write(chunk)


def _body(data: RequestData | None) -> tuple[Body, dict[str, str] | None]:
    """What is sent and under which headers; the form of an upload brings its own."""
    if data is None:
        return None, {}
    if data.contains_files:
        return _form(data), None
    try:
        return _encode(data.parameters), _JSON
    except UnicodeEncodeError:
        pass
    raise BadRequest("a text is no UTF-8")


def _form(data: RequestData) -> aiohttp.FormData:
    # File names as they are: the platform shows a percent-encoded one to people as such.
    form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


@lru_cache(maxsize=64)
def _url(url: str) -> URL:
    return URL(url, encoded=True)


@lru_cache(maxsize=16)
def _timeout(seconds: float) -> aiohttp.ClientTimeout:
    # One bound over all of it, since an answer may also drip for ever; connecting has its own,
    # well below, because only then it is sure that nothing was sent.
    return aiohttp.ClientTimeout(total=seconds, connect=min(CONNECT_SECONDS, seconds / 2))


def _failure(error: Exception) -> NetworkError:
    kind = type(error).__name__
    if isinstance(
        error,
        aiohttp.ClientConnectorError
        | aiohttp.ConnectionTimeoutError
        | aiohttp.ClientHttpProxyError
        | aiohttp.InvalidURL
        | aiohttp.ClientSSLError,
    ):
        return NotSent(f"no connection ({kind})")
    return Unsure(f"no answer ({kind})")


def _check_refusal(status: int, answer: bytes) -> None:
    """Raise unless it is a refusal by the platform itself, which the library can put into words.

    A proxy or a firewall on the way also says 403, and must not make every person look blocked.
    """
    if status >= 500:
        raise Unsure(f"the platform failed ({status})")
    if status == 413:
        raise BadRequest("request entity too large")
    envelope = parsed(answer)
    if envelope is None or envelope.get("ok") is not False:
        raise NotSent(f"something else than the platform answered ({status})")
    after = _retry_after(envelope)
    if status == 429 or after is not None:
        raise TooMany(DEFAULT_RETRY_AFTER if after is None else after)


def _retry_after(envelope: Json) -> float | None:
    parameters = envelope.get("parameters")
    after = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(after) if isinstance(after, int | float) else None


def parsed(body: bytes) -> Json | None:
    """The JSON object the platform sent; nothing where it is none, or nested out of all bounds."""
    try:
        # Not msgspec: it refuses a lone surrogate, and with it everybody's updates of the batch.
        found = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None

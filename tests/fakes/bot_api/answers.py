"""Answers, whole and spoiled, as they leave."""

import json
import socket
import struct

from aiohttp import web

from tests.fakes.bot_api.faults import Fault
from tests.fakes.bot_api.params import ApiError, Json

# Linger for no time at all: the socket says RST instead of FIN.
HARD = struct.pack("ii", 1, 0)


def told(fault: Fault, status: int) -> int:
    if fault.kind in ("500_after", "502_after", "504_after"):
        return int(fault.kind.partition("_")[0])
    return status if fault.kind == "slow" else (0 if fault.kind.endswith("_after") else 200)


def too_many(seconds: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {seconds}", seconds)


def result(result: object) -> bytes:
    return f'{{"ok":true,"result":{json.dumps(result)}}}'.encode()


def envelope(error: ApiError) -> bytes:
    """«C3.1b»: the shape of every refusal."""
    body: Json = {"ok": False, "error_code": error.status, "description": error.description}
    if error.retry_after is not None:
        body["parameters"] = {"retry_after": error.retry_after}
    return json.dumps(body).encode()


def answer(status: int, body: bytes) -> web.Response:
    return web.Response(status=status, body=body, content_type="application/json")


def server_error(status: int) -> web.Response:
    """«C3.4b»: 500 comes as JSON, 502 and 504 from a proxy in front, as HTML."""
    if status == 500:
        return answer(500, envelope(ApiError(500, "Internal Server Error")))
    return web.Response(status=status, text=f"<html>{status}</html>", content_type="text/html")


async def cut(request: web.BaseRequest, body: bytes) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


def reset(request: web.BaseRequest) -> None:
    """A hard reset, as from a killed peer or a firewall, not a polite close."""
    if request.transport is None:
        return
    raw = request.transport.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, HARD)
    request.transport.abort()

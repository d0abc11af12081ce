"""What a browser sends, read and checked; text is cleaned here and nowhere later."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from starlette.requests import Request

from handlers.words.cleaning import clean, is_blank

LARGEST = 64 * 1024
"""Bytes that are kept. What is more is read and dropped, up to the server's own limit: a browser
that is cut off while it still sends never sees the answer, and would try again for ever."""
WITHIN = 30.0
"""Seconds a body may take; a phone on the edge of the network needs some."""
LONGEST_CHOICE = 64

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CODE = re.compile(r"[a-z]-[A-Za-z0-9]{1,48}")


class Malformed(Exception):
    """A body that does not say what it should; the words are for whoever wrote the client."""


class TooLarge(Exception):
    """A body over the limit."""


class TooSlow(Exception):
    """A body that did not come in time."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it may be kept: words or a tapped choice."""

    id: str
    text: str
    choice: str
    held: str


async def read(request: Request) -> bytes:
    """The body of a request; never more than the limit is held in memory."""
    try:
        async with asyncio.timeout(WITHIN):
            return await _bytes(request.stream())
    except TimeoutError as error:
        raise TooSlow from error


async def _bytes(stream: AsyncIterator[bytes]) -> bytes:
    kept, size = bytearray(), 0
    async for chunk in stream:
        size += len(chunk)
        if size <= LARGEST:
            kept += chunk
    if size > LARGEST:
        raise TooLarge
    return bytes(kept)


def parse(raw: bytes) -> Mapping[str, object]:
    """The JSON object of a body; no body is an empty one."""
    try:
        body = json.loads(raw) if raw.strip() else {}
    except (ValueError, RecursionError) as error:
        raise Malformed("the body is not JSON") from error
    if not isinstance(body, dict):
        raise Malformed("the body is not a JSON object")
    return body


def start_code(body: Mapping[str, object]) -> str:
    """The code of the link a chat was opened with; what cannot be one counts as none."""
    start = body.get("start", "")
    return start if isinstance(start, str) and _CODE.fullmatch(start) else ""


def is_code(start: str) -> bool:
    """Whether this can be a start code."""
    return bool(_CODE.fullmatch(start))


def said(body: Mapping[str, object]) -> Said:
    """A message of the page."""
    number, text, choice = _text(body, "id"), _text(body, "text"), _text(body, "choice")
    if not _ID.fullmatch(number):
        raise Malformed("id: expected 1 to 64 of A-Z, a-z, 0-9, _ and -")
    if ("text" in body) == ("choice" in body):
        raise Malformed("expected either text or choice")
    if "choice" in body and not _is_choice(choice):
        raise Malformed("choice: expected one of the choices that were sent")
    if "text" in body and is_blank(text := clean(text)):
        raise Malformed("text: there is nothing in it")
    held = clean(_text(body, "held"))
    return Said(id=number, text=text, choice=choice, held="" if is_blank(held) else held)


def _is_choice(choice: str) -> bool:
    return 0 < len(choice) <= LONGEST_CHOICE and choice.isascii() and choice.isprintable()


def _text(body: Mapping[str, object], key: str) -> str:
    value = body.get(key, "")
    if not isinstance(value, str):
        raise Malformed(f"{key}: expected a text")
    return value

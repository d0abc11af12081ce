"""What a browser sends, read and checked; text is cleaned here and nowhere later."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qsl

from starlette.requests import Request

from handlers.words.cleaning import clean, is_blank

LARGEST = 64 * 1024
"""Bytes that are kept. What is more is read and dropped, up to the server's own limit: a browser
that is cut off while it still sends never sees the answer, and would try again for ever."""
LARGEST_FORM = 3 * LARGEST
"""The same for a form, which writes each byte of a Vietnamese letter in three signs."""
MOST_FIELDS = 16
WITHIN = 30.0
"""Seconds a body may take; a phone on the edge of the network needs some."""
LONGEST_CHOICE = 64

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FORM = re.compile(r"[A-Za-z0-9]{1,32}")
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


async def read(request: Request, largest: int = LARGEST) -> bytes:
    """The body of a request; never more than the limit is held in memory."""
    try:
        async with asyncio.timeout(WITHIN):
            return await _bytes(request.stream(), largest)
    except TimeoutError as error:
        raise TooSlow from error


async def _bytes(stream: AsyncIterator[bytes], largest: int) -> bytes:
    kept, size = bytearray(), 0
    async for chunk in stream:
        size += len(chunk)
        if size <= largest:
            kept += chunk
    if size > largest:
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


def parse_form(raw: bytes) -> Mapping[str, str]:
    """The fields of a form, each as it came last."""
    try:
        return dict(
            parse_qsl(
                raw.decode("ascii"),
                keep_blank_values=True,
                errors="replace",
                max_num_fields=MOST_FIELDS,
            )
        )
    except ValueError as error:
        raise Malformed("the body is not a form") from error


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


def said_with_files(form: Mapping[str, str], *, has_files: bool) -> Said:
    """A message of the page with files, which may have no words."""
    if not has_files:
        raise Malformed("files: expected at least one")
    number, text = form.get("id", ""), clean(form.get("text", ""))
    if not _ID.fullmatch(number):
        raise Malformed("id: expected 1 to 64 of A-Z, a-z, 0-9, _ and -")
    held = clean(form.get("held", ""))
    return Said(
        id=number,
        text="" if is_blank(text) else text,
        choice="",
        held="" if is_blank(held) else held,
    )


def said_in_form(form: Mapping[str, str]) -> Said | None:
    """A message of a page without scripts; nothing where nothing was typed or tapped.

    The page's own number makes a form that is sent twice one event. What was said stands in the
    id, too: a page that is gone back to and filled in anew says something else.
    """
    choice, text = form.get("choice", ""), clean(form.get("text", ""))
    if choice and not _is_choice(choice):
        raise Malformed("choice: expected one of the choices that were sent")
    text = "" if choice or is_blank(text) else text
    if not choice and not text:
        return None
    held = clean(form.get("held", ""))
    return Said(
        id=form_id(form, choice or text),
        text=text,
        choice=choice,
        held="" if is_blank(held) else held,
    )


def form_id(form: Mapping[str, str], said: str) -> str:
    """The id of what a form says."""
    number = form.get("id", "")
    if not _FORM.fullmatch(number):
        raise Malformed("id: expected the one that stands in the form")
    return f"{number}-{sha256(said.encode()).hexdigest()[:16]}"


def _is_choice(choice: str) -> bool:
    return 0 < len(choice) <= LONGEST_CHOICE and choice.isascii() and choice.isprintable()


def _text(body: Mapping[str, object], key: str) -> str:
    value = body.get(key, "")
    if not isinstance(value, str):
        raise Malformed(f"{key}: expected a text")
    return value

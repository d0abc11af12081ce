"""Files that a page hands over: one pass from the body to a folder, under random names, with bounds.

They stand there until they are fetched like those of any platform; what nobody names is removed. What
comes before a yes is read and put nowhere.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.requests import Request

from bot.channels.webchat.bodies import LARGEST, Malformed, TooLarge, TooSlow
from handlers.words.file_names import given_name, is_document
from storage.messages import Medium, Piece

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

LARGEST_FILE: Final = 10 * 1024 * 1024
MOST_FILES: Final = 3
WITHIN: Final = 180.0
"""Seconds three photos may take over a slow line."""
FIELDS: Final = ("id", "text", "held")
UNUSED: Final = 3600.0
"""Seconds after which a file that nobody named will not be named any more."""
_NAME: Final = re.compile(r"[0-9a-f]{32}")


class Staging:
    """The folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self) -> tuple[str, BinaryIO]:
        """A new file, for its owner only."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = secrets.token_hex(16)
        return name, (self._folder / name).open("xb")

    def place(self, name: str) -> Path | None:
        """Where a file stands; nothing for a name that is none of ours, or where it is gone."""
        place = self._folder / name
        return place if _NAME.fullmatch(name) and place.is_file() else None

    def remove(self, name: str) -> None:
        """It was fetched, or is not wanted."""
        if _NAME.fullmatch(name):
            (self._folder / name).unlink(missing_ok=True)

    def sweep(self, named: Set[str]) -> None:
        """Remove what nobody has named, such as of a message that came twice."""
        if not self._folder.is_dir():
            return
        for file in self._folder.iterdir():
            is_old = file.stat().st_mtime < time.time() - UNUSED
            if is_old and file.name not in named:
                file.unlink(missing_ok=True)


@dataclass
class Handed:
    """What a body held so far."""

    fields: dict[str, str] = field(default_factory=dict)
    files: list[Piece] = field(default_factory=list)


def is_multipart(request: Request) -> bool:
    """Whether the body is a form with files."""
    return request.headers.get("content-type", "").startswith("multipart/form-data")


async def receive(request: Request, staging: Staging | None) -> Handed:
    """Read a form; without a `staging` what is sent along is told of and not kept.

    Nothing stays in the folder where the body is not as it should be.
    """
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise Malformed("the body is not a form with files")
    reading = _Reading(staging)
    is_whole = False
    try:
        async with asyncio.timeout(WITHIN):
            parser = MultipartParser(options[b"boundary"], reading.callbacks())
            async for chunk in request.stream():
                parser.write(chunk)
            parser.finalize()
        handed = reading.whole()
        is_whole = True
    except TimeoutError as error:
        raise TooSlow from error
    except FormParserError as error:
        raise Malformed("the body is not a form with files") from error
    finally:
        if not is_whole:
            reading.undo()
    return handed


class _Reading:
    """The state of one pass. What is too large is read on and dropped: a browser that is cut off
    while it still sends never sees the answer."""

    def __init__(self, staging: Staging | None) -> None:
        self._staging = staging
        self._handed = Handed()
        self._header = b""
        self._headers: dict[bytes, bytes] = {}
        self._field = ""
        self._text = bytearray()
        self._file: BinaryIO | None = None
        self._reference = ""
        self._size = 0
        self._wrong: Exception | None = None

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._part_begins,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_headers_finished": self._part_is_named,
            "on_part_data": self._data,
            "on_part_end": self._part_ends,
        }

    def whole(self) -> Handed:
        self._close()
        if self._wrong is not None:
            raise self._wrong
        return self._handed

    def undo(self) -> None:
        self._close()
        references = [self._reference, *(piece.reference for piece in self._handed.files)]
        for reference in references:
            if self._staging is not None:
                self._staging.remove(reference)

    # --- what the parser finds ---

    def _part_begins(self) -> None:
        self._headers, self._header, self._field = {}, b"", ""
        self._text, self._size, self._reference = bytearray(), 0, ""

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header = data[start:end].lower()

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._headers[self._header] = self._headers.get(self._header, b"") + data[start:end]

    def _part_is_named(self) -> None:
        _kind, told = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._field = told.get(b"name", b"").decode("utf-8", "replace")
        if self._field == "files":
            self._begin_file(told.get(b"filename", b"").decode("utf-8", "replace"))

    def _begin_file(self, filename: str) -> None:
        kind = _medium(self._headers.get(b"content-type", b""), filename)
        if kind is None:
            self._wrong = self._wrong or Malformed("files: expected pictures, PDF, Word or Excel")
        elif len(self._handed.files) >= MOST_FILES:
            self._wrong = self._wrong or Malformed(f"files: expected at most {MOST_FILES}")
        elif self._wrong is None:
            if self._staging is not None:
                self._reference, self._file = self._staging.begin()
            piece = Piece(kind=kind, reference=self._reference, name=given_name(filename))
            self._handed.files.append(piece)

    def _data(self, data: bytes, start: int, end: int) -> None:
        self._size += end - start
        if self._size > (LARGEST_FILE if self._field == "files" else LARGEST):
            self._wrong = self._wrong or TooLarge()
        elif self._file is not None:
            self._file.write(data[start:end])
        elif self._field in FIELDS:
            self._text += data[start:end]

    def _part_ends(self) -> None:
        self._close()
        if self._field in FIELDS:
            self._handed.fields[self._field] = self._text.decode("utf-8", "replace")

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _medium(content_type: bytes, filename: str) -> Medium | None:
    if content_type.startswith(b"image/"):
        return "photo"
    return "document" if is_document(filename) else None

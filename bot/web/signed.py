"""Links to files that end by themselves, for whoever holds the link and nobody else."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from itsdangerous import BadData, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from handlers.pages.link_words import LINK_EXPIRED, LINK_UNKNOWN
from storage import files, uploads
from storage.database import Database

LIFE = timedelta(days=7)
HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}
TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jpg": "image/jpeg",
    ".ogg": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""By name; the system's own table differs from machine to machine."""

_ID = re.compile(r"[0-9a-f]{32}")
_UNQUOTABLE = re.compile(r'[^\x20-\x7e]|["\\]')


class SignedFiles:
    """Makes the links, and answers them.

    A link says until when it is good and has no memory: the same file and the same moment give the
    same link, so a chat that is read again shows what it showed, and its age is the message's.
    """

    def __init__(
        self, *, database: Database, folder: Path, secret: str, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._folder = folder
        self._now = now
        self._signer = URLSafeSerializer(
            secret, salt="files", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def path(self, file: str, given_at: datetime) -> str:
        """Where a file of the data folder is fetched; put the site's address before it."""
        until = int((given_at + LIFE).timestamp())
        return f"/files/{self._signer.dumps([file, until])}"

    def routes(self) -> Sequence[Route]:
        """What is mounted."""
        return [Route("/files/{token}", self._answer)]

    async def _answer(self, request: Request) -> Response:
        file, until = self._read(request.path_params["token"])
        if not file:
            return _sorry(LINK_UNKNOWN, 404)
        if until < self._now():
            return _sorry(LINK_EXPIRED, 410)
        async with self._database.read() as db:
            found = await files.name_of(db, file)
            name = found.name if found else await uploads.name_of(db, file)
        if found is not None and found.ends_at is not None and found.ends_at <= self._now():
            return _sorry(LINK_EXPIRED, 410)
        place = self._folder / file
        if name is None or not place.is_file():
            return _sorry(LINK_UNKNOWN, 404)
        headers = {**HEADERS, "Content-Disposition": attachment(name)}
        return FileResponse(place, headers=headers, media_type=_type(name))

    def _read(self, token: str) -> tuple[str, datetime]:
        """The file and until when; no file where the token is not of our making."""
        nothing = "", datetime.fromtimestamp(0, UTC)
        try:
            file, until = self._signer.loads(token)
        except (BadData, ValueError):
            return nothing
        # A name on the disk is made of this, so even our own signature is not enough.
        if not isinstance(file, str) or not _ID.fullmatch(file):
            return nothing
        return file, datetime.fromtimestamp(until, UTC)


def attachment(name: str) -> str:
    """The header that keeps a file's name: as it is, and in plain letters for old programs."""
    bare = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    plain = _UNQUOTABLE.sub("", bare).strip() or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _type(name: str) -> str:
    return TYPES.get(Path(name).suffix.lower(), "application/octet-stream")


def _sorry(words: str, status: int) -> Response:
    return PlainTextResponse(words, status, HEADERS)

"""The calendar file that a receipt offers: the programme is public, so there is no key to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.signed import attachment
from handlers.papers import calendar as paper
from handlers.words.catalogue import DEFAULT
from storage import programme
from storage.database import Database

HEADERS = {"Cache-Control": "no-cache"}
"""Fetched again it tells the new day."""
_ID = re.compile(r"calendar-(\d{1,15})(-en)?")
_NAME = re.compile(r"(\d{1,15})(-en)?\.ics")


def path(file: str) -> str | None:
    """Where a file of a message is fetched, if it is such a calendar: `calendar-3`."""
    found = _ID.fullmatch(file)
    return f"/chat/calendar/{found[1]}{found[2] or ''}.ics" if found else None


class Calendars:
    """One address: a dialogue as a file."""

    def __init__(
        self,
        *,
        database: Database,
        public_url: str,
        now: Callable[[], datetime],
        zone: ZoneInfo,
    ) -> None:
        self._database = database
        self._host = urlsplit(public_url).hostname or "doithoai"
        self._now = now
        self._zone = zone

    def routes(self) -> Sequence[Route]:
        """What is mounted."""
        return [Route("/chat/calendar/{name}", self._answer)]

    async def _answer(self, request: Request) -> Response:
        asked = _NAME.fullmatch(request.path_params["name"])
        if asked is None:
            return PlainTextResponse("Not Found", 404)
        async with self._database.read() as db:
            known = await programme.load(db)
        dialogue = known.dialogues.get(int(asked[1]))
        if dialogue is None:
            return PlainTextResponse("Not Found", 404)
        unit = known.units[dialogue.unit]
        body = paper.calendar(
            dialogue,
            unit.name,
            host=self._host,
            language="en" if asked[2] else DEFAULT,
            now=self._now(),
            zone=self._zone,
        )
        name = paper.name(unit.code, dialogue, self._zone)
        headers = {**HEADERS, "Content-Disposition": attachment(name)}
        return Response(body, headers=headers, media_type=paper.MEDIA_TYPE)

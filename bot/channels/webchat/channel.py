"""The channel as the path knows it: a letter is an entry of the transcript, and news of it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from starlette.routing import BaseRoute

from bot.channels.contract import Came, NeverAccepted, Sent, TryLater
from bot.channels.webchat.api import Api
from bot.channels.webchat.batch import Batch
from bot.channels.webchat.calendar import Calendars
from bot.channels.webchat.chats import Chats
from bot.channels.webchat.cookie import Cookie
from bot.channels.webchat.farewells import Farewells
from bot.channels.webchat.forms import Forms
from bot.channels.webchat.newcomers import A_MINUTE, Newcomers
from bot.channels.webchat.page import file_routes
from bot.channels.webchat.staging import Staging
from bot.channels.webchat.stream import Ears
from bot.web.signed import SignedFiles
from storage import transcript, uploads
from storage.database import Database, Unavailable, Writer
from storage.errors import DATABASE_ERRORS
from storage.messages import Letter

NAME = "web"
SWEEP_EVERY = 600.0
PAUSE = 1.0
"""Seconds until a letter that could not be kept is tried again."""


class WebChat:
    """A channel without a platform behind it: nobody counts, nobody is reached when away."""

    name = NAME
    title = "web"
    paced = False
    reaches = False
    keeps_transcript = True
    remembers = None
    answered_at = None

    def __init__(
        self,
        *,
        database: Database,
        files: SignedFiles,
        public_url: str,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        staging: Path,
        newcomers_a_minute: float = A_MINUTE,
    ) -> None:
        self._database = database
        self._files = files
        self._public_url = public_url.rstrip("/")
        self._now = now
        self._zone = zone
        self._staging = Staging(staging)
        self._newcomers = Newcomers(newcomers_a_minute)
        self._ears = Ears()
        self._farewells = Farewells(now)
        self._letters = Batch(database, self._write)

    async def send(self, letter: Letter) -> Sent:
        """Put the letter into the chat's transcript and wake the pages that show it.

        Returns after the commit. The same letter twice is one entry. Last words are not kept.
        """
        if letter.body.last:
            self._farewells.say(letter.address, letter.body)
            self.heard(letter.address)
            return Sent()
        try:
            await self._letters.add(letter)
        except Unavailable as error:
            raise TryLater(PAUSE) from error
        self.heard(letter.address)
        return Sent()

    async def _write(self, tx: Writer, letters: Sequence[Letter]) -> Sequence[None]:
        about = {letter.body.draft for letter in letters if letter.body.draft}
        there = await transcript.quoted(tx, about) if about else set()
        readable = await transcript.readable(tx, {letter.address for letter in letters})
        for letter in letters:
            # It was on its way when its chat was forgotten.
            if letter.address not in readable:
                continue
            # A card whose draft was sent or dropped meanwhile would quote words that are
            # covered by now, with buttons that do nothing: what follows it says enough.
            if letter.body.draft and letter.body.draft not in there:
                continue
            transcript.said(
                tx,
                address=letter.address,
                key=f"out:{letter.id}",
                body=letter.body,
                now=self._now(),
            )
        return [None] * len(letters)

    def heard(self, address: str) -> None:
        """The transcript of this chat has something new."""
        self._ears.wake(address)

    async def run(self, came: Came) -> None:  # noqa: ARG002
        """Everything comes over the routes; what was handed over for nothing is removed here."""
        while True:
            with suppress(*DATABASE_ERRORS):
                async with self._database.read() as db:
                    named = await uploads.references(db, NAME)
                self._staging.sweep(named)
            await asyncio.sleep(SWEEP_EVERY)

    def routes(self, came: Came) -> Sequence[BaseRoute]:
        """The page, its JSON, its plain forms, and calendar files."""
        cookie = Cookie(secure=self._public_url.startswith("https:"))
        chats = Chats(
            database=self._database,
            cookie=cookie,
            newcomers=self._newcomers,
            came=came,
            now=self._now,
            farewells=self._farewells,
        )
        api = Api(
            chats=chats, files=self._files, cookie=cookie, ears=self._ears, staging=self._staging
        )
        forms = Forms(
            chats=chats,
            files=self._files,
            cookie=cookie,
            ears=self._ears,
            now=self._now,
            zone=self._zone,
        )
        calendars = Calendars(
            database=self._database,
            public_url=self._public_url,
            now=self._now,
            zone=self._zone,
        )
        return [*forms.routes(), *file_routes(), *calendars.routes(), *api.routes()]

    def link(self, start: str) -> str:
        """The page's address with a start code."""
        return f"{self._public_url}/chat?start={start}"

    async def fetch(self, reference: str, to: Path) -> None:
        """What a page handed over; it stays until it is known to be wanted no more."""
        place = self._staging.place(reference)
        if place is None:
            raise NeverAccepted("the file is not there")
        shutil.copyfile(place, to)

    def forget(self, reference: str) -> None:
        """Remove what a page handed over."""
        self._staging.remove(reference)

    async def close(self) -> None:
        """End the open streams, at once; letters that are being written are finished."""
        self._ears.close()
        await self._letters.settle()

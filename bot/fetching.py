"""Files that people sent, fetched after the turn: from the platform, made harmless, into the folder.

A picture is made anew in a process of its own. A document or a recording stays as it is, if it begins
as what it says it is; it only ever goes out as an attachment. Not done: a look for viruses.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from bot.channels.contract import Channel, Gone, NeverAccepted, TryLater, Unknown
from handlers.notices.desk import Desk
from handlers.notices.lost_files import asked_again, letter
from handlers.words.catalogue import Words
from handlers.words.file_names import ending
from storage import outbox, people, uploads
from storage.database import Database
from storage.uploads import Waiting

Redraw = Callable[[Path, Path], Awaitable[str]]
"""Make a picture anew from one path at another; its ending. Raises `Unusable`."""
WAIT = timedelta(seconds=30)
AT_ONCE = 100
_BEGINS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04", ".ogg": b"OggS"}


class Unusable(Exception):
    """Not what it was said to be, or nothing that can be read."""


class Fetching:
    """One file after the other."""

    def __init__(
        self,
        *,
        database: Database,
        channels: Mapping[str, Channel],
        desk: Desk,
        redraw: Redraw,
        folder: Path,
        scratch: Path,
        now: Callable[[], datetime],
    ) -> None:
        """`scratch` holds what came until it is harmless."""
        self._database = database
        self._channels = channels
        self._desk = desk
        self._redraw = redraw
        self._folder = folder
        self._scratch = scratch
        self._now = now

    async def next_one(self) -> Waiting | None:
        """The next file that may be fetched now."""
        async with self._database.read() as db:
            return await uploads.next_one(db, self._now())

    async def fetch(self, file: Waiting) -> None:
        """Fetch one; what is wrong with it is written down, and told where it is the end of it."""
        raw = self._scratch / file.id
        self._folder.mkdir(parents=True, exist_ok=True)
        self._scratch.mkdir(parents=True, exist_ok=True)
        try:
            await self._channels[file.channel].fetch(file.reference, raw)
            kind = await self._made_harmless(file, raw)
        except (TryLater, Unknown):
            await self.again(file)
        except (Gone, NeverAccepted, KeyError):
            await self._give_up(file, asked_again("lost"))
        except Unusable:
            await self._give_up(file, asked_again(file.kind))
        else:
            async with self._database.write() as tx:
                await uploads.kept(tx, file.id, kind)
            self._forget(file)
        finally:
            raw.unlink(missing_ok=True)

    async def again(self, file: Waiting) -> None:
        """It could not be had this time."""
        async with self._database.write() as tx:
            if await uploads.again(tx, file, self._now() + WAIT):
                return
        await self._give_up(file, asked_again("lost"))

    async def clear(self) -> bool:
        """Remove what is of nothing any more, from the disk before the row; whether there was any."""
        async with self._database.read() as db:
            gone = await uploads.ownerless(db, AT_ONCE)
        for id_, channel, reference in gone:
            (self._folder / id_).unlink(missing_ok=True)
            if reference and channel in self._channels:
                self._channels[channel].forget(reference)
        if gone:
            async with self._database.write() as tx:
                await uploads.forget(tx, [id_ for id_, _channel, _reference in gone])
        return bool(gone)

    async def _made_harmless(self, file: Waiting, raw: Path) -> str:
        target = self._folder / file.id
        if file.kind == "photo":
            try:
                kind = await self._redraw(raw, target)
            except Unusable:
                target.unlink(missing_ok=True)
                raise
        else:
            kind = ".ogg" if file.kind == "voice" else ending(file.name)
            _check(raw, _BEGINS.get(kind))
            shutil.copyfile(raw, target)
        target.chmod(0o600)
        # When it came would tell when a proposal without a name was sent.
        os.utime(target, (0, 0))
        return kind

    async def _give_up(self, file: Waiting, words: Callable[[str], Words]) -> None:
        now = self._now()
        async with self._database.write() as tx:
            whose = await uploads.failed(tx, file.id)
            person = await people.by_id(tx, whose.person) if whose else None
            if whose is not None and person is not None and not person.blocked:
                said = words(whose.receipt)
                outbox.plan(tx, self._desk.new_id(), letter(person, said, now), now)
        self._forget(file)

    def _forget(self, file: Waiting) -> None:
        if file.channel in self._channels:
            self._channels[file.channel].forget(file.reference)


def _check(raw: Path, begins: bytes | None) -> None:
    with raw.open("rb") as file:
        if begins is None or file.read(len(begins)) != begins:
            raise Unusable


async def by_a_process(source: Path, target: Path) -> str:
    """Make a picture anew where a hostile one can do the least."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "handlers.papers.pictures",
        str(source),
        str(target),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        out, _err = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        raise
    if process.returncode:
        raise Unusable
    return out.decode()

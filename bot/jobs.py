"""Work after the turn: files that people sent are fetched, and workbooks built in a process of its
own, which would hold the interpreter for seconds; no reply is to wait for either."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from bot.fetching import Fetching
from bot.logs import trace
from bot.woken import Woken
from handlers.notices import weekly as weekly_notice
from handlers.notices.desk import Desk
from handlers.notices.workbooks import apology, letter, name_of
from storage import files, jobs, outbox, people, programme, proposals, weekly
from storage.database import Database, Reader, Writer, is_unavailable
from storage.jobs import Job, Made
from storage.messages import Attachment
from storage.people import Person

log = logging.getLogger(__name__)

NICE = 10
"""A workbook takes a core for seconds, and who waits for a reply goes first."""
WAIT = timedelta(seconds=30)
"""Between two tries of the same job."""
PAUSE = 5.0
"""Seconds until a database that was locked or full is asked again."""

Build = Callable[[int, Path], Awaitable[int]]
"""Make the workbook of a dialogue at a path; how many proposals it holds."""
BuildWeekly = Callable[[Job, Path], Awaitable[Made]]
"""Make the weekly workbook of a job at a path, and remember what stands in it; what it holds."""


class JobFailed(Exception):
    """The process that was to do the job ended with an error; its log lines say which."""


class Jobs(Woken):
    """One job after the other, woken when there may be one."""

    def __init__(
        self,
        *,
        database: Database,
        desk: Desk,
        build: Build,
        build_weekly: BuildWeekly,
        fetching: Fetching,
        folder: Path,
        now: Callable[[], datetime],
        look: Callable[[], None],
    ) -> None:
        super().__init__()
        self._database = database
        self._desk = desk
        self._build = build
        self._build_weekly = build_weekly
        self._fetching = fetching
        self._folder = folder
        self._now = now
        self._look = look

    async def work(self) -> None:
        """Do every job there is."""
        while await self._goes_on():
            pass

    async def _goes_on(self) -> bool:
        """Whether there may be more to do. A locked or full database ends nothing: what was asked
        for stays asked for, and costs no try."""
        try:
            return await self.step()
        except Exception as error:
            if not is_unavailable(error):
                raise
            log.warning("the database is not available now; jobs wait %g s", PAUSE)
            await asyncio.sleep(PAUSE)
            return True

    async def step(self) -> bool:
        """Do the next job; whether there was one. Somebody may be waiting for word of a photo, so
        files come before workbooks."""
        return await self._fetch() or await self._fetching.clear() or await self._next_workbook()

    async def _fetch(self) -> bool:
        file = await self._fetching.next_one()
        if file is None:
            return False
        try:
            await self._fetching.fetch(file)
        except Exception as error:
            if is_unavailable(error):
                raise
            log.error("a file could not be fetched: %s", trace(error))
            await self._fetching.again(file)
        self._look()
        return True

    async def _next_workbook(self) -> bool:
        async with self._database.read() as db:
            job = await jobs.next_one(db, self._now())
        if job is None:
            return False
        try:
            await (self._weekly(job) if job.kind == "weekly" else self._do(job))
        except Exception as error:
            if is_unavailable(error):
                raise
            log.error("job %d (%s) failed: %s", job.id, job.kind, trace(error))
            await self._failed(job)
        return True

    async def _failed(self, job: Job) -> None:
        now = self._now()
        async with self._database.write() as tx:
            was_last = await jobs.failed(tx, job, now + WAIT)
            for person in await _readers(tx, job) if was_last else ():
                outbox.plan(tx, self._desk.new_id(), apology(job, person, now), now)
        self._look()

    def _is_stale(self, erasures: int, file: str) -> bool:
        """Somebody was forgotten while it was made, and may be in it: it is made anew."""
        if self._database.erasures == erasures:
            return False
        (self._folder / file).unlink(missing_ok=True)
        return True

    async def _do(self, job: Job) -> None:
        file, erasures = files.new_id(), self._database.erasures
        self._folder.mkdir(parents=True, exist_ok=True)
        number = await self._build(job.dialogue, self._folder / file)
        now = self._now()
        async with self._database.write() as tx:
            if self._is_stale(erasures, file):
                return
            person = next(iter(await _readers(tx, job)), None)
            known = await programme.load(tx)
            name, planned = letter(self._desk, known, job, person, file, number, now)
            files.keep(tx, file, name=name, dialogue=job.dialogue, now=now)
            if planned is not None:
                outbox.plan(tx, self._desk.new_id(), planned, now)
            await jobs.done(tx, job.id)
        self._look()

    async def _weekly(self, job: Job) -> None:
        """The file for an office that has something new in it; else one line."""
        assert job.unit is not None
        async with self._database.read() as db:
            has_readers = bool(await _readers(db, job))
            is_new = await weekly.is_anything_new(db, job.unit, job.dialogue)
        if not has_readers or not is_new:
            async with self._database.write() as tx:
                await self._nothing_new(tx, job)
            self._look()
            return
        file, erasures = files.new_id(), self._database.erasures
        self._folder.mkdir(parents=True, exist_ok=True)
        made = await self._build_weekly(job, self._folder / file)
        async with self._database.write() as tx:
            if self._is_stale(erasures, file):
                return
            await self._with_file(tx, job, file, made)
        self._look()

    async def _nothing_new(self, tx: Writer, job: Job) -> None:
        now, known = self._now(), await programme.load(tx)
        total = await proposals.number_in(tx, job.dialogue)
        office = await _readers(tx, job)
        for each in weekly_notice.without_file(self._desk, known, job, office, total, now):
            outbox.plan(tx, self._desk.new_id(), each, now)
        await jobs.done(tx, job.id)

    async def _with_file(self, tx: Writer, job: Job, file: str, made: Made) -> None:
        now, known = self._now(), await programme.load(tx)
        name = name_of(self._desk, known, job, now)
        files.keep(tx, file, name=name, dialogue=job.dialogue, now=now)
        attached, office = Attachment(file, name), await _readers(tx, job)
        for each in weekly_notice.with_file(self._desk, known, job, office, attached, made, now):
            outbox.plan(tx, self._desk.new_id(), each, now)
        await jobs.done(tx, job.id)


async def _readers(db: Reader, job: Job) -> list[Person]:
    """Whom a job is done for."""
    if job.person is None:
        return await weekly_notice.office(db, job)
    person = await people.by_id(db, job.person)
    return [person] if person is not None else []


def in_a_process(arguments: list[str], scratch: Path) -> Build:
    """Build by `doithoai export` in a process of its own, with the same configuration.

    `scratch` is where its temporary files go.
    """

    async def build(dialogue: int, path: Path) -> int:
        total, *_rest = await _export(dialogue, path, arguments, scratch)
        return int(total)

    return build


def weekly_in_a_process(arguments: list[str], scratch: Path) -> BuildWeekly:
    """The same with what is new for the office of the job's unit."""

    async def build(job: Job, path: Path) -> Made:
        more = ["--weekly", str(job.id), *arguments]
        total, _out, new, *topics = await _export(job.dialogue, path, more, scratch)
        pairs = (topic.split(":") for topic in topics)
        return Made(int(total), int(new), tuple((int(id_), int(n)) for id_, n in pairs))

    return build


async def _export(dialogue: int, path: Path, arguments: list[str], scratch: Path) -> list[str]:
    """The cells of the line that the command prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "export",
        "--dialogue",
        str(dialogue),
        "--out",
        str(path.with_suffix(".xlsx")),
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(scratch)},
    )
    with suppress(ProcessLookupError):
        os.setpriority(os.PRIO_PROCESS, process.pid, NICE)
    try:
        out, _err = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        raise
    if process.returncode:
        raise JobFailed
    path.with_suffix(".xlsx").rename(path)
    return out.decode().rstrip("\n").split("\t")

"""Builds every part, starts and stops them in order; the only place where parts meet."""

from __future__ import annotations

import asyncio
import logging
import shutil
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import SystemRandom
from typing import Any

from starlette.routing import BaseRoute

from bot import backups, logs, sample
from bot.backups import Backups
from bot.channels.contract import Channel, Unreadable
from bot.channels.telegram import Hook, Introduction, Menu, Telegram
from bot.channels.webchat import WebChat
from bot.clock import Clock
from bot.config import Config, signing_secret, webhook_secret
from bot.copies import Copies
from bot.fetching import Fetching, by_a_process
from bot.flood import Flood
from bot.jobs import Jobs, in_a_process, weekly_in_a_process
from bot.keeping import Keeping
from bot.planner import Planner
from bot.pulse import Pulse
from bot.sender import Sender
from bot.turns import Turns
from bot.web.server import Server, bind, site
from bot.web.signed import SignedFiles
from handlers import CONVERSATIONS, guards
from handlers.notices.desk import Desk
from handlers.talk import menu, phrases
from storage import contacts, erasure, erasure_log, facts, ids, migrating, outbox
from storage.database import Database, is_unavailable
from storage.erasure_log import Erasure
from storage.errors import DATABASE_ERRORS
from storage.messages import Incoming
from storage.sweep import Rules

log = logging.getLogger("bot")

LAST_LETTERS = 35
"""Seconds that letters in flight may still take when the house stops."""
_UNASKED = {"jobs", "planner", "backups", "copies", "keeping"}
"""The parts that nobody waits for: they end first."""


def run(config: Config, *, sample: bool = False, file: Path | None = None) -> None:
    """Serve until Ctrl-C or SIGTERM. `file` is where the configuration came from."""
    asyncio.run(_run(config, with_sample=sample, file=file))


async def _run(config: Config, *, with_sample: bool, file: Path | None) -> None:
    database = Database(config.database.url)
    config.app.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    # The database first: who starts a second house is told so, and not of a port.
    database.claim()
    try:
        listener = bind(config.web.host, config.web.port)
        house = await House.build(config, file, database)
        # Before anybody is served: who writes first is to find a programme.
        welcome = await house.fill_sample() if with_sample else ""
    except BaseException:
        await database.close()
        raise
    try:
        await house.start(Server(house.site(), listener))
        sys.stdout.write(welcome)
        sys.stdout.flush()
        await house.until_stopped()
    finally:
        await house.stop()


class House:
    """All parts, wired."""

    def __init__(self, config: Config, file: Path | None, database: Database, last_id: int) -> None:
        self.config = config
        self.database = database
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._random = SystemRandom()
        self._stopping = asyncio.Event()
        self._username: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._tasks: list[asyncio.Task[None]] = []
        secret = signing_secret(config.app)
        self._hook = _hook(config)
        kept = [secret, *([self._hook.secret] if self._hook else [])]
        logs.set_up(config.app.log_level, [*config.secrets, *kept])
        self._folder = config.app.data_dir / "files"
        self._signed = SignedFiles(
            database=database, folder=self._folder, secret=secret, now=self.now
        )
        new_id = ids.Ids(self.now, last_id).new
        self.webchat = WebChat(
            database=database,
            files=self._signed,
            public_url=config.app.public_url,
            now=self.now,
            zone=config.app.zone,
            staging=config.app.data_dir / "uploads",
        )
        self.channels = self._channels()
        self.retention = config.kept
        self.desk = Desk(
            registry=CONVERSATIONS,
            zone=config.app.zone,
            new_id=new_id,
            random=self._random,
            offsets=config.reminders.offsets,
            quiet=config.reminders.quiet,
            weekly_day=config.weekly.day,
            weekly_time=config.weekly.time,
            retention=self.retention,
        )
        self.sender = Sender(
            self.channels,
            guards=guards(self.desk),
            now=self.now,
            per_second=config.pace.per_second,
            per_chat_seconds=config.pace.per_chat_seconds,
        )
        self.turns = Turns(
            database=database,
            registry=CONVERSATIONS,
            channels=self.channels,
            sender=self.sender,
            new_id=new_id,
            now=self.now,
            zone=config.app.zone,
            random=self._random,
            quiet=config.reminders.quiet,
            retention=self.retention,
            flood=Flood(
                config.flood.burst,
                timedelta(seconds=config.flood.every_seconds),
                config.flood.opinions,
            ),
        )
        same = ["--config", str(file.absolute())] if file else []
        scratch = self._scratch()
        self.jobs = Jobs(
            database=database,
            desk=self.desk,
            build=in_a_process(same, scratch),
            build_weekly=weekly_in_a_process(same, scratch),
            fetching=Fetching(
                database=database,
                channels=self.channels,
                desk=self.desk,
                redraw=by_a_process,
                folder=self._folder,
                scratch=scratch,
                now=self.now,
            ),
            folder=self._folder,
            now=self.now,
            look=self.sender.look,
        )
        self.copies = Copies(
            database=database,
            desk=self.desk,
            channels=self.channels,
            folder=self._folder,
            now=self.now,
            look=self.sender.look,
        )
        self.keeping = Keeping(
            database=database,
            channels=self.channels,
            folder=self._folder,
            rules=Rules(config.kept, config.app.zone),
            now=self.now,
        )
        self.backups = Backups(
            database=database,
            make=backups.by_command(same),
            folder=config.backup.folder,
            at=config.backup.time,
            keep_days=config.backup.keep_days,
            zone=config.app.zone,
            now=self.now,
        )
        pulse = Pulse(
            database,
            self.channels,
            folder=config.app.data_dir,
            backup_failed=lambda: self.backups.failed_at,
            now=self.now,
        )
        self.planner = Planner(database, self.desk, self.now, pulse.beat)
        self.clock = Clock(self._tick, config.clock.tick_seconds)
        self._wire()

    @classmethod
    async def build(cls, config: Config, file: Path | None, database: Database) -> House:
        """Bring a new database up to date, look after what a crash left, and build the parts."""
        _migrate_if_new(config.database.url)
        async with database.read() as db:
            last = await ids.last_used(db)
        house = cls(config, file, database, last)
        await house.look_after_a_crash()
        async with database.write() as tx:
            await contacts.seed(tx, config.contacts)
        return house

    async def look_after_a_crash(self) -> None:
        """What was in flight when the last run ended goes first, so that no order is turned."""
        async with self.database.write() as tx:
            left = await outbox.recover(tx, list(self.channels))
            await erasure.settle(tx, self._noted(), self.now())
        if left.replies or left.answers or left.unknown:
            again = len(left.replies) + left.answers
            log.info("after a crash: %d letters go once more, %d stay unknown", again, left.unknown)
        self.sender.hand_over(left.replies)

    def _noted(self) -> list[Erasure]:
        """Who was to be forgotten; a crash may have come before the commit."""
        file = self.database.path
        return erasure_log.read(erasure_log.beside(file)) if file else []

    def site(self) -> Any:  # noqa: ANN401
        """What the web server serves."""
        routes: list[BaseRoute] = [*self._signed.routes()]
        for name, channel in self.channels.items():
            routes += channel.routes(partial(self._came, name))
        public = self.config.app.public_url
        return site(routes, ready=lambda: bool(self._tasks), origin=public)

    async def start(self, server: Server) -> None:
        """Begin to work."""
        self._server = server
        work = {
            "turns": self.turns.run(),
            "sender": self.sender.run(),
            "jobs": self.jobs.run(),
            "planner": self.planner.run(),
            "backups": self.backups.run(),
            "copies": self.copies.run(),
            "keeping": self.keeping.run(),
            "web": server.run(),
        }
        self._tasks = [asyncio.create_task(part, name=name) for name, part in work.items()]
        self._receiving = [
            asyncio.create_task(channel.run(partial(self._came, name)), name=name)
            for name, channel in self.channels.items()
        ]
        self._receiving.append(asyncio.create_task(self._note_username()))
        self.clock.start()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stopping.set)
        up = asyncio.create_task(server.up())
        await asyncio.wait([up, *self._tasks], return_when=asyncio.FIRST_COMPLETED)
        up.cancel()
        log.info("serving on %s", self.config.app.public_url)

    async def fill_sample(self) -> str:
        """Fill an empty database with the sample; the lines with the links that try it."""
        async with self.database.write() as tx:
            await sample.fill(tx, now=self.now(), zone=self.config.app.zone, random=self._random)
            codes = await sample.codes(tx, self.now())
        if codes is None:
            return ""
        return "".join(f"{line}\n" for line in sample.lines(codes, self.config.app.public_url))

    async def until_stopped(self) -> None:
        """Until a signal comes, or a part that should never end has ended."""
        stopping = asyncio.create_task(self._stopping.wait())
        done, _running = await asyncio.wait(
            [stopping, *self._tasks], return_when=asyncio.FIRST_COMPLETED
        )
        stopping.cancel()
        for part in done - {stopping}:
            part.result()

    async def stop(self) -> None:
        """Receive nothing more, finish the round, let what is in flight arrive, write it down."""
        self.clock.stop()
        await self._between_transactions(self._receiving)
        await self.webchat.close()
        self._server.stop()
        await self._between_transactions([t for t in self._tasks if t.get_name() in _UNASKED])
        await self.turns.finish()
        await self.sender.finish(LAST_LETTERS)
        await self.turns.step()
        await _ended(self._tasks)
        for channel in self.channels.values():
            await channel.close()
        await self.database.close()

    # --- inside ---

    async def _between_transactions(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        """End them while none of them writes: what is cut off in the middle of a transaction
        leaves the file locked, and the last marks could not be written."""
        try:
            async with self.database.write():
                await _ended(tasks)
        except DATABASE_ERRORS as error:
            if not is_unavailable(error):
                raise
            await _ended(tasks)

    def _channels(self) -> Mapping[str, Channel]:
        found: dict[str, Channel] = {self.webchat.name: self.webchat}
        telegram = self.config.telegram
        if telegram.token:
            found["telegram"] = Telegram(
                telegram.token,
                files=lambda attachment: self._folder / attachment.id,
                api_base=telegram.api_base,
                poll_timeout=telegram.poll_timeout,
                hook=self._hook,
                proxy=telegram.proxy,
                menu=_menu(),
                named=self._is_called,
                now=self.now,
            )
        return found

    def _wire(self) -> None:
        self.sender.on_marks(self.turns.wake)
        self.turns.on_heard(self.webchat.heard)
        self.turns.on_deed(self._deed)
        self.planner.on_planned(
            self.sender.look, self.jobs.wake, self.turns.wake, self.keeping.wake
        )

    def _deed(self) -> None:
        for part in (self.planner, self.copies):
            part.wake()

    async def _came(
        self, channel: str, came: Sequence[Incoming], unreadable: Sequence[Unreadable]
    ) -> None:
        await self.turns.came(channel, came, unreadable)

    async def _tick(self) -> None:
        for part in (self.planner, self.backups, self.copies, self.keeping):
            part.wake()

    async def _note_username(self) -> None:
        """The other commands print Telegram links, and only a running house learns the name."""
        name = await self._username
        async with self.database.write() as tx:
            await facts.put(tx, facts.TELEGRAM_USERNAME, name)

    def _is_called(self, name: str) -> None:
        if not self._username.done():
            self._username.set_result(name)

    def _scratch(self) -> Path:
        """Where a workbook is put together: inside the data folder, emptied at every start,
        since a process that was killed leaves people's words in its temporary files."""
        scratch = self.config.app.data_dir / "tmp"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(mode=0o700)
        return scratch


def _migrate_if_new(url: str) -> None:
    match migrating.state(url):
        case "empty":
            migrating.upgrade(url)
        case "old":
            raise migrating.Old
        case "newer":
            raise migrating.Newer
        case "current":
            pass


def _hook(config: Config) -> Hook | None:
    """Where Telegram posts to, if it does; the secret is made only then."""
    telegram = config.telegram
    if not telegram.token or telegram.mode != "webhook":
        return None
    return Hook(config.app.public_url, webhook_secret(config))


def _menu() -> Menu:
    def introduced(language: str) -> Introduction:
        return Introduction(
            commands=menu.commands(CONVERSATIONS, language),
            description=phrases.DESCRIPTION.say(language),
            short_description=phrases.SHORT_DESCRIPTION.say(language),
        )

    return Menu(
        languages={"": introduced("vi"), "en": introduced("en")},
        roles={
            role: {
                "": menu.commands(CONVERSATIONS, "vi", role),
                "en": menu.commands(CONVERSATIONS, "en", role),
            }
            for role in menu.roles(CONVERSATIONS)
        },
    )


async def _ended(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

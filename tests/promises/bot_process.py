"""The program as an operator starts it: a process of its own, that can be killed and started again."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

HOUSE = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds until something that has to come is given up; a busy machine is slow, not wrong."""
LOOK_AGAIN = 0.02
LOST_CLOSING = "ERROR asyncio Task was destroyed but it is pending!"
"""SQLAlchemy keeps no hold of the task by which it closes a reader whose stream was cut off; the
connection is closed all the same."""


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str


class BotProcess:
    """`python -m bot run` in a folder of its own. Both paces are off unless told otherwise.

    Settings are given as `section__key="value"`.
    """

    def __init__(
        self, folder: Path, *, telegram: tuple[str, str] | None = None, **settings: str
    ) -> None:
        """`telegram` is the token and the address of a Bot API."""
        self.folder = folder
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.file = folder / "data" / "doithoai.db"
        self.starts_so_far = 0
        self._process: asyncio.subprocess.Process | None = None
        token, api_base = telegram or ("", "https://api.telegram.org")
        self._settings = {
            "app__data_dir": str(folder / "data"),
            "web__port": str(self.port),
            "pace__per_second": "0",
            "pace__per_chat_seconds": "0",
            "telegram__token": token,
            "telegram__api_base": api_base,
            "reminders__quiet": "",
            # The people of these stories are machines, and write as fast as they are answered.
            "flood__burst": "0",
            "flood__opinions": "0",
            **settings,
        }

    def is_set(self, **settings: str) -> None:
        """From the next start on."""
        self._settings.update(settings)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.runs:
            await self.is_killed()

    # --- coming and going ---

    async def starts(self, *words: str) -> None:
        """Start, and serve."""
        await self.begins(*words)
        await self.is_ready()

    async def begins(self, *words: str) -> None:
        """Start, without waiting until it serves."""
        assert not self.runs, "it runs already"
        self.starts_so_far += 1
        with self._out.open("ab") as out, self._err.open("ab") as err:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                *words,
                cwd=self.folder,
                env=self._environment(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )

    async def is_ready(self, *, seconds: float = PATIENCE) -> None:
        """Until /readyz says so."""
        async with aiohttp.ClientSession() as http, asyncio.timeout(seconds):
            while not await self._answers(http):
                if not self.runs:
                    raise AssertionError(f"it ended with {self.code}:\n{self.log}")
                await asyncio.sleep(LOOK_AGAIN)

    async def is_killed(self) -> None:
        """`kill -9`."""
        self.gets(signal.SIGKILL)
        await self.ends()

    async def stops(self, number: signal.Signals = signal.SIGTERM) -> int:
        """A planned stop; the exit code."""
        self.gets(number)
        return await self.ends()

    def gets(self, number: signal.Signals) -> None:
        """A signal."""
        self._known.send_signal(number)

    async def ends(self, *, seconds: float = PATIENCE) -> int:
        """Until the process is gone; its exit code."""
        async with asyncio.timeout(seconds):
            return await self._known.wait()

    @property
    def pid(self) -> int:
        """The process that runs now."""
        return self._known.pid

    @property
    def runs(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.returncode is None

    @property
    def code(self) -> int | None:
        """How the last process ended."""
        return self._known.returncode

    async def obeys(self, *words: str, seconds: float = PATIENCE, **settings: str) -> Ran:
        """Another command on the same configuration."""
        done = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *words,
            cwd=self.folder,
            env=self._environment(**settings),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            async with asyncio.timeout(seconds):
                out, err = await done.communicate()
        except TimeoutError:
            done.kill()
            raise AssertionError(f"{words} does not end") from None
        return Ran(done.returncode or 0, out.decode(), err.decode())

    # --- what it left ---

    @property
    def log(self) -> str:
        """Everything written to stderr, by all starts."""
        return self._err.read_text("utf-8", "backslashreplace") if self._err.exists() else ""

    @property
    def said(self) -> str:
        """Everything written to stdout, by all starts."""
        return self._out.read_text("utf-8", "backslashreplace") if self._out.exists() else ""

    @property
    def complaints(self) -> list[str]:
        """Log lines that somebody would have to look into."""
        return [
            line
            for line in self.log.splitlines()
            if (" ERROR " in line or " CRITICAL " in line or "Traceback" in line)
            and not line.endswith(LOST_CLOSING)
        ]

    def everything_written(self) -> Iterator[tuple[str, bytes]]:
        """Each file of the folder with its bytes: logs, database, write-ahead log, the rest."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                yield path.relative_to(self.folder).as_posix(), path.read_bytes()

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database answers, also beside a running process."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=20)) as db:
            return db.execute(question, values).fetchall()

    def number(self, question: str, *values: object) -> int:
        """A single number of the database."""
        return int(self.rows(question, *values)[0][0] or 0)

    async def until(self, holds: Callable[[], object], *, seconds: float = PATIENCE) -> None:
        """Until it holds; for what only the database or the log can tell."""
        try:
            async with asyncio.timeout(seconds):
                while not holds():
                    assert self.runs, f"it ended with {self.code}:\n{self.log}"
                    await asyncio.sleep(LOOK_AGAIN)
        except TimeoutError:
            raise AssertionError(f"not within {seconds:g} s; the log:\n{self.log}") from None

    # --- inside ---

    @property
    def _out(self) -> Path:
        return self.folder / "stdout.txt"

    @property
    def _err(self) -> Path:
        return self.folder / "stderr.txt"

    @property
    def _known(self) -> asyncio.subprocess.Process:
        assert self._process is not None, "it was never started"
        return self._process

    def _environment(self, **settings: str) -> dict[str, str]:
        rest = {name: value for name, value in os.environ.items() if "DOITHOAI_" not in name}
        own = {**self._settings, **settings}
        ours = {f"DOITHOAI_{name.upper()}": value for name, value in own.items()}
        return {**rest, "PYTHONPATH": str(HOUSE), **ours}

    async def _answers(self, http: aiohttp.ClientSession) -> bool:
        try:
            async with http.get(f"{self.base}/readyz") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])

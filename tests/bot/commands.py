"""The command line as an operator meets it: a process of its own, its lines, its exit code."""

import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from bot.__main__ import obey
from storage.database import Database

HOUSE = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: list[str]
    err: list[str]


class Operator:
    """Somebody with a folder, who runs commands in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite+aiosqlite:///{folder / 'data' / 'doithoai.db'}"
        self.environ = {"DOITHOAI_WEB__PORT": "8099"}

    def runs(self, *words: str, **environ: str) -> Ran:
        """In this process, which is faster."""
        out, err = io.StringIO(), io.StringIO()
        before = logging.getLogger().handlers[:]
        with (
            redirect_stdout(out),
            redirect_stderr(err),
            chdir(self.folder),
            environment({**self.environ, **environ}),
        ):
            code = _obey(words)
        logging.getLogger().handlers[:] = before
        return Ran(code, out.getvalue().splitlines(), err.getvalue().splitlines())

    def spawns(self, *words: str, typed: str = "", **environ: str) -> Ran:
        """In a process of its own, as it really is."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=self.folder,
            env={**_clean(), "PYTHONPATH": str(HOUSE), **self.environ, **environ},
            input=typed,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return Ran(done.returncode, done.stdout.splitlines(), done.stderr.splitlines())

    @contextmanager
    def running(self) -> Iterator[None]:
        """As if `doithoai run` were on."""
        database = Database(self.url)
        database.claim()
        try:
            yield
        finally:
            lock = database._lock
            assert lock is not None
            lock.close()


def _obey(words: Sequence[str]) -> int:
    try:
        return obey(words)
    except SystemExit as end:
        return int(end.code or 0)


@contextmanager
def environment(given: Mapping[str, str]) -> Iterator[None]:
    """Our variables as given and no others of ours."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update({**_clean(before), **given})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _clean(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    return {name: value for name, value in environ.items() if not name.startswith("DOITHOAI_")}

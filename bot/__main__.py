"""`doithoai …`, also `python -m bot …`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from bot import logs
from bot.commands import parser
from bot.commands.house import Command, complain
from bot.config import ConfigError
from bot.trouble import Trouble
from storage import errors
from storage.backup import Another, Damaged, Exists, NoRoom
from storage.database import InUse
from storage.dialogues import BadDialogue
from storage.migrating import Newer, NotOurs, Old
from storage.restore import InPlace, NoBackup
from storage.units import BadUnit

WRONG, INTERRUPTED, NOBODY_READS = 2, 130, 141

_IN_WORDS = (
    Trouble,
    ConfigError,
    Another,
    BadDialogue,
    BadUnit,
    Damaged,
    Exists,
    InPlace,
    InUse,
    Newer,
    NoBackup,
    NoRoom,
    NotOurs,
    Old,
)
"""Errors whose text is written for the operator."""

_EXPECTED: tuple[type[Exception], ...] = (*_IN_WORDS, *errors.DATABASE_ERRORS, OSError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command in a process of its own; its exit code."""
    logs.hook_uncaught()
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        # A terminal that cannot show Vietnamese shows escapes instead of ending the command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = obey(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _read_no_further()
        return NOBODY_READS
    return code


def obey(arguments: Sequence[str]) -> int:
    """Run one command; what goes wrong is a sentence, never a traceback."""
    args = parser().parse_args(arguments)
    command: Command = args.command
    try:
        return command(args)
    except BrokenPipeError:
        raise
    except _EXPECTED as error:
        complain(in_words(error))
        return WRONG


def in_words(error: Exception) -> str:
    """What the operator is told of an error."""
    if isinstance(error, _IN_WORDS):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.filename or 'The system'}: {error.strerror or error}"
    return errors.in_words(error)


def _read_no_further() -> None:
    # Python flushes stdout once more at its end, and would complain about the same pipe.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())

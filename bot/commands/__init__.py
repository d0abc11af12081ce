"""The command line: one command a file, each offering itself to the parser.

Commands are short writers beside a running `run`. What they print on stdout is for programs too
(one thing a line, tabs between); what is wrong is a sentence on stderr.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.commands import (
    backup,
    check,
    contacts,
    dialogue,
    duty,
    export,
    invite,
    migrate,
    reminders,
    requests,
    restore,
    run,
    sample,
    talk,
    units,
    weekly,
)

_OFFERED = (
    run,
    migrate,
    check,
    talk,
    sample,
    units,
    dialogue,
    reminders,
    requests,
    invite,
    export,
    weekly,
    contacts,
    duty,
    backup,
    restore,
)


def parser() -> argparse.ArgumentParser:
    """Every command with its options; `--config` may stand before and after it."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--config",
        metavar="FILE",
        type=Path,
        default=argparse.SUPPRESS,
        help="the configuration; without it config.toml of the working directory",
    )
    whole = argparse.ArgumentParser(
        prog="doithoai",
        description="The bot that carries young people's proposals to a dialogue.",
        parents=[common],
    )
    commands = whole.add_subparsers(metavar="COMMAND", required=True)
    for command in _OFFERED:
        command.offer(commands, common)
    return whole

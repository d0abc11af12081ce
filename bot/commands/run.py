"""`doithoai run`: the whole house, until it is told to stop."""

from __future__ import annotations

import argparse

from bot.commands.house import Commands, configured


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`run [--sample]`."""
    parser = commands.add_parser("run", parents=[common], help="start the bot")
    parser.add_argument(
        "--sample",
        action="store_true",
        help="fill an empty database with a sample programme and print links to try it",
    )
    parser.set_defaults(command=_run)


def _run(args: argparse.Namespace) -> int:
    # The other commands need none of what a running house is made of.
    from bot import app

    app.run(configured(args), sample=args.sample, file=getattr(args, "config", None))
    return 0

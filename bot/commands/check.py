"""`doithoai check`: is everything there that a run needs, and what to do where it is not."""

from __future__ import annotations

import argparse
import asyncio
import fcntl
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bot.commands import kept, machine
from bot.commands.house import Commands, configured, now, say
from bot.commands.machine import Finding
from bot.config import Config, ConfigError

_TOKEN = re.compile(r"\d{6,}:[\w-]{30,}")


def offer(commands: Commands, common: argparse.ArgumentParser) -> None:
    """`check [--online]`."""
    parser = commands.add_parser(
        "check", parents=[common], help="what a run needs, one line each; 1 if something is missing"
    )
    parser.add_argument(
        "--online", action="store_true", help="ask Telegram too whether it knows the token"
    )
    parser.set_defaults(command=_check)


def _check(args: argparse.Namespace) -> int:
    wrong = 0
    for finding in _findings(args):
        say(str(finding))
        wrong += bool(finding.next)
    return 1 if wrong else 0


def _findings(args: argparse.Namespace) -> Iterator[Finding]:
    try:
        config = configured(args)
    except ConfigError as error:
        yield from (Finding("configuration", words) for words in error.errors)
        return
    yield Finding("configuration")
    moment, running = now(), is_running(config)
    database, health = kept.database(config, moment)
    yield machine.zones(config)
    yield machine.clock(moment, health.last_event if health else None)
    yield from machine.folder(config.app.data_dir)
    yield database
    yield Finding("a run is on" if running else "no run is on")
    yield machine.port(config, running=running)
    if health is not None:
        yield kept.backups(config, health, moment)
        yield from kept.retention(config, health)
        yield from kept.set_aside(health)
        yield from kept.contacts(config, moment)
    yield from _telegram(config, online=args.online)


def is_running(config: Config) -> bool:
    """Whether a run holds the database now."""
    lock = Path(f"{config.database.path}.lock")
    if not lock.exists():
        return False
    with lock.open("r") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def _telegram(config: Config, *, online: bool) -> Iterator[Finding]:
    token = str(config.telegram.token)
    if not token:
        yield Finding("Telegram is off")
    elif not _TOKEN.fullmatch(token):
        yield Finding("telegram.token", "it does not look like one of @BotFather's; copy it anew")
    elif online:
        yield from _asked(config, token)
    else:
        yield Finding("telegram.token (its form; `doithoai check --online` asks Telegram)")


def _asked(config: Config, token: str) -> Iterator[Finding]:
    # The library behind it takes longer to load than all the rest of this command.
    from bot.channels.telegram import probe

    base = config.telegram.api_base
    try:
        seen = asyncio.run(probe.ask(token, base, str(config.telegram.proxy)))
    except probe.Unknown:
        yield Finding("telegram.token", "Telegram does not know it; copy it anew from @BotFather")
        return
    except probe.OutOfReach as error:
        yield Finding(
            f"Telegram at {base} ({error})",
            "look after the network, telegram.api_base and telegram.proxy; the web chat works on",
        )
        return
    yield Finding(f"telegram.token (@{seen.username})")
    yield _webhook(config, seen.webhook)


def _webhook(config: Config, host: str) -> Finding:
    wanted = urlsplit(config.app.public_url).netloc if config.telegram.mode == "webhook" else ""
    what = f"webhook (at {host})" if host else "no webhook is set"
    if host == wanted:
        return Finding(what)
    if wanted:
        return Finding(what, f"telegram.mode wants one at {wanted}; a run sets it when it starts")
    return Finding(
        what, "messages go there and cannot be asked for; a run takes it away when it starts"
    )

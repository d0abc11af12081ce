"""Promise: a database has one `run` at a time; everything else works beside it."""

from __future__ import annotations

import signal
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.fakes.bot_api import FakeBotApi
from tests.promises.bot_process import BotProcess, Ran, free_port
from tests.promises.killing import on_telegram
from tests.promises.on_telegram import TelegramPeople

UNITS = "code,short,name,parent,aliases\nKP9,KP9,Khu phố 9,QT,\n"


async def test_a_second_run_refuses_in_one_sentence_and_the_first_goes_on(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        people = TelegramPeople(api, 10, at_most=5)
        people.come()
        for port in (str(bot.port), str(free_port())):
            _is_one_sentence(await bot.obeys("run", web__port=port), "doithoai run", "stop it")
        await people.finish()
        assert bot.runs
        assert bot.complaints == []


async def test_a_run_that_stands_still_keeps_its_database(tmp_path: Path) -> None:
    async with BotProcess(tmp_path) as bot:
        await bot.starts("--sample")
        bot.gets(signal.SIGSTOP)
        _is_one_sentence(await bot.obeys("run", web__port=str(free_port())), "doithoai run")
        bot.gets(signal.SIGCONT)
        await bot.is_ready()
        await bot.is_killed()
        # Nothing of the dead one holds the next one up.
        await bot.starts()


async def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    async with BotProcess(tmp_path) as bot:
        with socket.socket() as other:
            other.bind(("127.0.0.1", bot.port))
            other.listen()
            refused = await bot.obeys("run")
            _is_one_sentence(refused, "web.port", str(bot.port))
        await bot.starts()


async def test_migrate_refuses_beside_a_run(tmp_path: Path) -> None:
    async with BotProcess(tmp_path) as bot:
        await bot.starts("--sample")
        _is_one_sentence(await bot.obeys("migrate"), "doithoai run")
        assert await bot.stops() == 0
        assert (await bot.obeys("migrate")).code == 0


async def test_other_commands_work_beside_a_run_under_load(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    day = (datetime.now(UTC) + timedelta(days=20)).date()
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        people = TelegramPeople(api, 20)
        people.come()
        await bot.until(lambda: people.deeds > 100)
        commands = [
            "units list",
            "units import units.csv",
            "dialogue list",
            f"dialogue add --unit KP9 --theme Nước --at {day}T14:00",
            f"dialogue move 3 --at {day + timedelta(days=1)}T14:00",
            "dialogue cancel 3",
            "invite --role staff --unit QT",
            "export --dialogue 1 --out all.xlsx",
            "sample clear --help",
        ]
        for command in commands:
            assert (done := await bot.obeys(*command.split())).code == 0, (command, done)
        people.have_enough()
        await people.finish()
        # The running house has taken up what a command beside it has added.
        new = api.user("Mới")
        new.starts("b-KP9")
        await new.hears("Khu phố 9", seconds=30)
        assert bot.complaints == []
        assert people.odd == []
        assert (tmp_path / "all.xlsx").stat().st_size > 0


def _is_one_sentence(ran: Ran, *parts: str) -> None:
    assert ran.code == 2, ran
    assert ran.out == ""
    (line,) = ran.err.splitlines()
    for part in parts:
        assert part in line

"""`doithoai check`: what is wrong, and the next step."""

import asyncio
import re
import shutil
import socket
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import aiohttp
import pytest

from bot.commands import machine
from storage import facts, migrating
from storage.schema import Instant
from tests.bot.commands import Operator, Ran
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.storage.test_backup import changed

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


class Usage(NamedTuple):
    total: int
    used: int
    free: int


FIGURES = re.compile(r" \((?:[\d,]+ MiB, \d+%|[\d-]+ [\d:]+ UTC|[\d.]+ ms)\)")


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    """With a database of this version, and nothing in it."""
    made = Operator(tmp_path)
    migrating.upgrade(made.url)
    return made


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine may be busy with other tests, and full of what they left."""
    monkeypatch.setattr(machine, "SLOWEST", 60.0)
    monkeypatch.setattr(machine, "LEAST_FREE", 0)
    monkeypatch.setattr(machine, "LEAST_SHARE", 0)


def file_of(operator: Operator) -> Path:
    return operator.folder / "data" / "doithoai.db"


def checked(ran: Ran) -> list[str]:
    """Without the figures that are this machine's."""
    return [FIGURES.sub("", line) for line in ran.out]


def wrong(ran: Ran) -> list[str]:
    return [FIGURES.sub("", line) for line in ran.out if line.startswith("not ok")]


def instant(moment: datetime) -> int:
    found = Instant().process_bind_param(moment, None)
    assert found is not None
    return int(found)


def note(operator: Operator, name: str, moment: datetime) -> None:
    with closing(sqlite3.connect(file_of(operator))) as connection:
        connection.execute("INSERT INTO facts VALUES (?, ?)", (name, moment.isoformat()))
        connection.commit()


# --- all is well ------------------------------------------------------------------------------


def test_ok_line_by_line(operator: Operator) -> None:
    ran = operator.runs("check")
    data = operator.folder / "data"
    assert (ran.code, ran.err, checked(ran)) == (
        0,
        [],
        [
            "ok configuration",
            "ok time zone Asia/Ho_Chi_Minh",
            "ok clock",
            f"ok data folder {data}",
            "ok free disk",
            "ok disk writes",
            f"ok database {data / 'doithoai.db'}",
            "ok no run is on",
            "ok port 8099 of 127.0.0.1",
            "ok no backup yet (the first comes in the night after the first start)",
            "ok retention.identity_months (6 months; nothing overdue)",
            "ok retention.drafts_days (60 days; nothing overdue)",
            "ok retention.transcripts_days (30 days; nothing overdue)",
            "ok retention.exports_days (90 days; nothing overdue)",
            "ok every request is done (`doithoai requests`)",
            "ok nothing was set aside in seven days",
            "ok contacts",
            "ok Telegram is off",
        ],
    )
    assert [file.name for file in data.iterdir()] == ["doithoai.db"]


def test_before_the_first_start_nothing_is_made(tmp_path: Path) -> None:
    ran = Operator(tmp_path).runs("check")
    file = tmp_path / "data" / "doithoai.db"
    assert (ran.code, checked(ran)[5]) == (
        0,
        f"ok database {file} (not there yet; `doithoai run` makes it)",
    )
    assert list(tmp_path.iterdir()) == []


# --- configuration, token, port ---------------------------------------------------------------


def test_what_is_wrong_with_a_configuration_is_told(operator: Operator) -> None:
    assert operator.runs("check", DOITHOAI_WEB__PORT="none") == Ran(
        1,
        [
            (
                "not ok configuration: web.port in DOITHOAI_WEB__PORT: "
                'expected a whole number from 1 to 65535, found "none"'
            )
        ],
        [],
    )


def test_a_database_and_a_token_that_cannot_be_used(operator: Operator) -> None:
    file_of(operator).write_bytes(b"no database at all" * 99)
    ran = operator.runs("check", DOITHOAI_TELEGRAM__TOKEN="123:short")
    assert (ran.code, wrong(ran)) == (
        1,
        [
            (
                f"not ok database {file_of(operator)}: cannot be used (file is not a database); "
                "stop the run, move it away and `doithoai restore` the last backup"
            ),
            "not ok telegram.token: it does not look like one of @BotFather's; copy it anew",
        ],
    )


def test_a_taken_port_is_told_from_one_of_its_own_run(operator: Operator) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        taken = operator.runs("check", DOITHOAI_WEB__PORT=str(port))
        with operator.running():
            ours = operator.runs("check", DOITHOAI_WEB__PORT=str(port))
    assert (taken.code, wrong(taken)) == (
        1,
        [
            (
                f"not ok port {port} of 127.0.0.1: Address already in use; "
                "choose others in web.host and web.port"
            )
        ],
    )
    assert (ours.code, ours.out[7:9]) == (
        0,
        ["ok a run is on", f"ok port {port} of 127.0.0.1 (held by the run)"],
    )


# --- the machine ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("free", "is_ok"),
    [(500 * 1024**2, True), (500 * 1024**2 - 1, False), (40 * 1024**2, False)],
)
def test_a_disk_near_its_end(monkeypatch: pytest.MonkeyPatch, free: int, *, is_ok: bool) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(2 * 1024**3, 0, free))
    assert bool(machine.room(Path("/")).next) != is_ok


def test_a_big_disk_is_near_its_end_with_a_twentieth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(1024**4, 0, 40 * 1024**3))
    assert str(machine.room(Path("/"))) == (
        "not ok free disk (40,960 MiB, 4%): make room, 500 MiB and 5% of the disk at least"
    )


def test_a_slow_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert str(machine.writes(0.004)) == "ok disk writes (4.0 ms)"
    assert str(machine.writes(0.0801)) == (
        "not ok disk writes (80.1 ms): every reply waits for one; put app.data_dir on a faster disk"
    )


def test_a_disk_of_another_machine_with_another_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "_measured", lambda _there: (0.001, -40.2))
    assert [str(found) for found in machine.disk(tmp_path)][1] == (
        "not ok clock of the disk (-40 s): the folder seems to lie on another machine; "
        "use a disk of this one in app.data_dir"
    )


def test_a_clock_that_was_never_set_and_one_that_fell_back() -> None:
    assert str(machine.clock(datetime(1970, 1, 1, tzinfo=UTC), None)) == (
        "not ok clock (1970-01-01 00:00 UTC): set the machine's clock"
    )
    assert str(machine.clock(NOW, NOW + timedelta(hours=3))) == (
        "not ok clock (2027-03-01 09:00 UTC): "
        "the last event came at 2027-03-01 12:00 UTC; set the machine's clock"
    )
    assert str(machine.clock(NOW, NOW)) == "ok clock (2027-03-01 09:00 UTC)"


def test_the_last_event_is_the_databases(operator: Operator) -> None:
    ahead = instant(datetime.now(UTC) + timedelta(days=9))
    changed(
        file_of(operator),
        "INSERT INTO inbox (channel, event_id, address, body, came_at, state) "
        f"VALUES ('web', 'e', 'a', '', {ahead}, 'done')",
    )
    assert [line[:13] for line in wrong(operator.runs("check"))] == ["not ok clock:"]


# --- the database -----------------------------------------------------------------------------


def test_a_damaged_database(operator: Operator) -> None:
    changed(
        file_of(operator),
        "INSERT INTO facts VALUES ('a', 'b')",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'value TEXT NOT NULL', "
        "'value TEXT NOT NULL CHECK (0)') WHERE name = 'facts'",
    )
    ran = operator.runs("check")
    assert wrong(ran) == [
        (
            f"not ok database {file_of(operator)}: damaged (CHECK constraint failed in facts); "
            "stop the run, move it away and `doithoai restore` the last backup"
        )
    ]


def test_what_is_kept_for_too_long_is_told(operator: Operator) -> None:
    with closing(sqlite3.connect(file_of(operator))) as connection:
        connection.execute("INSERT INTO files (id, name, made_at) VALUES ('a', 'a.xlsx', 0)")
        connection.execute("INSERT INTO requests VALUES (1, 'copy', 'web', NULL, 0, NULL)")
        connection.commit()
    assert [line for line in operator.runs("check").out if line.startswith("not ok")] == [
        "not ok retention.exports_days (90 days; 1 overdue): `doithoai run` removes it within an hour",
        "not ok requests that are not done (1): a run does them at once; its log says why it did not",
    ]


def test_what_was_set_aside_is_counted_for_a_week(operator: Operator) -> None:
    recent, old = (instant(datetime.now(UTC) - timedelta(days=days)) for days in (1, 8))
    changed(
        file_of(operator),
        "INSERT INTO inbox (channel, event_id, address, body, came_at, state) VALUES "
        f"('web', 'e', 'a', '', {recent}, 'aside'), ('web', 'f', 'a', '', {recent}, 'aside')",
        "INSERT INTO outbox (id, channel, address, person_id, kind, priority, body, state, "
        f"not_before, made_at) VALUES (1, 'web', 'a', 1, 'reply', 0, '', 'refused', 0, {recent}),"
        f" (2, 'web', 'a', 1, 'reply', 0, '', 'refused', 0, {old})",
    )
    ran = operator.runs("check")
    assert (ran.code, wrong(ran)) == (
        1,
        [
            (
                "not ok messages set aside in seven days (2): "
                "the run's log says why; search it for ERROR"
            ),
            (
                "not ok letters refused in seven days (1): the run's log says why; search it for ERROR"
            ),
        ],
    )


@pytest.mark.parametrize(
    ("since", "made", "line"),
    [
        (1, None, "ok no backup yet (the first comes in the night after the first start)"),
        (
            3,
            None,
            "not ok no backup yet: the run's log says why; `doithoai backup FILE` makes one now",
        ),
        (9, 1, "ok last backup (24 hours ago)"),
        (
            9,
            3,
            (
                "not ok last backup (72 hours ago): "
                "the run's log says why; `doithoai backup FILE` makes one now"
            ),
        ),
    ],
)
def test_how_old_the_last_backup_is(
    operator: Operator, since: int, made: int | None, line: str
) -> None:
    note(operator, facts.BACKUP_SINCE, datetime.now(UTC) - timedelta(days=since))
    if made is not None:
        note(operator, facts.BACKUP_MADE, datetime.now(UTC) - timedelta(days=made))
    assert line in operator.runs("check").out


def test_where_backups_are_off_that_is_said(operator: Operator) -> None:
    note(operator, facts.BACKUP_SINCE, datetime.now(UTC) - timedelta(days=9))
    ran = operator.runs("check", DOITHOAI_BACKUP__TIME="")
    assert (ran.code, ran.out[9]) == (0, "ok no backup is made by the clock (backup.time)")


# --- Telegram ---------------------------------------------------------------------------------


async def online(operator: Operator, base: str, token: str = TOKEN, **environ: str) -> Ran:
    """In a process of its own, since the fake serves in this one."""
    return await asyncio.to_thread(
        operator.spawns,
        "check",
        "--online",
        DOITHOAI_TELEGRAM__TOKEN=token,
        DOITHOAI_TELEGRAM__API_BASE=base,
        **environ,
    )


async def test_telegram_is_asked_who_the_token_is(operator: Operator) -> None:
    async with FakeBotApi() as api:
        ran = await online(operator, api.base)
        assert ran.out[-2:] == ["ok telegram.token (@doithoai_bot)", "ok no webhook is set"]
        assert {call.method for call in api.calls} == {"getMe", "getWebhookInfo"}


async def test_a_webhook_takes_the_messages_away(operator: Operator) -> None:
    async with FakeBotApi() as api:
        async with aiohttp.ClientSession() as http:
            hook = {"url": "https://other.example.vn/secret-path"}
            await http.post(f"{api.base}/bot{TOKEN}/setWebhook", json=hook)
        ran = await online(operator, api.base)
    assert ran.out[-1] == (
        "not ok webhook (at other.example.vn): messages go there and cannot be asked for; "
        "a run takes it away when it starts"
    )


async def test_a_webhook_that_is_wanted_is_looked_for(operator: Operator) -> None:
    wanted = {
        "DOITHOAI_TELEGRAM__MODE": "webhook",
        "DOITHOAI_APP__PUBLIC_URL": "https://chat.example.vn",
    }
    async with FakeBotApi() as api:
        missing = await online(operator, api.base, **wanted)
        async with aiohttp.ClientSession() as http:
            hook = {"url": "https://chat.example.vn/telegram/webhook"}
            await http.post(f"{api.base}/bot{TOKEN}/setWebhook", json=hook)
        there = await online(operator, api.base, **wanted)
    assert missing.out[-1] == (
        "not ok no webhook is set: telegram.mode wants one at chat.example.vn; "
        "a run sets it when it starts"
    )
    assert there.out[-1] == "ok webhook (at chat.example.vn)"


async def test_a_token_that_telegram_does_not_know(operator: Operator) -> None:
    token = "987654321:ZZbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
    async with FakeBotApi() as api:
        ran = await online(operator, api.base, token)
    assert (ran.code, ran.out[-1]) == (
        1,
        "not ok telegram.token: Telegram does not know it; copy it anew from @BotFather",
    )
    assert token not in "\n".join([*ran.out, *ran.err])


async def test_a_telegram_that_is_away(operator: Operator) -> None:
    async with FakeBotApi() as api:
        base = api.base
    ran = await online(operator, base)
    assert (ran.code, ran.out[-1]) == (
        1,
        (
            f"not ok Telegram at {base} (NotSent): look after the network, telegram.api_base and "
            "telegram.proxy; the web chat works on"
        ),
    )

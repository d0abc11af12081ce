"""Of what is no proposal nothing is in the database, its log, a backup, a workbook or the log lines."""

from __future__ import annotations

import logging
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.commands.export import weekly_file
from handlers.talk import phrases
from storage import backup, jobs, safety, schema
from tests.house import ZONE, House
from tests.safety.samples import ALARMS, CANARY, LAMP, TEXTS

WORD = CANARY.casefold().encode()


async def everywhere(house: House, folder: Path, log: pytest.LogCaptureFixture) -> dict[str, bool]:
    """Where the word is found, after the minute's checkpoint."""
    await house.database.checkpoint()
    path = house.database.path
    assert path is not None
    number = len(list(folder.glob("*.db")))
    copy = backup.make(path, folder / f"b{number}.db", house.now).file
    book = folder / f"b{number}.xlsx"
    await _workbook(house, book)
    with zipfile.ZipFile(book) as parts:
        sheets = b"".join(parts.read(name) for name in parts.namelist())
    wal = Path(f"{path}-wal")
    found = {
        "database": path.read_bytes(),
        "write-ahead log": wal.read_bytes() if wal.exists() else b"",
        "backup": copy.read_bytes(),
        "workbook": sheets,
        "log": "\n".join(str(r.__dict__) for r in log.records).encode(),
    }
    return {where: WORD in content.lower() for where, content in found.items()}


async def _workbook(house: House, to: Path) -> None:
    async with house.database.write() as tx:
        unit = await tx.value(sa.select(schema.units.c.id).where(schema.units.c.code == "QT"))
        jobs.ask(
            tx, kind="weekly", unit=unit, dialogue=1, dedup_key=f"test:{to.name}", now=house.now
        )
    async with house.database.read() as db:
        row = await db.value(sa.select(sa.func.max(schema.jobs.c.id)))
        job = await jobs.by_id(db, row)
    assert job is not None
    await weekly_file(house.database, job, to, now=house.now, zone=ZONE)


async def test_it_is_in_no_byte_and_a_proposal_would_be_found(
    house: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # What libraries say below that carries statements with values, and is off in every run.
    caplog.set_level(logging.INFO)
    (shelf := tmp_path / "shelf").mkdir()
    for number, text in enumerate(TEXTS.values()):
        lan = await house.youth(f"Lan{number}")
        await lan.says(text)
        await lan.says(LAMP)
        message = await lan.says("và vỉa hè cũng vỡ")
        await lan.edits(message, text)
    hidden = await everywhere(house, shelf, caplog)
    assert hidden == dict.fromkeys(hidden, False)
    minh = await house.youth("Minh")
    await minh.says(f"{LAMP} {CANARY}")
    await minh.taps("Gửi")
    shown = await everywhere(house, shelf, caplog)
    assert [where for where, is_there in shown.items() if is_there] == [
        "database",
        "backup",
        "workbook",
    ]


async def test_what_is_sealed_is_in_the_database_alone_and_gone_after_seven_days(
    house: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (shelf := tmp_path / "shelf").mkdir()
    await house.duty("Tâm")
    for kind in ALARMS:
        lan = await house.youth(f"Lan {kind}")
        await lan.says(TEXTS[kind])
        if kind == "self_harm_hint":
            await lan.taps("Có")
        await lan.taps("Có, báo người trực")
    await house.ticks()
    found = await everywhere(house, shelf, caplog)
    assert [where for where, is_there in found.items() if is_there] == ["database"]
    house.now += timedelta(days=7)
    async with house.database.write() as tx:
        await safety.tidy(tx, house.now, phrases.CLOSED.say("vi"))
    found = await everywhere(house, shelf, caplog)
    assert found == dict.fromkeys(found, False)

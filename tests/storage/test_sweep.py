"""What the clock removes, over the edge of each time; and the same out of a backup."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage import backup, files, migrating, restore, schema, sweep, transcript
from storage.database import Database, Writer
from storage.messages import Outgoing
from storage.retention import Retention
from storage.sweep import Rules, Swept
from tests.house import ZONE, House
from tests.phone import Phone
from tests.storage.test_migrating import url_in

WORDS = "Đèn đường ngõ 5 hỏng cả tháng nay, tối đi học về sợ lắm"
NAME = "Nguyễn Thị Zquỳnh"
RULES = Rules(Retention(), ZONE)
SECOND = timedelta(seconds=1)
NOTHING = Swept()


async def swept(house: House) -> Swept:
    return await sweep.sweep(house.database, RULES, house.now)


async def overdue(house: House) -> dict[str, int]:
    async with house.database.write():
        pass
    assert house.database.path is not None
    with closing(sqlite3.connect(house.database.path)) as file:
        return {k: n for k, n in sweep.overdue(file, RULES, house.now).items() if n}


async def sends(phone: Phone, text: str = WORDS, name: str = NAME) -> None:
    await phone.says(text)
    await phone.taps("Ghi tên")
    await phone.says(name)
    await phone.taps("Gửi")


async def concluded(house: House, on: date) -> None:
    async with house.database.write() as tx:
        await tx.run(sa.update(schema.dialogues).values(concluded_on=on))


def at(day: str, hour: int = 9) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=ZONE)


# --- identity ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "on", "ends"),
    [
        ("2027-03-26", date(2027, 4, 5), date(2027, 10, 5)),
        ("2027-03-26", None, date(2027, 10, 5)),
        ("2027-08-20", date(2027, 8, 31), date(2028, 2, 29)),
        ("2026-12-21", None, date(2027, 6, 30)),
    ],
)
def test_until_when(held: str, on: date | None, ends: date) -> None:
    assert sweep.identity_ends(at(held), on, RULES) == ends


async def test_six_months_after_the_conclusion_the_opinion_is_nobodys(house: House) -> None:
    lan = await house.youth("Lan")
    await sends(lan)
    await lan.taps("Không, cảm ơn")
    await concluded(house, date(2027, 4, 5))
    house.now = at("2027-10-05", 23)
    assert await swept(house) == NOTHING
    assert [row["name"] for row in await house.rows(schema.authors)] == [NAME]
    house.now = at("2027-10-06", 1)
    # One row of each: author, way back, that she took part, what she was told.
    assert await swept(house) == Swept(identities=4)
    for table in (schema.authors, schema.way_back, schema.took_part, schema.told):
        assert await house.rows(table) == []
    assert await house.texts() == [WORDS]
    assert await swept(house) == Swept(people=1)
    assert await swept(house) == NOTHING
    assert await house.rows(schema.people) == []


async def test_what_is_another_dialogues_stays(two: House) -> None:
    lan = await two.youth("Lan")
    await sends(lan)
    ward, province = (row["id"] for row in await two.rows(schema.dialogues))
    async with two.database.write() as tx:
        await tx.run(
            sa.update(schema.dialogues)
            .where(schema.dialogues.c.id == province)
            .values(at=at("2028-03-26"))
        )
    two.now = at("2027-10-20")
    await swept(two)
    assert [
        row["dialogue_id"] for row in await two.rows(schema.told) if row["dialogue_id"] == ward
    ] == []
    assert await two.rows(schema.authors) == []


# --- people -----------------------------------------------------------------------------------


async def test_who_has_nothing_open_is_forgotten_after_six_months(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("/huy")
    house.now = at("2027-09-01")
    await swept(house)
    assert [row["address"] for row in await house.rows(schema.people)] == ["Lan"]
    house.now = at("2027-09-02")
    await swept(house)
    assert await house.rows(schema.people) == []


async def test_who_wishes_for_more_or_works_here_stays(house: House) -> None:
    lan, ha, nam = [await house.youth(name) for name in ("Lan", "Hà", "Nam")]
    for phone in (lan, ha, nam):
        await phone.says("/huy")
    await lan.says("/nhac")
    await lan.taps("Nhắc mọi buổi")
    await house.appoint(ha, "secretary")
    house.now = at("2028-02-01")
    while (await swept(house)).any:
        pass
    assert [row["address"] for row in await house.rows(schema.people)] == ["Lan", "Hà"]


async def test_who_blocked_the_bot_wishes_for_nothing(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("/huy")
    await lan.says("/nhac")
    await lan.taps("Nhắc mọi buổi")
    await lan.blocks()
    house.now = at("2028-02-01")
    while (await swept(house)).any:
        pass
    assert await house.rows(schema.people) == []


# --- drafts -----------------------------------------------------------------------------------


async def test_a_draft_goes_sixty_days_after_the_last_touch(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(WORDS)
    (draft,) = await house.rows(schema.drafts)
    async with house.database.write() as tx:
        transcript.heard(
            tx, address="x", key="k", text=WORDS, draft=int(str(draft["id"])), now=house.now
        )
    house.now += timedelta(days=60) - SECOND
    assert (await swept(house)).drafts == 0
    house.now += SECOND
    assert (await swept(house)).drafts == 1
    assert await house.rows(schema.drafts) == []
    assert await house.rows(schema.transcript) == []


async def test_who_goes_on_with_it_in_between_keeps_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await house.youth("Lan")
    await lan.says(WORDS)
    house.now += timedelta(days=61)
    touched = sa.update(schema.drafts).values(touched_at=house.now)
    write = house.database.write

    @asynccontextmanager
    async def first_touched() -> AsyncIterator[Writer]:
        async with write() as tx:
            await tx.run(touched)
            yield tx

    monkeypatch.setattr(house.database, "write", first_touched)
    await swept(house)
    assert len(await house.rows(schema.drafts)) == 1


# --- the web chat -----------------------------------------------------------------------------


async def test_a_line_goes_thirty_days_after_it_was_said_and_after_the_dialogue(
    house: House,
) -> None:
    lan = await house.youth("Lan")
    async with house.database.write() as tx:
        await tx.run(sa.update(schema.people).values(channel="web"))
        for address in ("Lan", "nobody"):
            body = Outgoing(text="Chào bạn")
            transcript.said(tx, address=address, key="1", body=body, now=house.now)
    assert lan.name == "Lan"
    house.now += timedelta(days=30)
    await swept(house)
    assert [row["address"] for row in await house.rows(schema.transcript)] == ["Lan"]
    (dialogue,) = await house.rows(schema.dialogues)
    over = dialogue["at"]
    assert isinstance(over, datetime)
    house.now = over + timedelta(days=30) - SECOND
    assert (await swept(house)).transcripts == 0
    house.now += SECOND
    assert (await swept(house)).transcripts == 1


# --- workbooks --------------------------------------------------------------------------------


async def test_a_workbook_goes_after_ninety_days_row_and_file(house: House) -> None:
    folder = house.folder / "files"
    folder.mkdir(parents=True)
    file = files.new_id()
    (folder / file).write_text(WORDS)
    async with house.database.write() as tx:
        files.keep(tx, file, name="a.xlsx", dialogue=1, now=house.now)
    house.now += timedelta(days=90) - SECOND
    await house.keeping.work()
    assert (folder / file).exists()
    house.now += SECOND
    await house.keeping.work()
    assert not (folder / file).exists()
    assert await house.rows(schema.files) == []


# --- a little at a time, and by the clock ------------------------------------------------------


async def test_no_more_than_so_many_in_one_transaction(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "AT_ONCE", 2)
    for name in ("Lan", "Nam", "Mai"):
        phone = await house.youth(name)
        await phone.says(WORDS)
    house.now += timedelta(days=61)
    assert (await swept(house)).drafts == 2
    assert (await swept(house)).drafts == 1


async def test_the_keeping_does_all_of_it_once_an_hour(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(WORDS)
    house.now += timedelta(days=60) - timedelta(minutes=1)
    await house.keeping.work()
    house.now += timedelta(minutes=59)
    await house.keeping.work()
    assert len(await house.rows(schema.drafts)) == 1
    house.now += timedelta(minutes=1)
    await house.keeping.work()
    assert await house.rows(schema.drafts) == []


async def test_what_should_be_gone_for_a_day_is_overdue(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(WORDS)
    async with house.database.write() as tx:
        files.keep(tx, files.new_id(), name="a.xlsx", dialogue=1, now=house.now)
    house.now += timedelta(days=61) - SECOND
    assert await overdue(house) == {}
    house.now += SECOND
    assert await overdue(house) == {"drafts_days": 1}
    house.now += timedelta(days=30)
    assert await overdue(house) == {"drafts_days": 1, "exports_days": 1}
    house.now = at("2027-12-01")
    assert (await overdue(house))["identity_months"] == 1
    while (await swept(house)).any:
        pass
    assert await overdue(house) == {"exports_days": 1}


# --- out of a backup --------------------------------------------------------------------------


async def test_what_was_restored_has_the_same_clock(tmp_path: Path) -> None:
    migrating.upgrade(url_in(tmp_path))
    house = House(Database(url_in(tmp_path)), tmp_path)
    await house.unit("QT", "Phường Quang Trung")
    await house.unit("KP3", "Khu phố 3", "QT")
    await house.dialogue("QT")
    lan = await house.youth("Lan")
    await sends(lan)
    made = backup.make(tmp_path / "doithoai.db", tmp_path / "b.db", house.now).file
    await house.shuts()
    (tmp_path / "new").mkdir()
    restore.restore(
        made, tmp_path / "new" / "doithoai.db", datetime(2028, 3, 1, tzinfo=UTC), rules=RULES
    )
    with closing(sqlite3.connect(tmp_path / "new" / "doithoai.db")) as there:
        rows = {
            table: there.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("people", "authors", "way_back", "consents", "proposals")
        }
    assert rows == {"people": 0, "authors": 0, "way_back": 0, "consents": 0, "proposals": 1}
    raw = (tmp_path / "new" / "doithoai.db").read_bytes()
    assert NAME.encode() not in raw
    assert WORDS.encode() in raw

"""Forgetting somebody: what goes, what stays, and what is noted outside of the database."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage import backup, consents, erasure, erasure_log, migrating, people, restore, schema
from storage.database import Database, Unavailable
from storage.erasure import Scope
from storage.erasure_log import Erasure
from tests.house import House
from tests.phone import Phone
from tests.storage.test_migrating import url_in

WORDS = "Đèn đường ngõ 5 hỏng cả tháng nay, tối đi học về sợ lắm"
AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
OF_NOBODY = {
    *("facts", "units", "dialogues", "topics", "role_codes", "weekly", "contacts", "counters"),
}
"""Tables in which nobody's own stands."""


def test_of_every_table_it_was_decided_what_becomes_of_it() -> None:
    named = {t for t in schema.tables.tables if any(f" {t} " in s for s in erasure._EVERYTHING)}
    assert named | OF_NOBODY == set(schema.tables.tables), "see storage/erasure.py"


async def erased(house: House, phone: Phone) -> Scope:
    person = await house.person(phone)
    async with house.database.write() as tx:
        return await erasure.erase(tx, person, house.now)


async def sends(phone: Phone, text: str) -> None:
    await phone.says(text)
    await phone.taps("Gửi")


def noted(house: House) -> list[Erasure]:
    assert house.database.path is not None
    return erasure_log.read(erasure_log.beside(house.database.path))


@pytest.mark.nasty("n243")
async def test_what_is_in_no_conclusion_goes_altogether(house: House) -> None:
    lan, nam = await house.youth("Lan"), await house.youth("Nam")
    await sends(lan, WORDS)
    await sends(nam, "Xin thêm thùng rác ở công viên Nam Ngạn")
    assert await erased(house, lan) == Scope(open=1, concluded=0, drafts=0)
    assert await house.texts() == ["Xin thêm thùng rác ở công viên Nam Ngạn"]
    assert [row["address"] for row in await house.rows(schema.people)] == ["Nam"]
    assert len(await house.rows(schema.way_back)) == 1


async def test_what_is_in_a_conclusion_stays_as_a_text_of_nobody(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(WORDS)
    await lan.taps("Ghi tên")
    await lan.says("Nguyễn Thị Zquỳnh")
    await lan.taps("Gửi")
    await concluded(house)
    (before,) = await house.rows(schema.proposals)
    assert await erased(house, lan) == Scope(open=0, concluded=1, drafts=0)
    (after,) = await house.rows(schema.proposals)
    assert after == {**before, "received_on": date(2027, 3, 1)}
    for table in (schema.authors, schema.way_back, schema.took_part, schema.people):
        assert await house.rows(table) == []


async def test_of_a_name_the_day_goes_too(house: House) -> None:
    house.now += timedelta(days=3)
    lan = await house.youth("Lan")
    await sends(lan, WORDS)
    async with house.database.write() as tx:
        await tx.run(sa.update(schema.proposals).values(received_on=date(2027, 3, 4)))
    await concluded(house)
    await erased(house, lan)
    assert [row["received_on"] for row in await house.rows(schema.proposals)] == [date(2027, 3, 1)]


async def concluded(house: House) -> None:
    async with house.database.write() as tx:
        await tx.run(sa.update(schema.dialogues).values(concluded_on=date(2027, 4, 5)))


async def test_it_is_on_the_disk_before_the_commit(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await house.youth("Lan")
    seen: list[list[tuple[int]]] = []

    def look(file: Path, some: list[Erasure]) -> None:
        with closing(sqlite3.connect(str(house.database.path))) as beside:
            seen.append(beside.execute("SELECT id FROM people").fetchall())
        real(file, some)

    real = erasure_log.append
    monkeypatch.setattr(erasure_log, "append", look)
    person = await house.person(lan)
    await erased(house, lan)
    assert seen == [[(person.id,)]]
    assert noted(house) == [Erasure(person.id, house.now, "all")]
    assert house.database.erasures == 1


async def test_nothing_is_forgotten_that_could_not_be_noted(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await house.youth("Lan")

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(erasure_log, "append", full)
    with pytest.raises(Unavailable):
        await erased(house, lan)
    monkeypatch.undo()
    assert len(await house.rows(schema.people)) == 1
    assert noted(house) == []


async def test_a_transaction_that_ends_badly_notes_nothing(house: House) -> None:
    lan = await house.youth("Lan")
    person = await house.person(lan)

    async def ends_badly() -> None:
        async with house.database.write() as tx:
            await erasure.erase(tx, person, house.now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await ends_badly()
    assert len(await house.rows(schema.people)) == 1
    assert noted(house) == []


async def test_what_was_noted_and_not_committed_is_done_at_the_next_start(house: House) -> None:
    lan, nam = await house.youth("Lan"), await house.youth("Nam")
    wish = Erasure((await house.person(lan)).id, house.now)
    taken_back = Erasure((await house.person(nam)).id, house.now, "news")
    async with house.database.write() as tx:
        assert await erasure.settle(tx, [wish, taken_back, Erasure(4711, house.now)], AT) == 1
    assert [row["address"] for row in await house.rows(schema.people)] == ["Nam"]


def test_a_line_that_a_crash_cut_off_spoils_no_other(tmp_path: Path) -> None:
    file = tmp_path / "doithoai.erasures"
    erasure_log.append(file, [Erasure(1, AT)])
    with file.open("ab") as torn:
        torn.write(b"2\t2027-")
    erasure_log.append(file, [Erasure(3, AT, "news"), Erasure(3, AT, "news")])
    assert erasure_log.read(file, tmp_path / "nothing") == [Erasure(1, AT), Erasure(3, AT, "news")]


def test_only_the_owner_reads_it_and_it_lies_under_a_name_of_its_own(tmp_path: Path) -> None:
    file = erasure_log.beside(tmp_path / "doithoai.db")
    erasure_log.append(file, [Erasure(1, AT)])
    assert file.name == "doithoai.erasures"
    assert file.stat().st_mode & 0o777 == 0o600


# --- what is restored -------------------------------------------------------------------------


@pytest.fixture
async def migrated(tmp_path: Path) -> AsyncIterator[House]:
    """A house whose backups can be restored."""
    (tmp_path / "data").mkdir()
    migrating.upgrade(url_in(tmp_path / "data"))
    house = House(Database(url_in(tmp_path / "data")), tmp_path / "data")
    await house.unit("QT", "Phường Quang Trung")
    await house.unit("KP3", "Khu phố 3", "QT")
    await house.dialogue("QT")
    yield house
    await house.shuts()


def backed_up(house: House, to: Path) -> Path:
    assert house.database.path is not None
    return backup.make(house.database.path, to, house.now).file


def restored(
    house: House, made: Path, place: Path, *, noted: bytes
) -> tuple[restore.Restored, dict[str, list[tuple[object, ...]]]]:
    """The backup in a new place to which the list of erasures was carried; what is in it."""
    place.mkdir()
    (place / "doithoai.erasures").write_bytes(noted)
    done = restore.restore(made, place / "doithoai.db", house.now)
    with closing(sqlite3.connect(place / "doithoai.db")) as there:
        rows = {t: there.execute(f"SELECT * FROM {t}").fetchall() for t in schema.tables.tables}
        assert there.execute("PRAGMA foreign_key_check").fetchall() == []
    return done, rows


def list_of(house: House) -> bytes:
    assert house.database.path is not None
    return erasure_log.beside(house.database.path).read_bytes()


@pytest.mark.nasty("n243")
async def test_who_was_forgotten_since_the_backup_is_forgotten_again(
    migrated: House, tmp_path: Path
) -> None:
    lan, nam = await migrated.youth("Lan"), await migrated.youth("Nam")
    await sends(lan, WORDS)
    await sends(nam, "Xin thêm thùng rác ở công viên Nam Ngạn")
    made = backed_up(migrated, tmp_path / "b.db")
    await erased(migrated, lan)
    done, rows = restored(migrated, made, tmp_path / "new", noted=list_of(migrated))
    assert done.forgotten == 1
    assert [row[2] for row in rows["people"]] == ["Nam"]
    assert [row[4] for row in rows["proposals"]] == ["Xin thêm thùng rác ở công viên Nam Ngạn"]


async def test_a_list_that_was_carried_away_with_the_backup_is_read_too(
    migrated: House, tmp_path: Path
) -> None:
    lan = await migrated.youth("Lan")
    (tmp_path / "away").mkdir()
    made = backed_up(migrated, tmp_path / "away" / "b.db")
    await erased(migrated, lan)
    (tmp_path / "away" / "doithoai.erasures").write_bytes(list_of(migrated))
    done, rows = restored(migrated, made, tmp_path / "new", noted=b"")
    assert (done.forgotten, rows["people"]) == (1, [])


async def test_nobody_who_comes_later_has_the_number_of_somebody_forgotten(
    migrated: House, tmp_path: Path
) -> None:
    made = backed_up(migrated, tmp_path / "b.db")
    lan = await migrated.youth("Lan")
    number = (await migrated.person(lan)).id
    await erased(migrated, lan)
    restored(migrated, made, tmp_path / "new", noted=list_of(migrated))
    again = Database(url_in(tmp_path / "new"))
    async with again.write() as tx:
        row = {"channel": "web", "address": "a", "language": "vi", "state": "new"}
        next_one = await tx.insert(schema.people, **row, seen_on=migrated.now.date())
    await again.close()
    assert next_one > number + 100_000


async def took_back(house: House, phone: Phone) -> None:
    person = await house.person(phone)
    async with house.database.write() as tx:
        await erasure.withdraw(tx, person, "dialogue", answer="Rút", now=house.now)


async def test_a_consent_that_was_taken_back_since_is_taken_back_again(
    migrated: House, tmp_path: Path
) -> None:
    lan = await migrated.youth("Lan")
    await sends(lan, WORDS)
    made = backed_up(migrated, tmp_path / "b.db")
    migrated.now += timedelta(hours=1)
    await took_back(migrated, lan)
    done, rows = restored(migrated, made, tmp_path / "new", noted=list_of(migrated))
    assert done.forgotten == 1
    assert [(row[2], row[3]) for row in rows["consents"]] == [("dialogue", 1), ("dialogue", 0)]
    assert [(row[4], row[9]) for row in rows["proposals"]] == [("", "withdrawn")]
    assert (rows["way_back"], rows["took_part"]) == ([], [])


async def test_who_agreed_again_before_the_backup_still_agrees(
    migrated: House, tmp_path: Path
) -> None:
    lan = await migrated.youth("Lan")
    (first,) = await migrated.rows(schema.consents)
    await took_back(migrated, lan)
    migrated.now += timedelta(hours=1)
    person = await migrated.person(lan)
    async with migrated.database.write() as tx:
        consents.record(
            tx,
            person,
            kind="dialogue",
            given=True,
            answer=str(first["answer"]),
            version=str(first["version"]),
            digest=str(first["hash"]),
            now=migrated.now,
        )
        await people.become(tx, person, state="yes", unit=2)
    await sends(lan, WORDS)
    made = backed_up(migrated, tmp_path / "b.db")
    done, rows = restored(migrated, made, tmp_path / "new", noted=list_of(migrated))
    assert done.forgotten == 0
    assert [row[4] for row in rows["proposals"]] == [WORDS]

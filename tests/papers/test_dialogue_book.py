"""The workbook of a real database: what a row may say of somebody who gave no name."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest

from handlers.papers import dialogue_book
from storage import dialogues, migrating, programme, proposals, schema, units
from storage.database import Database, Writer
from storage.dialogues import BadDialogue, TopicSeed
from tests.papers.books import LISTING, STATISTICS, SUMMARY, read

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2027, 3, 15, 0, 0, tzinfo=UTC)
LARGE, SMALL = 10, 9
SEEDS = (
    TopicSeed("ha_tang", "Hạ tầng, điện, nước", "Infrastructure", ()),
    TopicSeed("nha_o", "Nhà ở, đất đai", "Housing", ()),
    TopicSeed("khac", "Khác", "Other", ()),
)
NOTHING = (None,) * 6
SUBJECT = (
    "Đối thoại với Chủ tịch UBND phường Quang Trung, ngày 26/3/2027. "
    "Chủ đề: Thanh niên với chuyển đổi số"
)


class Ward:
    """A ward with a large branch, a small one, and what its young people send."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder
        self.units: dict[str, int] = {}
        self.dialogue = 0
        self._receipts = iter(f"QT-27-{number:05}" for number in range(1, 100))
        self._draft = 0

    async def build(self) -> None:
        async with self.database.write() as tx:
            for code, name, parent in (
                ("TH", "Tỉnh Thanh Hoá", ""),
                ("QT", "Phường Quang Trung", "TH"),
                ("KP1", "Khu phố 1", "QT"),
                ("KPX", "Chi đoàn Xóm Lạ Kỳ", "QT"),
                ("KPY", "Chi đoàn Ngõ Cụt", "QT"),
            ):
                self.units[code] = await units.put(
                    tx, code=code, short=code, name=name, parent=parent
                )
            self.dialogue = await dialogues.add(
                tx,
                unit=self.units["QT"],
                theme="Thanh niên với chuyển đổi số",
                at=datetime(2027, 3, 26, 1, 0, tzinfo=UTC),
                zone=ZONE,
                seeds=SEEDS,
            )
            for code, number in (("KP1", LARGE), ("KPX", SMALL), ("KPY", 1)):
                for one in range(number):
                    self.member(tx, code, f"{code}-{one}", "yes")
            # Who said no, or has not answered, is no member.
            self.member(tx, "KPX", "no", "no")

    def member(self, tx: Writer, code: str, address: str, state: str) -> None:
        tx.add(
            schema.people,
            channel="web",
            address=address,
            language="vi",
            state=state,
            seen_on=date(2027, 3, 1),
            unit_id=self.units[code],
        )

    async def sends(
        self,
        text: str,
        *,
        topic: int = 0,
        of: str | None = "KP1",
        name: str | None = None,
        source: str = "web",
        public: bool = False,
        age: str = "",
        at: datetime = datetime(2027, 3, 11, 12, 0, tzinfo=UTC),
    ) -> str:
        async with self.database.write() as tx:
            known = (await programme.load(tx)).dialogues[self.dialogue]
            self._draft += 1
            return await proposals.submit(
                tx,
                draft=self._draft,
                person=1,
                dialogue=known,
                unit=self.units[of] if of else None,
                topic=known.topics[topic].id,
                text=text,
                name=name,
                public=public,
                age=age,
                source=source,
                receipt=lambda: next(self._receipts),
                sent_at=at,
                zone=ZONE,
            )

    async def book(self) -> Path:
        path = self.folder / "book.xlsx"
        async with self.database.read() as db:
            await dialogue_book.build(db, self.dialogue, path, now=NOW, zone=ZONE)
        return path

    async def listed(self) -> list[tuple[object, ...]]:
        """Receipt, day, name, branch, source and lateness of each row, by receipt."""
        rows = read(await self.book(), LISTING)
        return sorted(tuple(row[i] for i in (1, 2, 3, 4, 9, 10)) for row in rows)


@pytest.fixture
async def ward(tmp_path: Path) -> AsyncIterator[Ward]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'doithoai.db'}"
    migrating.upgrade(url)
    database = Database(url)
    made = Ward(database, tmp_path)
    await made.build()
    yield made
    await database.close()


async def test_who_gives_no_name_is_shown_by_week_and_a_large_branch(ward: Ward) -> None:
    await ward.sends("Đèn đường hỏng", of="KP1", source="telegram")
    assert await ward.listed() == [
        (
            "QT-27-00001",
            "Tuần 10/2027 (08/03–14/03)",
            None,
            "Khu phố 1",
            "Trực tuyến",
            "Trong hạn",
        )
    ]


@pytest.mark.nasty("n245")
async def test_a_small_branch_is_the_ward_where_no_name_was_given(ward: Ward) -> None:
    await ward.sends("Đèn đường hỏng", of="KPX", source="zalo")
    assert await ward.listed() == [
        (
            "QT-27-00001",
            "Tuần 10/2027 (08/03–14/03)",
            None,
            "Phường Quang Trung",
            "Trực tuyến",
            "Trong hạn",
        )
    ]


async def test_who_gives_a_name_is_shown_as_it_is(ward: Ward) -> None:
    late = datetime(2027, 3, 20, 1, 0, tzinfo=UTC)
    await ward.sends("Đèn đường hỏng", of="KPY", name="Đỗ Thị Ngát", source="telegram", at=late)
    assert await ward.listed() == [
        (
            "QT-27-00001",
            datetime(2027, 3, 20),  # noqa: DTZ001 (a cell knows no zone)
            "Đỗ Thị Ngát",
            "Chi đoàn Ngõ Cụt",
            "Telegram",
            "Sau hạn",
        )
    ]


async def test_a_slip_stays_a_slip_and_no_branch_stays_empty(ward: Ward) -> None:
    await ward.sends("Đèn đường hỏng", of=None, source="slip")
    assert await ward.listed() == [
        ("QT-27-00001", "Tuần 10/2027 (08/03–14/03)", None, None, "Phiếu", "Trong hạn")
    ]


async def test_a_branch_of_ten_is_large_and_one_of_nine_is_not(ward: Ward) -> None:
    await ward.sends("Đèn đường hỏng", of="KPX")
    async with ward.database.write() as tx:
        ward.member(tx, "KPX", "the tenth", "yes")
    assert [row[3] for row in await ward.listed()] == ["Chi đoàn Xóm Lạ Kỳ"]


async def test_small_branches_are_one_line_of_the_sums(ward: Ward) -> None:
    await ward.sends("Đèn đường hỏng", of="KP1", source="telegram")
    await ward.sends("Cống tắc", of="KPX", source="web")
    await ward.sends("Nhà trọ đắt", topic=1, of="KPY", name="Đỗ Thị Ngát", source="zalo")
    await ward.sends(
        "Ý khác", topic=2, of=None, source="slip", at=datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
    )
    rows = [row[:2] for row in read(await ward.book(), STATISTICS, first=5)]
    assert rows == [
        ["1. Theo nhóm vấn đề", None],
        ["Nhóm vấn đề", "Số lượt"],
        ["Hạ tầng, điện, nước", 2],
        ["Nhà ở, đất đai", 1],
        ["Khác", 1],
        ["Tổng cộng", 4],
        [None, None],
        ["2. Theo chi đoàn, đơn vị", None],
        ["Chi đoàn/đơn vị", "Số lượt"],
        ["Khu phố 1 (Phường Quang Trung)", 1],
        ["Chi đoàn dưới 10 thành viên", 2],
        ["Không rõ chi đoàn", 1],
        ["Tổng cộng", 4],
        [None, None],
        ["3. Theo tuần", None],
        ["Tuần", "Số lượt"],
        ["Tuần 09/2027 (01/03–07/03)", 1],
        ["Tuần 10/2027 (08/03–14/03)", 3],
        ["Tổng cộng", 4],
        [None, None],
        ["4. Theo nguồn", None],
        ["Nguồn", "Số lượt"],
        ["Phiếu", 1],
        ["Telegram", 1],
        ["Web", 1],
        ["Zalo", 1],
        ["Tổng cộng", 4],
    ]


async def test_beside_a_name_stands_whether_it_may_be_public_and_what_age_means(
    ward: Ward,
) -> None:
    await ward.sends("Đèn đường hỏng")
    await ward.sends("Cống tắc", name="Lê Thị Lan")
    await ward.sends("Thiếu sân chơi", name="Phạm Minh", public=True)
    await ward.sends("Thiếu chỗ học", name="Trần An", age="minor")
    await ward.sends("Thiếu xe buýt", name="Đỗ Nam", public=True, age="beyond")
    rows = read(await ward.book(), LISTING)
    assert sorted((str(row[3] or ""), row[11]) for row in rows) == [
        ("", None),
        ("Lê Thị Lan", "Không nêu tên công khai"),
        ("Phạm Minh", "Được nêu tên công khai"),
        ("Trần An", "Không nêu tên công khai; 16–17 tuổi"),
        ("Đỗ Nam", "Được nêu tên công khai; ngoài độ tuổi thanh niên"),
    ]


async def test_nothing_in_the_file_names_a_small_branch_or_who_gave_no_name(ward: Ward) -> None:
    await ward.sends("Đèn đường hỏng", of="KPX", source="telegram")
    await ward.sends("Cống tắc", of="KPY", source="web")
    async with ward.database.write() as tx:
        tx.add(
            schema.people,
            channel="telegram",
            address="Zxqv-strange-address",
            language="vi",
            state="yes",
            seen_on=date(2027, 3, 11),
            unit_id=ward.units["KPY"],
        )
    with ZipFile(await ward.book()) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist()]
    inside = unescape("\n".join(parts))
    assert "Đèn đường hỏng" in inside
    for hidden in ("Xóm Lạ Kỳ", "Ngõ Cụt", "KPX", "Zxqv", "11/03", "11/3", "46457"):
        assert hidden not in inside


async def test_what_was_withdrawn_is_in_no_row_and_no_sum(ward: Ward) -> None:
    await ward.sends("Đèn đường hỏng")
    receipt = await ward.sends("Cống tắc")
    async with ward.database.write() as tx:
        known = (await programme.load(tx)).dialogues[ward.dialogue]
        mine = await proposals.is_mine(tx, receipt, 1)
        assert mine is not None
        await proposals.withdraw(tx, mine.id, person=1, dialogue=known, sent_at=NOW)
    rows = read(await ward.book(), SUMMARY)
    topic = "Hạ tầng, điện, nước"
    assert rows == [
        [f"I. {topic.upper()} (01 ý kiến)", *[None] * 11],
        [1, topic, "Đèn đường hỏng", 1, "Khu phố 1", *NOTHING, None],
        ["TỔNG CỘNG", None, None, 1, *[None] * 8],
    ]


async def test_the_title_says_whose_dialogue_and_as_of_when(ward: Ward) -> None:
    path = await ward.book()
    titles = [row[0] for row in read(path, LISTING, first=1)[:4]]
    assert titles == [
        "PHƯỜNG QUANG TRUNG",
        "TỔNG HỢP Ý KIẾN, KIẾN NGHỊ CỦA THANH NIÊN",
        SUBJECT,
        "(Tính đến 07 giờ 00, ngày 15/3/2027)",
    ]


async def test_progress_counts_to_the_end(ward: Ward) -> None:
    await ward.sends("Đèn đường hỏng")
    await ward.sends("Nhà trọ đắt", topic=1)
    seen: list[tuple[int, int]] = []
    async with ward.database.read() as db:
        number = await dialogue_book.build(
            db,
            ward.dialogue,
            ward.folder / "b.xlsx",
            now=NOW,
            zone=ZONE,
            progress=lambda done, total: seen.append((done, total)),
        )
    assert (number, seen) == (2, [(1, 2), (2, 2)])


async def test_a_dialogue_that_is_not_there_is_said_in_a_sentence(ward: Ward) -> None:
    async with ward.database.read() as db:
        with pytest.raises(BadDialogue) as raised:
            await dialogue_book.build(db, 99, ward.folder / "b.xlsx", now=NOW, zone=ZONE)
    assert str(raised.value) == ("dialogue 99 is not known; `doithoai dialogue list` shows all")
    assert not (ward.folder / "b.xlsx").exists()

"""What concerns roles, time, names and what the office may see."""

from __future__ import annotations

import math
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from handlers.papers import dialogue_book
from handlers.youth import consent, propose
from storage import dialogues, roles, schema
from storage.retention import Retention
from tests.channels.everywhere import CHANNELS, everywhere
from tests.conftest import MakeHouse
from tests.house import ZONE, House
from tests.nasty.rows import Nasty, proves
from tests.nasty.test_typed import LAMP


@proves("n153")
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_privacy_text_says_what_a_deleted_message_does(language: str, row: Nasty) -> None:
    assert "privacy text says so" in row.expect
    said = {"vi": "Bạn xoá tin ở đó thì mình không biết", "en": "I do not hear of a message"}
    text = consent.full(Retention(), "phường Quang Trung").say(language)
    assert said[language] in text
    assert "/dulieu" in text.partition(said[language])[2][:60]


@proves("n199")
async def test_a_role_code_is_out_of_reach_of_guessing(house: House, row: Nasty) -> None:
    assert "80 bits" in row.expect
    code = await house.code("staff", "QT")
    assert set(code) <= set(roles._ALPHABET)
    assert len(code) * math.log2(len(roles._ALPHABET)) >= 80
    # Two that are one after the other have nothing in common but chance.
    other = await house.code("staff", "QT")
    assert sum(a == b for a, b in zip(code, other, strict=True)) < len(code) / 2


@proves("n201")
async def test_a_secretary_reaches_no_other_branch_whatever_is_typed_or_forged(
    house: House, row: Nasty
) -> None:
    assert "nothing queued" in row.expect
    await house.youth("An", of="KP5")
    hoa = await house.secretary("Hoa", of="KP3")
    await house.appoint(hoa, "secretary", "KP2")
    await hoa.says("/thongbao")
    question, offered = hoa.sees, hoa.buttons
    assert offered == ["Khu phố 2", "Khu phố 3"]
    [shown] = [option.choice for option in hoa.chat[-1].options if option.label == "Khu phố 3"]
    for typed in ("Khu phố 5", "Phường Quang Trung", "KP5", "5", "3"):
        await hoa.says(typed)
        assert hoa.sees.endswith(question)
        assert hoa.buttons == offered
    for forged in (f"{shown.rpartition(':')[0]}:7", "unit:7", f"{shown}7"):
        await hoa.taps_raw(forged)
        assert hoa.buttons == offered
    await house.ticks()
    assert [row["kind"] for row in await house.rows(schema.outbox)] == []
    assert await house.rows(schema.announcements) == []


@proves("n227")
@pytest.mark.parametrize("hour", [0, 8, 23])
def test_the_cutoff_of_a_leap_year(hour: int, row: Nasty) -> None:
    assert "2028-02-29 23:59:59" in row.expect
    at = datetime(2028, 3, 7, hour, 0, tzinfo=ZONE)
    cutoff = dialogues.default_cutoff(at, ZONE)
    assert cutoff.astimezone(ZONE).isoformat() == "2028-02-29T23:59:59+07:00"


@proves("n235")
def test_without_the_zone_it_does_not_start_and_says_so(tmp_path: Path, row: Nasty) -> None:
    assert "start fails loudly" in row.expect
    # As in a container where neither the system nor the package brings the zones.
    program = (
        "import sys, zoneinfo\n"
        "zoneinfo.reset_tzpath(to=[])\n"
        "sys.modules['tzdata'] = None\n"
        "from bot.__main__ import main\n"
        "sys.exit(main(['run']))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert ran.returncode != 0
    assert "app.zone" in ran.stderr
    assert list(tmp_path.rglob("*.db")) == []


@proves("n247")
async def test_the_office_sees_nothing_of_who_was_active(
    make_house: MakeHouse, tmp_path: Path, row: Nasty
) -> None:
    assert "not shown to the office" in row.expect
    books = []
    for number, active in enumerate((False, True)):
        house = await make_house()
        await house.dialogue("QT")
        young = [await house.youth(f"N{n}") for n in range(12)]
        await young[0].says(LAMP)
        await young[0].taps("Gửi")
        for phone in young[1:] if active else []:
            await phone.says("/han")
            await phone.says("Mong có thêm sân bóng cho thanh niên")
        path = tmp_path / f"{number}.xlsx"
        async with house.database.read() as db:
            await dialogue_book.build(db, 1, path, now=house.now, zone=ZONE)
        books.append(_without_receipts(path))
        assert len(await house.texts()) == 1
    assert books[0] == books[1]


def _without_receipts(path: Path) -> list[list[object]]:
    sheets = load_workbook(path).worksheets
    rows = [list(row) for sheet in sheets for row in sheet.iter_rows(values_only=True)]
    return [[None if str(cell).startswith("QT-27-") else cell for cell in row] for row in rows]


OWN = (
    "Em tên là Lê Thị Hồng Gấm, đèn đường ngõ 5 hỏng cả tháng nay",
    f"{LAMP}, gọi em số 0912 345 678 nhé",
    f"{LAMP}. Thư: hong.gam@example.vn",
)
OTHERS = (
    LAMP,
    "Em là Đoàn viên khu phố 3, đèn đường ngõ 5 hỏng",
    "Mong sửa đường Lê Thị Hồng Gấm, ổ gà 10.000.000 đồng cũng chưa xong",
)


@proves("n251")
@pytest.mark.parametrize("channel", CHANNELS)
async def test_a_text_that_shows_who_wrote_it_is_asked_about_once(
    house: House, channel: str, row: Nasty
) -> None:
    assert row.expect.startswith("ASK_AGAIN once")
    note = propose.SHOWS_WHO.say("vi")
    async with everywhere(house) as town:
        for number, text in enumerate(OWN):
            lan = await town.youth(channel, f"L{number}")
            assert (await lan.says(text)).startswith(f"{note}\n\nMình gửi như thế này nhé?")
            await lan.taps("Gửi")
        for number, text in enumerate(OTHERS):
            lan = await town.youth(channel, f"O{number}")
            assert (await lan.says(text)).startswith("Mình gửi như thế này nhé?")
            await lan.taps("Gửi")
    assert await house.texts() == sorted([*OWN, *OTHERS])


@proves("n251")
async def test_who_gives_the_name_is_not_asked(house: House, row: Nasty) -> None:
    assert "own name" in row.hint
    lan = await house.youth("Lan")
    await lan.says(OWN[0])
    await lan.taps("Ghi tên")
    await lan.says("Lê Thị Hồng Gấm")
    assert lan.sees.startswith("Mình gửi như thế này nhé?")

"""What was sent along, in the workbook: links of ours, and nobody's words among them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from handlers.papers import dialogue_book
from tests.house import ZONE, House
from tests.papers.books import LISTING
from tests.youth.test_photos import LAMP, photo


async def _listing(house: House, path: Path) -> Any:  # noqa: ANN401
    async with house.database.read() as db:
        await dialogue_book.build(
            db, 1, path, now=house.now, zone=ZONE, link=lambda file: f"https://x.example/{file}"
        )
    return load_workbook(path)[LISTING]


async def test_each_file_is_a_link_of_its_own(house: House, tmp_path: Path) -> None:
    lan = await house.youth("Lan")
    await lan.sends(photo(), photo("red"), caption=f"{LAMP}, https://evil.example/a")
    await lan.taps("Gửi")
    await house.sends()
    sheet = await _listing(house, tmp_path / "a.xlsx")
    header, row = sheet[5], sheet[6]
    assert [cell.value for cell in header[12:]] == ["Tệp kèm", "Tệp kèm 2"]
    assert [cell.value for cell in row[12:]] == ["Tệp 1", "Tệp 2"]
    targets = [
        cell.hyperlink.target for line in sheet.iter_rows() for cell in line if cell.hyperlink
    ]
    assert [target.rpartition("/")[0] for target in targets] == ["https://x.example"] * 2
    files = {path.name for path in (house.folder / "files").iterdir()}
    assert {target.rpartition("/")[2] for target in targets} == files


async def test_without_files_there_is_no_column_for_them(house: House, tmp_path: Path) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.taps("Gửi")
    sheet = await _listing(house, tmp_path / "a.xlsx")
    assert len(sheet[5]) == 12


async def test_what_is_not_fetched_yet_is_no_link(house: House, tmp_path: Path) -> None:
    lan = await house.youth("Lan")
    await lan.sends(photo(), caption=LAMP)
    await lan.taps("Gửi")
    sheet = await _listing(house, tmp_path / "a.xlsx")
    assert len(sheet[5]) == 12

"""What hostile files come to: the verdicts of nasty.jsonl, and a photo from Telegram to the office."""

from __future__ import annotations

import io
import json
import zlib
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import aiohttp
import pytest
from openpyxl import load_workbook
from PIL import Image

from bot.web.signed import attachment
from handlers.words.file_names import LONGEST, given_name
from storage import schema
from tests.channels.web_site import Site
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.house import House
from tests.phone import Enclosed
from tests.promises.bot_process import BotProcess
from tests.youth.test_photos import LAMP, PDF, PLACE, files_line, photo

NASTY = Path(__file__).parents[1] / "data" / "nasty.jsonl"
CASES = [json.loads(line) for line in NASTY.read_text("utf-8").splitlines() if line]
NAMES = {case["id"]: case["text"] for case in CASES if case["kind"] == "file_name"}
MEDIA = {case["id"]: case["file_hint"] for case in CASES if case["kind"] == "media"}
NOT_READ = "Có một ảnh mình không mở được."
LOST = "Có một tệp bạn gửi chưa tới được mình. Bạn gửi lại giúp mình nhé."


# --- names ---


@pytest.mark.parametrize("case", NAMES)
@pytest.mark.nasty("n121", "n123", "n125", "n127", "n129", "n131")
def test_a_given_name_is_text_and_no_place(case: str) -> None:
    name = given_name(NAMES[case])
    assert len(name) <= LONGEST
    assert not set(name) & set('/\\\u202e\0\r\n:"')
    assert given_name(name) == name
    header = attachment(name)
    assert unquote(header.rpartition("filename*=UTF-8''")[2]) == name
    assert "\n" not in header


@pytest.mark.parametrize("case", NAMES)
@pytest.mark.nasty("n121", "n123", "n125", "n127", "n129", "n131")
async def test_it_lies_under_a_name_of_ours(house: House, case: str) -> None:
    lan = await house.youth("Lan")
    await lan.sends(("photo", photo()[1], NAMES[case]), caption=LAMP)
    await lan.taps("Gửi")
    await house.sends()
    [row] = await house.rows(schema.uploads)
    assert [path.name for path in (house.folder / "files").iterdir()] == [row["id"]]
    assert row["name"] == ""


# --- contents ---


def _jpeg_with(behind: bytes) -> bytes:
    return photo()[1] + behind


def _bomb() -> bytes:
    """50,000 × 50,000 pixels by the header."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    side = (50_000).to_bytes(4, "big")
    header = chunk(b"IHDR", side + side + bytes([8, 2, 0, 0, 0]))
    pixels = chunk(b"IDAT", zlib.compress(bytes(100_000)))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")


CLEANED = {
    "n133": photo()[1],
    "n135": photo()[1],
    "n139": _jpeg_with(b"PK\x03\x04<html><script>" + PLACE),
}
REFUSED = {"n137": _bomb(), "n141": b"\0\0\0\x18ftypheic" + bytes(200)}
TOLD_ELSEWHERE = {"n143", "n145"}


def test_every_case_has_its_verdict() -> None:
    assert MEDIA.keys() == CLEANED.keys() | REFUSED.keys() | TOLD_ELSEWHERE


@pytest.mark.parametrize("case", CLEANED)
@pytest.mark.nasty("n133", "n135", "n139")
async def test_only_pixels_are_kept(house: House, case: str) -> None:
    lan = await house.youth("Lan")
    await lan.sends(("photo", CLEANED[case]), caption=LAMP)
    await lan.taps("Gửi")
    await house.sends()
    [stored] = (house.folder / "files").iterdir()
    content = stored.read_bytes()
    assert [mark for mark in (PLACE, b"Exif", b"PK\x03\x04", b"<script") if mark in content] == []
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, dict(picture.getexif())) == ("JPEG", {})


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.nasty("n137", "n141")
async def test_it_is_asked_for_again_and_nothing_of_it_stays(house: House, case: str) -> None:
    lan = await house.youth("Lan")
    await lan.sends(("photo", REFUSED[case]), caption=LAMP)
    await house.sends()
    assert lan.sees.startswith(NOT_READ)
    assert list((house.folder / "files").iterdir()) == []
    await lan.says("Ngay trước nhà văn hoá")
    assert files_line(lan.sees) == ""
    await lan.taps("Gửi")
    assert await house.texts() == [f"{LAMP}\nNgay trước nhà văn hoá"]


@pytest.mark.parametrize(
    "wrong",
    [("document", b"MZ\x90\0", "Sơ đồ.pdf"), ("document", b"%PDF-", "a.docx"), ("voice", b"RIFF")],
    ids=["a program", "another kind", "no recording"],
)
async def test_a_file_that_is_not_what_it_says_is_not_kept(house: House, wrong: Enclosed) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.taps("Ghi tên")
    await lan.says("Lê Thị Lan")
    await lan.sends(wrong)
    await house.sends()
    assert lan.sees.startswith("Có một tệp mình không mở được.")
    assert list((house.folder / "files").iterdir()) == []


async def test_a_document_is_kept_byte_for_byte(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.taps("Ghi tên")
    await lan.says("Lê Thị Lan")
    await lan.sends(PDF)
    await lan.taps("Gửi")
    await house.sends()
    [stored] = (house.folder / "files").iterdir()
    assert stored.read_bytes() == PDF[1]


# --- the real program, and a platform ---


@pytest.mark.xdist_group("files-on-telegram")
@pytest.mark.nasty("n133", "n139")
async def test_an_album_from_telegram_is_opened_from_the_workbook(tmp_path: Path) -> None:
    async with FakeBotApi() as api, BotProcess(tmp_path, telegram=(TOKEN, api.base)) as bot:
        await bot.starts("--sample")
        lan = api.user("Lan")
        lan.starts("b-KP1")
        await lan.waits_for(lambda _: "Đồng ý, mình từ 16 tuổi" in lan.buttons)
        lan.presses("Đồng ý, mình từ 16 tuổi")
        await lan.hears("Viết một tin là đủ")
        lan.sends_album([photo()[1], photo("red")[1]], LAMP)
        await lan.hears("Ảnh, tệp: 2")
        lan.presses("Gửi")
        await lan.hears("Gửi kèm: 2 tệp.")
        await bot.until(lambda: bot.number("SELECT count(*) FROM uploads WHERE state='kept'") == 2)
        [(dialogue, receipt)] = bot.rows(
            "SELECT dialogue_id, receipt FROM proposals WHERE sample=0"
        )

        words = ("export", "--dialogue", str(dialogue), "--out", "a.xlsx", "--files", "there")
        assert (await bot.obeys(*words)).code == 0
        there = sorted(path.name for path in (tmp_path / "there").iterdir())
        assert there == [f"{receipt}-1.jpg", f"{receipt}-2.jpg"]
        sheet = load_workbook(tmp_path / "a.xlsx")["Danh sách ý kiến"]
        links = [str(c.hyperlink.target) for row in sheet.iter_rows() for c in row if c.hyperlink]
        async with aiohttp.ClientSession() as http, http.get(links[0]) as answer:
            content, headers = await answer.read(), answer.headers
        assert content == (tmp_path / "there" / there[0]).read_bytes()
        assert headers["Content-Disposition"].startswith(f'attachment; filename="{receipt}-1.jpg"')
        assert (headers["Content-Type"], headers["X-Content-Type-Options"]) == (
            "image/jpeg",
            "nosniff",
        )
        assert [name for name, raw in bot.everything_written() if PLACE in raw] == []
        assert bot.complaints == []


@pytest.mark.xdist_group("files-on-telegram")
@pytest.mark.nasty("n145")
async def test_what_the_platform_does_not_give_is_asked_for_again(tmp_path: Path) -> None:
    async with FakeBotApi() as api, BotProcess(tmp_path, telegram=(TOKEN, api.base)) as bot:
        await bot.starts("--sample")
        lan = api.user("Lan")
        lan.starts("b-KP1")
        await lan.waits_for(lambda _: "Đồng ý, mình từ 16 tuổi" in lan.buttons)
        lan.presses("Đồng ý, mình từ 16 tuổi")
        await lan.hears("Viết một tin là đủ")
        lan.sends_photo(bytes(21 * 1024 * 1024), LAMP)
        await lan.hears(LOST)
        lan.sends_sticker()
        await lan.hears("mình chỉ đọc được chữ")
        lan.presses("Gửi")
        await lan.hears("Mã biên nhận")
        assert bot.number("SELECT count(*) FROM uploads WHERE state='kept'") == 0
        assert bot.rows("SELECT text FROM proposals WHERE sample=0") == [(LAMP,)]
        assert bot.complaints == []


async def test_a_link_from_the_workbook_ends(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.sends(photo(), caption=LAMP)
    await lan.taps("Gửi")
    await house.sends()
    [row] = await house.rows(schema.uploads)
    site = Site(house)
    path = site.files.path(str(row["id"]), house.now)
    browser = site.browser()
    assert (await browser.client.get(path)).status_code == 200
    house.now += timedelta(days=8)
    assert (await browser.client.get(path)).status_code == 410

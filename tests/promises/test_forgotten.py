"""Promise: who asks to be forgotten is in no byte of the data folder, of a new backup and of an old one
that is restored; what others sent is still there, and the program goes on.

Names and words are looked for as they may stand anywhere: composed and decomposed, in UTF-8 and both
UTF-16, as JSON escapes and as entities of XML, and inside what is zipped.
"""

from __future__ import annotations

import asyncio
import io
import json
import shutil
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.fakes.bot_api import TOKEN, FakeBotApi, User
from tests.promises.bot_process import PATIENCE, BotProcess
from tests.promises.proposer import RECEIPT, SEND
from tests.promises.staff import takes_role
from tests.promises.test_restore import Browser, browser, joins, presses, sends
from tests.youth.test_photos import photo

NAME = "Trần Thị Zquỳnh Hươngzq"
SENT = "Đèn đường ngõ zqsentzq hỏng cả tháng nay, tối đi học về sợ lắm"
DRAFT = "Rãnh nước zqdraftzq đầu ngõ tắc, mưa là ngập"
WEB = "Sân bóng zqwebzq ở khu phố xuống cấp, cần sửa lại"
WEB_DRAFT = "Trạm xe buýt zqwebdraftzq ở đầu phố không có mái che"
OTHERS = "Thùng rác zqotherszq ở công viên đầy cả tuần nay"
ERASE, SEE, SURE = "Xoá hết", "Xem tất cả", "Xoá hết ngay"


def forms(text: str) -> set[bytes]:
    """A text in every form in which it may have been written down."""
    spelt = {text, *(unicodedata.normalize(form, text) for form in ("NFC", "NFD"))}
    escaped = {json.dumps(each)[1:-1] for each in spelt}
    coded = {each.encode(code) for each in spelt for code in ("utf-8", "utf-16-le", "utf-16-be")}
    entities = {each.encode("ascii", "xmlcharrefreplace") for each in spelt}
    return coded | entities | {each.encode() for each in escaped}


def contents(path: Path) -> Iterable[bytes]:
    """A file's bytes, and what is zipped in it."""
    raw = path.read_bytes()
    yield raw
    if zipfile.is_zipfile(io.BytesIO(raw)):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def found(marks: Mapping[str, set[bytes]], *places: Path) -> set[str]:
    """Which of these stand in a file or anywhere in a folder."""
    seen: set[str] = set()
    files = [f for p in places for f in ([p] if p.is_file() else sorted(p.rglob("*")))]
    for file in files:
        try:
            parts = list(contents(file)) if file.is_file() else []
        except FileNotFoundError:  # removed while we looked
            continue
        seen |= {m for m, looks in marks.items() if any(x in p for p in parts for x in looks)}
    return seen


async def gone(bot: BotProcess, marks: Mapping[str, set[bytes]]) -> None:
    """Until nothing is found any more: the log is emptied and files removed right after the commit."""
    try:
        async with asyncio.timeout(PATIENCE):
            while found(marks, bot.folder):
                await asyncio.sleep(0.2)
    except TimeoutError:
        left = {
            str(f.relative_to(bot.folder)): hits
            for f in bot.folder.rglob("*")
            if f.is_file() and (hits := found(marks, f))
        }
        raise AssertionError(left) from None


async def nam_fills_everything(nam: User, bot: BotProcess) -> str:
    """An opinion with a name and a photo, a draft, a wish, a guess, a copy; the receipt."""
    await joins(nam)
    nam.sends_photo(photo()[1], SENT)
    await nam.waits_for(lambda _: "Ghi tên" in nam.buttons, seconds=PATIENCE)
    nam.presses("Ghi tên")
    await nam.gets_answer(seconds=PATIENCE)
    nam.types(NAME)
    await nam.waits_for(lambda _: NAME in nam.sees and SEND in nam.buttons, seconds=PATIENCE)
    nam.presses(SEND)
    await nam.waits_for(lambda _: bool(RECEIPT.search(nam.sees)), seconds=PATIENCE)
    receipt = RECEIPT.search(nam.sees)
    assert receipt is not None
    nam.types("/nhac")
    await presses(nam, "Nhắc mọi buổi")
    nam.types(DRAFT)
    await nam.waits_for(lambda _: DRAFT in nam.sees, seconds=PATIENCE)
    await bot.until(lambda: not bot.number("SELECT count(*) FROM uploads WHERE state = 'waiting'"))
    return receipt[0]


async def lan_fills_the_page(lan: Browser) -> None:
    """The same in the web chat, as far as a page goes."""
    await lan.opens("b-KP1")
    await lan.taps("Đồng ý, mình từ 16 tuổi")
    await lan.hears("?")
    await lan.says(WEB)
    await lan.hears(WEB)
    await lan.taps(SEND)
    await lan.hears("QT-")
    await lan.says(WEB_DRAFT)
    await lan.hears(WEB_DRAFT)


async def office_asks(office: User, printed: str) -> None:
    """The workbook lies in the data folder afterwards."""
    start = [line for line in printed.splitlines() if line.startswith("Office: ")][-1]
    await takes_role(office, start.partition("start=")[2])
    office.types("/xuat")
    await office.waits_for(lambda _: bool(office.files), seconds=PATIENCE)


async def is_forgotten(nam: User) -> None:
    nam.types("/dulieu")
    await presses(nam, SEE)
    await nam.waits_for(lambda _: bool(nam.files), seconds=PATIENCE)
    nam.types("xoá hết dữ liệu của tôi đi")
    await presses(nam, SURE)
    await nam.hears("Đã xoá lúc", seconds=PATIENCE)


async def forgets_the_page(lan: Browser) -> None:
    await lan.says("/xoa")
    await lan.taps(SURE)
    await lan.hears("Đã xoá lúc")
    # The last words are all that the browser is shown, and nothing of them is kept.
    assert len(await lan.history()) == 1


def marks_of(bot: BotProcess, nam: User) -> dict[str, set[bytes]]:
    (address,) = bot.rows("SELECT address FROM people WHERE channel = 'web'")[0]
    (session,) = bot.rows("SELECT hash FROM web_sessions")[0]
    (stored,) = bot.rows("SELECT id FROM uploads WHERE state = 'kept'")[0]
    picture = (bot.folder / "data" / "files" / stored).read_bytes()
    return {
        "name": forms(NAME),
        "sent": forms(SENT),
        "draft": forms(DRAFT),
        "web": forms(WEB),
        "web draft": forms(WEB_DRAFT),
        "address": forms(str(nam.id)),
        "web address": forms(address),
        "session": forms(session),
        "photo": {picture[len(picture) // 2 :][:64]},
        "photo's name": forms(stored),
    }


async def test_no_byte_of_who_was_forgotten_is_left(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("old", "new")]
    for folder in folders:
        folder.mkdir()
    old_backup, new_backup = tmp_path / "old.db", tmp_path / "new.db"
    others = {"others": forms(OTHERS)}
    async with (
        FakeBotApi() as api,
        BotProcess(folders[0], telegram=(TOKEN, api.base), clock__tick_seconds="0.5") as bot,
        BotProcess(folders[1], telegram=(TOKEN, api.base), clock__tick_seconds="0.5") as again,
        browser(bot.base) as lan,
    ):
        await bot.starts("--sample")
        await asyncio.wait_for(api.updates.polled.wait(), PATIENCE)
        nam, mai, office = (api.user(name) for name in ("Nam", "Mai", "Office"))
        await nam_fills_everything(nam, bot)
        await lan_fills_the_page(lan)
        await joins(mai)
        kept = await sends(mai, OTHERS)
        await office_asks(office, bot.said)
        marks = marks_of(bot, nam)
        assert (await bot.obeys("backup", str(old_backup))).code == 0

        # Before: everything is there, so that it could be found afterwards.
        assert found(marks | others, bot.folder) == {*marks, "others"}
        in_workbook = found(marks, bot.folder / "data" / "files")
        assert in_workbook >= {"name", "sent", "web", "photo"}
        unsent = {"draft", "web draft", "photo"}
        assert found(marks | others, old_backup) == {*marks, "others"} - unsent

        await is_forgotten(nam)
        await forgets_the_page(lan)
        await gone(bot, marks)
        assert found(others, bot.folder) == {"others"}

        # A new backup.
        assert (await bot.obeys("backup", str(new_backup))).code == 0
        assert found(marks | others, new_backup) == {"others"}

        # The program goes on: others find theirs, and who comes again is somebody new.
        assert await bot.stops() == 0
        assert found(marks, bot.folder) == set()
        await bot.starts()
        mai.types("/ykien")
        await mai.hears(kept, seconds=PATIENCE)
        assert await bot.stops() == 0
        assert bot.complaints == []

        # An old backup that is restored, with the list beside the place.
        (again.folder / "data").mkdir()
        listed = bot.file.with_suffix(".erasures")
        shutil.copy(listed, again.file.with_suffix(".erasures"))
        ran = await again.obeys("restore", str(old_backup))
        assert "people forgotten and consents taken back since: 2; done again" in ran.out
        # A row of nobody still says which file is to be removed from the disk, and by what name.
        assert found(marks | others, again.folder) - {"photo's name"} == {"others"}
        await again.starts()
        await gone(again, marks)
        mai.types("/ykien")
        await mai.hears(kept, seconds=PATIENCE)
        nam.types("/start")
        await nam.waits_for(lambda _: not nam.is_unanswered, seconds=PATIENCE)
        assert again.number("SELECT count(*) FROM people WHERE address = ?", str(nam.id)) == 1
        assert await again.stops() == 0
        assert again.complaints == []

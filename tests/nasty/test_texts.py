"""What people type, typed on every channel: shown, kept and exported as its verdict says."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from markupsafe import escape
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from handlers import CONVERSATIONS
from handlers.papers import dialogue_book
from handlers.papers.masking import COVER, masked
from handlers.talk.registry import looks_like_receipt
from handlers.words.cleaning import clean, utf16_len
from handlers.words.folding import expand
from handlers.words.language import detect
from handlers.words.names import label_in, matches
from handlers.words.numbers import number_in
from handlers.words.receipts import read_receipt
from handlers.words.small_talk import kind_of
from handlers.words.yes_no import answer_in
from handlers.youth import propose
from storage import schema
from tests.channels.everywhere import (
    CHANNELS,
    Chat,
    InATerminal,
    OnTelegram,
    OnTheWeb,
    everywhere,
)
from tests.house import ZONE, House
from tests.nasty.rows import Nasty, proves
from tests.papers.books import LISTING, SUMMARY, read, sheets_xml

TAIL = " và đèn đường ngõ 5 hỏng cả tháng nay"
"""So that there is something to propose; the row stands at the beginning, as in a cell."""

CLEANED = {
    "n005": "ẩn danh",
    "n011": "Đề xuất",
    "n015": "[31mđỏ[0m",
    "n069": "=1+1",
    "n077": "=1+1",
}
"""What is left of a text that cannot be kept as it is; all the others are, letter for letter."""


def kept(row: Nasty) -> str:
    """The words of the proposal."""
    return CLEANED.get(row.id, row.text) + TAIL


async def told(chat: Chat, row: Nasty) -> str:
    """It is typed, and stands on the card; then it is sent."""
    card = await chat.says(row.text + TAIL)
    assert f"Ý kiến: {kept(row)}\n" in card
    return card


async def rows_of(house: House, folder: Path, sheet: str) -> list[tuple[object, Cell]]:
    """The words of each proposal as the workbook shows them, and the cell they stand in."""
    path = await _book(house, folder)
    place = 8 if sheet == LISTING else 2
    words = [row[place] for row in read(path, sheet) if TAIL in str(row[place])]
    column = load_workbook(path)[sheet]["I" if sheet == LISTING else "C"]
    cells = [cell for cell in column if TAIL in str(cell.value)]
    assert len(words) == len(await house.texts())
    return list(zip(words, cells, strict=True))


async def _book(house: House, folder: Path) -> Path:
    path = folder / "book.xlsx"
    [(number,)] = [(row["id"],) for row in await house.rows(schema.dialogues)]
    async with house.database.read() as db:
        await dialogue_book.build(db, int(str(number)), path, now=house.now, zone=ZONE)
    return path


@proves(
    "n001", "n003", "n005", "n007", "n011", "n015", "n021", "n023",
    "n047", "n049", "n051", "n053", "n055", "n057", "n059", "n061",
    "n063", "n065", "n067", "n069", "n071", "n073", "n075", "n077", "n079", "n081", "n083", "n085",
    "n087", "n089",
)  # fmt: skip
async def test_it_is_text_on_the_card_in_the_database_and_in_the_workbook(
    house: House, tmp_path: Path, row: Nasty
) -> None:
    async with everywhere(house) as town:
        for channel in CHANNELS:
            chat = await town.youth(channel)
            await told(chat, row)
            await _is_no_markup(chat, row)
            assert "Mã biên nhận" in await chat.taps("Gửi")
    assert unicodedata.is_normalized("NFC", kept(row))
    assert await house.texts() == [kept(row)] * len(CHANNELS)
    shown = masked(kept(row))
    for sheet in (LISTING, SUMMARY):
        for words, cell in await rows_of(house, tmp_path, sheet):
            found = (words, cell.data_type, cell.quotePrefix, cell.hyperlink)
            assert found == (shown, "s", True, None)
    assert "<f>" not in sheets_xml(tmp_path / "book.xlsx")


async def _is_no_markup(chat: Chat, row: Nasty) -> None:
    """A platform gets it without a parse mode, a page as text; a terminal no control letter."""
    if isinstance(chat, OnTelegram):
        message = chat.user.room.last_bot_message
        assert message is not None
        assert message.entities == []
    if isinstance(chat, OnTheWeb):
        page = (await chat.browser.client.get("/chat")).text
        assert str(escape(kept(row))) in page
        assert "<img" not in page
    if isinstance(chat, InATerminal):
        assert not any(unicodedata.category(x) == "Cc" for x in "".join(chat.screen) if x != "\n")


# --- what single verdicts say besides ---------------------------------------------------------------


@proves("n003")
async def test_without_accents_it_is_understood(house: House, row: Nasty) -> None:
    assert detect(row.text).language == "vi"
    lan, minh = await house.youth("Lan"), await house.youth("Minh")
    await lan.says(row.text)
    await minh.says("Đường ngõ 5 bị ngập, đề nghị sửa")
    topics = [
        line for phone in (lan, minh) for line in phone.sees.split("\n") if "Lĩnh vực" in line
    ]
    assert topics == ["Lĩnh vực: Hạ tầng, điện, nước, thoát nước"] * 2


@proves("n009")
async def test_flags_are_counted_as_platforms_count(house: House, row: Nasty) -> None:
    length = utf16_len(row.text + TAIL)
    assert length > propose.LONGEST
    async with everywhere(house) as town:
        for channel in CHANNELS:
            chat = await town.youth(channel)
            said = await chat.says(row.text + TAIL)
            assert said.startswith(f"Tin của bạn dài {length} ký tự, mình nhận được 5000.")
    assert await house.texts() == []


@proves("n009")
@pytest.mark.parametrize("before", ["", "a"])
async def test_a_cut_never_splits_a_flag(house: House, row: Nasty, before: str) -> None:
    typed = f"Cờ {before}{row.text[:2000]} treo ở nhà văn hoá"
    assert utf16_len(typed) < propose.LONGEST
    lan = await house.youth("Lan")
    await lan.says(typed)
    shown = lan.sees.partition("Ý kiến: ")[2].partition("…")[0]
    assert len(shown) > 500
    assert shown.removeprefix(f"Cờ {before}").replace(row.text[:2], "") == ""
    await lan.taps("Gửi")
    assert await house.texts() == [typed]


@proves("n021")
async def test_full_width_letters_are_no_command_and_no_role(house: House, row: Nasty) -> None:
    assert (CONVERSATIONS.command(row.text), CONVERSATIONS.called(row.text)) == (None, None)
    assert CONVERSATIONS.command(f"/{row.text}") != ("admin", "")
    lan = await house.youth("Lan")
    await lan.says(row.text)
    assert await house.rows(schema.roles) == []


@proves("n055")
async def test_signs_of_a_search_language_find_nothing(house: House, row: Nasty) -> None:
    for typed in (row.text, "%", "_", "%' OR 1=1 --"):
        lan = house.stranger(typed)
        await lan.opens("")
        await lan.says(typed)
        assert lan.buttons == []
        assert "chưa tìm thấy" in lan.sees


READERS: dict[str, Callable[[str], object]] = {
    "clean": clean,
    "kind_of": kind_of,
    "expand": expand,
    "number_in": number_in,
    "answer_in": answer_in,
    "read_receipt": read_receipt,
    "looks_like_receipt": looks_like_receipt,
    "masked": masked,
    "command": CONVERSATIONS.command,
    "label": lambda text: label_in(text, ["Đồng ý, mình từ 16 tuổi", "Không đồng ý"]),
    "names": lambda text: matches(text, ["Khu phố 3", "Thôn Đông Sơn"]),
}


@proves("n057")
@pytest.mark.parametrize("reader", READERS)
def test_no_pattern_of_ours_takes_long(row: Nasty, reader: str) -> None:
    """The verdict is a time, so here is one: of the processor, and the best of five."""
    read_it, took = READERS[reader], []
    read_it(row.text)
    for _ in range(5):
        begun = process_time()
        read_it(row.text)
        took.append(process_time() - begun)
    assert min(took) < 0.010


class Connections:
    """Every connection this process tries to make, while it is watched."""

    def __init__(self) -> None:
        self.tried: list[str] = []
        self.watched = False
        sys.addaudithook(self._hears)

    def _hears(self, event: str, args: tuple[object, ...]) -> None:
        if self.watched and event in ("socket.connect", "socket.getaddrinfo"):
            self.tried.append(str(args[1:] if event == "socket.connect" else args[:2]))


@pytest.fixture(scope="module")
def connections() -> Connections:
    return Connections()


@proves("n059")
async def test_no_link_of_people_is_fetched(
    house: House, tmp_path: Path, connections: Connections, row: Nasty
) -> None:
    async with everywhere(house) as town:
        connections.watched = True
        try:
            for channel in CHANNELS:
                chat = await town.youth(channel)
                await told(chat, row)
                await chat.taps("Gửi")
            await _book(house, tmp_path)
        finally:
            connections.watched = False
    assert [each for each in connections.tried if str(town.api.port) in each] != []
    assert [each for each in connections.tried if "169.254" in each or "8000" in each] == []


@proves("n065")
def test_the_office_sees_that_a_number_was_covered(row: Nasty) -> None:
    assert masked(row.text) == COVER
    assert masked(f"{row.text[:4]} ý kiến") == f"{row.text[:4]} ý kiến"


@proves("n083")
async def test_the_escape_is_doubled_in_the_file(house: House, tmp_path: Path, row: Nasty) -> None:
    lan = await house.youth("Lan")
    await lan.says(row.text + TAIL)
    await lan.taps("Gửi")
    xml = sheets_xml(await _book(house, tmp_path))
    assert "_x005F_x000D_ v&#224; _x005F_x0041_" in xml

"""The main job from end to end, as the people of a ward do it: the real program, a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.needs import program
from tests.promises.bot_process import BotProcess

QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WORDS = "Đèn đường ngõ 5 khu phố 1 hỏng cả tháng nay, mong phường thay sớm ạ."
NEWS = "19h thứ Bảy họp chi đoàn ở nhà văn hoá, các bạn tới nhé!"
PATIENCE = 30_000


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    path = program("chromium")
    async with async_playwright() as driver:
        opened = await driver.chromium.launch(executable_path=path, args=QUIETLY)
        try:
            yield opened
        finally:
            await opened.close()


async def phone(opened: Browser, link: str) -> Page:
    """Somebody with a phone of their own opens a link."""
    context = await opened.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    await page.goto(link)
    return page


async def taps(page: Page, label: str) -> None:
    await page.get_by_role("group").get_by_role("button", name=label, exact=True).click()


async def says(page: Page, text: str) -> None:
    await page.get_by_role("textbox").fill(text)
    await page.keyboard.press("Enter")


async def sees(page: Page, words: str) -> None:
    await expect(page.get_by_text(words).last).to_be_visible(timeout=PATIENCE)


def links(bot: BotProcess) -> dict[str, str]:
    """The three lines that a sample start prints."""
    return dict(line.split(": ", 1) for line in bot.said.splitlines())


def cells(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


@pytest.mark.xdist_group("browser")
async def test_from_a_phone_to_the_office(tmp_path: Path) -> None:
    async with browser() as opened, BotProcess(tmp_path, clock__tick_seconds="1") as bot:
        await bot.starts("--sample")
        await bot.until(lambda: len(bot.said.splitlines()) == 3)

        lan = await phone(opened, links(bot)["Chat"])
        await taps(lan, "Đồng ý, mình từ 16 tuổi")
        await sees(lan, "Viết một tin là đủ")
        await says(lan, WORDS)
        await taps(lan, "Gửi")
        await sees(lan, "Mã biên nhận: QT-")

        thao = await phone(opened, links(bot)["Secretary"])
        await taps(thao, "Mình nhận")
        await sees(thao, "Từ giờ bạn là bí thư của phường Quang Trung.")
        await says(thao, "/thongbao")
        await sees(thao, "Bạn muốn thông báo gì")
        await says(thao, NEWS)
        await sees(thao, "Tin này tới 1 người")
        await taps(thao, "Gửi luôn")
        await sees(lan, NEWS)
        await sees(thao, "tới được 1/1 người")

        hung = await phone(opened, links(bot)["Office"])
        await taps(hung, "Mình nhận")
        await sees(hung, "/xuat")
        await says(hung, "/xuat")
        async with hung.expect_download() as coming:
            await hung.locator('a[href*="/files/"]').click()
        by_chat = tmp_path / "by-chat.xlsx"
        await (await coming.value).save_as(by_chat)

        by_command = tmp_path / "by-command.xlsx"
        exported = await bot.obeys("export", "--dialogue", "1", "--out", str(by_command))
        assert (exported.code, exported.err) == (0, "")
        sheet = "Danh sách ý kiến"
        said = [row for row in cells(by_chat, sheet) if WORDS in row]
        assert len(said) == 1
        # All but the line that says at which minute it was made.
        assert cells(by_chat, sheet)[4:] == cells(by_command, sheet)[4:]
        assert bot.complaints == []


@pytest.mark.xdist_group("browser")
async def test_a_kill_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    async with browser() as opened, BotProcess(tmp_path) as bot:
        await bot.starts("--sample")
        await bot.until(lambda: len(bot.said.splitlines()) == 3)
        lan = await phone(opened, links(bot)["Chat"])
        await taps(lan, "Đồng ý, mình từ 16 tuổi")
        await says(lan, WORDS)
        await sees(lan, "Mình gửi như thế này nhé?")

        await bot.is_killed()
        await bot.starts()
        await taps(lan, "Gửi")

        await sees(lan, "Mã biên nhận: QT-")
        assert bot.number("SELECT count(*) FROM proposals WHERE text = ?", WORDS) == 1

"""README's pictures of a chat: `make screenshot` takes them anew.

The real program with its sample programme, in a folder of its own and on a free port, played in
a headless Chromium as a phone of 360 points. Nothing of it is drawn by hand.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from handlers.notices.announcements import REPORT
from handlers.pages.chat_words import CHAT_WORDS
from handlers.words.catalogue import _
from handlers.youth.join import YES

PICTURES = Path(__file__).parent.parent / "docs" / "images"
LARGEST = 200_000
"""Bytes: README is read over a phone too."""
SIZE = (360, 800)
SHARPNESS = 1.5
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
WRITE = CHAT_WORDS["vi"].label
AGREE, SEND, TAKE, SEND_NOW = (
    words.say("vi") for words in (YES, _("Send"), _("Yes, I take it"), _("Send now"))
)
RECEIVED, DONE = (
    max(re.split(r"\{\w+\}", words.template("vi")), key=len)
    for words in (_("Received. Your receipt: {receipt}"), REPORT)
)
LAMPS = "Ngõ 12 khu phố 1 tối om, ba bóng đèn đường hỏng cả tháng nay. Mong phường thay giúp."
NEWS = "19h thứ Bảy tuần này, nhà văn hoá khu phố 1: góp ý cho buổi đối thoại. Mời các bạn đến!"
LINK = re.compile(r"^(Chat|Secretary|Office): (\S+)$", re.MULTILINE)
PATIENCE, SETTLES = 20_000, 500
"""Milliseconds: for something to happen, and for a page to come to rest."""


class Missing(Exception):
    """Chromium is not installed (on Debian: apt install chromium); the pictures stay as they are."""

    def __str__(self) -> str:
        return self.__doc__ or ""


class TooLarge(Exception):
    """A picture has grown beyond what a page of text should weigh."""


def main() -> int:
    """Take every picture; what each weighs is said."""
    try:
        browser_at = _chromium()
    except Missing as missing:
        sys.stderr.write(f"{missing}\n")
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        house(Path(folder)) as links,
        sync_playwright() as driver,
    ):
        expect.set_options(timeout=PATIENCE)
        browser = driver.chromium.launch(executable_path=browser_at, args=["--no-sandbox"])
        _take(browser, links)
        browser.close()
    return 0


def _take(browser: Browser, links: dict[str, str]) -> None:
    with phone(browser) as young:
        _opens(young, links["Chat"])
        _sees_button(young, AGREE)
        _picture(young, "chat-start")
        _to_the_receipt(young)
        _picture(young, "chat")
        with phone(browser) as secretary:
            _opens(secretary, links["Secretary"])
            _announces(secretary)
            _picture(secretary, "secretary")
        _hears(young, NEWS)
    with phone(browser) as office:
        _opens(office, links["Office"])
        _asks_for_the_workbook(office)
        _picture(office, "office")
    with phone(browser, "dark") as young:
        _opens(young, links["Chat"])
        _to_the_card(young)
        _picture(young, "chat-card-dark")


# --- what is played -----------------------------------------------------------------------------


def _to_the_card(page: Page) -> None:
    _taps(page, AGREE)
    _is_answered(page)
    _says(page, LAMPS)
    _sees_button(page, SEND)


def _to_the_receipt(page: Page) -> None:
    _to_the_card(page)
    _taps(page, SEND)
    _hears(page, RECEIVED)


def _announces(page: Page) -> None:
    _taps(page, TAKE)
    _is_answered(page)
    _says(page, "/thongbao")
    _is_answered(page)
    _says(page, NEWS)
    _taps(page, SEND_NOW)
    _hears(page, DONE)


def _asks_for_the_workbook(page: Page) -> None:
    _taps(page, TAKE)
    _is_answered(page)
    _says(page, "/xuat")
    expect(page.get_by_role("link", name=re.compile("xlsx"))).to_be_visible()


def _opens(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_label(WRITE)).to_be_visible()


def _says(page: Page, text: str) -> None:
    page.get_by_label(WRITE).fill(text)
    page.locator("#send").click()


def _taps(page: Page, label: str) -> None:
    _button(page, label).click()


def _sees_button(page: Page, label: str) -> None:
    expect(_button(page, label)).to_be_visible()


def _is_answered(page: Page) -> None:
    """A person reads before writing on."""
    expect(page.locator("#list > li").last).to_have_class(re.compile(r"\bbot\b"))


def _button(page: Page, label: str) -> Locator:
    return page.locator(".options").get_by_role("button", name=label, exact=True)


def _hears(page: Page, text: str) -> None:
    expect(page.get_by_text(text).last).to_be_visible()


# --- the picture --------------------------------------------------------------------------------


def _picture(page: Page, name: str) -> None:
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(SETTLES)
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file, animations="disabled", caret="hide")
    size = file.stat().st_size
    sys.stdout.write(f"docs/images/{file.name}: {size / 1000:.0f} kB\n")
    if size > LARGEST:
        raise TooLarge(f"{file.name} has {size} bytes, expected at most {LARGEST}")


@contextmanager
def phone(browser: Browser, scheme: Literal["light", "dark"] = "light") -> Iterator[Page]:
    """A new device in Vietnam, with cookies of its own."""
    context = browser.new_context(
        viewport={"width": SIZE[0], "height": SIZE[1]},
        device_scale_factor=SHARPNESS,
        color_scheme=scheme,
        has_touch=True,
        is_mobile=True,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


def _chromium() -> str:
    for name in CHROMIUM:
        if found := shutil.which(name):
            return found
    raise Missing


# --- the program --------------------------------------------------------------------------------


@contextmanager
def house(folder: Path) -> Iterator[dict[str, str]]:
    """`doithoai run --sample` in a folder of its own: the links it prints, by name."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DOITHOAI_")}
    environment |= {"DOITHOAI_WEB__PORT": str(_free_port()), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--sample"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=(folder / "log").open("w"),
        text=True,
    )
    try:
        assert process.stdout is not None
        yield dict(_links(process.stdout))
    except BaseException:
        sys.stderr.write((folder / "log").read_text())
        raise
    finally:
        process.terminate()
        process.wait(60)


def _links(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if found := LINK.match(line):
            yield found[1], found[2]
            if found[1] == "Office":
                return


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())

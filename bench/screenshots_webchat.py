"""The pictures of docs/webchat.md: the web chat as different people have it set.

The real program with its sample programme, as in `bench.screenshot`; the pictures are kept in few
colours, since there are few in them.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from bench.screenshot import (
    AGREE,
    LAMPS,
    PATIENCE,
    PICTURES,
    RECEIVED,
    SEND,
    SHARPNESS,
    SIZE,
    WRITE,
    Missing,
    TooLarge,
    _chromium,
    house,
)
from handlers.pages.chat_words import CHAT_WORDS

LARGEST = 150_000
COLOURS = 64
LETTERS = 16
BEGIN = CHAT_WORDS["vi"].begin


@dataclass(frozen=True, kw_only=True)
class As:
    """How somebody has set the browser."""

    scheme: Literal["light", "dark"] = "light"
    contrast: Literal["more", "no-preference"] = "no-preference"
    forced: Literal["active", "none"] = "none"
    scripts: bool = True
    letters: int = LETTERS
    width: int = SIZE[0]


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
        _take(browser, links["Chat"])
        browser.close()
    return 0


def _take(browser: Browser, link: str) -> None:
    shots: list[tuple[str, As, Callable[[Page], None]]] = [
        ("webchat-light", As(), _to_the_receipt),
        ("webchat-dark", As(scheme="dark"), _to_the_card),
        ("webchat-contrast", As(contrast="more"), _to_the_card),
        ("webchat-forced", As(forced="active", scheme="dark"), _to_the_card),
        ("webchat-zoom", As(letters=2 * LETTERS, width=320), _to_the_card),
        ("webchat-noscript", As(scripts=False), _to_the_card),
    ]
    for name, how, plays in shots:
        with _phone(browser, how) as page:
            page.goto(link)
            if not how.scripts:
                page.get_by_role("button", name=BEGIN).click()
            plays(page)
            _keep(page, name)


def _to_the_card(page: Page) -> None:
    _button(page, AGREE).click()
    expect(_button(page, AGREE)).to_have_count(0)
    expect(page.locator("#list > li").last).to_have_class(re.compile(r"\bbot\b"))
    page.get_by_label(WRITE).fill(LAMPS)
    page.locator("#send").click()
    expect(_button(page, SEND)).to_be_visible()


def _to_the_receipt(page: Page) -> None:
    _to_the_card(page)
    _button(page, SEND).click()
    expect(page.get_by_text(RECEIVED).last).to_be_visible()


def _button(page: Page, label: str) -> Locator:
    return page.locator(".options").get_by_role("button", name=label, exact=True)


def _keep(page: Page, name: str) -> None:
    page.wait_for_timeout(500)
    taken = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))
    few = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    file = PICTURES / f"{name}.png"
    few.save(file, optimize=True)
    size = file.stat().st_size
    sys.stdout.write(f"docs/images/{file.name}: {size / 1000:.0f} kB\n")
    if size > LARGEST:
        raise TooLarge(f"{file.name} has {size} bytes, expected at most {LARGEST}")


@contextmanager
def _phone(browser: Browser, how: As) -> Iterator[Page]:
    """A new device in Vietnam, with cookies of its own."""
    context = browser.new_context(
        viewport={"width": how.width, "height": SIZE[1]},
        device_scale_factor=SHARPNESS,
        color_scheme=how.scheme,
        contrast=how.contrast,
        forced_colors=how.forced,
        java_script_enabled=how.scripts,
        has_touch=True,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        sizes = {"standard": how.letters, "fixed": how.letters}
        session.send("Page.setFontSizes", {"fontSizes": sizes})
        yield page
    finally:
        context.close()


if __name__ == "__main__":
    sys.exit(main())

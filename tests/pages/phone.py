"""A phone in the hand of a test: a page in a real browser that notes everything it complains of."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Locator, Request, Response, expect

WRITE = "Tin nhắn của bạn"
SAVES_VIOLATIONS = """
  addEventListener("securitypolicyviolation", (e) => console.error("CSP", e.violatedDirective));
"""


class Phone:
    """One tab: what the person does with it and sees on it."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context = context
        self.base = base
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.bytes = 0
        self.page = context.new_page()
        self.page.add_init_script(SAVES_VIOLATIONS)
        self.page.on("console", lambda said: self._complain(said.type, said.text))
        self.page.on("pageerror", lambda error: self._complain("error", str(error)))
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def _complain(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:")):
            self.foreign.append(request.url)

    def _response(self, response: Response) -> None:
        if response.status >= 300 or not response.url.startswith(self.base):
            return
        if "/api/" not in response.url:
            self.bytes += len(response.body())

    def opens(self, address: str = "/chat?start=b-KP3") -> None:
        self.page.goto(self.base + address)
        expect(self.page.get_by_label(WRITE)).to_be_visible()

    def says(self, text: str) -> None:
        self.page.get_by_label(WRITE).fill(text)
        self.page.get_by_role("button", name="Gửi", exact=True).and_(
            self.page.locator("#send")
        ).click()

    def taps(self, label: str) -> None:
        self.button(label).click()

    def button(self, label: str) -> Locator:
        return self.page.locator(".options").get_by_role("button", name=label, exact=True)

    def bubble(self, text: str) -> Locator:
        return self.page.locator(".text", has_text=re.compile(f"^{re.escape(text)}$"))

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).last).to_be_visible()

    def texts(self) -> list[str]:
        return self.page.locator(".text").all_text_contents()


@contextmanager
def phone(
    browser: Browser,
    base: str,
    *,
    size: tuple[int, int] = (360, 740),
    scheme: Literal["light", "dark"] = "light",
    touch: bool = False,
    scripts: bool = True,
    contrast: Literal["more", "no-preference"] = "no-preference",
    forced: bool = False,
) -> Iterator[Phone]:
    """A new device in Vietnam, with cookies of its own."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        has_touch=touch,
        is_mobile=touch,
        java_script_enabled=scripts,
        contrast=contrast,
        forced_colors="active" if forced else "none",
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    try:
        yield Phone(context, base)
    finally:
        context.close()

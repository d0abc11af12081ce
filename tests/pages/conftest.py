"""One browser for all tests of a file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.needs import program

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The driver switches off what people's browsers do at «back»: to show the page as it was left.
AS_PEOPLE_HAVE_IT = ["--disable-back-forward-cache"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = program("chromium")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=path, args=QUIET, ignore_default_args=AS_PEOPLE_HAVE_IT
        )
        yield opened
        opened.close()

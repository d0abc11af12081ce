"""Programs that pip cannot bring: a test that needs one says so in a word, or fails where all must run."""

import os
import shutil
from typing import NoReturn

import pytest

_ALSO_CALLED = {
    "chromium": ("chromium-browser", "google-chrome"),
    "libreoffice": ("soffice",),
}


def program(name: str) -> str:
    """The program's path. Without it the test is skipped, and under DOITHOAI_ALL=1 it fails."""
    names = (name, *_ALSO_CALLED.get(name, ()))
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        missing(f"{name} is not installed")
    return found


def missing(what: str) -> NoReturn:
    """Skip the test with a word; under DOITHOAI_ALL=1 it fails."""
    if os.environ.get("DOITHOAI_ALL") == "1":
        pytest.fail(f"{what}, and DOITHOAI_ALL=1 asks for every test")
    pytest.skip(what)

"""getFile: what a person sent, from the platform and from nowhere else («B4», photo in)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from telegram.error import TelegramError

from bot.channels.contract import NeverAccepted
from bot.channels.telegram.api import Api
from bot.channels.telegram.failures import outcome
from bot.channels.telegram.http import AiohttpRequest

LARGEST: Final = 20 * 1024 * 1024
"""Bytes that the platform gives out."""
_PATH = re.compile(r"(?!.*\.\.)[\w-][\w./-]{0,200}", re.ASCII)
"""What is put behind our own base: a path below it, and no way to another host."""


async def fetch(api: Api, request: AiohttpRequest, reference: str, to: Path) -> None:
    """Put a file at a path. No address from an answer is followed, only a path below our base."""
    failure: Exception
    try:
        found = await api.plain("getFile", {"file_id": reference})
        path = found.get("file_path") if isinstance(found, dict) else None
        if not isinstance(path, str) or not _PATH.fullmatch(path):
            raise NeverAccepted("the platform names no file")
        await request.download(f"{api.base_file_url}/{path}", to, LARGEST)
    except TelegramError as error:
        failure = outcome(error)
    else:
        return
    # Raised out here, so that no traceback leads to an error of the library.
    raise failure

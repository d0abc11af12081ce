"""Names that people's devices give to files: text to be shown, never a place on a disk."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from handlers.words.cleaning import clean, is_blank

LONGEST = 100
DOCUMENTS = (".docx", ".pdf", ".xlsx")
"""What an office opens every day and what can hold no macro by its own type."""
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f/\\\\:*?\"<>|]+")


def given_name(name: str) -> str:
    """The last part of a name, cleaned, at most a hundred letters with its ending."""
    last = re.split(r"[/\\\\]", clean(name))[-1]
    shown = " ".join(_NOT_IN_A_NAME.sub(" ", last).split()).lstrip(". ")
    if is_blank(shown):
        return ""
    end = ending(shown)
    return shown[: LONGEST - len(end)].removesuffix(end) + end if len(shown) > LONGEST else shown


def ending(name: str) -> str:
    """«.pdf»; nothing where a name has none that could be one."""
    found = PurePosixPath(name).suffix.lower()
    return found if re.fullmatch(r"\.[a-z0-9]{1,5}", found) else ""


def is_document(name: str) -> bool:
    """Whether it calls itself one of the few kinds that are taken."""
    return ending(given_name(name)) in DOCUMENTS

"""Wishes about what is kept of the very person who writes: to see it, or to have it erased.

Nothing but the words of such a wish may stand in the text, since a proposal may ask for somebody's
data to be erased as well. Whoever is understood wrongly is asked once before anything is erased.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from handlers.words.folding import bare

Wish = Literal["erase", "my_data"]

# The patterns read a text without marks, its short forms expanded, one blank between two words.
_ME = r"(?:toi|minh|em|to|tui|chung em|bon em)"
_POLITE = (
    "hay|lam on|vui long|cho|giup|nho|xin|muon|can|yeu cau|de nghi|oi|bot|ban|ad|quan tri vien|a|da|"
    "duoc|co the|lai|please|can you|could you|would you|i want|i d like|i would like|you|to"
)
_DATA = (
    "du lieu|thong tin|data|tai khoan|ho so|tin nhan|nick|moi thu|tat ca|toan bo|het|everything|all|"
    "account|information|info|details|messages|personal"
)
_REST = (
    "cua|ve|lien quan|den|ca nhan|ban|bot|he thong|dang|da|giu|luu|tru|co|di|nhe|nha|voi|giup|ngay|luon|"
    "a|o day|khoi|dum|cac|nhung|moi|sach|hoan toan|nay|of|about|me|my|mine|you|have|keep|kept|know|stored|"
    "from|here|now|please|the|that|and|it|is|are"
)
_ASKS = rf"(?:(?:{_POLITE}|{_ME}) )*"
_MORE = rf"(?: (?:{_DATA}|{_REST}|{_ME}))*"
_AT_END = (
    r"(?: (?:di|nhe|nha|luon|khoi|day|he thong|giup|voi|bot|a|please|now|completely|from|here))*"
)
_ABOUT_ME = r"(?: (?:ban|bot|dang|giu|luu|o day|di|nhe|a|voi|day|gi|the|vay))*"

_ERASE = (
    rf"{_ASKS}(?:xoa|huy|go)(?: (?:bo|sach|moi|di|giup|cac|nhung|{_ME}))* (?:{_DATA}){_MORE}",
    rf"{_ASKS}(?:xoa|quen) (?:het )?(?:ve )?{_ME}{_AT_END}",
    rf"{_ASKS}(?:delete|erase|remove|wipe)(?: (?:of|my|the))* (?:{_DATA}){_MORE}",
    rf"{_ASKS}(?:forget|delete|erase|remove) (?:about )?me{_AT_END}",
)
_MY_DATA = (
    (
        rf"{_ASKS}(?:(?:xem|tai|lay|sua|gui) )?(?:cho {_ME} )?(?:lai )?(?:du lieu|data)(?: ca nhan)?"
        rf"(?: (?:cua|ve))? {_ME}{_ABOUT_ME}"
    ),
    (
        rf"(?:bot|ban|o day|he thong) (?:dang )?(?:giu|luu|biet)(?: (?:tru|lai|nhung))* "
        rf"(?:gi|thong tin gi|du lieu gi) (?:cua|ve) {_ME}{_ABOUT_ME}"
    ),
    rf"{_ASKS}(?:rut|huy)(?: lai)? (?:su )?dong y{_ABOUT_ME}",
    r"what (?:data |information )?do you (?:know|keep|have|store) (?:about|of|on) me",
    rf"{_ASKS}(?:show|see|send|get|download|export)(?: me)?(?: all)? my data",
    rf"{_ASKS}withdraw (?:my )?consent",
)


def _either(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_WISHES: Sequence[tuple[Wish, re.Pattern[str]]] = (
    ("erase", _either(_ERASE)),
    ("my_data", _either(_MY_DATA)),
)


def wish(typed: Sequence[str]) -> Wish | None:
    """What is wished for in these words, short forms expanded; nothing where it is another matter."""
    line = " ".join(map(bare, typed))
    return next(_meant(line), None)


def _meant(line: str) -> Iterator[Wish]:
    return (kind for kind, pattern in _WISHES if pattern.fullmatch(line))

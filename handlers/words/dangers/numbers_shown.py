"""Numbers that say who somebody is or where money lies, written out in a text.

A telephone number is neither: it is no secret of this kind, and who wants to be called back says so.
"""

import re

from handlers.words.folding import bare, plain

_GROUPS = r"(?:[ .\-]?[0-9]){{{least},{most}}}(?![0-9])"


def _digits(least: int, most: int) -> str:
    """A run of digits, perhaps with single blanks, dots or dashes between them."""
    return r"(?<![0-9])[0-9]" + _GROUPS.format(least=least - 1, most=most - 1)


_BETWEEN = r"[^0-9]{0,25}"
_PAPERS = r"\b(?:cccd|cmnd|cmt|cmtnd|can cuoc|chung minh|dinh danh|citizen id|id card|identity|id number|id)\b"
_PASSPORT = r"\b(?:ho chieu|passport)\b"
_INSURANCE = r"\b(?:bhyt|bhxh|bao hiem y te|bao hiem xa hoi|so bao hiem)\b"
_ACCOUNT = (
    r"\b(?:stk|so tai khoan|tai khoan|tk|so tk|the ngan hang|so the|account|acc|card number|card|atm|visa|mastercard|"
    r"vietcombank|vcb|techcombank|tcb|mb ?bank|agribank|bidv|vietinbank|ctg|tpbank|vpbank|acb|sacombank|momo|ngan hang)\b"
)
_ID = re.compile(
    rf"{_PAPERS}{_BETWEEN}{_digits(9, 12)}|{_PASSPORT}{_BETWEEN}[a-z] ?[0-9]{{7,8}}\b|"
    rf"{_INSURANCE}{_BETWEEN}(?:[a-z]{{2}} ?)?{_digits(10, 15)}|"
    # Twelve digits as Thông tư 59/2021/TT-BCA numbers people: province 001-096, century and sex.
    r"(?<![0-9.\-])0[0-9][0-9][ .\-]?[0-3][ .\-]?[0-9]{2}[ .\-]?(?:[0-9][ .\-]?){5}[0-9](?![0-9])"
)
_BANK = re.compile(
    rf"{_ACCOUNT}{_BETWEEN}{_digits(6, 19)}|{_digits(6, 19)}[^0-9]{{0,15}}{_ACCOUNT}"
)
_LONG = re.compile(_digits(13, 19))


def is_id_number(line: str) -> bool:
    """Whether a text without marks shows a number of identity card, passport or insurance."""
    return _ID.search(line) is not None


def is_bank_number(line: str) -> bool:
    """Whether it shows an account beside a word for one, or a card's number."""
    return _BANK.search(line) is not None or any(map(_is_card, _LONG.findall(line)))


def without_marks(text: str) -> str:
    """The text as both read it."""
    return bare(plain(text))


def _is_card(number: str) -> bool:
    """The check sum of payment cards (ISO/IEC 7812-1, Luhn)."""
    digits = [int(sign) for sign in reversed(number) if sign.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[1::2]]
    return 13 <= len(digits) <= 19 and (sum(digits[::2]) + sum(doubled)) % 10 == 0

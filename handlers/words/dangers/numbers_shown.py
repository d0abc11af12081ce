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
    rf"{_PAPERS}{_BETWEEN}(?:{_digits(9, 9)}|{_digits(12, 12)})|{_PASSPORT}{_BETWEEN}[a-z] ?[0-9]{{7,8}}\b|"
    rf"{_INSURANCE}{_BETWEEN}(?:[a-z]{{2}} ?)?{_digits(10, 15)}"
)
_CITIZEN = re.compile(
    # Twelve digits as citizens are numbered: a province, a digit for century and sex (unverified).
    r"(?<![0-9.\-])(?<![0-9] )0[0-9][0-9][ .\-]?[0-3][ .\-]?[0-9]{2}[ .\-]?(?:[0-9][ .\-]?){5}[0-9](?![0-9])"
)
_NUMBER = rf"(?P<number>{_digits(6, 19)})"
_BANK = (
    re.compile(rf"{_ACCOUNT}{_BETWEEN}{_NUMBER}"),
    re.compile(rf"{_NUMBER}[^0-9]{{0,15}}{_ACCOUNT}"),
)
_AMOUNT = re.compile(
    r"[1-9][0-9]{0,2}(?:[. ]000)+|[1-9][0-9]{0,2}0{4,}|[1-9][0-9]{0,2}(?:\.[0-9]{3})+"
)
_MONEY = re.compile(r" ?(?:vnd|usd|d|dong)\b")
_LONG = re.compile(_digits(13, 19))
_ANY = re.compile(r"\d(?:[\s.\-]*\d){5}")


def has_long_number(text: str) -> bool:
    """Whether it is worth looking closer: most texts hold no six digits in a row."""
    return _ANY.search(text) is not None


def is_id_number(line: str) -> bool:
    """Whether a text without marks shows a number that it calls one of identity card, passport or
    insurance."""
    return _ID.search(line) is not None


def is_citizen_number(line: str) -> bool:
    """Whether it shows a number that can only be a citizen's, whatever it is called."""
    return _CITIZEN.search(line) is not None


def is_bank_number(line: str) -> bool:
    """Whether it shows an account beside a word for one, or a card's number."""
    beside = (found for pattern in _BANK for found in pattern.finditer(line))
    return not all(_is_amount(found) for found in beside) or any(map(_is_card, _LONG.findall(line)))


def without_marks(text: str) -> str:
    """The text as both read it."""
    return " ".join(bare(plain(text)).split())


def _is_amount(found: re.Match[str]) -> bool:
    """«Tài khoản còn 10.000.000», «500000 đồng»: money and no account; a zero first is none."""
    number = found["number"]
    if number[0] == "0":
        return False
    after = found.string[found.end("number") :]
    return _AMOUNT.fullmatch(number) is not None or _MONEY.match(after) is not None


def _is_card(number: str) -> bool:
    """The check sum of payment cards (ISO/IEC 7812-1, Luhn)."""
    digits = [int(sign) for sign in reversed(number) if sign.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[1::2]]
    return 13 <= len(digits) <= 19 and (sum(digits[::2]) + sum(doubled)) % 10 == 0

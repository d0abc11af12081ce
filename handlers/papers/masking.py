"""Numbers that lead to a person are covered before a text goes on paper.

Covered: phone numbers, 12-digit identity numbers, e-mail addresses, and account numbers that are
called so. Amounts of money, dates, decision and house numbers stay. Names are not looked for, and
the stored text is not touched.
"""

import re
import unicodedata
from collections.abc import Iterator

COVER = "[số đã che]"

_DIGITS = re.compile(r"\d(?:\D{0,4}\d){7}")

_SEP = r"[ .\-]{0,3}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DATE = re.compile(
    rf"(?<!\d)(?:{_DAY}([./\-]){_MONTH}\1(?:19|20)\d\d(?!\d)"
    rf"|(?:19|20)\d\d([./\-]){_MONTH}\2{_DAY}(?!\d)"
    rf"|{_DAY}([.\-]){_MONTH}\3\d\d(?= \d))"
)
_GROUPED_AMOUNT = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[.,]\d{3})+(?!\d)")
_MONEY_UNIT = r" {0,2}(?:vnd|usd|d|dong(?! a\b))(?![a-z])"

_PHONE = re.compile(
    rf"(?<!\d)(?:\(?(?:\+|00) ?84\)?{_SEP}(?:\(?0\)?{_SEP})?|\(?0{_SEP})"
    rf"(?:[35789](?:\)?{_SEP}\d){{8}}|2(?:\)?{_SEP}\d){{8,9}}|1[2689](?:{_SEP}\d){{8}})"
    r"(?!\d)"
)
_PHONE_WITHOUT_PLUS = re.compile(rf"(?<!\d)84[35789]\d{{8}}(?!\d)(?!{_MONEY_UNIT})")
_IDENTITY = re.compile(
    r"(?<!\d)(?:0\d\d([ .\-])\d{3}\1\d{3}\1\d{3}|0\d{3}([ .\-])\d{4}\2\d{4}|0\d{11}"
    rf"|(?!\d{{9}}000)[1-9]\d{{11}}(?!{_MONEY_UNIT}))(?!\d)"
)
_EMAIL = re.compile(r"[\w.%+\-]{1,128}@(?:[\w\-]{1,63}\.){1,8}[a-z]{2,24}(?![\w\-])")
_ACCOUNT = re.compile(
    r"(?<![a-z\d])(?:stk|tk|tai {0,3}khoan)(?![a-z])\D{0,40}?"
    rf"(?P<number>(?<!\d)\d(?:[ .\-]?\d){{7,15}})(?![ \-]?\d)(?P<money>{_MONEY_UNIT})?"
)
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: ?000){2,}|[1-9]\d{0,2}0{5,}")


def masked(text: str) -> str:
    """The text with each such span shown as `COVER`; the very same text where there is none."""
    if "@" not in text and not _DIGITS.search(text):
        return text
    plain, places = _plain(text)
    shown, end = [], 0
    for first, last in _merged(sorted(_spans(plain))):
        shown += [text[end : places[first]], COVER]
        end = places[last - 1] + 1
    return "".join([*shown, text[end:]])


def _plain(text: str) -> tuple[str, list[int]]:
    """Small letters without accents, ASCII digits, plain spaces and dashes; and where each stood."""
    letters, places = [], []
    for place, character in enumerate(text):
        letter = character if "\x20" <= character < "\x7f" else _fold(character)
        if letter:
            letters.append(letter.lower()[0])
            places.append(place)
    return "".join(letters), places


def _fold(character: str) -> str:
    if character in "đĐ":
        return "d"
    category = unicodedata.category(character)
    if category in {"Mn", "Cf"}:
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category == "Pd" or character == "\u2212":
        return "-"
    if category == "Zs" or character == "\t":
        return " "
    return unicodedata.normalize("NFKD", character)[0]


def _spans(plain: str) -> Iterator[tuple[int, int]]:
    if "@" in plain:
        yield from (found.span() for found in _EMAIL.finditer(plain))
    numbers = _DATE.sub(_blank, plain)
    amounts = [found.span() for found in _GROUPED_AMOUNT.finditer(numbers)]
    for pattern in (_PHONE, _PHONE_WITHOUT_PLUS, _IDENTITY):
        for found in pattern.finditer(numbers):
            if not any(first < found.start() < last for first, last in amounts):
                # A bracket around the whole number is not a part of it.
                around = found[0].count("(") > found[0].count(")")
                yield found.start() + around, found.end()
    yield from _accounts(numbers)


def _accounts(numbers: str) -> Iterator[tuple[int, int]]:
    for found in _ACCOUNT.finditer(numbers):
        number = found["number"]
        # An account number may begin with a zero, an amount does not.
        amount = _AMOUNT.fullmatch(number) or (found["money"] and number[0] != "0")
        if not amount:
            yield found.span("number")


def _blank(date: re.Match[str]) -> str:
    return "#" * len(date[0])


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in spans:
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged

"""Who says to be younger than sixteen: of themselves, not of a brother, a pupil, an old bridge."""

import re

from handlers.words.dangers.rules import Heard

_ME = "(?:e|em|m|mk|minh|mình|tôi|toi|tui|t|tớ|to|con|cháu|chau|bọn em|bon em|tụi em|tui em|chúng em|chung em|i|im)"
_YEARS = "(?:tuổi|tuoi|tủi|tui|t|y|yo|years? old|years?)"
_IS = "(?:(?:năm|nam|nay|hiện|hien|giờ|gio|h|mới|moi|chỉ|chi|thì|thi|là|la|có|co|đang|dang|vừa|vua|tròn|tron|được|duoc|dc|chưa|chua|đủ|du|cũng|cx|cung|đc|hơn|hon|gần|gan|đến|den|tới|toi|học|hoc|am|m|only|just|is|still|khoảng) ){0,4}"
_AGE = re.compile(rf"(?<=[| ]){_ME} {_IS}([0-9]{{1,2}}) {_YEARS} ")
_BEGINS = re.compile(rf"\| {_IS}([0-9]{{1,2}}) {_YEARS} ")
_NOT_YET = re.compile(
    r"(?<=[| ])(?:chưa|chua) (?:đủ|du|đến|den|tới|toi|được|duoc|tròn|tron)? ?16|(?<= )(?:under|below|not yet|younger than) (?:16|sixteen) "
)
_CLASS = re.compile(rf"(?<=[| ]){_ME} {_IS}(?:học )?(?:lớp|lop) ([1-9]) ")
_BORN = re.compile(
    rf"(?<=[| ]){_ME} (?:\S+ ){{0,2}}?(?:sn|sinh|sinh năm|sinh nam|born|born in|was born in) ((?:19|20)[0-9]{{2}}|2k[0-9]{{1,2}}) "
)
_NEW_CENTURY = re.compile(rf"(?<=[| ]){_ME} (?:\S+ ){{0,2}}?2 k ([0-9]{{1,2}}) ")
_ADULT = 16
_YOUNGEST = 5


def is_under_16(heard: Heard, year: int | None) -> bool:
    """Whether someone says so. A year of birth counts only where it leaves no doubt in `year`."""
    return any(_is_young(line, year) for line in heard.lines)


def _is_young(line: str, year: int | None) -> bool:
    ages = [int(found[1]) for pattern in (_AGE, _BEGINS) for found in pattern.finditer(line)]
    if any(_YOUNGEST <= age < _ADULT for age in ages) or _NOT_YET.search(line):
        return True
    if _CLASS.search(line):
        return True
    return year is not None and any(_YOUNGEST <= year - born < _ADULT for born in _born(line))


def _born(line: str) -> list[int]:
    years = [int(found[1]) for found in _BORN.finditer(line) if found[1].isdigit()]
    return years + [2000 + int(found[1]) for found in _NEW_CENTURY.finditer(line)]

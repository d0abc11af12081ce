"""Who says to be younger than sixteen: of themselves, not of a brother, a pupil, an old bridge."""

import re
from collections.abc import Iterator

from handlers.words.dangers.heard import Heard
from handlers.words.dangers.rules import Table

_GROWN = 16
_YOUNGEST = 5
_SPELLED = {
    "mười một": 11,
    "mười hai": 12,
    "mười ba": 13,
    "mười bốn": 14,
    "mười lăm": 15,
    "muoi mot": 11,
    "muoi hai": 12,
    "muoi ba": 13,
    "muoi bon": 14,
    "muoi lam": 15,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
}
_SETS = {
    "me": "em mình tôi tớ tui cháu con tụi_em bọn_em chúng_em i im i_m i_am",
    "age": "# mười_một mười_hai mười_ba mười_bốn mười_lăm eleven twelve thirteen fourteen fifteen",
    "years": "tuổi tủi t y yo yrs year years tuôi",
    "others": """
        trai gái bạn các những mấy nhiều của út họ rể trẻ chị anh bố mẹ ba má đứa thằng bé con cháu
        cho với dạy học_sinh hai ba một lũ nhóc cu
    """,
    "then": "hồi lúc khi ngày từ_khi từ_lúc hồi_còn từ_hồi năm_em",
    "is": "năm nay hiện giờ mới chỉ là có được đủ tròn dạ vâng vừa ad",
}
_COMMON_RULES = """
    - chào/dạ/vâng/hi/hello/cho/thưa bạn/ad/anh/chị/cô/chú/bác/bot
    - @then . @me
    - when i . was
    - @others @me
    - em/con/cháu/bạn/anh/chị/i_have_a/my trai/gái/út/em/họ/bạn/son/brother/sister/kid/daughter/
        friend/cousin
    - @me .. cây/cầu/quạt/máy/xe/nhà/brother/sister/bé/đứa/con .. # tuổi/t/year/years
    - học sinh
    - tốt_nghiệp/học_hết/học_xong/nghỉ_học .. lớp
    - con bé/nhỏ/tôi/em/mình/gái/trai
"""

_AGES = Table(
    f"""
    {_COMMON_RULES}
    @me .. @age @years !trở_lên/trở_xuống/đến/trước/nghề/đời/đảng
    ^ @is? @is? @age tuổi/t/yo
    i_m/i_am/im only/just/still/almost/turning? @age $/and/can/so/but/am/may/is/do/in/from/if/could/
        year/years/will/yo
    """,
    _SETS,
)
_CLASSES = Table(
    f"""
    {_COMMON_RULES}
    @me .. lớp/grade/class # !năm/khoá/buổi
    i_m/i_am/im .. # th/st/nd/rd grade
    """,
    _SETS,
)
_SCHOOLS = Table(
    f"""
    {_COMMON_RULES}
    @me .. cấp_1/cấp_2/c2/c1/thcs/tiểu_học !trường/ở_phường
    i_m/i_am/im .. middle_school/primary_school/elementary_school
    chưa đủ/đến/tới/được/tròn/qua? 16/mười_sáu/16_tuổi
    i_m/i_am/im .. under/below/not_yet/younger_than/not 16/sixteen
    """,
    _SETS,
)
_BIRTHS = Table(
    f"""
    {_COMMON_RULES}
    @me .. sinh/sinh_ngày/sn/born/born_on . # # #
    @me .. sinh/sn/sinh_năm/born/born_in/born_on/2_k năm? #
    ^ . sn/sinh_năm/born_in #
    ^ . sinh_ngày/born_on . # # #
    ^ . 2 k #
    """,
    _SETS,
)
KEYS = _AGES.keys | _CLASSES.keys | _SCHOOLS.keys | _BIRTHS.keys
_NUMBER = re.compile(r"[0-9]+|" + "|".join(_SPELLED))


def is_under_16(heard: Heard, year: int | None) -> bool:
    """Whether someone says so. A year of birth counts only where it leaves no doubt in `year`."""
    if _SCHOOLS.finds(heard) or any(1 <= at <= 9 for at in _numbers(_CLASSES, heard)):
        return True
    ages = list(_numbers(_AGES, heard))
    if year is not None:
        ages += [year - _full(born) for born in _numbers(_BIRTHS, heard)]
    return any(_YOUNGEST <= age < _GROWN for age in ages)


def _numbers(table: Table, heard: Heard) -> Iterator[int]:
    """The last number of each match: its day and month stand before a year of birth."""
    for _, words in table.matches(heard):
        *_, last = _NUMBER.findall(words)
        yield _SPELLED.get(last) or int(last)


def _full(year: int) -> int:
    """«2k13» is 2013."""
    return year + 2000 if year < 100 else year

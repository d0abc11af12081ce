"""Whether a whole text says yes or no, in Vietnamese, teencode or English."""

from collections.abc import Iterator
from typing import Literal

from handlers.words.folding import plain
from handlers.words.phrases import FILLER, UNCLEAR, Kinds, is_one_of, phrases, pieces, spoken

_YES = phrases(
    "có | có chứ | đúng | đúng rồi | đúng vậy | phải | phải rồi | chính xác | chuẩn | chuẩn rồi |"
    "ok | ok rồi | ừ | ừm | um | đồng ý | nhất trí | được | được rồi | được chứ |"
    "tất nhiên | hiển nhiên | xác nhận | chắc chắn | chắc chắn rồi | tốt | có đồng ý | thôi được |"
    "yes | y | yep | yeah | yup | sure | right | that is right | correct | agree | agreed | i agree | of course |"
    "i do | 1"
)
_NO = phrases(
    "không | không có | không phải | không phải rồi | không đúng | không đúng rồi | ừ không đúng |"
    "ừ không phải | ừ không đồng ý | không đồng ý | không được | không cần |"
    "không ok | không muốn | không thích | không nhé | không chịu | không đâu | sai | sai rồi |"
    "chưa | chưa đúng | chưa được | chưa phải | chưa có | thôi | đừng |"
    "no | n | nope | nah | not | not now | not yet | no way | wrong | i disagree | disagree | do not | 2"
)
_POLITE = phrases("dạ | vâng")
# Said along with a yes or a no, and changing neither: «dạ» and «vâng» open a polite no, too.
_FILLERS = phrases(
    "dạ | vâng | thưa | ạ | a | nhé | nhá | nha | nhen | nghen | hen | nè | ấy | đó | đấy | mà | luôn | đi |"
    "bạn | mình | em | anh | chị | tôi | tớ | bot | quản trị viên | ơi | cảm ơn | cám ơn | nhiều |"
    "thì | là | vậy | please | thank you | i am | you"
)
# Bare «dung» may be «đúng» or «đừng»: yes stands first, as «đúng» is what an answer looks like.
_KINDS = Kinds({FILLER: _FILLERS, "yes": _YES, "no": _NO})

_THUMBS_UP = frozenset("👍👌✅🆗💯🙆")
_THUMBS_DOWN = frozenset("👎❌🙅🚫")
_LONGEST_ANSWER = 8


def answer_in(text: str) -> Literal["yes", "no"] | None:
    """What a whole text says to whatever was asked. «được ko» asks back, «không sao» and «ok k»
    say neither; «dạ không» says no."""
    said = _verdicts(text)
    return "yes" if said == {"yes"} else "no" if said == {"no"} else None


def only_nods(text: str) -> bool:
    """Whether a text is made of yes and no alone, also where it asks back: «ok k», «được ko»."""
    said = {*pieces(spoken(text), _KINDS), *_thumbs(text)}
    return said <= {"yes", "no"} and _verdicts(text) != set()


def says_yes(text: str) -> bool:
    """Whether a whole text says yes."""
    return answer_in(text) == "yes"


def says_no(text: str) -> bool:
    """Whether a whole text says no."""
    return answer_in(text) == "no"


def _verdicts(text: str) -> set[str]:
    """Yes, no or unclear for each piece of the text; one is an answer only if it stands alone."""
    typed = spoken(text)
    if "?" in plain(text) or len(typed) > _LONGEST_ANSWER:
        return {UNCLEAR}
    said = {*pieces(typed, _KINDS), *_thumbs(text)}
    polite = any(is_one_of([word], _POLITE) for word in typed)
    return said or ({"yes"} if polite else set())


def _thumbs(text: str) -> Iterator[str]:
    if _THUMBS_UP & set(text):
        yield "yes"
    if _THUMBS_DOWN & set(text):
        yield "no"

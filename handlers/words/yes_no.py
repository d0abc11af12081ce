"""Whether a whole text says yes or no, in Vietnamese, teencode or English."""

from collections.abc import Iterator, Sequence

from handlers.words.folding import bare, fits, plain, readings


def _phrases(table: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in table.replace("\n", " ").split(" | "))


_YES = _phrases(
    "có | có chứ | đúng | đúng rồi | đúng vậy | phải | phải rồi | chính xác | chuẩn | chuẩn rồi | "
    "ok | ok rồi | ừ | ừm | um | đồng ý | nhất trí | được | được rồi | được chứ | "
    "tất nhiên | hiển nhiên | xác nhận | chắc chắn | chắc chắn rồi | tốt | có đồng ý | thôi được | "
    "yes | y | yep | yeah | yup | sure | right | correct | agree | agreed | i agree | of course | "
    "i do | 1"
)
_NO = _phrases(
    "không | không có | không phải | không đúng | không đồng ý | không được | không cần | "
    "không ok | không muốn | không thích | không nhé | không chịu | không đâu | sai | sai rồi | "
    "chưa | chưa đúng | chưa được | chưa phải | chưa có | thôi | đừng | "
    "no | n | nope | nah | not | not now | no way | wrong | i disagree | disagree | do not | 2"
)
# Said along with a yes or a no, and changing neither. «dạ» and «vâng» open a polite no, too.
_FILLERS = _phrases(
    "dạ | vâng | thưa | ạ | a | nhé | nhá | nha | nhen | nghen | hen | nè | ấy | đó | đấy | mà | luôn | đi | "
    "bạn | mình | em | anh | chị | tôi | tớ | bot | quản trị viên | ơi | cảm ơn | cám ơn | nhiều | "
    "thì | là | please | thank you | i am | you"
)
_POLITE = _phrases("dạ | vâng")
_THUMBS_UP = frozenset("👍👌✅🆗💯🙆")
_THUMBS_DOWN = frozenset("👎❌🙅🚫")
_LONGEST_ANSWER = 8


def says_yes(text: str) -> bool:
    """Whether a whole text says yes, to whatever was asked. «được ko» asks back: it does not."""
    return _verdicts(text) == {"yes"}


def says_no(text: str) -> bool:
    """Whether a whole text says no. «dạ không» does; «không sao» and «ok k» say neither."""
    return _verdicts(text) == {"no"}


def _verdicts(text: str) -> set[str]:
    """Yes, no, or «unclear» for each piece of the text; one answer is an answer only if alone."""
    if "?" in plain(text):
        return {"unclear"}
    typed = [piece for options in readings(text) for piece in _spoken(options).split()]
    if len(typed) > _LONGEST_ANSWER:
        return {"unclear"}
    said = set(_pieces(typed)) | set(_thumbs(text))
    return said or set(_polite(typed))


def _spoken(options: Sequence[str]) -> str:
    return "không" if "không" in options else options[0]


def _pieces(typed: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(typed):
        verdict, length = _longest(typed[at:])
        if verdict:
            yield verdict
        at += length


def _longest(typed: Sequence[str]) -> tuple[str, int]:
    for length in range(min(3, len(typed)), 0, -1):
        said = [
            verdict
            for verdict, phrases in (("", _FILLERS), ("yes", _YES), ("no", _NO))
            if _is_one_of(typed[:length], phrases)
        ]
        if said:
            # Bare «dung» may be «đúng» or «đừng»: the first is what an answer looks like.
            return said[0], length
    return "unclear", 1


def _is_one_of(typed: Sequence[str], phrases: frozenset[tuple[str, ...]]) -> bool:
    squeezed = [_squeeze(word) for word in typed]
    return any(
        len(phrase) == len(typed)
        and (all(map(fits, typed, phrase)) or all(map(fits, squeezed, phrase)))
        for phrase in phrases
    )


def _squeeze(word: str) -> str:
    """«okk», «dạaa», «vângg»: a drawn-out end, where `words` only takes three of a kind."""
    while len(word) > 2 and bare(word[-1]) == bare(word[-2]):
        word = word[:-1]
    return word


def _polite(typed: Sequence[str]) -> Iterator[str]:
    """«dạ», «vâng ạ»: a yes if nothing else was said."""
    if any(_is_one_of([word], _POLITE) for word in typed):
        yield "yes"


def _thumbs(text: str) -> Iterator[str]:
    if _THUMBS_UP & set(text):
        yield "yes"
    if _THUMBS_DOWN & set(text):
        yield "no"

"""The small language in which dangers are written as tables, and how a text is held against them.

A rule is one line of words as they are written, with all their marks. What is typed may lack the
marks, stand in teencode, be drawn out; marks that were typed and differ speak against it («đạo» is
no «dao»). Between the words:

    a/b/c d     one of these, a phrase's words joined by «_»: `nhảy cầu/sông/lầu/xuống_sông`; a line
                that ends with «/» goes on in the next
    =a          only with its marks («tự tử», as «tu tu» is mostly «từ từ»); a word that has none
                only in a text that has some («ngu», which without may be «ngủ»)
    @me         a set of words that has a name
    a?          may be left out
    !a/b        what follows is none of these
    . .. ... ....   up to one, three, eight, sixteen other words of the same sentence
    #           a number
    ^ and $     the sentence begins, ends here, but for a last «ạ», «nhé», «ad»

A line that starts with «-» is a look-alike: it is taken out of the text before the other lines of
the same table are tried. One with «%» is a sign of calm, a wish or a habit; where one is found, the
lines with «~» are not tried. «--» begins a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property

from handlers.words.dangers.heard import Heard, undoubled
from handlers.words.folding import bare, spellings, split_tone
from handlers.words.teencode import MEANINGS

# Said where it hurts, of no use to a search for a matter: so not in `teencode.py`.
_SLANG = """
mún mug = muốn
chớt chít chếch = chết
bùn = buồn
sogn sốgn = sống
t tui tau = tôi
m mi = mày
đag dag = đang
ck chog = chồng
vk = vợ
bme bmẹ pme bm = bố mẹ
"""
_ENDS = {"ng": "g", "nh": "h"}
_BEGINNINGS = {"gi": "j", "ph": "f", "qu": "w"}
_TONE_PLACES = [
    (f"{first}{second}", f"{toned}{plain}")
    for first, toneds, plain, seconds in (
        ("o", "òóỏõọ", "a", "àáảãạ"),
        ("o", "òóỏõọ", "e", "èéẻẽẹ"),
        ("u", "ùúủũụ", "y", "ỳýỷỹỵ"),
    )
    for toned, second in zip(toneds, seconds, strict=True)
]
_OFTEN = """
em tôi mình tớ bạn anh chị con cháu ông bà cô chú bác thầy ai người nó họ này đó kia ấy đây là
có không chưa chẳng đã đang sẽ vừa mới rồi luôn cũng còn vẫn cứ lại nữa thôi quá lắm rất ở trong
trên ngoài vào ra lên xuống đi đến về từ cho với và mà thì nên để bị được của các những mấy một
hai cái muốn định thấy nghĩ làm nói gì sao nào khi lúc giờ nhà trường đường phường xin mong cần
đề nghị hết nhiều cả toàn như hay hoặc nếu vì do bằng i my me a the to of is am are was it in on
and for that this you your want
"""
_COMMON = frozenset(_OFTEN.split())
_GOES_ON = re.compile(r"/\s*\n\s*")
_GAPS = {
    ".": r"(?:[^ |*]+ )?",
    "..": r"(?:[^ |*]+ ){0,3}?",
    "...": r"(?:[^ |*]+ ){0,8}?",
    "....": r"(?:[^ |*]+ ){0,16}?",
}
_ANCHORS = {
    "^": r"(?<=\| )",
    "$": r"(?=(?:(?:ạ|a|nha|nhé|nhe|luôn|á|ad|bot|đó|đấy|huhu|hic|hu) )*\|)",
}
_NEVER = r"(?!)"
_NUMBER = r"[0-9]+ "
WISHES = """
    % mong/mong_muốn/đề_nghị/kiến_nghị/đề_xuất/góp_ý/phường_nên/trường_nên/xã_nên/đoàn_nên
    % nên có/lắp/mở/đặt/làm/tổ_chức/rào/cấm/gắn/tăng/dạy/thêm/được/dán
    % xin lắp/sửa/đặt/cho/mượn/phường/mở/tăng
    % lắp/gắn/nâng_cấp/mở lớp/thêm/đèn/camera/lại/đi
    % muốn phường/đề_xuất/góp_ý/mở/tổ_chức/học/lập/tham_gia/làm_podcast/tìm_hiểu
    % tập_huấn/tuyên_truyền/diễn_tập/sửa_giùm/sửa_giúp/sửa_đi/phường_ơi
    % should/suggest/suggestion/propose/would_like/would_love/d_love/we_need_a/we_need_an/we_need_more/wish_there
    % can_we/could_we/could_someone/could_the/please_add/please_fix/please_install/please_open/please_build/more_lights/the_ward
"""
"""Signs that a text speaks of what should be, not of what is happening."""


class Table:
    """The rules of one danger."""

    def __init__(self, rules: str, sets: Mapping[str, str] | None = None) -> None:
        whole = _GOES_ON.sub("/", rules)
        lines = [line.partition("--")[0].strip() for line in whole.splitlines()]
        known = [_Rule(line, sets or {}) for line in lines if line]
        self._alarms = _keyed(rule for rule in known if rule.mark in "~ ")
        self._alike = _keyed(rule for rule in known if rule.mark == "-")
        self._calm = _keyed(rule for rule in known if rule.mark == "%")

    @property
    def keys(self) -> frozenset[str]:
        """The signs by which it is known that a rule is worth trying."""
        return frozenset((*self._alarms, *self._alike, *self._calm))

    def finds(self, heard: Heard) -> str | None:
        """The first rule that the text keeps, as it is written, or None."""
        return next((rule for rule, _ in self.matches(heard)), None)

    def matches(self, heard: Heard) -> Iterator[tuple[str, str]]:
        """Each rule that the text keeps, and the words that keep it."""
        for line, signs in zip(heard.lines, heard.signs, strict=True):
            rules = [
                rule for rule in _candidates(self._alarms, signs) if rule.pattern(line).search(line)
            ]
            for alike in _candidates(self._alike, signs) if rules else ():
                line = alike.pattern(line).sub("* ", line)
            if any(rule.mark == "~" for rule in rules) and self._is_calm(heard):
                rules = [rule for rule in rules if rule.mark != "~"]
            for rule in rules:
                yield from ((rule.written, found[0]) for found in rule.pattern(line).finditer(line))

    def _is_calm(self, heard: Heard) -> bool:
        return any(
            rule.pattern(line).search(line)
            for line, signs in zip(heard.lines, heard.signs, strict=True)
            for rule in _candidates(self._calm, signs)
        )


class _Rule:
    """One line: its pattern, and the words of which a text must have one for it to be tried."""

    def __init__(self, written: str, sets: Mapping[str, str]) -> None:
        self.mark = written[0] if written[:2] in {"- ", "~ ", "% "} else " "
        self.written = written.removeprefix(f"{self.mark} ")
        self._sets = sets

    def pattern(self, line: str) -> re.Pattern[str]:
        """Made when first needed: most are never."""
        return self._without_marks if line.isascii() else self._with_marks

    @cached_property
    def _with_marks(self) -> re.Pattern[str]:
        return self._pattern(marks=True)

    @cached_property
    def _without_marks(self) -> re.Pattern[str]:
        return self._pattern(marks=False)

    def _pattern(self, *, marks: bool) -> re.Pattern[str]:
        parts = (self._part(part, marks) for part in self.written.split())
        return re.compile("(?<= )" + "".join(parts))

    @cached_property
    def keys(self) -> frozenset[str]:
        """The signs of its rarest part."""
        parts = [
            part for part in self.written.split() if part[0] not in "!.^$#" and part[-1] != "?"
        ]
        choices = [self._phrases(part) for part in parts if "$" not in part]
        rare = [found for choice in choices if (found := _keys(choice, _COMMON))]
        return min(rare or filter(None, (_keys(each, frozenset()) for each in choices)), key=len)

    def _part(self, part: str, marks: bool) -> str:
        if part in _GAPS:
            return _GAPS[part]
        if part in _ANCHORS:
            return _ANCHORS[part]
        if part.startswith("!"):
            return f"(?!{self._choice(part[1:], marks)})"
        if part.endswith("?"):
            return f"(?:{self._choice(part[:-1], marks)})?"
        return self._choice(part, marks)

    def _choice(self, part: str, marks: bool) -> str:
        typed = [_typed(phrase) for phrase in self._phrases(part) if marks or phrase[0] != "="]
        return f"(?:{'|'.join(typed)})" if typed else _NEVER

    def _phrases(self, part: str) -> list[str]:
        phrases: list[str] = []
        for choice in part.split("/"):
            if choice.startswith("@"):
                phrases += self._phrases("/".join(self._sets[choice[1:]].split()))
            else:
                phrases.append(choice.replace("_", " "))
        return phrases


@cache
def ways_to_type(word: str) -> frozenset[str]:
    """One word as it is written, and all that may be typed for it."""
    ways = {word, *_teencode(word)}
    ways |= {way.replace(one, other) for way in ways for one, other in _TONE_PLACES}
    for way in list(ways):
        ways |= spellings(way)
        letters, tone = split_tone(way)
        # After «c ch p t» a word without a tone is none: «chêt» can only be «chết».
        if tone and letters.endswith(("c", "ch", "p", "t")):
            ways.add(letters)
    return frozenset(map(undoubled, ways))


def _teencode(word: str) -> Iterator[str]:
    yield from _SHORT.get(word, ())
    for long, short in _ENDS.items():
        if word.endswith(long):
            yield word.removesuffix(long) + short
    for long, short in _BEGINNINGS.items():
        if word.startswith(long) and len(word) > len(long) + 1:
            yield short + word.removeprefix(long)


def _typed(phrase: str) -> str:
    if phrase in _ANCHORS:
        return _ANCHORS[phrase]
    marked = phrase.startswith("=")
    parts = phrase.removeprefix("=").split(" ")
    one_by_one = "".join(_NUMBER if word == "#" else _one_of(_ways(word, marked)) for word in parts)
    return "|".join([one_by_one, *(f"{way} " for way in _short(phrase))])


def _ways(word: str, marked: bool) -> frozenset[str]:
    ways = ways_to_type(word)
    return frozenset(way for way in ways if way == word or not way.isascii()) if marked else ways


def _one_of(ways: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, ways)))}) "


def _short(phrase: str) -> frozenset[str]:
    """«ca» for «công an»: a short form of a whole phrase."""
    return _SHORT.get(phrase, frozenset()) if " " in phrase else frozenset()


def _keys(phrases: Iterable[str], common: frozenset[str]) -> frozenset[str]:
    """The signs of all phrases; nothing if one of them is too common to be any."""
    signs: set[str] = set()
    for phrase in phrases:
        parts = phrase.removeprefix("=").split(" ")
        if "#" in parts:  # what stands beside a number is no neighbour of the rest
            parts = [part for part in parts if part != "#"][-1:]
        if not parts or (len(parts) == 1 and parts[0] in common):
            return frozenset()
        signs |= _short(phrase) | _signs_of(parts, marked=phrase.startswith("="))
    return frozenset(signs)


def _signs_of(parts: Sequence[str], *, marked: bool) -> set[str]:
    """A word as it may be typed; of several the first two, without marks."""
    if len(parts) == 1:
        return set(_ways(parts[0], marked))
    first, second = ({bare(way) for way in ways_to_type(part)} for part in parts[:2])
    return {f"{one} {other}" for one in first for other in second}


def _keyed(rules: Iterable[_Rule]) -> dict[str, list[tuple[int, _Rule]]]:
    keyed: dict[str, list[tuple[int, _Rule]]] = {}
    for at, rule in enumerate(rules):
        for key in rule.keys:
            keyed.setdefault(key, []).append((at, rule))
    return keyed


def _candidates(keyed: Mapping[str, Sequence[tuple[int, _Rule]]], signs: Set[str]) -> list[_Rule]:
    found = {at: rule for sign in signs if sign in keyed for at, rule in keyed[sign]}
    return [found[at] for at in sorted(found)] if found else []


def _short_forms() -> dict[str, frozenset[str]]:
    shorts: dict[str, set[str]] = {}
    for short, meanings in MEANINGS.items():
        for meaning in meanings:
            shorts.setdefault(meaning, set()).add(short)
    for row in _SLANG.strip().splitlines():
        forms, _, meaning = row.partition(" = ")
        shorts.setdefault(meaning, set()).update(forms.split())
    return {meaning: frozenset(forms) for meaning, forms in shorts.items()}


_SHORT = _short_forms()

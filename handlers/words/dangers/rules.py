"""The small language in which dangers are written as tables, and how a text is held against them.

A rule is one line of words as they are written, with all their marks. What is typed may lack the
marks, stand in teencode, be drawn out; marks that were typed and differ speak against it («đạo» is
no «dao»). Between the words:

    a/b/c d     one of these, a phrase's words joined by «_»: `nhảy cầu/sông/lầu/xuống_sông`
    =a          typed with its marks, where without them it is mostly something else («tu tu»)
    @me         a set of words that has a name
    a?          may be left out
    !a/b        what follows is none of these
    .. and ...  up to three, up to eight other words of the same sentence
    #           a number
    ^ and $     the sentence begins, ends here

A line that starts with «-» is a look-alike: it is taken out of the text before the other lines of
the same table are tried. «--» begins a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property

from handlers.words.folding import spellings, split_tone, words
from handlers.words.syllables import from_telex, is_certain_telex
from handlers.words.teencode import LOANS, MEANINGS

# Said where it hurts, of no use to a search for a matter: so not in `teencode.py`.
_SLANG = """
mún mún muong mug = muốn
chớt chít chếch = chết
bùn bùnn = buồn
t tui tau = tôi
m mi = mày
đag dag = đang
ck chog = chồng
vk = vợ
bme bmẹ pme bm = bố mẹ
ca = công an
hiếp_dâm hdam = hiếp dâm
mạng_sốg = mạng sống
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
_GAPS = {"..": r"(?:[^ |·]+ ){0,3}?", "...": r"(?:[^ |·]+ ){0,8}?"}
_ANCHORS = {"^": r"(?<=\| )", "$": r"(?=\|)"}
_NUMBER = r"[0-9]+ "
_SENTENCE_ENDS = re.compile(r"[.!?;:…\n]+(?:\s+|$)")
_LETTERS_APART = re.compile(r"(?<= )(?:[^\W\d_] ){4,}")


class Heard:
    """A text made ready once for all tables: sentences of words, and each word for looking up."""

    def __init__(self, text: str) -> None:
        typed = [[_undoubled(word) for word in words(part)] for part in _SENTENCE_ENDS.split(text)]
        self.lines = [_line(typed)]
        if any(is_certain_telex(word) and word not in LOANS for part in typed for word in part):
            self.lines.append(_line([[_from_telex(word) for word in part] for part in typed]))
        self.words = [frozenset(line.split(" ")) for line in self.lines]


class Table:
    """The rules of one danger."""

    def __init__(self, rules: str, sets: Mapping[str, str] | None = None) -> None:
        lines = [line.partition("--")[0].strip() for line in rules.splitlines()]
        known = [(line.startswith("- "), line.removeprefix("- ")) for line in lines if line]
        self._alarms = _keyed(_Rule(line, sets or {}) for out, line in known if not out)
        self._alike = _keyed(_Rule(line, sets or {}) for out, line in known if out)

    def finds(self, heard: Heard) -> str | None:
        """The rule that the text keeps, as it was written, or None."""
        for line, said in zip(heard.lines, heard.words, strict=True):
            if rules := _candidates(self._alarms, said):
                for alike in _candidates(self._alike, said):
                    line = alike.pattern.sub("· ", line)
                for rule in rules:
                    if rule.pattern.search(line):
                        return rule.written
        return None


class _Rule:
    """One line: its pattern, and the words of which a text must have one for it to be tried."""

    def __init__(self, written: str, sets: Mapping[str, str]) -> None:
        self.written = written
        self._sets = sets

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made when first needed: most are never."""
        return re.compile("(?<= )" + "".join(map(self._part, self.written.split())))

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every way to type the rarest part."""
        parts = [
            part for part in self.written.split() if part[0] not in "!.^$#" and part[-1] != "?"
        ]
        choices = [self._phrases(part) for part in parts if "$" not in part]
        rare = [found for choice in choices if (found := _keys(choice, _COMMON))]
        keys = min(rare or [_keys(choice, frozenset()) for choice in choices], key=len)
        return frozenset(way for word in keys for way in ways_to_type(word))

    def _part(self, part: str) -> str:
        if part in _GAPS:
            return _GAPS[part]
        if part in _ANCHORS:
            return _ANCHORS[part]
        if part.startswith("!"):
            return f"(?!{self._choice(part[1:])})"
        if part.endswith("?"):
            return f"(?:{self._choice(part[:-1])})?"
        return self._choice(part)

    def _choice(self, part: str) -> str:
        return f"(?:{'|'.join(map(_typed, self._phrases(part)))})"

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
    return frozenset(map(_undoubled, ways))


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
    return frozenset(way for way in ways if not way.isascii()) if marked else ways


def _one_of(ways: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, ways)))}) "


def _short(phrase: str) -> frozenset[str]:
    """«ca» for «công an»: a short form of a whole phrase."""
    return _SHORT.get(phrase, frozenset()) if " " in phrase else frozenset()


def _keys(phrases: Iterable[str], common: frozenset[str]) -> set[str]:
    """One rare word of each phrase; nothing if a phrase has none."""
    keys = set()
    for phrase in phrases:
        parts = phrase.removeprefix("=").split(" ")
        rare = [word for word in parts if word not in common and word != "#"]
        if not rare:
            return set()
        keys |= {max(rare, key=len), *_short(phrase)}
    return keys


def _keyed(rules: Iterable[_Rule]) -> dict[str, list[tuple[int, _Rule]]]:
    keyed: dict[str, list[tuple[int, _Rule]]] = {}
    for at, rule in enumerate(rules):
        for key in rule.keys:
            keyed.setdefault(key, []).append((at, rule))
    return keyed


def _candidates(
    keyed: Mapping[str, Sequence[tuple[int, _Rule]]], said: frozenset[str]
) -> list[_Rule]:
    found = {at: rule for word in said & keyed.keys() for at, rule in keyed[word]}
    return [found[at] for at in sorted(found)] if found else []


def _line(sentences: Iterable[Sequence[str]]) -> str:
    line = "| " + "".join(f"{' '.join(part)} | " for part in sentences if part)
    return _LETTERS_APART.sub(lambda found: found[0].replace(" ", "") + " ", line)


def _undoubled(word: str) -> str:
    """«chếtt», «buồnn»: `words` takes three of a kind only. English words of the tables are
    treated alike."""
    while len(word) > 2 and word[-1] == word[-2] and not word.isdigit():
        word = word[:-1]
    return word


def _from_telex(word: str) -> str:
    return word if word in LOANS or word in MEANINGS else from_telex(word) or word


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

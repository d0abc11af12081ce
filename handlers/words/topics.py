"""Which of a dialogue's topics a text is about, by the topics' own keywords.

The office edits the keywords, so a suggestion is explained by words anyone can read. It is only
ever a suggestion: the person confirms or changes it, and nothing is filed by it alone.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise, product
from typing import Protocol, TypeVar

from handlers.words.folding import bare, readings, spelled, spellings, words
from handlers.words.starting_topics import OTHER


class HasKeywords(Protocol):
    """What a topic needs for a text to be compared with it."""

    @property
    def code(self) -> str: ...
    @property
    def keywords(self) -> Sequence[str]: ...


T = TypeVar("T", bound=HasKeywords)


def by_fit(text: str, topics: Sequence[T]) -> list[T]:
    """All the topics, best first: cosine of words and pairs of words with each topic's keywords.

    Accents count where they were typed, short forms stand for all they may mean. Equal topics keep
    their order. «Khác» comes last, but first where no keyword was found.
    """
    scores = _scores(text, tuple(tuple(topic.keywords) for topic in topics))
    other_first = not any(scores)
    order = sorted(
        range(len(topics)),
        key=lambda at: ((topics[at].code == OTHER) != other_first, -scores[at], at),
    )
    return [topics[at] for at in order]


_Gram = tuple[str, ...]

_PAIR, _WORD, _PART = 2.5, 1.2, 0.3
"""How much is said by two words in a row, by a keyword of one word, by one word of a longer one."""
_LENGTH = 0.5
"""How much a long list weighs against a topic: 1 is the plain cosine, 0 not at all. In between,
as a list is long because its topic is broad, not because its words say less."""
_SAY_NOTHING = frozenset(
    words(
        "bị các cho chưa chỗ có của cần do đã đang đi đó được em hay hơn không khi là làm lại lên "
        "mà mình mong mỗi một muốn nên người nhiều những này nơi ở phường quá ra rất sau sẽ tại "
        "thì thêm trên trong trước tự và vào về vì với xin đề nghị ý kiến the a of to for in and"
    )
)


_Index = Mapping[_Gram, tuple[_Gram, Mapping[int, float]]]
"""For each way to type a word or a pair of words: what it is without marks, and how much it says
for which topic."""


def _scores(text: str, keywords: tuple[tuple[str, ...], ...]) -> list[float]:
    """A card is put together anew at every look, so what was found lately is remembered; under a
    fingerprint, as what people type is not to stay in memory."""
    fingerprint = sha256(text.encode(errors="surrogatepass")).digest()
    for_keywords, scores = _lately.get(fingerprint, ((), []))
    if for_keywords != keywords:
        scores = _compared(text, keywords)
        _lately[fingerprint] = keywords, scores
        if len(_lately) > _REMEMBERED:
            del _lately[next(iter(_lately))]
    return scores


_REMEMBERED = 1000
_lately: dict[bytes, tuple[tuple[tuple[str, ...], ...], list[float]]] = {}


def _compared(text: str, keywords: tuple[tuple[str, ...], ...]) -> list[float]:
    index = _index(keywords)
    best: dict[_Gram, Mapping[int, float]] = {}
    for typed in _typed_grams(text):
        key, weights = index.get(typed, ((), {}))
        best[key] = _either(best[key], weights) if key in best else weights
    scores = [0.0] * len(keywords)
    for _, weights in sorted(best.items()):
        for topic, weight in weights.items():
            scores[topic] += weight
    # Rounded, so that no order hangs on the last bit of a sum.
    return [round(score, 9) for score in scores]


def _either(one: Mapping[int, float], other: Mapping[int, float]) -> Mapping[int, float]:
    return {topic: max(one.get(topic, 0.0), other.get(topic, 0.0)) for topic in {**one, **other}}


def _typed_grams(text: str) -> set[_Gram]:
    """Every word and pair of neighbours, in every reading."""
    options = [
        [[spelled(word) for word in reading.split()] for reading in token]
        for token in readings(text)
    ]
    grams = {gram for token in options for reading in token for gram in _grams(reading)}
    for left, right in pairwise(options):
        grams.update((before[-1], after[0]) for before in left for after in right)
    return grams


def _grams(row: Sequence[str]) -> Iterator[_Gram]:
    yield from ((word,) for word in row)
    yield from pairwise(row)


@lru_cache(maxsize=256)
def _index(keywords: tuple[tuple[str, ...], ...]) -> _Index:
    """What each word and pair, without accents, says for which topic. Made once per set of lists:
    they change only when the office edits them."""
    lists = [_weighed(phrases) for phrases in keywords]
    holders = Counter(key for grams in lists for key in {_bare(gram) for gram in grams})
    index: dict[_Gram, tuple[_Gram, dict[int, float]]] = {}
    for topic, grams in enumerate(lists):
        rare = {
            gram: weight * _rarity(holders[_bare(gram)], len(lists))
            for gram, weight in grams.items()
        }
        norm = math.sqrt(sum(weight**2 for weight in rare.values())) ** _LENGTH
        for gram, weight in rare.items():
            for typed in product(*map(spellings, gram)):
                _, weights = index.setdefault(typed, (_bare(gram), {}))
                weights[topic] = max(weights.get(topic, 0.0), weight**2 / norm)
    return index


def _weighed(phrases: Iterable[str]) -> dict[_Gram, float]:
    weights: dict[_Gram, float] = {}
    for row in map(words, phrases):
        for gram in _grams(row):
            weights[gram] = max(weights.get(gram, 0.0), _weight(gram, row))
    return {gram: weight for gram, weight in weights.items() if weight}


def _weight(gram: _Gram, row: Sequence[str]) -> float:
    if len(gram) == 2:
        return _PAIR
    if len(row) == 1:
        return _WORD
    return 0.0 if gram[0] in _SAY_NOTHING or gram[0].isdigit() else _PART


def _rarity(holders: int, lists: int) -> float:
    return math.log(1 + lists / holders)


def _bare(gram: _Gram) -> _Gram:
    return tuple(map(bare, gram))

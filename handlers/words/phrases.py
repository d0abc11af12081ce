"""Cutting a short text into set phrases: what answers, greetings and thanks are made of."""

from collections.abc import Iterator, Mapping, Sequence

from handlers.words.folding import bare, fits, readings

Phrases = Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""What may be said, as it is written, by its words without marks."""

UNCLEAR = "unclear"
FILLER = ""
_LONGEST_PHRASE = 5


def phrases(table: str) -> Phrases:
    """A table of phrases between bars, written with all their marks."""
    known: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for phrase in table.split("|"):
        written = tuple(phrase.split())
        key = tuple(map(bare, written))
        known[key] = (*known.get(key, ()), written)
    return known


def spoken(text: str) -> list[str]:
    """The words of a text, of each short form the likeliest reading. A form that may be «không»
    is: in short texts it mostly is, and a no that is missed does more harm."""
    likely = ("không" if "không" in options else options[0] for options in readings(text))
    return [word for reading in likely for word in reading.split()]


def pieces(typed: Sequence[str], kinds: Mapping[str, Phrases]) -> Iterator[str]:
    """The kind of each phrase, the longest first, where a word stands in two the kind given first;
    fillers are left out, a word of no phrase is unclear."""
    at = 0
    while at < len(typed):
        kind, length = _longest(typed[at : at + _LONGEST_PHRASE], kinds)
        if kind != FILLER:
            yield kind
        at += length


def is_one_of(typed: Sequence[str], known: Phrases) -> bool:
    """Whether these words are one of the phrases, marks left out or not, drawn out or not."""
    squeezed = [_squeeze(word) for word in typed]
    return any(
        all(map(fits, way, written))
        for way in (typed, squeezed)
        for written in known.get(tuple(map(bare, way)), ())
    )


def _longest(typed: Sequence[str], kinds: Mapping[str, Phrases]) -> tuple[str, int]:
    for length in range(len(typed), 0, -1):
        for kind, known in kinds.items():
            if is_one_of(typed[:length], known):
                return kind, length
    return UNCLEAR, 1


def _squeeze(word: str) -> str:
    """«okk», «dạaa», «vângg»: a drawn-out end, where `words` only takes three of a kind."""
    while len(word) > 2 and bare(word[-1]) == bare(word[-2]):
        word = word[:-1]
    return word

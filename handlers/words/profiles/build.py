"""Builds `vi0.json`, the letter statistics of Vietnamese without accents, from our own sentences.

Run `python -m handlers.words.profiles.build` after changing `vi0_sentences.txt`. Ordinary speech
only: with loan words among the sentences («form», «deadline») short English turned Vietnamese.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from langdetect.utils.ngram import NGram

from handlers.words.folding import bare

FOLDER = Path(__file__).parent
SENTENCES = FOLDER / "vi0_sentences.txt"
PROFILE = FOLDER / "vi0.json"

_LONGEST = 3
# The detector drops what was counted rarely; with so few sentences that would be nearly all.
_COUNTED_AS = 20


def main() -> None:
    """Write the profile beside the sentences."""
    PROFILE.write_text(
        profile(SENTENCES.read_text(encoding="utf-8").splitlines()), encoding="utf-8"
    )


def profile(sentences: Iterable[str]) -> str:
    """The profile as the detector reads it: how often each run of one to three letters occurs."""
    counts = Counter(gram for sentence in sentences for gram in _grams(sentence))
    totals = [
        sum(times for gram, times in counts.items() if len(gram) == length) * _COUNTED_AS
        for length in range(1, _LONGEST + 1)
    ]
    often = {gram: times * _COUNTED_AS for gram, times in sorted(counts.items())}
    return json.dumps({"freq": often, "n_words": totals, "name": "vi0"}, ensure_ascii=False) + "\n"


def _grams(sentence: str) -> Iterator[str]:
    window = NGram()
    for letter in bare(sentence.lower()) + " ":
        window.add_char(letter)
        yield from (gram for length in range(1, _LONGEST + 1) if (gram := window.get(length)))


if __name__ == "__main__":
    main()

"""Which language a text is in, and when the conversation should follow it.

langdetect with a factory of our own (seeded, so that the same text always gives the same guess),
twelve of its profiles and one of Vietnamese without accents, which it takes for Indonesian or
Portuguese otherwise. A guess is kept for statistics and may change the language of the bot's words;
no text is ever refused or rewritten because of it.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from langdetect import DetectorFactory, LangDetectException
from langdetect.detector_factory import PROFILES_DIRECTORY

from handlers.words.folding import bare, without_telex, words

SPOKEN = ("vi", "en")
UNKNOWN = "und"

_PROFILES = ("vi", "en", "fr", "zh-cn", "zh-tw", "ko", "ja", "th", "de", "id", "es", "ru")
_WITHOUT_ACCENTS = Path(__file__).parent / "profiles" / "vi0.json"
_ENOUGH_WORDS = 3
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest language: «vi», «en», another code of ISO 639, or «und» for none."""

    language: str
    p: float


def detect(text: str) -> Guess:
    """The language of a text; the profiles are read at the first call, some 80 ms.

    Lower case, since the detector leaves out words in capitals; NFC, since it counts letters; raw
    Telex («vieecj») read first, which it is sure to be English.
    """
    detector = _factory().create()
    detector.append(_without_telex(unicodedata.normalize("NFC", text).lower()))
    try:
        found = detector.get_probabilities()
    except LangDetectException:
        return Guess(UNKNOWN, 0.0)
    return _likeliest([(guess.lang, guess.prob) for guess in found])


def should_switch(current: str, guess: Guess, length: int) -> bool:
    """Whether the bot's words should change to the guessed language by themselves.

    `length` is in words. Only to a language it speaks, on three words or more and when sure: short and mixed texts are
    guessed right in two of three cases only. A language the person chose is not asked about here.
    """
    new = guess.language in SPOKEN and guess.language != current
    return new and length >= _ENOUGH_WORDS and guess.p >= _SURE


def _without_telex(text: str) -> str:
    typed = words(text)
    read = without_telex(typed)
    return text if read == typed else bare(" ".join(read))


def _likeliest(found: list[tuple[str, float]]) -> Guess:
    summed: dict[str, float] = {}
    for name, p in found:
        language = "vi" if name == "vi0" else name
        summed[language] = summed.get(language, 0.0) + p
    if not summed:
        return Guess(UNKNOWN, 0.0)
    language = max(summed, key=lambda name: summed[name])
    return Guess(language, round(min(summed[language], 1.0), 4))


@cache
def _factory() -> DetectorFactory:
    shipped = Path(PROFILES_DIRECTORY)
    files = [*(shipped / name for name in _PROFILES), _WITHOUT_ACCENTS]
    factory = DetectorFactory()
    factory.load_json_profile([file.read_text(encoding="utf-8") for file in files])
    factory.seed = 0
    return factory

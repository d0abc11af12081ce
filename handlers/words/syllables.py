"""What a Vietnamese syllable looks like, and words typed while the Telex keyboard was off."""

import re

_ONSET = "(?:ngh|ng|nh|n|gh|gi|g|kh|k|ph|p|th|tr|t|ch|c|qu|b|d|h|l|m|r|s|v|x)?"
_OPEN = (
    "a|e|i|o|u|y|ai|ao|au|ay|eo|eu|ia|iu|oa|oe|oi|ua|ue|ui|uo|uu|uy|"
    "oai|oao|oay|oeo|ieu|yeu|uay|uoi|uou|uya|uyu"
)
_CLOSED = "(?:a|e|i|o|u|y|ie|ye|oa|oe|uo|ua|ue|uy|uye)(?:ch|c|m|ng|nh|n|p|t)"
_SYLLABLE = re.compile(f"{_ONSET}(?:{_OPEN}|{_CLOSED})")

_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_DOUBLED = (("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"))
_HOOKED = (("uo", "ươ"), ("a", "ă"), ("o", "ơ"), ("u", "ư"))
# The tone is typed at the end («rooif») or right behind a letter that has its shape («roofi»).
_TONE_LETTER = re.compile(
    r"(?<=[aeiouyâêôăơưcghmnpt])([sfrxj])(?=[cghmnpt]*$)|(?<=[âêôăơư])([sfrxj])(?=[aiouy]$)"
)
_CERTAIN = re.compile("aa|ee|oo|dd|[aou][a-z]*w")
# «nghieengx» and then some: a longer word is none, and a very long one would be slow to search.
_LONGEST = 12
_BARE = str.maketrans("đâêôăơư", "daeoaou")


def is_syllable(bare: str) -> bool:
    """Whether a lower-case word without marks could be Vietnamese. Generous: it says yes to some
    that no one uses, since it only guards against touching foreign words."""
    return _SYLLABLE.fullmatch(bare) is not None


def from_telex(typed: str) -> str | None:
    """One lower-case word of raw Telex («vieecj») with its marks, the tone at its end.

    None where the outcome is no syllable, so that «wifi» and «livestream» stay as they are.
    """
    if len(typed) > _LONGEST:
        return None
    word = _with_tone_last(_with_shapes(typed))
    letters = word.rstrip("".join(_TONES.values()))
    if word == typed or not is_syllable(letters.translate(_BARE)):
        return None
    return word


def is_certain_telex(typed: str) -> bool:
    """Whether a word shows more than a last letter that could be a tone: «has» alone proves
    nothing, «vieec» does."""
    return len(typed) <= _LONGEST and _CERTAIN.search(typed) is not None


def _with_shapes(word: str) -> str:
    for typed, meant in _DOUBLED:
        word = word.replace(typed, meant)
    if "w" not in word:
        return word
    unhooked = word.replace("w", "")
    for plain, hooked in _HOOKED:
        if plain in unhooked:
            return unhooked.replace(plain, hooked)
    return word


def _with_tone_last(word: str) -> str:
    found = _TONE_LETTER.search(word)
    if not found:
        return word
    return word[: found.start()] + word[found.end() :] + _TONES[found[0]]

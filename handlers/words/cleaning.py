"""The one door for text that people type: what no database, workbook or platform can hold goes out.

Nothing is corrected here: accents, spelling, case, `ƣ` for `ư`, odd spaces inside a line stay as
they were typed. Folding for matching is another matter and lives in `folding.py`.
The rules are those of Unicode (UAX 15, UAX 29, UTS 51) as far as chat needs them.
"""

import re
import unicodedata

MARKS_PER_LETTER = 4

_LINE_END = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_NON_CHARACTER = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}-{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
    )
    + "]"
)
# Controls, direction marks, invisible spaces and operators, the joiner of marks, annotation marks.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
# Letters made for machines: fine as the tail of a flag (England, Scotland), a hiding place elsewhere.
_FLAG_OR_TAGS = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007e]{1,6}\U000e007f)|[\U000e0000-\U000e007f]+"
)
_TOO_MANY_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){3,}")

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_JOINING = re.compile(
    "[\u0600-\u06ff\u0700-\u07ff\u0840-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]"
)
_EMOJI = re.compile("[\u203c-\u3299\U0001f000-\U0001faff]")
_SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")
_TAG = re.compile("[\U000e0020-\U000e007f]")
_LATER_JAMO = re.compile("[\u1160-\u11ff]")

# Wide, but nothing to see: fillers, the empty Braille cell, and what stands for a lost letter.
_LOOKS_EMPTY = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffd")


def clean(text: str) -> str:
    """Give the text as it may be kept; cleaning twice changes nothing more.

    Does not judge or shorten: an empty result, or a very long one, is for the asker to answer.
    """
    text = _whole_letters(text)
    text = _LINE_END.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _FLAG_OR_TAGS.sub(lambda found: found[1] or "", text)
    text = unicodedata.normalize("NFC", _without_stray_joiners(text))
    text = unicodedata.normalize("NFC", _with_few_marks(text))
    return _TOO_MANY_BLANK_LINES.sub("\n\n\n", text).strip()


def is_blank(text: str) -> bool:
    """Whether the eye finds nothing: no letter, digit, punctuation or picture."""
    return not any(_is_seen(letter) for letter in text)


def utf16_len(text: str) -> int:
    """The length as Telegram, Zalo, Excel and JavaScript count it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split_utf16(text: str, limit: int) -> list[str]:
    """Cut a text into parts a platform takes: at a paragraph, else a line, else a space.

    Only the blanks at a cut are lost, no part is blank, and nothing that is seen as one sign is cut
    (unless that sign alone is longer than the limit).
    """
    if limit < 2:
        raise ValueError(
            f"a part must have room for one sign: limit is {limit}, at least 2 expected"
        )
    parts: list[str] = []
    rest = text.strip()
    while rest:
        cut = _where_to_cut(rest, limit)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return parts


def beginning(text: str, limit: int) -> str:
    """As much of a text as fits, cut wherever the limit falls, but never inside one visible sign."""
    reach = _reach(text, limit)
    return text if reach == len(text) else text[: _whole_sign(text, reach)]


def _whole_letters(text: str) -> str:
    """Join surrogates that belong together; a lone one and a non-character become U+FFFD."""
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _NON_CHARACTER.sub("\ufffd", joined)


def _without_stray_joiners(text: str) -> str:
    if _ZWJ not in text and _ZWNJ not in text:
        return text
    return "".join(
        letter for at, letter in enumerate(text) if letter not in (_ZWJ, _ZWNJ) or _joins(text, at)
    )


def _joins(text: str, at: int) -> bool:
    """Whether the joiner at this place does something: between emoji, or in a script that joins."""
    before, after = _base_before(text, at), text[at + 1 : at + 2]
    if text[at] == _ZWJ and _EMOJI.match(before) and _EMOJI.match(after):
        return True
    return bool(_JOINING.match(before)) and not _extends(after)


def _base_before(text: str, at: int) -> str:
    for back in range(at - 1, -1, -1):
        letter = text[back]
        if not (_is_mark(letter) or _SKIN.match(letter)):
            return letter
    return ""


def _with_few_marks(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if _is_mark(letter) else 0
        if marks <= MARKS_PER_LETTER:
            kept.append(letter)
    return "".join(kept)


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Me")


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNPS" and letter not in _LOOKS_EMPTY


def _where_to_cut(text: str, limit: int) -> int:
    """The end of the next part. A paragraph or line is taken only if it fills half of the part,
    so that one early blank line does not make a message of three words."""
    reach = _reach(text, limit)
    if reach == len(text):
        return reach
    for mark, earliest in (("\n\n", reach // 2), ("\n", reach // 2), (" ", 1), ("\n", 1)):
        found = text.rfind(mark, earliest, reach + 1)
        if found > 0:
            return found
    return _whole_sign(text, reach)


def _reach(text: str, limit: int) -> int:
    left = limit
    for at, letter in enumerate(text):
        left -= 2 if letter > "\uffff" else 1
        if left < 0:
            return at
    return len(text)


def _whole_sign(text: str, reach: int) -> int:
    cut = reach
    while cut > 0 and _inside_sign(text, cut):
        cut -= 1
    return cut or reach


def _inside_sign(text: str, at: int) -> bool:
    """Whether a cut before this letter would fall into one visible sign."""
    return _extends(text[at]) or text[at - 1] == _ZWJ or _splits_flag(text, at)


def _extends(letter: str) -> bool:
    """Whether a letter only continues the one before it. No letter at all does not."""
    if not letter:
        return False
    if letter in (_ZWJ, _ZWNJ) or _SKIN.match(letter) or _TAG.match(letter):
        return True
    return unicodedata.category(letter)[0] == "M" or bool(_LATER_JAMO.match(letter))


def _splits_flag(text: str, at: int) -> bool:
    """A flag is two letters of its own alphabet: a cut is inside one after an odd number of them."""
    if not _FLAG_LETTER.match(text[at]):
        return False
    start = at
    while start > 0 and _FLAG_LETTER.match(text[start - 1]):
        start -= 1
    return (at - start) % 2 == 1

"""Whether a text tells who wrote it. Rules that miss much, since they only ask to look once more."""

import re
import unicodedata

from handlers.papers.masking import masked

_NAME = r"[A-ZÀ-ỸĐ][a-zà-ỹđ]{0,6}"
_SAYS_A_NAME = re.compile(
    r"\b(?:(?:[Ee]m|[Mm]ình|[Tt]ôi|[Tt]ớ|[Cc]háu)\s+(?:tên\s+)?là|(?:[Hh]ọ\s+(?:và\s+)?)?[Tt]ên\s+(?:em|mình|tôi|tớ)?\s*(?:là|:)|"
    rf"[Mm]y\s+name\s+is|I\s+am)\s+{_NAME}(?:\s+{_NAME}){{1,4}}\b"
)


def shows_who(text: str) -> bool:
    """A number or an address that leads to a person, or a full name given as one's own."""
    return masked(text) != text or bool(_SAYS_A_NAME.search(unicodedata.normalize("NFC", text)))

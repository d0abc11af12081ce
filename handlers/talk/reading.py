"""What a reply means, read against what was shown and not against what is offered now."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.words.names import label_in
from handlers.words.numbers import number_in
from handlers.words.yes_no import answer_in, only_nods
from storage.messages import Question


@dataclass(frozen=True, slots=True)
class Picked:
    """One of the offers, by its id."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Words, for a question that takes words."""

    text: str


@dataclass(frozen=True, slots=True)
class Stale:
    """A button of a question that is no longer open."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words that are none of the offers."""


# What is said around a label and changes nothing: «dạ gửi đi ạ», «mình chọn việc làm nhé». Not «à»
# and «đâu», which ask («gửi à», «gửi đâu»), and not «ok», since «ok k» asks, too.
_POLITE_END = re.compile(
    r"(?:[\s,]+(?:đi|di|nhé|nhe|nhá|nha|nhen|nghen|hen|luôn|luon|ạ|với|voi|giúp|giup|mình|minh|em|"
    r"bạn|ban|đó|do|đấy|nè|ne|thôi|thoi|vậy|z|please|pls))+[.!~ ]*$",
    re.IGNORECASE,
)
_POLITE_BEGINNING = re.compile(
    r"^(?:(?:dạ|da|vâng|vang)[\s,]+)*"
    r"(?:(?:(?:em|mình|minh|mk|tôi|toi|tớ|cho em|cho mình|cho minh|cho tôi)\s+)?(?:chọn|chon|lấy|lay)\s+)?",
    re.IGNORECASE,
)
# Only where one of several is asked for: under a card «em gửi» is how a message ends.
_SUBJECT = re.compile(r"^(?:em|mình|minh|mk|tôi|toi|tớ|mik)\s+", re.IGNORECASE)
# After a no «đâu» only makes it softer: «không cần nhắc đâu».
_SOFT_NO = re.compile(
    r"^((?:không|khong|ko|k|hong|hok|chưa|chua)\s.+?)\s+(?:đâu|dau)$", re.IGNORECASE
)

Reading = Picked | Typed | Stale | Unclear


def read_tap(question: Question | None, choice: str) -> Picked | Stale:
    """A tap means an offer of the open question, or nothing any more."""
    asked, _, number = choice.rpartition(":")
    if question is None or asked != question.id or not number.isdecimal():
        return Stale()
    place = int(number)
    if not 0 <= place < len(question.offers):
        return Stale()
    offer = question.offers[place]
    return Picked(offer.id, offer.label)


def read_text(question: Question, text: str) -> Picked | Typed | Unclear:
    """Typed words: a label or a number where something was offered, else an answer in words."""
    picked = (
        _label(question, text)
        or _label(question, _plainly(question, text))
        or _number(question, text)
        or _yes_or_no(question, text)
    )
    if picked is not None:
        return picked
    # «ok» under a card is no part of the proposal, and no tap on «Send» either.
    nods = question.kind == "review" and only_nods(text)
    return Unclear() if nods or question.kind == "choice" else Typed(text)


def _plainly(question: Question, text: str) -> str:
    """«dạ gửi đi nhé» says «gửi»."""
    text = _POLITE_BEGINNING.sub("", _POLITE_END.sub("", text))
    if question.kind == "choice":
        text = _SUBJECT.sub("", text)
    return _SOFT_NO.sub(r"\1", text)


def _label(question: Question, text: str) -> Picked | None:
    if not question.offers:
        return None
    place = label_in(text, [offer.label for offer in question.offers])
    if place is None:
        return None
    offer = question.offers[place]
    return Picked(offer.id, offer.label)


def _number(question: Question, text: str) -> Picked | None:
    """A number is a choice where something was offered; beside a written answer only in digits,
    since «Ba» and «Năm» are names, too."""
    if question.kind == "text" and not any(map(str.isdecimal, text)):
        return None
    number = number_in(text)
    if number is None or not 1 <= number <= len(question.offers):
        return None
    offer = question.offers[number - 1]
    return Picked(offer.id, offer.label)


def _yes_or_no(question: Question, text: str) -> Picked | None:
    if [offer.id for offer in question.offers[:2]] != ["yes", "no"]:
        return None
    wanted = answer_in(text)
    return next((Picked(o.id, o.label) for o in question.offers if o.id == wanted), None)

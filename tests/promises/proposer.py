"""A young person who knows what to expect: from the link to a receipt, and once more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

YES, SEND = "Đồng ý, mình từ 16 tuổi", "Gửi"
RECEIPT = re.compile(r"\bQT-\d\d-[0-9A-Z]{5}\b")
Expects: TypeAlias = Literal["consent", "question", "card", "receipt", "nothing"]


@dataclass(frozen=True, slots=True)
class Deed:
    """What the person does next: taps a label, or types words."""

    taps: str = ""
    types: str = ""


@dataclass(slots=True)
class Proposer:
    """Answers each question once and notes what is odd.

    What was seen before is a doubled message: a person shrugs and goes on. Whatever else is not
    what has to come now is odd, for instance a question that was answered already.
    """

    name: str
    at_most: int | None = None
    """How many opinions; without it until `has_enough`."""
    texts: list[str] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    expects: Expects = "consent"
    deeds: int = 0
    _seen: set[str] = field(default_factory=set)
    _enough: bool = False

    @property
    def is_done(self) -> bool:
        """Has all that was wanted."""
        return self.expects == "nothing"

    def has_enough(self) -> None:
        """The opinion that is under way is the last one."""
        self._enough = True

    def sees(self, text: str, labels: Sequence[str]) -> Deed | None:
        """Something new stands in the chat."""
        if text in self._seen:
            return None
        self._seen.add(text)
        deed = self._answer(text, labels)
        self.deeds += deed is not None
        return deed

    def _answer(self, text: str, labels: Sequence[str]) -> Deed | None:
        match self.expects:
            case "consent" if YES in labels:
                self.expects = "question"
                return Deed(taps=YES)
            case "question" if not labels and "?" in text:
                return self._writes()
            case "card" if SEND in labels and self.texts[-1] in text:
                self.expects = "receipt"
                return Deed(taps=SEND)
            case "receipt" if found := RECEIPT.search(text):
                self.receipts.append(found[0])
                return self._goes_on()
        self.odd.append(f"{self.expects}: {text} {list(labels)}")
        return None

    def _goes_on(self) -> Deed | None:
        if self._enough or len(self.texts) == self.at_most:
            self.expects = "nothing"
            return None
        return self._writes()

    def _writes(self) -> Deed:
        self.expects = "card"
        place = len(self.texts) + 1
        self.texts.append(self.words(place))
        return Deed(types=self.texts[-1])

    def words(self, place: int) -> str:
        """The opinion of this number, like no other of anybody."""
        return f"Đèn đường ngõ {place} của {self.name} hỏng cả tháng nay, rất tối"

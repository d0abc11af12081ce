"""What is said where something that was sent along cannot be had or read."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from handlers.words.catalogue import Words, _, joined
from storage.messages import Outgoing
from storage.outbox import Planned
from storage.people import Person

LOST = _("A file you sent did not reach me. Please send it once more.")
UNREADABLE_PHOTO = _(
    "I cannot read a photo you sent. Please send it as JPEG or PNG; from an iPhone, a screenshot of "
    "it will do."
)
UNREADABLE_FILE = _("I cannot read a file you sent. I take PDF, Word and Excel, up to 20 MB.")
SENT_WITHOUT = _(
    "Your opinion {receipt} was received without it. Send the file with a line of words if it matters."
)


def asked_again(why: str) -> Callable[[str], Words]:
    """The words for one that is lost or of a kind that cannot be read; with a receipt, that the
    opinion is there."""
    wrong = {"lost": LOST, "photo": UNREADABLE_PHOTO}.get(why, UNREADABLE_FILE)

    def words(receipt: str) -> Words:
        return joined(wrong, SENT_WITHOUT.fill(receipt=receipt), by=" ") if receipt else wrong

    return words


def letter(person: Person, words: Words, now: datetime) -> Planned:
    """The letter. Its key says nothing, since it would join a person to a file."""
    return Planned(
        channel=person.channel,
        address=person.address,
        person=person.id,
        kind="answer",
        body=Outgoing(text=words.say(person.language)),
        dedup_key=f"file={secrets.token_hex(8)}",
        not_before=now,
    )

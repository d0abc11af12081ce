"""The text of the consent, short and in full, and which text a yes was given to.

The proof of a yes names the full text: its version, and a hash of it as it is shown in that language.
The figures of how long are part of it, since a longer time is another promise; the name of the
place is left open. Who agreed to another text is asked again before anything more is kept.
"""

from __future__ import annotations

import hashlib
from functools import cache

from handlers.words.catalogue import LANGUAGES, Words, _, joined
from storage.people import Person
from storage.retention import Retention

VERSION = "1"
"""Raised by hand with every change of the full text; a test holds the two together."""

SHORT = _(
    "For the dialogue alone I keep this chat's id, your branch, what you send, and your name if you "
    "give it. The Youth Union and the office you send it to read it, to prepare the answer. Id and "
    "name are erased {identity} months after the conclusion; see, withdraw or erase sooner with "
    "/dulieu. Do you agree?"
)
_FULL = (
    _("Your data, in full (version {version})"),
    _(
        "Who answers for it: the People's Committee of {ward} with the Youth Union of {ward}. I am "
        "their program, not a person."
    ),
    _(
        "What: this chat's id, your language, your branch, what you send with its photos and files. "
        "Also when and in which words you agreed or refused, as a proof. Your name only if you give "
        "it; your year of birth only if your name is to be shown in public. Please send no identity "
        "or account numbers, and nothing private about others."
    ),
    _(
        "What for: to prepare the dialogue, to answer you, to remind you of the closing date and tell "
        "you of a new day. Showing your name in public and messages about other activities are asked "
        "on their own. If you refuse those two, you can send opinions all the same."
    ),
    _(
        "Who sees it: the Youth Union and the office you send it to read the opinion; your name only "
        "if you give it. Whoever runs the machine could look up which chat an opinion came from. No "
        "third party receives it, and nothing is published with a name unless you have allowed that."
    ),
    _(
        "Where: on Telegram your messages pass through Telegram's servers abroad, under Telegram's "
        "own rules. I do not hear of a message that you delete there: /dulieu erases it here. The chat on the "
        "web page passes through no such service."
    ),
    _(
        "How long: your name and the link to this chat are erased {identity} months after the "
        "conclusion is published. A draft goes {drafts} days after you last touched it, the web "
        "page's chat {transcripts} days after the dialogue, the office's files after {exports} days. "
        "Backups end after {backups} days. What stands in a conclusion stays, without your name. If "
        "you do not agree, this chat is forgotten after {strangers} days."
    ),
    _(
        "Your rights: to see, copy, correct, withdraw each consent, restrict, object, erase and "
        "complain. /dulieu does it at once; /caidat changes how your name stands and which messages "
        "you get. What has to be done by hand is acknowledged in 2 working days and done in 15 days. "
        "Withdrawing does not change what was done before."
    ),
    _("Age: from 16 on; the name of who is 16 or 17 is never shown in public."),
    _("By law: the Law on Personal Data Protection 91/2025/QH15 and Decree 356/2025/NĐ-CP."),
    _("Do you agree?"),
)


def short(retention: Retention) -> Words:
    """What is kept, why, who reads it, how long, how it is taken back, and the question."""
    return SHORT.fill(identity=retention.identity_months)


def full(retention: Retention, ward: str) -> Words:
    """The whole text with the same question below it."""
    return joined(*_FULL).fill(
        version=VERSION,
        ward=ward,
        identity=retention.identity_months,
        drafts=retention.drafts_days,
        transcripts=retention.transcripts_days,
        exports=retention.exports_days,
        backups=retention.backups_days,
        strangers=retention.strangers_days,
    )


@cache
def digest(language: str, retention: Retention) -> str:
    """The fingerprint of the full text in a language, with the name of the place left open."""
    return hashlib.sha256(full(retention, "{ward}").say(language).encode()).hexdigest()


@cache
def current(retention: Retention) -> frozenset[str]:
    """The texts that a yes may have been given to, as `Person.terms` keeps them."""
    return frozenset(f"{VERSION}:{digest(language, retention)}" for language in LANGUAGES)


def stands(person: Person, retention: Retention) -> bool:
    """Whether somebody has said yes, and to the text as it is now."""
    return person.state == "yes" and person.terms in current(retention)

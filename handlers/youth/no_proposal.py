"""What is written here and belongs elsewhere, or nowhere: said kindly, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from handlers.talk.script import Talk, conversation
from handlers.words.catalogue import Words, _, joined
from handlers.words.helpers import Near, door
from handlers.words.programme import moment
from storage import contacts

DENUNCIATION = _(
    "This accuses somebody, so I keep none of it and pass nothing on, no name either. To be looked "
    "into, it needs a signed letter or a visit in person: {door}. If you have a wish for everybody, "
    "without a name, write me that."
)
COMPLAINT = _(
    "This is a complaint about a decision, which has its own way and its own deadline, so I do not "
    "keep it. Ask soon there: {door}. If you have a wish for everybody, write me that."
)
ID_NUMBER = _(
    "I have not kept that message: no identity number is needed here. Please send it again without "
    "the number."
)
BANK_NUMBER = _(
    "I have not kept that message: no account or card number is needed here. Please send it again "
    "without the number."
)
PHONE = _("I have not kept that number: no phone number is needed, I answer you right here.")
DELETE_IT = _("You had better delete the old one in this chat.")
SPAM = _(
    "I take no advertising, so I have not kept that message. What should change where you live? "
    "Write me that."
)
SPAM_RESTS = _(
    "That is advertising three times in a row, so I read no messages from you until {until}. Is "
    "that a mistake? Tell your branch secretary."
)
CALM = _("I see that you are angry.")
WHAT_HAPPENED = _("What happened, and where?")
INSULT_RESTS = _("I see that you are angry. I take a break until {until}, then I listen again.")
POLITICAL = _("I only help to send opinions to the dialogue, and talk about nobody.")


@conversation("no_proposal", aside=True, consent=False)
async def no_proposal(talk: Talk) -> None:
    """A sentence or two, and the right door where there is one."""
    said = _SAID[str(talk.brought("kind"))]
    units = [unit.id for unit in talk.programme.all.above(talk.brought("unit"))]
    talk.say(said(talk, await contacts.near(talk.db, units)))


def _accusation(_talk: Talk, near: Near) -> Words:
    return DENUNCIATION.fill(door=door(near))


def _complaint(_talk: Talk, near: Near) -> Words:
    return COMPLAINT.fill(door=door(near))


def _number(words: Words) -> Callable[[Talk, Near], Words]:
    def said(talk: Talk, _near: Near) -> Words:
        """Where the message stays in the person's own chat, that is said, too."""
        return joined(words, DELETE_IT, by=" ") if talk.reaches else words

    return said


def _spam(talk: Talk, _near: Near) -> Words:
    return SPAM_RESTS.fill(until=_until(talk)) if talk.brought("until") else SPAM


def _insult(talk: Talk, _near: Near) -> Words:
    if talk.brought("until"):
        return INSULT_RESTS.fill(until=_until(talk))
    return CALM if talk.brought("asked") else joined(CALM, WHAT_HAPPENED, by=" ")


def _political(_talk: Talk, _near: Near) -> Words:
    return POLITICAL


def _until(talk: Talk) -> Callable[[str], str]:
    return moment(datetime.fromisoformat(str(talk.brought("until"))), talk.zone)


_SAID: dict[str, Callable[[Talk, Near], Words]] = {
    "denunciation": _accusation,
    "complaint": _complaint,
    "id_number": _number(ID_NUMBER),
    "bank_number": _number(BANK_NUMBER),
    "phone": _number(PHONE),
    "spam": _spam,
    "insult": _insult,
    "political": _political,
}

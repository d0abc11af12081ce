"""Messages about other activities: a consent of its own, asked once and never in the way."""

from __future__ import annotations

from handlers.talk.script import Talk, conversation
from handlers.words.catalogue import Words, _
from handlers.youth import consent
from storage import consents
from storage.consents import Kind
from storage.database import Writer
from storage.people import Person

YES, NO = _("Yes, tell me"), _("No, thanks")


@conversation("news", look=True)
async def news(talk: Talk) -> None:
    """Under the first receipt; whatever is typed instead of an answer goes its own way."""
    # No yes or no by a word that may mean something else: «ok» after a receipt is politeness.
    wanted = await talk.choose(
        "news",
        _(
            "One more thing, which you may skip: may the Youth Union also write to you here about "
            "other activities?"
        ),
        [True, False],
        label=lambda wanted: YES if wanted else NO,
        ident=lambda wanted: "news" if wanted else "none",
    )
    async with talk.act() as tx:
        talk.person = record(tx, talk, "news", YES if wanted else NO, given=wanted)
    talk.say(
        _("All right, you will hear of them here; /caidat stops it.")
        if wanted
        else _("All right, only what concerns the dialogue. /caidat changes that.")
    )


def record(tx: Writer, talk: Talk, kind: Kind, answer: Words, *, given: bool) -> Person:
    """The proof of an answer to a consent, in the words that stood on the button."""
    language = talk.person.language
    return consents.record(
        tx,
        talk.person,
        kind=kind,
        given=given,
        answer=answer.say(language),
        version=consent.VERSION,
        digest=consent.digest(language, talk.retention),
        now=talk.now,
    )

"""Somebody is in distress or in danger: the form is silent, and there are numbers to call.

The words that began it are not kept here. Only who says yes has them shown to the duty officer, and
then the person's own device brings them along, or they are asked for.
"""

from __future__ import annotations

from datetime import datetime

from handlers.talk.script import BESIDE, Talk, conversation
from handlers.words.catalogue import Words, _, joined, verbatim
from handlers.words.cleaning import is_blank
from handlers.words.helpers import numbers
from storage import contacts, roles, safety

HEARD = {
    "self_harm": _(
        "Hearing you say that, I am very worried. I am a program and not a person, so please call "
        "somebody now:"
    ),
    "self_harm_hint": _(
        "Hearing you say that, I am worried. I am a program and not a person, so please talk to an "
        "adult you trust, or call:"
    ),
    "child_abuse": _(
        "This is not your fault, and you need not tell more of it here. I am a program and not a "
        "person, so please call somebody who helps:"
    ),
    "emergency": _("Please call at once; I am a program and cannot call for you:"),
}
HEARD_WITHOUT_NUMBERS = _(
    "I am worried. I am a program and not a person, so please talk to an adult you trust, at once."
)
AGAIN = _("Please call somebody now:")
IN_NEED = _("Is somebody in danger, or not well at all? Call one of these:")
HARMING = _("Are you thinking of harming yourself?")
TELL = _("Shall I tell the duty officer? Only this message is read there, without who you are.")
NOBODY = _("There is no duty officer here, so I cannot tell anybody for you.")
YES, NO, ON = _("Yes, tell them"), _("No"), _("Write on")
THANKS = _("Thank you for answering. If that changes, please call one of these numbers.")
TOLD_NOBODY = _(
    "All right, I tell nobody. You can still call these numbers, or talk to an adult you trust."
)
WRITE = _("What should the duty officer know? One message is enough; I do not say who you are.")
NOTHING_MORE = _("Just tell them")
TOLD = _(
    "I have told the duty officer at {hour}, without your name; the words go after 7 days at the "
    "latest."
)
MAY_ANSWER = _("One message may come back to you here, but nobody can say when it is read.")
MAY_ANSWER_ON_THE_PAGE = _(
    "One message may come back to you on this page, but nobody can say when it is read."
)
IF_IN_DANGER = _("If you are in danger, call one of the numbers above.")
WHEN_YOU_LIKE = _("When you want to write on, choose “{on}”.")
LONGEST = 2000


@conversation("alarm", consent=False)
async def alarm(talk: Talk) -> None:
    """Numbers at once; then whether somebody is to be told."""
    kind = str(talk.brought("kind"))
    near = await contacts.near(talk.db, _units(talk))
    whom = numbers(near, kind)
    heard = _heard(talk, kind, whom)
    ward = await _on_duty(talk)
    if ward is not None:
        talk.hold()
    if kind == "self_harm_hint":
        deep = await _asked(talk, "harm", joined(heard, HARMING), yes=_("Yes"))
        if not deep:
            _over(talk, THANKS)
            return
        heard = joined(AGAIN, whom, by="\n") if whom else HEARD_WITHOUT_NUMBERS
    if ward is None:
        _over(talk, joined(heard, NOBODY))
        return
    if not await _asked(talk, "tell", joined(heard, TELL), yes=YES):
        _over(talk, TOLD_NOBODY)
        return
    words = talk.held or await talk.ask("words", WRITE, skip=NOTHING_MORE)
    async with talk.act() as tx:
        safety.seal(
            tx,
            person=talk.person.id,
            unit=ward,
            kind=kind,
            words=_short(words),
            now=talk.now,
        )
    answer = MAY_ANSWER if talk.reaches else MAY_ANSWER_ON_THE_PAGE
    told = TOLD.fill(hour=_hour(talk, talk.now))
    _over(talk, joined(told, answer, IF_IN_DANGER, by=" "))


@conversation("onward", consent=False)
async def onward(talk: Talk) -> None:
    """The form waits until who wrote it wants to go on."""
    await talk.choose(
        "on",
        WHEN_YOU_LIKE.fill(on=ON),
        ["on"],
        label=lambda _option: ON,
        ident=str,
        alone=True,
    )


@conversation("numbers", commands=("sos", "khancap"), aside=True, consent=False)
async def numbers_(talk: Talk) -> None:
    """Only whom to call: after an alarm, or asked for."""
    kind = talk.brought("kind")
    near = await contacts.near(talk.db, _units(talk))
    whom = numbers(near, str(kind or "help"))
    begins = AGAIN if kind else IN_NEED
    talk.say(joined(begins, whom, by="\n") if whom else HEARD_WITHOUT_NUMBERS)


async def _asked(talk: Talk, key: str, prompt: Words, *, yes: Words) -> bool:
    """Yes or no; who was writing something may also go on with that."""
    answers = {"yes": yes, "no": NO} | ({"on": ON} if talk.brought("parked") else {})
    answer = await talk.choose(key, prompt, list(answers), label=answers.__getitem__, ident=str)
    if answer == "on":
        talk.end(verbatim(""))
    return answer == "yes"


def _heard(talk: Talk, kind: str, whom: Words | None) -> Words:
    """The first time in full; then the numbers are enough."""
    if whom is None:
        return HEARD_WITHOUT_NUMBERS
    is_known = talk.brought("again") or talk.brought(BESIDE)
    return joined(AGAIN if is_known else HEARD[kind], whom, by="\n")


def _over(talk: Talk, words: Words) -> None:
    talk.say(words)
    if talk.brought("parked"):
        talk.then("onward")


def _units(talk: Talk) -> list[int]:
    """The own unit and those above it, the nearest first."""
    own = talk.brought("unit") or talk.person.unit
    return [unit.id for unit in talk.programme.all.above(own)]


async def _on_duty(talk: Talk) -> int | None:
    """The nearest unit above that has a duty officer who can be written to, but the branch itself:
    what is opened is not to be told by a branch of five. None where nobody is."""
    own = talk.brought("unit")
    units = [each for each in _units(talk) if each != own or len(_units(talk)) == 1]
    held = {
        role.unit for role in await roles.every(talk.db, "duty") if role.person != talk.person.id
    }
    return next((unit for unit in units if unit in held), None)


def _short(words: str | None) -> str:
    return "" if words is None or is_blank(words) else words[:LONGEST]


def _hour(talk: Talk, moment: datetime) -> str:
    return f"{moment.astimezone(talk.zone):%H:%M}"

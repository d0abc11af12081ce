"""Short answers that cost no draft: the deadline, help, a receipt's state, the language."""

from __future__ import annotations

from handlers.talk.script import Talk, conversation
from handlers.words.catalogue import Words, _, joined, verbatim
from handlers.words.programme import chairperson, day, left, moment
from handlers.youth.mine import state_words
from storage import people, proposals, roles, told
from storage.dialogues import DAYS_AHEAD
from storage.programme import Dialogue

PLACE = _("It begins at {hour}; place: {place}.")
REMIND = _("/nhac: I can remind you before it closes.")
DEADLINE = _("{chairperson}, “{theme}”: dialogue on {day}. Opinions until {cutoff} — {left}.")
AT_MOST = 3
"""Dialogues named; more than a ward and a province is only for who has no branch yet."""
TOO_MANY_GUESSES = _("That was many wrong codes. Please look at yours and try again in an hour.")


@conversation(
    "deadline", commands=("han", "deadline"), title=_("Closing date"), aside=True, consent=False
)
async def deadline(talk: Talk) -> None:
    """When opinions close, how long that is, and why then."""
    if not talk.programme.open_dialogues:
        talk.end(_("No dialogue is open for you right now."))
    named = talk.programme.open_dialogues[:AT_MOST]
    for dialogue in named:
        talk.say(_deadline(talk, dialogue))
    why = _(
        "It closes {days} days ahead, so that the office can read everything and prepare an "
        "answer. What comes later is taken until the dialogue begins, marked “sent late”."
    )
    talk.say(joined(why.fill(days=DAYS_AHEAD), REMIND, by=" "))
    if talk.person.state == "yes":
        async with talk.act() as tx:
            for dialogue in named:
                told.tell(tx, talk.person.id, dialogue, place=True)


@conversation("help", commands=("trogiup", "help"), title=_("Help"), aside=True, consent=False)
async def help_(talk: Talk) -> None:
    """What the bot is, who reads it, and the few things it can do."""
    trial = _("This is a trial run with sample data.") if talk.programme.is_sample else None
    words = [
        _(
            "I carry what young people propose to the dialogue with the local chairperson, and "
            "bring the answer back. I am a program, not a person."
        ),
        _(
            "/gopy – send an opinion (or just write it)\n/ykien – what you have sent\n"
            "/han – closing date\n/nhac – a reminder before it\n/caidat – language, messages\n/dulieu – what I keep of you\n/sos – whom to call in need\n/huy – drop what is open\n/back – one question back\n"
            "/english, /tiengviet – language"
        ),
    ]
    talk.say(joined(*([trial] if trial else []), *words, *_for_roles(talk)))


@conversation("status", aside=True, consent=False)
async def status(talk: Talk) -> None:
    """A receipt shows its state to whoever holds it, never the text."""
    if not await roles.may_guess(talk.db, talk.person.id, talk.now):
        talk.end(TOO_MANY_GUESSES)
    found = await proposals.status(talk.db, str(talk.brought("receipt")))
    if found is None:
        async with talk.act() as tx:
            await roles.guessed_wrong(tx, talk.person.id, talk.now)
        talk.say(_("I do not know that receipt. Please look at it once more, letter by letter."))
        return
    dialogue = talk.programme.all.dialogues[found.dialogue]
    talk.say(
        _("{receipt}: {state}. It goes to the dialogue of {chairperson} on {day}."),
        receipt=found.receipt,
        state=state_words(found.state, late=found.late),
        chairperson=chairperson(talk.programme.addressee(dialogue)),
        day=day(dialogue.at, talk.zone),
    )
    if talk.person.state == "yes":
        async with talk.act() as tx:
            told.tell(tx, talk.person.id, dialogue, cutoff=False)


@conversation("english", commands=("english", "tienganh"), aside=True, consent=False)
async def english(talk: Talk) -> None:
    """From now on in English."""
    await _speak(talk, "en", _("I speak English with you now. /tiengviet goes back."))


@conversation("vietnamese", commands=("tiengviet", "vietnamese"), aside=True, consent=False)
async def vietnamese(talk: Talk) -> None:
    """From now on in Vietnamese."""
    await _speak(talk, "vi", _("I speak Vietnamese with you now. /english goes back."))


async def _speak(talk: Talk, language: str, words: Words) -> None:
    async with talk.act() as tx:
        talk.person = await people.speak(tx, talk.person, language)
    talk.say(verbatim(words.say(language)))


def _deadline(talk: Talk, dialogue: Dialogue) -> Words:
    deadline = DEADLINE.fill(
        chairperson=chairperson(talk.programme.addressee(dialogue)),
        theme=dialogue.theme,
        day=day(dialogue.at, talk.zone),
        cutoff=moment(dialogue.cutoff, talk.zone),
        left=left(talk.now, dialogue.cutoff, talk.zone),
    )
    if not dialogue.place:
        return deadline
    place = PLACE.fill(hour=f"{dialogue.at.astimezone(talk.zone):%H:%M}", place=dialogue.place)
    return joined(deadline, place, by=" ")


def _for_roles(talk: Talk) -> list[Words]:
    held = {role.name for role in talk.roles}
    lines = {
        "secretary": _("/thongbao – announce something to your unit"),
        "staff": _("/xuat – the workbook with all opinions"),
    }
    return [words for role, words in lines.items() if role in held]

"""From a branch's link to a yes: whose dialogue it is, who reads it, what is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from handlers.talk.script import HELD_IN, Invalid, Talk, conversation
from handlers.words.catalogue import Words, _, joined, verbatim
from handlers.words.names import find
from handlers.words.programme import chairperson, day, inside, moment
from storage import consents, people, told
from storage.database import Writer
from storage.programme import Dialogue, Unit

CONSENT_VERSION = "1"
ROUNDS = 8
"""Times that somebody may say «not my branch» in a row."""
AT_MOST = 5
"""Branches shown when several fit: a ward has up to 180 of them."""

WHOSE = _(
    "Hello, I am the Đối Thoại bot of {ward}{trial}. {chairperson} will hold a dialogue with young "
    "people on {day}: “{theme}”. Opinions are taken until {cutoff}."
)
NOTHING_PLANNED = _(
    "Hello, I am the Đối Thoại bot of {ward}{trial}. No dialogue is open right now, but "
    "you can already write down what should change."
)
WHERE = _("This is where young people send their opinion to the dialogue with their chairperson.")
WHICH_BRANCH = _(
    "Which branch or neighbourhood are you in? Type its name, with or without accents."
)
CONSENT = _(
    "You belong to {branch}, right? What you send is read by the Youth Union and the office of "
    "{ward}, to prepare the answer. I keep this chat's id, your branch and what you "
    "send; your name only if you choose to give it. You can correct or withdraw what you sent "
    "until the closing date. Do you agree?"
)
YES, NO = _("I agree, I am 16 or older"), _("I do not agree")
YOUNG, ELSEWHERE = _("I am under 16"), _("That is not my branch")
_ANSWERS = {"yes": YES, "no": NO, "young": YOUNG, "elsewhere": ELSEWHERE}


@conversation("join", starts="b", consent=False)
async def join(talk: Talk) -> None:
    """Someone new says yes or no; someone known may move to another branch."""
    if talk.person.state == "yes":
        await _move(talk)
        return
    for round_ in range(ROUNDS):
        branch = await _branch(talk, round_)
        named = next(iter(talk.programme.all.open_for(branch.id, talk.now)), None)
        answer = await talk.choose(
            f"consent{round_}",
            _consent(talk, branch, named),
            list(_ANSWERS),
            label=_ANSWERS.__getitem__,
            ident=_to_what(named),
        )
        if answer != "elsewhere":
            break
    else:
        talk.end(
            _(
                "Let us stop here. Ask in your neighbourhood what your branch is called, then write to me."
            )
        )
    unit = branch.id if answer == "yes" else None
    async with talk.act() as tx:
        if answer == "yes":
            await _keep_proof(tx, talk)
            if named is not None:
                told.tell(tx, talk.person.id, named)
        talk.person = await people.become(tx, talk.person, state=answer, unit=unit)
    if answer == "yes":
        _go_on(talk)
    elif answer == "no":
        talk.say(
            _(
                "That is fine. I keep nothing but this answer. If you change your mind, just "
                "write to me."
            )
        )
    else:
        talk.say(
            _(
                "Thank you for wanting to take part! From 16 on you can send an opinion yourself. "
                "Until then tell the Youth Union or the Pioneers at your school; for help of any "
                "kind children can call 111, free of charge, day and night."
            )
        )


async def _keep_proof(tx: Writer, talk: Talk) -> None:
    """Of a yes only: of who says no or is too young nothing is kept but that."""
    language = talk.person.language
    consents.record(
        tx,
        talk.person,
        kind="dialogue",
        given=True,
        answer=YES.say(language),
        version=CONSENT_VERSION,
        digest=consent_hash(language),
        now=talk.now,
    )


def _go_on(talk: Talk) -> None:
    """With what was written before the yes; where nobody held it, it is asked for again."""
    if talk.held:
        talk.then("propose", text=talk.held)
        return
    talk.then("propose")
    if talk.brought(HELD_IN):
        talk.say(
            _(
                "What you wrote before, I did not keep, since you had not agreed yet. Please send "
                "it once more."
            )
        )


def consent_hash(language: str) -> str:
    """The fingerprint of the text that was agreed to."""
    return hashlib.sha256(CONSENT.template(language).encode()).hexdigest()


async def _move(talk: Talk) -> None:
    linked = _linked(talk)
    if linked is None or linked.id == talk.person.unit:
        talk.then("propose")
        return
    wanted = await talk.confirm(
        "move",
        _("This link is of {branch}. Do you belong there now?").fill(branch=full(talk, linked)),
        yes=_("Yes, move me there"),
        no=_("No, leave it"),
    )
    if not wanted:
        talk.end(_("All right, nothing changes."))
    async with talk.act() as tx:
        talk.person = await people.become(tx, talk.person, state="yes", unit=linked.id)
    talk.then("propose")


async def _branch(talk: Talk, round_: int) -> Unit:
    """The branch of the link, else the one that is typed; never a wall of buttons."""
    linked = _linked(talk)
    if round_ == 0 and linked is not None:
        return linked
    return await talk.find(
        f"branch{round_}",
        joined(WHERE, WHICH_BRANCH) if round_ == 0 else WHICH_BRANCH,
        lambda typed: _search(talk, typed),
        talk.programme.all.unit,
        which=_("Which of these? If it is not here, type its name once more."),
        label=lambda unit: verbatim(full(talk, unit)),
        ident=lambda unit: unit.code,
    )


def _search(talk: Talk, typed: str) -> list[Unit]:
    """Branches by name, alias or a name of what lies above: «khu pho 5», «phường Phú Sơn cũ»."""
    programme = talk.programme.all
    branches = programme.branches()

    def names(unit: Unit) -> list[str]:
        own = [unit.name, *unit.aliases]
        above = [n for u in programme.above(unit.parent) for n in (u.name, *u.aliases)]
        return [*own, *(f"{mine} {higher}" for mine in own for higher in above), *above]

    found = find(typed, branches, names)
    if not found:
        raise Invalid(
            _(
                "I did not find a branch of that name. Try just the number or one word of it, "
                "such as “khu pho 5”."
            )
        )
    return found[:AT_MOST]


def _linked(talk: Talk) -> Unit | None:
    code = talk.brought("link")
    unit = talk.programme.all.unit(code) if code else None
    return unit if unit and talk.programme.all.is_branch(unit) else None


def full(talk: Talk, unit: Unit) -> str:
    """«Khu phố 3, phường Quang Trung»: names repeat, so the unit above stands with it."""
    above = talk.programme.all.units.get(unit.parent) if unit.parent is not None else None
    return f"{unit.name}, {inside(above.name)}" if above else unit.name


def _to_what(named: Dialogue | None) -> Callable[[str], str]:
    """Ids of the answers: a yes to another day than the one that was named is asked for again."""
    to = f":{named.id}.{named.moves}" if named else ""
    return lambda answer: f"{answer}{to}"


def _consent(talk: Talk, branch: Unit, nearest: Dialogue | None) -> Words:
    programme = talk.programme.all
    ward = inside(programme.units[branch.parent or branch.id].name)
    trial = _(" (trial run)") if talk.programme.is_sample else verbatim("")
    agree = CONSENT.fill(branch=full(talk, branch), ward=ward)
    if nearest is None:
        return joined(NOTHING_PLANNED.fill(ward=ward, trial=trial), agree)
    return joined(_whose(talk, nearest).fill(ward=ward, trial=trial), agree)


def _whose(talk: Talk, dialogue: Dialogue) -> Words:
    return WHOSE.fill(
        chairperson=chairperson(talk.programme.addressee(dialogue)),
        day=day(dialogue.at, talk.zone),
        theme=dialogue.theme,
        cutoff=moment(dialogue.cutoff, talk.zone),
    )

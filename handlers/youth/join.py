"""From a branch's link to a yes: whose dialogue it is, who reads it, what is kept."""

from __future__ import annotations

from collections.abc import Callable

from handlers.talk.script import HELD_IN, Invalid, Talk, conversation
from handlers.words.catalogue import Words, _, joined, verbatim
from handlers.words.names import meant
from handlers.words.programme import chairperson, day, inside, moment
from handlers.youth import consent
from handlers.youth.news import record
from handlers.youth.young import farewell
from storage import people, strangers, told
from storage.database import Writer
from storage.people import Person
from storage.programme import Dialogue, Programme, Unit

ROUNDS = 8
"""Times that somebody may say «not my branch» in a row."""
AT_MOST = 5
"""Branches shown when several fit: a ward has up to 180 of them."""

HELLO = _(
    "Hello, I am the Đối Thoại bot of the Youth Union and People's Committee of {ward}{trial}."
)
AGAIN = _(
    "The text you agreed to has changed, so I ask again; what you sent stays under the old one."
)
WHOSE = _("Dialogue: {chairperson}, {day}, “{theme}”\nOpinions until: {cutoff}")
NOTHING_PLANNED = _("Dialogue: none is open yet, you can already write down your opinion")
YOUR_BRANCH = _("Your branch: {branch}")
WHERE = _("This is where young people send their opinion to the dialogue with their chairperson.")
WHICH_BRANCH = _(
    "Which branch or neighbourhood are you in? Type its name, with or without accents."
)
YES, NO = _("I agree, I am 16 or older"), _("I do not agree")
YOUNG, ELSEWHERE = _("I am under 16"), _("That is not my branch")
IN_FULL = _("See it in full")
_ANSWERS = {"yes": YES, "no": NO, "young": YOUNG, "elsewhere": ELSEWHERE, "full": IN_FULL}


@conversation("join", starts="b", consent=False)
async def join(talk: Talk) -> None:
    """Someone new says yes or no, someone known may move to another branch; who agreed to another
    text than today's is asked again."""
    if consent.stands(talk.person, talk.retention):
        await _move(talk)
        return
    branch, named, answer = await _answer(talk)
    is_known = talk.person.unit is not None
    async with talk.act() as tx:
        if answer == "yes":
            talk.person = _proof(tx, talk, given=True)
            talk.person = await people.become(tx, talk.person, state="yes", unit=branch.id)
            if named is not None:
                told.tell(tx, talk.person.id, named)
        elif answer == "no" and is_known:
            talk.person = _proof(tx, talk, given=False)
            talk.person = await people.become(tx, talk.person, state="no", unit=talk.person.unit)
        elif answer == "no":
            talk.person = await people.become(tx, talk.person, state="no", unit=None)
        else:
            talk.ends_all()
            talk.person = await strangers.is_a_child(tx, talk.person, talk.now)
    if answer == "yes":
        _go_on(talk)
    elif answer == "young":
        talk.say(await farewell(talk))
    elif is_known:
        talk.say(
            _(
                "That is fine, I keep nothing new. What you sent before stays under what you agreed "
                "to then; /dulieu takes it back."
            )
        )
    else:
        talk.say(
            _(
                "That is fine. I keep nothing but this answer. If you change your mind, just "
                "write to me."
            )
        )


async def _answer(  # noqa: RET503 (`end` never returns)
    talk: Talk,
) -> tuple[Unit, Dialogue | None, str]:
    """The branch, the dialogue that was named, and what was answered to that."""
    for round_ in range(ROUNDS):
        branch = await _branch(talk, round_)
        named = next(iter(talk.programme.all.open_for(branch.id, talk.now)), None)
        answer = await _asked(talk, f"consent{round_}", _in_short(talk, branch, named), named)
        if answer == "full":
            words = consent.full(talk.retention, _ward(talk, branch))
            answer = await _asked(talk, f"full{round_}", words, named, but="full")
        if answer != "elsewhere":
            return branch, named, answer
    talk.end(
        _(
            "Let us stop here. Ask in your neighbourhood what your branch is called, then write to me."
        )
    )


async def _asked(
    talk: Talk, key: str, words: Words, named: Dialogue | None, *, but: str = ""
) -> str:
    return await talk.choose(
        key,
        words,
        [answer for answer in _ANSWERS if answer != but],
        label=_ANSWERS.__getitem__,
        ident=_to_what(named),
    )


def _proof(tx: Writer, talk: Talk, *, given: bool) -> Person:
    """Of a yes, and of a no to a changed text: of who never agreed nothing is kept but that."""
    return record(tx, talk, "dialogue", YES if given else NO, given=given)


def _go_on(talk: Talk) -> None:
    """With what waited, else with what was written before the yes; where nobody held that, or it
    would take the place of what waits, it is asked for again."""
    if talk.waiting:
        talk.say(_("Thank you. What you had begun is still here."))
    elif talk.held:
        talk.then("propose", text=talk.held)
        return
    else:
        talk.then("propose")
    if talk.brought(HELD_IN):
        talk.say(
            _(
                "What you wrote before, I did not keep, since you had not agreed yet. Please send "
                "it once more."
            )
        )


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
    known = _linked(talk) or talk.programme.unit
    if round_ == 0 and known is not None:
        return known
    return await talk.find(
        f"branch{round_}",
        joined(WHERE, WHICH_BRANCH) if round_ == 0 else WHICH_BRANCH,
        lambda typed: search(talk.programme.all, typed),
        talk.programme.all.unit,
        which=_("Which of these? If it is not here, type its name once more."),
        label=lambda unit: verbatim(full(talk, unit)),
        ident=lambda unit: unit.code,
    )


def branches_named(programme: Programme, typed: str) -> list[Unit]:
    """Branches by name, alias or a name of what lies above: «khu pho 5», «phường Phú Sơn cũ»; the
    best first, those that the typed accents speak against left out."""

    def names(unit: Unit) -> list[str]:
        own = [unit.name, *unit.aliases]
        above = [n for u in programme.above(unit.parent) for n in (u.name, *u.aliases)]
        return [*own, *(f"{mine} {higher}" for mine in own for higher in above), *above]

    return meant(typed, programme.branches(), names)


def search(programme: Programme, typed: str) -> list[Unit]:
    """The few branches to choose from, or why there is none."""
    found = branches_named(programme, typed)
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


def _in_short(talk: Talk, branch: Unit, nearest: Dialogue | None) -> Words:
    """Who asks, about which dialogue, of which branch, and the short form of the consent."""
    trial = _(" (trial run)") if talk.programme.is_sample else verbatim("")
    asks = HELLO.fill(ward=_ward(talk, branch), trial=trial)
    if talk.person.state == "yes":
        asks = AGAIN
    whose = NOTHING_PLANNED if nearest is None else _whose(talk, nearest)
    rows = joined(whose, YOUR_BRANCH.fill(branch=full(talk, branch)), by="\n")
    return joined(asks, rows, consent.short(talk.retention))


def _ward(talk: Talk, branch: Unit) -> str:
    return inside(talk.programme.all.units[branch.parent or branch.id].name)


def _whose(talk: Talk, dialogue: Dialogue) -> Words:
    return WHOSE.fill(
        chairperson=chairperson(talk.programme.addressee(dialogue)),
        day=day(dialogue.at, talk.zone),
        theme=dialogue.theme,
        cutoff=moment(dialogue.cutoff, talk.zone),
    )

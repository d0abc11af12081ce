"""My data: to see, to correct, to take a consent back, to be forgotten; each at once."""

from __future__ import annotations

from handlers.talk.script import Talk, conversation
from handlers.words.catalogue import Words, _, counted, joined, verbatim
from handlers.words.programme import moment
from handlers.youth.join import full, search
from storage import consents, erasure, people, requests
from storage.consents import Kind
from storage.erasure import Scope
from storage.requests import Kind as Asked

SEE, CORRECT, WITHDRAW, ERASE = "see", "correct", "withdraw", "erase"
_DEEDS = {
    SEE: _("See everything"),
    CORRECT: _("Correct"),
    WITHDRAW: _("Withdraw a consent"),
    ERASE: _("Erase everything"),
}
_CORRECTIONS = {
    "opinions": _("An opinion I sent"),
    "branch": _("My branch"),
    "leave": _("Nothing"),
}
_CONSENTS: dict[Kind, Words] = {
    "dialogue": _("Use in the dialogue"),
    "public": _("My name in public"),
    "news": _("Messages about other activities"),
}
_ASKED: dict[Kind, Asked] = {
    "dialogue": "withdraw-dialogue",
    "public": "withdraw-public",
    "news": "withdraw-news",
}
_TAKEN_BACK: dict[Kind, Words] = {
    "dialogue": _(
        "Withdrawn at {at}, request {number}: what you sent is not used in the dialogue any more."
    ),
    "public": _(
        "Withdrawn at {at}, request {number}: your name is not shown in public any more. What was "
        "published before cannot be called back everywhere."
    ),
    "news": _(
        "Withdrawn at {at}, request {number}: no more messages about other activities come to you."
    ),
}
LEAVE = _("Leave it as it is")
LEFT = _("All right, nothing changes.")
ONE_GOES, MANY_GO = (
    _("One opinion that is in no conclusion goes too."),
    _("{number} opinions that are in no conclusion go too."),
)
ONE_STAYS, MANY_STAY = (
    _("One opinion in a conclusion stays, without your name, photos or chat."),
    _("{number} opinions in conclusions stay, without your name, photos or chat."),
)


@conversation(
    "my_data", commands=("dulieu", "mydata"), title=_("My data"), consent=False, look=True
)
async def my_data(talk: Talk) -> None:
    """Four deeds; one that was meant already is begun at once."""
    deed = talk.brought("meant") or await talk.choose(
        "deed",
        _("This is about what I keep of you. What shall I do?"),
        list(_DEEDS),
        label=_DEEDS.__getitem__,
        ident=str,
    )
    if deed == SEE:
        await _see(talk)
    elif deed == CORRECT:
        await _correct(talk)
    elif deed == WITHDRAW:
        await _withdraw(talk)
    else:
        await _erase(talk)


@conversation("erase", commands=("xoa", "erase"), consent=False, look=True)
async def erase(talk: Talk) -> None:
    """Who asks for it in words of their own is asked the one question that counts."""
    talk.then("my_data", meant=ERASE)


async def _see(talk: Talk) -> None:
    async with talk.act() as tx:
        number = await requests.ask_copy(tx, talk.person, talk.now)
    talk.say(
        _(
            "Request {number}, {at}: I am putting together all that I keep about you. The file comes "
            "here right away."
        ),
        number=number,
        at=moment(talk.now, talk.zone),
    )


# --- correct ---


async def _correct(talk: Talk) -> None:
    what = await talk.choose(
        "what",
        _(
            "What shall be different? An opinion can be corrected until its closing date. /english "
            "and /tiengviet change the language."
        ),
        [each for each in _CORRECTIONS if each != "branch" or talk.person.state == "yes"],
        label=_CORRECTIONS.__getitem__,
        ident=str,
    )
    if what == "opinions":
        talk.then("mine")
    elif what == "branch":
        await _branch(talk)
    else:
        talk.end(LEFT)


async def _branch(talk: Talk) -> None:
    unit = await talk.find(
        "branch",
        _("Which branch or neighbourhood are you in now? Type its name."),
        lambda typed: search(talk.programme.all, typed),
        talk.programme.all.unit,
        which=_("Which of these? If it is not here, type its name once more."),
        label=lambda unit: verbatim(full(talk, unit)),
        ident=lambda unit: unit.code,
    )
    async with talk.act() as tx:
        number = await requests.done(tx, talk.person, "correct", talk.now)
        talk.person = await people.become(tx, talk.person, state="yes", unit=unit.id)
    talk.say(
        _(
            "Corrected at {at}, request {number}: you belong to {branch} now. What you sent before "
            "stays with the branch it came from."
        ),
        at=moment(talk.now, talk.zone),
        number=number,
        branch=full(talk, unit),
    )


# --- withdraw ---


async def _withdraw(talk: Talk) -> None:
    standing = await consents.standing(talk.db, talk.person.id)
    given = [kind for kind in consents.KINDS if standing.get(kind)]
    if not given:
        talk.end(_("You have agreed to nothing right now, so there is nothing to withdraw."))
    kind = await talk.choose(
        "consent",
        _(
            "Which one? Each is withdrawn at the first tap, and the others stay. Without “Use in the "
            "dialogue” drafts and open opinions go, and reminders and announcements stop."
        ),
        [*given, None],
        label=lambda kind: _CONSENTS[kind] if kind else LEAVE,
        ident=lambda kind: kind or "leave",
        alone=True,
    )
    if kind is None:
        talk.end(LEFT)
    answer = _CONSENTS[kind].say(talk.person.language)
    async with talk.act() as tx:
        number = await requests.done(tx, talk.person, _ASKED[kind], talk.now)
        talk.person, scope = await erasure.withdraw(
            tx, talk.person, kind, answer=answer, now=talk.now
        )
    receipt = _TAKEN_BACK[kind].fill(at=moment(talk.now, talk.zone), number=number)
    if kind != "dialogue":
        talk.say(receipt)
        return
    talk.ends_all()
    talk.say(joined(receipt, _taken_away(scope), by=" "))


def _taken_away(scope: Scope) -> Words:
    gone = _("Drafts are erased, and no reminder or announcement comes.")
    if scope.open:
        gone = counted(
            scope.open,
            _(
                "One opinion is withdrawn, drafts are erased, and no reminder or announcement comes."
            ),
            _(
                "{number} opinions are withdrawn, drafts are erased, and no reminder or announcement "
                "comes."
            ),
        )
    if scope.concluded:
        return joined(gone, _stays(scope), by=" ")
    return joined(gone, _("If you want to take part again, just write to me."), by=" ")


# --- erase ---


async def _erase(talk: Talk) -> None:
    scope = await erasure.scope(talk.db, talk.person.id)
    sure = await talk.confirm(
        "sure", _what_goes(talk, scope), yes=_("Erase everything now"), no=_("No, keep it")
    )
    if not sure:
        talk.end(LEFT)
    async with talk.act() as tx:
        number = await requests.done(tx, talk.person, "erase", talk.now)
        done = await erasure.erase(tx, talk.person, talk.now)
    last = _("These words are not kept either, so take a picture if you need them.")
    receipt = _(
        "Erased at {at}, request {number}: this chat and all that I kept about you, {opinions} "
        "opinions among it."
    ).fill(at=moment(talk.now, talk.zone), number=number, opinions=done.open)
    stays = [_stays(done)] if done.concluded else []
    talk.farewell(joined(receipt, *stays, last, by=" "))


def _what_goes(talk: Talk, scope: Scope) -> Words:
    everything = _(
        "Shall I erase all that I keep about you, this chat, drafts and consents as well?"
    )
    if talk.roles:
        everything = _(
            "Shall I erase all that I keep about you, this chat, your roles and announcements as well?"
        )
    parts = [everything]
    if scope.open:
        parts.append(counted(scope.open, ONE_GOES, MANY_GO))
    if scope.concluded:
        parts.append(_stays(scope))
    callback = _(
        "What the office has downloaded I cannot call back, and old backups end by themselves."
    )
    return joined(joined(*parts, by=" "), callback)


def _stays(scope: Scope) -> Words:
    return counted(scope.concluded, ONE_STAYS, MANY_STAY)

"""Whether a name may be shown in public: a consent of its own, no by default, and never of minors.

The year of birth is asked for this only. It is kept with the person while the yes stands, so that
it is not asked again, and goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from handlers.talk.script import Invalid, Line, Talk
from handlers.words import ages
from handlers.words.ages import Age
from handlers.words.catalogue import _
from handlers.youth import news
from handlers.youth.young import farewell
from storage import consents, people, strangers
from storage.database import Writer

ROUNDS = 3
"""Times that somebody may say «that is not my year» in a row."""
YES, NO = _("Yes, in public too"), _("No, for the office only")
NOT_UNDER_18 = _(
    "At 16 or 17 I never show a name in public, to keep you safe. The office still sees it."
)


@dataclass(frozen=True, slots=True)
class InPublic:
    """What became of the question. `age` is what the office is told beside the name."""

    allowed: bool = False
    age: Age | None = None
    born: int | None = None
    is_new: bool = False
    """Whether the yes was given now and its proof is still to be kept."""


async def in_public(talk: Talk) -> InPublic:
    """Ask it where it was chosen; the card holds the answer otherwise. A child ends the talk."""
    stands = (await consents.standing(talk.db, talk.person.id)).get("public", False)
    if not await _is_wanted(talk, default=stands):
        return InPublic()
    born = talk.person.born or await _born(talk)
    if born is None:
        return InPublic()
    age = _age(talk, born)
    if age == "minor":
        talk.note(NOT_UNDER_18)
    return InPublic(age in ("youth", "beyond"), age, born, is_new=not stands)


def line(public: InPublic) -> Line:
    """The line of the card."""
    return Line(
        "public",
        _("Name in public"),
        _("yes") if public.allowed else _("no"),
        _("Name not in public") if public.allowed else _("Name in public too"),
    )


def keep(tx: Writer, talk: Talk, public: InPublic) -> None:
    """The proof of a yes that is new, and the year for as long as it stands."""
    if public.allowed and public.is_new:
        talk.person = news.record(tx, talk, "public", YES, given=True)
        people.was_born(tx, talk.person.id, public.born)


async def is_a_child(talk: Talk, public: InPublic) -> bool:
    """Under sixteen nothing is kept: name, year, draft and what was sent before go at once."""
    if public.age != "child":
        return False
    async with talk.act() as tx:
        talk.ends_all()
        talk.person = await strangers.is_a_child(tx, talk.person, talk.now)
    talk.say(await farewell(talk))
    return True


async def _is_wanted(talk: Talk, *, default: bool) -> bool:
    return await talk.choose(
        "public",
        _("May your name be shown in public, such as in the published conclusion?"),
        [True, False],
        label=lambda wanted: YES if wanted else NO,
        ident=lambda wanted: "yes" if wanted else "no",
        default=lambda _options: default,
    )


async def _born(talk: Talk) -> int | None:
    """The year; one that means a child is asked about once more, since it could be a slip."""
    for round_ in range(ROUNDS):
        born = await talk.ask(
            f"born{round_}",
            _("Which year were you born? Only the year, such as 2004."),
            check=lambda typed: _year(talk, typed),
        )
        if _age(talk, born) != "child" or await talk.confirm(
            f"child{round_}",
            _("Born in {year}, is that right?").fill(year=born),
            yes=_("Yes, that is right"),
            no=_("No, another year"),
        ):
            return born
    return None


def _year(talk: Talk, typed: str) -> int:
    born = ages.born_in(typed, _this_year(talk))
    if born is None:
        raise Invalid(_("Please write just the year in four digits, such as 2004."))
    return born


def _age(talk: Talk, born: int) -> Age:
    return ages.of(born, _this_year(talk))


def _this_year(talk: Talk) -> int:
    return talk.now.astimezone(talk.zone).year

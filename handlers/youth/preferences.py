"""What a person prefers: the language, which messages come, and whether the name may be public."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.talk.script import Talk, conversation
from handlers.words.catalogue import Words, _, joined
from handlers.youth import news
from storage import consents, people, wishes
from storage.database import Writer

STAYS = _("All right, it stays as it is.")
_LANGUAGES = {"vi": _("Vietnamese"), "en": _("English")}
_DEEDS = {
    "vi": _("Speak Vietnamese"),
    "en": _("Speak English"),
    "remind": _("Always remind me"),
    "silent": _("Never remind me"),
    "news": _("Tell me of other activities"),
    "no-news": _("No other activities"),
    "not-public": _("My name not in public"),
    "leave": _("Leave it"),
}


@dataclass(frozen=True, slots=True)
class _Stands:
    """How things stand now. `reminded`: of all, of none, or nothing where nobody said."""

    reminded: bool | None
    news: bool
    public: bool


@conversation("preferences", commands=("caidat", "settings"), title=_("Preferences"), look=True)
async def preferences(talk: Talk) -> None:
    """How things stand, each changed with one tap; then how they stand once more."""
    stands = await _stands(talk)
    deed = await talk.choose(
        "deed",
        joined(_shown(talk, stands), _("What shall I change?")),
        _offered(talk, stands),
        label=_DEEDS.__getitem__,
        ident=str,
    )
    if deed == "leave":
        talk.end(STAYS)
    async with talk.act() as tx:
        await _do(tx, talk, deed)
    talk.then("preferences")


async def _stands(talk: Talk) -> _Stands:
    standing = await consents.standing(talk.db, talk.person.id)
    return _Stands(
        reminded=await wishes.general(talk.db, talk.person.id),
        news=standing.get("news", False),
        public=standing.get("public", False),
    )


def _shown(talk: Talk, stands: _Stands) -> Words:
    reminders = {
        True: _("Reminders: before every closing date."),
        False: _("Reminders: none."),
        None: _("Reminders: where you have begun or asked."),
    }
    lines = (
        _("Language: {language}.").fill(
            language=_LANGUAGES[talk.person.language].say(talk.person.language)
        ),
        reminders[stands.reminded],
        _("Other activities: yes.") if stands.news else _("Other activities: no."),
        _("Your name in public: yes, where you gave it.")
        if stands.public
        else _("Your name in public: no."),
        _("With each opinion you choose yourself whether your name stands there."),
    )
    return joined(*lines, by="\n")


def _offered(talk: Talk, stands: _Stands) -> list[str]:
    return [
        "vi" if talk.person.language == "en" else "en",
        *(["remind"] if stands.reminded is not True else []),
        *(["silent"] if stands.reminded is not False else []),
        "no-news" if stands.news else "news",
        *(["not-public"] if stands.public else []),
        "leave",
    ]


async def _do(tx: Writer, talk: Talk, deed: str) -> None:
    if deed in _LANGUAGES:
        talk.person = await people.speak(tx, talk.person, deed)
    elif deed == "remind":
        await wishes.every(tx, talk.person.id, talk.now)
    elif deed == "silent":
        await wishes.none(tx, talk.person.id, talk.now)
    else:
        kind: consents.Kind = "public" if deed == "not-public" else "news"
        talk.person = news.record(tx, talk, kind, _DEEDS[deed], given=deed == "news")

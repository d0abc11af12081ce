"""A secretary's announcement: words, a look with the exact count, one tap."""

from __future__ import annotations

from handlers.notices.quiet import over
from handlers.talk.script import Invalid, Line, Talk, conversation
from handlers.words.catalogue import Words, _, counted, verbatim
from handlers.words.cleaning import utf16_len
from handlers.words.programme import inside, moment
from storage import announcements, people
from storage.people import audience
from storage.programme import Unit

LONGEST = 3500
"""UTF-16 units: one message on every platform, with room for the line that says whose it is."""


@conversation(
    "announce",
    commands=("thongbao", "announce"),
    title=_("Announce something"),
    role="secretary",
    consent=False,
)
async def announce(talk: Talk) -> None:
    """To a unit and all below it. Nothing leaves before the last tap."""
    unit = await talk.choose(
        "unit", _("To whom?"), _own_units(talk), label=lambda u: verbatim(u.name)
    )
    text = await talk.ask(
        "text", _("What shall I announce to {unit}?").fill(unit=inside(unit.name)), check=_text
    )
    is_news = await talk.choose(
        "news",
        _("What is it about? Of other activities I only tell who agreed to that."),
        [False, True],
        label=_about,
        ident=lambda news: "news" if news else "dialogue",
        default=lambda _options: False,
    )
    below = [each.id for each in talk.programme.all.below(unit.id)]
    reached = audience(below, but=talk.person.id, now=talk.now, news=is_news)
    number = await people.count(talk.db, reached)
    if number == 0 and is_news:
        talk.end(
            _("Nobody of {unit} has asked for news of other activities, so I cannot send this."),
            unit=inside(unit.name),
        )
    if number == 0:
        talk.end(
            _("Nobody of {unit} is here yet, so there is nobody to send it to."), unit=unit.name
        )
    await talk.review(
        counted(
            number,
            _("This goes to one person of {unit}. Send it now?"),
            _("This goes to {number} people of {unit}. Send it now?"),
        ).fill(unit=inside(unit.name)),
        [
            Line("text", _("Announcement"), verbatim(text), _("Change words")),
            Line("news", _("About"), _about(is_news), _("Change what it is about")),
        ],
        send=_("Send now"),
        drop=_("Drop it"),
    )
    async with talk.act() as tx:
        await announcements.make(
            tx,
            person=talk.person.id,
            unit=unit.id,
            text=text,
            audience=number,
            news=is_news,
            now=talk.now,
        )
    leaves_at = over(talk.now, talk.quiet, talk.zone)
    if leaves_at > talk.now:
        talk.say(
            _("Nobody is disturbed at night: it leaves at {hour}. I tell you when it is done."),
            hour=moment(leaves_at, talk.zone),
        )
        return
    talk.say(
        counted(
            number,
            _("On its way to one person. I tell you when it is done."),
            _("On its way to {number} people. I tell you when it is done."),
        )
    )


def _about(is_news: bool) -> Words:
    return _("another activity") if is_news else _("this dialogue")


def _own_units(talk: Talk) -> list[Unit]:
    held = {role.unit for role in talk.roles if role.name == "secretary"}
    return [talk.programme.all.units[unit] for unit in sorted(held)]


def _text(raw: str) -> str:
    if not any(map(str.isalnum, raw)):
        raise Invalid(_("Please write what I shall announce."))
    length = utf16_len(raw)
    if length > LONGEST:
        raise Invalid(
            _("Your text has {length} characters, an announcement can have {longest}.").fill(
                length=length, longest=LONGEST
            )
        )
    return raw

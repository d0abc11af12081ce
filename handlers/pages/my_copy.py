"""The copy that somebody gets of all that is kept of them: one page that any phone opens.

It needs nothing from anywhere: no script, no picture, no address. What people typed stands in it
letter for letter, and is never markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.pages.templates import template
from handlers.words.catalogue import Words, _, spoken, verbatim
from handlers.words.days import day as written_day
from handlers.words.programme import chairperson, moment
from storage.mydata import Draft, Everything, Opinion

_HERE = Path(__file__).parent
TITLE = _("All that is kept about you")
MADE = _("Made at {at}. Nobody but you was given this copy.")
NOTHING = _("Nothing.")
KINDS = {
    "dialogue": _("Use of what you send in the dialogue"),
    "public": _("Your name shown in public"),
    "news": _("Messages about other activities"),
}
STATES = {
    "new": _("not asked yet"),
    "yes": _("agreed"),
    "no": _("did not agree, or no longer"),
    "young": _("under 16"),
}
LETTERS = {
    "reply": _("a reply"),
    "answer": _("an answer"),
    "reminder": _("a reminder"),
    "announcement": _("an announcement"),
}
ROLES = {
    "secretary": _("secretary"),
    "staff": _("office"),
    "duty": _("duty officer"),
    "admin": _("who looks after the machine"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    lines: Sequence[str]


def page(of: Everything, now: datetime, zone: ZoneInfo) -> str:
    """The whole copy in the language that the person speaks with the bot."""
    language = of.person.language
    return template("my_copy.html").render(
        language=language,
        title=TITLE.say(language),
        made=MADE.fill(at=moment(now, zone)).say(language),
        sections=sections(of, zone),
    )


def sections(of: Everything, zone: ZoneInfo) -> list[Section]:
    """Every heading, also of what there is nothing of: that is worth knowing too."""
    told = _Told(of, zone)
    language = of.person.language
    parts: list[tuple[Words, Iterator[Words]]] = [
        (_("This chat"), told.chat()),
        (_("What you agreed to, and when"), told.consents()),
        (_("Opinions you have sent"), told.opinions()),
        (_("Begun and not sent"), told.drafts()),
        (_("Dialogues you took part in"), told.took_part()),
        (_("Reminders you asked for"), told.wishes()),
        (_("What you were told of dialogues"), told.told()),
        (_("Roles"), told.roles()),
        (_("Announcements you have written"), told.announcements()),
        (_("Sealed for the duty officer"), told.sealed()),
        (_("Messages to you that are noted"), told.letters()),
        (_("What was said on the page"), told.talk()),
        (_("Only counted, without words"), told.counted()),
    ]
    return [_section(title, list(lines), language) for title, lines in parts]


def _section(title: Words, lines: list[Words], language: str) -> Section:
    return Section(title.say(language), [each.say(language) for each in lines or [NOTHING]])


class _Told:
    """Everything in words."""

    def __init__(self, of: Everything, zone: ZoneInfo) -> None:
        self._of = of
        self._zone = zone

    def chat(self) -> Iterator[Words]:
        person = self._of.person
        yield _("Channel: {channel}").fill(channel=person.channel)
        yield _("Id of the chat there: {address}").fill(address=person.address)
        yield _("Language: {language}").fill(language=person.language)
        yield _("State: {state}").fill(state=STATES[person.state])
        if person.unit is not None:
            yield _("Branch: {branch}").fill(branch=self._unit(person.unit))
        yield _("You last wrote on {day}.").fill(
            day=lambda language: written_day(person.seen_on, "en" if language == "en" else "vi")
        )
        if person.blocked:
            yield _("You have blocked this chat.")
        if self._of.silent_until is not None:
            yield _("Nothing but replies comes to you until {at}.").fill(
                at=self._at(self._of.silent_until)
            )
        if self._of.resting is not None:
            yield _("This chat rests until {at}.").fill(at=self._at(self._of.resting))

    def consents(self) -> Iterator[Words]:
        for each in self._of.consents:
            said = _("yes") if each.given else _("no")
            yield _(
                "{kind}: {said}, at {at} on {channel}; answer: “{answer}”; text {version}, {hash}"
            ).fill(
                kind=KINDS.get(each.kind, verbatim(each.kind)),
                said=said,
                at=self._at(each.at),
                channel=each.channel,
                answer=each.answer,
                version=each.version,
                hash=each.hash,
            )

    def opinions(self) -> Iterator[Words]:
        for each in self._of.opinions:
            yield _("{receipt} ({state}), to {dialogue}, {topic}, name: {name}\n{text}").fill(
                receipt=each.receipt,
                state=self._state(each),
                dialogue=self._dialogue(each.dialogue),
                topic=self._topic(each),
                name=each.name or _("not shown"),
                text=each.text,
            )
            for file in each.files:
                yield _("{receipt}, sent along: {file}").fill(receipt=each.receipt, file=file)

    def drafts(self) -> Iterator[Words]:
        for each in self._of.drafts:
            yield _("Last touched at {at}:\n{text}").fill(
                at=self._at(each.touched_at), text=_given(each)
            )
            for file in each.files:
                yield _("Sent along: {file}").fill(file=file)

    def took_part(self) -> Iterator[Words]:
        return (self._dialogue(each) for each in self._of.took_part)

    def wishes(self) -> Iterator[Words]:
        for each in self._of.wishes:
            what = self._dialogue(each.dialogue) if each.dialogue else _("every dialogue")
            words = _("{what}, since {at}") if each.wanted else _("none, since {at}")
            yield words.fill(what=what, at=self._at(each.since))

    def told(self) -> Iterator[Words]:
        for each in self._of.told:
            parts = [self._at(at) for at in (each.at, each.cutoff) if at is not None]
            said = "; ".join([*(p(self._of.person.language) for p in parts), each.place or ""])
            yield _("{dialogue}: {said}").fill(
                dialogue=self._dialogue(each.dialogue), said=said.strip("; ")
            )

    def roles(self) -> Iterator[Words]:
        for each in self._of.roles:
            words = _("{role}, {unit}, since {at}")
            if each.ended_at is not None:
                words = _("{role}, {unit}, {at} to {end}").fill(end=self._at(each.ended_at))
            yield words.fill(
                role=ROLES.get(each.name, verbatim(each.name)),
                unit=self._unit(each.unit),
                at=self._at(each.since),
            )

    def announcements(self) -> Iterator[Words]:
        for each in self._of.announcements:
            yield _("{at}:\n{text}").fill(at=self._at(each.at), text=each.text)

    def sealed(self) -> Iterator[Words]:
        for each in self._of.sealed:
            yield _("{at}:\n{text}").fill(at=self._at(each.at), text=each.text)

    def letters(self) -> Iterator[Words]:
        for each in self._of.letters:
            yield _("{kind}, {at}").fill(
                kind=LETTERS.get(each.kind, verbatim(each.kind)), at=self._at(each.made_at)
            )

    def talk(self) -> Iterator[Words]:
        for each in self._of.talk:
            who = _("You") if each.mine else _("The bot")
            yield _("{who}, {at}:\n{text}").fill(who=who, at=self._at(each.at), text=each.text)

    def counted(self) -> Iterator[Words]:
        of = self._of
        numbers = (
            (_("Keys of messages, kept for seven days: {number}"), of.events),
            (_("Wrong receipts and codes: {number}"), of.guesses),
            (_("Workbooks you asked for: {number}"), of.workbooks),
            (_("Copies like this one that are not removed yet: {number}"), of.copies),
            (_("Requests that are not done yet: {number}"), of.requests),
            (_("Browsers that open this chat: {number}"), of.browsers),
            (_("Messages set aside as advertising or insults: {number}"), of.strikes),
            (_("Times you opened what was sealed: {number}"), of.openings),
        )
        return (words.fill(number=number) for words, number in numbers if number)

    # --- names ---

    def _at(self, instant: datetime) -> Callable[[str], str]:
        return moment(instant, self._zone)

    def _unit(self, unit: int) -> str:
        found = self._of.programme.units.get(unit)
        return found.name if found else str(unit)

    def _dialogue(self, dialogue: int) -> Words:
        found = self._of.programme.dialogues[dialogue]
        return _("{chairperson}, {at}, “{theme}”").fill(
            chairperson=chairperson(self._of.programme.units[found.unit].name),
            at=self._at(found.at),
            theme=found.theme,
        )

    def _topic(self, each: Opinion) -> str | Words:
        topics = self._of.programme.dialogues[each.dialogue].topics
        found = next((t for t in topics if t.id == each.topic), None)
        if found is None:
            return ""
        return spoken(lambda language: found.english if language == "en" else found.name)

    def _state(self, each: Opinion) -> Words:
        if each.state == "withdrawn":
            return _("withdrawn")
        if each.concluded_on is not None:
            return _("in the conclusion")
        return _("received, sent late") if each.late else _("received, waiting for the dialogue")


def _given(draft: Draft) -> str:
    """What was typed or chosen so far, as it is kept."""
    return "\n".join(f"{key}: {value}" for key, value in draft.given.items())

"""The language conversations are written in.

A conversation is a form written as code. It runs again from the top on each event with what
was given so far; an answered question returns at once, the first open one stops the run.
First ask, then act; a key names one question; no `try` in a script.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, time
from random import Random
from typing import Any, Literal, NoReturn, TypeVar, cast, overload
from zoneinfo import ZoneInfo

from handlers.words.catalogue import Part, Words, _, joined
from storage import uploads
from storage.database import Reader, Writer
from storage.drafts import Given
from storage.messages import Attachment, Medium, Offer
from storage.people import Person
from storage.programme import Dialogue, Programme, Unit
from storage.proposals import Refused
from storage.retention import Retention
from storage.roles import Role
from storage.safety import Strikes

T = TypeVar("T")
QUESTIONS_A_RUN = 40
"""More than any form of ours asks; a script that spins ends here and not in the night."""

SEAL = 8
"""Letters of a fingerprint: told apart are the cards of one draft, not of the world."""
SEND, DROP, BACK, MORE, SKIP = "!send", "!drop", "!back", "!more", "!skip"
HELD_IN = "held_in"
"""Where the entry notes which message holds what was typed before a yes: an id, no words."""
BESIDE = "beside"
"""Where an alarm notes that something else was written under it."""
CHANGE, FOUND, CLEAR = "!change:", "!found:", "!clear:"
"""Ids of offers that are ours and not an option's; an option's id never begins with «!»."""


class Stop(BaseException):
    """The run ends here. Not an `Exception`, so that nothing on the way swallows it."""


class Invalid(Exception):
    """An answer that cannot be taken; its words say what is expected instead."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.msgid)
        self.words = words


class ScriptError(Exception):
    """A conversation breaks a rule of the language: mend the script named here."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the card: what stands there, and the words of the button that changes it."""

    key: str
    title: Words
    value: Words
    change: Words | None = None
    clear: Words | None = None
    """The words of the button that takes back what was given."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a turn needs and gets together with the round; a turn that only asks reads no more."""

    person: Person
    programme: Programme
    roles: tuple[Role, ...]
    now: datetime
    """When the person sent it."""
    zone: ZoneInfo
    tx: Writer
    random: Random
    reaches: bool = True
    """Whether the channel can write to the person once the page or app is closed."""
    quiet: tuple[time, time] | None = None
    """Local hours in which only replies leave."""
    retention: Retention = field(default_factory=Retention)
    most_opinions: int = 0
    """How many one person may have before one dialogue; 0 for as many as they like."""
    """How long what is kept stays, for the words that say so."""
    strikes: Strikes | None = None
    """How often in a row the person sent what nobody wants."""


@dataclass(slots=True)
class Asked:
    """The question that stopped a run."""

    key: str
    kind: Literal["text", "choice", "review"]
    prompt: Words
    offers: list[Offer] = field(default_factory=list)
    seal: str = ""
    """The fingerprint of what a review shows: its yes is for that and for nothing else."""


@dataclass(slots=True)
class Run:
    """What one run of a script came to."""

    given: Given
    asked: Asked | None = None
    end: Literal["asked", "done", "dropped", "paused"] = "done"
    notes: list[Words] = field(default_factory=list)
    said: list[Words] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)
    acted: bool = False
    then: tuple[str, Given] | None = None
    menu: str = ""
    file: Attachment | None = None
    gone: bool = False
    alone: bool = False
    lines: tuple[str, ...] = ()
    holds: bool = False
    quotes: bool = False


class View:
    """The programme as one person sees it."""

    def __init__(self, programme: Programme, unit: int | None, now: datetime) -> None:
        self.all = programme
        self.unit: Unit | None = programme.units.get(unit) if unit is not None else None
        self.open_dialogues: list[Dialogue] = (
            programme.open_for(unit, now) if unit is not None else _open_to_all(programme, now)
        )
        self.is_sample = programme.is_sample

    def addressee(self, dialogue: Dialogue) -> str:
        """Whose dialogue it is."""
        return self.all.units[dialogue.unit].name


def _open_to_all(programme: Programme, now: datetime) -> list[Dialogue]:
    """For who has not said yet where they belong."""
    found = [dialogue for dialogue in programme.dialogues.values() if dialogue.takes(now)]
    return sorted(found, key=lambda dialogue: (dialogue.cutoff, dialogue.id))


class Talk:
    """What a script talks through. It knows no channel, and writes only inside `act`."""

    def __init__(
        self,
        scene: Scene,
        *,
        draft: int,
        given: Given,
        changing: str = "",
        yes: str = "",
        held: str = "",
        waiting: bool = False,
    ) -> None:
        self.person = scene.person
        """A deed that changes the person gives back who it is now, to be put here."""
        self.programme = View(scene.programme, scene.person.unit, scene.now)
        self.roles = scene.roles
        self.now = scene.now
        self.zone = scene.zone
        self.random = scene.random
        self.reaches = scene.reaches
        self.quiet = scene.quiet
        self.retention = scene.retention
        self.most_opinions = scene.most_opinions
        self.id = draft
        self.held = held
        self.waiting = waiting
        """Whether something the person has begun waits behind this and comes back afterwards."""
        self.db: Reader = scene.tx.reader
        self.run = Run(given=dict(given))
        self._tx = scene.tx
        self._changing = changing
        self._yes = yes
        self._keys: set[str] = set()

    # --- asking ---

    @overload
    async def ask(self, key: str, prompt: Words, *, skip: Words | None = None) -> str: ...
    @overload
    async def ask(
        self, key: str, prompt: Words, *, check: Callable[[str], T], skip: Words | None = None
    ) -> T: ...
    @overload
    async def ask(
        self,
        key: str,
        prompt: Words,
        *,
        default: None,
        check: Callable[[str], T] = ...,
        skip: Words | None = None,
    ) -> T | None: ...
    async def ask(
        self,
        key: str,
        prompt: Words,
        *,
        check: Callable[[str], Any] = str,
        default: Any = ...,
        skip: Words | None = None,
    ) -> Any:
        """Free text. The raw text is kept; `check` reads it at every run or raises `Invalid`.

        With a default it is not asked; it stands in the review and is changed there. `skip`
        is the button that goes back to the default.
        """
        offers = [Offer(SKIP, self._in_words(skip))] if skip else []
        asked = Asked(key, "text", prompt, offers)
        if self._enter(key):
            self._put(asked)
        if key not in self.run.given:
            return self._default(asked, default)
        raw = self.run.given[key]
        if raw is None:
            return None if default is ... else default
        self.run.trace.append(key)
        try:
            return check(raw)
        except Invalid as invalid:
            del self.run.given[key]
            self.run.trace.pop()
            self.note(invalid.words)
            self._put(asked)

    async def choose(  # noqa: RET503 (`_put` never returns)
        self,
        key: str,
        prompt: Words,
        options: Sequence[T],
        *,
        label: Callable[[T], Words],
        ident: Callable[[T], str] = lambda option: str(cast("Any", option).id),
        default: Callable[[Sequence[T]], T] | None = None,
        at_first: int = 0,
        alone: bool = False,
    ) -> T:
        """One of several. Its id is kept, the object returned.

        A single option is taken as given, unless it is to be shown `alone`. With `at_first`
        only so many are shown, the rest behind «more».
        """
        if not options:
            raise ScriptError(f"choose({key!r}) has no options; the script must look first")
        by_id = {ident(option): option for option in options}

        def put() -> NoReturn:
            offers = [Offer(id_, self._in_words(label(option))) for id_, option in by_id.items()]
            self._put(Asked(key, "choice", prompt, self._folded_up(offers, at_first)))

        if self._enter(key):
            put()
        kept = self.run.given.get(key)
        if kept in by_id:
            # Nothing to go back to where there was nothing to choose.
            if len(options) > 1 or alone:
                self.run.trace.append(key)
            return by_id[kept]
        if kept is not None:
            del self.run.given[key]
            self.note(_("What you chose is no longer offered."))
            put()
        if default is not None:
            return default(options)
        if len(options) == 1 and not alone:
            self.run.given[key] = next(iter(by_id))
            return options[0]
        put()

    async def find(
        self,
        key: str,
        prompt: Words,
        search: Callable[[str], Sequence[T]],
        known: Callable[[str], T | None],
        *,
        which: Words,
        label: Callable[[T], Words],
        ident: Callable[[T], str] = lambda option: str(cast("Any", option).id),
    ) -> T:
        """One of many, by a word of its name. The id of what was meant is kept, what was typed is
        not.

        `search` finds at least one or raises `Invalid`; of several `which` is asked.
        """
        asked = Asked(key, "text", prompt)
        if self._enter(key):
            self._put(asked)
        kept = self.run.given.pop(key, None)
        if kept is None:
            self._put(asked)
        meant = known(kept.removeprefix(FOUND)) if kept.startswith(FOUND) else None
        found = [meant] if meant is not None else self._searched(asked, search, kept)
        if len(found) > 1:
            asked.prompt = which
            asked.offers = [Offer(FOUND + ident(o), self._in_words(label(o))) for o in found]
            self._put(asked)
        self.run.given[key] = FOUND + ident(found[0])
        self.run.trace.append(key)
        return found[0]

    async def confirm(
        self, key: str, prompt: Words, *, yes: Words | None = None, no: Words | None = None
    ) -> bool:
        """Yes or no."""
        words = {True: yes or _("Yes"), False: no or _("No")}
        return await self.choose(
            key,
            prompt,
            [True, False],
            label=words.__getitem__,
            ident=lambda option: "yes" if option else "no",
        )

    async def attach(
        self,
        key: str,
        *,
        at_most: int = 3,
        takes: Mapping[Medium, Words | None],
        too_many: Words,
    ) -> tuple[str, ...]:
        """The files that were sent along, by id. Never asked for: who has a photo sends it.

        Of each kind `takes` says why it is not taken now, or nothing where it is. What is not
        taken is not kept either. It stands before the questions, so that this is said at once.
        """
        self._enter(key)
        given: list[list[str]] = self.run.given.get(key, [])
        if not given:
            return ()
        lost = await uploads.failed_of(self.db, [id_ for id_, _kind in given])
        there = [each for each in given if each[0] not in lost]
        taken = [each for each in there if takes[cast("Medium", each[1])] is None]
        for kind in dict.fromkeys(kind for _id, kind in there):
            reason = takes[cast("Medium", kind)]
            if reason is not None and reason not in self.run.notes:
                self.note(reason)
        if len(taken) > at_most:
            self.note(too_many, number=at_most)
        self.run.given[key] = taken[:at_most]
        return tuple(id_ for id_, _kind in taken[:at_most])

    async def review(
        self, prompt: Words, lines: Sequence[Line], *, send: Words, drop: Words
    ) -> None:
        """Show all and offer to send, to change each, to drop.

        Its yes lives one run, is never kept, and counts for the lines that were shown only.
        What is typed while it is open is added to the first line: people send three short
        messages in a row.
        """
        seal = self._seal(lines)
        if self._yes == seal:
            return
        if self._yes:
            self.note(_("Something on it has changed in the meantime. Please look once more."))
        first, *rest = (_CARD_LINE.fill(title=x.title, value=x.value) for x in lines)
        card = joined(prompt, first, joined(*rest, by="\n"))
        offers = [Offer(SEND, self._in_words(send))]
        offers += [Offer(CHANGE + x.key, self._in_words(x.change)) for x in lines if x.change]
        offers += [Offer(CLEAR + x.key, self._in_words(x.clear)) for x in lines if x.clear]
        offers.append(Offer(DROP, self._in_words(drop)))
        self.run.lines = tuple(line.key for line in lines)
        self._put(Asked("review", "review", card, offers, seal))

    def brought(self, key: str) -> Any:  # noqa: ANN401
        """What a link, or the conversation before, brought along without being asked here."""
        return self.run.given.get(key)

    # --- saying ---

    def note(self, words: Words, **parts: Part) -> None:
        """Words on top of the next question, if one is put."""
        self.run.notes.append(words.fill(**parts))

    def say(self, words: Words, **parts: Part) -> None:
        """Last words after a deed, or an aside's answer."""
        self.run.said.append(words.fill(**parts))

    def end(self, words: Words, **parts: Part) -> NoReturn:
        """Last words without a deed: the draft is dropped."""
        self.say(words, **parts)
        self.run.end = "dropped"
        raise Stop

    def pause(self, words: Words, **parts: Part) -> NoReturn:
        """Last words for now: the draft is kept and goes on when the person writes again."""
        self.say(words, **parts)
        self.run.end = "paused"
        raise Stop

    def then(self, conversation: str, **given: str) -> None:
        """Go on with another conversation in the same turn, some answers given already."""
        self.run.then = (conversation, given)

    def file(self, ident: str, name: str) -> None:
        """A file comes with the last words. Its id says which; a channel knows where it is."""
        self.run.file = Attachment(ident, name)

    def ends_all(self) -> None:
        """Whatever else the person has begun ends with this conversation."""
        self.run.alone = True

    def farewell(self, words: Words, **parts: Part) -> None:
        """Last words to somebody who was forgotten: every draft ends, and nothing of this turn is
        kept, these words neither."""
        self.say(words, **parts)
        self.run.gone = True

    def hold(self) -> None:
        """What was just typed is not kept here: the person's own device holds it until the question
        is answered, and brings it along as `held`."""
        self.run.holds = True

    def quote(self) -> None:
        """The question shows words that are to be covered when this conversation has acted."""
        self.run.quotes = True

    def menu(self, role: str) -> None:
        """From now on this chat's menu shows the commands of a role."""
        self.run.menu = role

    # --- acting ---

    @asynccontextmanager
    async def act(self, *, keeps: bool = False, **refusals: Words) -> AsyncIterator[Writer]:
        """The only door to a write. A deed may be refused for a reason that has words here.

        With `keeps` the draft of what was refused stays, to be sent when that is possible.
        """
        if self.run.acted:
            raise ScriptError("act() may be used once in a script")
        try:
            yield self._tx
        except Refused as refused:
            if keeps:
                self.pause(refusals[refused.reason])
            self.end(refusals[refused.reason])
        self.run.acted = True

    # --- inside ---

    def _in_words(self, words: Words | None) -> str:
        assert words is not None
        return words.say(self.person.language)

    def _seal(self, lines: Sequence[Line]) -> str:
        shown = "\0".join(f"{x.key}\0{x.value.say(self.person.language)}" for x in lines)
        return hashlib.sha256(shown.encode()).hexdigest()[:SEAL]

    def _enter(self, key: str) -> bool:
        """Come to a question; whether it is put again because its answer is to be changed."""
        if key in self._keys:
            raise ScriptError(f"the key {key!r} names two questions; a loop's key has the index")
        if self.run.acted:
            raise ScriptError(f"{key!r} is asked after act(); first ask, then act")
        if len(self._keys) >= QUESTIONS_A_RUN:
            raise ScriptError(f"more than {QUESTIONS_A_RUN} questions in one run")
        self._keys.add(key)
        return self._is_changing(key)

    def _is_changing(self, key: str) -> bool:
        return self._changing.rstrip("+") == key

    def _searched(
        self, asked: Asked, search: Callable[[str], Sequence[T]], typed: str
    ) -> Sequence[T]:
        try:
            return search(typed)
        except Invalid as invalid:
            self.note(invalid.words)
            self._put(asked)

    def _default(self, asked: Asked, default: Any) -> Any:  # noqa: ANN401
        if default is ...:
            self._put(asked)
        return default

    def _folded_up(self, offers: list[Offer], at_first: int) -> list[Offer]:
        if 0 < at_first < len(offers) - 1 and not self._changing.endswith("+"):
            return [*offers[:at_first], Offer(MORE, self._in_words(_("More…")))]
        return offers

    def _put(self, asked: Asked) -> NoReturn:
        if self._is_changing(asked.key):
            asked.offers.append(Offer(BACK, self._in_words(_("« Back"))))
        self.run.asked = asked
        self.run.end = "asked"
        raise Stop


_CARD_LINE = joined(_("{title}: {value}"))

Script = Callable[[Talk], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A script and when it is used."""

    name: str
    script: Script
    commands: tuple[str, ...] = ()
    title: Words | None = None
    """What the platform's menu says of the first command; without it the menu is silent."""
    role: str = ""
    """Who holds no such role cannot tell that the conversation exists."""
    aside: bool = False
    """Answers and puts the open question again."""
    consent: bool = True
    """Only after a yes."""
    erases: bool = False
    """When it is done, its words are covered wherever the channel still shows them."""
    starts: str = ""
    """The prefix of the links that begin it: «b» for `b-…`."""
    look: bool = False
    """Only shows something: whatever else is said or asked ends it, and nothing is lost."""
    sealed: bool = False
    """Shows what is sealed: however it ends, that is covered wherever the channel still shows it."""


def conversation(
    name: str,
    *,
    commands: tuple[str, ...] = (),
    title: Words | None = None,
    role: str = "",
    aside: bool = False,
    consent: bool = True,
    erases: bool = False,
    starts: str = "",
    look: bool = False,
    sealed: bool = False,
) -> Callable[[Script], Conversation]:
    """Make a conversation of a script; the list of all of them is kept by hand."""

    def made(script: Script) -> Conversation:
        return Conversation(
            name, script, commands, title, role, aside, consent, erases, starts, look, sealed
        )

    return made


async def play(script: Script, talk: Talk) -> Run:
    """Run a script from the top as far as it gets."""
    with suppress(Stop):
        await script(talk)
    return talk.run

"""One round: everybody who waits, one after the other, within the round's transaction.

What a turn changes is collected here and written at the end in a handful of statements.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import msgspec

from bot.channels.contract import Channel
from bot.flood import Allowance, Flood
from handlers.talk import phrases
from handlers.talk.at_work import Turn, files_of
from handlers.talk.gate import is_alarm
from handlers.talk.registry import Registry
from handlers.talk.script import Scene
from handlers.talk.turn import turn
from handlers.words.catalogue import DEFAULT, LANGUAGES
from handlers.words.cleaning import utf16_len
from storage import (
    drafts,
    inbox,
    outbox,
    people,
    programme,
    roles,
    safety,
    transcript,
    uploads,
)
from storage.database import Writer, is_unavailable
from storage.drafts import Draft
from storage.inbox import Waiting
from storage.messages import Incoming, Letter, Outgoing
from storage.people import Newcomer, Person
from storage.programme import Programme
from storage.retention import Retention
from storage.roles import Role
from storage.safety import SILENT_FOR, Strikes

FIRST = ("text", "files", "start", "other")
"""What somebody can begin with; whatever else comes answers to something that is forgotten."""
PART_WAITS = timedelta(seconds=1)
"""How long a part of a paste or of an album waits for the part that follows it."""
CUT_AT = 4096
"""Where apps cut a paste, in UTF-16 units, if not a little before it behind a word."""


@dataclass(slots=True)
class Failed(Exception):
    """One person's turn raised: the round is to be done without that person."""

    person: int
    event: int
    cause: Exception


@dataclass(frozen=True)
class Ground:
    """What every turn of the house stands on."""

    registry: Registry
    channels: Mapping[str, Channel]
    new_id: Callable[[], int]
    zone: ZoneInfo
    random: Random
    quiet: tuple[time, time] | None = None
    retention: Retention = field(default_factory=Retention)
    flood: Flood = field(default_factory=Flood)

    def reply(self, person: Person, body: Outgoing) -> Letter:
        """What the bot says back to somebody."""
        return outbox.letter(
            number=self.new_id(),
            channel=person.channel,
            address=person.address,
            person=person.id,
            kind="reply",
            body=body,
        )


class Round:
    """What a round has in hand."""

    def __init__(self, ground: Ground, tx: Writer, now: datetime, known: Programme) -> None:
        self.programme = known
        self.letters: list[Letter] = []
        self.done: list[int] = []
        self.heard: set[str] = set()
        """Addresses whose transcript has something new."""
        self.acted = False
        self.has_files = False
        self.allowances: dict[int, Allowance] = {}
        self.wake_at: datetime | None = None
        """When something that waits may go on."""
        self._ground = ground
        self._tx = tx
        self._now = now
        self._people: dict[tuple[str, str], Person] = {}
        self._drafts: dict[int, list[Draft]] = {}
        self._roles: Mapping[int, tuple[Role, ...]] = {}
        self._kept: dict[int, Draft] = {}
        self._dropped: set[int] = set()
        self._covered: list[tuple[int, str]] = []
        self._counted: list[tuple[str, int]] = []
        self._silenced: set[int] = set()
        self._strikes: dict[int, Strikes] = {}
        self._struck: dict[int, Strikes | None] = {}
        # Who has done a deed: another event of this round finds them as they are now.
        self._changed: set[int] = set()
        self.gone: dict[int, tuple[str, str]] = {}
        """Who was forgotten in this round, and where they were: nothing more goes there."""

    async def take(
        self, waiting: Sequence[Waiting], *, skip: frozenset[int], only: int | None
    ) -> None:
        """Everybody's turns, without those to be skipped, or of one person only."""
        await self._gather(waiting)
        for person, events in self._by_person(waiting).items():
            if person not in skip and only in (None, person):
                await self._of_one(person, events)
        for event in waiting:
            if only is not None:
                continue
            if event.event.kind == "group":
                await self._in_group(event)
            elif chat_of(event) not in self._people:
                self._of_nobody(event)

    async def write(self, room: int) -> bool:
        """Write what the turns changed; whether letters were left for the outbox to hold.

        Replies are born claimed as far as there is `room` in memory for them.
        """
        now_, later = self.letters[:room], self.letters[room:]
        await outbox.reply(self._tx, now_, claimed=True, now=self._now)
        await outbox.reply(self._tx, later, claimed=False, now=self._now)
        await drafts.keep(self._tx, list(self._kept.values()))
        await drafts.drop(self._tx, self._dropped)
        await inbox.done(self._tx, self.done)
        await transcript.cover(self._tx, self._covered)
        await self._write_safety()
        self.letters = now_
        return bool(later)

    async def _write_safety(self) -> None:
        today = self._now.astimezone(self._ground.zone).date()
        await safety.count(self._tx, self._counted, today)
        await safety.silence(self._tx, self._silenced, self._now + SILENT_FOR)
        await safety.strike(self._tx, self._struck)

    # --- turns ---

    async def _gather(self, waiting: Sequence[Waiting]) -> None:
        """Everything the turns of this round need, in a handful of statements."""
        if await programme.version(self._tx) != self.programme.version:
            self.programme = await programme.load(self._tx)
        chats = {chat_of(w): w.event for w in waiting if w.event.kind != "group"}
        chats |= {chat_of(w): w.event for w in waiting if w.event.kind in FIRST}
        self._people = await people.in_chats(self._tx, chats)
        new = [e for chat, e in chats.items() if chat not in self._people and e.kind in FIRST]
        if new:
            await people.meet(self._tx, [self._newcomer(event) for event in new])
            self._people |= await people.in_chats(self._tx, [(e.channel, e.address) for e in new])
        ids = [person.id for person in self._people.values()]
        self._drafts = await drafts.of(self._tx, ids)
        self._roles = await roles.of(self._tx, ids)
        self._strikes = await safety.strikes_of(self._tx, ids)

    def _newcomer(self, event: Incoming) -> Newcomer:
        return Newcomer(
            channel=event.channel,
            address=event.address,
            language=_language(event),
            seen_on=self._now.astimezone(self._ground.zone).date(),
        )

    def _by_person(self, waiting: Sequence[Waiting]) -> dict[int, list[Waiting]]:
        found: dict[int, list[Waiting]] = {}
        for event in waiting:
            person = self._people.get(chat_of(event))
            if person is not None and event.event.kind != "group":
                found.setdefault(person.id, []).append(event)
        return found

    async def _of_one(self, person: int, events: list[Waiting]) -> None:
        """One person's events, in order, as far as they may go now."""
        chat = chat_of(events[0])
        if (until := self._people[chat].hold_until) is not None:
            if until > self._now:
                self.wake_at = min(self.wake_at or until, until)
                return
            await people.hold(self._tx, person, None)
        for group in _joined(events):
            if person in self.gone:
                self.done += [each.id for each in group]
                continue
            last = group[-1]
            if (last.event.split or last.event.album) and last.came_at + PART_WAITS > self._now:
                due = last.came_at + PART_WAITS
                self.wake_at = min(self.wake_at or due, due)
                return
            try:
                if person in self._changed:
                    await self._anew(person)
                if self._is_taken(self._people[chat], group):
                    await self._turn(self._people[chat], group)
            except Exception as error:
                if is_unavailable(error):
                    raise
                raise Failed(person, group[0].id, error) from error

    def _is_taken(self, person: Person, group: list[Waiting]) -> bool:
        """Whether a person's event is taken; one of too many has had its answer here."""
        verdict = self._ground.flood.judge(person.id, group[0].event.at, self.allowances)
        if verdict == "take" or any(is_alarm(each.event.text) for each in group):
            return True
        self.done += [each.id for each in group]
        if verdict == "tell":
            words = Outgoing(text=phrases.TOO_FAST.say(person.language))
            self.letters.append(self._ground.reply(person, words))
        return False

    async def _turn(self, person: Person, group: list[Waiting]) -> None:
        event = _one_event(group)
        self.done += [each.id for each in group]
        if event.kind == "blocked":
            await people.left(self._tx, [person.id], self._now)
            return
        today = self._now.astimezone(self._ground.zone).date()
        if person.blocked or person.seen_on != today:
            await people.seen(self._tx, [person.id], today)
        before = self._drafts.get(person.id, [])
        channel = self._ground.channels[person.channel]
        scene = Scene(
            person=person,
            programme=self.programme,
            roles=self._roles.get(person.id, ()),
            now=event.at,
            zone=self._ground.zone,
            tx=self._tx,
            random=self._ground.random,
            reaches=channel.reaches,
            quiet=self._ground.quiet,
            retention=self._ground.retention,
            most_opinions=self._ground.flood.opinions,
            strikes=self._struck.get(person.id, self._strikes.get(person.id)),
        )
        result = await turn(self._ground.registry, scene, before, event, self._ground.new_id)
        if result.gone:
            self.acted = True
            self._forget(person, before, result)
            return
        self._note(person, before, result)
        await self._note_files(person, before, result)
        if channel.keeps_transcript:
            self._hear(person, event, result)
        if result.acted:
            self.acted = True
            self._changed.add(person.id)

    def _note(self, person: Person, before: Sequence[Draft], result: Turn) -> None:
        self._drafts[person.id] = result.drafts
        old = {draft.id: draft for draft in before}
        for draft in result.drafts:
            if old.pop(draft.id, None) != draft:
                self._kept[draft.id] = draft
        for gone in old:
            self._kept.pop(gone, None)
            self._dropped.add(gone)
        self._counted += result.counted
        if result.silenced:
            self._silenced.add(person.id)
        if result.struck:
            self._struck[person.id] = result.strikes
        words = phrases.COVERED.say(person.language)
        self._covered += [(draft, words) for draft in result.covered]
        closed = phrases.CLOSED.say(person.language)
        self._covered += [(draft, closed) for draft in old if self._is_sealed(old[draft])]
        if result.outgoing is not None:
            self.letters.append(self._ground.reply(person, result.outgoing))

    def _is_sealed(self, draft: Draft) -> bool:
        conversation = self._ground.registry.find(draft.conversation)
        return conversation is not None and conversation.sealed

    def _forget(self, person: Person, before: Sequence[Draft], result: Turn) -> None:
        """Last words to nobody: what this round would have written of the person is not written."""
        self.gone[person.id] = (person.channel, person.address)
        self._drafts[person.id] = []
        self._silenced.discard(person.id)
        self._struck.pop(person.id, None)
        for draft in before:
            self._kept.pop(draft.id, None)
            self._dropped.add(draft.id)
        self.letters = [each for each in self.letters if each.person != person.id]
        if result.outgoing is not None:
            nobody = replace(person, id=0)
            self.letters.append(self._ground.reply(nobody, result.outgoing))

    async def _note_files(self, person: Person, before: Sequence[Draft], result: Turn) -> None:
        """What was sent along now, and what is taken along no longer. A draft that has ended needs
        no word here: its files are of nothing then."""
        now = files_of(self._ground.registry, result.drafts)
        for file in result.uploads:
            draft, place = now[file.id]
            uploads.note(
                self._tx, file, draft=draft, place=place, channel=person.channel, now=self._now
            )
            self.has_files = True
        there = {draft.id for draft in result.drafts}
        named = files_of(self._ground.registry, [draft for draft in before if draft.id in there])
        if gone := named.keys() - now.keys():
            await uploads.let_go(self._tx, gone)

    def _hear(self, person: Person, event: Incoming, result: Turn) -> None:
        own = [
            (f"{event.event_id}:held", result.held, result.held_in),
            (event.event_id, result.heard, result.heard_in),
        ]
        for key, text, draft in own:
            if text:
                transcript.heard(
                    self._tx,
                    address=person.address,
                    key=key,
                    text=text,
                    draft=draft,
                    now=self._now,
                )
                self.heard.add(person.address)

    async def _anew(self, person: int) -> None:
        """After a deed the person and the roles are read again for the events that follow."""
        self._changed.remove(person)
        found = await people.by_id(self._tx, person)
        assert found is not None
        self._people[found.channel, found.address] = found
        self._roles = {**self._roles, **await roles.of(self._tx, [person])}
        if await programme.version(self._tx) != self.programme.version:
            self.programme = await programme.load(self._tx)

    def _of_nobody(self, waiting: Waiting) -> None:
        """A tap below what was said to somebody who is forgotten by now makes no new person."""
        self.done.append(waiting.id)
        if waiting.event.kind == "choice":
            words = phrases.OLD_BUTTON_NOTHING_OPEN.say(_language(waiting.event))
            self._tell_nobody(waiting.event, Outgoing(text=words, last=True))

    async def _in_group(self, waiting: Waiting) -> None:
        """A group is told once how to write in private; nobody in it is kept."""
        words = phrases.IN_A_GROUP.say(DEFAULT)
        self._tell_nobody(waiting.event, Outgoing(text=words, leave=True))
        self.done.append(waiting.id)

    def _tell_nobody(self, event: Incoming, body: Outgoing) -> None:
        """Words to a chat behind which nobody is kept."""
        self.letters.append(
            outbox.letter(
                number=self._ground.new_id(),
                channel=event.channel,
                address=event.address,
                person=0,
                kind="reply",
                body=body,
            )
        )


def _language(event: Incoming) -> str:
    language = event.language[:2].lower()
    return language if language in LANGUAGES else DEFAULT


def chat_of(waiting: Waiting) -> tuple[str, str]:
    """Where an event came from."""
    return waiting.event.channel, waiting.event.address


def _joined(events: Sequence[Waiting]) -> list[list[Waiting]]:
    """Group the parts of a paste that the client cut, and those of an album."""
    groups: list[list[Waiting]] = []
    for event in events:
        if groups and _follows(groups[-1][-1].event, event.event):
            groups[-1].append(event)
        else:
            groups.append([event])
    return groups


def _follows(former: Incoming, event: Incoming) -> bool:
    """A paste goes on under the next number, in words only; an album says itself what is of it."""
    if event.album:
        return former.album == event.album
    return (
        former.split
        and event.kind == "text"
        and former.message.isdecimal()
        and event.message.isdecimal()
        and int(event.message) == int(former.message) + 1
    )


def _one_event(group: Sequence[Waiting]) -> Incoming:
    first = group[0].event
    if len(group) == 1:
        return first
    if first.album:
        words = "\n".join(filter(None, (each.event.text for each in group)))
        files = tuple(file for each in group for file in each.event.files)
        return msgspec.structs.replace(first, text=words, files=files)
    *former, last = (each.event.text for each in group)
    whole = "".join(text + _lost_blank(text) for text in former) + last
    return msgspec.structs.replace(first, text=whole, split=False)


def _lost_blank(part: str) -> str:
    """A part that is not full was cut behind a word, and the blank there was trimmed away."""
    return "" if utf16_len(part) >= CUT_AT else " "

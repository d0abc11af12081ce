"""One event → what is kept and what is said.

Pure but for the reader and writer it is handed: no channel, no clock, no memory of its own.
What a person gave is in the drafts that come in and in those that go out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from handlers.talk import phrases as say
from handlers.talk.answering import NOTHING_TO_SAY
from handlers.talk.at_work import Turn, files_of
from handlers.talk.gate import Gated
from handlers.talk.reading import Picked, Stale, Typed, read_tap, read_text
from handlers.talk.registry import (
    CANCEL,
    GO_BACK,
    START,
    Registry,
    looks_like_receipt,
)
from handlers.talk.script import HELD_IN, Scene
from handlers.words.catalogue import Words
from handlers.words.receipts import read_receipt
from storage.drafts import Draft
from storage.messages import Incoming, Outgoing, Question


async def turn(
    registry: Registry,
    scene: Scene,
    drafts: Sequence[Draft],
    event: Incoming,
    new_id: Callable[[], int],
) -> Turn:
    """Take one event of one person through the conversation that is meant."""
    at_work = _Understanding(registry, scene, list(drafts), event, new_id)
    await at_work.take()
    return at_work.turn()


async def question_again(
    registry: Registry, scene: Scene, drafts: Sequence[Draft], note: Words
) -> Outgoing:
    """Something is said unasked: the question that is open stands again below it. Keeps nothing."""
    event = Incoming(
        channel=scene.person.channel,
        event_id="",
        address=scene.person.address,
        kind="other",
        at=scene.now,
    )
    at_work = _Understanding(registry, scene, list(drafts), event, new_id=lambda: 0)
    if at_work.front is None or at_work.front.question is None:
        at_work.said.append(note)
    else:
        await at_work.again(note)
    said = at_work.message()
    assert said is not None
    return said


class _Understanding(Gated):
    """A turn that finds out what is meant."""

    async def take(self) -> None:
        """Look at the words first; then whether a yes is owed; then each kind of event in its own way."""
        self.unheard = self._tells_the_officer
        if await self._stopped():
            return
        if self._waits_for_a_yes():
            await self._ask_first()
        else:
            await self._take()

    async def _ask_first(self) -> None:
        """The entry stands before what waits for a yes; nothing is added to that, nothing lost."""
        if self._looks():
            self.drafts.pop(0)
        entry = self.registry.named(self.registry.entry)
        self.drafts.insert(0, self._new(entry, {}))
        if self.event.kind in ("choice", "edit"):
            self.in_place = False
            await self._begin(entry, {})
        else:
            await self._take()
        if self._is_at_entry and self.drafts[0].question is None:
            self.drafts.pop(0)

    async def _take(self) -> None:
        match self.event.kind:
            case "start":
                await self._start(self.event.text)
            case "choice":
                await self._tap()
            case "text":
                await self._text(self.event.text)
            case "files":
                await self._files()
            case "edit":
                await self._edit()
            case "other":
                await self._no_text()
            case "group":
                self._say(say.IN_A_GROUP)
            case "blocked" | "unblocked":
                pass

    async def _start(self, payload: str) -> None:
        linked = self.registry.linked(payload)
        if linked is not None:
            conversation, code = linked
            await self._begin(conversation, {"link": code})
        elif not self.consented:
            await self._begin(self.registry.named(self.registry.entry), {})
        elif self.front is not None and self.front.question is not None:
            await self.again()
        else:
            self._say(say.WELCOME_BACK)

    async def _tap(self) -> None:
        front = self.front
        picked = read_tap(front.question if front else None, self.event.choice)
        if isinstance(picked, Stale) or front is None:
            await self._stale()
            return
        self.result.heard = picked.label
        await self._picked(front, picked)

    async def _text(self, text: str) -> None:
        command = self.registry.command(text)
        if command is not None:
            await self._command(*command)
            return
        if self._kind in self.registry.anywhere and not self._is_offered(text):
            self._hear(text)
            await self._begin(self.registry.named(self.registry.anywhere[self._kind]), {})
            return
        receipt = read_receipt(text)
        if receipt is not None and self._is_free_for(receipt, text):
            self._hear(text)
            await self._begin(self.registry.named(self.registry.receipt), {"receipt": receipt})
        elif self.front is None or (not self.consented and self.front.question is None):
            await self._idle(text)
        elif self.front.question is None:
            await self._paused(self.front, text)
        else:
            await self._reply(self.front, self.front.question, text)

    def _is_offered(self, text: str) -> bool:
        """Whether the open question has a button that says this."""
        question = self.front.question if self.front else None
        return question is not None and isinstance(read_text(question, text), Picked)

    async def _files(self) -> None:
        """Photos with words are words and photos; without, they wait for the words."""
        if not self.consented:
            await self._files_before_a_yes()
            return
        if self._looks():
            self.drafts.pop(0)
        name, key = self.registry.propose[0], self.registry.files
        front = self.front or self._new(self.registry.named(name), {})
        if front.conversation != name or not key:
            await (self._text(self.event.text) if self.event.text else self._no_text())
            return
        ids = [[file.id, file.piece.kind] for file in self.sent]
        given = {**front.given, key: [*front.given.get(key, []), *ids]}
        self.drafts[:1] = [replace(front, given=given)]
        await self._words_beside(self.drafts[0])

    async def _words_beside(self, front: Draft) -> None:
        words = self.event.text
        if words and front.question is None:
            self._hear(words, front.id)
            await self._run(self._added(front, self.registry.propose[1], words))
        elif words:
            await self._text(words)
        else:
            self._hear(say.FILES_SENT.say(self.scene.person.language), front.id)
            await self._run(front)
            is_taken = {file.id for file in self.sent} & files_of(self.registry, self.drafts).keys()
            if is_taken and self.question is not None and self.question.kind == "text":
                self.said.insert(0, say.GOT_FILES)

    async def _files_before_a_yes(self) -> None:
        """Neither the bytes nor what the platform calls them by is kept, and that is said."""
        self._say(say.FILES_NOT_KEPT)
        if self.event.text:
            await self._text(self.event.text)
        elif self.front is None or self.front.question is None:
            await self._begin(self.registry.named(self.registry.entry), {})
        else:
            await self.again()

    def _is_free_for(self, receipt: str, text: str) -> bool:
        """A receipt typed alone is a question; inside a longer answer it is part of the answer,
        and where it stands on a button it is the button."""
        question = self.front.question if self.front else None
        offered = question is not None and any(o.label == receipt for o in question.offers)
        return not offered and (self.front is None or len(text) <= len(receipt) + 6)

    async def _command(self, word: str, rest: str) -> None:
        self._hear(self.event.text)
        if word == START:
            await self._start(rest)
        elif word in CANCEL:
            await self._cancel()
        elif word in GO_BACK:
            await self._back()
        else:
            conversation = self.registry.commanded(word)
            name, key = self.registry.propose
            if conversation is None or not self._may(conversation):
                await self._unknown()
            elif rest and conversation.name == name and self.consented:
                await self._begin(conversation, {key: rest}, heard=key)
            else:
                await self._begin(conversation, {})

    async def _idle(self, text: str) -> None:
        kind = self._kind
        called = self.registry.called(text)
        if called is not None and self._may(called):
            self._hear(text)
            await self._begin(called, {})
            return
        if not self.consented and kind not in self.registry.idle:
            await self._enter()
            return
        self._hear(text)
        if kind == "proposal":
            name, key = self.registry.propose
            await self._begin(self.registry.named(name), {key: text}, heard=key)
        elif kind == "greeting":
            self._say(say.WELCOME_BACK)
        elif kind in self.registry.idle:
            await self._begin(self.registry.named(self.registry.idle[kind]), {})
        elif kind not in NOTHING_TO_SAY:
            mistyped = looks_like_receipt(text)
            self._say(say.NO_SUCH_RECEIPT if mistyped else say.HOW_TO_WRITE)

    async def _enter(self) -> None:
        """Nobody is kept before a yes: what was written waits with whoever wrote it."""
        if self.scene.person.state != "new" and self._kind in NOTHING_TO_SAY:
            return
        entry = self.registry.named(self.registry.entry)
        await self._begin(entry, self._held())

    def _held(self) -> dict[str, Any]:
        self.hold = self._kind == "proposal"
        return {HELD_IN: self.event.message} if self.hold else {}

    async def _paused(self, front: Draft, text: str) -> None:
        """What is typed while a conversation waits is added, and it tries to go on."""
        kind = self._kind
        if kind in NOTHING_TO_SAY or kind in self.registry.idle:
            await self._idle(text)
            return
        name, key = self.registry.propose
        self._hear(text, front.id)
        if front.conversation == name and kind == "proposal":
            front = self._added(front, key, text)
        await self._run(front)

    async def _reply(self, front: Draft, question: Question, text: str) -> None:
        if self._is_doubled(front, question, text):
            await self.again()
            return
        reading = read_text(question, text)
        if isinstance(reading, Picked):
            self.result.heard = text
            await self._picked(front, reading)
        elif isinstance(reading, Typed):
            await self._typed(front, question, text)
        else:
            await self._unclear(text)

    async def _unclear(self, text: str) -> None:
        if self._looks():
            self.drafts.pop(0)
            await self._text(text)
            return
        aside = self.registry.idle.get(self._kind)
        if aside is not None and self.registry.named(aside).aside:
            self._hear(text)
            await self._begin(self.registry.named(aside), {})
        elif self._is_alarm:
            await self._beside_an_alarm(text)
        elif self.consented or not self._is_at_entry:
            self._hear(text)
            await self.again(self._choose_one())
        else:
            await self._held_before_a_yes()

    async def _held_before_a_yes(self) -> None:
        assert self.front is not None
        held = self._held()
        self.drafts[0] = replace(self.front, given={**self.front.given, **held})
        await self.again(say.NOT_KEPT_YET if held else say.CHOOSE_ONE)

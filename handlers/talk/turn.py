"""One event → what is kept and what is said.

Pure but for the reader and writer it is handed: no channel, no clock, no memory of its own.
What a person gave is in the drafts that come in and in those that go out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from handlers.talk import phrases as say
from handlers.talk.reading import Picked, Stale, Typed, read_tap, read_text
from handlers.talk.registry import (
    CANCEL,
    GO_BACK,
    START,
    Registry,
    command_in,
    looks_like_receipt,
)
from handlers.talk.script import (
    BACK,
    CHANGE,
    CLEAR,
    DROP,
    HELD_IN,
    MORE,
    SEND,
    SKIP,
    Asked,
    Conversation,
    Run,
    Scene,
    ScriptError,
    Talk,
    play,
)
from handlers.words.catalogue import Words, joined
from handlers.words.receipts import read_receipt
from handlers.words.small_talk import Kind, kind_of
from storage import uploads
from storage.drafts import Draft
from storage.messages import Attachment, Incoming, Option, Outgoing, Question

CHAIN = 4
"""Conversations that may follow each other in one turn."""
ANSWERS_A_DRAFT = 60
"""Keys a draft may hold; a form of ours has a dozen."""
NOTHING_TO_SAY = ("thanks", "ack", "sticker")
"""Answered by nothing where nothing is asked: two who are polite never come to an end. Under a
card no part of the proposal."""
PARTS_OF_A_TEXT = 50
"""Messages that may be added to one text."""


@dataclass(slots=True)
class Turn:
    """What an event came to."""

    drafts: list[Draft] = field(default_factory=list)
    """The person's drafts as they are now, the one in front first."""
    outgoing: Outgoing | None = None
    """The one message of the turn; nothing where silence is the right answer."""
    heard: str = ""
    """What of the person's own words a channel may keep for the person to see again."""
    heard_in: int = 0
    """The draft these words belong to."""
    held: str = ""
    """Words typed before the yes that have become an answer now."""
    held_in: int = 0
    covered: list[int] = field(default_factory=list)
    """Drafts that were sent; whatever quotes them is to be covered."""
    acted: bool = False
    uploads: list[uploads.New] = field(default_factory=list)
    """Files that came with this event and were taken, for the drafts that name them."""


async def turn(
    registry: Registry,
    scene: Scene,
    drafts: Sequence[Draft],
    event: Incoming,
    new_id: Callable[[], int],
) -> Turn:
    """Take one event of one person through the conversation that is meant."""
    at_work = _AtWork(registry, scene, list(drafts), event, new_id)
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
    at_work = _AtWork(registry, scene, list(drafts), event, new_id=lambda: 0)
    if at_work.front is None or at_work.front.question is None:
        at_work.said.append(note)
    else:
        await at_work.again(note)
    said = at_work.message()
    assert said is not None
    return said


class _AtWork:
    """The state of one turn."""

    def __init__(
        self,
        registry: Registry,
        scene: Scene,
        drafts: list[Draft],
        event: Incoming,
        new_id: Callable[[], int],
    ) -> None:
        self.registry = registry
        self.scene = scene
        self.drafts = [draft for draft in drafts if self._goes_on(draft)]
        self.event = event
        self.new_id = new_id
        self.said: list[Words] = []
        self.question: Question | None = None
        self.about = 0
        self.hold = False
        self.menu = ""
        self.file: Attachment | None = None
        self.in_place = event.kind == "choice"
        self.result = Turn()
        self.sent = [uploads.new(piece) for piece in event.files]

    def turn(self) -> Turn:
        self.result.drafts = [replace(d, parked=depth) for depth, d in enumerate(self.drafts)]
        self.result.outgoing = self.message()
        if not self._may_be_kept:
            self.result.heard = ""
        named = files_of(self.registry, self.drafts)
        self.result.uploads = [file for file in self.sent if file.id in named]
        return self.result

    @property
    def _may_be_kept(self) -> bool:
        """Who holds a role works here, and is not asked for a young person's consent."""
        return self.consented or bool(self.scene.roles)

    @property
    def front(self) -> Draft | None:
        return self.drafts[0] if self.drafts else None

    @cached_property
    def _kind(self) -> Kind:
        """What the text seems to be when looked at by itself."""
        return kind_of(self.event.text)

    @property
    def _is_at_entry(self) -> bool:
        return self.front is not None and self.front.conversation == self.registry.entry

    @property
    def consented(self) -> bool:
        return self.scene.person.state == "yes"

    def _goes_on(self, draft: Draft) -> bool:
        """A draft ends with its conversation, and with the role that the conversation needs."""
        conversation = self.registry.find(draft.conversation)
        return conversation is not None and self._may(conversation)

    # --- what is meant ---

    async def take(self) -> None:
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
        command = command_in(text)
        if command is not None:
            await self._command(*command)
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
        elif self.front is None:
            await self._begin(self.registry.named(self.registry.entry), {})
        elif self.front.question is not None:
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

    def _may(self, conversation: Conversation) -> bool:
        held = {role.name for role in self.scene.roles}
        return not conversation.role or conversation.role in held

    async def _idle(self, text: str) -> None:
        kind = self._kind
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
        elif self.consented or not self._is_at_entry:
            self._hear(text)
            await self.again(self._choose_one())
        else:
            await self._held_before_a_yes()

    def _choose_one(self) -> Words:
        """Under a card the first button is the one that somebody who says «ok» looks for."""
        question = self.front.question if self.front else None
        if question is None or question.kind != "review":
            return say.CHOOSE_ONE
        return say.CHOOSE_SEND.fill(send=question.offers[0].label)

    async def _held_before_a_yes(self) -> None:
        assert self.front is not None
        held = self._held()
        self.drafts[0] = replace(self.front, given={**self.front.given, **held})
        await self.again(say.NOT_KEPT_YET if held else say.CHOOSE_ONE)

    # --- what is done with an answer ---

    async def _picked(self, front: Draft, picked: Picked) -> None:
        question = front.question
        assert question is not None
        key, given = question.key, dict(front.given)
        self.result.heard_in = 0
        if picked.id == SEND:
            await self._run(front, yes=_seal_of(question))
        elif picked.id == DROP:
            await self._cancel()
        elif picked.id.startswith(CHANGE):
            await self._run(replace(front, changing=picked.id.removeprefix(CHANGE)))
        elif picked.id.startswith(CLEAR):
            given.pop(picked.id.removeprefix(CLEAR), None)
            await self._run(replace(front, given=given, changing=""))
        elif picked.id == MORE:
            await self._run(replace(front, changing=f"{key}+"))
        elif picked.id == BACK:
            await self._run(replace(front, changing=""))
        else:
            given[key] = None if picked.id == SKIP else picked.id
            await self._run(replace(front, given=given, changing=""))

    async def _typed(self, front: Draft, question: Question, text: str) -> None:
        aside = self.registry.idle.get(self._kind)
        if aside is not None and self.registry.named(aside).aside:
            self._hear(text)
            await self._begin(self.registry.named(aside), {})
            return
        if question.kind == "review" and self._kind in NOTHING_TO_SAY:
            self._hear(text)
            await self.again(self._choose_one())
            return
        if question.kind == "review":
            front = self._added(front, question.adds_to, text)
        else:
            front = self._answered(front, question.key, text)
        self._hear(text, front.id)
        await self._run(front)

    def _answered(self, front: Draft, key: str, text: str) -> Draft:
        given = {**front.given, key: text}
        if self._is_at_entry and not self.consented:
            return replace(front, given=given, changing="")
        heard = {**front.heard, key: [[self.event.message, text]]}
        return replace(front, given=given, heard=heard, changing="")

    def _added(self, front: Draft, key: str, text: str) -> Draft:
        """Add a message to a text: people send three short ones in a row."""
        parts = [*front.heard.get(key, []), [self.event.message, text]]
        if len(parts) > PARTS_OF_A_TEXT:
            self._say(say.TOO_MANY_PARTS)
            return front
        whole = f"{front.given[key]}\n{text}" if front.given.get(key) else text
        given, heard = {**front.given, key: whole}, {**front.heard, key: parts}
        return replace(front, given=given, heard=heard, changing="")

    async def _edit(self) -> None:
        """An edited message changes the answer it gave, as long as that is a draft."""
        for depth, draft in enumerate(self.drafts):
            for key, parts in draft.heard.items():
                if any(part[0] == self.event.message for part in parts):
                    self.drafts[depth] = self._rewritten(draft, key)
                    if depth == 0:
                        await self._run(self.drafts[0])
                    return
        if self.consented:
            self._say(say.EDIT_CHANGES_NOTHING)

    def _rewritten(self, draft: Draft, key: str) -> Draft:
        parts = [
            [id_, self.event.text if id_ == self.event.message else text]
            for id_, text in draft.heard[key]
        ]
        whole = "\n".join(text for _id, text in parts)
        return replace(draft, given={**draft.given, key: whole}, heard={**draft.heard, key: parts})

    async def _cancel(self) -> None:
        front = self.front
        if front is None or (front.conversation == self.registry.entry and not self.consented):
            self._say(say.NOTHING_OPEN)
            return
        self.drafts.pop(0)
        self._say(say.DROPPED)
        await self._resume()

    async def _back(self) -> None:
        front = self.front
        if front is None or front.question is None:
            self._say(say.NOTHING_OPEN)
        elif front.changing:
            await self._run(replace(front, changing=""))
        else:
            await self._step_back(front)

    async def _step_back(self, front: Draft) -> None:
        """Back follows the run's own trace, not the order in which the answers came."""
        run = await self._play(front, self.registry.named(front.conversation))
        if not run.trace:
            await self.again(say.FIRST_QUESTION)
            return
        given = {key: value for key, value in front.given.items() if key != run.trace[-1]}
        await self._run(replace(front, given=given))

    def _looks(self) -> bool:
        """Whether what is open only shows something."""
        front = self.front
        return front is not None and self.registry.named(front.conversation).look

    # --- running ---

    async def _begin(
        self, conversation: Conversation, given: dict[str, Any], heard: str = ""
    ) -> None:
        if conversation.consent and not self.consented:
            await self._begin(self.registry.named(self.registry.entry), {})
            return
        if conversation.aside:
            await self._aside(conversation, given)
            return
        if self._looks():
            self.drafts.pop(0)
        if heard:
            draft = self._unpark(conversation, {}) or self._new(conversation, {})
            self._hear(given[heard], draft.id)
            draft = self._added(draft, heard, given[heard])
        else:
            draft = self._unpark(conversation, given) or self._new(conversation, given)
        self.drafts.insert(0, draft)
        await self._run(draft)

    def _unpark(self, conversation: Conversation, given: dict[str, Any]) -> Draft | None:
        """A draft of the same conversation goes on; what a link or another one brings begins it
        anew."""
        for place, draft in enumerate(self.drafts):
            if draft.conversation == conversation.name:
                self.drafts.pop(place)
                if given and set(given) != {HELD_IN}:
                    return replace(draft, given=given, heard={}, changing="")
                return replace(draft, given={**draft.given, **given})
        return None

    def _new(self, conversation: Conversation, given: dict[str, Any]) -> Draft:
        return Draft(
            id=self.new_id(),
            person=self.scene.person.id,
            conversation=conversation.name,
            given=given,
            started_at=self.scene.now,
        )

    async def _aside(self, conversation: Conversation, given: dict[str, Any]) -> None:
        run = await self._play(self._new(conversation, given), conversation)
        if run.asked is not None:
            raise ScriptError(f"{conversation.name} is an aside and asks {run.asked.key!r}")
        self._finish(run)
        if self._looks():
            self.drafts.pop(0)
        if self.front is not None and self.front.question is not None:
            await self.again()

    async def _run(self, draft: Draft, *, yes: str = "") -> None:
        """Run a draft's conversation and keep what came of it; it may hand over to another."""
        for _link in range(CHAIN):
            conversation = self.registry.named(draft.conversation)
            run = await self._play(draft, conversation, yes=yes)
            if run.end == "asked":
                self._ask(draft, run)
                return
            if run.end == "paused":
                self._finish(run)
                self._keep(replace(draft, given=run.given, question=None, changing=""))
                return
            self._finish(run)
            self._forget(draft)
            if run.acted and conversation.erases:
                self.result.covered.append(draft.id)
            if run.then is None:
                await self._resume()
                return
            following, given = self.registry.named(run.then[0]), run.then[1]
            left, yes = draft, ""
            draft = self._unpark(following, given) or self._new(following, given)
            draft = self._with_held(draft, left.given.get(HELD_IN))
            self.drafts.insert(0, draft)
        raise ScriptError(f"more than {CHAIN} conversations follow each other")

    async def _play(self, draft: Draft, conversation: Conversation, *, yes: str = "") -> Run:
        if len(draft.given) > ANSWERS_A_DRAFT:
            raise ScriptError(f"{conversation.name}: more than {ANSWERS_A_DRAFT} answers")
        talk = Talk(
            self.scene,
            draft=draft.id,
            given=draft.given,
            changing=draft.changing,
            yes=yes,
            held=self.event.held,
        )
        run = await play(conversation.script, talk)
        # The next question depends on who the person is after a deed.
        self.scene = replace(self.scene, person=talk.person)
        self.result.acted = self.result.acted or run.acted
        return run

    async def _resume(self) -> None:
        """A conversation is over: what was parked comes to the front again."""
        if self.front is not None and self.front.question is not None:
            await self.again(say.GOING_ON)

    def _keep(self, draft: Draft) -> None:
        kept = replace(draft, touched_at=self.scene.now)
        for place, each in enumerate(self.drafts):
            if each.id == draft.id:
                self.drafts[place] = kept
                return
        self.drafts.insert(0, kept)

    def _forget(self, draft: Draft) -> None:
        self.drafts = [each for each in self.drafts if each.id != draft.id]

    def _finish(self, run: Run) -> None:
        self.said += [*run.notes, *run.said]
        self.menu = run.menu or self.menu
        self.file = run.file or self.file

    # --- saying ---

    def _ask(self, draft: Draft, run: Run) -> None:
        asked = run.asked
        assert asked is not None
        self.question = _question(draft, asked, run)
        self.about = draft.id
        fresh = draft.question is None or draft.question.id != self.question.id
        self._keep(
            replace(draft, given=run.given, question=self.question, asked=draft.asked + int(fresh))
        )
        self.said += [*run.notes, asked.prompt]

    async def again(self, note: Words | None = None) -> None:
        """Put the open question once more, the same one where it is still the same."""
        front = self.front
        assert front is not None
        run = await self._play(front, self.registry.named(front.conversation))
        if note is not None:
            self._say(note)
        if run.end == "asked":
            self._ask(front, run)
        else:
            self._finish(run)

    async def _stale(self) -> None:
        """The old message keeps its words: what is said now is a message of its own."""
        self.in_place = False
        if self.front is not None and self.front.question is not None:
            await self.again(say.OLD_BUTTON)
        else:
            self._say(say.OLD_BUTTON_NOTHING_OPEN)

    async def _unknown(self) -> None:
        self._say(say.UNKNOWN_COMMAND)
        if self.front is not None and self.front.question is not None:
            await self.again()

    async def _no_text(self) -> None:
        if self.front is not None and self.front.question is not None:
            await self.again(say.WORDS_ONLY)

    def _say(self, words: Words) -> None:
        self.said.append(words)

    def _hear(self, text: str, draft: int = 0) -> None:
        self.result.heard, self.result.heard_in = text, draft

    def _with_held(self, draft: Draft, message: str | None) -> Draft:
        """What the person's own device held has become an answer: now it is kept."""
        held = self.event.held
        key = next((key for key, value in draft.given.items() if held and value == held), None)
        if key is None:
            return draft
        self.result.held, self.result.held_in = held, draft.id
        return replace(draft, heard={**draft.heard, key: [[message or "", held]]})

    def message(self) -> Outgoing | None:
        """All that is said is one message: it takes the tapped one's place, or closes the old."""
        if not self.said:
            return None
        question = self.question
        in_place = self.event.message if self.in_place else ""
        return Outgoing(
            text=joined(*self.said).say(self.scene.person.language),
            options=_options(question) if question else (),
            file=self.file,
            edits=in_place,
            closes="" if in_place else self.scene.person.keyboard,
            reply_to="" if in_place else self._where_held(),
            hold=self.hold,
            draft=self.about if question and question.kind == "review" else 0,
            menu=self.menu,
            leave=self.event.kind == "group",
        )

    def _where_held(self) -> str:
        """The person's message with the words that are not kept here: it holds them instead."""
        return str(self.front.given.get(HELD_IN, "")) if self.front and self.question else ""


def files_of(registry: Registry, drafts: Sequence[Draft]) -> dict[str, tuple[int, int]]:
    """Each file that these drafts name, with the draft and its place there."""
    return {
        id_: (draft.id, place)
        for draft in drafts
        if draft.conversation == registry.propose[0]
        for place, (id_, _kind) in enumerate(draft.given.get(registry.files, []), 1)
    }


def _options(question: Question) -> tuple[Option, ...]:
    return tuple(
        Option(f"{question.id}:{place}", offer.label, primary=offer.id == SEND)
        for place, offer in enumerate(question.offers)
    )


def _question(draft: Draft, asked: Asked, run: Run) -> Question:
    """The question as it is shown; it keeps its id for as long as it is the same question."""
    offers = tuple(asked.offers)
    open_now = draft.question
    same = (
        open_now is not None
        and (open_now.key, open_now.offers) == (asked.key, offers)
        and (not asked.seal or _seal_of(open_now) == asked.seal)
    )
    new_id = ".".join(filter(None, (f"{draft.id:x}", str(draft.asked), asked.seal)))
    return Question(
        id=open_now.id if same and open_now else new_id,
        key=asked.key,
        kind=asked.kind,
        offers=offers,
        adds_to=run.lines[0] if run.lines else "",
    )


def _seal_of(question: Question) -> str:
    """Which card it was; a tap on an earlier card is a tap on an old button."""
    return question.id.rpartition(".")[2] if question.kind == "review" else ""

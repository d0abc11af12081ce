"""How a turn runs conversations, puts their questions, and keeps what came of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.talk import phrases as say
from handlers.talk.at_work import AtWork
from handlers.talk.script import (
    HELD_IN,
    Asked,
    Conversation,
    Run,
    ScriptError,
    Talk,
    play,
)
from handlers.words.catalogue import Words
from storage.drafts import Draft
from storage.messages import Question

CHAIN = 4
"""Conversations that may follow each other in one turn."""
ANSWERS_A_DRAFT = 60
"""Keys a draft may hold; a form of ours has a dozen."""
PARTS_OF_A_TEXT = 50
"""Messages that may be added to one text."""


class Running(AtWork):
    """A turn that can run a conversation."""

    async def _begin(
        self, conversation: Conversation, given: dict[str, Any], heard: str = ""
    ) -> None:
        if conversation.consent and not self.consented:
            await self._begin(self.registry.named(self.registry.entry), {})
            return
        if conversation.aside:
            await self._aside(conversation, given)
            return
        if self._looks() or self._is_alarm:
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
        if self._waits_for_a_yes():
            return
        if self.front is not None and self.front.question is not None:
            await self.again()

    async def _run(self, draft: Draft, *, yes: str = "") -> None:
        """Run a draft's conversation and keep what came of it; it may hand over to another."""
        for _link in range(CHAIN):
            conversation = self.registry.named(draft.conversation)
            was = self.scene.person.state
            run = await self._play(draft, conversation, yes=yes)
            if run.end == "asked":
                self._ask(draft, run)
                return
            if run.end == "paused":
                self._finish(run)
                self._keep(replace(draft, given=run.given, question=None, changing=""))
                return
            self._finish(run)
            if run.gone:
                self._leave()
                return
            if run.alone:
                self.drafts = []
            self._forget(draft)
            if self.scene.person.state == "young" != was:
                # Of who is too young nothing unfinished is kept either.
                self.drafts = []
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
            waiting=any(self._waits(each) for each in self.drafts if each.id != draft.id),
        )
        run = await play(conversation.script, talk)
        # The next question depends on who the person is after a deed.
        self.scene = replace(self.scene, person=talk.person)
        self.result.acted = self.result.acted or run.acted
        return run

    async def _resume(self) -> None:
        """A conversation is over: what was parked comes to the front again."""
        if self._waits_for_a_yes():
            return
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

    def _leave(self) -> None:
        """Nobody is there any more: no draft comes to the front again."""
        self.drafts = []
        self.result.gone = True

    def _added(self, front: Draft, key: str, text: str) -> Draft:
        """Add a message to a text: people send three short ones in a row."""
        parts = [*front.heard.get(key, []), [self.event.message, text]]
        if len(parts) > PARTS_OF_A_TEXT:
            self._say(say.TOO_MANY_PARTS)
            return front
        whole = f"{front.given[key]}\n{text}" if front.given.get(key) else text
        given, heard = {**front.given, key: whole}, {**front.heard, key: parts}
        return replace(front, given=given, heard=heard, changing="")

    def _looks(self) -> bool:
        """Whether what is open only shows something."""
        front = self.front
        return front is not None and self.registry.named(front.conversation).look

    # --- putting the question ---

    def _ask(self, draft: Draft, run: Run) -> None:
        asked = run.asked
        assert asked is not None
        self.question = _question(draft, asked, run)
        self.about = draft.id
        self.hold, self.quotes = self.hold or run.holds, run.quotes
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
        if self._looks():
            self.drafts.pop(0)
        if self.front is not None and self.front.question is not None:
            await self.again()

    async def _no_text(self) -> None:
        if self.front is not None and self.front.question is not None and not self._looks():
            await self.again(say.WORDS_ONLY)


def _question(draft: Draft, asked: Asked, run: Run) -> Question:
    """The question as it is shown; it keeps its id for as long as it is the same question."""
    offers = tuple(asked.offers)
    open_now = draft.question
    same = (
        open_now is not None
        and (open_now.key, open_now.offers) == (asked.key, offers)
        and (not asked.seal or seal_of(open_now) == asked.seal)
    )
    new_id = ".".join(filter(None, (f"{draft.id:x}", str(draft.asked), asked.seal)))
    return Question(
        id=open_now.id if same and open_now else new_id,
        key=asked.key,
        kind=asked.kind,
        offers=offers,
        adds_to=run.lines[0] if run.lines else "",
    )


def seal_of(question: Question) -> str:
    """Which card it was; a tap on an earlier card is a tap on an old button."""
    return question.id.rpartition(".")[2] if question.kind == "review" else ""

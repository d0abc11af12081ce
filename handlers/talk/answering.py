"""What is done with an answer to the question that is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.talk import phrases as say
from handlers.talk.reading import Picked
from handlers.talk.running import Running, seal_of
from handlers.talk.script import BACK, CHANGE, CLEAR, DROP, MORE, SEND, SKIP
from handlers.words.catalogue import Words
from storage.drafts import Draft
from storage.messages import Question

NOTHING_TO_SAY = ("thanks", "ack", "sticker")
"""Answered by nothing where nothing is asked: two who are polite never come to an end. Under a
card no part of the proposal."""

DOUBLED_WITHIN = timedelta(seconds=3)
FAR_APART = timedelta(days=1)


class Answering(Running):
    """A turn that can take an answer, take it back, and change it."""

    async def _picked(self, front: Draft, picked: Picked) -> None:
        question = front.question
        assert question is not None
        key, given = question.key, dict(front.given)
        self.result.heard_in = 0
        if picked.id == SEND:
            await self._run(front, yes=seal_of(question))
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

    def _is_doubled(self, front: Draft, question: Question, text: str) -> bool:
        """The same words once more within seconds: a message that was sent twice says nothing new,
        and is no answer to the question that the first one led to."""
        since = self.scene.now - front.touched_at if front.touched_at else FAR_APART
        given = (key for key in front.heard if key in front.given and key != question.key)
        said = (front.heard[key][-1][1] for key in given if front.heard[key])
        return timedelta(0) <= since <= DOUBLED_WITHIN and text in said

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

    def _choose_one(self) -> Words:
        """Under a card the first button is the one that somebody who says «ok» looks for."""
        question = self.front.question if self.front else None
        if question is None or question.kind != "review":
            return say.CHOOSE_ONE
        return say.CHOOSE_SEND.fill(send=question.offers[0].label)

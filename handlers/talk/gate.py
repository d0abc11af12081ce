"""What is no proposal is noticed before anything else that reads words, in every conversation.

Nothing of such a text is kept: not in a draft, a transcript, a log, and not with the words that are
held until a yes. What is said instead are conversations of their own, named in the registry.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from handlers.talk import phrases as say
from handlers.talk.answering import Answering
from handlers.talk.reading import Picked, read_text
from handlers.talk.script import BESIDE, HELD_IN
from handlers.words.dangers import danger_in
from handlers.words.programme import moment
from storage.drafts import Draft
from storage.safety import Strikes

ALARMS = ("self_harm_hint", "self_harm", "child_abuse", "emergency")
"""The form stops, whatever it is."""
AT_WORK_TOO = ("self_harm", "emergency")
"""In a role's own conversation the numbers are shown and the words are taken: an announcement that
speaks of a fire, of fraud or of an officer's name is what that conversation is for, nothing leaves
before it was looked at, and nobody is accused in secret there."""
IN_A_ROW = 3
RESTS = {"spam": timedelta(hours=24), "insult": timedelta(minutes=10)}
"""How long a chat rests after so many of a kind in a row."""
ROW_LASTS = timedelta(hours=24)
_PHONE = re.compile(r"(?:\+?84|0)[35789]\d{8}")
_COMMAND = re.compile(r"^\s*[/／][\w-]+(?:@\w+)?\s*")
_APART = re.compile(r"[\s.\-()]")


def is_alarm(text: str) -> bool:
    """Whether words are a cry for help, which is heard from who writes too fast as well."""
    return danger_in(text) in ALARMS


class Gated(Answering):
    """A turn that looks at the words before it takes them."""

    async def _stopped(self) -> bool:
        """Whether the event goes no further, since its words are no proposal."""
        self._let_go_of_held()
        words = self._words()
        danger = self._danger(words)
        if danger in ALARMS and not self._names_an_offer_of_work(words):
            return await self._alarmed(danger)
        if self._rests(words):
            return True
        if danger is None or self._is_at_work or self._is_an_answer(words):
            self._clean_sheet(words)
            return False
        await self._refused(danger)
        return True

    # --- what is looked at ---

    def _words(self) -> str:
        """What a person has put into words; of a link what stands in it."""
        if self.event.kind == "start":
            return self.event.text.replace("-", " ").replace("_", " ")
        if self.event.kind not in {"text", "files", "edit"}:
            return ""
        return _COMMAND.sub("", self.event.text, count=1)

    def _danger(self, words: str) -> str | None:
        if not words or not self.registry.dangers or self._tells_the_officer:
            return None
        danger = danger_in(words, self.scene.now.astimezone(self.scene.zone).year)
        if self.event.kind == "start":
            return danger if danger in ALARMS else None
        if danger is None and _PHONE.fullmatch(_APART.sub("", words)):
            return "phone"
        return danger

    def _let_go_of_held(self) -> None:
        """What the device held may have been changed there since, or be of an alarm that is over:
        only the alarm itself may bring such words."""
        held = self.event.held
        if held and not self._is_alarm and self.registry.dangers and danger_in(held) is not None:
            self.event = msgspec.structs.replace(self.event, held="")

    @property
    def _tells_the_officer(self) -> bool:
        """What is written for the duty officer is what it was asked for."""
        question = self.front.question if self.front else None
        return self._is_alarm and question is not None and question.kind == "text"

    @property
    def _is_at_work(self) -> bool:
        """In a conversation that only a role can have, at a question that takes words."""
        front = self.front
        if front is None or front.question is None or front.question.kind == "choice":
            return False
        return bool(self.registry.named(front.conversation).role)

    def _names_an_offer_of_work(self, words: str) -> bool:
        """A duty officer's list says «tự làm hại bản thân»: who types that line has chosen it."""
        front = self.front
        if front is None or not self.registry.named(front.conversation).role:
            return False
        return self._is_an_answer(words)

    def _is_an_answer(self, words: str) -> bool:
        """Who types a button's own words has tapped it."""
        question = self.front.question if self.front else None
        return question is not None and isinstance(read_text(question, words), Picked)

    # --- what follows ---

    async def _alarmed(self, danger: str) -> bool:
        self.result.counted.append((danger, self._ward()))
        given = {"kind": danger, "unit": self._home()}
        if self._is_at_work:
            if danger in AT_WORK_TOO:
                numbers = self.registry.named(self.registry.dangers["numbers"])
                self._finish(await self._play(self._new(numbers, given), numbers))
            return False
        self.result.silenced = self.consented
        self._keep_nothing_of_it()
        given["again"] = self._is_alarm
        if self._is_alarm:
            self.drafts.pop(0)
        given["parked"] = any(draft.question is not None for draft in self.drafts)
        given[HELD_IN] = self.event.message
        await self._begin(self.registry.named(self.registry.dangers[danger]), given)
        return True

    async def _refused(self, danger: str) -> None:
        self.result.counted.append((danger, self._ward()))
        self._keep_nothing_of_it()
        rests = self._struck(danger)
        given = {
            "kind": danger,
            "unit": self._home(),
            "asked": self.front is not None and self.front.question is not None,
            "until": rests.isoformat() if rests else "",
        }
        await self._begin(self.registry.named(self.registry.dangers[danger]), given)

    def _keep_nothing_of_it(self) -> None:
        """Neither what came now, nor what an edited message had said before."""
        self.sent = []
        if self.event.kind == "edit":
            self.drafts = [self._without(draft) for draft in self.drafts]

    def _without(self, draft: Draft) -> Draft:
        for key, parts in draft.heard.items():
            left = [part for part in parts if part[0] != self.event.message]
            if len(left) == len(parts):
                continue
            given = {each: value for each, value in draft.given.items() if each != key}
            heard = {each: some for each, some in draft.heard.items() if each != key}
            if left:
                given[key] = "\n".join(text for _id, text in left)
                heard[key] = left
            return replace(draft, given=given, heard=heard)
        return draft

    async def _beside_an_alarm(self, text: str) -> None:
        """Something else is written under it. Once it is answered and not taken, since it may be
        more of the same; the second time who writes has gone on, and so does the form."""
        front = self.front
        assert front is not None
        if front.given.get(BESIDE):
            self.drafts.pop(0)
            await self._text(text)
            return
        self.drafts[0] = replace(front, given={**front.given, BESIDE: True})
        await self.again(say.ONLY_A_PROGRAM)

    async def _text(self, text: str) -> None:
        raise NotImplementedError

    # --- where ---

    def _home(self) -> int | None:
        """The branch somebody belongs to, or came by the link of."""
        if self.scene.person.unit is not None:
            return self.scene.person.unit
        codes = (d.given.get("link") for d in self.drafts if d.conversation == self.registry.entry)
        found = (self.scene.programme.unit(str(code)) for code in codes if code)
        return next((unit.id for unit in found if unit is not None), None)

    def _ward(self) -> int:
        """Counted is by the ward: in a small branch a number would point at somebody."""
        programme, home = self.scene.programme, self._home()
        unit = programme.units.get(home) if home is not None else None
        if unit is None:
            return 0
        return unit.parent if programme.is_branch(unit) and unit.parent is not None else unit.id

    # --- who goes on and on ---

    def _struck(self, danger: str) -> datetime | None:
        """Count what nobody wants; until when the chat rests now. Of who has not agreed nothing is
        kept, so they are answered each time."""
        if danger not in RESTS or not self.consented:
            return None
        before, now = self.scene.strikes, self.scene.now
        goes_on = (
            before is not None
            and before.kind == danger
            and before.until is None
            and now - before.at < ROW_LASTS
        )
        number = before.number + 1 if before is not None and goes_on else 1
        until = now + RESTS[danger] if number >= IN_A_ROW else None
        self._strikes_are(Strikes(danger, number, now, until))
        return until

    def _rests(self, words: str) -> bool:
        """Whether this chat rests: told once, then not answered. Commands and buttons work on."""
        strikes = self.scene.strikes
        if strikes is None or strikes.until is None or strikes.until <= self.scene.now:
            return False
        if not words or self.event.kind == "start" or self.registry.command(self.event.text):
            return False
        self.sent = []
        if not strikes.told:
            self._strikes_are(replace(strikes, told=True))
            self._say(say.RESTS.fill(until=moment(strikes.until, self.scene.zone)))
        return True

    def _clean_sheet(self, words: str) -> None:
        if words and self.scene.strikes is not None and self.event.kind in {"text", "files"}:
            self._strikes_are(None)

    def _strikes_are(self, strikes: Strikes | None) -> None:
        self.result.struck, self.result.strikes = True, strikes

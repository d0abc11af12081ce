"""What one turn has in hand, and what it says in the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from handlers.talk.registry import Registry
from handlers.talk.script import (
    HELD_IN,
    SEND,
    Conversation,
    Scene,
)
from handlers.words.catalogue import Words, joined
from handlers.words.small_talk import Kind, kind_of
from storage import uploads
from storage.drafts import Draft
from storage.messages import Attachment, Incoming, Option, Outgoing, Question
from storage.safety import Strikes


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
    gone: bool = False
    """The person was forgotten in this turn: nothing more may be kept of it."""
    uploads: list[uploads.New] = field(default_factory=list)
    """Files that came with this event and were taken, for the drafts that name them."""
    counted: list[tuple[str, int]] = field(default_factory=list)
    """What was recognised as no proposal: its kind and the ward, or 0."""
    silenced: bool = False
    """Nothing but replies is to leave to this person for a while."""
    struck: bool = False
    strikes: Strikes | None = None
    """How often in a row the person sent what nobody wants, where `struck` says it has changed."""


class AtWork:
    """The state of one turn. How conversations are run, answers taken and texts understood is put on
    top of it, floor by floor: running, answering, turn."""

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
        self.quotes = False
        self.menu = ""
        self.file: Attachment | None = None
        self.in_place = event.kind == "choice"
        self.unheard = False
        self.result = Turn()
        self.sent = [uploads.new(piece) for piece in event.files]

    def turn(self) -> Turn:
        self.result.drafts = [replace(d, parked=depth) for depth, d in enumerate(self.drafts)]
        self.result.outgoing = self.message()
        if not self._may_be_kept or self.unheard or self.result.gone:
            self.result.heard = ""
        if self.result.gone:
            self.result.held, self.result.covered = "", []
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
    def _is_alarm(self) -> bool:
        return self.front is not None and self.front.conversation in self.registry.alarms

    @property
    def consented(self) -> bool:
        return self.registry.agrees(self.scene.person, self.scene.retention)

    def _waits_for_a_yes(self) -> bool:
        """Whether what stands in front may not go on: its person has not agreed, or has taken that
        back, or has agreed to a text that was changed since."""
        front = self.front
        return (
            not self.consented
            and front is not None
            and front.conversation != self.registry.entry
            and self.registry.named(front.conversation).consent
        )

    def _waits(self, draft: Draft) -> bool:
        """Whether something was begun here that needs a yes to go on."""
        conversation = self.registry.named(draft.conversation)
        return conversation.consent and not conversation.look

    def _goes_on(self, draft: Draft) -> bool:
        """A draft ends with its conversation, and with the role that the conversation needs."""
        conversation = self.registry.find(draft.conversation)
        return conversation is not None and self._may(conversation)

    def _may(self, conversation: Conversation) -> bool:
        held = {role.name for role in self.scene.roles}
        return not conversation.role or conversation.role in held

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
            draft=self.about if question and (question.kind == "review" or self.quotes) else 0,
            menu=self.menu,
            leave=self.event.kind == "group",
            last=self.result.gone,
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

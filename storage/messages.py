"""The words between the floors: what came in, what is asked, what goes out.

A channel makes an `Incoming` of what its platform sent and is handed `Outgoing` to
deliver; a conversation asks a `Question` and knows no platform. All of them pass
through JSON, since the inbox, the drafts and the outbox keep them as such.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

Kind = Literal["text", "files", "choice", "start", "edit", "other", "blocked", "unblocked", "group"]
"""What a person did: typed, sent files with or without words, tapped, opened a link, edited a
message, sent what is neither («other»), blocked or unblocked the bot; «group» is a group the bot was
put into."""
Medium = Literal["photo", "voice", "document"]


class Piece(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file that a person sent, as its platform names it; the bytes are fetched later."""

    kind: Medium
    reference: str
    """What the platform gives the bytes for; only its channel can read it."""
    name: str = ""
    """The name the person's device gave it: cleaned text, never a path."""
    size: int = 0
    """In bytes, as far as the platform says."""


class Incoming(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One event: one thing a person did, as the platform sent it, its text already cleaned."""

    channel: str
    event_id: str
    address: str
    kind: Kind
    at: datetime
    """When the person sent it, by the platform's clock where that can be trusted."""
    text: str = ""
    """The words typed; for «start» the payload of the link."""
    choice: str = ""
    """`<question>:<offer>` of the tapped button."""
    message: str = ""
    """The platform's id of the person's message, or of the bot's message that was tapped."""
    held: str = ""
    """What the person typed before consenting, kept by the person's own device or chat."""
    language: str = ""
    split: bool = False
    """A long paste that the client cut: the next message may belong to it."""
    files: tuple[Piece, ...] = ()
    album: str = ""
    """What the parts of one album have in common; they come as messages of their own."""


class Offer(msgspec.Struct, frozen=True):
    """One thing that can be answered: `id` is kept, `label` is what the person was shown."""

    id: str
    label: str


class Question(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was shown last, so that a reply means what was shown and not what is offered now."""

    id: str
    key: str
    kind: Literal["text", "choice", "review"]
    offers: tuple[Offer, ...] = ()
    adds_to: str = ""
    """The key that words typed under a card are added to."""


class Option(msgspec.Struct, frozen=True, omit_defaults=True):
    """A button: `choice` comes back as it is when it is tapped (at most 64 bytes)."""

    choice: str
    label: str
    primary: bool = False
    """The one most people want next, shown so where the channel can. Never a yes to a consent."""


class Attachment(msgspec.Struct, frozen=True):
    """A file that goes out with a message; the bytes are in the data folder under `id`."""

    id: str
    name: str


class Outgoing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One message to one person, in words, not in a platform's terms."""

    text: str
    options: tuple[Option, ...] = ()
    file: Attachment | None = None
    edits: str = ""
    """The tapped message, which becomes this one where the platform can do that."""
    closes: str = ""
    """An older message whose buttons are no longer in force."""
    reply_to: str = ""
    hold: bool = False
    """What the person just typed is not kept here; a channel that can, holds it for the person."""
    draft: int = 0
    """The draft whose words are quoted; they are covered when the draft is sent."""
    menu: str = ""
    """A role whose commands belong in this chat's menu from now on."""
    leave: bool = False
    """A group: say this and go."""
    last: bool = False
    """The person is forgotten: a channel shows this and keeps neither it nor the chat."""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the outbox that has been claimed and is about to leave."""

    id: int
    channel: str
    address: str
    person: int
    kind: str
    priority: int
    body: Outgoing
    tries: int = 0


_encoder = msgspec.json.Encoder()
_incoming = msgspec.json.Decoder(Incoming)
_outgoing = msgspec.json.Decoder(Outgoing)
_question = msgspec.json.Decoder(Question)


def pack(value: msgspec.Struct) -> str:
    """The JSON text under which a message is kept."""
    return _encoder.encode(value).decode()


def unpack_incoming(text: str) -> Incoming:
    """An event as the inbox kept it."""
    return _incoming.decode(text)


def unpack_outgoing(text: str) -> Outgoing:
    """A message as the outbox kept it."""
    return _outgoing.decode(text)


def unpack_question(text: str) -> Question | None:
    """The open question of a draft; none where nothing is open."""
    return _question.decode(text) if text else None

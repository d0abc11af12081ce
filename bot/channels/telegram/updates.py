"""Plain updates → `Incoming`: what a person did, or nothing, or an error for that one update.

Pure. Of places, contacts, videos and stickers nothing is read, so nothing of them can be kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

import msgspec

from bot.channels.contract import Unreadable
from handlers.words.cleaning import clean, utf16_len
from handlers.words.file_names import given_name, is_document
from storage.messages import Incoming, Kind, Medium, Piece

Raw: TypeAlias = Mapping[str, Any]

CHANNEL = "telegram"
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
LOOKS_CUT = 3900
"""Apps cut a paste at 4,096 units; a part this long may have a rest that follows."""
TRUSTED_AGE = timedelta(hours=24)
"""The platform forgets what is older, so an older date is a wrong one."""
IN_IT = frozenset({"member", "administrator", "creator", "restricted"})
# What the platform notes in a chat by itself: nobody said anything.
NOTED = frozenset(
    {
        "pinned_message",
        "message_auto_delete_timer_changed",
        "write_access_allowed",
        "chat_background_set",
        "boost_added",
        "connected_website",
        "users_shared",
        "chat_shared",
        "migrate_from_chat_id",
        "migrate_to_chat_id",
        "proximity_alert_triggered",
    }
)
_START = re.compile(r"/start(?:@(\w+))?(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)


class _User(msgspec.Struct):
    id: int
    is_bot: bool = False
    language_code: str = ""


class _Chat(msgspec.Struct):
    id: int
    type: str


class _Replied(msgspec.Struct):
    sender: _User | None = msgspec.field(default=None, name="from")
    text: str = ""
    caption: str = ""


class _File(msgspec.Struct):
    file_id: str
    file_size: int = 0
    file_name: str = ""
    mime_type: str = ""


class _Message(msgspec.Struct):
    message_id: int
    date: int
    chat: _Chat
    sender: _User | None = msgspec.field(default=None, name="from")
    edit_date: int = 0
    text: str | None = None
    caption: str | None = None
    media_group_id: str = ""
    photo: list[_File] = []
    voice: _File | None = None
    document: _File | None = None
    sender_chat: Any = None
    business_connection_id: str = ""


class _Tapped(msgspec.Struct):
    message_id: int
    chat: _Chat
    reply_to_message: _Replied | None = None


class _Tap(msgspec.Struct):
    id: str
    sender: _User = msgspec.field(name="from")
    message: _Tapped | None = None
    data: str = ""


class _Member(msgspec.Struct):
    status: str


class _Membership(msgspec.Struct):
    chat: _Chat
    sender: _User = msgspec.field(name="from")
    date: int
    new_chat_member: _Member


def read(update: Raw, *, username: str, now: datetime) -> Incoming | None:
    """What a person did; nothing where it was a bot, a channel, or no concern of ours.

    Raises `msgspec.ValidationError` for an update that is not what the platform's documentation
    says; its text quotes no words of people.
    """
    event = str(update["update_id"])
    if "message" in update:
        return _message(event, update["message"], username, now)
    if "callback_query" in update:
        return _tap(event, msgspec.convert(update["callback_query"], _Tap), now)
    if "edited_message" in update:
        return _edit(event, msgspec.convert(update["edited_message"], _Message), now)
    if "my_chat_member" in update:
        return _membership(event, msgspec.convert(update["my_chat_member"], _Membership), now)
    return None


def read_all(
    updates: Sequence[Raw], *, username: str, now: datetime
) -> tuple[list[Incoming], list[Unreadable]]:
    """A batch, each update by itself: what cannot be read holds nobody else up."""
    came: list[Incoming] = []
    unreadable: list[Unreadable] = []
    for update in updates:
        try:
            event = read(update, username=username, now=now)
        except (ArithmeticError, LookupError, OSError, TypeError, ValueError) as error:
            unreadable.append(Unreadable(_event_id(update), type(error).__name__))
        else:
            if event is not None:
                came.append(event)
    return came, unreadable


def _event_id(update: object) -> str:
    return str(update.get("update_id", "")) if isinstance(update, Mapping) else ""


def _message(event: str, raw: Raw, username: str, now: datetime) -> Incoming | None:
    message = msgspec.convert(raw, _Message)
    sender = _person(message)
    if sender is None:
        return None
    if message.chat.type != "private":
        kind: Kind = "group"
        return _incoming(event, message, sender, now, kind) if _is_group(message.chat) else None
    if message.text is None:
        return None if NOTED & raw.keys() else _without_text(event, message, sender, now)
    return _typed(event, message, sender, message.text, username, now)


def _without_text(event: str, message: _Message, sender: _User, now: datetime) -> Incoming:
    files = _files(message)
    if not files:
        return _incoming(event, message, sender, now, "other")
    found = _incoming(event, message, sender, now, "files", text=clean(message.caption or ""))
    return msgspec.structs.replace(found, files=files, album=message.media_group_id)


def _files(message: _Message) -> tuple[Piece, ...]:
    """Of a photo the largest there is; a picture sent «as a file» is a photo as well."""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.file_size)
        return (_piece("photo", largest),)
    if message.voice is not None:
        return (_piece("voice", message.voice),)
    sent = message.document
    if sent is None:
        return ()
    if sent.mime_type.startswith("image/"):
        return (_piece("photo", sent),)
    return (_piece("document", sent),) if is_document(sent.file_name) else ()


def _piece(kind: Medium, file: _File) -> Piece:
    name = given_name(file.file_name)
    return Piece(kind=kind, reference=file.file_id, name=name, size=file.file_size)


def _typed(
    event: str, message: _Message, sender: _User, raw: str, username: str, now: datetime
) -> Incoming:
    text = clean(raw)
    start = _START.fullmatch(text)
    # A webhook may bring the first ones before the platform has told the bot's name.
    if start and username.casefold() in ("", (start[1] or username).casefold()):
        return _incoming(event, message, sender, now, "start", text=start[2] or "")
    split = utf16_len(raw) >= LOOKS_CUT
    return _incoming(event, message, sender, now, "text", text=text, split=split)


def _edit(event: str, message: _Message, now: datetime) -> Incoming | None:
    """Only words: a live place that moves arrives as an edit too, every few seconds."""
    sender = _person(message)
    if sender is None or message.chat.type != "private" or message.text is None:
        return None
    return _incoming(event, message, sender, now, "edit", text=clean(message.text))


def _tap(event: str, tap: _Tap, now: datetime) -> Incoming | None:
    """A tap carries no time of its own: that of its message is when we wrote it."""
    shown = tap.message
    if shown is None or shown.chat.type != "private" or tap.sender.is_bot or not tap.data:
        return None
    return Incoming(
        channel=CHANNEL,
        event_id=event,
        address=str(shown.chat.id),
        kind="choice",
        at=now,
        choice=clean(tap.data),
        message=str(shown.message_id),
        held=_held(shown.reply_to_message, tap.sender),
        language=tap.sender.language_code,
    )


def _held(replied: _Replied | None, sender: _User) -> str:
    """The person's own words that the tapped message answers."""
    if replied is None or replied.sender is None or replied.sender.id != sender.id:
        return ""
    return clean(replied.text or replied.caption)


def _membership(event: str, change: _Membership, now: datetime) -> Incoming | None:
    kind = _changed(change)
    if kind is None:
        return None
    return Incoming(
        channel=CHANNEL,
        event_id=event,
        address=str(change.chat.id),
        kind=kind,
        at=_when(change.date, now),
        language=change.sender.language_code,
    )


def _changed(change: _Membership) -> Kind | None:
    status = change.new_chat_member.status
    if change.chat.type == "private":
        return "blocked" if status == "kicked" else "unblocked" if status == "member" else None
    return "group" if _is_group(change.chat) and status in IN_IT else None


def _person(message: _Message) -> _User | None:
    """Who wrote, if it is a person writing as themselves and to us."""
    sender = message.sender
    if sender is None or sender.is_bot:
        return None
    if message.sender_chat is not None or message.business_connection_id:
        return None
    return sender


def _is_group(chat: _Chat) -> bool:
    return chat.type in ("group", "supergroup")


def _incoming(
    event: str,
    message: _Message,
    sender: _User,
    now: datetime,
    kind: Kind,
    *,
    text: str = "",
    split: bool = False,
) -> Incoming:
    return Incoming(
        channel=CHANNEL,
        event_id=event,
        address=str(message.chat.id),
        kind=kind,
        at=_when(message.edit_date or message.date, now),
        text=text,
        message=str(message.message_id),
        language=sender.language_code,
        split=split,
    )


def _when(seconds: int, now: datetime) -> datetime:
    """The platform's time where it can be right, else ours."""
    said = datetime.fromtimestamp(seconds, UTC)
    return said if now - TRUSTED_AGE <= said <= now else now

"""Telegram as the bot and the people find it: chats, files, settings. It outlives every bot."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from tests.fakes.bot_api.ledger import Chat, Message, StoredFile
from tests.fakes.bot_api.params import Json, bad
from tests.fakes.bot_api.updates import Updates


@dataclass(slots=True)
class Tap:
    """A tap on a button that waits for answerCallbackQuery."""

    chat: Chat
    at: float
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Toast:
    """What answerCallbackQuery showed: a short notice, or a window with an OK."""

    chat_id: int
    text: str
    alert: bool


@dataclass(slots=True)
class World:
    """State only, no HTTP: what a killed bot finds again when it comes back («C3.8»)."""

    bot: Json
    callback_seconds: float = 15.0
    updates: Updates = field(default_factory=Updates)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    paths: dict[str, StoredFile] = field(default_factory=dict)
    taps: dict[str, Tap] = field(default_factory=dict)
    toasts: list[Toast] = field(default_factory=list)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    actions: Counter[tuple[int, str]] = field(default_factory=Counter)
    response_times: list[float] = field(default_factory=list)
    _message_ids: Iterator[int] = field(default_factory=lambda: count(1))
    _file_ids: Iterator[int] = field(default_factory=lambda: count(1))
    _tap_ids: Iterator[int] = field(default_factory=lambda: count(4_000_000_000_000))

    def add_chat(self, chat_id: int, about: Json) -> Chat:
        assert chat_id not in self.chats, f"there is a chat {chat_id} already"
        chat = self.chats[chat_id] = Chat(chat_id, about, self.bot)
        return chat

    def message(self, chat: Chat, sender: Json, **content: object) -> Message:
        """A new message at the end of the chat. The counter is the account's, not the chat's."""
        message = Message(next(self._message_ids), chat, sender, unix_now(), **content)  # type: ignore[arg-type]
        chat.add(message)
        return message

    def person_moved(self, chat: Chat) -> None:
        if chat.asked_at is None:
            chat.asked_at = time.monotonic()
        chat.waiters.changed()

    def bot_moved(self, chat: Chat, message: Message | None = None, *, spoke: bool = True) -> None:
        """The bot did something in this chat; `spoke` is a new text, sent or edited in."""
        chat.moves += 1
        if chat.asked_at is not None and spoke:
            self.response_times.append(time.monotonic() - chat.asked_at)
        chat.asked_at = None
        chat.waiters.changed()
        if spoke and message is not None and chat.on_bot is not None:
            asyncio.get_running_loop().call_soon(chat.on_bot, message)

    def keep_file(self, content: bytes, name: str, mime: str, folder: str) -> StoredFile:
        number = next(self._file_ids)
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        path = f"{folder}/file_{number}.{suffix}"
        stored = StoredFile(
            f"AgACAgUAAx{number:06d}", f"AQAD{number:06d}", path, name, mime, content
        )
        self.files[stored.file_id] = self.paths[path] = stored
        return stored

    def tap(self, chat: Chat) -> str:
        tap_id = str(next(self._tap_ids))
        self.taps[tap_id] = Tap(chat, time.monotonic())
        return tap_id

    def answer_tap(self, tap_id: str, text: str, *, alert: bool) -> None:
        """«C3.2k»: once, and not long after the tap."""
        tap = self.taps.get(tap_id)
        if tap is None or tap.answered or time.monotonic() - tap.at > self.callback_seconds:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        tap.answered = True
        if text:
            self.toasts.append(Toast(tap.chat.id, text, alert))
        tap.chat.waiters.changed()


def unix_now() -> int:
    return int(time.time())

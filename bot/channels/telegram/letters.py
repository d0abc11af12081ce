"""A letter → calls of the Bot API: at most two that the platform counts, where the text is not long.

A tapped message becomes the next one in place; a typed answer closes the old buttons and gets a new
message. Texts go as they are, never as markup. What is noted here is a convenience of one process:
what is lost with it costs a doubled part or buttons that stay, never a letter.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Generic, TypeVar

from telegram import InputFile
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.channels.contract import NeverAccepted, Sent
from bot.channels.telegram.api import Api
from bot.channels.telegram.failures import cannot_be_edited, changed_nothing, outcome
from bot.channels.telegram.http import Json, Unsure
from bot.channels.telegram.menu import Menu, give_role
from bot.logs import trace
from handlers.words.cleaning import split_utf16, utf16_len
from storage.messages import Attachment, Letter, Option

log = logging.getLogger(__name__)

Files = Callable[[Attachment], Path]
"""Where the bytes of an attachment are."""

LONGEST_TEXT: Final = 4096
LONGEST_CAPTION: Final = 1024
SHORT_LABEL: Final = 16
"""Two labels this short fit beside each other on a small phone."""
CLOSING_SECONDS: Final = 5.0
"""Closing old buttons is only tidiness; the person waits for the words that follow."""
NOTED: Final = 10_000
_NO_PREVIEW: Final = {"is_disabled": True}

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """A dict that forgets what was noted longest ago."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._noted: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, default: V) -> V:
        return self._noted.get(key, default)

    def put(self, key: K, value: V) -> None:
        self._noted[key] = value
        self._noted.move_to_end(key)
        if len(self._noted) > self._most:
            self._noted.popitem(last=False)

    def forget(self, key: K) -> None:
        self._noted.pop(key, None)


@dataclass(frozen=True, slots=True)
class _Part:
    """One message of a letter: words, or a document with words below it."""

    text: str
    file: Attachment | None = None


class Letters:
    """Delivers letters, one at a time for each chat."""

    def __init__(self, api: Api, files: Files, menu: Menu) -> None:
        self._api = api
        self._files = files
        self._menu = menu
        # The mark that tells the house which message has the buttons is written a little later
        # than the next turn may need it.
        self._buttons: Recent[str, str] = Recent(NOTED)
        self._parts_done: Recent[int, int] = Recent(NOTED)

    async def send(self, letter: Letter) -> Sent:
        """Deliver it, or raise one of the contract's four words."""
        try:
            return await self._deliver(letter, _number(letter.address))
        except TelegramError as error:
            raise outcome(error) from error

    async def _deliver(self, letter: Letter, chat: int) -> Sent:
        if letter.body.menu:
            await give_role(self._api, self._menu, letter.body.menu, chat)
        try:
            sent = await self._say(letter, chat)
        except (BadRequest, Forbidden):
            # In a group where nobody may write there is nothing to stay for either.
            await self._leave(letter, chat)
            raise
        await self._leave(letter, chat)
        return sent

    async def _say(self, letter: Letter, chat: int) -> Sent:
        old = self._to_close(letter)
        if old:
            await self._close(letter.address, chat, old)
        message = await self._all_parts(letter, chat)
        calls = len(_parts(letter)) + bool(old)
        return replace(self._now_has_buttons(letter, message), calls=calls)

    async def _all_parts(self, letter: Letter, chat: int) -> str:
        """The id of the last message. A retry goes on behind the parts that have arrived."""
        parts = _parts(letter)
        message = ""
        for place in range(self._parts_done.get(letter.id, 0), len(parts)):
            last = place == len(parts) - 1
            message = await self._one(letter, chat, parts[place], first=place == 0, last=last)
            if not last:
                self._parts_done.put(letter.id, place + 1)
        self._parts_done.forget(letter.id)
        return message

    async def _one(self, letter: Letter, chat: int, part: _Part, *, first: bool, last: bool) -> str:
        body = letter.body
        given: Json = {"chat_id": chat}
        if last and body.options:
            given["reply_markup"] = keyboard(body.options)
        if (
            part.file is None
            and first
            and body.edits
            and await self._edit(part.text, body.edits, given)
        ):
            return body.edits
        if last and body.reply_to:
            given["reply_parameters"] = {
                "message_id": _number(body.reply_to),
                "allow_sending_without_reply": True,
            }
        if part.file is None:
            return await self._text(part.text, given)
        return await self._document(part.text, part.file, given)

    async def _edit(self, text: str, message: str, given: Json) -> bool:
        """Whether the message says this now; it does not where it can no longer be changed."""
        try:
            await self._api.plain(
                "editMessageText",
                {
                    **given,
                    "message_id": _number(message),
                    "text": text,
                    "link_preview_options": _NO_PREVIEW,
                },
            )
        except BadRequest as error:
            if cannot_be_edited(error):
                return False
            if not changed_nothing(error):
                raise
        return True

    async def _text(self, text: str, given: Json) -> str:
        answer = await self._api.plain(
            "sendMessage", {**given, "text": text, "link_preview_options": _NO_PREVIEW}
        )
        return _id_of(answer)

    async def _document(self, caption: str, file: Attachment, given: Json) -> str:
        try:
            content = await asyncio.to_thread(self._files(file).read_bytes)
        except OSError as error:
            raise NeverAccepted("the file is not in the data folder") from error
        document = InputFile(content, filename=file.name)
        answer = await self._api.plain(
            "sendDocument", {**given, "document": document, "caption": caption or None}
        )
        return _id_of(answer)

    async def _close(self, address: str, chat: int, message: str) -> None:
        """Take the buttons away; whether that works changes nothing for what is to be said."""
        try:
            await self._api.plain(
                "editMessageReplyMarkup",
                {"chat_id": chat, "message_id": _number(message)},
                seconds=CLOSING_SECONDS,
            )
        except (BadRequest, Unsure):
            log.debug("old buttons could not be closed")
        self._buttons.put(address, "")

    async def _leave(self, letter: Letter, chat: int) -> None:
        if not letter.body.leave:
            return
        try:
            await self._api.leave_chat(chat)
        except TelegramError as error:
            log.warning("a group could not be left: %s", trace(error))

    def _to_close(self, letter: Letter) -> str:
        """The message whose buttons are over: what this process knows is newer than the letter."""
        body = letter.body
        becomes = body.edits if body.file is None else ""
        over = body.closes or (body.edits if body.file is not None else "")
        if letter.kind != "reply" and not over:
            return ""
        shown = self._buttons.get(letter.address, over)
        return "" if shown == becomes else shown

    def _now_has_buttons(self, letter: Letter, message: str) -> Sent:
        body = letter.body
        if body.options:
            self._buttons.put(letter.address, message)
            return Sent(message)
        if letter.kind == "reply" or body.edits or body.closes:
            self._buttons.put(letter.address, "")
            return Sent()
        # News in between: the open question keeps its buttons.
        return Sent(self._buttons.get(letter.address, ""))


def keyboard(options: Sequence[Option]) -> Json:
    """The buttons below a message, labels as they are: short neighbours share a row."""
    rows: list[list[Option]] = []
    for option in options:
        if rows and len(rows[-1]) == 1 and _short(option) and _short(rows[-1][0]):
            rows[-1].append(option)
        else:
            rows.append([option])
    return {"inline_keyboard": [[_button(option) for option in row] for row in rows]}


def _button(option: Option) -> Json:
    button: Json = {"text": option.label, "callback_data": option.choice}
    return {**button, "style": "success"} if option.primary else button


def _short(option: Option) -> bool:
    return len(option.label) <= SHORT_LABEL


def _parts(letter: Letter) -> list[_Part]:
    text, file = letter.body.text, letter.body.file
    if file is not None and utf16_len(text) <= LONGEST_CAPTION:
        return [_Part(text, file)]
    texts = [text] if utf16_len(text) <= LONGEST_TEXT else split_utf16(text, LONGEST_TEXT)
    parts = [_Part(each) for each in texts]
    return [*parts, _Part("", file)] if file is not None else parts


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise NeverAccepted("an id that is no number") from error


def _id_of(answer: object) -> str:
    if isinstance(answer, dict) and isinstance(answer.get("message_id"), int):
        return str(answer["message_id"])
    raise Unsure("the answer names no message")

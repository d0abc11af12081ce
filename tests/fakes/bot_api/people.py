"""People with a phone in their hand («C3.7»): they type, tap, see."""

from collections.abc import Callable
from typing import NoReturn

from tests.fakes.bot_api.ledger import Chat, Message, StoredFile
from tests.fakes.bot_api.markup import units
from tests.fakes.bot_api.params import Json
from tests.fakes.bot_api.rules import MAX_TEXT
from tests.fakes.bot_api.world import World, unix_now

SECONDS = 5.0


class User:
    """One person and the private chat with the bot."""

    def __init__(
        self, world: World, user_id: int, name: str, language: str | None, *, is_bot: bool
    ) -> None:
        self.world = world
        self.id = user_id
        self.name = name
        self.about: Json = {"id": user_id, "is_bot": is_bot, "first_name": name}
        if language is not None:
            self.about["language_code"] = language
        room = {"id": user_id, "type": "private", "first_name": name}
        self.room: Chat = world.add_chat(user_id, room)

    # what the person does

    def starts(self, payload: str = "") -> int:
        """Presses Start, perhaps behind a link with ?start=<payload> («B4.5»)."""
        assert len(payload) <= 64, "a start payload has at most 64 characters"
        if self.room.blocked:
            self.unblocks()
        return self.types(f"/start {payload}".rstrip())

    def types(self, text: str, *, to: "Group | None" = None, reply_to: int | None = None) -> int:
        """Sends a text; a long one leaves as several messages, and the first id is returned."""
        parts = _split(text)
        ids = [self._types_one(part, to, reply_to) for part in parts]
        return ids[0]

    def _types_one(self, text: str, to: "Group | None", reply_to: int | None) -> int:
        chat = self._chat(to)
        entities = _command_entity(text)
        replied = chat.find(reply_to)
        return self._sends(chat, text=text, entities=entities, reply_to=replied).message_id

    def edits(self, message_id: int, text: str) -> None:
        message = self.room.find(message_id)
        assert message is not None, f"{self.name} sees no message {message_id}"
        assert not message.from_bot, "a person edits only what is their own"
        message.text, message.entities = text, _command_entity(text)
        message.edit_date = message.date + 1
        message.versions.append(text)
        self._push("edited_message", message.to_json())

    def presses(self, label: str, *, message: int | None = None, inaccessible: bool = False) -> str:
        """Taps a button of the newest keyboard in sight, or of an old message that once had it.

        `inaccessible`: the platform no longer shows the bot the message behind the tap («C3.5g»).
        """
        shown = self._with_button(label, message)
        button = shown.button(label, also_old=message is not None)
        if button is None:
            self._sees_no(label)
        assert "callback_data" in button, f"[{label}] sends nothing to the bot: {button}"
        tap_id = self.world.tap(self.room)
        behind = shown.to_json()
        if inaccessible:
            behind = {"chat": self.room.about, "message_id": shown.message_id, "date": 0}
        query = {
            "id": tap_id,
            "from": self.about,
            "message": behind,
            "chat_instance": str(7_000_000_000 + self.id),  # «C3.2d»
            "data": button["callback_data"],
        }
        self._push("callback_query", query)
        return tap_id

    def _with_button(self, label: str, message_id: int | None) -> Message:
        shown = self.room.find(message_id) if message_id else self.room.last_keyboard
        if shown is None:
            self._sees_no(label)
        return shown

    def _sees_no(self, label: str) -> NoReturn:
        raise AssertionError(f"{self.name} sees no button [{label}]; the chat:\n{self.room}")

    def sends_sticker(self, emoji: str = "👍") -> int:
        stored = self.world.keep_file(b"RIFF", "sticker.webp", "image/webp", "stickers")
        sticker = {
            **stored.to_json(),
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        return self._sends(self.room, extra={"sticker": sticker}).message_id

    def sends_photo(self, content: bytes, caption: str = "", *, album: str | None = None) -> int:
        extra: Json = {"photo": self._sizes(content)}
        if album is not None:
            extra["media_group_id"] = album
        return self._sends(self.room, text=caption, extra=extra).message_id

    def sends_album(self, photos: list[bytes], caption: str = "") -> list[int]:
        """«C3.5e»: one message a photo, held together by media_group_id, caption on the first."""
        album = f"13{self.id}{len(self.room.all)}"
        words = [caption, *[""] * len(photos)]
        return [
            self.sends_photo(photo, words[place], album=album) for place, photo in enumerate(photos)
        ]

    def _sizes(self, content: bytes) -> list[Json]:
        small = self.world.keep_file(content[:64], "small.jpg", "image/jpeg", "thumbnails")
        large = self.world.keep_file(content, "photo.jpg", "image/jpeg", "photos")
        return [
            {**small.to_json(), "width": 90, "height": 67},
            {**large.to_json(), "width": 1280, "height": 960},
        ]

    def sends_document(self, content: bytes, name: str, mime: str, caption: str = "") -> int:
        stored = self.world.keep_file(content, name, mime, "documents")
        document = {**stored.to_json(), "file_name": name, "mime_type": mime}
        extra = {"document": document}
        return self._sends(self.room, text=caption, extra=extra, document=stored).message_id

    def sends_voice(self, content: bytes, seconds: int = 3) -> int:
        stored = self.world.keep_file(content, "voice.ogg", "audio/ogg", "voice")
        voice = {**stored.to_json(), "duration": seconds, "mime_type": "audio/ogg"}
        return self._sends(self.room, extra={"voice": voice}).message_id

    def sends_poison(self) -> int:
        """«C3.5d»: an update of kind message without date and chat, which no library can read."""
        message = self._leaves(self.room, text="(poison)")
        broken = {"message_id": message.message_id, "from": {"id": self.id}, "text": "(poison)"}
        self.world.updates.push("message", broken, self.id)
        return message.message_id

    def blocks(self) -> None:
        self.room.blocked = True
        self._membership("member", "kicked")

    def unblocks(self) -> None:
        self.room.blocked = False
        self._membership("kicked", "member")

    # what the person sees

    @property
    def chat(self) -> list[Message]:
        """Both sides, oldest first, as they stand now."""
        return self.room.messages

    @property
    def sees(self) -> str:
        """The text of the newest message of the bot."""
        message = self.room.last_bot_message
        return "" if message is None else message.text

    @property
    def buttons(self) -> list[str]:
        """The labels of the newest keyboard in sight."""
        shown = self.room.last_keyboard
        return [] if shown is None else shown.buttons

    @property
    def files(self) -> list[StoredFile]:
        """Documents that the bot sent."""
        return [m.document for m in self.chat if m.from_bot and m.document is not None]

    @property
    def toasts(self) -> list[str]:
        return [toast.text for toast in self.world.toasts if toast.chat_id == self.id]

    @property
    def is_unanswered(self) -> bool:
        """The bot has done nothing here since the person's last deed."""
        return self.room.asked_at is not None

    def copies(self) -> dict[str, int]:
        return self.room.copies()

    async def waits_for(
        self, holds: Callable[[list[Message]], bool], *, seconds: float = SECONDS
    ) -> list[Message]:
        """Until it holds for the chat; asked whenever something in the chat changes."""
        await self.room.waiters.until(lambda: holds(self.room.messages), seconds)
        return self.chat

    async def hears(self, part: str, *, seconds: float = SECONDS) -> str:
        """Until the newest message of the bot contains this."""
        await self.room.waiters.until(lambda: part in self.sees, seconds)
        return self.sees

    async def gets_answer(self, *, seconds: float = SECONDS) -> str:
        """Until the bot has done something since the person's last deed."""
        await self.room.waiters.until(lambda: not self.is_unanswered, seconds)
        return self.sees

    # how it travels

    def _chat(self, to: "Group | None") -> Chat:
        return self.room if to is None else to.room

    def _leaves(self, chat: Chat, **content: object) -> Message:
        """Puts a message into the chat without telling the bot."""
        assert not (chat.is_private and chat.blocked), f"{self.name} has blocked the bot"
        # «B4.8»: from here on the bot may write to this person.
        chat.known = chat.known or chat.is_private
        return self.world.message(chat, self.about, **content)

    def _sends(self, chat: Chat, **content: object) -> Message:
        message = self._leaves(chat, **content)
        if chat.is_private or _bot_may_read(message, chat):
            self._push("message", message.to_json(), chat)
        return message

    def _push(self, kind: str, payload: Json, chat: Chat | None = None) -> None:
        chat = chat or self.room
        # What the bot did not ask for it cannot answer either.
        if self.world.updates.push(kind, payload, chat.id):
            self.world.person_moved(chat)

    def _membership(self, old: str, new: str) -> None:
        payload = membership(self.room, self.about, old, new)
        self.world.updates.push("my_chat_member", payload, self.id)
        self.room.asked_at = None


class Group:
    """A supergroup with people in it. The bot reads there what privacy mode lets through."""

    def __init__(self, world: World, chat_id: int, title: str) -> None:
        self.world = world
        self.room = world.add_chat(chat_id, {"id": chat_id, "type": "supergroup", "title": title})

    @property
    def id(self) -> int:
        return self.room.id

    @property
    def chat(self) -> list[Message]:
        return self.room.messages

    @property
    def sees(self) -> str:
        message = self.room.last_bot_message
        return "" if message is None else message.text

    @property
    def has_bot(self) -> bool:
        return self.room.known and not self.room.left

    def adds_bot(self, by: User) -> None:
        """«C3.5h»: the bot learns it as my_chat_member and as a service message."""
        self.room.known, self.room.left = True, False
        payload = membership(self.room, by.about, "left", "member")
        self.world.updates.push("my_chat_member", payload, self.id)
        extra = {"new_chat_members": [self.world.bot]}
        message = self.world.message(self.room, by.about, extra=extra)
        self.world.updates.push("message", message.to_json(), self.id)
        self.world.person_moved(self.room)

    def removes_bot(self, by: User) -> None:
        self.room.left = True
        payload = membership(self.room, by.about, "member", "kicked")
        self.world.updates.push("my_chat_member", payload, self.id)

    async def waits_for(
        self, holds: Callable[["Group"], bool], *, seconds: float = SECONDS
    ) -> None:
        await self.room.waiters.until(lambda: holds(self), seconds)


def membership(room: Chat, who: Json, old: str, new: str) -> Json:
    """«B4.9»: the body of my_chat_member."""
    return {
        "chat": room.about,
        "from": who,
        "date": unix_now(),
        "old_chat_member": _member(room.bot, old),
        "new_chat_member": _member(room.bot, new),
    }


def _member(bot: Json, status: str) -> Json:
    member = {"user": bot, "status": status}
    return {**member, "until_date": 0} if status == "kicked" else member


def _bot_may_read(message: Message, chat: Chat) -> bool:
    """«B4.11»: in groups commands, mentions and replies to the bot only."""
    if chat.left or not chat.known:
        return False
    mention = f"@{chat.bot['username']}"
    replied = message.reply_to is not None and message.reply_to.from_bot
    return message.text.startswith("/") or mention in message.text or replied


def _command_entity(text: str) -> list[Json]:
    word = text.split(maxsplit=1)[0] if text.startswith("/") and len(text) > 1 else ""
    return [{"type": "bot_command", "offset": 0, "length": units(word)}] if word else []


def _split(text: str) -> list[str]:
    """«C3.5i»: an app cuts a long paste at 4096 units, never inside a surrogate pair."""
    parts, start, length = [], 0, 0
    for place, letter in enumerate(text):
        size = 2 if ord(letter) > 0xFFFF else 1
        if length + size > MAX_TEXT:
            parts.append(text[start:place])
            start, length = place, 0
        length += size
    return [*parts, text[start:]]

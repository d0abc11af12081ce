"""What stands in the chats: messages of both sides, as the people in them see it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fakes.bot_api.params import Json
from tests.fakes.bot_api.waiting import Waiters

Keyboard = list[list[Json]]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file either side sent; `path` is where it can be fetched."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    content: bytes

    def to_json(self) -> Json:
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }


@dataclass(slots=True, eq=False)
class Message:
    """One message. `text` and `keyboard` are the present ones, `versions` all it ever said."""

    message_id: int
    chat: "Chat"
    sender: Json
    date: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    keyboard: Keyboard | None = None
    reply_to: "Message | None" = None
    extra: Json = field(default_factory=dict)
    document: StoredFile | None = None
    edit_date: int = 0
    deleted: bool = False
    reaction: str = ""
    versions: list[str] = field(default_factory=list)
    old_keyboards: list[Keyboard] = field(default_factory=list)

    @property
    def from_bot(self) -> bool:
        return self.sender is self.chat.bot

    @property
    def buttons(self) -> list[str]:
        """The labels a reader sees below it, row after row."""
        return [button["text"] for row in self.keyboard or () for button in row]

    def button(self, label: str, *, also_old: bool = False) -> Json | None:
        keyboards = [self.keyboard or []]
        if also_old:
            keyboards += reversed(self.old_keyboards)
        for keyboard in keyboards:
            for row in keyboard:
                for button in row:
                    if button["text"] == label:
                        return button
        return None

    def sets_keyboard(self, keyboard: Keyboard | None) -> None:
        if self.keyboard is not None:
            self.old_keyboards.append(self.keyboard)
        self.keyboard = keyboard

    def to_json(self, *, with_reply: bool = True) -> Json:
        out: Json = {
            "message_id": self.message_id,
            "from": self.sender,
            "chat": self.chat.about,
            "date": self.date,  # «C3.2c»: seconds
        }
        if self.edit_date:
            out["edit_date"] = self.edit_date
        if self.reply_to is not None and with_reply:
            out["reply_to_message"] = self.reply_to.to_json(with_reply=False)
        captioned = bool(self.extra.keys() & {"photo", "document", "voice"})
        if self.text:
            out["caption" if captioned else "text"] = self.text
        if self.entities:
            out["caption_entities" if captioned else "entities"] = self.entities
        out.update(self.extra)
        if self.keyboard is not None:
            out["reply_markup"] = {"inline_keyboard": self.keyboard}
        return out

    def __str__(self) -> str:
        who = "bot" if self.from_bot else str(self.sender["first_name"])
        what = self.text or ", ".join(self.extra) or "-"
        buttons = "".join(f" [{label}]" for label in self.buttons)
        return f"{self.message_id} {who}: {what}{buttons}"


class Chat:
    """A private chat or a group, with its ledger. It exists for the bot once `known`."""

    def __init__(self, chat_id: int, about: Json, bot: Json) -> None:
        self.id = chat_id
        self.about = about
        self.bot = bot
        self.known = False
        self.blocked = False
        self.left = False
        self.all: list[Message] = []
        self.by_id: dict[int, Message] = {}
        self.asked_at: float | None = None
        self.moves = 0
        self.on_bot: Callable[[Message], None] | None = None
        self.waiters = Waiters(self.__str__)

    @property
    def is_private(self) -> bool:
        return self.id > 0

    @property
    def messages(self) -> list[Message]:
        """What is to be seen now, oldest first."""
        return [message for message in self.all if not message.deleted]

    @property
    def last_bot_message(self) -> Message | None:
        return next((m for m in reversed(self.all) if m.from_bot and not m.deleted), None)

    @property
    def last_keyboard(self) -> Message | None:
        """The newest message that has buttons now."""
        return next((m for m in reversed(self.all) if m.keyboard and not m.deleted), None)

    def add(self, message: Message) -> None:
        message.versions.append(message.text)
        self.all.append(message)
        self.by_id[message.message_id] = message

    def find(self, message_id: int | None) -> Message | None:
        message = self.by_id.get(message_id or 0)
        return None if message is None or message.deleted else message

    def copies(self) -> dict[str, int]:
        """Bot messages that came more than once, by the words they came with."""
        sent = Counter(_first_words(message) for message in self.all if message.from_bot)
        return {words: number for words, number in sent.items() if number > 1}

    def __str__(self) -> str:
        return "\n".join(map(str, self.messages)) or "(empty)"


def _first_words(message: Message) -> str:
    name = "" if message.document is None else f"[{message.document.name}] "
    return name + message.versions[0]

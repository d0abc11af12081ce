"""The methods, one function each: (world, params) → result, or ApiError."""

import json
from collections.abc import Callable
from typing import TypeAlias

from tests.fakes.bot_api import rules
from tests.fakes.bot_api.ledger import Chat, Keyboard, Message, StoredFile
from tests.fakes.bot_api.params import ApiError, Json, Params, Upload, bad
from tests.fakes.bot_api.world import World, unix_now

Method: TypeAlias = Callable[[World, Params], object]

# «B5.3»
MAX_DOWNLOAD = 20 * 1024 * 1024
MAX_UPLOAD = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024


def get_me(world: World, _params: Params) -> Json:
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


# sending


def send_message(world: World, params: Params) -> Json:
    text, entities = rules.spoken(params)
    return _send(world, params, text, entities)


def send_photo(world: World, params: Params) -> Json:
    text, entities = rules.spoken(params, "caption")
    stored = _file(world, params, "photo", MAX_PHOTO, "photos")
    size = {**stored.to_json(), "width": 1280, "height": 960}
    return _send(world, params, text, entities, {"photo": [size]}, stored)


def send_document(world: World, params: Params) -> Json:
    text, entities = rules.spoken(params, "caption")
    stored = _file(world, params, "document", MAX_UPLOAD, "documents")
    about = {**stored.to_json(), "file_name": stored.name, "mime_type": stored.mime}
    return _send(world, params, text, entities, {"document": about}, stored)


def _send(
    world: World,
    params: Params,
    text: str,
    entities: list[Json],
    extra: Json | None = None,
    stored: StoredFile | None = None,
) -> Json:
    chat = _chat(world, params)
    keyboard = rules.inline_keyboard(params)
    replied = _replied(chat, params)
    message = world.message(
        chat,
        world.bot,
        text=text,
        entities=entities,
        keyboard=keyboard,
        reply_to=replied,
        extra=extra or {},
        document=stored,
    )
    world.bot_moved(chat, message)
    return message.to_json()


def _chat(world: World, params: Params) -> Chat:
    """«C3.2j»: the chat, if there is one for this bot and it may still write there."""
    if params.values.get("chat_id") in (None, ""):
        raise bad("chat_id is empty")
    chat = world.chats.get(params.chat_id() or 0)
    if chat is None or not chat.known:
        raise bad("chat not found")  # «B4.8»
    if chat.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    if chat.left:
        raise ApiError(403, "Forbidden: bot is not a member of the supergroup chat")
    return chat


def _replied(chat: Chat, params: Params) -> Message | None:
    """«C3.2i»"""
    given = params.value("reply_parameters")
    if given is None:
        given = {"message_id": params.number("reply_to_message_id")}
    if not isinstance(given, dict):
        raise bad("can't parse reply parameters: object expected")
    message_id = given.get("message_id")
    if message_id is None:
        return None
    message = chat.find(message_id)
    if message is None and not given.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return message


def _file(world: World, params: Params, name: str, most: int, folder: str) -> StoredFile:
    """«C3.1d»: an upload (also as attach://name), or the file_id of a file that is known."""
    upload = _upload(params, name)
    if upload is None:
        stored = world.files.get(params.text(name))
        if stored is None:
            raise bad(f"there is no {name} in the request")
        return stored
    if not upload.content:
        raise bad("file must be non-empty")
    if len(upload.content) > most:
        raise ApiError(413, "Request Entity Too Large")
    return world.keep_file(upload.content, upload.name, upload.mime, folder)


def _upload(params: Params, name: str) -> Upload | None:
    if name in params.files:
        return params.files[name]
    given = params.text(name)
    return params.files.get(given.removeprefix("attach://")) if "attach://" in given else None


# changing what was sent


def edit_message_text(world: World, params: Params) -> Json:
    text, entities = rules.spoken(params)
    chat, message = _to_edit(world, params)
    if "document" in message.extra or "photo" in message.extra:
        raise bad("there is no text in the message to edit")
    keyboard = rules.inline_keyboard(params, editing=True)
    if (text, entities, keyboard) == (message.text, message.entities, message.keyboard):
        raise _not_modified()
    if text != message.text:
        message.versions.append(text)
    message.text, message.entities = text, entities
    return _edited(world, chat, message, keyboard, spoke=True)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    chat, message = _to_edit(world, params)
    keyboard = rules.inline_keyboard(params, editing=True)
    if keyboard == message.keyboard:
        raise _not_modified()
    return _edited(world, chat, message, keyboard, spoke=False)


def _edited(
    world: World, chat: Chat, message: Message, keyboard: Keyboard | None, *, spoke: bool
) -> Json:
    if keyboard != message.keyboard:
        message.sets_keyboard(keyboard)
    message.edit_date = unix_now()
    world.bot_moved(chat, message, spoke=spoke)
    return message.to_json()


def _to_edit(world: World, params: Params) -> tuple[Chat, Message]:
    chat = _chat(world, params)
    message = chat.find(params.number("message_id"))
    if message is None:
        raise bad("message to edit not found")
    if not message.from_bot:
        raise bad("message can't be edited")
    return chat, message


def _not_modified() -> ApiError:
    """«C3.2h»"""
    return bad(
        "message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )


def delete_message(world: World, params: Params) -> bool:
    chat = _chat(world, params)
    message = chat.find(params.number("message_id"))
    if message is None:
        raise bad("message to delete not found")
    message.deleted = True
    world.bot_moved(chat, spoke=False)
    return True


# small signs


def answer_callback_query(world: World, params: Params) -> bool:
    text = params.text("text")
    if len(text) > 200:  # «B4.1»
        raise bad("MESSAGE_TOO_LONG")
    world.answer_tap(params.text("callback_query_id"), text, alert=params.flag("show_alert"))
    return True


def send_chat_action(world: World, params: Params) -> bool:
    chat = _chat(world, params)
    action = params.text("action")
    if action not in rules.CHAT_ACTIONS:
        raise bad("wrong parameter action in request")
    world.actions[chat.id, action] += 1
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    """«B4.7»: none or one, and only of the listed emoji."""
    chat = _chat(world, params)
    message = chat.find(params.number("message_id"))
    if message is None:
        raise bad("message to react not found")
    given = params.value("reaction") or []
    if not isinstance(given, list) or len(given) > 1:
        raise bad("REACTIONS_TOO_MANY")
    emoji = given[0].get("emoji", "") if given else ""
    if given and (given[0].get("type") != "emoji" or emoji not in rules.REACTIONS):
        raise bad("REACTION_INVALID")
    message.reaction = emoji
    world.bot_moved(chat, spoke=False)
    return True


def leave_chat(world: World, params: Params) -> bool:
    chat = _chat(world, params)
    if chat.is_private:
        raise bad("chat not found")
    chat.left = True
    world.bot_moved(chat, spoke=False)
    return True


# files


def get_file(world: World, params: Params) -> Json:
    stored = world.files.get(params.text("file_id"))
    if stored is None:
        raise bad("invalid file_id")
    if len(stored.content) > MAX_DOWNLOAD:
        raise bad("file is too big")
    return {**stored.to_json(), "file_path": stored.path}


# how the bot presents itself


def set_my_commands(world: World, params: Params) -> bool:
    commands = rules.command_list(params.value("commands"))
    world.commands[_scope(world, params), rules.language_code(params)] = commands
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    return world.commands.get((_scope(world, params), rules.language_code(params)), [])


def delete_my_commands(world: World, params: Params) -> bool:
    world.commands.pop((_scope(world, params), rules.language_code(params)), None)
    return True


def _scope(world: World, params: Params) -> str:
    """«B4.3»: a scope with a chat needs a chat the bot knows."""
    scope = params.value("scope") or {"type": "default"}
    if not isinstance(scope, dict):
        raise bad("can't parse BotCommandScope: object expected")
    kind = scope.get("type")
    if kind in ("default", "all_private_chats", "all_group_chats", "all_chat_administrators"):
        return str(kind)
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad("can't parse BotCommandScope: unsupported type specified")
    chat = world.chats.get(int(scope.get("chat_id", 0)))
    if chat is None or not chat.known:
        raise bad("chat not found")
    return json.dumps(scope, sort_keys=True)


def set_chat_menu_button(world: World, params: Params) -> bool:
    button = params.value("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("commands", "web_app", "default"):
        raise bad("can't parse menu button: unsupported type specified")
    chat_id = params.chat_id() or 0
    if chat_id:
        _chat(world, params)
    world.menu_buttons[chat_id] = button
    return True


def _setting(field: str, most: int, where: Callable[[World], dict[str, str]]) -> Method:
    def method(world: World, params: Params) -> bool:
        text = params.text(field)
        if len(text) > most:  # «B4.4»
            raise bad(f"{field.replace('_', ' ')} is too long")
        where(world)[rules.language_code(params)] = text
        return True

    return method


METHODS: dict[str, Method] = {
    "getme": get_me,
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "editmessagetext": edit_message_text,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
    "setmessagereaction": set_message_reaction,
    "leavechat": leave_chat,
    "getfile": get_file,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setchatmenubutton": set_chat_menu_button,
    "setmyname": _setting("name", 64, lambda world: world.names),
    "setmydescription": _setting("description", 512, lambda world: world.descriptions),
    "setmyshortdescription": _setting(
        "short_description", 120, lambda world: world.short_descriptions
    ),
}

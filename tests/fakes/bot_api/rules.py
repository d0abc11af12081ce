"""What the platform refuses in words, keyboards and settings; pure functions."""

from urllib.parse import urlsplit

from tests.fakes.bot_api.markup import parse_html, units
from tests.fakes.bot_api.params import ApiError, Json, Params, bad, listed

# «B4.1» and «B4.2»
MAX_ROW = 8
MAX_BUTTONS = 100
MAX_CALLBACK_BYTES = 64
ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)
BUTTON_EXTRAS = frozenset({"text", "style", "icon_custom_emoji_id"})
STYLES = frozenset({"primary", "success", "danger"})

# «B5.2»
MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100

# «B4.6»
CHAT_ACTIONS = listed(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note"
)
# «B4.7»: the emoji a bot may react with.
REACTIONS = listed(
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤️‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 "
    "😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂️ 🤷 🤷‍♀️ 😡"
)


def spoken(params: Params, name: str = "text") -> tuple[str, list[Json]]:
    """The words of a message, bare, with their entities; refused when empty or too long."""
    text, entities = _formatted(params, name)
    if name == "text" and not text:
        raise bad("message text is empty")
    if units(text) > (MAX_TEXT if name == "text" else MAX_CAPTION):
        raise bad("message is too long" if name == "text" else "message caption is too long")
    if len(entities) > MAX_ENTITIES:
        raise bad("too many entities in the message")
    return text, entities


def _formatted(params: Params, name: str) -> tuple[str, list[Json]]:
    source = params.text(name)
    mode = params.text("parse_mode")
    if mode.lower() == "html":
        return _trimmed(*parse_html(source))
    if mode:
        # The real one also knows Markdown; this project sends none, so it is refused here.
        raise bad("unsupported parse_mode")
    field = "entities" if name == "text" else "caption_entities"
    return _trimmed(source, _given_entities(params.value(field), units(source)))


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """«C3.2b»: blanks at both ends do not reach the reader."""
    bare = text.strip()
    if bare == text:
        return text, entities
    lead = units(text[: len(text) - len(text.lstrip())])
    total = units(bare)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        end = min(total, entity["offset"] + entity["length"] - lead)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return bare, kept


def _given_entities(value: object, length: int) -> list[Json]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise bad("can't parse entities: array expected")
    for entity in value:
        _check_entity(entity, length)
    return value


def _check_entity(entity: object, length: int) -> None:
    if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
        raise bad('can\'t parse entities: field "type" must be of type String')
    offset, size = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(size, int) or offset < 0 or size < 1:
        raise bad("can't parse entities: wrong offset or length")
    if offset + size > length:
        raise bad("entity beyond the end of the message text")


def inline_keyboard(params: Params, *, editing: bool = False) -> list[list[Json]] | None:
    """The inline keyboard of a call, or None; other keyboards are checked and stay the reader's."""
    markup = params.value("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _rows(markup["inline_keyboard"])
    if editing:
        raise bad("inline keyboard expected")  # «C3.2h»
    if "keyboard" in markup:
        _check_reply_keyboard(markup["keyboard"])
    elif not (markup.get("remove_keyboard") is True or markup.get("force_reply") is True):
        raise bad("can't parse reply keyboard markup JSON object")
    return None


def _rows(rows: object) -> list[list[Json]] | None:
    if not isinstance(rows, list):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array')
    for row in rows:
        if not isinstance(row, list):
            raise bad('field "inline_keyboard" must be an Array of Arrays')
        # «B4.1»
        if len(row) > MAX_ROW:
            raise bad("reply markup is too long")
        for button in row:
            _check_button(button)
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad("reply markup is too long")
    return [row for row in rows if row] or None


def _check_button(button: object) -> None:
    if not isinstance(button, dict):
        raise _no_button("object expected")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _no_button('field "text" must be a non-empty String')
    actions = button.keys() & ACTIONS
    # «B4.2»: exactly one thing happens on a tap.
    if not actions:
        raise _no_button("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _no_button("exactly one action is expected")
    # «C3.2f»: stricter than the real one, which passes over what it does not know.
    if unknown := button.keys() - ACTIONS - BUTTON_EXTRAS:
        raise _no_button(f"unknown field {min(unknown)!r}")
    if button.get("style", "primary") not in STYLES:
        raise _no_button("wrong style")
    _check_action(button)


def _check_action(button: Json) -> None:
    data = button.get("callback_data")
    if data is not None and not (
        isinstance(data, str) and 1 <= len(data.encode()) <= MAX_CALLBACK_BYTES
    ):
        raise bad("BUTTON_DATA_INVALID")  # «B4.1»
    url = button.get("url")
    if url is not None and not _is_url(url):
        raise bad(f"inline keyboard button URL {url!r} is invalid: unsupported URL protocol")
    copy = button.get("copy_text")
    if copy is not None and not (
        isinstance(copy, dict) and 1 <= len(str(copy.get("text", ""))) <= 256
    ):
        raise bad("BUTTON_COPY_TEXT_INVALID")


def _no_button(why: str) -> ApiError:
    return bad(f"can't parse inline keyboard button: {why}")


def _is_url(url: object) -> bool:
    if not isinstance(url, str):
        return False
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "tg") and bool(parts.netloc)


def _check_reply_keyboard(rows: object) -> None:
    if not isinstance(rows, list) or not rows:
        raise bad('field "keyboard" of the ReplyKeyboardMarkup must be a non-empty Array')
    for row in rows:
        if not isinstance(row, list):
            raise bad('field "keyboard" must be an Array of Arrays')
        for button in row:
            text = button if isinstance(button, str) else button.get("text")
            if not isinstance(text, str) or not text:
                raise bad("can't parse keyboard button: text must be a non-empty String")


def command_list(value: object) -> list[Json]:
    """«B4.3»: at most 100, names of 1-32 small letters, digits and underscores."""
    if not isinstance(value, list):
        raise bad("can't parse commands JSON object")
    if len(value) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for item in value:
        name, about = item.get("command"), item.get("description")
        if not isinstance(name, str) or not _is_command(name):
            raise bad("BOT_COMMAND_INVALID")
        if not isinstance(about, str) or not 1 <= len(about) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return value


def _is_command(name: str) -> bool:
    return (
        1 <= len(name) <= 32
        and name.isascii()
        and name.replace("_", "a").isalnum()
        and name == name.lower()
    )


def language_code(params: Params) -> str:
    """«B4.3»: two letters of ISO 639-1, or none for everybody else."""
    code = params.text("language_code")
    if code and not (len(code) == 2 and code.isalpha() and code.islower()):
        raise bad("invalid language code specified")
    return code

"""parse_mode=HTML: tags into entities, as strictly as the real parser («C3.2g»)."""

import re
from html import unescape
from typing import NamedTuple

from tests.fakes.bot_api.params import ApiError, Json, bad

_TOKEN = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>[^<>]*)>"
    r"|(?P<entity>&(?:lt|gt|amp|quot|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)"
    r"|(?P<stray><)"
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z][a-zA-Z-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}


def units(text: str) -> int:
    """Length in UTF-16 units, the measure of entity offsets («B5.2»)."""
    return len(text.encode("utf-16-le")) // 2


class _Open(NamedTuple):
    tag: str
    entity: Json


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The bare text and its entities, or 400 «can't parse entities»."""
    parts: list[str] = []
    length, position = 0, 0
    stack: list[_Open] = []
    entities: list[Json] = []
    for token in _TOKEN.finditer(source):
        plain = source[position : token.start()]
        if token["entity"]:
            plain += unescape(token["entity"])
        parts.append(plain)
        length += units(plain)
        position = token.end()
        at = len(source[: token.start()].encode())
        if token["stray"]:
            raise _unparsable(f'Unsupported start tag "" at byte offset {at}')
        if token["tag"]:
            _take_tag(token, at, length, stack, entities)
    if stack:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    parts.append(source[position:])
    return "".join(parts), sorted(entities, key=lambda e: (e["offset"], -e["length"]))


def _take_tag(
    token: re.Match[str], at: int, length: int, stack: list[_Open], entities: list[Json]
) -> None:
    tag = token["tag"].lower()
    if not token["close"]:
        stack.append(_Open(tag, {**_entity(tag, token["rest"], at), "offset": length}))
        return
    if not stack:
        raise _unparsable(f"Unexpected end tag at byte offset {at}")
    opened, entity = stack.pop()
    if opened != tag:
        expected = f'expected "</{opened}>", found "</{tag}>"'
        raise _unparsable(f"Unmatched end tag at byte offset {at}, {expected}")
    entity["length"] = length - entity["offset"]
    # A link without an address, like an entity without a letter, is dropped in silence.
    if entity["length"] and entity.get("url") != "":
        entities.append(entity)


def _entity(tag: str, rest: str, at: int) -> Json:
    if tag not in _KINDS:
        raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {at}')
    given = {name.lower(): raw.strip("\"'") for name, raw in _ATTRIBUTE.findall(rest)}
    if tag == "span" and given.get("class") != "tg-spoiler":
        raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    if tag == "a":
        return {"type": "text_link", "url": unescape(given.get("href", ""))}
    if tag == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": given.get("emoji-id", "")}
    if tag == "blockquote" and "expandable" in given:
        return {"type": "expandable_blockquote"}
    return {"type": _KINDS[tag]}


def _unparsable(why: str) -> ApiError:
    return bad(f"can't parse entities: {why}")

"""A row of the transcript as the page is told of it, by history, stream and the page itself."""

from __future__ import annotations

from typing import Any

import msgspec

from bot.channels.webchat import calendar
from bot.web.signed import SignedFiles
from handlers.pages.chat_view import Bubble, File
from storage.messages import Option, Outgoing
from storage.transcript import Entry

Told = dict[str, Any]


def in_history(entry: Entry, files: SignedFiles) -> Told:
    """An entry of `/chat/api/history`: the same fields for both authors, with who it is from."""
    told = _mine(entry) if entry.author == "me" else _bots(entry, files)
    return {"from": entry.author, "options": [], "files": [], **told}


def in_page(entry: Entry, files: SignedFiles) -> Bubble:
    """An entry as the page shows it by itself."""
    mine = entry.author == "me"
    body = entry.body or Outgoing(text=entry.text)
    return Bubble(
        id=entry.id,
        mine=mine,
        text=entry.text,
        at=entry.at,
        key=_key(entry) if mine else "",
        options=() if mine else body.options,
        files=[] if mine else [File(*each) for each in _files(entry, body, files)],
        hold=body.hold,
    )


def as_event(entry: Entry, files: SignedFiles) -> bytes:
    """An event of `/chat/api/stream`; its id is the entry's."""
    mine = entry.author == "me"
    told = _mine(entry) if mine else _bots(entry, files)
    name = b"me" if mine else b"message"
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (entry.id, name, msgspec.json.encode(told))


def _told(entry: Entry) -> Told:
    at = entry.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"id": entry.id, "text": entry.text, "at": at}


def _mine(entry: Entry) -> Told:
    return {**_told(entry), "key": _key(entry)}


def _key(entry: Entry) -> str:
    # Kept with the address before it, since two browsers may make up the same id.
    return entry.key.rpartition(":")[2]


def _bots(entry: Entry, files: SignedFiles) -> Told:
    body = entry.body or Outgoing(text=entry.text)
    return {
        **_told(entry),
        "options": [_option(each) for each in body.options],
        "files": [{"name": name, "url": url} for name, url in _files(entry, body, files)],
        "hold": body.hold,
    }


def _files(entry: Entry, body: Outgoing, files: SignedFiles) -> list[tuple[str, str]]:
    if body.file is None:
        return []
    place = calendar.path(body.file.id) or files.path(body.file.id, entry.at)
    return [(body.file.name, place)]


def _option(option: Option) -> Told:
    told = {"choice": option.choice, "label": option.label}
    return {**told, "primary": True} if option.primary else told

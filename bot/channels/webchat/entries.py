"""A row of the transcript as the page is told of it, by history and stream alike."""

from __future__ import annotations

from typing import Any

import msgspec

from bot.web.signed import SignedFiles
from storage.messages import Option, Outgoing
from storage.transcript import Entry

Told = dict[str, Any]


def in_history(entry: Entry, files: SignedFiles) -> Told:
    """An entry of `/chat/api/history`: the same fields for both authors, with who it is from."""
    told = _mine(entry) if entry.author == "me" else _bots(entry, files)
    return {"from": entry.author, "options": [], "files": [], **told}


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
    # Kept with the address before it, since two browsers may make up the same id.
    return {**_told(entry), "key": entry.key.rpartition(":")[2]}


def _bots(entry: Entry, files: SignedFiles) -> Told:
    body = entry.body or Outgoing(text=entry.text)
    return {
        **_told(entry),
        "options": [_option(each) for each in body.options],
        "files": [
            {"name": file.name, "url": files.path(file.id, entry.at)}
            for file in (body.file,)
            if file is not None
        ],
        "hold": body.hold,
    }


def _option(option: Option) -> Told:
    told = {"choice": option.choice, "label": option.label}
    return {**told, "primary": True} if option.primary else told

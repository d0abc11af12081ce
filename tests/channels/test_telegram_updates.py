"""One update in, one `Incoming` out: a table of what the platform really sends."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.contract import Unreadable
from bot.channels.telegram.updates import read, read_all
from storage.messages import Incoming, Medium, Piece

NOW = datetime(2027, 3, 1, 8, 0, 30, tzinfo=UTC)
DATE = int(NOW.timestamp()) - 5
AT = NOW - timedelta(seconds=5)
LAN = {"id": 42, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
BOT = {"id": 7, "is_bot": True, "first_name": "Đối Thoại", "username": "doithoai_bot"}
ROOM = {"id": 42, "type": "private", "first_name": "Lan"}
GROUP = {"id": -100123, "type": "supergroup", "title": "Chi đoàn"}
PAYLOADS = {
    "sticker": {"file_id": "A", "file_unique_id": "B", "emoji": "👍"},
    "voice": {"file_id": "A", "duration": 3},
    "photo": [{"file_id": "A", "width": 90, "height": 67}],
    "location": {"latitude": 19.8, "longitude": 105.77},
    "contact": {"phone_number": "+84912345678", "first_name": "Mai"},
    "video": {"file_id": "A"},
    "dice": {"emoji": "🎲", "value": 3},
}


SIZES = [
    {"file_id": "A", "file_size": 2},
    {"file_id": "C", "file_size": 9},
    {"file_id": "B", "file_size": 5},
]


def _piece(kind: Medium, reference: str, name: str = "", size: int = 0) -> Piece:
    return Piece(kind=kind, reference=reference, name=name, size=size)


def _message(**more: object) -> dict[str, Any]:
    return {"message_id": 11, "from": LAN, "chat": ROOM, "date": DATE, **more}


def _update(kind: str = "message", **payload: object) -> dict[str, Any]:
    return {"update_id": 1000, kind: payload}


def _text(text: str, **more: object) -> dict[str, Any]:
    return _update(**_message(text=text, **more))


def _tap(**more: object) -> dict[str, Any]:
    shown = {"message_id": 12, "from": BOT, "chat": ROOM, "date": DATE - 900, "text": "Gửi chứ?"}
    whole = {"id": "4001", "from": LAN, "message": shown, "chat_instance": "9", "data": "1a.2:0"}
    return _update("callback_query", **{**whole, **more})


def _member(status: str, chat: dict[str, Any] = ROOM, *, was: str = "left") -> dict[str, Any]:
    return _update(
        "my_chat_member",
        **{"chat": chat, "from": LAN, "date": DATE},
        old_chat_member={"user": BOT, "status": was},
        new_chat_member={"user": BOT, "status": status},
    )


def _incoming(**more: object) -> Incoming:
    whole = {"address": "42", "kind": "text", "at": AT, "message": "11", "language": "vi", **more}
    return Incoming(channel="telegram", event_id="1000", **whole)  # type: ignore[arg-type]


def _read(update: dict[str, Any]) -> Incoming | None:
    return read(json.loads(json.dumps(update)), username="doithoai_bot", now=NOW)


def _replied(sender: dict[str, Any], text: str = "đường  ngập") -> dict[str, Any]:
    shown = _tap()["callback_query"]["message"]
    reply = {"message_id": 5, "from": sender, "chat": ROOM, "date": DATE, "text": text}
    return {**shown, "reply_to_message": reply}


NO_LANGUAGE = {"id": 42, "is_bot": False, "first_name": "Lan"}
CASES: dict[str, tuple[dict[str, Any], Incoming | None]] = {
    "words": (_text("Đèn hỏng"), _incoming(text="Đèn hỏng")),
    "words in pieces and with what nothing can hold": (
        _text("Đe\u0300n\x00 ho\u0309ng\u202e \ud83d\ude00\ud800"),
        _incoming(text="Đèn hỏng 😀\ufffd"),
    ),
    "nothing to see": (_text("\u200b"), _incoming(text="")),
    "no language": (_text("a", **{"from": NO_LANGUAGE}), _incoming(text="a", language="")),
    "by way of another bot": (_text("a", via_bot=BOT), _incoming(text="a")),
    "forwarded": (_text("a", forward_origin={"type": "hidden_user"}), _incoming(text="a")),
    "a start link": (_text("/start b-KP3"), _incoming(kind="start", text="b-KP3")),
    "a start link in capitals": (_text("/START b-KP3"), _incoming(kind="start", text="b-KP3")),
    "a start to this bot": (
        _text("/start@DoiThoai_bot b-KP3"),
        _incoming(kind="start", text="b-KP3"),
    ),
    "a start to another": (_text("/start@other b"), _incoming(text="/start@other b")),
    "a bare start": (_text("/start"), _incoming(kind="start")),
    "a word that begins like start": (_text("/starts"), _incoming(text="/starts")),
    "another command": (_text("/gopy"), _incoming(text="/gopy")),
    "a part that was cut": (_text("a" * 4096), _incoming(text="a" * 4096, split=True)),
    "the length as it was sent": (_text("a" + " " * 3899), _incoming(text="a", split=True)),
    "just short enough": (_text("a" * 3899), _incoming(text="a" * 3899)),
    "emoji count twice": (_text("😀" * 1950), _incoming(text="😀" * 1950, split=True)),
    "a clock that is ahead": (_text("a", date=DATE + 60), _incoming(text="a", at=NOW)),
    "a day old and a bit": (_text("a", date=DATE - 86_400), _incoming(text="a", at=NOW)),
    "almost a day old": (
        _text("a", date=DATE - 86_390),
        _incoming(text="a", at=AT - timedelta(seconds=86_390)),
    ),
    "a photo with words, the largest of its sizes": (
        _update(**_message(photo=SIZES, caption="Đèn\x00 hỏng")),
        _incoming(kind="files", text="Đèn hỏng", files=(_piece("photo", "C", size=9),)),
    ),
    "a photo without words": (
        _update(**_message(photo=PAYLOADS["photo"])),
        _incoming(kind="files", files=(_piece("photo", "A"),)),
    ),
    "a part of an album": (
        _update(**_message(photo=PAYLOADS["photo"], media_group_id="13")),
        _incoming(kind="files", files=(_piece("photo", "A"),), album="13"),
    ),
    "a recording": (
        _update(**_message(voice={"file_id": "A", "duration": 3})),
        _incoming(kind="files", files=(_piece("voice", "A"),)),
    ),
    "a document": (
        _update(**_message(document={"file_id": "A", "file_name": "../Sơ đồ.PDF"})),
        _incoming(kind="files", files=(_piece("document", "A", "Sơ đồ.PDF"),)),
    ),
    "a photo sent as a file": (
        _update(**_message(document={"file_id": "A", "mime_type": "image/heic"})),
        _incoming(kind="files", files=(_piece("photo", "A"),)),
    ),
    "a document of another kind": (
        _update(**_message(document={"file_id": "A", "file_name": "a.exe"})),
        _incoming(kind="other"),
    ),
    "a picture's words in a group": (
        _update(**_message(photo=PAYLOADS["photo"], caption="riêng", chat=GROUP)),
        _incoming(kind="group", address="-100123"),
    ),
    "a tap": (_tap(), _incoming(kind="choice", choice="1a.2:0", message="12", at=NOW)),
    "a tap on what the platform hides": (
        _tap(message={"message_id": 12, "chat": ROOM, "date": 0}),
        _incoming(kind="choice", choice="1a.2:0", message="12", at=NOW),
    ),
    "a tap below the person's own words": (
        _tap(message=_replied(LAN, "đường\x00 ngập")),
        _incoming(kind="choice", choice="1a.2:0", message="12", at=NOW, held="đường ngập"),
    ),
    "a tap below somebody else's words": (
        _tap(message=_replied({**LAN, "id": 43})),
        _incoming(kind="choice", choice="1a.2:0", message="12", at=NOW),
    ),
    "a tap from an inline message": (
        _update(
            "callback_query", **{"id": "1", "from": LAN, "inline_message_id": "x", "data": "a"}
        ),
        None,
    ),
    "a tap on a game": (_tap(data=""), None),
    "an edit": (
        _update("edited_message", **_message(text="Đèn  hỏng\x00", edit_date=DATE + 2)),
        _incoming(kind="edit", text="Đèn  hỏng", at=AT + timedelta(seconds=2)),
    ),
    "a place that moves": (
        _update("edited_message", **_message(location=PAYLOADS["location"])),
        None,
    ),
    "an edit in a group": (_update("edited_message", **_message(text="a", chat=GROUP)), None),
    "blocked": (_member("kicked", was="member"), _incoming(kind="blocked", message="")),
    "unblocked": (_member("member", was="kicked"), _incoming(kind="unblocked", message="")),
    "put into a group": (
        _member("member", GROUP),
        _incoming(kind="group", message="", address="-100123"),
    ),
    "put out of a group": (_member("kicked", GROUP, was="member"), None),
    "put into a channel": (_member("administrator", {"id": -1, "type": "channel"}), None),
    "from a bot": (_text("a", **{"from": BOT}), None),
    "in the name of a channel": (_text("a", sender_chat={"id": -5, "type": "channel"}), None),
    "from nobody": (_text("a", **{"from": None}), None),
    "on behalf of a business": (_text("a", business_connection_id="x"), None),
    "a pinned message": (_update(**_message(pinned_message=_message(text="a"))), None),
    "a post in a channel": (_update("channel_post", **_message(text="a")), None),
    "something new": (_update("hologram", id=3), None),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.nasty("n165")
def test_an_update_is_read(name: str) -> None:
    update, expected = CASES[name]
    assert _read(update) == expected


@pytest.mark.parametrize("kind", sorted(PAYLOADS.keys() - {"photo", "voice"}))
def test_what_is_no_text_is_heard_and_nothing_of_it_kept(kind: str) -> None:
    assert _read(_update(**_message(**{kind: PAYLOADS[kind]}))) == _incoming(kind="other")


def test_a_word_in_a_group_is_a_sign_of_life_only() -> None:
    heard = _read(_text("xin chào @doithoai_bot", chat=GROUP))
    assert heard is not None
    assert (heard.kind, heard.address, heard.text) == ("group", "-100123", "")


BROKEN: list[dict[str, Any]] = [
    {"update_id": 5, "message": {"message_id": 1, "from": {"id": 42}, "text": "(poison)"}},
    {"update_id": 5, "message": _message(text=["no", "string"])},
    {"update_id": 5, "message": _message(text="a", date=10**30)},
    {"update_id": 5, "message": _message(text="a", date="yesterday")},
    {"update_id": 5, "message": None},
    {"update_id": 5, "callback_query": {"id": "1", "data": "a"}},
    {"update_id": 5, "my_chat_member": {}},
]


@pytest.mark.parametrize("broken", BROKEN)
def test_what_cannot_be_read_is_set_aside_and_the_others_go_on(broken: dict[str, Any]) -> None:
    came, unreadable = read_all([_text("a"), broken, _tap()], username="doithoai_bot", now=NOW)
    assert [event.kind for event in came] == ["text", "choice"]
    assert [each.event_id for each in unreadable] == ["5"]
    assert all(each.what.isidentifier() for each in unreadable)


def test_an_update_without_an_id_is_set_aside_too() -> None:
    came, unreadable = read_all([{"message": {}}], username="", now=NOW)
    assert (came, unreadable) == ([], [Unreadable("", "KeyError")])


def test_before_the_bots_name_is_known_a_start_to_a_name_is_to_this_bot() -> None:
    event = read(_text("/start@doithoai_bot b-KP3"), username="", now=NOW)
    assert event == _incoming(kind="start", text="b-KP3")

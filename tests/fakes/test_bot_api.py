"""The fake itself, driven by python-telegram-bot's own Bot: what holds here, tests may lean on."""

import asyncio
import re
import sys
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    MenuButtonCommands,
    Message,
    MessageEntity,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
)
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.fakes import bot_api
from tests.fakes.bot_api import SECRET_HEADER, FakeBotApi, Pause, Rate, User
from tests.fakes.bot_api import Message as Seen

ONE = InlineKeyboardMarkup([[InlineKeyboardButton("Gửi", callback_data="q:1")]])
TWO = InlineKeyboardMarkup([[InlineKeyboardButton("Sửa", callback_data="q:2")]])
SHORT = 0.3


@pytest.fixture(autouse=True)
def _timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it every RetryAfter warns about the type its attribute will have one day."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as fake:
        yield fake


@pytest.fixture
async def bot(api: FakeBotApi) -> AsyncIterator[Bot]:
    async with _bot(api) as real:
        yield real


@pytest.fixture
def lan(api: FakeBotApi) -> User:
    """A person the bot may write to, with nothing left in the queue."""
    user = api.user("Lan", language="vi")
    user.starts()
    api.updates.pending.clear()
    return user


def _bot(api: FakeBotApi) -> Bot:
    return Bot(api.token, base_url=f"{api.base}/bot", base_file_url=f"{api.base}/file/bot")


async def _post(api: FakeBotApi, method: str, **how: object) -> tuple[int, dict[str, object]]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{api.base}/bot{api.token}/{method}", **how) as answer,  # type: ignore[arg-type]
    ):
        return answer.status, await answer.json()


async def _refusal(call: object) -> str:
    with pytest.raises(TelegramError) as caught:
        await call  # type: ignore[misc]
    return str(caught.value)


def _text(update: Update) -> str:
    assert update.message is not None
    return update.message.text or ""


# methods and envelope


async def test_the_bot_knows_itself(api: FakeBotApi, bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.is_bot, me.username) == (True, "doithoai_bot")


async def test_a_wrong_token_and_an_unknown_method_are_refused(api: FakeBotApi, bot: Bot) -> None:
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", base_url=f"{api.base}/bot"):
            pass
    status, body = await _post(api, "sendNothing", json={})
    assert (status, body) == (404, {"ok": False, "error_code": 404, "description": "Not Found"})


@pytest.mark.parametrize("how", ["json", "data", "params"])
async def test_parameters_come_in_every_form(api: FakeBotApi, lan: User, how: str) -> None:
    keyboard = '{"inline_keyboard":[[{"text":"Gửi","callback_data":"q:1"}]]}'
    values = {"chat_id": str(lan.id), "text": "Chào", "reply_markup": keyboard}
    status, _ = await _post(api, "SENDMESSAGE", **{how: values})
    assert (status, lan.sees, lan.buttons) == (200, "Chào", ["Gửi"])


async def test_multipart_without_a_file_is_read_too(api: FakeBotApi, lan: User) -> None:
    form = aiohttp.FormData(default_to_multipart=True)
    form.add_field("chat_id", str(lan.id))
    form.add_field("text", "Chào")
    assert (await _post(api, "sendMessage", data=form))[0] == 200
    assert lan.sees == "Chào"


# polling


async def test_only_a_higher_offset_confirms(api: FakeBotApi, bot: Bot) -> None:
    lan = api.user("Lan")
    lan.starts("b-KP1")
    lan.types("Đèn đường hỏng")
    first = await bot.get_updates()
    assert [_text(update) for update in first] == ["/start b-KP1", "Đèn đường hỏng"]
    assert await bot.get_updates() == first
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    assert [_text(update) for update in rest] == ["Đèn đường hỏng"]
    assert await bot.get_updates(offset=first[1].update_id + 1) == ()
    assert await bot.get_updates() == ()


async def test_limit_and_negative_offset(api: FakeBotApi, bot: Bot, lan: User) -> None:
    for number in range(120):
        lan.types(str(number))
    assert len(await bot.get_updates()) == 100
    assert len(await bot.get_updates(limit=7)) == 7
    assert len(await bot.get_updates(limit=1000)) == 100
    assert [_text(update) for update in await bot.get_updates(offset=-2)] == ["118", "119"]
    assert len(await bot.get_updates()) == 2


async def test_a_long_poll_wakes_as_soon_as_something_comes(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await api.updates.polled.wait()
    began = time.monotonic()
    lan.types("Chào")
    assert [_text(update) for update in await poll] == ["Chào"]
    assert time.monotonic() - began < 1


async def test_of_two_pollers_the_older_is_ended(api: FakeBotApi, bot: Bot, lan: User) -> None:
    async with _bot(api) as other:
        older = asyncio.create_task(bot.get_updates(timeout=20))
        await api.updates.polled.wait()
        younger = asyncio.create_task(other.get_updates(timeout=20))
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await older
        lan.types("Chào")
        assert [_text(update) for update in await younger] == ["Chào"]


async def test_a_webhook_and_polling_exclude_each_other(api: FakeBotApi, bot: Bot) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await api.updates.polled.wait()
    await bot.set_webhook("https://example.org/hook")
    with pytest.raises(Conflict, match="terminated by setWebhook"):
        await waiting
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_allowed_updates_hold_until_they_are_changed(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    await bot.get_updates(allowed_updates=["message"])
    lan.edits(lan.types("một"), "hai")
    lan.blocks()
    assert [_text(update) for update in await bot.get_updates()] == ["một"]
    await bot.get_updates(allowed_updates=[])
    lan.unblocks()
    last = (await bot.get_updates())[-1]
    assert last.my_chat_member is not None
    assert last.my_chat_member.new_chat_member.status == "member"


async def test_the_same_offset_again_is_slowed_down_when_asked_for(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    api.updates.hurry_guard = True
    lan.types("một")
    lan.types("hai")
    assert len(await bot.get_updates()) == 2
    assert len(await bot.get_updates()) == 1


# what comes oddly


async def test_an_update_comes_again_even_after_it_was_confirmed(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    lan.types("một")
    first = (await bot.get_updates())[0]
    assert await bot.get_updates(offset=first.update_id + 1) == ()
    api.updates.deliver_again()
    assert await bot.get_updates(offset=first.update_id + 1) == (first,)
    assert await bot.get_updates(offset=first.update_id + 1) == ()


async def test_a_share_of_updates_comes_twice_in_a_row(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    api.updates.share_twice(0.5, seed=3)
    for number in range(20):
        lan.types(str(number))
    ids = [update.update_id for update in await bot.get_updates()]
    assert ids == sorted(ids)
    assert 20 < len(ids) < 40
    assert len(set(ids)) == 20


async def test_ids_may_jump_down_and_the_old_offset_confirms_nothing(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    lan.types("trước")
    high = (await bot.get_updates())[0].update_id + 1
    assert await bot.get_updates(offset=high) == ()
    api.updates.jump_to(5)
    lan.types("sau")
    assert [update.update_id for update in await bot.get_updates(offset=high)] == [5]
    assert await bot.get_updates(offset=6) == ()


async def test_a_poison_update_is_really_unreadable(api: FakeBotApi, bot: Bot, lan: User) -> None:
    lan.sends_poison()
    lan.types("sau")
    with pytest.raises((TypeError, KeyError, TelegramError)):
        await bot.get_updates()
    status, body = await _post(api, "getUpdates", json={})
    results = body["result"]
    assert isinstance(results, list)
    assert set(results[0]["message"]) == {"message_id", "from", "text"}
    assert (status, results[1]["message"]["text"]) == (200, "sau")


async def test_a_lone_surrogate_reaches_the_bot_as_an_escape(api: FakeBotApi, lan: User) -> None:
    lan.types("a\ud83d\0b")
    body = api.updates.pending[0].body
    assert b'"a\\ud83d\\u0000b"' in body


async def test_a_long_paste_arrives_in_parts_with_following_ids(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    paste = "a" * 4095 + "😀" + "b" * 5000
    first = lan.types(paste)
    messages = [update.message for update in await bot.get_updates()]
    assert [m.message_id for m in messages if m] == [first, first + 1, first + 2]
    assert "".join(m.text or "" for m in messages if m) == paste
    assert messages[0] is not None
    assert messages[0].text == "a" * 4095


async def test_stickers_voices_documents_and_albums(api: FakeBotApi, bot: Bot, lan: User) -> None:
    lan.sends_sticker("👍")
    lan.sends_voice(b"ogg")
    lan.sends_document(b"PK..", "ý kiến.docx", "application/msword", "đây")
    lan.sends_album([b"jpg1" * 50, b"jpg2" * 50], "hai ảnh")
    sticker, voice, document, one, two = [u.message for u in await bot.get_updates() if u.message]
    assert sticker.sticker is not None
    assert sticker.sticker.emoji == "👍"
    assert voice.voice is not None
    assert document.document is not None
    assert (document.document.file_name, document.caption) == ("ý kiến.docx", "đây")
    assert one.media_group_id == two.media_group_id is not None
    assert (one.caption, two.caption) == ("hai ảnh", None)
    file = await bot.get_file(two.photo[-1].file_id)
    assert await file.download_as_bytearray() == b"jpg2" * 50


async def test_an_unknown_file_is_refused(api: FakeBotApi, bot: Bot) -> None:
    assert await _refusal(bot.get_file("nothing")) == "Invalid file_id"
    async with aiohttp.ClientSession() as session:
        answer = await session.get(f"{api.base}/file/bot{api.token}/photos/none.jpg")
        assert answer.status == 404


async def test_a_start_comes_as_a_command(api: FakeBotApi, bot: Bot) -> None:
    lan = api.user("Lan", language="en")
    lan.starts("b-KP1")
    message = (await bot.get_updates())[0].message
    assert message is not None
    assert message.text == "/start b-KP1"
    assert message.from_user is not None
    assert message.from_user.language_code == "en"
    assert message.parse_entities([MessageEntity.BOT_COMMAND]) != {}
    assert abs(message.date.timestamp() - time.time()) < 5


async def test_groups_show_the_bot_what_privacy_mode_lets_through(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    group = api.group("Chi đoàn KP1")
    lan.types("trước khi có bot /gopy", to=group)
    group.adds_bot(by=lan)
    sent = await bot.send_message(group.id, "Nhắn riêng cho mình nhé")
    lan.types("chuyện riêng", to=group)
    lan.types("/gopy", to=group)
    lan.types("@doithoai_bot ơi", to=group)
    lan.types("ừ", to=group, reply_to=sent.message_id)
    member, service, *rest = await bot.get_updates()
    assert member.my_chat_member is not None
    assert member.my_chat_member.new_chat_member.status == "member"
    assert service.message is not None
    assert [user.id for user in service.message.new_chat_members] == [bot.id]
    assert [_text(update) for update in rest] == ["/gopy", "@doithoai_bot ơi", "ừ"]
    assert await bot.leave_chat(group.id)
    assert not group.has_bot
    with pytest.raises(Forbidden, match="not a member"):
        await bot.send_message(group.id, "còn ở đây?")


async def test_another_bot_is_marked_as_one(api: FakeBotApi, bot: Bot) -> None:
    api.user("Máy", is_bot=True).types("xin chào")
    message = (await bot.get_updates())[0].message
    assert message is not None
    assert message.from_user is not None
    assert message.from_user.is_bot


# sending


async def test_a_message_lands_with_entities_keyboard_and_reply(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    asked = lan.types("Đèn hỏng")
    sent = await bot.send_message(
        lan.id,
        "<b>Gửi 😀</b> &lt;nhé&gt; <a href='https://a.vn'>đây</a>",
        parse_mode="HTML",
        reply_markup=ONE,
        reply_parameters=ReplyParameters(asked),
    )
    assert sent.text == "Gửi 😀 <nhé> đây"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [
        ("bold", 0, 6),
        ("text_link", 13, 3),
    ]
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "Đèn hỏng"
    assert lan.sees == sent.text
    assert lan.buttons == ["Gửi"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Message text is empty"),
        (" \n ", "Message text is empty"),
        ("a" * 4097, "Message is too long"),
        ("😀" * 2049, "Message is too long"),
    ],
)
async def test_texts_outside_the_limits(
    api: FakeBotApi, bot: Bot, lan: User, text: str, why: str
) -> None:
    assert await _refusal(bot.send_message(lan.id, text)) == why
    assert lan.sees == ""


async def test_texts_at_the_limits(api: FakeBotApi, bot: Bot, lan: User) -> None:
    await bot.send_message(lan.id, "😀" * 2048)
    await bot.send_message(lan.id, "  a  ")
    assert lan.sees == "a"


@pytest.mark.parametrize("text", ["a\0b", "a\ud83db"])
async def test_what_is_no_text_is_refused(api: FakeBotApi, lan: User, text: str) -> None:
    status, body = await _post(api, "sendMessage", json={"chat_id": lan.id, "text": text})
    assert (status, body["description"]) == (400, "Bad Request: strings must be encoded in UTF-8")


@pytest.mark.parametrize(
    "html", ["<b>a", "a</b>", "<b><i>a</b></i>", "<div>a</div>", "a < b", "<span>a</span>"]
)
async def test_unbalanced_or_unknown_html(api: FakeBotApi, bot: Bot, lan: User, html: str) -> None:
    why = await _refusal(bot.send_message(lan.id, html, parse_mode="HTML"))
    assert why.startswith("Can't parse entities")


def _row(number: int) -> list[dict[str, object]]:
    return [{"text": str(place), "callback_data": str(place)} for place in range(number)]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([[{"text": "a", "callback_data": "x" * 65}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "a", "callback_data": "ế" * 22}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "a", "callback_data": ""}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "a"}]], "text buttons are unallowed"),
        ([[{"text": "", "callback_data": "x"}]], 'field "text"'),
        ([[{"text": "a", "callback_data": "x", "url": "https://a.vn"}]], "exactly one action"),
        ([[{"text": "a", "url": "javascript:1"}]], "unsupported URL protocol"),
        ([[{"text": "a", "calback_data": "x"}]], "unallowed"),
        ([[{"text": "a", "callback_data": "x", "colour": "red"}]], "unknown field"),
        ([[{"text": "a", "callback_data": "x", "style": "red"}]], "wrong style"),
        ([_row(9)], "too long"),
        ([_row(8)] * 13, "too long"),
        ({"text": "a"}, "must be an Array"),
    ],
)
async def test_keyboards_that_break_a_rule(
    api: FakeBotApi, lan: User, rows: object, why: str
) -> None:
    call = {"chat_id": lan.id, "text": "a", "reply_markup": {"inline_keyboard": rows}}
    status, body = await _post(api, "sendMessage", json=call)
    assert status == 400
    assert why in str(body["description"])


async def test_keyboards_that_keep_the_rules(api: FakeBotApi, lan: User) -> None:
    rows = [*[_row(8)] * 12, [{"text": "ế", "callback_data": "ế" * 21, "style": "success"}], []]
    call = {"chat_id": lan.id, "text": "a", "reply_markup": {"inline_keyboard": rows}}
    assert (await _post(api, "sendMessage", json=call))[0] == 200
    assert len(lan.buttons) == 97


async def test_a_broken_keyboard_is_no_json(api: FakeBotApi, lan: User) -> None:
    call = {"chat_id": lan.id, "text": "a", "reply_markup": '{"inline_keyboard":[['}
    status, body = await _post(api, "sendMessage", json=call)
    assert (status, body["description"]) == (
        400,
        "Bad Request: can't parse reply markup JSON object",
    )


async def test_other_keyboards_are_accepted(api: FakeBotApi, bot: Bot, lan: User) -> None:
    await bot.send_message(lan.id, "a", reply_markup=ReplyKeyboardRemove())
    assert lan.buttons == []


async def test_a_bot_cannot_write_first(api: FakeBotApi, bot: Bot) -> None:
    minh = api.user("Minh")
    assert await _refusal(bot.send_message(minh.id, "Chào")) == "Chat not found"
    assert await _refusal(bot.send_message(12345, "Chào")) == "Chat not found"
    minh.starts()
    await bot.send_message(minh.id, "Chào")


async def test_who_blocks_is_out_of_reach_until_they_come_back(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    lan.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(lan.id, "Chào")
    with pytest.raises(AssertionError, match="has blocked"):
        lan.types("ơi")
    lan.starts()
    kinds = [update.my_chat_member for update in await bot.get_updates()]
    assert [k.new_chat_member.status for k in kinds if k] == ["kicked", "member"]
    await bot.send_message(lan.id, "Chào")


async def test_a_reply_to_nothing_is_refused(api: FakeBotApi, bot: Bot, lan: User) -> None:
    nothing = ReplyParameters(9999)
    why = await _refusal(bot.send_message(lan.id, "a", reply_parameters=nothing))
    assert why == "Message to be replied not found"
    anyway = ReplyParameters(9999, allow_sending_without_reply=True)
    assert (await bot.send_message(lan.id, "a", reply_parameters=anyway)).reply_to_message is None


async def test_documents_and_photos_keep_bytes_and_name(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    sheet = InputFile(b"PK\x03\x04\0\xff", filename="Tổng hợp.xlsx")
    sent = await bot.send_document(lan.id, sheet, caption="<b>Đây</b>", parse_mode="HTML")
    assert (lan.files[0].name, lan.files[0].content) == ("Tổng hợp.xlsx", b"PK\x03\x04\0\xff")
    assert sent.caption == "Đây"
    assert sent.document is not None
    again = await bot.send_document(lan.id, sent.document.file_id)
    assert again.document == sent.document
    await bot.send_photo(lan.id, b"jpeg", caption="ảnh")
    assert lan.sees == "ảnh"
    assert await _refusal(bot.send_photo(lan.id, b"", caption="ảnh")) == "File must be non-empty"


# changing


async def test_an_edit_must_change_something(api: FakeBotApi, bot: Bot, lan: User) -> None:
    sent = await bot.send_message(lan.id, "Một", reply_markup=ONE)
    where = (lan.id, sent.message_id)
    why = await _refusal(bot.edit_message_text("Một", *where, reply_markup=ONE))
    assert why.startswith("Message is not modified")
    await bot.edit_message_text("Một", *where, reply_markup=TWO)
    await bot.edit_message_text("Hai", *where, reply_markup=TWO)
    why = await _refusal(bot.edit_message_reply_markup(*where, reply_markup=TWO))
    assert why.startswith("Message is not modified")
    await bot.edit_message_reply_markup(*where)
    assert (lan.sees, lan.buttons) == ("Hai", [])
    assert lan.chat[-1].versions == ["Một", "Hai"]


async def test_an_edit_without_a_keyboard_takes_it_away(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    sent = await bot.send_message(lan.id, "Một", reply_markup=ONE)
    edited = await bot.edit_message_text("Hai", lan.id, sent.message_id)
    assert isinstance(edited, Message)
    assert (edited.edit_date is not None, lan.buttons) == (True, [])


async def test_edits_of_what_is_not_there_or_not_its_own(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    theirs = lan.types("của Lan")
    assert await _refusal(bot.edit_message_text("a", lan.id, 999)) == "Message to edit not found"
    assert await _refusal(bot.edit_message_text("a", lan.id, theirs)) == "Message can't be edited"


async def test_an_edit_brings_only_an_inline_keyboard(api: FakeBotApi, bot: Bot, lan: User) -> None:
    sent = await bot.send_message(lan.id, "Một")
    remove = {"remove_keyboard": True}
    call = {"chat_id": lan.id, "message_id": sent.message_id, "text": "a", "reply_markup": remove}
    status, body = await _post(api, "editMessageText", json=call)
    assert (status, body["description"]) == (400, "Bad Request: inline keyboard expected")


async def test_a_deleted_message_is_gone(api: FakeBotApi, bot: Bot, lan: User) -> None:
    sent = await bot.send_message(lan.id, "Một", reply_markup=ONE)
    assert await bot.delete_message(lan.id, sent.message_id)
    assert (lan.sees, lan.buttons) == ("", [])
    assert await _refusal(bot.delete_message(lan.id, sent.message_id)) == (
        "Message to delete not found"
    )


# taps


async def test_a_tap_brings_the_whole_message(api: FakeBotApi, bot: Bot, lan: User) -> None:
    asked = lan.types("Đèn hỏng")
    await bot.send_message(
        lan.id, "Gửi nhé?", reply_markup=ONE, reply_parameters=ReplyParameters(asked)
    )
    lan.presses("Gửi")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("q:1", lan.id)
    assert isinstance(query.message, Message)
    assert query.message.text == "Gửi nhé?"
    assert query.message.reply_to_message is not None
    assert query.message.reply_to_message.text == "Đèn hỏng"
    await query.answer("Đã nhận", show_alert=True)
    assert lan.toasts == ["Đã nhận"]


async def test_a_tap_is_answered_once_and_soon(bot: Bot, api: FakeBotApi, lan: User) -> None:
    await bot.send_message(lan.id, "Gửi nhé?", reply_markup=ONE)
    tap = lan.presses("Gửi")
    await bot.answer_callback_query(tap)
    late = "Query is too old and response timeout expired or query id is invalid"
    assert (await _refusal(bot.answer_callback_query(tap))).lower() == late.lower()
    assert (await _refusal(bot.answer_callback_query("1"))).lower() == late.lower()
    api.world.callback_seconds = 0
    assert (await _refusal(bot.answer_callback_query(lan.presses("Gửi")))).lower() == late.lower()


async def test_only_a_button_in_sight_can_be_pressed(api: FakeBotApi, bot: Bot, lan: User) -> None:
    with pytest.raises(AssertionError, match=r"Lan sees no button \[Gửi\]"):
        lan.presses("Gửi")
    old = await bot.send_message(lan.id, "Một", reply_markup=ONE)
    await bot.send_message(lan.id, "Hai", reply_markup=TWO)
    with pytest.raises(AssertionError, match=r"(?s)sees no button \[Gửi\].*Hai \[Sửa\]"):
        lan.presses("Gửi")
    lan.presses("Gửi", message=old.message_id)
    await bot.edit_message_reply_markup(lan.id, old.message_id)
    lan.presses("Gửi", message=old.message_id)
    lan.presses("Gửi", message=old.message_id, inaccessible=True)
    queries = [u.callback_query for u in await bot.get_updates() if u.callback_query]
    assert [query.data for query in queries] == ["q:1"] * 3
    assert [q.message.is_accessible for q in queries if q.message] == [True, True, False]


async def test_an_edit_by_the_person(api: FakeBotApi, bot: Bot, lan: User) -> None:
    message_id = lan.types("Đèn hỏng")
    lan.edits(message_id, "Đèn đường hỏng")
    edited = (await bot.get_updates())[-1].edited_message
    assert edited is not None
    assert (edited.message_id, edited.text) == (message_id, "Đèn đường hỏng")
    assert edited.edit_date is not None


# small signs and settings


async def test_settings_are_kept_by_scope_and_language(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    await bot.set_my_commands([BotCommand("gopy", "Gửi ý kiến")])
    await bot.set_my_commands([BotCommand("propose", "Send")], language_code="en")
    await bot.set_my_commands([BotCommand("xuat", "Xuất")], scope=BotCommandScopeChat(lan.id))
    assert await bot.get_my_commands() == (BotCommand("gopy", "Gửi ý kiến"),)
    assert await bot.get_my_commands(language_code="en") == (BotCommand("propose", "Send"),)
    assert await bot.get_my_commands(scope=BotCommandScopeChat(lan.id)) == (
        BotCommand("xuat", "Xuất"),
    )
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    await bot.set_my_name("Đối Thoại")
    await bot.set_my_description("Gửi ý kiến", language_code="vi")
    await bot.set_my_short_description("Ý kiến")
    assert api.world.menu_buttons == {0: {"type": "commands"}}
    assert api.world.names == {"": "Đối Thoại"}
    assert api.world.descriptions == {"vi": "Gửi ý kiến"}
    assert api.world.short_descriptions == {"": "Ý kiến"}


async def test_settings_outside_the_limits(api: FakeBotApi, bot: Bot) -> None:
    wrong = [BotCommand("Gopy", "a"), BotCommand("góp", "a"), BotCommand("a" * 33, "a")]
    for command in wrong:
        why = await _refusal(bot.set_my_commands([command]))
        assert why.upper() == "BOT_COMMAND_INVALID"
    assert "too long" in await _refusal(bot.set_my_description("a" * 513))
    assert "too long" in await _refusal(bot.set_my_short_description("a" * 121))
    unknown = bot.set_my_commands([BotCommand("a", "a")], scope=BotCommandScopeChat(5))
    assert await _refusal(unknown) == "Chat not found"
    assert "language" in await _refusal(bot.set_my_name("a", language_code="vie"))


async def test_reactions_and_chat_actions(api: FakeBotApi, bot: Bot, lan: User) -> None:
    message_id = lan.types("cảm ơn")
    await bot.set_message_reaction(lan.id, message_id, "👍")
    assert lan.chat[-1].reaction == "👍"
    assert not lan.is_unanswered
    assert (await _refusal(bot.set_message_reaction(lan.id, message_id, "🚦"))).upper() == (
        "REACTION_INVALID"
    )
    await bot.send_chat_action(lan.id, "typing")
    assert api.world.actions[lan.id, "typing"] == 1
    assert "action" in await _refusal(bot.send_chat_action(lan.id, "dancing"))


# pace


async def test_pace_is_off_unless_asked_for(api: FakeBotApi, bot: Bot, lan: User) -> None:
    for number in range(60):
        await bot.send_message(lan.id, str(number))
    assert api.refused == 0


async def test_beyond_the_overall_limit_all_get_429_until_it_ends() -> None:
    async with FakeBotApi(rate=Rate(per_second=10, chat_per_second=0)) as api, _bot(api) as bot:
        users = [api.user(str(number)) for number in range(12)]
        for user in users:
            user.starts()
        for user in users[:10]:
            await bot.send_message(user.id, "Chào")
        for user in users[10:]:
            with pytest.raises(RetryAfter) as caught:
                await bot.send_message(user.id, "Chào")
            assert caught.value.retry_after == timedelta(seconds=1)
        await bot.get_updates()
        with pytest.raises(BadRequest, match="too old"):
            await bot.answer_callback_query("1")
        await asyncio.sleep(1.05)
        await bot.send_message(users[11].id, "Chào")
        assert api.refused == 2
        assert [call.ok for call in api.called("sendMessage")] == [True] * 10 + [False] * 2 + [True]


async def test_a_short_burst_into_one_chat_is_tolerated_a_long_one_not() -> None:
    async with FakeBotApi(rate=Rate(chat_burst=3)) as api, _bot(api) as bot:
        lan, minh = api.user("Lan"), api.user("Minh")
        lan.starts()
        minh.starts()
        for _ in range(3):
            await bot.send_message(lan.id, "Chào")
        with pytest.raises(RetryAfter):
            await bot.send_message(lan.id, "Chào")
        await bot.send_message(minh.id, "Chào")


async def test_a_group_takes_twenty_a_minute() -> None:
    async with FakeBotApi(rate=Rate(per_second=0)) as api, _bot(api) as bot:
        group = api.group("KP1")
        group.adds_bot(by=api.user("Lan"))
        for _ in range(20):
            await bot.send_message(group.id, "Chào")
        with pytest.raises(RetryAfter):
            await bot.send_message(group.id, "Chào")


# faults


@pytest.mark.parametrize(
    ("kind", "error", "arrives"),
    [
        ("500", NetworkError, False),
        ("502", NetworkError, False),
        ("504_after", NetworkError, True),
        ("hang", TimedOut, False),
        ("hang_after", TimedOut, True),
        ("reset", NetworkError, False),
        ("reset_after", NetworkError, True),
        ("truncated", NetworkError, True),
        ("not_json", TelegramError, True),
    ],
)
async def test_a_fault_strikes_once_and_says_whether_it_arrived(
    api: FakeBotApi,
    bot: Bot,
    lan: User,
    kind: bot_api.Kind,
    error: type[TelegramError],
    arrives: bool,
) -> None:
    api.faults.add(kind, method="sendMessage")
    with pytest.raises(error):
        await bot.send_message(lan.id, "Một", read_timeout=SHORT)
    assert (lan.sees == "Một") is arrives
    assert [call.ok for call in api.called("sendMessage")] == [arrives]
    await bot.send_message(lan.id, "Hai")
    assert lan.sees == "Hai"
    assert api.faults.happened == {kind: 1}


async def test_a_fault_waits_for_its_chat_and_its_turn(api: FakeBotApi, bot: Bot) -> None:
    lan, minh = api.user("Lan"), api.user("Minh")
    lan.starts()
    minh.starts()
    api.faults.add("429", chat=minh.id, nth=2, times=2, retry_after=7)
    for _ in range(3):
        await bot.send_message(lan.id, "Chào")
    await bot.send_message(minh.id, "Chào")
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await bot.send_message(minh.id, "Chào")
    await bot.send_message(minh.id, "Chào")


async def test_a_late_answer_is_still_the_right_one(api: FakeBotApi, bot: Bot, lan: User) -> None:
    api.faults.add("slow", seconds=0.05)
    assert (await bot.send_message(lan.id, "Một")).text == "Một"


async def test_an_injected_429_can_stay_in_force() -> None:
    async with FakeBotApi(rate=Rate(per_second=0)) as api, _bot(api) as bot:
        lan = api.user("Lan")
        lan.starts()
        api.faults.add("429", method="sendMessage", halts=True)
        for _ in range(2):
            with pytest.raises(RetryAfter):
                await bot.send_message(lan.id, "Chào")


async def test_a_share_of_calls_fails_the_same_way_for_the_same_seed(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    async def run() -> list[int]:
        api.faults.share(0.2, kinds=["429", "500", "502_after"], seed=5, methods=["sendMessage"])
        first = len(api.calls)
        for number in range(50):
            try:
                await bot.send_message(lan.id, str(number))
            except TelegramError:
                assert api.calls[-1].status != 200
        return [call.status for call in api.calls[first:]]

    once, twice = await run(), await run()
    assert once == twice
    assert 3 <= sum(status != 200 for status in once) <= 20


# webhook


class _Hook:
    """A bot's own endpoint: keeps what comes, answers what the test says."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, str]] = []
        self.secrets: set[str] = set()
        self.statuses: list[int] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.busy: dict[int, int] = {}
        self.most_busy = 0
        self.change = asyncio.Condition()

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        chat = update["message"]["chat"]["id"]
        self.secrets.add(request.headers.get(SECRET_HEADER, ""))
        self.busy[chat] = self.busy.get(chat, 0) + 1
        self.most_busy = max(self.most_busy, *self.busy.values())
        await self.gate.wait()
        self.busy[chat] -= 1
        async with self.change:
            self.seen.append((chat, update["message"]["text"]))
            self.change.notify_all()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    async def gets(self, number: int) -> None:
        async with asyncio.timeout(5), self.change:
            await self.change.wait_for(lambda: len(self.seen) >= number)


@pytest.fixture
async def hook() -> AsyncIterator[tuple[_Hook, str]]:
    inner = _Hook()
    app = web.Application()
    app.router.add_post("/hook", inner.take)
    runner = web.AppRunner(app, shutdown_timeout=0.05)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield inner, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


async def test_a_webhook_repeats_until_2xx_and_keeps_each_chats_order(
    api: FakeBotApi, bot: Bot, hook: tuple[_Hook, str]
) -> None:
    taker, url = hook
    lan, minh = api.user("Lan"), api.user("Minh")
    lan.types("1")
    taker.gate.clear()
    taker.statuses = [500]
    assert await bot.set_webhook(url, secret_token="abc_1")
    lan.types("2")
    minh.types("3")
    taker.gate.set()
    await taker.gets(4)
    assert taker.secrets == {"abc_1"}
    assert taker.most_busy == 1
    lans = [text for chat, text in taker.seen if chat == lan.id]
    assert [text for text in lans if text != "1"] == ["2"]
    assert sorted(text for _, text in taker.seen).count("3") >= 1
    assert len(taker.seen) == 4
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == (url, 0)
    assert info.last_error_message is not None


async def test_what_a_webhook_did_not_deliver_can_be_polled() -> None:
    async with FakeBotApi(webhook_pause=Pause(answer_within=0.1)) as api, _bot(api) as bot:
        await bot.set_webhook("http://127.0.0.1:9/nobody")
        lan = api.user("Lan")
        lan.types("1")
        lan.types("2")
        await bot.delete_webhook()
        assert [_text(update) for update in await bot.get_updates()] == ["1", "2"]


async def test_a_webhook_needs_https_and_a_clean_secret(api: FakeBotApi, bot: Bot) -> None:
    assert "https" in await _refusal(bot.set_webhook("http://example.org/hook"))
    assert "ports" in await _refusal(bot.set_webhook("https://example.org:8080/hook"))
    assert "unallowed" in await _refusal(
        bot.set_webhook("https://example.org/hook", secret_token="ế")
    )


# surviving, waiting, counting


async def test_nothing_is_lost_when_connections_break(api: FakeBotApi, bot: Bot, lan: User) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await api.updates.polled.wait()
    api.drops_connections()
    with pytest.raises(NetworkError):
        await poll
    lan.types("Chào")
    assert [_text(update) for update in await bot.get_updates()] == ["Chào"]


async def test_a_killed_bot_finds_its_updates_again(api: FakeBotApi, bot: Bot, lan: User) -> None:
    poll = (
        "import sys, urllib.request as u\n"
        "while True: u.urlopen(sys.argv[1] + '/getUpdates?timeout=20').read()"
    )
    lan.types("một")
    url = f"{api.base}/bot{api.token}"
    killed = await asyncio.create_subprocess_exec(sys.executable, "-c", poll, url)
    await api.until(lambda: len(api.called("getUpdates")) >= 3)
    killed.kill()
    await killed.wait()
    lan.types("hai")
    assert [_text(update) for update in await bot.get_updates()] == ["một", "hai"]
    assert [message.text for message in lan.chat] == ["/start", "một", "hai"]


async def test_the_platform_can_be_away_for_a_while(api: FakeBotApi, bot: Bot, lan: User) -> None:
    await bot.send_message(lan.id, "Một")
    base = api.base
    await api.goes_away()
    lan.types("có ai không")
    with pytest.raises(NetworkError):
        await bot.send_message(lan.id, "Hai")
    await api.comes_back()
    assert api.base == base
    assert [_text(update) for update in await bot.get_updates()] == ["có ai không"]
    assert lan.sees == "Một"


async def test_a_dead_poller_is_no_rival(api: FakeBotApi, lan: User) -> None:
    async with aiohttp.ClientSession() as session:
        url = f"{api.base}/bot{api.token}/getUpdates"
        poll = asyncio.create_task(session.post(url, json={"timeout": 20}))
        await api.updates.polled.wait()
        poll.cancel()
    lan.types("Chào")
    status, _ = await _post(api, "getUpdates", json={"timeout": 20})
    assert (status, [call.status for call in api.called("getUpdates")]) == (200, [200])


async def test_waiting_ends_with_the_event_or_with_the_chat_in_words(
    api: FakeBotApi, bot: Bot, lan: User
) -> None:
    async def answer() -> None:
        await bot.send_message(lan.id, "Đã nhận")

    task = asyncio.create_task(answer())
    assert await lan.hears("Đã") == "Đã nhận"
    await lan.waits_for(lambda chat: len(chat) == 2)
    await api.until(lambda: len(api.called("sendMessage")) == 1)
    await task
    with pytest.raises(AssertionError, match="bot: Đã nhận"):
        await lan.hears("không bao giờ", seconds=0.01)


async def test_copies_and_unanswered_are_counted(api: FakeBotApi, bot: Bot) -> None:
    lan, minh = api.user("Lan"), api.user("Minh")
    lan.starts()
    minh.starts()
    assert api.unanswered() == [lan.id, minh.id]
    for text in ("Biên nhận A", "Biên nhận A", "khác"):
        await bot.send_message(lan.id, text)
    assert await lan.gets_answer() == "khác"
    assert api.copies() == {lan.id: {"Biên nhận A": 2}}
    assert (lan.copies(), minh.copies()) == ({"Biên nhận A": 2}, {})
    assert api.unanswered() == [minh.id]


async def test_a_crowd_plays_until_everybody_is_done(api: FakeBotApi, bot: Bot) -> None:
    def behave(user: User, message: Seen) -> None:
        if message.text == "Bạn nói gì?":
            user.types("Đèn hỏng")
        elif message.buttons:
            user.presses("Gửi")
        else:
            crowd.done(user)

    async def serve() -> None:
        offset = 0
        while True:
            for update in await bot.get_updates(offset=offset, timeout=5):
                offset = update.update_id + 1
                await _turn(bot, update)

    crowd = api.crowd(30, behave)
    serving = asyncio.create_task(serve())
    crowd.starts("b-KP1")
    await crowd.finishes(seconds=20)
    serving.cancel()
    assert {user.sees for user in crowd.users} == {"Biên nhận"}
    assert len(api.world.response_times) == 90
    assert api.copies() == {}


async def _turn(bot: Bot, update: Update) -> None:
    query = update.callback_query
    if query is not None and isinstance(query.message, Message):
        await query.answer()
        await query.message.edit_text("Biên nhận")
    elif update.message is not None and update.message.text == "/start b-KP1":
        await bot.send_message(update.message.chat.id, "Bạn nói gì?")
    elif update.message is not None:
        await bot.send_message(update.message.chat.id, "Gửi nhé?", reply_markup=ONE)


async def test_a_crowd_tells_who_is_stuck_and_what_went_wrong(api: FakeBotApi, bot: Bot) -> None:
    def behave(user: User, message: Seen) -> None:
        user.presses("Không có")

    crowd = api.crowd(2, behave)
    crowd.starts()
    with pytest.raises(AssertionError, match="2 of 2 not done; N0"):
        await crowd.finishes(seconds=0.01)
    await bot.send_message(crowd.users[0].id, "Chào")
    with pytest.raises(AssertionError, match=r"sees no button \[Không có\]"):
        await crowd.finishes(seconds=5)


def test_every_citation_has_its_line() -> None:
    folder = Path(bot_api.__file__).parent
    lines = (folder.parents[2] / "docs" / "platforms.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^(?:- \*\*|#+ )([BCS]\d+(?:\.\d+[a-z]?)?)", lines, re.MULTILINE))
    cited = {
        mark
        for source in folder.glob("*.py")
        for mark in re.findall(r"«([BCS]\d[^»]*)»", source.read_text(encoding="utf-8"))
    }
    assert len(cited) > 30
    assert cited - known == set()

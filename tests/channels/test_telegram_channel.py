"""The channel against a strict stand-in for the Bot API; no test waits for a clock."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.channels.contract import (
    Channel,
    Gone,
    NeverAccepted,
    Sent,
    TryLater,
    Unknown,
    Unreadable,
)
from bot.channels.telegram import Introduction, Menu, Telegram
from bot.channels.telegram.letters import keyboard
from handlers.words.cleaning import utf16_len
from storage.database import Unavailable
from storage.messages import Attachment, Incoming, Letter, Option, Outgoing
from tests.fakes.bot_api import TOKEN, FakeBotApi, Kind, User, updates
from tests.fakes.bot_api.waiting import Waiters

SHORT = 0.4
START = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
YES = (Option("q:0", "Đồng ý"), Option("q:1", "Không"))
MENU = Menu(
    languages={
        "": Introduction([("gopy", "Gửi ý kiến")], "Đối thoại với xã", "Góp ý"),
        "en": Introduction([("propose", "Send a proposal")], "Dialogue", "Propose"),
    },
    roles={"secretary": {"": [("gopy", "Gửi ý kiến"), ("thongbao", "Thông báo")]}},
)


class House:
    """What stands behind the channel: keeps what comes, or fails to."""

    def __init__(self) -> None:
        self.kept: list[Incoming] = []
        self.unreadable: list[Unreadable] = []
        self.refusals: list[Exception] = []
        self.calls = 0
        self.waiters = Waiters(lambda: "\n".join(map(str, self.kept)))
        self.before_commit: Callable[[], None] = lambda: None

    async def came(self, events: Sequence[Incoming], bad: Sequence[Unreadable]) -> None:
        self.calls += 1
        if self.refusals:
            raise self.refusals.pop(0)
        await asyncio.sleep(0)
        self.before_commit()
        self.kept += events
        self.unreadable += bad
        self.waiters.changed()

    @property
    def texts(self) -> list[str]:
        return [event.text for event in self.kept]

    async def has(self, count: int) -> None:
        await self.waiters.until(lambda: len(self.kept) >= count, 5)


class Clock:
    """Sleeps take no time here, but move the hands."""

    def __init__(self) -> None:
        self.now = START
        self.slept: list[float] = []
        self.waiters = Waiters(lambda: str(self.slept))

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)
        self.waiters.changed()
        await asyncio.sleep(0.001)

    async def has_slept(self, times: int) -> None:
        await self.waiters.until(lambda: len(self.slept) >= times, 5)


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as fake:
        yield fake


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def telegram(api: FakeBotApi, clock: Clock, tmp_path: Path) -> AsyncIterator[Telegram]:
    channel = _channel(api, clock, tmp_path)
    yield channel
    await channel.close()


@pytest.fixture
def lan(api: FakeBotApi) -> User:
    """A person the bot may write to, with nothing left in the queue."""
    user = api.user("Lan")
    user.starts()
    api.updates.pending.clear()
    return user


def _channel(
    api: FakeBotApi, clock: Clock, folder: Path, token: str = TOKEN, menu: Menu = MENU
) -> Telegram:
    return Telegram(
        token,
        files=lambda file: folder / file.id,
        api_base=api.base,
        poll_timeout=5,
        menu=menu,
        answer_seconds=SHORT,
        now=clock,
        sleep=clock.sleep,
        jitter=lambda: 1.0,
    )


@asynccontextmanager
async def _receiving(channel: Telegram) -> AsyncIterator[House]:
    house = House()
    task = asyncio.create_task(channel.run(house.came))
    try:
        yield house
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


_numbers = iter(range(1, 10_000))


def _letter(user: User, text: str = "Chào", *, kind: str = "reply", **body: object) -> Letter:
    return Letter(
        id=next(_numbers),
        channel="telegram",
        address=str(user.id),
        person=1,
        kind=kind,
        priority=0,
        body=Outgoing(text=text, **body),  # type: ignore[arg-type]
    )


async def _confirmed(api: FakeBotApi) -> None:
    """Until the bot waits for something new, having confirmed all there was."""
    await asyncio.wait_for(api.updates.polled.wait(), 5)
    assert not api.updates.pending


def _counted(api: FakeBotApi) -> list[str]:
    return [call.method for call in api.calls if call.counted]


def _offer_shown(user: User) -> str:
    shown = user.room.last_keyboard
    assert shown is not None
    return str(shown.message_id)


# receiving


def test_it_is_a_channel(telegram: Telegram) -> None:
    channel: Channel = telegram
    assert (channel.name, channel.title, channel.paced) == ("telegram", "Telegram", True)
    assert (channel.reaches, channel.keeps_transcript) == (True, False)


async def test_what_comes_is_handed_over_in_order(api: FakeBotApi, telegram: Telegram) -> None:
    async with _receiving(telegram) as house:
        user = api.user("Lan")
        user.starts("b-KP3")
        user.types("Đèn hỏng")
        await house.has(2)
    assert [(event.kind, event.text) for event in house.kept] == [
        ("start", "b-KP3"),
        ("text", "Đèn hỏng"),
    ]
    assert telegram.routes(house.came) == ()


async def test_nothing_is_confirmed_before_it_is_kept(api: FakeBotApi, telegram: Telegram) -> None:
    waiting: list[int] = []
    async with _receiving(telegram) as house:
        house.before_commit = lambda: waiting.append(len(api.updates.pending))
        api.user("Lan").types("Đèn hỏng")
        await house.has(1)
        await _confirmed(api)
    assert waiting == [1]


@pytest.mark.parametrize("error", [Unavailable(), RuntimeError("Đèn hỏng")])
async def test_what_cannot_be_kept_is_asked_for_again(
    api: FakeBotApi, telegram: Telegram, clock: Clock, error: Exception
) -> None:
    async with _receiving(telegram) as house:
        house.refusals = [error, error]
        api.user("Lan").types("Đèn hỏng")
        await house.has(1)
        await _confirmed(api)
    assert (house.texts, house.calls) == (["Đèn hỏng"], 3)
    assert clock.slept[:2] == [1.0, 2.0]


async def test_one_poisoned_update_holds_nobody_up(api: FakeBotApi, telegram: Telegram) -> None:
    lan, minh = api.user("Lan"), api.user("Minh")
    lan.types("trước")
    lan.sends_poison()
    minh.types("sau")
    async with _receiving(telegram) as house:
        await house.has(2)
        await _confirmed(api)
    assert house.texts == ["trước", "sau"]
    assert [each.what for each in house.unreadable] == ["ValidationError"]


async def test_what_comes_twice_is_passed_on_twice(api: FakeBotApi, telegram: Telegram) -> None:
    async with _receiving(telegram) as house:
        api.user("Lan").types("Đèn hỏng")
        await house.has(1)
        api.updates.deliver_again()
        await house.has(2)
    assert house.kept[0] == house.kept[1]


@pytest.mark.nasty("n147")
async def test_ids_that_start_anew_after_a_silent_week(
    api: FakeBotApi, telegram: Telegram, clock: Clock
) -> None:
    async with _receiving(telegram) as house:
        user = api.user("Lan")
        user.types("một")
        await house.has(1)
        await _confirmed(api)
        clock.now += timedelta(days=7)
        api.updates.jump_to(5)
        user.types("hai")
        await house.has(2)
        user.types("ba")
        await house.has(3)
        await _confirmed(api)
    assert house.texts == ["một", "hai", "ba"]


async def test_only_named_kinds_are_asked_for(api: FakeBotApi, telegram: Telegram) -> None:
    async with _receiving(telegram):
        await _confirmed(api)
    expected = {"message", "edited_message", "callback_query", "my_chat_member"}
    assert api.updates.allowed == expected


# taps


async def test_a_tap_is_answered_after_it_is_kept(
    api: FakeBotApi, telegram: Telegram, lan: User
) -> None:
    await telegram.send(_letter(lan, options=YES))
    answered: list[int] = []
    async with _receiving(telegram) as house:
        house.before_commit = lambda: answered.append(len(api.called("answerCallbackQuery")))
        tap = lan.presses("Đồng ý")
        await api.until(lambda: api.world.taps[tap].answered)
    assert answered == [0]
    assert [event.choice for event in house.kept] == ["q:0"]


async def test_a_tap_that_is_not_kept_is_not_answered(
    api: FakeBotApi, telegram: Telegram, lan: User
) -> None:
    await telegram.send(_letter(lan, options=YES))
    async with _receiving(telegram) as house:
        house.refusals = [Unavailable()]
        tap = lan.presses("Đồng ý")
        await api.until(lambda: api.world.taps[tap].answered)
    assert len(api.called("answerCallbackQuery")) == 1


@pytest.mark.nasty("n177")
async def test_a_tap_too_old_to_be_answered_stops_nothing(
    api: FakeBotApi, telegram: Telegram, lan: User
) -> None:
    await telegram.send(_letter(lan, options=YES))
    api.world.taps.clear()
    async with _receiving(telegram) as house:
        tap = lan.presses("Đồng ý")
        api.world.taps.pop(tap)
        await api.until(lambda: bool(api.called("answerCallbackQuery")))
        lan.types("tiếp")
        await house.has(2)
    assert api.called("answerCallbackQuery")[0].status == 400


async def test_a_tap_below_held_words_brings_them(telegram: Telegram, lan: User) -> None:
    said = lan.types("Đường vào ngập")
    await telegram.send(_letter(lan, reply_to=str(said), options=YES, hold=True))
    async with _receiving(telegram) as house:
        lan.presses("Đồng ý")
        await house.has(2)
    assert house.kept[1].held == "Đường vào ngập"


async def test_words_to_reply_to_that_are_gone_stop_nothing(telegram: Telegram, lan: User) -> None:
    await telegram.send(_letter(lan, "Vâng", reply_to="99999"))
    assert lan.sees == "Vâng"


# groups


async def test_a_group_is_heard_once_and_left(api: FakeBotApi, telegram: Telegram) -> None:
    group, lan = api.group("Chi đoàn"), api.user("Lan")
    async with _receiving(telegram) as house:
        group.adds_bot(lan)
        await house.has(1)
        lan.types("@doithoai_bot chào", to=group)
        lan.types("riêng")
        await house.has(2)
    assert [event.kind for event in house.kept] == ["group", "text"]
    letter = _letter(lan, "Nhắn riêng nhé", leave=True)
    await telegram.send(_at(letter, group.id))
    assert (group.sees, group.has_bot) == ("Nhắn riêng nhé", False)


def _at(letter: Letter, address: int) -> Letter:
    return Letter(
        id=letter.id,
        channel=letter.channel,
        address=str(address),
        person=0,
        kind=letter.kind,
        priority=letter.priority,
        body=letter.body,
    )


# when the platform is away


async def test_being_away_at_start_stops_nothing(
    api: FakeBotApi, telegram: Telegram, clock: Clock
) -> None:
    await api.goes_away()
    async with _receiving(telegram) as house:
        await clock.has_slept(7)
        assert telegram.link("b-KP3") == ""
        await api.comes_back()
        api.user("Lan").types("Đèn hỏng")
        await house.has(1)
    assert clock.slept[:7] == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert telegram.link("b-KP3") == "https://t.me/doithoai_bot?start=b-KP3"


async def test_being_away_later_stops_nothing(api: FakeBotApi, telegram: Telegram) -> None:
    async with _receiving(telegram) as house:
        user = api.user("Lan")
        user.types("một")
        await house.has(1)
        await api.goes_away()
        user.types("hai")
        await api.comes_back()
        await house.has(2)
    assert house.texts == ["một", "hai"]


@pytest.mark.parametrize("fault", ["500", "502", "reset", "truncated", "not_json", "429"])
async def test_a_spoiled_poll_loses_nothing(
    api: FakeBotApi, telegram: Telegram, fault: Kind
) -> None:
    api.user("Lan").types("Đèn hỏng")
    api.faults.add(fault, method="getUpdates")
    async with _receiving(telegram) as house:
        await house.has(1)
        await _confirmed(api)
    assert house.texts == ["Đèn hỏng"]


async def test_two_that_fetch_are_named_once_a_minute(
    api: FakeBotApi,
    telegram: Telegram,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(updates, "CONFLICT_PAUSE", 0.01)
    async with _receiving(telegram) as house:
        for _ in range(3):
            await _confirmed(api)
            # A second poller: the one that waits loses.
            api.updates.end_poll("other getUpdates request")
            await clock.has_slept(len(clock.slept) + 1)
        api.user("Lan").types("Đèn hỏng")
        await house.has(1)
    said = [line for line in caplog.messages if "another program" in line]
    assert said == ["another program fetches this bot's messages; stop one of the two"]


async def test_a_webhook_in_the_way_is_removed_and_nothing_lost(
    api: FakeBotApi, telegram: Telegram
) -> None:
    api.webhook.url = "https://example.org/hook"
    api.user("Lan").types("Đèn hỏng")
    async with _receiving(telegram) as house:
        await house.has(1)
    assert (api.webhook.url, house.texts) == ("", ["Đèn hỏng"])


async def test_a_wrong_token_is_said_plainly_and_tried_each_minute(
    api: FakeBotApi, clock: Clock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    channel = _channel(api, clock, tmp_path, token="70000:AAwrong")
    async with _receiving(channel):
        await clock.has_slept(2)
    assert clock.slept[:2] == [60.0, 60.0]
    assert "telegram.token is not accepted; take a valid one from @BotFather" in caplog.messages
    with pytest.raises(TryLater) as caught:
        await channel.send(_letter(api.user("Lan")))
    assert caught.value.after == 60
    await channel.close()


# how the bot presents itself


async def test_the_menu_is_set_at_start(api: FakeBotApi, telegram: Telegram) -> None:
    async with _receiving(telegram):
        await api.until(lambda: 0 in api.world.menu_buttons)
    world = api.world
    assert world.commands == {
        ("default", ""): [{"command": "gopy", "description": "Gửi ý kiến"}],
        ("default", "en"): [{"command": "propose", "description": "Send a proposal"}],
    }
    assert world.descriptions == {"": "Đối thoại với xã", "en": "Dialogue"}
    assert world.short_descriptions == {"": "Góp ý", "en": "Propose"}
    assert world.menu_buttons == {0: {"type": "commands"}}


async def test_a_menu_that_cannot_be_set_stops_nothing(
    api: FakeBotApi, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    api.faults.add("500", method="setMyCommands", times=2)
    async with _receiving(telegram) as house:
        await api.until(lambda: 0 in api.world.menu_buttons)
        api.user("Lan").types("a")
        await house.has(1)
    assert ("default", "en") in api.world.commands
    assert sum("menu could not be set" in line for line in caplog.messages) == 1


async def test_the_menu_is_set_again_when_the_platform_is_back(
    api: FakeBotApi, telegram: Telegram, clock: Clock
) -> None:
    async with _receiving(telegram):
        await api.until(lambda: 0 in api.world.menu_buttons)
        api.world.menu_buttons.clear()
        await api.goes_away()
        await clock.has_slept(len(clock.slept) + 4)
        await api.comes_back()
        await api.until(lambda: 0 in api.world.menu_buttons)


async def test_a_role_brings_its_commands_into_one_chat(
    api: FakeBotApi, telegram: Telegram, lan: User
) -> None:
    await telegram.send(_letter(lan, menu="secretary"))
    await telegram.send(_letter(lan, menu="nobody"))
    [(scope, language)] = api.world.commands
    assert str(lan.id) in scope
    assert language == ""
    assert [each["command"] for each in api.world.commands[scope, language]] == [
        "gopy",
        "thongbao",
    ]
    assert _counted(api) == ["sendMessage", "sendMessage"]


async def test_a_role_menu_that_fails_stops_no_letter(
    api: FakeBotApi, telegram: Telegram, lan: User
) -> None:
    api.faults.add("500", method="setMyCommands", times=5)
    await telegram.send(_letter(lan, menu="secretary"))
    assert lan.sees == "Chào"


# sending


async def test_words_go_as_they_are(telegram: Telegram, lan: User) -> None:
    words = "<b>*Đèn*</b> _hỏng_ {0} %s https://example.org"
    assert await telegram.send(_letter(lan, words)) == Sent()
    assert (lan.sees, lan.chat[-1].entities) == (words, [])


async def test_buttons_stand_below_and_are_named(telegram: Telegram, lan: User) -> None:
    sent = await telegram.send(_letter(lan, options=YES))
    assert sent == Sent(_offer_shown(lan))
    assert lan.buttons == ["Đồng ý", "Không"]


def test_short_labels_share_a_row() -> None:
    long = "Không phải chi đoàn mình"
    labels = ["Có", "Không", "Sửa", long, "Bỏ", "Quay lại"]
    rows = keyboard([Option(str(n), label) for n, label in enumerate(labels)])["inline_keyboard"]
    found = [[button["text"] for button in row] for row in rows]
    assert found == [["Có", "Không"], ["Sửa"], [long], ["Bỏ", "Quay lại"]]


async def test_a_tap_turns_its_message_into_the_next_question(
    api: FakeBotApi, telegram: Telegram, lan: User
) -> None:
    sent = await telegram.send(_letter(lan, options=YES))
    api.calls.clear()
    again = await telegram.send(
        _letter(lan, "Tiếp", edits=sent.message, options=(Option("r:0", "Gửi"),))
    )
    assert again == sent
    assert (lan.sees, lan.buttons) == ("Tiếp", ["Gửi"])
    assert _counted(api) == ["editMessageText"]


async def test_the_same_edit_twice_is_done(api: FakeBotApi, telegram: Telegram, lan: User) -> None:
    sent = await telegram.send(_letter(lan, options=YES))
    for _ in range(2):
        assert await telegram.send(_letter(lan, "Tiếp", edits=sent.message)) == Sent()
    assert (lan.sees, lan.buttons) == ("Tiếp", [])


async def test_a_message_that_is_gone_is_said_anew(
    api: FakeBotApi, telegram: Telegram, lan: User
) -> None:
    sent = await telegram.send(_letter(lan, options=YES))
    api.world.chats[lan.id].by_id[int(sent.message)].deleted = True
    api.calls.clear()
    again = await telegram.send(_letter(lan, "Tiếp", edits=sent.message, options=YES))
    assert again == Sent(_offer_shown(lan))
    assert (lan.sees, len(_counted(api))) == ("Tiếp", 2)


async def test_typed_words_close_the_old_buttons(
    api: FakeBotApi, telegram: Telegram, lan: User
) -> None:
    sent = await telegram.send(_letter(lan, options=YES))
    api.calls.clear()
    await telegram.send(_letter(lan, "Tiếp", closes=sent.message))
    assert (lan.sees, lan.buttons) == ("Tiếp", [])
    assert _counted(api) == ["editMessageReplyMarkup", "sendMessage"]


async def test_the_channel_knows_newer_buttons_than_the_letter(
    api: FakeBotApi, telegram: Telegram, lan: User
) -> None:
    first = await telegram.send(_letter(lan, options=YES))
    await telegram.send(_letter(lan, "Hai", closes=first.message, options=YES))
    api.calls.clear()
    await telegram.send(_letter(lan, "Ba", closes=first.message))
    await telegram.send(_letter(lan, "Bốn"))
    assert lan.buttons == []
    assert _counted(api) == ["editMessageReplyMarkup", "sendMessage", "sendMessage"]


async def test_after_a_restart_the_letter_is_believed(
    api: FakeBotApi, telegram: Telegram, clock: Clock, lan: User, tmp_path: Path
) -> None:
    sent = await telegram.send(_letter(lan, options=YES))
    anew = _channel(api, clock, tmp_path)
    await anew.send(_letter(lan, "Tiếp", closes=sent.message))
    assert lan.buttons == []
    await anew.close()


async def test_old_buttons_that_cannot_be_closed_stop_no_letter(
    api: FakeBotApi, telegram: Telegram, lan: User
) -> None:
    await telegram.send(_letter(lan, "Một", closes="99999"))
    api.faults.add("500", method="editMessageReplyMarkup")
    await telegram.send(_letter(lan, "Hai", options=YES))
    await telegram.send(_letter(lan, "Ba"))
    assert lan.sees == "Ba"


async def test_news_leave_the_open_question_its_buttons(
    api: FakeBotApi, telegram: Telegram, lan: User
) -> None:
    sent = await telegram.send(_letter(lan, options=YES))
    assert await telegram.send(_letter(lan, "Tin", kind="announcement")) == sent
    assert lan.buttons == ["Đồng ý", "Không"]
    await telegram.send(_letter(lan, "Tiếp"))
    assert lan.buttons == []


# long texts

LONG = "\n\n".join(f"Đoạn {number}: " + "đường ngập 🌧 " * 130 for number in range(5))


def _joined(user: User) -> str:
    texts = [message.text for message in user.chat if message.from_bot]
    assert all(utf16_len(text) <= 4096 for text in texts)
    return "".join("".join(texts).split())


async def test_a_long_text_goes_in_parts_with_the_buttons_below_the_last(
    telegram: Telegram, lan: User
) -> None:
    sent = await telegram.send(_letter(lan, LONG, options=YES))
    assert _joined(lan) == "".join(LONG.split())
    assert sent.message == str(lan.chat[-1].message_id)
    assert [bool(message.buttons) for message in lan.chat if message.from_bot][:-1] == [False] * (
        len(lan.chat) - 2
    )


async def test_a_tapped_message_becomes_the_first_part(telegram: Telegram, lan: User) -> None:
    sent = await telegram.send(_letter(lan, options=YES))
    await telegram.send(_letter(lan, LONG, edits=sent.message, options=YES))
    assert _joined(lan) == "".join(LONG.split())
    assert lan.buttons == ["Đồng ý", "Không"]


async def test_a_retry_goes_on_behind_what_has_arrived(
    api: FakeBotApi, telegram: Telegram, lan: User
) -> None:
    letter = _letter(lan, LONG, options=YES)
    api.faults.add("429", method="sendMessage", nth=2)
    with pytest.raises(TryLater):
        await telegram.send(letter)
    await telegram.send(letter)
    assert _joined(lan) == "".join(LONG.split())


# files


async def test_a_file_goes_with_its_words(telegram: Telegram, lan: User, tmp_path: Path) -> None:
    (tmp_path / "f1").write_bytes(b"PK\x03\x04")
    file = Attachment("f1", 'Tổng hợp "xã".xlsx')
    sent = await telegram.send(_letter(lan, "Đây", file=file, options=YES))
    assert [(each.name, each.content) for each in lan.files] == [(file.name, b"PK\x03\x04")]
    assert (lan.sees, lan.buttons) == ("Đây", ["Đồng ý", "Không"])
    assert sent == Sent(_offer_shown(lan))


async def test_words_too_long_for_a_caption_go_before_the_file(
    telegram: Telegram, lan: User, tmp_path: Path
) -> None:
    (tmp_path / "f1").write_bytes(b"PK")
    await telegram.send(_letter(lan, "a" * 1025, file=Attachment("f1", "x.xlsx"), options=YES))
    words, file = lan.chat[-2:]
    assert (words.text, words.buttons) == ("a" * 1025, [])
    assert (file.text, file.buttons) == ("", ["Đồng ý", "Không"])


async def test_a_tapped_message_stays_above_a_file(
    api: FakeBotApi, telegram: Telegram, lan: User, tmp_path: Path
) -> None:
    (tmp_path / "f1").write_bytes(b"PK")
    sent = await telegram.send(_letter(lan, options=YES))
    api.calls.clear()
    await telegram.send(_letter(lan, "Đây", edits=sent.message, file=Attachment("f1", "x.xlsx")))
    assert (lan.buttons, len(lan.files)) == ([], 1)
    assert _counted(api) == ["editMessageReplyMarkup", "sendDocument"]


async def test_a_file_that_is_gone_is_our_fault(telegram: Telegram, lan: User) -> None:
    with pytest.raises(NeverAccepted):
        await telegram.send(_letter(lan, file=Attachment("f1", "x.xlsx")))


# what a failure means


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("429", TryLater),
        ("500", Unknown),
        ("502", Unknown),
        ("504", Unknown),
        ("500_after", Unknown),
        ("hang", Unknown),
        ("hang_after", Unknown),
        ("reset", Unknown),
        ("reset_after", Unknown),
        ("truncated", Unknown),
        ("not_json", Unknown),
    ],
)
@pytest.mark.nasty("n241")
async def test_a_fault_is_told_by_what_is_known(
    api: FakeBotApi, telegram: Telegram, lan: User, fault: Kind, expected: type[Exception]
) -> None:
    api.faults.add(fault, method="sendMessage", retry_after=7)
    with pytest.raises(expected) as caught:
        await telegram.send(_letter(lan))
    if isinstance(caught.value, TryLater):
        assert (caught.value.after, caught.value.everyone) == (7, True)


async def test_a_slow_answer_is_an_answer(api: FakeBotApi, telegram: Telegram, lan: User) -> None:
    api.faults.add("slow", method="sendMessage", seconds=SHORT / 4)
    assert await telegram.send(_letter(lan)) == Sent()


async def test_a_refused_connection_is_surely_not_sent(
    api: FakeBotApi, telegram: Telegram, lan: User
) -> None:
    await api.goes_away()
    with pytest.raises(TryLater) as caught:
        await telegram.send(_letter(lan))
    assert (caught.value.after, caught.value.everyone) == (1.0, True)


@pytest.mark.nasty("n161")
async def test_who_blocked_the_bot_or_never_wrote_is_gone(
    api: FakeBotApi, telegram: Telegram, lan: User
) -> None:
    lan.blocks()
    for user in (lan, api.user("Minh")):
        with pytest.raises(Gone):
            await telegram.send(_letter(user))


@pytest.mark.parametrize(
    ("text", "options"),
    [("", ()), ("Chào", (Option("x" * 65, "Đồng ý"),)), ("\ud800", ())],
)
async def test_what_is_our_fault_is_never_accepted_and_not_quoted(
    telegram: Telegram, lan: User, text: str, options: tuple[Option, ...]
) -> None:
    with pytest.raises(NeverAccepted) as caught:
        await telegram.send(_letter(lan, text, options=options))
    assert "x" * 65 not in caught.value.reason
    assert caught.value.reason


@pytest.mark.parametrize(
    ("status", "expected"), [(302, TryLater), (403, TryLater), (413, NeverAccepted)]
)
async def test_a_box_in_between_is_not_taken_for_the_platform(
    api: FakeBotApi, lan: User, tmp_path: Path, status: int, expected: type[Exception]
) -> None:
    async def between(request: web.BaseRequest) -> web.Response:
        headers = {"Location": api.base + request.path}
        return web.Response(status=status, text="<html>no</html>", headers=headers)

    async with _server(between) as base:
        channel = Telegram(TOKEN, files=lambda _: tmp_path, api_base=base)
        with pytest.raises(expected):
            await channel.send(_letter(lan))
        await channel.close()
    assert api.calls == []


async def test_a_proxy_is_asked_instead(lan: User, tmp_path: Path) -> None:
    asked: list[str] = []

    async def proxy(request: web.BaseRequest) -> web.Response:
        asked.append(request.headers["Host"])
        return web.json_response({"ok": True, "result": {"message_id": 5}})

    async with _server(proxy) as base:
        channel = Telegram(
            TOKEN, files=lambda _: tmp_path, api_base="http://api.invalid", proxy=base
        )
        assert await channel.send(_letter(lan, options=YES)) == Sent("5")
    with pytest.raises((TryLater, Unknown)):
        await channel.send(_letter(lan))
    await channel.close()
    assert asked == ["api.invalid"]


@asynccontextmanager
async def _server(
    answer: Callable[[web.BaseRequest], Awaitable[web.Response]],
) -> AsyncIterator[str]:
    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


# what nobody may read

WORDS = "đường vào khu phố ngập"
SPOILED: tuple[Kind, ...] = ("500", "502_after", "reset", "truncated", "not_json", "429")


async def test_neither_token_nor_words_are_written_anywhere(
    api: FakeBotApi, telegram: Telegram, lan: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said: list[str] = []
    async with _receiving(telegram) as house:
        for fault in SPOILED:
            api.faults.add(fault, method="sendMessage")
            api.faults.add(fault, method="getUpdates")
            said += await _failing(telegram, _letter(lan, WORDS))
            lan.types(WORDS)
        lan.sends_poison()
        house.refusals = [RuntimeError(WORDS)]
        await house.has(len(SPOILED))
        await api.goes_away()
        said += await _failing(telegram, _letter(lan, WORDS))
    said += [*caplog.messages, caplog.text, repr(telegram), *map(repr, vars(telegram).values())]
    secret = TOKEN.partition(":")[2]
    assert house.kept[0].text == WORDS
    assert len(said) > 20
    assert [line for line in said if secret in line or WORDS in line] == []


async def _failing(channel: Telegram, letter: Letter) -> list[str]:
    with pytest.raises((TryLater, Unknown)) as caught:
        await channel.send(letter)
    found: list[str] = []
    error: BaseException | None = caught.value
    while error is not None:
        found += [str(error), repr(error), *traceback.format_exception(error, chain=False)]
        error = error.__cause__ or error.__context__
    return found

"""Telegram by webhook: the strict fake posts to the real door, in front of the real path."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random

import httpx
import pytest

from bot.channels.contract import Channel, Unreadable
from bot.channels.telegram import Hook, Introduction, Menu, Telegram
from bot.channels.telegram.webhook import CONNECTIONS, LARGEST, LOOK_AGAIN, PATH, SECRET
from bot.config_values import Secret
from bot.sender import Sender
from bot.turns import Turns
from bot.web.server import Server, bind, site
from storage import schema
from storage.database import Unavailable
from storage.ids import Ids
from storage.messages import Incoming
from tests.fakes.bot_api import SECRET_HEADER, TOKEN, FakeBotApi
from tests.fakes.bot_api.waiting import Waiters
from tests.house import YES, ZONE, House

AGREED = "Bạn đồng ý chứ?"
SPELL = "Vung-oi_mo-ra_42"
MENU = Menu(languages={"": Introduction([("gopy", "Gửi ý kiến")], "Đối thoại với xã", "Góp ý")})
TEXT = {
    "update_id": 77,
    "message": {
        "message_id": 1,
        "date": 1_800_000_000,
        "chat": {"id": 5, "type": "private"},
        "from": {"id": 5, "is_bot": False, "first_name": "Minh"},
        "text": "/start b-KP1",
    },
}

Refuses = Callable[[Sequence[Incoming]], bool]


class Naps:
    """Waiting takes no time; only from one look at the webhook to the next until `wake`."""

    def __init__(self) -> None:
        self.taken: list[float] = []
        self._wake = asyncio.Event()
        self._waiters = Waiters(lambda: str(self.taken))

    async def sleep(self, seconds: float) -> None:
        self.taken.append(seconds)
        self._waiters.changed()
        if seconds < LOOK_AGAIN:
            await asyncio.sleep(0.001)
        else:
            await self._wake.wait()
            self._wake.clear()

    def wake(self) -> None:
        """The time has come for the next look."""
        self._wake.set()

    async def at_rest(self, times: int = 1) -> None:
        """Until the webhook has been looked at so often and stood."""
        await self._waiters.until(lambda: self.taken.count(LOOK_AGAIN) >= times, 5)

    async def many(self, number: int) -> None:
        await self._waiters.until(lambda: len(self.taken) >= number, 5)


@dataclass
class Hooked:
    """A house that Telegram posts to."""

    house: House
    api: FakeBotApi
    public_url: str = ""
    naps: Naps = field(default_factory=Naps)
    refusals: list[tuple[Refuses, Exception]] = field(default_factory=list)
    """What cannot be kept, each once."""

    def __post_init__(self) -> None:
        self.listener = bind("127.0.0.1", 0)
        self.base = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        house = self.house
        self.telegram = Telegram(
            TOKEN,
            files=lambda file: house.folder / file.id,
            api_base=self.api.base,
            hook=Hook(self.public_url or self.base, Secret(SPELL)),
            menu=MENU,
            now=lambda: house.now,
            sleep=self.naps.sleep,
            jitter=lambda: 1.0,
        )
        channels: dict[str, Channel] = {"telegram": self.telegram}
        self.sender = Sender(
            channels, guards={}, now=lambda: house.now, per_second=0, per_chat_seconds=0
        )
        self.turns = Turns(
            database=house.database,
            registry=house.registry,
            channels=channels,
            sender=self.sender,
            new_id=Ids(lambda: house.now).new,
            now=lambda: house.now,
            zone=ZONE,
            random=Random(7),
        )
        self.sender.on_marks(self.turns.wake)
        self.http = httpx.AsyncClient(base_url=self.base, timeout=10)

    async def came(self, came: Sequence[Incoming], unreadable: Sequence[Unreadable]) -> None:
        for refusal in self.refusals:
            refuses, error = refusal
            if refuses(came):
                self.refusals.remove(refusal)
                raise error
        await self.turns.came("telegram", came, unreadable)

    @asynccontextmanager
    async def plays(self) -> AsyncIterator[Hooked]:
        app = site(self.telegram.routes(self.came), ready=lambda: True, origin="https://chat.vn")
        server = Server(app, self.listener)
        serving = asyncio.create_task(server.run())
        parts = [self.turns.run(), self.sender.run(), self.telegram.run(self.came)]
        self.tasks = [asyncio.create_task(part) for part in parts]
        try:
            yield self
        finally:
            await self.http.aclose()
            await self.api.webhook.close()
            server.stop()
            await serving
            for task in self.tasks:
                task.cancel()
            await asyncio.gather(*self.tasks, return_exceptions=True)
            await self.telegram.close()

    async def posts(
        self, body: object, *, spell: str | None = SPELL, **headers: str
    ) -> httpx.Response:
        """Somebody posts, who need not be Telegram."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        if spell is not None:
            headers[SECRET_HEADER] = spell
        sent = [(name.encode(), value.encode()) for name, value in headers.items()]
        return await self.http.post(PATH, content=raw, headers=sent)

    async def kept(self) -> list[tuple[str, str]]:
        """The key of each event, and what became of it."""
        rows = await self.house.rows(schema.inbox)
        return [(str(row["event_id"]), str(row["state"])) for row in rows]


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as fake:
        yield fake


@pytest.fixture
async def hooked(house: House, api: FakeBotApi) -> AsyncIterator[Hooked]:
    async with Hooked(house, api).plays() as playing:
        await playing.naps.at_rest()
        yield playing


# --- what comes ---


async def test_from_the_link_to_the_receipt(hooked: Hooked, api: FakeBotApi) -> None:
    lan = api.user("Lan")
    lan.starts("b-KP1")
    await lan.hears(AGREED)
    lan.presses(YES)
    await lan.gets_answer()
    lan.types("Đèn đường ngõ 5 hỏng cả tháng nay, rất tối")
    await lan.waits_for(lambda _: "Gửi" in lan.buttons)
    lan.presses("Gửi")
    await lan.hears("QT-")
    assert await hooked.house.texts() == ["Đèn đường ngõ 5 hỏng cả tháng nay, rất tối"]
    assert {state for _, state in await hooked.kept()} == {"done"}
    assert api.called("getUpdates") == []


async def test_it_is_acknowledged_only_after_the_commit(hooked: Hooked) -> None:
    async with hooked.house.database.write():
        posting = asyncio.create_task(hooked.posts(TEXT))
        done, _ = await asyncio.wait([posting], timeout=0.3)
        assert (done, await hooked.kept()) == (set(), [])
    assert (await posting).status_code == 200
    assert [event for event, _ in await hooked.kept()] == ["77"]


@pytest.mark.parametrize("error", [Unavailable(), RuntimeError("words of a person")])
async def test_what_cannot_be_kept_is_posted_again(
    hooked: Hooked, api: FakeBotApi, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    hooked.refusals = [(lambda _: True, error)] * 3
    lan = api.user("Lan")
    lan.starts("b-KP1")
    await lan.hears(AGREED)
    assert (len(await hooked.kept()), api.webhook.posts) == (1, 4)
    assert "503" in api.webhook.last_error
    assert "words of a person" not in caplog.text


@pytest.mark.nasty("n223")
async def test_what_is_not_kept_is_answered_with_503(hooked: Hooked) -> None:
    hooked.refusals = [(lambda _: True, Unavailable())]
    assert (await hooked.posts(TEXT)).status_code == 503
    assert await hooked.kept() == []
    assert (await hooked.posts(TEXT)).status_code == 200


async def test_what_comes_twice_is_kept_and_answered_once(hooked: Hooked, api: FakeBotApi) -> None:
    lan = api.user("Lan")
    lan.starts("b-KP1")
    await lan.hears(AGREED)
    posts = api.webhook.posts
    for _ in range(3):
        api.updates.deliver_again()
    lan.presses(YES)
    await lan.hears("Viết một tin")
    assert len(await hooked.kept()) == 2
    assert (api.webhook.posts - posts, lan.copies()) == (4, {})


async def test_a_chat_keeps_its_order_and_holds_up_no_other(
    hooked: Hooked, api: FakeBotApi
) -> None:
    lan, minh = api.user("Lan"), api.user("Minh")
    hooked.refusals = [(lambda came: came[0].address == str(lan.id), Unavailable())] * 5
    lan.starts("b-KP1")
    for number in range(5):
        lan.types(f"Tin số {number} của Lan")
    minh.starts("b-KP2")
    await minh.hears(AGREED)
    first = await hooked.kept()
    await lan.waits_for(lambda _: not api.webhook.info()["pending_update_count"])
    assert first[0][0] == "1006"
    assert [event for event, _ in await hooked.kept()] == ["1006", *map(str, range(1000, 1006))]


async def test_one_poisoned_update_is_set_aside_and_holds_nobody_up(
    hooked: Hooked, api: FakeBotApi
) -> None:
    lan = api.user("Lan")
    lan.sends_poison()
    lan.starts("b-KP1")
    await lan.hears(AGREED)
    assert await hooked.kept() == [("1000", "aside"), ("1001", "done")]
    assert api.webhook.last_error == ""


async def test_an_update_of_no_concern_is_acknowledged(hooked: Hooked) -> None:
    assert (await hooked.posts({"update_id": 5, "poll": {}})).status_code == 200
    assert await hooked.kept() == []


async def test_broken_letters_are_read_as_from_polling(hooked: Hooked, api: FakeBotApi) -> None:
    lan = api.user("Lan")
    lan.starts("b-KP1")
    await lan.hears(AGREED)
    lan.types("Đèn \ud800 hỏng\0")
    await lan.gets_answer()
    assert {state for _, state in await hooked.kept()} == {"done"}


async def test_a_tap_is_answered_after_it_is_kept(hooked: Hooked, api: FakeBotApi) -> None:
    lan = api.user("Lan")
    lan.starts("b-KP1")
    await lan.hears(AGREED)
    hooked.refusals = [(lambda _: True, Unavailable())]
    tap = lan.presses(YES)
    await api.until(lambda: api.world.taps[tap].answered)
    assert (hooked.refusals, len(api.called("answerCallbackQuery"))) == ([], 1)
    assert len(await hooked.kept()) == 2


# --- who else may post ---


@pytest.mark.parametrize(
    "spell",
    [None, "", "Vung-oi_dong-lai_42", SPELL[:-1], SPELL + "0", SPELL.upper(), TOKEN, "ừ" * 16],
)
@pytest.mark.nasty("n219")
async def test_without_the_secret_nothing_happens(
    hooked: Hooked, spell: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = await hooked.posts(TEXT, spell=spell)
    missing = await hooked.posts(TEXT, spell=None)
    assert (answer.status_code, answer.content) == (403, b"")
    assert answer.headers == missing.headers
    assert await hooked.kept() == []
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert ours == []


async def test_without_the_secret_a_body_is_not_even_read(hooked: Hooked) -> None:
    assert (await hooked.posts(b"x" * (LARGEST + 1), spell="wrong")).status_code == 403
    assert (await hooked.posts(b"[" * 100_000, spell=None)).status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[" * 100_000 + b"]" * 100_000, 400),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 400),
        (b"", 400),
        (b"update", 400),
        (b"[]", 400),
        (b"\xff\xfe{", 400),
        (b'{"update_id": 1e999}', 200),
        (b'{"a": "' + b"x" * LARGEST + b'"}', 413),
    ],
)
@pytest.mark.nasty("n043")
async def test_a_body_that_is_no_update_breaks_nothing(
    hooked: Hooked, api: FakeBotApi, body: bytes, status: int
) -> None:
    assert (await hooked.posts(body)).status_code == status
    assert (await hooked.http.get(PATH)).status_code == 405
    lan = api.user("Lan")
    lan.starts("b-KP1")
    await lan.hears(AGREED)


async def test_a_page_of_another_site_cannot_post(hooked: Hooked) -> None:
    assert (await hooked.posts(TEXT, Origin="https://elsewhere.example")).status_code == 403
    assert await hooked.kept() == []


# --- being found ---


async def test_the_platform_is_told_the_address_at_start(hooked: Hooked, api: FakeBotApi) -> None:
    assert api.webhook.url == f"{hooked.base}/telegram/webhook"
    assert TOKEN not in api.webhook.url
    assert (api.webhook._secret, SECRET) == (SPELL, SECRET_HEADER)
    assert api.webhook.info()["max_connections"] == CONNECTIONS
    expected = {"message", "edited_message", "callback_query", "my_chat_member"}
    assert api.updates.allowed == expected


async def test_name_and_menu_are_the_same_as_with_polling(hooked: Hooked, api: FakeBotApi) -> None:
    assert hooked.telegram.link("b-KP1") == "https://t.me/doithoai_bot?start=b-KP1"
    await api.until(lambda: 0 in api.world.menu_buttons)
    assert api.world.descriptions == {"": "Đối thoại với xã"}


async def test_what_waited_before_the_start_is_brought(house: House, api: FakeBotApi) -> None:
    lan = api.user("Lan")
    lan.starts("b-KP1")
    async with Hooked(house, api).plays():
        await lan.hears(AGREED)


async def test_being_away_at_start_stops_nothing(house: House, api: FakeBotApi) -> None:
    await api.goes_away()
    async with Hooked(house, api).plays() as hooked:
        await hooked.naps.many(7)
        assert (await hooked.posts(TEXT)).status_code == 200
        assert hooked.telegram.link("b-KP1") == ""
        await api.comes_back()
        await hooked.naps.at_rest()
        assert hooked.naps.taken[:7] == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
        assert hooked.telegram.link("b-KP1") != ""
        assert api.webhook.url.startswith(hooked.base)


async def test_it_is_set_again_when_the_platform_is_back(hooked: Hooked, api: FakeBotApi) -> None:
    await api.until(lambda: 0 in api.world.menu_buttons)
    api.world.menu_buttons.clear()
    await api.goes_away()
    hooked.naps.wake()
    await hooked.naps.many(5)
    await api.comes_back()
    await hooked.naps.at_rest(2)
    assert len(api.called("setWebhook")) == 2
    await api.until(lambda: 0 in api.world.menu_buttons)


async def test_a_hiccup_changes_nothing(hooked: Hooked, api: FakeBotApi) -> None:
    api.faults.add("502", method="getWebhookInfo")
    hooked.naps.wake()
    await hooked.naps.at_rest(2)
    assert hooked.naps.taken == [LOOK_AGAIN, 1.0, LOOK_AGAIN]
    assert len(api.called("setWebhook")) == 1


async def test_a_webhook_that_another_program_removed_is_set_again(
    hooked: Hooked, api: FakeBotApi, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(2, 4):
        api.webhook.url = "https://elsewhere.example/hook"
        hooked.naps.wake()
        await hooked.naps.at_rest(number)
        assert api.webhook.url.startswith(hooked.base)
    assert sum("another program has changed" in line for line in caplog.messages) == 1


async def test_an_address_that_is_not_taken_is_said_with_its_key(
    house: House, api: FakeBotApi, caplog: pytest.LogCaptureFixture
) -> None:
    hooked = Hooked(house, api, public_url="https://chat.vn:8080")
    async with hooked.plays():
        await hooked.naps.many(3)
    (said,) = caplog.messages
    address = "https://chat.vn:8080/telegram/webhook"
    assert said.startswith(f"Telegram does not take {address} for a webhook (Bad webhook: ")
    assert said.endswith("8443); look at app.public_url")
    assert hooked.naps.taken[:3] == [1.0, 2.0, 4.0]


async def test_what_the_platform_meets_on_its_way_is_said_once(
    house: House, api: FakeBotApi, caplog: pytest.LogCaptureFixture
) -> None:
    hooked = Hooked(house, api, public_url="http://127.0.0.1:9")
    async with hooked.plays():
        await hooked.naps.at_rest()
        api.user("Lan").types("Đèn hỏng")
        while not api.webhook.last_error:
            await asyncio.sleep(0.001)
        for number in range(2, 5):
            hooked.naps.wake()
            await hooked.naps.at_rest(number)
    why = "(Webhook connection failed: ClientConnectorError)"
    address = "http://127.0.0.1:9/telegram/webhook"
    assert caplog.messages == [f"Telegram cannot deliver to {address} {why}"]


async def test_a_wrong_token_is_tried_each_minute(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    async with FakeBotApi("70000:AAother") as api:
        hooked = Hooked(house, api)
        async with hooked.plays():
            await hooked.naps.at_rest(1)
    assert caplog.messages == ["telegram.token is not accepted; take a valid one from @BotFather"]


async def test_after_a_stop_nothing_is_taken_and_the_webhook_stays(
    hooked: Hooked, api: FakeBotApi
) -> None:
    receiving = hooked.tasks[-1]
    receiving.cancel()
    await asyncio.gather(receiving, return_exceptions=True)
    assert (await hooked.posts(TEXT)).status_code == 503
    assert await hooked.kept() == []
    assert api.webhook.url.startswith(hooked.base)


def test_the_secret_shows_nowhere() -> None:
    assert SPELL not in repr(Hook("https://chat.vn", SPELL))
    with pytest.raises(ValueError, match="needs a secret"):
        Hook("https://chat.vn", "")

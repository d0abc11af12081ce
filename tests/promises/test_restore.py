"""A backup that was taken in the middle of everything is put into a new house, which goes on.

Nothing old is said again, nothing that nobody sent is in the file, and what was sent is there.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from storage.database import integrity
from tests.fakes.bot_api import TOKEN, FakeBotApi, User
from tests.promises.bot_process import LOOK_AGAIN, PATIENCE, BotProcess
from tests.promises.proposer import RECEIPT, SEND, YES

GONE, DRAFT, CARD, WEB, EVENT, LETTER = (
    f"zq{name}zq" for name in ("withdrawn", "draft", "card", "web", "event", "letter")
)
"""Words that nobody sent, or took back, or that had not left: none of them may be in a backup."""
KEPT = "zqkeptzq"
NEWS = "Họp chi đoàn tối thứ Bảy"
COUNTED = (
    *("units", "dialogues", "topics", "people", "consents", "roles", "took_part"),
    *("proposals", "authors", "way_back", "announcements", "web_sessions"),
)
LATE = 4_000_000_000_000_000
"""A moment in the next century."""


ON_THE_WEB = (
    "SELECT count(*) FROM outbox WHERE channel = 'web' AND kind = 'announcement' AND state = 'sent'"
)


def words(marker: str) -> str:
    return f"Đèn đường ngõ {marker} hỏng cả tháng nay, rất tối"


@dataclass
class Browser:
    """Somebody in the web chat, whose cookie outlives the house."""

    http: aiohttp.ClientSession
    base: str
    sent: int = 0

    async def opens(self, start: str) -> None:
        await self._posts("session", {"start": start}, 201)

    async def says(self, text: str) -> None:
        await self._does(text=text)

    async def taps(self, label: str) -> None:
        """As soon as the newest message has this button."""
        async with asyncio.timeout(PATIENCE):
            while label not in (offered := await self._offered()):
                await asyncio.sleep(LOOK_AGAIN)
        await self._does(choice=offered[label])

    async def _offered(self) -> dict[str, str]:
        last = (await self.history())[-1:]
        return {o["label"]: o["choice"] for entry in last for o in entry["options"]}

    async def history(self) -> list[dict[str, Any]]:
        async with self.http.get(f"{self.base}/chat/api/history") as answer:
            found: list[dict[str, Any]] = (await answer.json())["messages"]
            return found

    async def hears(self, part: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while not any(part in e["text"] for e in (await self.history())[-1:]):
                await asyncio.sleep(LOOK_AGAIN)

    async def _does(self, **said: str) -> None:
        self.sent += 1
        await self._posts("messages", {"id": f"m{self.sent}", **said}, 202)

    async def _posts(self, name: str, body: dict[str, str], status: int) -> None:
        async with self.http.post(f"{self.base}/chat/api/{name}", json=body) as answer:
            assert answer.status == status, await answer.text()


@asynccontextmanager
async def browser(base: str) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        yield Browser(http, base)


async def joins(user: User) -> None:
    user.starts("b-KP1")
    await user.waits_for(lambda _chat: YES in user.buttons, seconds=PATIENCE)
    user.presses(YES)
    await user.waits_for(lambda _chat: not user.is_unanswered, seconds=PATIENCE)


async def sends(user: User, text: str) -> str:
    """From the words to the receipt."""
    user.types(text)
    await user.waits_for(lambda _chat: text in user.sees and SEND in user.buttons, seconds=PATIENCE)
    user.presses(SEND)
    await user.waits_for(lambda _chat: bool(RECEIPT.search(user.sees)), seconds=PATIENCE)
    found = RECEIPT.search(user.sees)
    assert found is not None
    return found[0]


async def presses(user: User, label: str) -> None:
    await user.waits_for(lambda _chat: label in user.buttons, seconds=PATIENCE)
    user.presses(label)


async def withdraws(user: User, receipt: str) -> None:
    user.types("/ykien")
    for label in (receipt, "Rút lại", "Đúng, rút lại"):
        await presses(user, label)
    await user.hears(f"Đã rút {receipt}", seconds=PATIENCE)


async def is_about_to_announce(user: User, code: str) -> None:
    """Up to the last tap."""
    user.starts(f"r-{code}")
    await presses(user, "Mình nhận")
    await user.waits_for(lambda _chat: not user.is_unanswered, seconds=PATIENCE)
    user.types("/thongbao")
    await user.waits_for(lambda _chat: not user.is_unanswered, seconds=PATIENCE)
    user.types(NEWS)
    await user.waits_for(lambda _chat: "Gửi luôn" in user.buttons, seconds=PATIENCE)


def waits_in(bot: BotProcess) -> None:
    """An event of a channel that is not served, a letter and a workbook that are not due."""
    with closing(sqlite3.connect(bot.file, timeout=20)) as db, db:
        db.execute(
            "INSERT INTO inbox (channel, event_id, address, body, came_at) "
            "VALUES ('zalo', 'e1', 'a', ?, 0)",
            (EVENT,),
        )
        db.execute(
            "INSERT INTO outbox (id, channel, address, person_id, kind, priority, body, dedup_key, "
            "state, not_before, made_at) SELECT 1, channel, address, id, 'answer', 1, ?, 'answer=1',"
            " 'queued', ?, 0 FROM people WHERE channel = 'telegram' LIMIT 1",
            (f'{{"text":"{LETTER}"}}', LATE),
        )
        db.execute(
            "INSERT INTO jobs (kind, person_id, dialogue_id, dedup_key, not_before) "
            "VALUES ('weekly', 1, 1, 'weekly=1', ?)",
            (LATE,),
        )


def count(bot: BotProcess) -> dict[str, int]:
    return {table: bot.number(f"SELECT count(*) FROM {table}") for table in COUNTED}


def found_in(*files: Path) -> list[str]:
    content = b"".join(file.read_bytes() for file in files if file.exists())
    marked = (KEPT, GONE, DRAFT, CARD, WEB, EVENT, LETTER)
    return [marker for marker in marked if marker.encode() in content]


async def in_the_middle_of_things(
    lost: BotProcess, api: FakeBotApi, hoa: Browser, people: Sequence[User]
) -> None:
    """One looks at a card, one is in the web chat, one waits for a card that Telegram does not
    take, and a secretary has just announced."""
    minh, tu, thu = people
    code = re.search(r"^Secretary: .*start=r-(\w+)$", lost.said, re.MULTILINE)
    assert code is not None
    await is_about_to_announce(thu, code[1])
    minh.types(words(DRAFT))
    await minh.waits_for(lambda _chat: SEND in minh.buttons, seconds=PATIENCE)
    await hoa.opens("b-KP1")
    await hoa.taps(YES)
    await hoa.hears("?")
    await hoa.says(words(WEB))
    await hoa.hears(WEB)
    waits_in(lost)
    api.faults.add("429", method="sendMessage", times=1000, retry_after=600)
    tu.types(words(CARD))
    await lost.until(lambda: api.faults.happened["429"])
    thu.presses("Gửi luôn")
    await lost.until(lambda: lost.number(ON_THE_WEB))


async def goes_on(bot: BotProcess, lan: User, receipt: str, minh: User, hoa: Browser) -> None:
    """Who was there is known, what was sent is there, and more can be sent."""
    lan.types("/ykien")
    await lan.hears(receipt, seconds=PATIENCE)
    assert KEPT in lan.sees
    minh.presses(SEND)
    await minh.gets_answer(seconds=PATIENCE)
    assert RECEIPT.search(minh.sees) is None
    await sends(minh, words("9"))
    hoa.base = bot.base
    assert [entry["text"].splitlines()[-1] for entry in await hoa.history()] == [NEWS]
    await hoa.says(words("11"))
    await hoa.hears(words("11"))
    await hoa.taps(SEND)
    await hoa.hears("QT-")


async def test_a_backup_of_a_busy_house_is_a_house_that_says_nothing_old(tmp_path: Path) -> None:
    shelf = tmp_path / "doithoai.db"
    folders = [tmp_path / name for name in ("old", "new")]
    for folder in folders:
        folder.mkdir()
    async with (
        FakeBotApi() as api,
        BotProcess(folders[0], telegram=(TOKEN, api.base), clock__tick_seconds="0.2") as lost,
        BotProcess(folders[1], telegram=(TOKEN, api.base), clock__tick_seconds="0.2") as bot,
        browser(lost.base) as hoa,
    ):
        await lost.starts("--sample")
        await asyncio.wait_for(api.updates.polled.wait(), PATIENCE)
        everybody = lan, minh, tu, thu = [api.user(name) for name in ("Lan", "Minh", "Tú", "Thu")]
        for user in (lan, minh, tu):
            await joins(user)
        receipt = await sends(lan, words(KEPT))
        await withdraws(lan, await sends(lan, words(GONE)))
        await in_the_middle_of_things(lost, api, hoa, (minh, tu, thu))
        before = count(lost)

        ran = await lost.obeys("backup", str(shelf))
        assert (ran.code, ran.err) == (0, "")
        assert re.fullmatch(rf"{shelf}\t{shelf.stat().st_size} bytes\t\d+ rows\n", ran.out)
        assert count(lost) == before
        await lost.is_killed()
        # What was taken back may be gone by now; the rest is there, so it could have leaked.
        live = found_in(lost.file, Path(f"{lost.file}-wal"))
        assert set(live) >= {KEPT, DRAFT, CARD, WEB, EVENT, LETTER}
        assert found_in(shelf) == [KEPT]

        ran = await bot.obeys("restore", str(shelf))
        assert ran.code == 0, ran.err
        assert [line.partition(";")[0] for line in ran.out.splitlines()[2:]] == [
            "letters that had not left: 6",
            "announcements on their way: 1",
            "workbooks in the making: 1",
            "messages without a reply: 1",
            "unfinished conversations: 3",
        ]
        assert (integrity(bot.file), count(bot)) == ("ok", before)

        api.faults.clear()
        api.updates.polled.clear()
        copies = [user.copies() for user in everybody]
        await bot.starts()
        await asyncio.wait_for(api.updates.polled.wait(), PATIENCE)
        await several_ticks(bot)
        assert [user.copies() for user in everybody] == copies
        await goes_on(bot, lan, receipt, minh, hoa)
        assert [user.copies() for user in (tu, thu)] == copies[2:]
        assert count(bot) == {
            **before,
            "proposals": before["proposals"] + 2,
            "way_back": before["way_back"] + 2,
            "took_part": before["took_part"] + 2,
        }
        assert bot.complaints == []
        assert await bot.stops() == 0
        assert found_in(bot.file) == [KEPT]


async def several_ticks(bot: BotProcess) -> None:
    """Long enough for everything that is due to leave; a tick is a fifth of a second."""
    await asyncio.sleep(2)
    assert bot.runs

"""Promise: neither the token, nor a code, nor anybody's words reach the log, at DEBUG and in
trouble either; and what was typed before a yes is in no byte of the data folder."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.fakes.bot_api import TOKEN, FakeBotApi, User
from tests.promises.bot_process import BotProcess
from tests.promises.killing import on_telegram
from tests.promises.staff import becomes_secretary, writes_announcement
from tests.promises.trouble import strike

YES, SEND, NAME = "Đồng ý, mình từ 16 tuổi", "Gửi", "Ghi tên"
BEFORE = "Khẩu hiệu Hoàng Lan trước khi đồng ý"
WORDS = "Khẩu hiệu Tử Đinh Hương hỏng đèn ở ngõ 5"
WHO = "Trịnh Khẩu Hiệu Bách Hợp"
NEWS = "Khẩu hiệu Cẩm Tú Cầu họp lúc 19 giờ"
CANARIES = (BEFORE, WORDS, WHO, NEWS)


async def proposes(user: User) -> None:
    """Types before the yes, agrees, gives a name, sends."""
    user.starts("b-KP1")
    await user.waits_for(lambda _: YES in user.buttons, seconds=60)
    user.types(BEFORE)
    await user.hears("chưa lưu", seconds=60)
    user.presses(YES)
    await user.waits_for(lambda _: SEND in user.buttons, seconds=60)
    user.types(WORDS)
    await user.hears(WORDS, seconds=60)
    user.presses(NAME)
    await user.hears("Họ và tên", seconds=60)
    user.types(WHO)
    await user.hears(WHO, seconds=60)


def where(bot: BotProcess, secret: str) -> list[str]:
    """The files that hold a secret, in any of the ways it may be written."""
    escaped = secret.encode("unicode_escape")
    spelled = (secret.encode(), escaped, secret.encode("utf-16-le"))
    return [
        name for name, content in bot.everything_written() if any(s in content for s in spelled)
    ]


async def test_nothing_of_people_and_nothing_secret_is_in_the_log(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api, app__log_level="DEBUG") as bot:
        await bot.starts("--sample")
        code = bot.said.rpartition("start=r-")[2].strip()
        lan, hoa = api.user("Lan"), api.user("Hoa")
        strike(api, [lan, hoa], 1.0, Random(3))
        await becomes_secretary(hoa, bot.said)
        await proposes(lan)
        await bot.is_killed()
        api.updates.push("message", {"text": WORDS}, lan.id)
        await bot.starts()
        lan.presses(SEND)
        # A card that was in flight at the kill may stand once more below the receipt.
        await lan.waits_for(
            lambda chat: any("Mã biên nhận" in message.text for message in chat), seconds=60
        )
        await writes_announcement(hoa, NEWS)
        assert await bot.stops() == 0

        log = "stderr.txt"
        assert [
            name for secret in (TOKEN, *CANARIES) for name in where(bot, secret) if name == log
        ] == []
        # The links are printed for whoever started it; nothing else may hold the codes.
        assert where(bot, code) == ["stdout.txt"]
        assert TOKEN.partition(":")[2] not in bot.log
        assert "DEBUG" in bot.log


async def test_what_was_typed_before_a_no_is_nowhere(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        lan = api.user("Lan")
        lan.starts("b-KP1")
        await lan.waits_for(lambda _: YES in lan.buttons, seconds=60)
        lan.types(BEFORE)
        await lan.hears("chưa lưu", seconds=60)
        lan.presses("Không đồng ý")
        await lan.hears("Không sao", seconds=60)
        assert await bot.stops() == 0
        assert where(bot, BEFORE) == []
        # It is in the chat, so the search would have found it.
        assert any(BEFORE in message.text for message in lan.chat)

"""People with a role, on Telegram."""

from __future__ import annotations

from tests.fakes.bot_api import User

TAKES_IT, SENDS_IT = "Mình nhận", "Gửi luôn"


async def becomes_secretary(user: User, printed: str) -> None:
    """By the link that a sample start prints."""
    lines = [line for line in printed.splitlines() if line.startswith("Secretary: ")]
    await takes_role(user, lines[-1].partition("start=")[2])


async def takes_role(user: User, start: str) -> None:
    """By a link's start code."""
    user.starts(start)
    await user.waits_for(lambda _: TAKES_IT in user.buttons, seconds=30)
    user.presses(TAKES_IT)
    await user.waits_for(lambda _: TAKES_IT not in user.buttons, seconds=30)


async def writes_announcement(user: User, text: str) -> str:
    """Up to the last look, with the count on it."""
    user.types("/thongbao")
    await user.hears("muốn thông báo gì", seconds=30)
    user.types(text)
    await user.waits_for(lambda _: SENDS_IT in user.buttons, seconds=30)
    return user.sees

"""Promise: whatever goes wrong between us and the platform, every event is answered, each proposal
is one, and what is said unasked is said at most once.

A reply whose fate is unknown goes once more and not a third time, so that nobody gets more than
two copies. Faults therefore strike each person at most once here; by chance two in a row, both of
a kind where nothing was done, hit one reply in 20,000 at 2 %.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.fakes.bot_api import FakeBotApi, Kind
from tests.promises.killing import every_update_used_once, nothing_lost, on_telegram
from tests.promises.on_telegram import TelegramPeople
from tests.promises.proposer import RECEIPT, SEND, YES
from tests.promises.staff import SENDS_IT, becomes_secretary, writes_announcement
from tests.promises.trouble import KINDS, strike

SHARE = 0.02
CALLS_A_PERSON = 15
"""One link, one yes and three proposals: a tap is two calls, words are two."""
TEXT = "Đèn đường ngõ 5 hỏng cả tháng nay, tối đi học về sợ lắm"


@pytest.mark.xdist_group("kills-on-telegram")
@pytest.mark.nasty("n241")
async def test_with_two_faults_in_a_hundred_calls_everybody_gets_every_receipt(
    tmp_path: Path,
) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api, telegram__poll_timeout="5") as bot:
        people = TelegramPeople(api, 75, at_most=3)
        strike(api, people.crowd.users, CALLS_A_PERSON * SHARE, Random(21))
        await bot.starts("--sample")
        people.come()
        await people.finish()
        await bot.until(lambda: bot.number("SELECT count(*) FROM outbox") == 0)
        assert api.unanswered() == []
        assert await bot.stops() == 0
        assert set(api.faults.happened) == set(KINDS)
        faults = sum(api.faults.happened.values())
        assert faults / len(api.calls) >= SHARE
        nothing_lost(bot, people.texts, people.receipts)
        every_update_used_once(bot, api)
        assert people.odd == []
        assert people.doubled <= faults
        print(
            f"{faults} faults in {len(api.calls)} calls, {len(people.texts)} proposals: "
            f"all answered, {people.doubled} messages came twice"
        )


@pytest.mark.nasty("n241")
async def test_a_platform_that_takes_it_and_hangs_gets_two_copies_at_most(tmp_path: Path) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        lan = api.user("Lan")
        lan.starts("b-KP1")
        await lan.waits_for(lambda _: YES in lan.buttons, seconds=30)
        lan.presses(YES)
        await lan.hears("Viết một tin là đủ", seconds=30)
        # Longer than the client waits, so that its own time-out is what ends it.
        api.faults.add("hang_after", method="sendMessage", chat=lan.id, times=99, seconds=60)
        lan.types(TEXT)
        await lan.waits_for(lambda _: lan.copies() != {}, seconds=60)
        api.faults.clear()
        api.drops_connections()
        card = lan.sees
        lan.presses(SEND)
        await lan.waits_for(lambda _: RECEIPT.search(lan.sees) is not None, seconds=60)
        assert lan.copies() == {card: 2}
        assert bot.rows("SELECT text FROM proposals WHERE sample = 0") == [(TEXT,)]


@pytest.mark.parametrize("kind", ["reset_after", "truncated", "500_after", "reset", "500"])
@pytest.mark.nasty("n241")
async def test_an_announcement_of_unknown_fate_does_not_go_again(
    tmp_path: Path, kind: Kind
) -> None:
    async with FakeBotApi() as api, on_telegram(tmp_path, api) as bot:
        await bot.starts("--sample")
        people = TelegramPeople(api, 12, at_most=1)
        people.come()
        await people.finish()
        hoa = api.user("Hoa")
        await becomes_secretary(hoa, bot.said)
        for user in people.crowd.users[::2]:
            api.faults.add(kind, method="sendMessage", chat=user.id)
        await writes_announcement(hoa, "Đối thoại dời sang hội trường lớn")
        hoa.presses(SENDS_IT)
        await hoa.hears("đã gửi xong", seconds=30)
        came = [
            sum("hội trường lớn" in message.text for message in user.chat)
            for user in people.crowd.users
        ]
        assert max(came) == 1
        assert came[1::2] == [1] * 6
        assert came[::2] == [1 if kind.endswith("after") or kind == "truncated" else 0] * 6
        states = dict(
            bot.rows("SELECT state, count(*) FROM outbox WHERE kind = 'announcement' GROUP BY 1")
        )
        assert states == {"sent": 6, "unknown": 6}

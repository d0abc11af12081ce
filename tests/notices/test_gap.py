"""Away for longer than the platform remembers: who had begun something is told, once."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from bot.pulse import Pulse
from storage import schema
from tests.conftest import MakeHouse
from tests.house import START, ZONE, House
from tests.phone import Phone

NIGHT = (time(21), time(7))
TEXT = "Đèn đường ngõ 5 hỏng cả tháng nay, tối đi học về sợ lắm"
ADMITTED = (
    "Mình tạm nghỉ từ 09:00 Thứ Hai, 01/03/2027 tới 15:00 Thứ Ba, 02/03/2027. Tin bạn gửi trong "
    "lúc đó có thể đã mất, bạn gửi lại giúp mình nhé."
)


class Run:
    """A house between a start and an end, as far as its pulse goes."""

    def __init__(self, house: House) -> None:
        self.house = house
        house.network.remembers = timedelta(hours=24)
        house.network.answered_at = None
        self.pulse = Pulse(
            house.database,
            {house.network.name: house.network},
            folder=house.folder,
            backup_failed=lambda: None,
            now=lambda: house.now,
        )

    async def goes_on(self, until: datetime) -> None:
        """The platform answers, and the clock ticks."""
        self.house.now = self.house.network.answered_at = until
        await self.pulse.beat()
        await self.house.ticks()


async def away(house: House, hours: float) -> None:
    """It ran, it was away for so long, and it runs again."""
    await Run(house).goes_on(START)
    await Run(house).goes_on(START + timedelta(hours=hours))


def lines(of: Phone) -> list[str]:
    """What was said unasked."""
    return [message.text for message in of.chat if message.kind == "answer"]


async def test_who_had_a_draft_is_told_and_asked_again(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(TEXT)
    card, buttons = lan.sees, lan.buttons
    await away(house, 30)
    assert lines(lan) == [f"{ADMITTED}\n\n{card}"]
    assert lan.buttons == buttons
    await lan.taps("Gửi")
    assert await house.texts() == [TEXT]


async def test_it_is_said_once_whatever_comes_after(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(TEXT)
    await away(house, 30)
    for hours in (31, 32, 60):
        await Run(house).goes_on(START + timedelta(hours=hours - 1))
        await Run(house).goes_on(START + timedelta(hours=hours))
    assert len([line for line in lines(lan) if line.startswith(ADMITTED)]) == 1
    keys = [row["dedup_key"] for row in await house.rows(schema.outbox)]
    assert len([key for key in keys if str(key).startswith("gap:channel=phone:since=")]) == 2


async def test_each_gap_is_admitted(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(TEXT)
    await away(house, 30)
    await Run(house).goes_on(START + timedelta(hours=60))
    assert len(lines(lan)) == 2


@pytest.mark.parametrize("hours", [1, 23, 24])
async def test_what_the_platform_remembers_is_no_gap(house: House, hours: float) -> None:
    lan = await house.youth("Lan")
    await lan.says(TEXT)
    await away(house, hours)
    assert lines(lan) == []


async def test_who_was_only_asked_may_have_answered_and_nobody_else(house: House) -> None:
    sent, asked, gone = [await house.youth(name) for name in ("Sen", "An", "Gạo")]
    for each in (sent, gone):
        await each.says(TEXT)
    await sent.taps("Gửi")
    await gone.blocks()
    new = house.stranger("Mới")
    await new.opens("b-KP3")
    question = asked.sees
    await away(house, 30)
    assert lines(asked) == [f"{ADMITTED}\n\n{question}"]
    assert [lines(each) for each in (sent, gone, new)] == [[], [], []]


async def test_who_begins_after_it_has_lost_nothing(house: House) -> None:
    await Run(house).goes_on(START)
    run = Run(house)
    house.now = house.network.answered_at = START + timedelta(hours=30)
    await run.pulse.beat()
    house.now += timedelta(seconds=1)
    lan = await house.youth("Lan")
    await lan.says(TEXT)
    await house.ticks()
    assert lines(lan) == []


async def test_who_sends_before_the_line_leaves_does_not_hear_it(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(TEXT)
    await Run(house).goes_on(START)
    house.now = house.network.answered_at = START + timedelta(hours=30)
    await Run(house).pulse.beat()
    house.network.answered_at = house.now
    await Run(house).pulse.beat()
    await house.plans()
    await lan.taps("Gửi")
    await house.sends()
    assert lines(lan) == []


async def test_nobody_is_woken_by_it(make_house: MakeHouse) -> None:
    house = await make_house(quiet=NIGHT)
    await house.dialogue("QT")
    lan = await house.youth("Lan")
    await lan.says(TEXT)
    await Run(house).goes_on(START)
    await Run(house).goes_on(datetime(2027, 3, 2, 23, 0, tzinfo=ZONE))
    assert lines(lan) == []
    await house.until(datetime(2027, 3, 3, 7, 0, tzinfo=ZONE))
    assert len(lines(lan)) == 1


async def test_a_platform_that_forgets_nothing_has_no_gap(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(TEXT)
    for hours in (0, 30):
        run = Run(house)
        house.network.remembers = None
        run.pulse = Pulse(
            house.database,
            {house.network.name: house.network},
            folder=house.folder,
            backup_failed=lambda: None,
            now=lambda: house.now,
        )
        await run.goes_on(START + timedelta(hours=hours))
    assert lines(lan) == []


async def test_nothing_is_admitted_before_the_platform_is_there_again(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(TEXT)
    await Run(house).goes_on(START)
    run = Run(house)
    house.now = START + timedelta(hours=30)
    await run.pulse.beat()
    await house.ticks()
    assert lines(lan) == []
    await run.goes_on(START + timedelta(hours=31))
    assert len(lines(lan)) == 1


async def test_no_words_of_a_draft_lie_in_the_outbox(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(TEXT)
    await Run(house).goes_on(START)
    house.now += timedelta(hours=30)
    run = Run(house)
    house.network.answered_at = house.now
    await run.pulse.beat()
    await house.plans()
    assert [TEXT in str(row["body"]) for row in await house.rows(schema.outbox)] == [False]

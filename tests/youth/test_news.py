"""Messages about other activities: asked once, skippable, and in nobody's way."""

from __future__ import annotations

import pytest

from storage import schema
from tests.house import START, House
from tests.phone import Phone
from tests.youth.conftest import LAMP, has_sent

ASKED = "Thêm một chuyện, bạn bỏ qua cũng được: Đoàn nhắn bạn về hoạt động khác ở đây nhé?"
YES, NO = "Có, nhắn mình nhé", "Không, cảm ơn"
OTHER = "Mong phường mở lớp dạy nghề buổi tối cho công nhân"


async def _news(house: House) -> list[tuple[object, object]]:
    rows = await house.rows(schema.consents)
    return [(r["given"], r["answer"]) for r in rows if r["kind"] == "news"]


@pytest.fixture
async def lan(house: House) -> Phone:
    """Somebody with a first receipt, and the question below it."""
    lan = await house.youth("Lan")
    await has_sent(lan)
    return lan


async def test_it_stands_below_the_first_receipt_with_two_answers(lan: Phone) -> None:
    assert lan.sees.endswith(f"\n\n{ASKED}")
    assert lan.buttons == [YES, NO]
    assert len(lan.house.network.arrived) == 4


@pytest.mark.parametrize(
    ("answer", "given", "said"),
    [
        (YES, True, "Được, có hoạt động mình nhắn bạn ở đây. Muốn thôi, bạn vào /caidat."),
        (NO, False, "Được, mình chỉ nhắn về buổi đối thoại. Đổi ý, bạn vào /caidat."),
    ],
)
async def test_an_answer_is_kept_with_its_proof(
    lan: Phone, answer: str, given: bool, said: str
) -> None:
    await lan.taps(answer)
    assert lan.sees == said
    assert await _news(lan.house) == [(given, answer)]
    assert (await lan.house.rows(schema.consents))[-1]["at"] == START


@pytest.mark.parametrize("typed", ["có", "1", "co nhan minh nhe"])
async def test_it_may_be_typed(lan: Phone, typed: str) -> None:
    await lan.says(typed)
    assert await _news(lan.house) == [(True, YES)]


@pytest.mark.parametrize("typed", ["ok", "ok bạn", "dạ vâng", "👍", "cảm ơn bạn nhiều"])
async def test_politeness_is_no_consent(lan: Phone, typed: str) -> None:
    await lan.says(typed)
    assert await _news(lan.house) == []


async def test_a_new_opinion_goes_its_own_way(lan: Phone) -> None:
    await lan.says(OTHER)
    assert lan.sees.startswith(f"Mình gửi như thế này nhé?\n\nÝ kiến: {OTHER}\n")
    await lan.taps("Gửi")
    assert await lan.house.texts() == [OTHER, LAMP]
    assert await _news(lan.house) == []


async def test_it_is_asked_once_also_of_who_did_not_answer(lan: Phone) -> None:
    await has_sent(lan, OTHER)
    assert ASKED not in lan.sees
    assert lan.buttons == []

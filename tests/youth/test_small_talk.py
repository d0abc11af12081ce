"""What is said when nothing is open, in groups, and to nobody."""

from __future__ import annotations

import pytest

from storage import people
from tests.house import House
from tests.phone import Phone
from tests.youth.conftest import has_sent


@pytest.fixture
async def lan(house: House) -> Phone:
    """Somebody with nothing open."""
    lan = await house.youth("Lan")
    await has_sent(lan)
    return lan


@pytest.mark.parametrize(
    "typed", ["ok", "Ok bạn", "cảm ơn nhé", "thanks", "👍", "🥰🥰", "hihi", "dạ vâng"]
)
async def test_politeness_gets_no_answer(lan: Phone, typed: str) -> None:
    said = len(lan.house.network.arrived)
    await lan.says(typed)
    assert len(lan.house.network.arrived) == said


async def test_a_sticker_gets_no_answer(lan: Phone) -> None:
    said = len(lan.house.network.arrived)
    await lan.sends_a_sticker()
    assert len(lan.house.network.arrived) == said


@pytest.mark.parametrize("typed", ["đèn đường", "asdfghjkl", "12345"])
async def test_what_nobody_understands_gets_one_helpful_line(lan: Phone, typed: str) -> None:
    await lan.says(typed)
    assert lan.sees == (
        "Mình chưa hiểu ý bạn. Bạn viết một câu về điều muốn thay đổi, ở đâu; hoặc xem /trogiup."
    )


@pytest.mark.parametrize("typed", ["/xyz", "/thongbao", "/xuat", "/thongbao@doithoai_bot"])
async def test_an_unknown_command_gets_one_line(lan: Phone, typed: str) -> None:
    await lan.says(typed)
    assert lan.sees == "Mình không biết lệnh này. /trogiup cho biết mình làm được gì."


@pytest.mark.parametrize("typed", ["hi", "chào bạn", "alo có ai không"])
async def test_a_greeting_is_greeted(lan: Phone, typed: str) -> None:
    await lan.says(typed)
    assert lan.sees == (
        "Chào bạn! Bạn cứ viết điều muốn thay đổi, ở đâu, mình sẽ chuyển tới buổi đối thoại. "
        "/ykien để xem ý kiến đã gửi, /han để xem hạn gửi."
    )


async def test_a_question_about_the_own_opinion_shows_what_was_sent(lan: Phone) -> None:
    await lan.says("ý kiến của mình tới đâu rồi?")
    assert lan.sees.startswith("Ý kiến bạn đã gửi:\n\n")


async def test_in_a_group_it_says_one_line_and_leaves(house: House) -> None:
    group = house.stranger("-100200")
    await group.adds_it_to_a_group()
    assert group.sees == (
        "Mình chỉ nói chuyện riêng từng người, để không ai khác đọc được. Bạn mở cuộc trò chuyện "
        "riêng với mình để gửi ý kiến nhé. Mình rời nhóm đây."
    )
    assert house.network.left == ["-100200"]
    async with house.database.read() as db:
        assert await people.at(db, "phone", "-100200") is None


@pytest.mark.parametrize("typed", ["QT-27-AAAA1", "qt 27 aaaa1"])
async def test_a_receipt_with_a_wrong_letter_is_told_so(lan: Phone, typed: str) -> None:
    await lan.says(typed)
    assert lan.sees == "Mã này có chỗ chưa đúng. Bạn xem lại từng chữ giúp nhé."

"""From a branch's link to the first receipt."""

from __future__ import annotations

from tests.house import YES, House


async def test_three_inputs_and_four_messages_from_the_link_to_the_receipt(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    print(lan.sees, lan.buttons)
    await lan.taps(YES)
    print(lan.sees, lan.buttons)
    await lan.says("Đèn đường ngõ 5 hỏng cả tháng nay, tối đi học về sợ lắm")
    print(lan.sees, lan.buttons)
    await lan.taps("Gửi")
    print(lan.sees, lan.buttons)
    assert await house.texts() == ["Đèn đường ngõ 5 hỏng cả tháng nay, tối đi học về sợ lắm"]
    await lan.says("/ykien")
    print(lan.sees, lan.buttons)
    await lan.says("/han")
    print(lan.sees, lan.buttons)
    await lan.says("/trogiup")
    print(lan.sees, lan.buttons)
    assert 0

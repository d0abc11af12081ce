"""A role by a one-time code: opening the link spends nothing, a tap does."""

from __future__ import annotations

import pytest

from handlers.talk.phrases import UNKNOWN_COMMAND
from storage import schema
from tests.house import YES, House
from tests.phone import Phone
from tests.youth.conftest import has_sent

NOT_VALID = "Mã này không còn nhận được: có thể ai đó đã nhận rồi, hoặc mã đã quá hạn."


async def _roles(house: House) -> list[tuple[object, object]]:
    return [(row["person_id"], row["role"]) for row in await house.rows(schema.roles)]


async def test_opening_the_link_shows_what_it_gives_and_spends_nothing(house: House) -> None:
    link = f"r-{await house.code('secretary', 'QT')}"
    hoa, binh = house.stranger("Hoa"), house.stranger("Bình")
    for opens in (hoa, hoa, binh):
        await opens.opens(link)
        assert opens.sees == (
            "Mã này trao cho bạn vai trò bí thư của phường Quang Trung. Bạn nhận chứ?"
        )
    assert await _roles(house) == []
    await hoa.taps("Mình nhận")
    assert hoa.sees == (
        "Từ giờ bạn là bí thư của phường Quang Trung.\n\n"
        "/thongbao để gửi thông báo tới đơn vị của bạn và các chi đoàn bên dưới."
    )
    assert await _roles(house) == [((await house.person(hoa)).id, "secretary")]
    assert house.network.menus == {"Hoa": "secretary"}


async def test_a_code_that_was_used_is_refused(house: House) -> None:
    link = f"r-{await house.code('staff', 'QT')}"
    hoa, binh = house.stranger("Hoa"), house.stranger("Bình")
    await hoa.opens(link)
    await hoa.taps("Mình nhận")
    await binh.opens(link)
    assert (binh.sees, binh.buttons) == (NOT_VALID, [])
    assert len(await _roles(house)) == 1


async def test_who_is_slower_by_a_tap_gets_nothing(house: House) -> None:
    link = f"r-{await house.code('staff', 'QT')}"
    hoa, binh = house.stranger("Hoa"), house.stranger("Bình")
    await hoa.opens(link)
    await binh.opens(link)
    await hoa.taps("Mình nhận")
    await binh.taps("Mình nhận")
    assert binh.sees == NOT_VALID
    assert await _roles(house) == [((await house.person(hoa)).id, "staff")]


async def test_a_no_leaves_the_code_as_it_was(house: House) -> None:
    link = f"r-{await house.code('staff', 'QT')}"
    hoa, binh = house.stranger("Hoa"), house.stranger("Bình")
    await hoa.opens(link)
    await hoa.taps("Không")
    await binh.opens(link)
    await binh.taps("Mình nhận")
    assert await _roles(house) == [((await house.person(binh)).id, "staff")]


async def test_a_code_is_worth_nothing_after_a_week(house: House) -> None:
    link = f"r-{await house.code('staff', 'QT')}"
    await house.passes(days=7, seconds=1)
    hoa = house.stranger("Hoa")
    await hoa.opens(link)
    assert hoa.sees == NOT_VALID


async def test_the_code_is_kept_as_a_fingerprint_only(house: House) -> None:
    code = await house.code("staff", "QT")
    assert code not in await house.everything()


@pytest.mark.nasty("n199")
async def test_ten_wrong_codes_an_hour_and_no_more(house: House) -> None:
    code = await house.code("staff", "QT")
    hoa = house.stranger("Hoa")
    for number in range(10):
        await hoa.opens(f"r-WRONG{number}")
        assert hoa.sees == NOT_VALID
    await hoa.opens(f"r-{code}")
    assert hoa.sees == "Bạn nhập sai nhiều lần rồi. Bạn xem lại mã và thử lại sau một giờ nhé."
    await house.passes(hours=1, seconds=1)
    await hoa.opens(f"r-{code}")
    await hoa.taps("Mình nhận")
    assert len(await _roles(house)) == 1


async def test_a_role_in_the_middle_of_an_opinion_costs_no_draft(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("Đèn đường ngõ 5 hỏng cả tháng nay")
    card = lan.sees
    await lan.opens(f"r-{await house.code('secretary', 'KP3')}")
    await lan.taps("Mình nhận")
    assert lan.sees.endswith(f"Mình tiếp tục chỗ đang dở nhé.\n\n{card}")


@pytest.mark.parametrize("command", ["/thongbao", "/announce", "/xuat", "/export"])
async def test_who_lacks_the_role_reads_what_an_unknown_command_says(
    house: House, command: str
) -> None:
    lan, new = await house.youth("Lan"), house.stranger("Hoa")
    await has_sent(lan)
    for phone in (lan, new):
        await phone.says("/khongcolenhnay")
        unknown = phone.sees
        await phone.says(command)
        assert phone.sees == unknown == UNKNOWN_COMMAND.say("vi")


async def test_each_role_knows_its_own_command_only(house: House) -> None:
    secretary, staff = await house.secretary("Hoa"), await house.staff("Bình")
    for phone, command in ((secretary, "/xuat"), (staff, "/thongbao")):
        await phone.says(command)
        assert phone.sees == UNKNOWN_COMMAND.say("vi")


async def test_a_role_adds_to_the_person_and_takes_nothing(house: House) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    await lan.opens(f"r-{await house.code('secretary', 'KP3')}")
    await lan.taps("Mình nhận")
    await has_sent(lan, "Mong có thêm sân bóng cho thanh niên")
    assert len(await house.texts()) == 2


async def test_help_names_the_command_of_the_role(house: House) -> None:
    async def last_lines(phone: Phone) -> str:
        await phone.says("/trogiup")
        return phone.sees.rsplit("\n\n", 1)[1]

    assert await last_lines(await house.secretary("Hoa")) == (
        "/thongbao – gửi thông báo tới đơn vị"
    )
    assert await last_lines(await house.staff("Bình")) == "/xuat – tệp Excel tổng hợp ý kiến"


async def test_a_secretary_may_become_a_young_person_too(house: House) -> None:
    hoa = await house.secretary("Hoa")
    await hoa.opens("b-KP3")
    await hoa.taps(YES)
    await has_sent(hoa)
    assert len(await house.texts()) == 1

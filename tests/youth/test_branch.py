"""Where somebody belongs: by a link, or by typing a name, never by a wall of buttons."""

from __future__ import annotations

import pytest

from storage import schema
from tests.conftest import MakeHouse
from tests.house import YES, House
from tests.youth.conftest import LAMP

WHERE = "Đây là nơi thanh niên gửi ý kiến tới buổi đối thoại với Chủ tịch."
WHICH_BRANCH = "Bạn ở chi đoàn hay khu phố nào? Gõ tên, có dấu hay không dấu đều được."
WHICH_OF = "Bạn ở nơi nào trong số này? Nếu không thấy, bạn gõ lại tên nhé."


@pytest.mark.parametrize("typed", ["Khu phố 3", "khu pho 3", "kp3", "KHU PHO 3", "3"])
async def test_without_a_link_the_branch_is_typed(house: House, typed: str) -> None:
    lan = house.stranger("Lan")
    await lan.says("/start")
    assert (lan.sees, lan.buttons) == (f"{WHERE}\n\n{WHICH_BRANCH}", [])
    await lan.says(typed)
    assert "Chi đoàn của bạn: Khu phố 3, phường Quang Trung" in lan.sees
    await lan.taps(YES)
    unit = (await house.programme()).unit("KP3")
    assert unit is not None
    assert (await house.person(lan)).unit == unit.id


@pytest.mark.parametrize("typed", ["Phú Sơn", "phuong phu son cu", "phường Phú Sơn", "quang trung"])
async def test_an_old_name_shows_a_few_never_a_wall(make_house: MakeHouse, typed: str) -> None:
    house = await make_house()
    for number in range(10, 60):
        await house.unit(f"KP{number}", f"Khu phố {number}", "QT")
    await house.dialogue("QT")
    lan = house.stranger("Lan")
    await lan.says("/start")
    await lan.says(typed)
    assert lan.sees == WHICH_OF
    assert len(lan.buttons) == 5


async def test_a_better_name_may_be_typed_in_the_place_of_a_tap(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.says("/start")
    await lan.says("quang trung")
    await lan.says("khu phố 5")
    assert "Chi đoàn của bạn: Khu phố 5, phường Quang Trung" in lan.sees


@pytest.mark.parametrize(
    "reply", ["2", "Khu phố 2, phường Quang Trung", "khu pho 2, phuong quang trung"]
)
async def test_one_of_the_few_is_chosen_by_number_or_name(house: House, reply: str) -> None:
    lan = house.stranger("Lan")
    await lan.says("/start")
    await lan.says("quang trung")
    await lan.says(reply)
    assert "Chi đoàn của bạn: Khu phố 2, phường Quang Trung" in lan.sees


async def test_an_alias_of_a_branch_is_found(house: House) -> None:
    await house.unit("CT", "Chi đoàn Công ty May Trường Phát", "QT", "xưởng may", "may trường phát")
    lan = house.stranger("Lan")
    await lan.says("/start")
    await lan.says("xuong may")
    assert "Chi đoàn của bạn: Chi đoàn Công ty May Trường Phát, phường Quang Trung" in lan.sees


async def test_names_that_repeat_are_told_apart_by_what_is_above(house: House) -> None:
    await house.unit("HL", "Phường Hạc Thành", "TH")
    await house.unit("HLKP3", "Khu phố 3", "HL")
    lan = house.stranger("Lan")
    await lan.says("/start")
    await lan.says("khu pho 3")
    assert lan.buttons == ["Khu phố 3, phường Quang Trung", "Khu phố 3, phường Hạc Thành"]
    await lan.taps("Khu phố 3, phường Hạc Thành")
    await lan.taps(YES)
    unit = (await house.programme()).unit("HLKP3")
    assert unit is not None
    assert (await house.person(lan)).unit == unit.id


async def test_a_name_that_is_not_found_is_asked_again(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.says("/start")
    await lan.says("sao Hoả")
    assert lan.sees == (
        "Mình chưa tìm thấy nơi nào tên như vậy. Bạn thử gõ ngắn thôi, ví dụ «khu pho 5».\n\n"
        f"{WHERE}\n\n{WHICH_BRANCH}"
    )


async def test_not_my_branch_asks_for_mine(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.taps("Không phải chi đoàn mình")
    assert lan.sees == WHICH_BRANCH
    await lan.says("khu phố 5")
    await lan.taps(YES)
    unit = (await house.programme()).unit("KP5")
    assert unit is not None
    assert (await house.person(lan)).unit == unit.id


async def test_not_my_branch_again_and_again_comes_to_a_polite_end(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    for _time in range(7):
        await lan.taps("Không phải chi đoàn mình")
        await lan.says("khu phố 5")
    await lan.taps("Không phải chi đoàn mình")
    assert lan.sees == (
        "Mình dừng ở đây nhé. Bạn hỏi khu phố xem chi đoàn mình tên gì, rồi nhắn lại cho mình."
    )
    assert await house.rows(schema.drafts) == []


async def test_an_unknown_link_asks_for_the_branch(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-NOWHERE")
    assert lan.sees == f"{WHERE}\n\n{WHICH_BRANCH}"


async def test_a_link_of_a_ward_is_no_branch(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-QT")
    assert lan.sees == f"{WHERE}\n\n{WHICH_BRANCH}"


async def test_the_link_of_another_branch_moves_who_wants_to(house: House) -> None:
    lan = await house.youth("Lan", of="KP3")
    await lan.opens("b-KP5")
    assert lan.sees == (
        "Đường dẫn này của Khu phố 5, phường Quang Trung. Bạn chuyển về đó phải không?"
    )
    await lan.taps("Không, giữ nguyên")
    before = (await house.person(lan)).unit
    await lan.opens("b-KP5")
    await lan.taps("Đúng, chuyển giúp mình")
    programme = await house.programme()
    three, five = programme.unit("KP3"), programme.unit("KP5")
    assert three is not None
    assert five is not None
    assert (before, (await house.person(lan)).unit) == (three.id, five.id)


async def test_the_own_link_again_shows_the_card_that_was_open(house: House) -> None:
    lan = await house.youth("Lan", of="KP3")
    await lan.says(LAMP)
    card = lan.sees
    await lan.opens("b-KP3")
    assert lan.sees == card
    assert len(await house.rows(schema.drafts)) == 1


async def test_another_link_in_the_middle_costs_no_draft(house: House) -> None:
    lan = await house.youth("Lan", of="KP3")
    await lan.says(LAMP)
    await lan.opens("b-KP5")
    await lan.taps("Đúng, chuyển giúp mình")
    assert lan.sees.startswith(f"Mình gửi như thế này nhé?\n\nÝ kiến: {LAMP}\n")


async def test_a_trial_run_says_so(make_house: MakeHouse) -> None:
    house = await make_house()
    await house.unit("KP9", "Khu phố 9", "QT", sample=True)
    await house.dialogue("QT")
    lan = house.stranger("Lan")
    await lan.opens("b-KP9")
    assert lan.sees.startswith(
        "Chào bạn, mình là Bot Đối Thoại của Đoàn thanh niên và UBND phường Quang Trung (chạy thử)."
    )


async def test_with_nothing_planned_the_first_message_says_so(make_house: MakeHouse) -> None:
    house = await make_house()
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    assert lan.sees.startswith(
        "Chào bạn, mình là Bot Đối Thoại của Đoàn thanh niên và UBND phường Quang Trung.\n\n"
        "Đối thoại: chưa có buổi nào mở, bạn viết trước được\n"
        "Chi đoàn của bạn: Khu phố 3, phường Quang Trung\n\n"
    )

"""Only after a yes, opened by hand, each opening noted, answered once, gone after seven days."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import schema
from tests.house import ZONE, House
from tests.phone import Phone
from tests.safety.samples import CANARY, LAMP, TEXTS

ALARM = TEXTS["self_harm"]
WAITS = "Có 1 lời nhắn đang chờ người trực, anh/chị mở bằng /truc."


async def told(house: House) -> tuple[Phone, Phone]:
    """Somebody who said yes, and the officer."""
    tam = await house.duty("Tâm")
    lan = await house.youth("Lan")
    await lan.says(ALARM)
    await lan.taps("Có, báo người trực")
    await house.ticks()
    return lan, tam


async def opens(tam: Phone) -> None:
    await tam.says("/truc")
    await tam.says("1")
    await tam.taps("Mở")


async def kept(house: House) -> str:
    await house.database.checkpoint()
    return (await house.everything()).casefold()


async def test_without_a_yes_nothing_is_kept_but_a_number(house: House) -> None:
    tam = await house.duty("Tâm")
    lan = await house.youth("Lan")
    await lan.says(ALARM)
    await lan.taps("Không")
    await house.ticks()
    assert CANARY.casefold() not in await kept(house)
    await tam.says("/truc")
    assert tam.sees == (
        "Không có lời nhắn nào đang chờ anh/chị.\n\n"
        "Bảy ngày qua, chỉ đếm số: tự làm hại bản thân 1."
    )


async def test_the_officer_hears_at_once_and_without_words(house: House) -> None:
    _lan, tam = await told(house)
    assert tam.sees == WAITS


async def test_the_list_has_no_words_and_the_opening_is_noted(house: House) -> None:
    _lan, tam = await told(house)
    await tam.says("/truc")
    assert CANARY not in tam.sees
    assert tam.buttons == ["tự làm hại bản thân, 09:00 Thứ Hai, 01/03/2027, phường Quang Trung"]
    await tam.says("1")
    await tam.taps("Để sau")
    assert await house.rows(schema.openings) == []
    await opens(tam)
    assert ALARM in tam.sees
    (opening,) = await house.rows(schema.openings)
    officer = (await house.person(tam)).id
    assert (opening["alarm_id"], opening["person_id"]) == (1, officer)


async def test_what_goes_back_goes_once_and_the_words_are_gone(house: House) -> None:
    lan, tam = await told(house)
    await opens(tam)
    await tam.taps("Mời gọi số trợ giúp")
    assert tam.sees == "Đã nhắn lại. Nội dung ở đây đã xoá."
    await house.ticks()
    assert lan.sees.startswith(
        "Người trực đã đọc lời nhắn của bạn. Người trực mong bạn gọi một trong các số này:\n115 – "
    )
    assert lan.sees.endswith("\nTin bạn viết ở đây không tới người trực.")
    assert await house.rows(schema.alarms) == []
    assert CANARY.casefold() not in await kept(house)
    await opens_nothing(tam)


async def opens_nothing(tam: Phone) -> None:
    await tam.says("/truc")
    assert tam.sees.startswith("Không có lời nhắn nào đang chờ anh/chị.")


async def test_nobody_else_may_open_it(house: House) -> None:
    await told(house)
    hoa = await house.staff("Hoa")
    await hoa.says("/truc")
    assert hoa.sees == "Mình không biết lệnh này. /trogiup cho biết mình làm được gì."
    other = await house.duty("Bình", of="KP1")
    await opens_nothing(other)


async def test_without_an_officer_nobody_is_promised(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(ALARM)
    assert "Ở đây chưa có người trực, nên mình không báo cho ai giúp bạn được." in lan.sees
    assert lan.buttons == ["Viết tiếp"]


async def test_where_the_device_did_not_hold_the_words_they_are_asked_for(house: House) -> None:
    house.network.holds = False
    await house.duty("Tâm")
    lan = await house.youth("Lan")
    await lan.says(ALARM)
    await lan.taps("Có, báo người trực")
    assert lan.sees == "Bạn muốn người trực biết điều gì? Một tin là đủ; mình không nói bạn là ai."
    await lan.says(ALARM)
    assert [row["words"] for row in await house.rows(schema.alarms)] == [ALARM]
    assert lan.sees.startswith("Mình đã báo cho người trực lúc 09:00, không kèm tên bạn;")


async def test_who_has_not_looked_after_an_hour_is_told_once_more(house: House) -> None:
    _lan, tam = await told(house)
    await house.passes(minutes=61)
    await house.passes(hours=9)
    assert [m.text for m in tam.chat].count(WAITS) == 2


# --- seven days of peace ------------------------------------------------------------------------


async def test_no_reminder_and_no_announcement_for_seven_days(house: House) -> None:
    house.offsets = ()
    lan, _tam = await told(house)
    await house.youth("Minh")
    hoa = await house.secretary("Hoa")
    said = len(lan.chat)
    for day in range(7):
        await hoa.says("/thongbao")
        await hoa.says(f"Tối thứ {day + 2} đá bóng ở sân nhà văn hoá nhé")
        await hoa.taps("Gửi luôn")
        await house.ticks()
        assert len(lan.chat) == said
        house.now += timedelta(days=1)
    await hoa.says("/thongbao")
    await hoa.says("Sáng chủ nhật dọn vườn hoa nhé")
    await hoa.taps("Gửi luôn")
    await house.ticks()
    assert lan.sees == ("Thông báo của phường Quang Trung:\n\nSáng chủ nhật dọn vườn hoa nhé")


async def test_what_was_planned_before_the_alarm_is_asked_again_when_it_leaves(
    house: House,
) -> None:
    lan = await house.youth("Lan")
    hoa = await house.secretary("Hoa")
    await hoa.says("/thongbao")
    await hoa.says("Tối nay đá bóng nhé")
    await hoa.taps("Gửi luôn")
    await house.plans()
    await lan.says(ALARM)
    said = len(lan.chat)
    await house.sends()
    assert len(lan.chat) == said


async def test_a_reminder_is_left_out_too(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await house.until(datetime(2027, 3, 20, 9, 0, tzinfo=ZONE))
    await lan.says(ALARM)
    said = len(lan.chat)
    for day in (21, 22, 23, 24):
        await house.until(datetime(2027, 3, day, 23, 0, tzinfo=ZONE))
    assert len(lan.chat) == said


async def test_a_moved_dialogue_is_told_afterwards(house: House) -> None:
    lan, _tam = await told(house)
    await house.move(1, datetime(2027, 4, 20, 14, 0, tzinfo=ZONE))
    said = len(lan.chat)
    await house.passes(days=6, hours=23)
    assert len(lan.chat) == said
    await house.passes(hours=2)
    assert lan.sees.startswith("Lịch có thay đổi: ")

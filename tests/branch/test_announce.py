"""A secretary's announcement: the exact count, one tap, and nothing before it."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from bot.config_values import Quiet
from storage import consents, schema
from tests.conftest import MakeHouse
from tests.house import ZONE, House
from tests.phone import Gone, Phone, Unknown
from tests.youth.conftest import has_sent

WORDS = "Chiều thứ Bảy 15 giờ họp chi đoàn ở nhà văn hoá. Bạn nhớ mang theo ý kiến nhé!"
SEND = "Gửi luôn"


@pytest.fixture
async def ward(house: House) -> House:
    """Three young people in two branches of the ward, and one elsewhere."""
    for name, branch in (("Lan", "KP3"), ("Minh", "KP3"), ("An", "KP5")):
        await house.youth(name, of=branch)
    await house.unit("HT", "Phường Hạc Thành", "TH")
    await house.unit("HTKP1", "Khu phố 1", "HT")
    await house.youth("Xa", of="HTKP1")
    return house


async def _at_the_preview(house: House, of: str = "QT") -> Phone:
    hoa = await house.secretary("Hoa", of=of)
    await hoa.says("/thongbao")
    await hoa.says(WORDS)
    return hoa


def _arrived(house: House) -> dict[str, int]:
    """How many announcements arrived at whom."""
    found: dict[str, int] = {}
    for letter in house.network.arrived:
        if letter.kind == "announcement":
            found[letter.address] = found.get(letter.address, 0) + 1
    return found


async def test_the_preview_counts_exactly_who_will_get_it(ward: House) -> None:
    hoa = await _at_the_preview(ward)
    assert hoa.sees == (
        f"Tin này tới 3 người ở phường Quang Trung. Gửi luôn chứ?\n\nThông báo: {WORDS}\n\n"
        "Việc: về buổi đối thoại này"
    )
    assert hoa.buttons == [SEND, "Sửa lời", "Đổi loại việc", "Bỏ"]
    await hoa.taps(SEND)
    assert hoa.sees == "Đang gửi tới 3 người. Xong mình báo bạn."
    await ward.ticks()
    assert _arrived(ward) == {"Lan": 1, "Minh": 1, "An": 1}
    assert len([r for r in await ward.rows(schema.outbox) if r["kind"] == "announcement"]) == 3


async def test_what_arrives_says_whose_it_is(ward: House) -> None:
    hoa = await _at_the_preview(ward)
    await hoa.taps(SEND)
    await ward.ticks()
    lan = ward.phone("Lan")
    assert lan.sees == f"Thông báo của phường Quang Trung:\n\n{WORDS}"


async def test_nothing_leaves_before_the_last_tap(ward: House) -> None:
    hoa = await _at_the_preview(ward)
    await ward.passes(days=1)
    assert _arrived(ward) == {}
    await hoa.taps("Bỏ")
    await ward.passes(days=1)
    assert (_arrived(ward), await ward.rows(schema.announcements)) == ({}, [])


async def test_five_taps_are_one_announcement(ward: House) -> None:
    hoa = await _at_the_preview(ward)
    preview = hoa.chat[-1]
    await hoa.taps_twice_at_once(SEND)
    for _tap in range(3):
        await hoa.taps(SEND, on=preview)
        await ward.ticks()
    assert _arrived(ward) == {"Lan": 1, "Minh": 1, "An": 1}
    assert len(await ward.rows(schema.announcements)) == 1


async def test_planned_again_and_again_it_is_sent_once(ward: House) -> None:
    hoa = await _at_the_preview(ward)
    await hoa.taps(SEND)
    for _tick in range(4):
        await ward.passes(days=3)
    assert _arrived(ward) == {"Lan": 1, "Minh": 1, "An": 1}


@pytest.mark.nasty("n201")
async def test_a_secretary_of_a_branch_reaches_the_own_branch_only(ward: House) -> None:
    hoa = await _at_the_preview(ward, of="KP3")
    assert hoa.sees.startswith("Tin này tới 2 người ở khu phố 3.")
    await hoa.taps(SEND)
    await ward.ticks()
    assert _arrived(ward) == {"Lan": 1, "Minh": 1}


async def test_with_two_units_it_is_asked_which(ward: House) -> None:
    hoa = await ward.secretary("Hoa", of="KP3")
    await ward.appoint(hoa, "secretary", "KP5")
    await hoa.says("/thongbao")
    assert (hoa.sees, hoa.buttons) == ("Gửi tới đâu?", ["Khu phố 3", "Khu phố 5"])
    await hoa.taps("Khu phố 5")
    await hoa.says(WORDS)
    assert hoa.sees.startswith("Tin này tới 1 người ở khu phố 5.")


async def test_who_said_no_or_left_is_not_counted_and_gets_nothing(ward: House) -> None:
    no = ward.stranger("Không")
    await no.opens("b-KP3")
    await no.taps("Không đồng ý")
    await ward.phone("Minh").blocks()
    hoa = await _at_the_preview(ward, of="KP3")
    assert hoa.sees.startswith("Tin này tới 1 người ở khu phố 3.")
    await hoa.taps(SEND)
    await ward.ticks()
    assert _arrived(ward) == {"Lan": 1}


async def test_the_author_is_not_told_what_the_author_wrote(ward: House) -> None:
    lan = ward.phone("Lan")
    await ward.appoint(lan, "secretary", "KP3")
    await lan.says("/huy")
    await lan.says("/thongbao")
    await lan.says(WORDS)
    assert lan.sees.startswith("Tin này tới 1 người ở khu phố 3.")


async def test_with_nobody_there_it_says_so(house: House) -> None:
    hoa = await _at_the_preview(house, of="KP1")
    assert hoa.sees == "Chưa có ai ở Khu phố 1 dùng kênh này, nên chưa gửi cho ai được."
    assert await house.rows(schema.drafts) == []


async def test_the_words_may_be_changed_before(ward: House) -> None:
    hoa = await _at_the_preview(ward)
    await hoa.taps("Sửa lời")
    await hoa.says("Họp dời sang Chủ nhật nhé cả nhà")
    await hoa.taps(SEND)
    await ward.ticks()
    assert ward.phone("Lan").sees == (
        "Thông báo của phường Quang Trung:\n\nHọp dời sang Chủ nhật nhé cả nhà"
    )


@pytest.mark.parametrize("words", ["…", " . "])
async def test_an_announcement_says_something(ward: House, words: str) -> None:
    hoa = await ward.secretary("Hoa")
    await hoa.says("/thongbao")
    await hoa.says(words)
    assert hoa.sees.startswith("Bạn viết giúp mình nội dung cần thông báo nhé.")


async def test_an_announcement_fits_into_one_message(ward: House) -> None:
    hoa = await ward.secretary("Hoa")
    await hoa.says("/thongbao")
    await hoa.says("họp " * 900)
    assert hoa.sees.startswith(
        "Tin của bạn dài 3600 ký tự, thông báo tối đa 3500. Bạn rút gọn giúp nhé."
    )


async def test_the_report_says_who_was_reached_and_who_was_not(ward: House) -> None:
    hoa = await _at_the_preview(ward)
    await hoa.taps(SEND)
    ward.network.troubles = [Gone(), Unknown()]
    await ward.ticks()
    assert hoa.sees == (
        "Thông báo tới phường Quang Trung đã gửi xong: tới được 1/3 người. 1 người đã chặn cuộc "
        "trò chuyện này. 1 người chưa rõ đã nhận hay chưa."
    )
    said = len(hoa.chat)
    await ward.passes(days=1)
    assert len(hoa.chat) == said


async def test_an_announcement_whose_arrival_is_unknown_does_not_go_twice(ward: House) -> None:
    hoa = await _at_the_preview(ward)
    await hoa.taps(SEND)
    ward.network.troubles = [Unknown()]
    await ward.passes(days=2)
    assert sorted(_arrived(ward).values()) == [1, 1, 1]


async def test_a_role_that_was_taken_away_stops_what_is_still_queued(
    make_house: MakeHouse,
) -> None:
    house = await make_house(quiet=Quiet(time(21), time(7)))
    await house.dialogue("QT")
    await house.youth("Lan")
    hoa = await _at_the_preview(house)
    house.now = datetime(2027, 3, 1, 22, 0, tzinfo=ZONE)
    await hoa.taps(SEND)
    await house.ticks()
    await house.revoke(hoa, "secretary")
    await house.until(datetime(2027, 3, 2, 7, 0, tzinfo=ZONE))
    await house.ticks()
    assert _arrived(house) == {}
    assert hoa.sees == (
        "Thông báo tới phường Quang Trung đã gửi xong: tới được 0/1 người. 1 người chưa được gửi."
    )


async def test_at_night_it_waits_for_seven_and_says_so(make_house: MakeHouse) -> None:
    house = await make_house(quiet=Quiet(time(21), time(7)))
    await house.dialogue("QT")
    await house.youth("Lan")
    hoa = await _at_the_preview(house)
    house.now = datetime(2027, 3, 1, 22, 0, tzinfo=ZONE)
    await hoa.taps(SEND)
    assert hoa.sees == (
        "Ban đêm mình không làm phiền ai: tin sẽ đi lúc 07:00 Thứ Ba, 02/03/2027. Xong mình báo bạn."
    )
    await house.until(datetime(2027, 3, 2, 6, 59, tzinfo=ZONE))
    assert _arrived(house) == {}
    await house.until(datetime(2027, 3, 2, 7, 0, tzinfo=ZONE))
    assert _arrived(house) == {"Lan": 1}


async def test_a_draft_of_an_announcement_ends_with_the_role(ward: House) -> None:
    hoa = await _at_the_preview(ward)
    preview = hoa.chat[-1]
    await ward.revoke(hoa, "secretary")
    await hoa.taps(SEND, on=preview)
    await ward.ticks()
    drafts = [row["conversation"] for row in await ward.rows(schema.drafts)]
    assert (_arrived(ward), drafts) == ({}, ["propose"] * 4)


async def test_an_ok_under_the_preview_sends_nothing(ward: House) -> None:
    hoa = await _at_the_preview(ward)
    await hoa.says("ok")
    assert hoa.sees.startswith("Nếu đã đúng ý, bạn chọn «Gửi luôn» nhé.\n\nTin này tới 3 người")
    await ward.ticks()
    assert _arrived(ward) == {}


async def test_it_costs_no_draft_of_who_gets_it(ward: House) -> None:
    lan = ward.phone("Lan")
    await lan.says("Đèn đường ngõ 5 hỏng cả tháng nay")
    hoa = await _at_the_preview(ward)
    await hoa.taps(SEND)
    await ward.ticks()
    await lan.taps("Gửi")
    assert await ward.texts() == ["Đèn đường ngõ 5 hỏng cả tháng nay"]


async def test_another_activity_is_told_to_who_agreed_to_that_and_counted_so(ward: House) -> None:
    lan = ward.phone("Lan")
    await has_sent(lan)
    await lan.taps("Có, nhắn mình nhé")
    minh = ward.phone("Minh")
    await has_sent(minh)
    await minh.taps("Không, cảm ơn")
    hoa = await _about_another_activity(ward)
    assert hoa.sees == (
        f"Tin này tới 1 người ở phường Quang Trung. Gửi luôn chứ?\n\nThông báo: {WORDS}\n\n"
        "Việc: hoạt động khác"
    )
    await hoa.taps(SEND)
    await ward.ticks()
    assert _arrived(ward) == {"Lan": 1}


async def test_who_takes_that_back_meanwhile_does_not_get_what_is_queued(ward: House) -> None:
    lan = ward.phone("Lan")
    await has_sent(lan)
    await lan.taps("Có, nhắn mình nhé")
    hoa = await _about_another_activity(ward)
    await hoa.taps(SEND)
    await ward.plans()
    person = await ward.person(lan)
    async with ward.database.write() as tx:
        consents.record(
            tx,
            person,
            kind="news",
            given=False,
            answer="Thôi",
            version="1",
            digest="abc",
            now=ward.now,
        )
    await ward.ticks()
    assert _arrived(ward) == {}


async def test_where_nobody_agreed_to_other_activities_it_says_so(ward: House) -> None:
    hoa = await _about_another_activity(ward)
    assert hoa.sees == (
        "Chưa ai của phường Quang Trung nhận tin hoạt động khác, nên mình chưa gửi thông báo này "
        "được."
    )


async def _about_another_activity(ward: House) -> Phone:
    hoa = await _at_the_preview(ward)
    await hoa.taps("Đổi loại việc")
    assert hoa.buttons == ["về buổi đối thoại này", "hoạt động khác", "« Quay lại"]
    await hoa.taps("hoạt động khác")
    return hoa

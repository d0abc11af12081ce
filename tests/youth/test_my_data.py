"""`/dulieu`: seen, corrected, taken back, forgotten; each at once, with a receipt."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from storage import schema
from tests.house import ZONE, House
from tests.phone import Phone

WORDS = "Đèn đường ngõ 5 hỏng cả tháng nay, tối đi học về sợ lắm"
NAME = "Nguyễn Thị Zquỳnh"
MENU = ["Xem tất cả", "Sửa", "Rút đồng ý", "Xoá hết"]
WHEN = "09:00 Thứ Hai, 01/03/2027"
SURE = (
    "Xoá mọi thứ mình giữ về bạn, cả cuộc trò chuyện này, nháp và các lần đồng ý? "
    "1 ý kiến chưa vào kết luận cũng mất.\n\n"
    "Tệp văn phòng đã tải về thì mình không lấy lại được, còn bản sao lưu cũ tự hết hạn."
)
ERASED = (
    f"Đã xoá lúc {WHEN}, yêu cầu số 1: cuộc trò chuyện này và mọi thứ mình giữ về bạn, trong đó có "
    "1 ý kiến. Tin này mình cũng không giữ, cần thì bạn chụp lại."
)


async def sends(phone: Phone, text: str = WORDS, name: str = "") -> None:
    await phone.says(text)
    if name:
        await phone.taps("Ghi tên")
        await phone.says(name)
    await phone.taps("Gửi")


async def concluded(house: House) -> None:
    async with house.database.write() as tx:
        await tx.run(sa.update(schema.dialogues).values(concluded_on=date(2027, 4, 5)))


async def asked(house: House) -> list[tuple[object, ...]]:
    return [
        (row["id"], row["kind"], row["person_id"], row["done_at"] is not None)
        for row in await house.rows(schema.requests)
    ]


# --- the menu ---------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["/dulieu", "/mydata", "/dữ liệu", "xem dữ liệu của mình"])
async def test_four_buttons(house: House, typed: str) -> None:
    lan = await house.youth("Lan")
    await lan.says(typed)
    assert lan.buttons == MENU


async def test_before_a_yes_as_well_since_something_is_kept_then(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.says("/dulieu")
    assert lan.buttons == MENU
    await lan.taps("Xoá hết")
    await lan.taps("Xoá hết ngay")
    assert lan.sees.startswith(f"Đã xoá lúc {WHEN}")
    assert await house.rows(schema.people) == []


async def test_it_costs_no_draft(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(WORDS)
    await lan.says("/dulieu")
    await lan.taps("Sửa")
    await lan.taps("Không sửa gì")
    assert WORDS in lan.sees
    assert "Gửi" in lan.buttons


# --- to see -----------------------------------------------------------------------------------


async def test_the_copy_comes_at_once_and_goes_as_soon_as_it_has_left(house: House) -> None:
    lan = await house.youth("Lan")
    await sends(lan, name=NAME)
    await lan.says("/dulieu")
    await lan.taps("Xem tất cả")
    assert lan.sees == (
        f"Yêu cầu số 1, lúc {WHEN}: mình đang gom mọi thứ mình giữ về bạn. Tệp tới đây ngay."
    )
    number = (await house.person(lan)).id
    assert await asked(house) == [(1, "copy", number, False)]
    await house.sends()
    assert await asked(house) == [(1, "copy", None, True)]
    file = lan.chat[-1].file
    assert file is not None
    assert file.name == "du-lieu-cua-toi.html"
    page = (house.folder / "files" / file.id).read_text("utf-8")
    for kept in (WORDS, NAME, "Khu phố 3", "QT-27-", "Đồng ý, mình từ 16 tuổi"):
        assert kept in page
    await house.keeps_house()
    assert not (house.folder / "files" / file.id).exists()
    assert await house.rows(schema.files) == []


async def test_what_was_typed_is_no_markup_in_it(house: House) -> None:
    lan = await house.youth("Lan")
    await sends(lan, "Xin thêm <script>alert(1)</script> đèn & ghế đá ở công viên")
    await lan.says("/dulieu")
    await lan.taps("Xem tất cả")
    await house.sends()
    file = lan.chat[-1].file
    assert file is not None
    page = (house.folder / "files" / file.id).read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; đèn &amp; ghế đá" in page


async def test_who_is_gone_before_it_is_made_gets_none(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("/dulieu")
    await lan.taps("Xem tất cả")
    await lan.says("/xoa")
    await lan.taps("Xoá hết ngay")
    seen = len(lan.chat)
    await house.sends()
    assert len(lan.chat) == seen
    assert await asked(house) == [(1, "copy", None, True), (2, "erase", None, True)]
    assert list((house.folder / "files").glob("*")) == []


# --- to correct -------------------------------------------------------------------------------


async def test_the_branch_is_corrected_with_a_receipt(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("/dulieu")
    await lan.taps("Sửa")
    await lan.taps("Chi đoàn")
    await lan.says("khu pho 5")
    assert lan.sees.startswith(
        f"Đã sửa lúc {WHEN}, yêu cầu số 1: giờ bạn thuộc Khu phố 5, phường Quang Trung. Ý kiến gửi "
        "trước đây vẫn đứng ở chi đoàn cũ."
    )
    assert await asked(house) == [(1, "correct", None, True)]


async def test_an_opinion_is_corrected_where_it_is_listed(house: House) -> None:
    lan = await house.youth("Lan")
    await sends(lan)
    await lan.says("/dulieu")
    await lan.taps("Sửa")
    await lan.taps("Ý kiến đã gửi")
    assert "QT-27-" in lan.sees


# --- to take a consent back -------------------------------------------------------------------


async def test_without_the_dialogue_nothing_open_is_left_and_nothing_comes(house: House) -> None:
    lan = await house.youth("Lan")
    await sends(lan)
    await lan.says("Xin thêm sân bóng cho khu phố 3 của mình nhé")
    await lan.says("/dulieu")
    await lan.taps("Rút đồng ý")
    assert lan.buttons == ["Dùng trong đối thoại", "Để nguyên"]
    await lan.taps("Dùng trong đối thoại")
    assert lan.sees == (
        f"Đã rút lúc {WHEN}, yêu cầu số 1: những gì bạn gửi không còn được dùng trong đối thoại. "
        "1 ý kiến đã rút, nháp đã xoá, nhắc hạn và thông báo dừng lại. Muốn tham gia lại thì bạn cứ "
        "nhắn cho mình."
    )
    assert await house.texts() == [""]
    assert [row["state"] for row in await house.rows(schema.proposals)] == ["withdrawn"]
    for table in (schema.drafts, schema.way_back, schema.took_part, schema.told, schema.authors):
        assert await house.rows(table) == []
    proof = [
        (row["kind"], row["given"], row["answer"]) for row in await house.rows(schema.consents)
    ]
    assert proof == [
        ("dialogue", True, "Đồng ý, mình từ 16 tuổi"),
        ("dialogue", False, "Dùng trong đối thoại"),
    ]
    await house.passes(days=24)
    assert lan.sees.startswith("Đã rút")


async def test_who_took_it_back_can_agree_again(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("/dulieu")
    await lan.taps("Rút đồng ý")
    await lan.taps("Dùng trong đối thoại")
    await lan.opens("b-KP3")
    await lan.taps("Đồng ý, mình từ 16 tuổi")
    await sends(lan)
    assert await house.texts() == [WORDS]


async def test_what_is_in_a_conclusion_is_said_to_stay(house: House) -> None:
    lan = await house.youth("Lan")
    await sends(lan, name=NAME)
    await concluded(house)
    await lan.says("/dulieu")
    await lan.taps("Rút đồng ý")
    await lan.taps("Dùng trong đối thoại")
    assert lan.sees.endswith(
        "Nháp đã xoá, nhắc hạn và thông báo dừng lại. 1 ý kiến đã vào kết luận thì ở lại, không còn "
        "tên, ảnh hay mối nối tới bạn."
    )
    assert await house.texts() == [WORDS]
    assert await house.rows(schema.authors) == []


async def test_nothing_to_take_back(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.says("/dulieu")
    await lan.taps("Rút đồng ý")
    assert "Hiện bạn chưa đồng ý điều gì" in lan.sees


# --- to be forgotten --------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["/xoa", "xoá hết dữ liệu của tôi đi", "delete all my data"])
async def test_it_is_asked_once_and_done_with_last_words(house: House, typed: str) -> None:
    lan = await house.youth("Lan")
    await sends(lan)
    await lan.says(typed)
    assert lan.sees == SURE
    assert lan.buttons == ["Xoá hết ngay", "Thôi, giữ lại"]
    await lan.taps("Xoá hết ngay")
    assert lan.sees == ERASED
    for table in (schema.people, schema.proposals, schema.outbox, schema.drafts, schema.consents):
        assert await house.rows(table) == []
    assert await asked(house) == [(1, "erase", None, True)]


async def test_in_the_middle_of_the_form_it_is_understood_too_and_no_costs_nothing(
    house: House,
) -> None:
    lan = await house.youth("Lan")
    await lan.says(WORDS)
    await lan.says("xoa het du lieu cua toi di")
    await lan.taps("Thôi, giữ lại")
    assert WORDS in lan.sees
    await lan.taps("Gửi")
    assert await house.texts() == [WORDS]


async def test_what_is_in_a_conclusion_stays_and_it_says_so_before_and_after(house: House) -> None:
    lan = await house.youth("Lan")
    await sends(lan, name=NAME)
    await concluded(house)
    await lan.says("/xoa")
    stays = "1 ý kiến đã vào kết luận thì ở lại, không còn tên, ảnh hay mối nối tới bạn."
    assert stays in lan.sees
    await lan.taps("Xoá hết ngay")
    assert stays in lan.sees
    assert await house.texts() == [WORDS]


async def test_two_taps_at_once_make_no_new_person(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("/xoa")
    await lan.taps_twice_at_once("Xoá hết ngay")
    assert await house.rows(schema.people) == []


async def test_a_tap_afterwards_makes_no_new_person_either(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("/xoa")
    old = lan.chat[-1]
    await lan.taps("Xoá hết ngay")
    await lan.taps("Thôi, giữ lại", on=old)
    await lan.blocks()
    assert await house.rows(schema.people) == []
    assert await house.rows(schema.outbox) == []


async def test_who_writes_again_is_somebody_new(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("/xoa")
    first = (await house.person(lan)).id
    await lan.taps("Xoá hết ngay")
    await lan.says("chào bạn")
    person = await house.person(lan)
    assert (person.state, person.id > first) == ("new", True)


async def test_a_secretary_leaves_role_and_announcements_behind(house: House) -> None:
    lan, ha = await house.youth("Lan"), await house.secretary("Hà")
    await ha.says("/thongbao")
    await ha.says("Tối thứ Bảy họp chi đoàn ở nhà văn hoá")
    await ha.taps("Gửi luôn")
    await ha.says("/xoa")
    assert "vai trò và thông báo bạn đã viết" in ha.sees
    await ha.taps("Xoá hết ngay")
    await house.ticks()
    assert "họp chi đoàn" not in lan.sees
    assert await house.rows(schema.roles) == []
    assert await house.rows(schema.announcements) == []


async def test_a_workbook_that_was_made_before_is_removed(house: House) -> None:
    lan, office = await house.youth("Lan"), await house.staff("Bình")
    await sends(lan)
    await office.says("/xuat")
    await house.sends()
    (before,) = await house.rows(schema.files)
    assert (house.folder / "files" / str(before["id"])).exists()
    await lan.says("/xoa")
    await lan.taps("Xoá hết ngay")
    await house.keeps_house()
    assert await house.rows(schema.files) == []
    assert list((house.folder / "files").glob("*")) == []


async def test_a_request_is_received_at_its_own_hour(house: House) -> None:
    house.now += timedelta(hours=2)
    lan = await house.youth("Lan")
    await lan.says("/xoa")
    await lan.taps("Xoá hết ngay")
    (row,) = await house.rows(schema.requests)
    assert row["received_at"] == house.now.astimezone(ZONE)

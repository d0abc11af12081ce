"""From a branch's link to the first receipt."""

from __future__ import annotations

from storage import schema
from storage.messages import Attachment
from tests.house import YES, House
from tests.youth.conftest import LAMP, receipt_of

ONCE = "Thêm một chuyện, bạn bỏ qua cũng được: Đoàn nhắn bạn về hoạt động khác ở đây nhé?"


async def test_three_inputs_and_four_messages_from_the_link_to_the_receipt(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    inputs = (lambda: lan.taps(YES), lambda: lan.says(LAMP), lambda: lan.taps("Gửi"))
    for does in inputs:
        await does()
    assert len(inputs) == 3
    assert len(house.network.arrived) == 4
    assert await house.texts() == [LAMP]
    assert (await house.rows(schema.proposals))[0]["receipt"] == receipt_of(lan)


async def test_the_first_message_says_whose_what_when_who_reads_and_what_is_kept(
    house: House,
) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    assert lan.sees == (
        "Chào bạn, mình là Bot Đối Thoại của Đoàn thanh niên và UBND phường Quang Trung.\n\n"
        "Đối thoại: Chủ tịch UBND phường Quang Trung, Thứ Tư, 31/03/2027, «Việc làm cho thanh "
        "niên»\n"
        "Hạn gửi ý kiến: 23:59 Thứ Tư, 24/03/2027\n"
        "Chi đoàn của bạn: Khu phố 3, phường Quang Trung\n\n"
        "Chỉ để phục vụ buổi đối thoại, mình lưu mã cuộc trò chuyện, chi đoàn, điều bạn gửi, và tên "
        "nếu bạn ghi. Đoàn thanh niên và văn phòng nơi bạn gửi tới đọc để chuẩn bị trả lời. Mã và "
        "tên được xoá 6 tháng sau khi có kết luận; bạn xem, rút hay xoá sớm hơn bằng /dulieu. Bạn "
        "đồng ý chứ?"
    )
    assert lan.buttons == [
        YES,
        "Không đồng ý",
        "Mình dưới 16",
        "Không phải chi đoàn mình",
        "Xem đầy đủ",
    ]


async def test_the_second_message_asks_once_and_says_who_does_not_see_the_name(
    house: House,
) -> None:
    lan = await house.youth("Lan")
    assert lan.sees == (
        "Bạn muốn điều gì thay đổi, ở đâu? Viết một tin là đủ. Cán bộ không thấy tên bạn, trừ khi "
        "bạn chọn ghi tên."
    )
    assert lan.buttons == []


async def test_the_card_shows_words_topic_addressee_and_no_name(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    assert lan.sees == (
        f"Mình gửi như thế này nhé?\n\nÝ kiến: {LAMP}\n\n"
        "Lĩnh vực: Hạ tầng, điện, nước, thoát nước\n"
        "Gửi tới: Chủ tịch UBND phường Quang Trung\nTên: không ghi"
    )
    assert lan.buttons == ["Gửi", "Sửa lời", "Đổi lĩnh vực", "Ghi tên", "Bỏ"]


async def test_the_receipt_says_what_happens_next_and_when(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.taps("Gửi")
    assert lan.sees == (
        f"Đã nhận ý kiến của bạn. Mã biên nhận: {receipt_of(lan)}\n\n"
        "Văn phòng phường Quang Trung tổng hợp trước buổi đối thoại Thứ Tư, 31/03/2027 và trả lời "
        "tại đó hoặc ngay sau đó.\n\n"
        "Bạn sửa hoặc rút được trong /ykien tới 23:59 Thứ Tư, 24/03/2027 (còn 23 ngày).\n\n"
        f"{ONCE}"
    )
    assert lan.buttons == ["Có, nhắn mình nhé", "Không, cảm ơn"]


async def test_where_a_closed_page_cannot_be_reached_the_receipt_says_so(house: House) -> None:
    house.network.reaches = False
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.taps("Gửi")
    assert lan.sees.removesuffix(f"\n\n{ONCE}").endswith(
        "Đóng trang này thì mình không nhắn cho bạn được: bạn chép lại mã nhé. Mở lại bằng trình "
        "duyệt này sẽ thấy cuộc trò chuyện. Tệp dưới đây ghi hạn và ngày đối thoại vào lịch của bạn, "
        "có báo trước một ngày."
    )
    assert lan.chat[-1].file == Attachment("calendar-1", "doi-thoai-QT-2027-03-31.ics")


async def test_who_can_be_written_to_gets_no_file_to_keep(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.taps("Gửi")
    assert lan.chat[-1].file is None


async def test_a_second_opinion_needs_no_command(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.taps("Gửi")
    await lan.says("Mong phường mở lớp dạy nghề buổi tối cho công nhân")
    await lan.taps("Gửi")
    assert await house.texts() == [
        "Mong phường mở lớp dạy nghề buổi tối cho công nhân",
        LAMP,
    ]

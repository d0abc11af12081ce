"""Whole talks, one happy way through each conversation, as files that anybody can read.

`make transcripts` writes them anew; without it they must be what the bot says today.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from datetime import datetime, time
from pathlib import Path

import pytest

from bot.config_values import Quiet
from tests.conftest import MakeHouse
from tests.house import YES, ZONE, House
from tests.safety.samples import TEXTS
from tests.transcripts.scribe import Scribe
from tests.youth.conftest import LAMP, receipt_of

HERE = Path(__file__).parent


async def first_opinion(house: House, scribe: Scribe) -> None:
    """Lan gửi ý kiến đầu tiên"""
    lan = house.stranger("Lan")
    await scribe.opens(lan, "b-KP3", "của Khu phố 3")
    await scribe.taps(lan, YES)
    await scribe.says(lan, LAMP)
    await scribe.taps(lan, "Gửi")
    await scribe.says(lan, "cảm ơn bạn")
    scribe.aside("Bot không trả lời: không có gì phải hỏi thêm.")


async def everything_changed(house: House, scribe: Scribe) -> None:
    """Minh sửa từng thứ trên thẻ trước khi gửi"""
    await house.dialogue("TH", "Chuyển đổi số", days=60)
    minh = house.stranger("Minh")
    await scribe.says(minh, "/start")
    await scribe.says(minh, "phu son")
    await scribe.says(minh, "khu pho 5")
    await scribe.taps(minh, YES)
    await scribe.says(minh, "mong có lớp dạy nghề")
    await scribe.says(minh, "buổi tối cho công nhân")
    await scribe.says(minh, "ok")
    await scribe.taps(minh, "Đổi lĩnh vực")
    await scribe.taps(minh, "Xem thêm…")
    await scribe.taps(minh, "Giáo dục, đào tạo nghề, hướng nghiệp")
    await scribe.taps(minh, "Đổi nơi gửi")
    await scribe.taps(minh, "Chủ tịch UBND tỉnh Thanh Hoá")
    await scribe.taps(minh, "Ghi tên")
    await scribe.says(minh, "Nguyễn Văn Minh")
    await scribe.taps(minh, "Sửa lời")
    await scribe.says(minh, "Mong tỉnh mở lớp dạy nghề buổi tối cho công nhân khu công nghiệp")
    await scribe.taps(minh, "Gửi")


async def before_the_yes(house: House, scribe: Scribe) -> None:
    """Hạnh viết trước khi đồng ý, rồi không đồng ý, rồi đổi ý"""
    hanh = house.stranger("Hạnh")
    await scribe.opens(hanh, "b-KP3", "của Khu phố 3")
    await scribe.says(hanh, "Cống đầu ngõ 8 tắc, cứ mưa là ngập")
    await scribe.taps(hanh, "Không đồng ý")
    await scribe.says(hanh, "ok")
    scribe.aside("Bot không trả lời. Hôm sau Hạnh mở lại đường dẫn.")
    await scribe.opens(hanh, "b-KP3", "của Khu phố 3")
    await scribe.says(hanh, "Cống đầu ngõ 8 tắc, cứ mưa là ngập")
    await scribe.taps(hanh, YES)
    await scribe.taps(hanh, "Gửi")


async def under_sixteen(house: House, scribe: Scribe) -> None:
    """An chưa đủ 16 tuổi"""
    an = house.stranger("An")
    await scribe.opens(an, "b-KP3", "của Khu phố 3")
    await scribe.taps(an, "Mình dưới 16")


async def my_opinions(house: House, scribe: Scribe) -> None:
    """Lan xem lại, sửa, rồi rút ý kiến"""
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.taps("Gửi")
    receipt = receipt_of(lan)
    house.network.arrived.clear()
    await scribe.says(lan, "/ykien")
    await scribe.taps(lan, receipt)
    await scribe.taps(lan, "Sửa")
    await scribe.says(lan, f"{LAMP}. Cột đèn số 3 cũng nghiêng.")
    await scribe.taps(lan, "Thay")
    await scribe.says(lan, "/ykien")
    await scribe.taps(lan, receipt)
    await scribe.taps(lan, "Rút lại")
    await scribe.taps(lan, "Đúng, rút lại")
    await scribe.says(lan, "/ykien")
    await scribe.says(lan, receipt)


async def questions(house: House, scribe: Scribe) -> None:
    """Lan hỏi hạn, hỏi giúp, và gõ những gì bot không hiểu"""
    lan = await house.youth("Lan")
    await lan.says("/huy")
    house.network.arrived.clear()
    await scribe.says(lan, "chào bạn")
    await scribe.says(lan, "hạn gửi là khi nào?")
    await scribe.says(lan, "/trogiup")
    await scribe.says(lan, "đèn đường")
    await scribe.says(lan, "/abc")
    await scribe.says(lan, "QT-27-AAAA1")
    await scribe.says(lan, "/huy")


async def reminder(house: House, scribe: Scribe) -> None:
    """Lan viết dở, bot nhắc một lần, Lan gửi muộn một ý nữa"""
    lan = await house.youth("Lan")
    house.network.arrived.clear()
    await scribe.says(lan, LAMP)
    scribe.aside("Ba ngày trước hạn.")
    await house.until(datetime(2027, 3, 22, 7, 0, tzinfo=ZONE))
    scribe.listens(lan)
    await scribe.taps(lan, "Gửi")
    scribe.aside("Qua hạn.")
    await house.until(datetime(2027, 3, 25, 9, 0, tzinfo=ZONE))
    await scribe.says(lan, "Mong có thêm sân bóng cho thanh niên")
    await scribe.taps(lan, "Gửi")


async def announcement(house: House, scribe: Scribe) -> None:
    """Chị Hoa nhận vai bí thư và gửi thông báo"""
    lan, minh = await house.youth("Lan"), await house.youth("Minh", of="KP5")
    house.network.arrived.clear()
    hoa = house.stranger("Hoa")
    await scribe.opens(hoa, f"r-{await house.code('secretary', 'QT')}", "vai trò")
    await scribe.taps(hoa, "Mình nhận")
    await scribe.says(hoa, "/thongbao")
    await scribe.says(hoa, "Chiều thứ Bảy 15 giờ họp ở nhà văn hoá, bạn nhớ mang theo ý kiến nhé!")
    await scribe.taps(hoa, "Gửi luôn")
    await house.ticks()
    for phone in (lan, minh, hoa):
        scribe.listens(phone)
    scribe.aside("22 giờ, chị Hoa gửi thêm một tin.")
    house.now = datetime(2027, 3, 1, 22, 0, tzinfo=ZONE)
    await scribe.says(hoa, "/thongbao")
    await scribe.says(hoa, "Họp dời sang Chủ nhật nhé cả nhà")
    await scribe.taps(hoa, "Gửi luôn")
    await house.until(datetime(2027, 3, 2, 7, 0, tzinfo=ZONE))
    for phone in (lan, minh, hoa):
        scribe.listens(phone)


async def workbook(house: House, scribe: Scribe) -> None:
    """Anh Bình ở văn phòng lấy tệp Excel"""
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.taps("Gửi")
    binh = house.stranger("Bình")
    await scribe.opens(binh, f"r-{await house.code('staff', 'QT')}", "vai trò")
    await scribe.taps(binh, "Mình nhận")
    await scribe.says(binh, "/xuat")
    await house.ticks()
    scribe.listens(binh)
    scribe.aside("Thứ Hai tuần sau, 7 giờ.")
    await house.until(datetime(2027, 3, 8, 7, 0, tzinfo=ZONE))
    scribe.listens(binh)


async def english(house: House, scribe: Scribe) -> None:
    """Sam goes the whole way in English"""
    sam = house.stranger("Sam")
    sam.language = "en"
    await scribe.opens(sam, "b-KP3", "của Khu phố 3")
    await scribe.taps(sam, "I agree, I am 16 or older")
    await scribe.says(sam, "The street lamps in lane five have been broken for a month")
    await scribe.taps(sam, "Give my name")
    await scribe.says(sam, "Sam Tran")
    await scribe.taps(sam, "Send")
    await scribe.says(sam, "/mine")
    await scribe.says(sam, "/deadline")
    await scribe.says(sam, "/help")
    await scribe.says(sam, "/tiengviet")


async def distress(house: House, scribe: Scribe) -> None:
    """Giữa lúc viết ý kiến, Lan không muốn sống nữa; người trực đọc và nhắn lại"""
    tam = await house.duty("Tâm")
    lan = await house.youth("Lan")
    await scribe.says(lan, LAMP)
    await scribe.says(lan, "thật ra em ko muốn sống nữa")
    await scribe.says(lan, "em mệt lắm")
    await scribe.taps(lan, "Có, báo người trực")
    await house.ticks()
    scribe.listens(tam)
    await scribe.says(tam, "/truc")
    await scribe.says(tam, "1")
    await scribe.taps(tam, "Mở")
    await scribe.taps(tam, "Mời gọi số trợ giúp")
    await house.ticks()
    scribe.listens(lan)
    await scribe.taps(lan, "Viết tiếp")


async def no_proposals(house: House, scribe: Scribe) -> None:
    """Những tin không phải ý kiến, mỗi loại một tin"""
    lan = await house.youth("Lan")
    await lan.says("/huy")
    for kind, text in TEXTS.items():
        scribe.aside(kind)
        await scribe.says(lan, text)
        await lan.says("/huy")


async def distress_in_english(house: House, scribe: Scribe) -> None:
    """In the middle of the form Sam does not want to live any more, and nobody is on duty"""
    sam = await house.youth("Sam")
    await sam.says("/english")
    await scribe.says(sam, "I want to kill myself")
    await scribe.taps(sam, "Write on")
    await scribe.says(sam, "my teacher touches my friend, we dare not tell")


Talk = Callable[[House, Scribe], Awaitable[None]]
TALKS: dict[str, Talk] = {
    "01-first-opinion": first_opinion,
    "02-everything-changed": everything_changed,
    "03-before-the-yes": before_the_yes,
    "04-under-sixteen": under_sixteen,
    "05-my-opinions": my_opinions,
    "06-questions": questions,
    "07-reminder": reminder,
    "08-announcement": announcement,
    "09-workbook": workbook,
    "10-english": english,
    "11-distress": distress,
    "12-no-proposals": no_proposals,
    "13-distress-in-english": distress_in_english,
}


@pytest.mark.parametrize("name", TALKS)
async def test_the_talk_is_what_stands_in_its_file(make_house: MakeHouse, name: str) -> None:
    house = await make_house(quiet=Quiet(time(21), time(7)))
    await house.dialogue("QT")
    talk, scribe = TALKS[name], Scribe()
    scribe.title(str(talk.__doc__))
    await talk(house, scribe)
    file = HERE / f"{name}.txt"
    if os.environ.get("DOITHOAI_REFRESH") == "1":
        file.write_text(scribe.written(), "utf-8")
    assert file.read_text("utf-8") == scribe.written()


def test_every_file_has_its_talk() -> None:
    assert {file.stem for file in HERE.glob("*.txt")} == set(TALKS)

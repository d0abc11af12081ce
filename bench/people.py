"""What the people of a measurement do: from the link to a yes, then one proposal after another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Literal, NamedTuple

TEXTS = (
    "Đoạn đường từ cổng nhà văn hoá khu phố 5 ra chợ buổi tối tối om, đèn hỏng cả tháng nay chưa thấy ai sửa, mong phường cho thay đèn sớm ạ.",
    "duong vao khu pho 5 toi qua, den duong hong het roi ma k ai sua",
    "Em muốn vay vốn Ngân hàng Chính sách để mở tiệm sửa xe nhưng không có tài sản thế chấp. Phường với Đoàn có thể tín chấp cho thanh niên vay khoảng 100 triệu không ạ?",
    "Nhà văn hoá khoá cửa suốt, muốn mượn sân đá bóng thì gọi mà không ai nghe máy.",
    "mo lop tieng anh giao tiep mien phi buoi toi o nha van hoa di a",
    "Giờ tan học xe tải chạy ngang cổng trường, mong có gờ giảm tốc và vạch sang đường.",
    "Bãi rác tự phát ở bờ kênh sau chợ bốc mùi, đề nghị dọn sạch và đặt thêm thùng rác có nắp.",
)
MORE = "Với lại khu mình cũng bị như vậy."
BRANCHES = ("KP1", "KP2", "KP3", "KP4", "KP5")
FIRST, CHANGE_TOPIC, SECOND = 0, 2, 1


class Step(NamedTuple):
    """One thing a person does: opens a link, types a text, or taps the button at a place."""

    kind: Literal["opens", "types", "taps"]
    text: str = ""
    button: int = 0


def journey(number: int) -> Iterator[Step]:
    """All that one person does, without end.

    Of five proposals one is written in two messages, of seven one gets another topic.
    """
    yield Step("opens", f"b-{BRANCHES[number % len(BRANCHES)]}")
    yield Step("taps", button=FIRST)
    for sent in count(number):
        # No text twice, so that nothing is quick because it is known already.
        yield Step("types", f"{TEXTS[sent % len(TEXTS)]} (nhà số {number}, ngõ {sent})")
        if sent % 5 == 0:
            yield Step("types", MORE)
        if sent % 7 == 0:
            yield Step("taps", button=CHANGE_TOPIC)
            yield Step("taps", button=SECOND)
        yield Step("taps", button=FIRST)

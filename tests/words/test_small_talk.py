"""Typed into an empty chat: a hello, a question, or what should change."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.small_talk import Kind, kind_of

SAMPLES = Path(__file__).parent.parent / "data" / "messages.tsv"

NAMED: dict[str, Kind] = {
    "greeting": "greeting",
    "help": "help",
    "status_question": "status",
    "deadline_question": "deadline",
    "sticker": "sticker",
    "ack": "ack",
    "gibberish": "gibberish",
    "proposal": "proposal",
    "privacy_request": "erase",
}


def samples() -> list[dict[str, str]]:
    with SAMPLES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    "row", [row for row in samples() if row["kind"] in NAMED], ids=lambda row: str(row["id"])
)
def test_the_samples_are_what_they_are(row: dict[str, str]) -> None:
    assert kind_of(row["text"]) == NAMED[row["kind"]]


@pytest.mark.parametrize(
    "row", [row for row in samples() if row["kind"] not in NAMED], ids=lambda row: str(row["id"])
)
def test_what_others_must_look_at_is_not_talked_away(row: dict[str, str]) -> None:
    assert kind_of(row["text"]) in {"proposal", "none"}


TYPED: dict[Kind, str] = {
    "greeting": """
hi|Hello|hey bot|chào|Chào bạn|xin chào ad|chao buoi sang|alo|alo alo|A lô ad ơi|ad ơi|bot ơi|
có ai ở đây không ạ|co ai k|Good morning|hi there|hello everyone|chào mọi người 👋|/start
""",
    "thanks": """
cảm ơn|cảm ơn bạn nhiều|cam on ad nhieu nha|tks|tks ad|thanks|Thank you so much|thank you|
ok cảm ơn bạn|dạ vâng em cảm ơn ạ|cám ơn rất nhiều|xin cảm ơn
""",
    "ack": """
ok|oke|uk|ừ|vâng|dạ vâng ạ|rồi|hiểu rồi|da hieu roi a|được rồi|ok ok ok|haha|hihi|kkk|kkkk|hehe 😂|
không sao|không có gì đâu|ko co gi|dạ không ạ|dạ thôi ạ|bye|tạm biệt|tuyệt vời|got it|I see|hahaha|
thế à|ok bạn nhé
""",
    "help": """
help|/help|?|???|trợ giúp|tro giup|hướng dẫn|hd|giúp mình với|giúp em với ạ|menu|
bot này để làm gì|bot nay lam dc gi|bạn là ai|ban la ai vay|đây là gì|day la gi the|bot hoạt động thế nào|
làm sao để gửi ý kiến|cách gửi ý kiến|gửi ý kiến ở đâu|gui y kien kieu gi|muốn góp ý thì làm thế nào|
ai đọc ý kiến của mình|ai se doc y kien|mình không hiểu|chưa hiểu lắm|What can you do?|
who are you|how does it work|How do I send a proposal?|who reads this?|i don't understand
""",
    "deadline": """
hạn cuối là khi nào|han chot la ngay nao|hạn gửi ý kiến đến bao giờ|deadline|deadline khi nào|
bao giờ hết hạn|còn mấy ngày nữa hết hạn|con may ngay nua thi den han|gửi ý kiến đến ngày nào|
hạn nộp ý kiến?|hạn nộp là ngày mấy|nộp ý kiến trước ngày nào vậy|hôm nay còn gửi được không|
giờ gửi ý kiến còn kịp ko|khi nào đối thoại|bao h doi thoai|buổi đối thoại diễn ra ở đâu|
doi thoai ngay nao|when is the deadline?|what's the deadline|how many days left|when is the dialogue|
bao giờ thì hết hạn gửi ý kiến|mấy giờ thì đóng nhận góp ý
""",
    "status": """
ý kiến của tôi đến đâu rồi|y kien cua em sao roi|ý kiến của mình đã được trả lời chưa|
bao giờ có kết quả|khi nào được trả lời|bao lau thi duoc phan hoi|đã trả lời chưa|có kết quả chưa ạ|
gửi góp ý rồi thì khi nào có phản hồi|em gửi rồi mà chưa thấy trả lời|kiến nghị của em bao giờ giải quyết|
xem lại ý kiến|xem ý kiến của tôi|tra cứu mã|ý kiến tôi đã gửi|phản ánh hôm trước đã xử lý chưa|
any answer yet?|status of my proposal|when will I get an answer|did anyone read it|my proposals
""",
    "sticker": "😂|👍|❤️❤️|🥲🥲🥲|🇻🇳|👋🏽 😂|…❤",
    "gibberish": "asdfgh|qwerty|sdfsdfsdf|hjkhjk|aaaaaa|fjdkslfj dkfjsl|zxcvbnm asdf|asdf asdf asdf",
    "none": """
|.|!!|123|0900000000|đường hỏng|không|no|test|Quang Trung|k|sân bóng|12 34|[voice 0:43]|wifi|mọi người|anh|phường mình
""",
    "proposal": """
đường hỏng quá|xin thêm thùng rác|fix the road|den duong hong|cần sân bóng mới|wifi yeu qua|
Chào ad, đường khu phố 5 hỏng rồi|Cảm ơn phường đã sửa đường, mong lắp thêm đèn|
ok nhưng đèn vẫn hỏng|hi, there is no light in our street|Bao giờ có nhà ở xã hội ạ?|
bao giờ sửa đường khu phố 3|khi nào phường giải quyết bãi rác|Đề nghị phường trả lời khi nào sửa cống|
mong được hướng dẫn làm căn cước|Xin giúp chúng em làm sân bóng|
hạn nộp học phí là ngày nào mà thu sớm thế|thẻ bảo hiểm y tế hết hạn khi nào được cấp lại|
căn cước hết hạn thì làm lại ở đâu|đây là bãi rác tự phát|bạn em bị tai nạn ở ngã tư|
không có chỗ đọc sách|không có sân bóng|có ai ở phường biết đường ngập không|
Kiến nghị của dân gửi nhiều lần mà không ai giải quyết, đề nghị phường có sổ theo dõi|
chiều tối hay mất điện|hello kitty is too loud at night|How can we get a library?|
làm sao để vay vốn mở quán|gửi xe ở chợ đắt quá|hồ sơ nộp rồi bao giờ có kết quả
""",
}


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (kind, typed)
        for kind, table in TYPED.items()
        for typed in table.replace("\n", "").split("|")
    ],
)
def test_what_it_is(kind: Kind, typed: str) -> None:
    assert kind_of(typed) == kind


@given(st.text())
def test_anything_typed_is_of_some_kind(text: str) -> None:
    kind_of(text)


def test_a_hostile_text_is_judged_at_all() -> None:
    for text in ("(a+)+$ " + "a" * 5000 + "!", "hạn cuối " * 2000, "gửi " * 5000, "ha" * 20000):
        assert kind_of(text) in {"proposal", "none", "gibberish", "ack"}

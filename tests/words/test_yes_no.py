"""Yes, no, and what only sounds like one of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.yes_no import says_no, says_yes

YES = """
có|co|Có ạ|có chứ|dạ|Dạ vâng|dạ có|dạ đúng|dạ đúng rồi ạ|vâng|vâng ạ|ừ|ừm|uk|uh|ừ đúng r|đúng|dung|
đúng r|đr|chuẩn|chuẩn luôn|ok|OK|oke|okie|okk|oki nha|ok bạn|ok ok|ok, cảm ơn|okay|đồng ý|dong y|
mình đồng ý|em đồng ý ạ|được|dc|đc|dc nha|được rồi|yes|y|Yes please|yep|sure|I agree|
ok thanks|1|👍|👍🏽|ok 👍|👌|dạaa|vângg|ddoongf ys|thôi được|đồng ý!
""".replace("", "").replace("\n", "")

NO = """
không|khong|ko|k|kh|hong|hông|không ạ|ko ạ|dạ không|Dạ không ạ|da khong|vâng không ạ|không, cảm ơn|
ko đâu|không đâu ạ|sai|sai rồi|sai r|chưa|chua|chưa đúng|chưa ạ|không đúng|ko đúng|không phải|k phải|
không đồng ý|ko dong y|em không đồng ý|không được|ko dc|thôi|thôi ạ|đừng|dừng|no|No!|n|nope|no thanks|
2|👎|👎🏻|không 👎|khoong|không không|not now
""".replace("\n", "")

NEITHER = """
không sao|ko sao đâu|không sao ạ|được ko|dc k|được không ạ|đúng không|đúng ko?|có không|ok k|ok không|
ok?|được chưa|xong chưa|phải không|tại sao không|sao không|không biết|không có gì|chưa chắc|
có lẽ|có gì không|không 👍|có, không|cảm ơn|ạ|bạn ơi||.|😂|kkk|haha|gửi|khu phố 3|không gian đọc sách|
có đâu|có à|vâng nhưng mà|đồng ý một phần|yes and no|not sure|no problem|don't know|hồng|cổ|vắng|
nó|3|đường hỏng|không có đèn đường|có đèn mà không sáng|đúng là chán|ok nhưng sửa giúp mình câu đầu
""".replace("\n", "")


@pytest.mark.parametrize("typed", YES.split("|"))
def test_a_yes(typed: str) -> None:
    assert (says_yes(typed), says_no(typed)) == (True, False)


@pytest.mark.parametrize("typed", NO.split("|"))
def test_a_no(typed: str) -> None:
    assert (says_yes(typed), says_no(typed)) == (False, True)


@pytest.mark.parametrize("typed", NEITHER.split("|"))
def test_neither(typed: str) -> None:
    assert (says_yes(typed), says_no(typed)) == (False, False)


@given(st.text())
def test_never_both(text: str) -> None:
    assert not (says_yes(text) and says_no(text))

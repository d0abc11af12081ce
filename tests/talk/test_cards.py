"""The card: what is sent is what was shown, once, and by a yes that is never kept."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from handlers.talk.script import Conversation, Line, Talk, conversation
from handlers.words.catalogue import verbatim
from storage import schema
from storage.proposals import Refused
from tests.phone import Phone
from tests.talk.conftest import Plays

FIRST = "Đèn đường ngõ 5 hỏng"
CHOOSE = "Nếu đã đúng ý, bạn chọn «Gửi» nhé.\n\n"


@dataclass
class Post:
    """Where letters are posted: whom they go to now, and what went."""

    to: str = "ward"
    sent: list[str] = field(default_factory=list)
    refuses: bool = False
    keeps: bool = False

    def conversation(self) -> Conversation:
        """A letter: words, a look, one tap."""

        @conversation("form", commands=("letter",))
        async def form(talk: Talk) -> None:
            text = await talk.ask("text", verbatim("What?"))
            await talk.review(
                verbatim("So?"),
                [
                    Line("text", verbatim("Words"), verbatim(text), verbatim("Change words")),
                    Line("to", verbatim("To"), verbatim(self.to)),
                ],
                send=verbatim("Gửi"),
                drop=verbatim("Bỏ"),
            )
            async with talk.act(keeps=self.keeps, over=verbatim("Closed.")):
                if self.refuses:
                    raise Refused("over")
                self.sent.append(f"{self.to}: {text}")
            talk.say(verbatim("Sent."))

        return form


@pytest.fixture
def post() -> Post:
    return Post()


async def _at_the_card(plays: Plays, post: Post) -> Phone:
    _house, lan = await plays(post.conversation())
    await lan.says("/letter")
    await lan.says(FIRST)
    assert lan.sees == f"So?\n\nWords: {FIRST}\n\nTo: ward"
    return lan


async def test_what_is_typed_under_the_card_becomes_a_new_line_of_it(
    plays: Plays, post: Post
) -> None:
    lan = await _at_the_card(plays, post)
    await lan.says("tối đi học về sợ lắm")
    await lan.says("mong phường sửa sớm")
    await lan.taps("Gửi")
    assert post.sent == [f"ward: {FIRST}\ntối đi học về sợ lắm\nmong phường sửa sớm"]


@pytest.mark.parametrize(
    "typed",
    ["ok", "OK ạ", "đồng ý", "không", "ko", "ừ", "thôi", "👍", "cảm ơn bạn", "hihi"],
)
async def test_a_nod_under_the_card_is_no_line_and_no_tap(
    plays: Plays, post: Post, typed: str
) -> None:
    lan = await _at_the_card(plays, post)
    await lan.says(typed)
    assert lan.sees == f"{CHOOSE}So?\n\nWords: {FIRST}\n\nTo: ward"
    assert post.sent == []


@pytest.mark.parametrize(
    "typed", ["Gửi", "gui", "1", "gửi đi", "gửi luôn nhé", "Gửi giúp mình với ạ"]
)
async def test_the_words_of_the_button_are_the_button(plays: Plays, post: Post, typed: str) -> None:
    lan = await _at_the_card(plays, post)
    await lan.says(typed)
    assert post.sent == [f"ward: {FIRST}"]


async def test_a_double_tap_sends_once(plays: Plays, post: Post) -> None:
    lan = await _at_the_card(plays, post)
    card = lan.chat[-1]
    await lan.taps("Gửi")
    await lan.taps("Gửi", on=card)
    assert post.sent == [f"ward: {FIRST}"]


async def test_a_double_tap_that_comes_in_one_round_sends_once(plays: Plays, post: Post) -> None:
    lan = await _at_the_card(plays, post)
    await lan.taps_twice_at_once("Gửi")
    assert post.sent == [f"ward: {FIRST}"]
    assert lan.sees == "Nút đó dùng rồi. /ykien để xem ý kiến bạn đã gửi."


async def test_a_yes_is_for_what_was_shown(plays: Plays, post: Post) -> None:
    lan = await _at_the_card(plays, post)
    post.to = "province"
    await lan.taps("Gửi")
    assert post.sent == []
    assert lan.sees == (
        f"Có chỗ vừa thay đổi, bạn xem lại giúp mình nhé.\n\nSo?\n\nWords: {FIRST}\n\nTo: province"
    )
    await lan.taps("Gửi")
    assert post.sent == [f"province: {FIRST}"]


async def test_an_earlier_card_no_longer_sends(plays: Plays, post: Post) -> None:
    lan = await _at_the_card(plays, post)
    earlier = lan.chat[-1]
    await lan.says("tối đi học về sợ lắm")
    await lan.taps("Gửi", on=earlier)
    assert post.sent == []
    assert lan.sees == (
        f"Nút đó thuộc câu hỏi cũ.\n\nSo?\n\nWords: {FIRST}\ntối đi học về sợ lắm\n\nTo: ward"
    )


async def test_a_yes_is_never_kept(plays: Plays, post: Post) -> None:
    post.refuses = post.keeps = True
    lan = await _at_the_card(plays, post)
    await lan.taps("Gửi")
    assert lan.sees == "Closed."
    post.refuses = False
    await lan.says("/letter")
    assert lan.sees == f"So?\n\nWords: {FIRST}\n\nTo: ward"
    assert post.sent == []


async def test_a_refused_deed_says_why_and_the_words_may_stay(plays: Plays, post: Post) -> None:
    post.refuses = post.keeps = True
    lan = await _at_the_card(plays, post)
    await lan.taps("Gửi")
    assert lan.sees == "Closed."
    await lan.says("và sửa cả cống thoát nước")
    assert lan.sees == f"So?\n\nWords: {FIRST}\nvà sửa cả cống thoát nước\n\nTo: ward"


async def test_a_refused_deed_that_keeps_nothing_is_over(plays: Plays, post: Post) -> None:
    post.refuses = True
    lan = await _at_the_card(plays, post)
    await lan.taps("Gửi")
    assert lan.sees == "Closed."
    assert await lan.house.rows(schema.drafts) == []


async def test_dropping_sends_nothing(plays: Plays, post: Post) -> None:
    lan = await _at_the_card(plays, post)
    await lan.taps("Bỏ")
    assert lan.sees == "Đã bỏ. Không có gì được gửi đi."
    assert post.sent == []
    assert await lan.house.rows(schema.drafts) == []


@pytest.mark.parametrize("typed", ["/huy", "/cancel", "hủy", "Huỷ.", "／huy"])
async def test_cancel_has_many_spellings(plays: Plays, post: Post, typed: str) -> None:
    lan = await _at_the_card(plays, post)
    await lan.says(typed)
    assert lan.sees == "Đã bỏ. Không có gì được gửi đi."


async def test_an_edited_message_changes_the_line_it_gave(plays: Plays, post: Post) -> None:
    _house, lan = await plays(post.conversation())
    await lan.says("/letter")
    first = await lan.says("Đèn đường ngõ 6 hỏng")
    second = await lan.says("tối lắm")
    await lan.edits(first, FIRST)
    await lan.edits(second, "tối đi học về sợ lắm")
    assert lan.sees == f"So?\n\nWords: {FIRST}\ntối đi học về sợ lắm\n\nTo: ward"


async def test_an_edit_after_the_last_tap_changes_nothing_and_says_so(
    plays: Plays, post: Post
) -> None:
    _house, lan = await plays(post.conversation())
    await lan.says("/letter")
    message = await lan.says(FIRST)
    await lan.taps("Gửi")
    await lan.edits(message, "Thôi, đừng sửa đèn nữa")
    assert post.sent == [f"ward: {FIRST}"]
    assert lan.sees == (
        "Mình thấy bạn vừa sửa một tin, nhưng ý đã gửi thì không đổi theo. Bạn sửa được trong "
        "/ykien cho tới hạn gửi."
    )

"""Before the yes nothing is kept; a no is respected; what was written is not lost."""

from __future__ import annotations

import pytest

from handlers.youth import consent
from storage import schema
from storage.retention import Retention
from tests.house import START, YES, House
from tests.youth.conftest import LAMP, has_sent

CANARY = "chimhoangyen"
TYPED = f"Sân bóng {CANARY} bỏ hoang nhiều năm nay, mong phường sửa"
WHICH_BRANCH = (
    "Đây là nơi thanh niên gửi ý kiến tới buổi đối thoại với Chủ tịch.\n\n"
    "Bạn ở chi đoàn hay khu phố nào? Gõ tên, có dấu hay không dấu đều được."
)


async def test_the_proof_of_a_yes_is_text_answer_time_and_channel(house: House) -> None:
    lan = await house.youth("Lan")
    person = await house.person(lan)
    assert await house.rows(schema.consents) == [
        {
            "id": 1,
            "person_id": person.id,
            "kind": "dialogue",
            "given": True,
            "version": consent.VERSION,
            "hash": consent.digest("vi", Retention()),
            "answer": YES,
            "channel": "phone",
            "at": START,
        }
    ]


async def test_before_the_yes_only_chat_language_state_and_day_are_kept(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.says(TYPED)
    [person] = await house.rows(schema.people)
    person.pop("keyboard")
    assert person == {
        "id": 1,
        "channel": "phone",
        "address": "Lan",
        "language": "vi",
        "language_chosen": False,
        "state": "new",
        "terms": "",
        "born": None,
        "seen_on": START.date(),
        "unit_id": None,
        "hold_until": None,
        "blocked_at": None,
    }
    assert await house.rows(schema.consents) == []


@pytest.mark.parametrize("link", ["b-KP3", "b-nowhere", ""])
async def test_no_word_typed_before_the_yes_is_kept_anywhere(house: House, link: str) -> None:
    house.network.keeps_transcript = True
    lan = house.stranger("Lan")
    await lan.opens(link)
    await lan.says(TYPED)
    await lan.says(f"khu phố 3, gần sân {CANARY}")
    await lan.says(f"/{CANARY}")
    message = await lan.says(f"{CANARY} nữa nhé")
    await lan.edits(message, f"{CANARY} hay là thôi")
    await lan.says("/han")
    assert CANARY not in await house.everything()


async def test_the_words_that_could_leak_are_found_once_they_may_be_kept(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(TYPED)
    assert CANARY in await house.everything()


async def test_what_was_typed_before_the_yes_is_the_text_afterwards(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    message = await lan.says(LAMP)
    assert lan.sees.startswith(
        "Điều bạn vừa viết mình chưa lưu: mình cần bạn trả lời câu này trước.\n\nChào bạn"
    )
    assert lan.chat[-1].reply_to == message
    await lan.taps(YES)
    assert lan.sees.startswith(f"Mình gửi như thế này nhé?\n\nÝ kiến: {LAMP}\n")
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]


async def test_what_was_typed_without_a_link_waits_through_the_search_for_the_branch(
    house: House,
) -> None:
    lan = house.stranger("Lan")
    message = await lan.says(LAMP)
    assert (lan.sees, lan.chat[-1].reply_to) == (WHICH_BRANCH, message)
    await lan.says("khu pho 3")
    assert lan.chat[-1].reply_to == message
    await lan.says("/han")
    assert lan.chat[-1].reply_to == message
    await lan.taps(YES)
    assert lan.sees.startswith(f"Mình gửi như thế này nhé?\n\nÝ kiến: {LAMP}\n")


async def test_an_edit_of_what_was_held_counts_as_long_as_it_is_not_sent(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    message = await lan.says("Đèn đường ngõ 6 hỏng cả tháng nay")
    await lan.taps(YES)
    await lan.edits(message, LAMP)
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]


async def test_where_nothing_is_held_it_is_asked_for_again_and_says_why(house: House) -> None:
    house.network.holds = False
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.says(LAMP)
    await lan.taps(YES)
    assert lan.sees == (
        "Điều bạn viết lúc nãy mình không lưu, vì khi đó bạn chưa đồng ý. Bạn gửi lại giúp mình "
        "nhé.\n\n"
        "Bạn muốn điều gì thay đổi, ở đâu? Viết một tin là đủ. Cán bộ không thấy tên bạn, trừ khi "
        "bạn chọn ghi tên."
    )


@pytest.mark.parametrize("typed", ["hi", "chào bạn", "ok", "alo có ai không"])
async def test_a_greeting_before_the_yes_is_no_proposal_afterwards(
    house: House, typed: str
) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.says(typed)
    await lan.taps(YES)
    assert lan.sees == (
        "Bạn muốn điều gì thay đổi, ở đâu? Viết một tin là đủ. Cán bộ không thấy tên bạn, trừ khi "
        "bạn chọn ghi tên."
    )


@pytest.mark.parametrize("typed", ["Đồng ý", "đồng ý", "dong y", "1", "Đồng ý, mình từ 16 tuổi"])
async def test_a_yes_may_be_typed(house: House, typed: str) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.says(typed)
    assert (await house.person(lan)).state == "yes"


async def test_a_yes_is_not_read_into_a_word_that_might_mean_another(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.says("ok")
    assert (await house.person(lan)).state == "new"
    assert lan.sees.startswith("Bạn chọn giúp một câu trả lời bên dưới nhé.")


async def test_a_no_is_respected_and_keeps_nothing_but_itself(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.taps("Không đồng ý")
    assert lan.sees == (
        "Không sao cả. Mình chỉ lưu câu trả lời này thôi. Khi nào đổi ý, bạn cứ nhắn mình."
    )
    person = await house.person(lan)
    assert (person.state, person.unit) == ("no", None)
    assert await house.rows(schema.consents) == []
    assert await house.rows(schema.drafts) == []


async def test_politeness_after_a_no_does_not_ask_again(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.taps("Không đồng ý")
    said = len(lan.chat)
    await lan.says("ok cảm ơn")
    assert len(lan.chat) == said


@pytest.mark.parametrize("answer", ["Không đồng ý", "Mình dưới 16"])
async def test_the_tap_of_a_no_is_not_written_down_either(house: House, answer: str) -> None:
    house.network.keeps_transcript = True
    lan, minh = house.stranger("Lan"), house.stranger("Minh")
    await lan.opens("b-KP3")
    await lan.taps(answer)
    await minh.opens("b-KP3")
    await minh.says(answer)
    assert await house.rows(schema.transcript) == []


async def test_the_tap_of_a_yes_may_be_seen_again(house: House) -> None:
    house.network.keeps_transcript = True
    await house.youth("Lan")
    assert [row["text"] for row in await house.rows(schema.transcript)] == [YES]


async def test_a_no_may_be_taken_back(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.taps("Không đồng ý")
    await lan.opens("b-KP3")
    await lan.taps(YES)
    await has_sent(lan)
    assert await house.texts() == [LAMP]


async def test_under_sixteen_nothing_is_kept_but_that_and_a_way_is_shown(house: House) -> None:
    an = house.stranger("An")
    await an.opens("b-KP3")
    await an.taps("Mình dưới 16")
    assert an.sees == (
        "Cảm ơn bạn đã muốn góp ý! Từ 16 tuổi bạn tự gửi được. Giờ bạn nói với thầy cô phụ trách "
        "Đoàn, Đội ở trường nhé. Cần giúp bất cứ điều gì, trẻ em gọi 111 (miễn phí, 24/7)."
    )
    person = await house.person(an)
    assert (person.state, person.unit) == ("young", None)
    assert await house.rows(schema.consents) == []


async def test_without_a_yes_no_command_leads_past_the_question(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    asked = lan.sees
    for command in ("/gopy", "/ykien", f"/gopy {LAMP}"):
        await lan.says(command)
        assert lan.sees == asked
    assert CANARY not in await house.everything()


async def test_the_closing_date_is_told_before_the_yes(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.says("/han")
    assert lan.sees.startswith(
        "Chủ tịch UBND phường Quang Trung, «Việc làm cho thanh niên»: đối thoại Thứ Tư, 31/03/2027."
    )

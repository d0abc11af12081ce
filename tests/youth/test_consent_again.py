"""A text that has changed asks again: before anything more is kept, and without a loss."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage import consents, schema
from storage.retention import Retention
from tests.house import YES, House
from tests.phone import Phone
from tests.youth.conftest import LAMP, has_sent

CANARY = "chimhoangyen"
AGAIN = "Bản bạn từng đồng ý có thay đổi nên mình hỏi lại; điều đã gửi vẫn theo bản cũ."
STILL_HERE = "Cảm ơn bạn. Phần đang viết dở vẫn còn nguyên."


def the_text_changes(house: House) -> None:
    """The operator keeps names for longer, and so the text is another one."""
    house.keeps(Retention(identity_months=12))


async def _on_the_card(house: House) -> Phone:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    return lan


async def test_what_is_written_next_is_asked_for_first_and_kept_nowhere(house: House) -> None:
    house.network.keeps_transcript = True
    lan = await _on_the_card(house)
    the_text_changes(house)
    await lan.says(f"Thêm nữa: sân bóng {CANARY} bỏ hoang")
    assert lan.sees.startswith(f"{AGAIN}\n\nĐối thoại: ")
    assert "12 tháng sau khi có kết luận" in lan.sees
    assert lan.buttons[:2] == [YES, "Không đồng ý"]
    assert CANARY not in await house.everything()


async def test_after_the_yes_the_open_draft_is_as_it_was(house: House) -> None:
    lan = await _on_the_card(house)
    card = lan.sees
    the_text_changes(house)
    await lan.says(f"Thêm nữa: sân bóng {CANARY} bỏ hoang")
    await lan.taps(YES)
    assert lan.sees == (
        f"{STILL_HERE}\n\n"
        "Điều bạn viết lúc nãy mình không lưu, vì khi đó bạn chưa đồng ý. Bạn gửi lại giúp mình "
        f"nhé.\n\nMình tiếp tục chỗ đang dở nhé.\n\n{card}"
    )
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]


async def test_a_tap_on_send_sends_nothing_before_the_yes_and_can_be_done_afterwards(
    house: House,
) -> None:
    lan = await _on_the_card(house)
    the_text_changes(house)
    await lan.taps("Gửi")
    assert lan.sees.startswith(AGAIN)
    assert await house.texts() == []
    await lan.taps(YES)
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]


async def test_an_edit_changes_nothing_before_the_yes(house: House) -> None:
    lan = await house.youth("Lan")
    message = await lan.says(LAMP)
    the_text_changes(house)
    await lan.edits(message, f"Sân bóng {CANARY} bỏ hoang nhiều năm")
    assert lan.sees.startswith(AGAIN)
    assert CANARY not in await house.everything()


async def test_a_photo_is_not_kept_before_the_yes(house: House) -> None:
    lan = await _on_the_card(house)
    the_text_changes(house)
    await lan.sends(("photo", b"\xff\xd8"))
    assert lan.sees.startswith("Ảnh thì mình chưa lưu")
    assert AGAIN in lan.sees
    assert await house.rows(schema.uploads) == []


async def test_a_question_is_answered_without_a_new_yes(house: House) -> None:
    lan = await _on_the_card(house)
    the_text_changes(house)
    await lan.says("/han")
    assert lan.sees.startswith("Chủ tịch UBND phường Quang Trung, «Việc làm cho thanh niên»")
    assert len(await house.rows(schema.drafts)) == 1


async def test_with_nothing_open_the_new_words_are_the_text_after_the_yes(house: House) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    the_text_changes(house)
    await lan.says("Mong phường mở lớp dạy nghề buổi tối cho công nhân")
    assert lan.sees.startswith(AGAIN)
    await lan.taps(YES)
    assert lan.sees.startswith("Mình gửi như thế này nhé?\n\nÝ kiến: Mong phường mở lớp")


async def test_the_old_proof_stays_beside_the_new_one(house: House) -> None:
    lan = await _on_the_card(house)
    [old] = await house.rows(schema.consents)
    the_text_changes(house)
    await lan.taps("Gửi")
    await lan.taps(YES)
    before, after = await house.rows(schema.consents)
    assert before == old
    assert after == {**old, "id": 2, "hash": after["hash"]}
    assert after["hash"] != old["hash"]


async def test_a_no_to_the_new_text_keeps_what_was_sent_and_takes_nothing_more(
    house: House,
) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    the_text_changes(house)
    await lan.says("Mong phường mở lớp dạy nghề buổi tối cho công nhân")
    await lan.taps("Không đồng ý")
    assert lan.sees == (
        "Không sao cả, mình không lưu thêm gì. Điều đã gửi vẫn theo bản bạn đồng ý khi đó; muốn rút "
        "lại, bạn dùng /dulieu."
    )
    person = await house.person(lan)
    async with house.database.read() as db:
        standing = await consents.standing(db, person.id)
    assert (person.state, person.terms, standing) == ("no", "", {"dialogue": False})
    assert await house.texts() == [LAMP]


async def test_after_a_no_the_open_draft_waits_for_a_yes(house: House) -> None:
    lan = await _on_the_card(house)
    the_text_changes(house)
    await lan.taps("Gửi")
    await lan.taps("Không đồng ý")
    assert "Ý kiến:" not in lan.sees
    await lan.says("Mong phường mở lớp dạy nghề buổi tối cho công nhân")
    await lan.taps(YES)
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]


@pytest.mark.parametrize("command", ["/english", "/tiengviet"])
async def test_another_language_is_the_same_text(house: House, command: str) -> None:
    lan = await _on_the_card(house)
    await lan.says(command)
    await lan.taps(lan.buttons[0])
    assert await house.texts() == [LAMP]


async def test_another_version_of_the_same_words_asks_again_too(
    house: House,
) -> None:
    lan = await _on_the_card(house)
    person = await house.person(lan)
    newer = replace(person, terms=person.terms.replace("1:", "0:", 1))
    agrees = house.registry.agrees
    assert (agrees(person, Retention()), agrees(newer, Retention())) == (True, False)

"""What is no proposal is noticed in every state, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage import schema
from tests.house import YES, House
from tests.phone import Phone
from tests.safety.samples import ALARMS, CANARY, LAMP, TEXTS

ALARM = TEXTS["self_harm"]
GOES_ON = "Khi nào muốn viết tiếp, bạn bấm «Viết tiếp»."

Opens = Callable[[House], Awaitable[Phone]]


async def nothing_open(house: House) -> Phone:
    lan = await house.youth("Lan")
    await lan.says("/huy")
    return lan


async def a_stranger(house: House) -> Phone:
    return house.stranger("Lan")


async def before_the_yes(house: House) -> Phone:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    return lan


async def at_the_words(house: House) -> Phone:
    return await house.youth("Lan")


async def at_the_card(house: House) -> Phone:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    return lan


async def at_a_choice(house: House) -> Phone:
    lan = await at_the_card(house)
    await lan.taps("Đổi lĩnh vực")
    return lan


async def at_the_name(house: House) -> Phone:
    lan = await at_the_card(house)
    await lan.taps("Ghi tên")
    return lan


async def paused(house: House) -> Phone:
    lan = await at_the_card(house)
    await house.close(1)
    await lan.taps("Gửi")
    return lan


async def at_the_list(house: House) -> Phone:
    lan = await at_the_card(house)
    await lan.taps("Gửi")
    await lan.says("/ykien")
    return lan


async def at_an_office_question(house: House) -> Phone:
    await house.dialogue("QT", "Môi trường", days=40)
    hoa = await house.staff("Hoa")
    await hoa.says("/xuat")
    return hoa


STATES: dict[str, Opens] = {
    "nothing open": nothing_open,
    "a stranger": a_stranger,
    "before the yes": before_the_yes,
    "at the words": at_the_words,
    "at the card": at_the_card,
    "at a choice": at_a_choice,
    "at the name": at_the_name,
    "paused": paused,
    "at the list": at_the_list,
    "at a question of the office": at_an_office_question,
}


async def kept(house: House) -> str:
    """Every row and every byte, after the minute's checkpoint."""
    await house.database.checkpoint()
    return (await house.everything()).casefold()


async def counted(house: House) -> dict[str, int]:
    return {str(row["kind"]): int(str(row["number"])) for row in await house.rows(schema.counters)}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", TEXTS)
async def test_whatever_is_open_it_is_answered_counted_and_kept_nowhere(
    house: House, state: str, kind: str
) -> None:
    lan = await STATES[state](house)
    said = len(lan.chat)
    await lan.says(TEXTS[kind])
    assert len(lan.chat) == said + 1
    assert CANARY.casefold() not in lan.sees.casefold()
    assert CANARY.casefold() not in await kept(house)
    assert await counted(house) == {kind: 1}
    assert await house.texts() == ([LAMP] if state == "at the list" else [])


async def test_a_word_that_is_kept_would_be_found(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(f"{LAMP} {CANARY}")
    assert CANARY.casefold() in await kept(house)


@pytest.mark.parametrize("kind", ALARMS)
@pytest.mark.parametrize("state", ["at the words", "at the card", "at a choice", "before the yes"])
async def test_an_alarm_silences_the_form_until_who_wrote_it_goes_on(
    house: House, state: str, kind: str
) -> None:
    lan = await STATES[state](house)
    open_question = lan.sees
    await lan.says(TEXTS[kind])
    assert open_question not in lan.sees
    await lan.taps("Viết tiếp")
    assert lan.sees == f"Mình tiếp tục chỗ đang dở nhé.\n\n{open_question}"


async def test_the_draft_is_there_after_an_alarm(house: House) -> None:
    lan = await at_the_card(house)
    await lan.says(ALARM)
    await lan.taps("Viết tiếp")
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]


async def test_what_is_written_under_an_alarm_is_answered_once_and_then_taken(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(ALARM)
    await lan.says("em mệt lắm, chẳng biết nói với ai")
    assert lan.sees == (
        "Mình chỉ là chương trình, không lắng nghe được như người thật. "
        f"Bạn gọi cho ai đó nhé, hoặc chọn ở dưới.\n\n{GOES_ON}"
    )
    await lan.says(LAMP)
    assert lan.sees.startswith(f"Mình gửi như thế này nhé?\n\nÝ kiến: {LAMP}\n")


async def test_a_second_alarm_is_answered_shorter_and_never_swallowed(house: House) -> None:
    await house.duty("Tâm")
    lan = await house.youth("Lan")
    await lan.says(ALARM)
    first = lan.sees
    await lan.says(ALARM)
    assert lan.sees.startswith("Bạn gọi ngay nhé:\n115 – cấp cứu (24/7)\n111 – ")
    assert len(lan.sees) < len(first)
    await lan.says(TEXTS["child_abuse"])
    assert lan.sees.startswith("Bạn gọi ngay nhé:\n111 – ")


async def test_a_command_leaves_an_alarm_behind(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(ALARM)
    await lan.says(f"/gopy {LAMP}")
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]
    await lan.taps("Không, cảm ơn")
    assert await house.rows(schema.drafts) == []


async def test_behind_a_command_it_is_noticed_too(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(f"/gopy {ALARM}")
    assert lan.sees.startswith("Nghe bạn nói vậy, mình rất lo cho bạn. ")


async def test_in_a_link_too(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("I-want-to-kill-myself")
    assert lan.sees.startswith("Nghe bạn nói vậy, mình rất lo cho bạn. ")
    await lan.opens("b-KP3")
    assert lan.buttons[0] == YES


async def test_beside_a_photo_neither_is_taken(house: House) -> None:
    lan = await at_the_card(house)
    await lan.sends(("photo", b"\xff\xd8 a photo"), caption=ALARM)
    assert lan.sees.startswith("Nghe bạn nói vậy, mình rất lo cho bạn. ")
    assert await house.rows(schema.uploads) == []
    await lan.taps("Viết tiếp")
    assert "Ảnh, tệp" not in lan.sees


@pytest.mark.parametrize("kind", ["self_harm", "denunciation", "id_number"])
async def test_an_edit_takes_the_former_words_out_of_the_draft(house: House, kind: str) -> None:
    lan = await house.youth("Lan")
    first = await lan.says(LAMP)
    second = await lan.says("và vỉa hè cũng vỡ hết rồi")
    await lan.edits(second, TEXTS[kind])
    (draft,) = [d for d in await house.rows(schema.drafts) if d["conversation"] == "propose"]
    assert draft["given"] == f'{{"text":"{LAMP}"}}'
    assert draft["heard"] == f'{{"text":[["{first}","{LAMP}"]]}}'
    await lan.edits(first, TEXTS[kind])
    (draft,) = [d for d in await house.rows(schema.drafts) if d["conversation"] == "propose"]
    assert (draft["given"], draft["heard"]) == ("{}", "{}")
    assert CANARY.casefold() not in await kept(house)


async def test_what_was_typed_before_a_yes_does_not_come_back_with_it(house: House) -> None:
    """The device that held the words may hold others by then: Telegram's messages can be edited."""
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    message = await lan.says(LAMP)
    house.typed["Lan"][message] = ALARM
    await lan.taps(YES)
    assert lan.sees.startswith(
        "Điều bạn viết lúc nãy mình không lưu, vì khi đó bạn chưa đồng ý. Bạn gửi lại giúp mình nhé."
    )
    assert CANARY.casefold() not in await kept(house)


async def test_who_taps_or_types_a_button_has_answered(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.says("minh duoi 16")
    assert (await house.person(lan)).state == "young"


# --- the answers --------------------------------------------------------------------------------


DOOR = "nơi tiếp công dân của phường, xã bạn"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "denunciation",
            (
                "Đây là việc tố cáo, nên mình không lưu và không chuyển đi, tên ai cũng không. Muốn được "
                f"xem xét, bạn gửi đơn có ký tên hoặc đến nói trực tiếp ở {DOOR}. Bạn có mong muốn chung, "
                "không nêu tên ai, thì viết cho mình nhé."
            ),
        ),
        (
            "complaint",
            (
                "Đây là việc khiếu nại, có nơi nhận và thời hạn riêng, nên mình không lưu. Bạn hỏi sớm ở "
                f"{DOOR}. Bạn có mong muốn chung cho mọi người thì viết cho mình nhé."
            ),
        ),
        (
            "id_number",
            (
                "Mình không lưu tin vừa rồi, vì ở đây không cần số căn cước. Bạn gửi lại tin đó mà không "
                "có số nhé. Tin cũ thì bạn nên xoá khỏi khung chat này."
            ),
        ),
        (
            "bank_number",
            (
                "Mình không lưu tin vừa rồi, vì ở đây không cần số tài khoản hay số thẻ. Bạn gửi lại tin "
                "đó mà không có số nhé. Tin cũ thì bạn nên xoá khỏi khung chat này."
            ),
        ),
        ("insult", "Mình hiểu bạn đang bực. Chuyện gì xảy ra, ở đâu vậy bạn?"),
        ("political", "Mình chỉ giúp gửi ý kiến tới buổi đối thoại, không bàn về ai."),
        (
            "spam",
            (
                "Mình không nhận quảng cáo, nên không lưu tin vừa rồi. Bạn muốn nơi bạn ở thay đổi điều "
                "gì thì viết cho mình nhé."
            ),
        ),
    ],
)
async def test_what_is_said(house: House, kind: str, words: str) -> None:
    lan = await nothing_open(house)
    await lan.says(TEXTS[kind])
    assert lan.sees == words


@pytest.mark.parametrize("typed", ["0900000000", "+84 900 000 000", "090.000.0000"])
async def test_a_phone_number_alone_is_not_kept(house: House, typed: str) -> None:
    lan = await nothing_open(house)
    await lan.says(typed)
    assert lan.sees == (
        "Mình không lưu số vừa rồi: bạn không cần gửi số điện thoại, mình trả lời bạn ngay ở đây. "
        "Tin cũ thì bạn nên xoá khỏi khung chat này."
    )
    assert typed not in await kept(house)


async def test_where_the_chat_keeps_nothing_nothing_is_to_be_deleted(house: House) -> None:
    house.network.reaches = False
    lan = await nothing_open(house)
    await lan.says(TEXTS["id_number"])
    assert lan.sees.endswith("Bạn gửi lại tin đó mà không có số nhé.")


async def test_the_door_is_the_wards_own(house: House) -> None:
    async with house.database.write() as tx:
        await tx.run(
            sa.update(schema.contacts)
            .where(schema.contacts.c.kind == "citizens")
            .values(reach="số 1 Lê Lai", hours="Thứ Năm, 7:30–11:00")
        )
    lan = await nothing_open(house)
    await lan.says(TEXTS["complaint"])
    assert "Bạn hỏi sớm ở nơi tiếp công dân (số 1 Lê Lai; Thứ Năm, 7:30–11:00)." in lan.sees


async def test_a_general_wish_afterwards_is_a_proposal(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(TEXTS["denunciation"])
    await lan.says("Mong phường làm sổ đỏ công khai, đúng hẹn cho mọi nhà")
    await lan.taps("Gửi")
    assert await house.texts() == ["Mong phường làm sổ đỏ công khai, đúng hẹn cho mọi nhà"]


async def test_no_number_is_said_that_is_not_in_the_table(house: House) -> None:
    async with house.database.write() as tx:
        await tx.run(sa.delete(schema.contacts))
    lan = await house.youth("Lan")
    for kind in ALARMS:
        await lan.says(TEXTS[kind])
        assert not any(map(str.isdigit, lan.sees)), kind
    await lan.says(TEXTS["under_16"])
    await lan.taps("Đúng, dưới 16 tuổi")
    assert "111" not in lan.sees


# --- who works here -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["child_abuse", "denunciation", "spam", "political", "insult"])
async def test_an_announcement_is_not_swallowed(house: House, kind: str) -> None:
    await house.youth("Minh")
    hoa = await house.secretary("Hoa")
    await hoa.says("/thongbao")
    await hoa.says(TEXTS[kind])
    assert TEXTS[kind] in hoa.sees
    assert hoa.buttons[0] == "Gửi luôn"


@pytest.mark.parametrize("kind", ["self_harm", "emergency"])
async def test_under_an_announcement_the_numbers_stand_all_the_same(
    house: House, kind: str
) -> None:
    await house.youth("Minh")
    hoa = await house.secretary("Hoa")
    await hoa.says("/thongbao")
    await hoa.says(TEXTS[kind])
    assert hoa.sees.startswith("Bạn gọi ngay nhé:\n11")
    assert TEXTS[kind] in hoa.sees
    assert hoa.buttons[0] == "Gửi luôn"


# --- who goes on and on -------------------------------------------------------------------------


async def test_the_third_advertisement_in_a_row_is_the_last_that_is_answered(house: House) -> None:
    lan = await at_the_card(house)
    for _time in range(3):
        await lan.says(TEXTS["spam"])
    assert lan.sees.startswith(
        "Đã ba tin quảng cáo liền nhau, nên mình tạm không đọc tin của bạn tới 09:00 Thứ Ba, "
        "02/03/2027. Nếu là nhầm, bạn báo bí thư chi đoàn nhé."
    )
    await lan.says(TEXTS["spam"])
    assert lan.sees == (
        "Mình đang tạm nghỉ tới 09:00 Thứ Ba, 02/03/2027. Lúc đó bạn viết lại giúp mình nhé."
    )
    said = len(house.network.arrived)
    await lan.says(TEXTS["spam"])
    await lan.says("Mong có thêm sân bóng cho thanh niên")
    assert len(house.network.arrived) == said


async def test_while_a_chat_rests_commands_buttons_and_alarms_work(house: House) -> None:
    lan = await at_the_card(house)
    for _time in range(3):
        await lan.says(TEXTS["spam"])
    await lan.says("/han")
    assert "Hạn gửi ý kiến 23:59 Thứ Tư, 24/03/2027" in lan.sees
    await lan.says(ALARM)
    assert lan.sees.startswith("Nghe bạn nói vậy, mình rất lo cho bạn. ")
    await lan.taps("Viết tiếp")
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]


async def test_after_the_rest_all_is_as_before(house: House) -> None:
    lan = await house.youth("Lan")
    for _time in range(3):
        await lan.says(TEXTS["insult"])
    await lan.says("thế thì thôi vậy các bạn")
    house.now += timedelta(minutes=10)
    await lan.says(LAMP)
    assert lan.sees.startswith("Mình gửi như thế này nhé?")
    assert await house.rows(schema.strikes) == []


async def test_something_else_in_between_is_not_in_a_row(house: House) -> None:
    lan = await house.youth("Lan")
    for words in (TEXTS["spam"], TEXTS["spam"], LAMP, TEXTS["spam"], TEXTS["spam"]):
        await lan.says(words)
    assert lan.sees.startswith("Mình không nhận quảng cáo, nên không lưu tin vừa rồi.")


async def test_of_who_has_not_agreed_no_strike_and_no_silence_is_kept(house: House) -> None:
    lan = house.stranger("Lan")
    for words in [TEXTS["spam"]] * 4 + [ALARM]:
        await lan.says(words)
    assert await house.rows(schema.strikes) == []
    assert await house.rows(schema.silences) == []


# --- under sixteen ------------------------------------------------------------------------------


async def test_who_says_so_before_a_yes_is_taken_at_their_word(house: House) -> None:
    an = house.stranger("An")
    await an.opens("b-KP3")
    await an.says(TEXTS["under_16"])
    assert an.sees.startswith("Cảm ơn bạn đã muốn góp ý! Từ 16 tuổi bạn tự gửi được.")
    person = await house.person(an)
    assert (person.state, person.unit) == ("young", None)
    assert await house.rows(schema.drafts) == []


async def test_who_has_agreed_is_asked_and_then_forgotten(house: House) -> None:
    an = await at_the_card(house)
    await an.taps("Gửi")
    await an.says("Mong có thêm sân bóng")
    await an.says(TEXTS["under_16"])
    assert an.buttons == ["Đúng, dưới 16 tuổi", "Không, từ 16 tuổi"]
    await an.taps("Đúng, dưới 16 tuổi")
    person = await house.person(an)
    assert (person.state, person.unit) == ("young", None)
    assert await house.rows(schema.drafts) == []
    assert await house.texts() == [""]
    assert await house.rows(schema.way_back) == []


async def test_who_meant_somebody_else_goes_on(house: House) -> None:
    lan = await at_the_card(house)
    await lan.says(TEXTS["under_16"])
    await lan.taps("Không, từ 16 tuổi")
    await lan.taps("Gửi")
    assert await house.texts() == [LAMP]

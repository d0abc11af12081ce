"""What Telegram may bring besides plain words, played on the strict fake."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.talk import phrases
from storage import schema
from tests.channels.everywhere import CHANNELS, Everywhere, OnTelegram, everywhere
from tests.house import House
from tests.nasty.rows import Nasty, proves
from tests.nasty.test_typed import LAMP

PLACE, NUMBER, POLL = 19.807451, "+84911223344", "Chọn món nào cho trưa nay"
NO_TEXT: dict[str, dict[str, Any]] = {
    "video note": {"video_note": {"file_id": "A", "length": 240, "duration": 3}},
    "sticker": {"sticker": {"file_id": "A", "type": "regular", "emoji": "👍"}},
    "location": {"location": {"latitude": PLACE, "longitude": 105.776}},
    "venue": {
        "location": {"latitude": PLACE, "longitude": 105.776},
        "venue": {"location": {"latitude": PLACE, "longitude": 105.776}, "title": "Nhà"},
    },
    "contact": {"contact": {"phone_number": NUMBER, "first_name": "Mai"}},
    "poll": {"poll": {"id": "1", "question": POLL, "options": []}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "story": {"story": {"chat": {"id": 5, "type": "private"}, "id": 7}},
}


async def on_telegram(town: Everywhere, name: str = "Lan") -> OnTelegram:
    chat = await town.youth("telegram", name)
    assert isinstance(chat, OnTelegram)
    return chat


async def sends(chat: OnTelegram, **content: object) -> str:
    """A message of any kind; what the bot's newest message says then."""
    chat.user._sends(chat.user.room, **content)
    await chat.everywhere.rests()
    return await chat.sees()


@proves("n143")
@pytest.mark.parametrize("what", NO_TEXT)
async def test_what_is_no_text_is_asked_for_in_words(house: House, what: str, row: Nasty) -> None:
    assert what.partition(" ")[0] in f"{row.hint} venue"
    async with everywhere(house) as town:
        lan = await on_telegram(town)
        question = await lan.sees()
        said = await sends(lan, extra=NO_TEXT[what])
        assert said == f"{phrases.WORDS_ONLY.say('vi')}\n\n{question}"
        await lan.says(LAMP)
        await lan.taps("Gửi")
    kept = await house.everything()
    assert [each for each in (str(PLACE), NUMBER, NUMBER[3:], POLL) if each in kept] == []
    assert await house.texts() == [LAMP]


@proves("n143")
async def test_a_recording_at_the_text_question_is_told_what_it_needs(
    house: House, row: Nasty
) -> None:
    assert "voice" in row.hint
    async with everywhere(house) as town:
        lan = await on_telegram(town)
        lan.user.sends_voice(b"OggS" + bytes(200))
        await town.rests()
        assert "Ghi tên" in await lan.sees()
        await lan.says(LAMP)
        await lan.taps("Gửi")
    assert await house.rows(schema.uploads) == []


@proves("n151")
async def test_an_edit_after_it_was_sent_changes_nothing_and_says_how(
    house: House, row: Nasty
) -> None:
    assert row.expect.startswith("IGNORE")
    async with everywhere(house) as town:
        lan = await on_telegram(town)
        typed = lan.user.types(LAMP)
        await town.rests()
        await lan.taps("Gửi")
        await lan.taps("Không, cảm ơn")
        lan.user.edits(typed, "Đèn đường ngõ 9 hỏng")
        await town.rests()
        assert await lan.sees() == phrases.EDIT_CHANGES_NOTHING.say("vi")
    assert await house.texts() == [LAMP]
    assert await house.rows(schema.drafts) == []


@proves("n155")
async def test_words_by_way_of_another_bot_are_words(house: House, row: Nasty) -> None:
    assert "via_bot" in row.hint
    another = {"id": 9, "is_bot": True, "first_name": "Gif", "username": "gif"}
    marks = [{"type": "text_link", "offset": 0, "length": 3, "url": "http://evil.example"}]
    async with everywhere(house) as town:
        lan = await on_telegram(town)
        card = await sends(lan, text=LAMP, extra={"via_bot": another, "entities": marks})
        assert f"Ý kiến: {LAMP}\n" in card
        newest = lan.user.room.last_bot_message
        assert newest is not None
        assert newest.entities == []
        await lan.taps("Gửi")
    assert await house.texts() == [LAMP]
    assert "evil.example" not in await house.everything()


@proves("n157")
async def test_in_a_group_it_says_one_line_and_leaves(house: House, row: Nasty) -> None:
    assert "one line" in row.expect
    async with everywhere(house) as town:
        lan, group = town.api.user("Lan Hồng Gấm"), town.api.group("Lớp 12A")
        group.adds_bot(lan)
        await group.waits_for(lambda group: not group.has_bot)
        await town.rests()
        assert [m.text for m in group.chat if m.from_bot] == [phrases.IN_A_GROUP.say("vi")]
        lan.types("/gopy Đèn hỏng", to=group)
        await town.rests()
    assert await house.texts() == []
    assert {row["state"] for row in await house.rows(schema.people)} <= {"new"}
    kept = await house.everything()
    assert [each for each in ("Hồng Gấm", "Lớp 12A", str(lan.id)) if each in kept] == []


@proves("n159")
async def test_a_bot_is_not_answered(house: House, row: Nasty) -> None:
    assert row.expect == "IGNORE"
    async with everywhere(house) as town:
        bot = town.api.user("Bot lạ", is_bot=True)
        bot.types("/start b-KP3")
        bot.types(LAMP)
        await town.rests()
        assert bot.sees == ""
        lan = await on_telegram(town)
        assert await lan.sees() != ""
    assert len(await house.rows(schema.people)) == 1


NAMES = {
    "RTL": "\u202eمحمد " * 8,
    "zalgo": "Z" + "\u0301\u0316\u0321" * 20,
    "emoji": "👩‍👩‍👧‍👦" * 8,
    "formula": '=HYPERLINK("http://evil.example")',
}


@proves("n163")
@pytest.mark.parametrize("name", NAMES)
async def test_a_profile_name_is_used_for_nothing(house: House, name: str, row: Nasty) -> None:
    assert "never used as a key" in row.expect
    async with everywhere(house) as town:
        lan = await on_telegram(town, NAMES[name])
        await lan.says(LAMP)
        lan.user.about["first_name"] = "Tên khác"
        await lan.taps("Gửi")
        shown = "".join(await lan.shown())
    kept = await house.everything() + shown
    assert [each for each in (NAMES[name], NAMES[name].strip(), "Tên khác") if each in kept] == []
    assert len(await house.rows(schema.people)) == 1
    assert await house.texts() == [LAMP]


@proves("n167")
@pytest.mark.parametrize("channel", CHANNELS)
async def test_the_same_text_twice_within_seconds_is_one(
    house: House, channel: str, row: Nasty
) -> None:
    assert row.expect.startswith("ONCE")
    async with everywhere(house) as town:
        lan = await town.youth(channel)
        await lan.types(LAMP)
        await lan.types(LAMP)
        await town.rests()
        card = await lan.sees()
        assert card.count(LAMP) == 1
        await lan.says("Ngõ 7 cũng vậy")
        await lan.taps("Gửi")
    assert await house.texts() == [f"{LAMP}\nNgõ 7 cũng vậy"]


@proves("n169")
@pytest.mark.parametrize("channel", CHANNELS)
async def test_start_in_the_middle_shows_the_draft_again(
    house: House, channel: str, row: Nasty
) -> None:
    assert "draft" in row.expect
    async with everywhere(house) as town:
        lan = await town.youth(channel)
        card = await lan.says(LAMP)
        assert await lan.says("/start") == card
        await lan.taps("Gửi")
    assert await house.texts() == [LAMP]


@proves("n173")
async def test_send_tapped_five_times_is_one_proposal_and_one_receipt(
    house: House, row: Nasty
) -> None:
    assert row.expect.startswith("ONCE")
    async with everywhere(house) as town:
        lan = await on_telegram(town)
        await lan.says(LAMP)
        card = lan.user.room.last_keyboard
        assert card is not None
        for _ in range(5):
            lan.user.presses("Gửi", message=card.message_id)
        await town.rests()
        shown = await lan.shown()
        [receipt] = [str(row["receipt"]) for row in await house.rows(schema.proposals)]
        assert len([text for text in shown if receipt in text]) == 1
        assert any(text.startswith(phrases.OLD_BUTTON.say("vi")) for text in shown)
        assert receipt in await lan.says("/ykien")
    assert await house.texts() == [LAMP]

"""A name in public: asked on its own, no by default, never of minors, and nothing of a child."""

from __future__ import annotations

import pytest

from storage import consents, schema
from tests.house import START, House
from tests.phone import Phone
from tests.youth.conftest import LAMP, has_sent

NAME = "Zxqvbn Thị Lan"
IN_PUBLIC, ASKED = "Cho nêu tên công khai", "Bạn sinh năm nào? Chỉ năm thôi, ví dụ 2004."
ALLOWED = "Được, nêu công khai"
KIND_TO_A_CHILD = (
    "Cảm ơn bạn đã muốn góp ý! Từ 16 tuổi bạn tự gửi được. Giờ bạn nói với thầy cô phụ trách "
    "Đoàn, Đội ở trường nhé. Cần giúp bất cứ điều gì, trẻ em gọi 111 (miễn phí, 24/7)."
)


async def _with_a_name(house: House) -> Phone:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.taps("Ghi tên")
    await lan.says(NAME)
    return lan


async def _asks_for_it(house: House) -> Phone:
    lan = await _with_a_name(house)
    await lan.taps(IN_PUBLIC)
    await lan.taps(ALLOWED)
    return lan


async def _authors(house: House) -> list[tuple[object, object, object]]:
    return [(r["name"], r["public"], r["age"]) for r in await house.rows(schema.authors)]


async def _standing(house: House, phone: Phone) -> dict[consents.Kind, bool]:
    person = await house.person(phone)
    async with house.database.read() as db:
        return dict(await consents.standing(db, person.id))


async def test_without_a_name_it_is_never_mentioned(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    assert "công khai" not in lan.sees
    assert IN_PUBLIC not in lan.buttons


async def test_a_name_is_for_the_office_only_unless_something_else_is_said(house: House) -> None:
    lan = await _with_a_name(house)
    assert lan.sees.endswith(f"Tên: {NAME}\nNêu tên công khai: không")
    await lan.taps("Gửi")
    assert await _authors(house) == [(NAME, False, "")]
    assert await _standing(house, lan) == {"dialogue": True}
    assert (await house.person(lan)).born is None


async def test_a_yes_asks_for_the_year_and_keeps_a_proof(house: House) -> None:
    lan = await _asks_for_it(house)
    assert lan.sees == ASKED
    await lan.says("sinh năm 2004")
    assert lan.sees.endswith(f"Tên: {NAME}\nNêu tên công khai: có")
    await lan.taps("Gửi")
    assert await _authors(house) == [(NAME, True, "")]
    proof = (await house.rows(schema.consents))[-1]
    assert (proof["kind"], proof["given"], proof["answer"], proof["channel"], proof["at"]) == (
        "public",
        True,
        ALLOWED,
        "phone",
        START,
    )
    assert (await house.person(lan)).born == 2004


async def test_a_year_that_is_none_is_asked_for_again(house: House) -> None:
    lan = await _asks_for_it(house)
    await lan.says("không nói")
    assert lan.sees == f"Bạn viết giúp năm sinh bằng bốn chữ số, ví dụ 2004.\n\n{ASKED}"


async def test_with_a_standing_yes_the_next_name_needs_no_question(house: House) -> None:
    lan = await _asks_for_it(house)
    await lan.says("2004")
    await lan.taps("Gửi")
    await lan.says("Mong phường mở lớp dạy nghề buổi tối cho công nhân")
    await lan.taps("Ghi tên")
    await lan.says(NAME)
    assert lan.sees.endswith("Nêu tên công khai: có")
    await lan.taps("Thôi nêu công khai")
    await lan.taps("Không, chỉ văn phòng thấy")
    await lan.taps("Gửi")
    assert sorted(await _authors(house)) == [(NAME, False, ""), (NAME, True, "")]
    assert await _standing(house, lan) == {"dialogue": True, "public": True}


@pytest.mark.parametrize("year", ["2011", "2010", "2009"])
async def test_at_sixteen_or_seventeen_it_stays_with_the_office(house: House, year: str) -> None:
    lan = await _asks_for_it(house)
    await lan.says(year)
    assert lan.sees.startswith(
        "Bạn 16–17 tuổi thì mình không nêu tên công khai, để giữ an toàn cho bạn. Văn phòng vẫn "
        "thấy tên bạn.\n\nMình gửi như thế này nhé?"
    )
    assert lan.sees.endswith("Nêu tên công khai: không")
    await lan.taps("Gửi")
    assert await _authors(house) == [(NAME, False, "minor")]
    assert await _standing(house, lan) == {"dialogue": True}
    assert (await house.person(lan)).born is None


async def test_over_thirty_is_taken_and_marked(house: House) -> None:
    lan = await _asks_for_it(house)
    await lan.says("1990")
    await lan.taps("Gửi")
    assert await _authors(house) == [(NAME, True, "beyond")]


async def test_of_a_child_neither_name_nor_year_nor_words_are_kept(house: House) -> None:
    house.network.keeps_transcript = True
    lan = await house.youth("Lan")
    await has_sent(lan)
    await lan.says("Sân bóng chimhoangyen bỏ hoang nhiều năm nay, mong phường sửa")
    await lan.taps("Ghi tên")
    await lan.says(NAME)
    await lan.taps(IN_PUBLIC)
    await lan.taps(ALLOWED)
    await lan.says("2014")
    assert lan.sees == "Bạn sinh năm 2014, đúng không?"
    await lan.taps("Đúng rồi")
    assert lan.sees == KIND_TO_A_CHILD
    person = await house.person(lan)
    assert (person.state, person.unit, person.terms, person.born) == ("young", None, "", None)
    await house.tidies()
    left = await house.everything()
    for gone in (NAME, "2014", "chimhoangyen", LAMP):
        assert gone not in left
    for table in (schema.authors, schema.way_back, schema.consents, schema.drafts):
        assert await house.rows(table) == []


async def test_a_slip_in_the_year_costs_nothing(house: House) -> None:
    lan = await _asks_for_it(house)
    await lan.says("2014")
    await lan.taps("Không, năm khác")
    await lan.says("2004")
    await lan.taps("Gửi")
    assert await _authors(house) == [(NAME, True, "")]


async def test_taken_back_no_name_is_public_any_more_and_the_year_goes(house: House) -> None:
    lan = await _asks_for_it(house)
    await lan.says("2004")
    await lan.taps("Gửi")
    person = await house.person(lan)
    async with house.database.write() as tx:
        consents.record(
            tx,
            person,
            kind="public",
            given=False,
            answer="Rút lại",
            version="1",
            digest="abc",
            now=house.now,
        )
    assert await _authors(house) == [(NAME, False, "")]
    assert (await house.person(lan)).born is None

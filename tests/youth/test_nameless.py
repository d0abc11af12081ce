"""A proposal is nobody's unless its author gave a name."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from storage import schema
from tests.house import START, House
from tests.youth.conftest import LAMP, has_sent, receipt_of

THURSDAY = START + timedelta(days=3)


async def test_without_a_name_only_the_week_is_kept(house: House) -> None:
    lan = await house.youth("Lan")
    await house.until(THURSDAY)
    await has_sent(lan)
    [kept] = await house.rows(schema.proposals)
    assert kept["received_on"] == date(2027, 3, 1)
    assert "person_id" not in kept


async def test_with_a_name_the_day_is_kept(house: House) -> None:
    lan = await house.youth("Lan")
    await house.until(THURSDAY)
    await lan.says(LAMP)
    await lan.taps("Ghi tên")
    await lan.says("Lê Thị Lan")
    await lan.taps("Gửi")
    [kept] = await house.rows(schema.proposals)
    assert kept["received_on"] == THURSDAY.date()


async def test_no_row_joins_the_person_to_the_day_or_the_words(house: House) -> None:
    house.network.keeps_transcript = True
    lan = await house.youth("Lan")
    await house.until(THURSDAY)
    receipt = await has_sent(lan)
    person = (await house.person(lan)).id
    [kept] = await house.rows(schema.proposals)
    of_lan = [
        (table.name, row)
        for table in schema.tables.sorted_tables
        for row in await house.rows(table)
        if row.get("person_id") == person or row.get("address") == "Lan"
    ]
    joined = {name for name, row in of_lan if kept["id"] in row.values()}
    assert joined == {"way_back"}
    assert [row for name, row in of_lan if name == "way_back"] == [
        {"proposal_id": kept["id"], "person_id": person}
    ]
    with_a_moment = [
        (name, row)
        for name, row in of_lan
        if any(isinstance(value, datetime | date) for value in row.values())
    ]
    assert [name for name, row in with_a_moment if LAMP in str(row) or receipt in str(row)] == []


async def test_the_draft_and_its_words_are_gone_once_it_is_sent(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    assert LAMP in str(await house.rows(schema.drafts))
    await lan.taps("Gửi")
    [asked] = await house.rows(schema.drafts)
    assert (asked["conversation"], asked["given"], asked["heard"]) == ("news", "{}", "{}")
    rest = [
        table.name for table in schema.tables.sorted_tables if LAMP in str(await house.rows(table))
    ]
    assert rest == ["proposals"]


async def test_nothing_that_leaves_shows_a_name_that_was_not_given(house: House) -> None:
    lan = house.stranger("Zxqvbnhoa")
    await lan.opens("b-KP3")
    await lan.taps("Đồng ý, mình từ 16 tuổi")
    await has_sent(lan)
    staff = await house.staff("Bình")
    await staff.says("/xuat")
    await staff.says(receipt_of(lan))
    assert [x.body.text for x in house.network.arrived if "Zxqvbnhoa" in x.body.text] == []
    assert "Zxqvbnhoa" not in str(await house.rows(schema.proposals))


async def test_taking_part_is_kept_without_what_was_sent(house: House) -> None:
    lan = await house.youth("Lan")
    await has_sent(lan)
    await has_sent(lan, "Mong có thêm sân bóng cho thanh niên")
    person = (await house.person(lan)).id
    assert await house.rows(schema.took_part) == [{"person_id": person, "dialogue_id": 1}]


async def test_receipts_tell_nothing_about_order(house: House) -> None:
    lan = await house.youth("Lan")
    receipts = [await has_sent(lan, f"Mong sửa đèn đường ngõ {n} sớm") for n in range(12)]
    assert receipts != sorted(receipts)
    assert len(set(receipts)) == 12


def test_only_one_table_knows_both() -> None:
    """The schema itself: what knows a proposal and what knows a person."""
    knows_both = {
        table.name
        for table in schema.tables.sorted_tables
        if {"proposal_id", "person_id"} <= set(table.columns.keys())
    }
    assert knows_both == {"way_back"}

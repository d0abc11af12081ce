"""What stands is the latest answer of each kind, and every answer stays as a proof."""

from __future__ import annotations

from storage import consents, schema
from storage.consents import Kind
from tests.house import YES, House
from tests.phone import Phone


async def _answers(house: House, phone: Phone, kind: Kind, *, given: bool, answer: str) -> None:
    person = await house.person(phone)
    async with house.database.write() as tx:
        consents.record(
            tx,
            person,
            kind=kind,
            given=given,
            answer=answer,
            version="7",
            digest="abc",
            now=house.now,
        )


async def _standing(house: House, phone: Phone) -> dict[Kind, bool]:
    person = await house.person(phone)
    async with house.database.read() as db:
        return dict(await consents.standing(db, person.id))


async def test_a_kind_that_was_never_answered_is_missing(house: House) -> None:
    lan = await house.youth("Lan")
    assert await _standing(house, lan) == {"dialogue": True}


async def test_who_said_nothing_agrees_to_nothing(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    assert await _standing(house, lan) == {}


async def test_the_latest_answer_counts_for_its_own_kind_and_person_alone(house: House) -> None:
    lan, minh = await house.youth("Lan"), await house.youth("Minh")
    await _answers(house, lan, "public", given=True, answer="Cho phép")
    await _answers(house, lan, "news", given=False, answer="Không")
    await _answers(house, lan, "public", given=False, answer="Không cho phép")
    await _answers(house, minh, "public", given=True, answer="Cho phép")
    assert await _standing(house, lan) == {"dialogue": True, "public": False, "news": False}
    assert await _standing(house, minh) == {"dialogue": True, "public": True}


async def test_a_withdrawal_is_a_row_of_its_own_and_the_yes_stays_as_it_was(house: House) -> None:
    lan = await house.youth("Lan")
    [before] = await house.rows(schema.consents)
    await _answers(house, lan, "dialogue", given=False, answer="Rút lại")
    assert await house.rows(schema.consents) == [
        before,
        {
            **before,
            "id": 2,
            "given": False,
            "answer": "Rút lại",
            "version": "7",
            "hash": "abc",
        },
    ]
    assert (before["given"], before["answer"]) == (True, YES)

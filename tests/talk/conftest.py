"""Small conversations of a test's own, and somebody who talks through them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from handlers.talk.registry import Registry
from handlers.talk.script import Conversation, Talk, conversation
from handlers.words.catalogue import _
from storage import people
from storage.people import Newcomer
from tests.conftest import MakeHouse
from tests.house import House
from tests.phone import Phone

Plays = Callable[..., Awaitable[tuple[House, Phone]]]


@conversation("entry", consent=False)
async def entry(talk: Talk) -> None:
    """Whoever is new is asked first."""
    await talk.confirm("sure", _("Shall I send this?"))


@pytest.fixture
def plays(make_house: MakeHouse) -> Plays:
    """A house with only these conversations, and Lan, who has said yes already."""

    async def play(*conversations: Conversation) -> tuple[House, Phone]:
        registry = Registry(
            conversations=(entry, *conversations),
            entry="entry",
            receipt="receipt",
            propose=("form", "text"),
        )
        house = await make_house(registry=registry)
        await _agrees(house, "Lan")
        return house, house.stranger("Lan")

    return play


async def _agrees(house: House, name: str) -> None:
    unit = (await house.programme()).unit("KP3")
    assert unit is not None
    async with house.database.write() as tx:
        await people.meet(tx, [Newcomer("phone", name, "vi", house.now.date())])
        found = await people.at(tx, "phone", name)
        assert found is not None
        await people.become(tx, found, state="yes", unit=unit.id)

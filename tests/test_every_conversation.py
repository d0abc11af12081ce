"""Every registered conversation, played with seeded random replies: what must hold for all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from handlers import CONVERSATIONS
from handlers.talk.at_work import Turn
from handlers.talk.script import Scene
from handlers.talk.turn import turn
from handlers.words.folding import bare
from storage import drafts, people, programme, roles
from storage.database import Writer
from storage.drafts import Draft
from storage.messages import Incoming, Kind, Question
from tests.conftest import MakeHouse
from tests.house import ZONE, House
from tests.phone import Phone

SEEDS = range(4)
STEPS = 14
LAMP = "Đèn đường ngõ 5 hỏng cả tháng nay"
NO_MORE = "em không muốn sống nữa"
TYPED = (
    "Mong phường mở lớp dạy nghề buổi tối cho công nhân",
    "ngõ 5",
    "khu pho 2",
    "quang trung",
    "Lê Thị Lan",
    "ok",
    "không",
    "cảm ơn bạn",
    "…",
    "{0.__class__} {text} %s",
)
ASIDE_COMMANDS = ("/han", "/trogiup", "/gopy", "/quaylai", "/khongco")


async def _newcomer(house: House) -> Phone:
    return house.stranger("Lan")


async def _youth(house: House) -> Phone:
    lan = await house.youth("Lan")
    await lan.says("/huy")
    return lan


async def _who_has_sent(house: House) -> Phone:
    lan = await _youth(house)
    for text in (LAMP, "Mong có thêm sân bóng cho thanh niên"):
        await lan.says(text)
        await lan.taps("Gửi")
    return lan


async def _secretary(house: House) -> Phone:
    await house.youth("Minh", of="KP5")
    hoa = await house.secretary("Lan")
    await house.appoint(hoa, "secretary", "KP5")
    return hoa


async def _announcing(house: House) -> Phone:
    hoa = await _secretary(house)
    await hoa.says("/thongbao")
    await hoa.taps("Khu phố 5")
    return hoa


async def _with_an_officer(house: House) -> Phone:
    await house.duty("Tâm")
    return await house.youth("Lan")


async def _officer(house: House) -> Phone:
    tam = await house.duty("Lan")
    minh = await house.youth("Minh")
    await minh.says(NO_MORE)
    await minh.taps("Có, báo người trực")
    return tam


async def _officer_who_opens(house: House) -> Phone:
    tam = await _officer(house)
    await tam.says("/truc")
    await tam.says("1")
    await tam.taps("Mở")
    return tam


async def _staff(house: House) -> Phone:
    return await house.staff("Lan", of="TH")


async def _link(house: House) -> str:
    return f"r-{await house.code('staff', 'QT')}"


@dataclass(frozen=True)
class Opening:
    """Who begins a conversation, and with what."""

    who: Callable[[House], Any]
    kind: Kind
    text: str | Callable[[House], Any]
    then: str = ""
    """The conversation that some taps lead to."""
    taps: tuple[int, ...] = (1, 0)


async def _receipt(house: House) -> str:
    async with house.database.read() as db:
        return str(await db.value(sa.text("SELECT receipt FROM proposals")))


OPENINGS = {
    "join": Opening(_newcomer, "start", "b-KP3"),
    "join, by typing": Opening(_newcomer, "start", ""),
    "join, another branch": Opening(_youth, "start", "b-KP5"),
    "propose": Opening(_youth, "text", "/gopy"),
    "propose, by typing": Opening(_youth, "text", LAMP),
    "mine": Opening(_who_has_sent, "text", "/ykien"),
    "correct": Opening(_who_has_sent, "text", "/ykien", then="correct"),
    "deadline": Opening(_youth, "text", "/han"),
    "remind": Opening(_youth, "text", "/nhac"),
    "preferences": Opening(_youth, "text", "/caidat"),
    "my_data": Opening(_who_has_sent, "text", "/dulieu"),
    "erase": Opening(_who_has_sent, "text", "/xoa"),
    "help": Opening(_youth, "text", "/trogiup"),
    "status": Opening(_who_has_sent, "text", _receipt),
    "news": Opening(_youth, "text", LAMP, then="news", taps=(0,)),
    "english": Opening(_youth, "text", "/english"),
    "vietnamese": Opening(_youth, "text", "/tiengviet"),
    "role": Opening(_newcomer, "start", _link),
    "announce": Opening(_secretary, "text", "/thongbao"),
    "workbook": Opening(_staff, "text", "/xuat"),
    "duty": Opening(_officer, "text", "/truc"),
    "opened": Opening(_officer_who_opens, "text", "/han"),
    "alarm": Opening(_with_an_officer, "text", NO_MORE),
    "alarm, a hint": Opening(_youth, "text", "chán quá, chỉ muốn biến mất luôn cho xong"),
    "onward": Opening(_youth, "text", NO_MORE),
    "numbers": Opening(_announcing, "text", NO_MORE),
    "no_proposal": Opening(_youth, "text", "0900000000"),
    "young": Opening(_youth, "text", "em 14 tuổi thì gửi ý kiến được ko ạ"),
}


class _Undo(Exception):
    """What was only tried is taken back."""


@dataclass
class Walk:
    """One person's way through the turns, kept and reloaded at each step."""

    house: House
    name: str
    random: Random
    drafts: list[Draft] = field(default_factory=list)
    number: count[int] = field(default_factory=lambda: count(1))

    def event(self, kind: Kind, text: str = "", choice: str = "") -> Incoming:
        number = next(self.number)
        return Incoming(
            channel="phone",
            event_id=f"walk{number}",
            address=self.name,
            kind=kind,
            at=self.house.now,
            text=text,
            choice=choice,
            message=f"m{number}",
        )

    async def meets(self, tx: Writer) -> None:
        """Somebody writes for the first time, or once more after being forgotten."""
        newcomer = people.Newcomer("phone", self.name, "vi", self.house.now.date())
        await people.meet(tx, [newcomer])

    async def looks(self) -> None:
        """Go on with what is open already."""
        async with self.house.database.write() as tx:
            person = await self._person(tx)
            self.drafts = (await drafts.of(tx, [person])).get(person, [])

    async def goes(self, event: Incoming) -> Turn:
        """Take an event; what came of it is kept, and is the same when it is read again."""
        async with self.house.database.write() as tx:
            result = await self._turn(tx, event)
            gone = {draft.id for draft in self.drafts} - {draft.id for draft in result.drafts}
            await drafts.keep(tx, [_dated(draft) for draft in result.drafts])
            await drafts.drop(tx, gone)
            if result.gone:
                await self.meets(tx)
            again = (await drafts.of(tx, [await self._person(tx)])).get(await self._person(tx), [])
        assert [_undated(draft) for draft in again] == [_undated(draft) for draft in result.drafts]
        self.drafts = again
        return result

    async def would(self, event: Incoming, before: Sequence[Draft] | None = None) -> Turn:
        """What would come of an event; nothing of it is kept."""
        results: list[Turn] = []
        with suppress(_Undo):
            async with self.house.database.write() as tx:
                results.append(await self._turn(tx, event, before))
                raise _Undo
        return results[0]

    @property
    def question(self) -> Question | None:
        return self.drafts[0].question if self.drafts else None

    async def _turn(
        self, tx: Writer, event: Incoming, before: Sequence[Draft] | None = None
    ) -> Turn:
        person = await people.by_id(tx, await self._person(tx))
        assert person is not None
        scene = Scene(
            person=person,
            programme=await programme.load(tx),
            roles=(await roles.of(tx, [person.id])).get(person.id, ()),
            now=self.house.now,
            zone=ZONE,
            tx=tx,
            random=Random(3),
        )
        changes = await self._changes(tx)
        had = self.drafts if before is None else before
        result = await turn(CONVERSATIONS, scene, had, event, self.house.ids.new)
        assert result.acted or await self._changes(tx) == changes
        return result

    async def _changes(self, tx: Writer) -> int:
        await tx.settle()
        return int(await tx.value(sa.text("SELECT total_changes()")))

    async def _person(self, tx: Writer) -> int:
        found = await people.at(tx, "phone", self.name)
        assert found is not None
        return found.id


def _dated(draft: Draft) -> Draft:
    return replace(draft, touched_at=draft.touched_at or draft.started_at)


def _undated(draft: Draft) -> Draft:
    return replace(draft, touched_at=None)


def _said(result: Turn) -> tuple[str, list[str], list[dict[str, Any]]]:
    """What an answer came to, whichever way it was given."""
    said = result.outgoing
    return (
        said.text if said else "",
        [option.label for option in said.options] if said else [],
        [draft.given for draft in result.drafts],
    )


@asynccontextmanager
async def _opened(house: House, opening: Opening, seed: int) -> AsyncIterator[Walk]:
    await house.dialogue("QT")
    await house.dialogue("TH", "Chuyển đổi số", days=60)
    phone: Phone = await opening.who(house)
    text = opening.text if isinstance(opening.text, str) else await opening.text(house)
    walk = Walk(house, phone.name, Random(seed))
    async with house.database.write() as tx:
        await walk.meets(tx)
    await walk.looks()
    await walk.goes(walk.event(opening.kind, text))
    if opening.then:
        for place in opening.taps:
            await walk.goes(walk.event("choice", choice=_choice(walk, place)))
        assert walk.drafts[0].conversation == opening.then
    yield walk


def _choice(walk: Walk, place: int) -> str:
    assert walk.question is not None
    return f"{walk.question.id}:{place}"


def _reply(walk: Walk) -> Incoming:
    question = walk.question
    offers = len(question.offers) if question else 0
    if question and offers and walk.random.random() < 0.6:
        return walk.event("choice", choice=f"{question.id}:{walk.random.randrange(offers)}")
    pool = TYPED if walk.random.random() < 0.8 else ASIDE_COMMANDS
    return walk.event("text", walk.random.choice(pool))


def test_every_registered_conversation_is_opened_here() -> None:
    opened = {name.split(",")[0] for name in OPENINGS}
    assert opened == {conversation.name for conversation in CONVERSATIONS.conversations}


each_conversation = pytest.mark.parametrize("name", OPENINGS)
each_seed = pytest.mark.parametrize("seed", SEEDS)


@each_conversation
@each_seed
async def test_keeping_and_reading_again_changes_nothing_and_a_stop_writes_nothing(
    make_house: MakeHouse, name: str, seed: int
) -> None:
    async with _opened(await make_house(), OPENINGS[name], seed) as walk:
        for _step in range(STEPS):
            await walk.goes(_reply(walk))


@each_conversation
async def test_number_label_and_label_without_accents_are_the_tap(
    make_house: MakeHouse, name: str
) -> None:
    async with _opened(await make_house(), OPENINGS[name], 11) as walk:
        for _step in range(STEPS):
            for place, offer in enumerate(walk.question.offers if walk.question else ()):
                tapped = await walk.would(walk.event("choice", choice=_choice(walk, place)))
                for typed in (str(place + 1), offer.label, bare(offer.label.lower())):
                    answered = await walk.would(walk.event("text", typed))
                    assert _said(answered) == _said(tapped), typed
            await walk.goes(_reply(walk))


@each_conversation
async def test_back_and_the_same_reply_lead_to_the_same_question(
    make_house: MakeHouse, name: str
) -> None:
    async with _opened(await make_house(), OPENINGS[name], 12) as walk:
        for _step in range(STEPS):
            await _there_and_back(walk, _reply(walk))
            await walk.goes(_reply(walk))


async def _there_and_back(walk: Walk, reply: Incoming) -> None:
    asked, front = walk.question, walk.drafts[0] if walk.drafts else None
    if asked is None or front is None or front.changing or asked.kind == "review":
        return
    if reply.text.startswith("/"):
        return
    there = await walk.would(reply)
    moved = there.drafts[0] if there.drafts else None
    if moved is None or moved.id != front.id or there.acted or moved.changing:
        return
    if moved.question is None or moved.question.key == asked.key:
        return
    back = await walk.would(walk.event("text", "/quaylai"), there.drafts)
    question = back.drafts[0].question
    assert question is not None
    assert question.key == asked.key
    if question.offers == asked.offers:
        place = reply.choice.rpartition(":")[2]
        same = _same_offer(reply, f"{question.id}:{place}") if place else reply
        again = await walk.would(same, back.drafts)
        assert _said(again)[:2] == _said(there)[:2]


def _same_offer(event: Incoming, choice: str) -> Incoming:
    """The same tap on the same offer of a question that was put again."""
    return Incoming(
        channel=event.channel,
        event_id=f"{event.event_id}b",
        address=event.address,
        kind=event.kind,
        at=event.at,
        choice=choice,
        message=event.message,
    )


@pytest.mark.parametrize("says", ["/gopy", LAMP, "/han", "/trogiup", "/khongco", "ok"])
async def test_a_round_that_only_asks_costs_no_statement_for_each_person(
    make_house: MakeHouse, says: str
) -> None:
    house = await make_house()
    await house.dialogue("QT")
    crowd = [await house.youth(f"Lan{number}") for number in range(12)]
    one = await _statements(house, crowd[:1], says)
    many = await _statements(house, crowd[1:], says)
    assert many == one


async def _statements(house: House, crowd: Sequence[Phone], text: str) -> int:
    seen: list[str] = []
    engine = house.database._engine.sync_engine

    def note(*args: Any) -> None:  # noqa: ANN401
        seen.append(args[2])

    events = [phone.event("text", text=text) for phone in crowd]
    sa.event.listen(engine, "before_cursor_execute", note)
    await house.one_round(*events)
    sa.event.remove(engine, "before_cursor_execute", note)
    await house.settles()
    return len(seen)

"""A year of anything that may happen, many times over, beside a plain model of what was said.

Dialogues move and end, the house is away for weeks, its clock is set forward and back, people agree
and take it back, begin and send, ask and are told. Whatever leaves is held against the model at that
very moment. The database is the real one and so are the notices and the sender's claim; there is no
channel, and what a platform did is drawn.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import time as clock
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.config_values import Quiet
from bot.sender import Sender
from handlers import CONVERSATIONS, guards
from handlers.notices import moved, reminders
from handlers.notices.desk import Desk
from handlers.words import days
from storage import (
    dialogues,
    drafts,
    outbox,
    people,
    programme,
    proposals,
    schema,
    told,
    units,
    wishes,
)
from storage.database import Database, Writer
from storage.dialogues import BadDialogue, TopicSeed
from storage.drafts import Draft
from storage.ids import Ids
from storage.messages import Letter
from storage.outbox import Mark
from storage.people import Newcomer, Person
from storage.programme import Dialogue, Programme
from tests.conftest import MakeHouse
from tests.house import ZONE, House
from tests.phone import Network
from tests.youth.conftest import LAMP

NIGHT = Quiet(time(21), time(7))
OFFSETS = (timedelta(days=3), timedelta(days=1), timedelta(hours=3))
PEOPLE, DIALOGUES = range(1, 5), (1, 2)
STARTS = [
    datetime(2027, 3, 1, 9, 0, tzinfo=ZONE),
    datetime(2027, 12, 28, 22, 30, tzinfo=ZONE),
    datetime(2028, 2, 20, 6, 59, tzinfo=ZONE),
    datetime(2028, 2, 29, 20, 45, tzinfo=ZONE),
]
ENDS = {"cancels": "cancelled", "closes": "closed"}
CUTOFF = re.compile(r"\d\d:\d\d (?:Thứ \w+|Chủ Nhật), \d\d/\d\d/\d{4}(?= \()")
"""In a reminder the cutoff is the one moment that stands before what is left."""


@dataclass
class Fact:
    """What the model knows of one person."""

    state: str = "yes"
    blocked: bool = False
    draft: str | None = None
    """The dialogue chosen in what was begun, empty for the nearest."""
    sent: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    every: bool = False
    none: bool = False
    told: dict[int, tuple[datetime | None, datetime | None, str | None]] = field(
        default_factory=dict
    )
    told_off: set[int] = field(default_factory=set)


class Year:
    """The house and the model side by side."""

    def __init__(self, database: Database, start: datetime, seed: int) -> None:
        self.database = database
        self.now = start
        self.ids = Ids(lambda: self.now)
        self.random = Random(seed)
        self.desk = Desk(
            registry=CONVERSATIONS,
            zone=ZONE,
            new_id=self.ids.new,
            random=self.random,
            offsets=OFFSETS,
            quiet=NIGHT,
            weekly_day=0,
            weekly_time=time(7),
        )
        network = Network()
        self.sender = Sender(
            {network.name: network},
            guards=guards(self.desk),
            now=lambda: self.now,
            per_second=0,
            per_chat_seconds=0,
        )
        self.facts = {person: Fact() for person in PEOPLE}
        self.said: Counter[str] = Counter()
        self.keys: Counter[str] = Counter()
        self.reminded: Counter[tuple[int, date]] = Counter()

    async def begins(self) -> None:
        """Two dialogues, of a ward and of its province, and four people of one branch."""
        async with self.database.write() as tx:
            await units.put(tx, code="TH", short="TH", name="Tỉnh Thanh Hoá")
            ward = await units.put(
                tx, code="QT", short="QT", name="Phường Quang Trung", parent="TH"
            )
            branch = await units.put(tx, code="KP3", short="KP3", name="Khu phố 3", parent="QT")
            for unit, ahead in ((ward, 35), (1, 75)):
                await dialogues.add(
                    tx,
                    unit=unit,
                    theme="Việc làm",
                    at=self.now + timedelta(days=ahead),
                    zone=ZONE,
                    place="Hội trường",
                    seeds=[TopicSeed("khac", "Khác", "Other", ())],
                )
            for number in PEOPLE:
                newcomer = Newcomer("phone", f"p{number}", "vi", self.now.date())
                await people.meet(tx, [newcomer])
                person = await people.by_id(tx, number)
                assert person is not None
                await people.become(tx, person, state="yes", unit=branch)
                await self._tells(tx, number, place=False)

    # --- what people and the operator do ---

    async def does(self, what: str, person: int, dialogue: int, number: int) -> None:
        """One event, in the house and in the model."""
        async with self.database.write() as tx:
            known, fact = await programme.load(tx), self.facts[person]
            whole = await people.by_id(tx, person)
            assert whole is not None
            its = known.dialogues[dialogue]
            if what in {"moves", "hour", "place", "cancels", "closes"}:
                await self._operator(tx, what, its, number)
            elif what in {"agrees", "withdraws"}:
                await self._consent(tx, what, whole)
            elif what in {"blocks", "unblocks"}:
                fact.blocked = what == "blocks"
                if fact.blocked:
                    await people.left(tx, [person], self.now)
                else:
                    await people.seen(tx, [person], self.now.date())
            elif fact.state == "yes" and not fact.blocked:
                await self._youth(tx, what, whole, known, its)

    async def _operator(self, tx: Writer, what: str, its: Dialogue, number: int) -> None:
        ahead = timedelta(days=number % 60 + 1, hours=number % 24)
        try:
            if what == "moves":
                await dialogues.move(tx, its.id, zone=ZONE, at=self.now + ahead)
            elif what == "hour":
                await dialogues.move(tx, its.id, zone=ZONE, at=its.at + timedelta(hours=1))
            elif what == "place":
                await dialogues.move(tx, its.id, zone=ZONE, place=f"Hội trường {number}")
            elif number % 5 == 0:
                await dialogues.finish(tx, its.id, ENDS[what])
        except BadDialogue:
            return

    async def _consent(self, tx: Writer, what: str, whole: Person) -> None:
        fact = self.facts[whole.id]
        fact.state = "yes" if what == "agrees" else "no"
        await people.become(tx, whole, state=fact.state, unit=whole.unit)
        if what == "agrees":
            await self._tells(tx, whole.id, place=False)

    async def _youth(
        self, tx: Writer, what: str, whole: Person, known: Programme, its: Dialogue
    ) -> None:
        fact = self.facts[whole.id]
        if what == "begins":
            fact.draft = "" if its.id == 1 else str(its.id)
            given_ = {"text": LAMP, **({"dialogue": fact.draft} if fact.draft else {})}
            await drafts.keep(tx, [self._draft(whole.id, given_)])
        elif what == "drops":
            fact.draft = None
            await drafts.drop(tx, [whole.id])
        elif what == "sends":
            await self._sends(tx, whole, known, its)
        elif what == "asks":
            fact.asked, fact.every, fact.none = fact.asked | {its.id}, False, False
            await wishes.one(tx, whole.id, its.id, self.now)
        elif what == "asks for all":
            fact.asked, fact.every, fact.none = set(), True, False
            await wishes.every(tx, whole.id, self.now)
        elif what == "wants none":
            fact.asked, fact.every, fact.none = set(), False, True
            await wishes.none(tx, whole.id, self.now)
        else:
            await self._tells(tx, whole.id, place=True)

    def _draft(self, person: int, given_: dict[str, str]) -> Draft:
        return Draft(
            id=person,
            person=person,
            conversation="propose",
            given=given_,
            started_at=self.now,
            touched_at=self.now,
        )

    async def _sends(self, tx: Writer, whole: Person, known: Programme, its: Dialogue) -> None:
        to = self._addressed(known, whole.id) or its
        if not to.takes(self.now):
            return
        await proposals.submit(
            tx,
            draft=whole.id,
            person=whole.id,
            dialogue=to,
            unit=whole.unit,
            topic=to.topics[0].id,
            text=LAMP,
            name=None,
            source="phone",
            receipt=lambda: f"QT-{self.ids.new()}",
            sent_at=self.now,
            zone=ZONE,
        )
        await drafts.drop(tx, [whole.id])
        fact = self.facts[whole.id]
        fact.draft = None
        fact.sent.add(to.id)

    async def _tells(self, tx: Writer, person: int, *, place: bool) -> None:
        """As the deadline or the consent does: the open dialogues, or the nearest of them."""
        known = await programme.load(tx)
        open_ones = [d for d in known.dialogues.values() if d.takes(self.now)]
        for dialogue in open_ones if place else open_ones[:1]:
            told.tell(tx, person, dialogue, place=place)
            self._is_told(person, dialogue, at=True, place=place)

    def _is_told(self, person: int, dialogue: Dialogue, *, at: bool, place: bool) -> None:
        known = self.facts[person].told
        before = known.get(dialogue.id, (None, None, None))
        known[dialogue.id] = (
            dialogue.at if at else before[0],
            dialogue.cutoff,
            dialogue.place if place else before[2],
        )

    # --- what the house does ---

    async def passes(self, ahead: float | tuple[int, timedelta, float]) -> None:
        """Time goes on by so many hours, or to about when a reminder is due."""
        if isinstance(ahead, float):
            self.now += timedelta(hours=ahead)
        else:
            which, offset, about = ahead
            cutoff = await self._next_cutoff(which)
            self.now = max(self.now, cutoff - offset + timedelta(hours=about))

    async def _next_cutoff(self, which: int) -> datetime:
        """Of a dialogue that has taken place the next one is held a month later."""
        async with self.database.write() as tx:
            dialogue = (await programme.load(tx)).dialogues[which]
            if dialogue.state == "open" and dialogue.cutoff <= self.now:
                later = self.now + timedelta(days=30)
                await dialogues.move(tx, which, zone=ZONE, at=later)
            return (await programme.load(tx)).dialogues[which].cutoff

    async def ticks(self) -> None:
        """Plan all there is, and let leave what may."""
        for plan in (moved.plan, reminders.plan):
            while await self._plans(plan):
                pass
        while await self._leaves():
            pass

    async def _plans(self, plan: object) -> int:
        async with self.database.write() as tx:
            planned: int = await plan(self.desk, tx, self.now)  # type: ignore[operator]
            return planned

    async def _leaves(self) -> int:
        """One claim, as a round makes it; half a second later every letter's fate is known."""
        self.sender.look()
        async with self.database.write() as tx:
            letters = await self.sender.claim(tx, self.now)
            known = await programme.load(tx)
            keys = {
                row.id: row.dedup_key
                for row in await tx.all(schema.outbox.select())
                if row.id in {letter.id for letter in letters}
            }
            for letter in letters:
                self._check(letter, keys[letter.id], known)
            await outbox.mark(tx, [self._fate(letter, keys[letter.id]) for letter in letters])
        return len(letters)

    def _fate(self, letter: Letter, key: str) -> Mark:
        drawn = self.random.random()
        if drawn < 0.1:
            # Surely not accepted: it has reached nobody and may leave again.
            self.keys[key] -= 1
            self.reminded[letter.person, self.now.astimezone(ZONE).date()] -= int(
                letter.kind == "reminder"
            )
            return Mark(letter, "queued", again_at=self.now + timedelta(hours=5))
        if drawn < 0.15:
            return Mark(letter, "unknown")
        return Mark(letter, "sent")

    # --- what must hold when something leaves ---

    def _check(self, letter: Letter, key: str, known: Programme) -> None:
        fact = self.facts[letter.person]
        local = self.now.astimezone(ZONE)
        assert time(7) <= local.time() < time(21), f"{key} leaves at {local}"
        assert (fact.state, fact.blocked) == ("yes", False)
        which = re.search(r"dialogue=(\d+)", key)
        assert which is not None
        dialogue = known.dialogues[int(which[1])]
        self.said[letter.kind] += 1
        if letter.kind == "reminder":
            self._check_reminder(letter, key, dialogue, known)
        else:
            self._check_news(letter, key, dialogue)

    def _check_reminder(
        self, letter: Letter, key: str, dialogue: Dialogue, known: Programme
    ) -> None:
        fact = self.facts[letter.person]
        assert dialogue.state == "open"
        assert self.now < dialogue.cutoff
        assert CUTOFF.findall(letter.body.text) == [
            days.moment(dialogue.cutoff.astimezone(ZONE), "vi")
        ]
        assert not fact.none
        addressed = self._addressed(known, letter.person)
        is_begun = fact.draft is not None and addressed == dialogue
        is_asked = fact.every or dialogue.id in fact.asked
        assert is_begun or (is_asked and dialogue.id not in fact.sent)
        today = self.now.astimezone(ZONE).date()
        self.reminded[letter.person, today] += 1
        assert self.reminded[letter.person, today] == 1
        self.keys[key] += 1
        assert self.keys[key] == 1
        self._is_told(letter.person, dialogue, at=not is_begun, place=False)

    def _check_news(self, letter: Letter, key: str, dialogue: Dialogue) -> None:
        fact = self.facts[letter.person]
        assert self.now < dialogue.at
        if key.startswith("cancelled"):
            assert dialogue.state == "cancelled"
            assert dialogue.id in fact.told
            fact.told_off.add(dialogue.id)
            return
        again = self.said[f"{letter.id}"] > 0
        assert again or self._is_wrong(fact, dialogue), f"{key} tells what is known"
        self.said[f"{letter.id}"] += 1
        assert days.moment(dialogue.at.astimezone(ZONE), "vi") in letter.body.text
        self._is_told(letter.person, dialogue, at=True, place=True)

    def _is_wrong(self, fact: Fact, dialogue: Dialogue) -> bool:
        """Whether the last word that somebody has of a dialogue is an old one."""
        now = (dialogue.at, dialogue.cutoff, dialogue.place)
        last = fact.told.get(dialogue.id, (None, None, None))
        return any(was is not None and was != is_ for was, is_ in zip(last, now, strict=True))

    def _addressed(self, known: Programme, person: int) -> Dialogue | None:
        offered = [known.dialogues[d] for d in DIALOGUES if known.dialogues[d].takes(self.now)]
        chosen = self.facts[person].draft
        return next((d for d in offered if str(d.id) == chosen), offered[0] if offered else None)

    async def nobody_holds_an_old_word(self) -> None:
        """At the end, in daylight, when all that waited has left."""
        async with self.database.read() as db:
            known = await programme.load(db)
        for fact in self.facts.values():
            if fact.state != "yes" or fact.blocked:
                continue
            for dialogue in known.dialogues.values():
                if dialogue.at <= self.now or dialogue.id not in fact.told:
                    continue
                if dialogue.state == "cancelled":
                    assert dialogue.id in fact.told_off
                else:
                    assert not self._is_wrong(fact, dialogue)


# --- histories ------------------------------------------------------------------------------------

YOUTH = (
    "begins",
    "begins",
    "begins",
    "drops",
    "sends",
    "asks",
    "asks for all",
    "wants none",
    "han",
)
OTHERS = ("agrees", "withdraws", "blocks", "unblocks")
OPERATOR = ("moves", "moves", "moves", "hour", "place", "cancels", "closes")
deeds = st.tuples(
    st.sampled_from([*YOUTH, *OTHERS, *OPERATOR]),
    st.sampled_from(PEOPLE),
    st.sampled_from(DIALOGUES),
    st.integers(0, 200),
)
hours = st.one_of(
    st.sampled_from([0.5, 3.0, 10.0, 24.0]),
    st.floats(0, 60),
    st.floats(24, 24 * 30),
    st.floats(-80, 0),
)
"""Until the next tick: a moment, a day, weeks of downtime, a clock that is set back."""
near = st.tuples(st.sampled_from(DIALOGUES), st.sampled_from(OFFSETS), st.floats(-1, 12))
"""Or as far as a reminder's hour, and a little less or more."""
steps = st.tuples(st.one_of(near, near, near, hours), st.lists(deeds, min_size=1, max_size=3))
histories = st.lists(steps, min_size=30, max_size=40)
Step = tuple[float | tuple[int, timedelta, float], list[tuple[str, int, int, int]]]
SAID: Counter[str] = Counter()


@asynccontextmanager
async def _year(template: Path, start: datetime, seed: int) -> AsyncIterator[Year]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "year.db"
        shutil.copy(template, file)
        database = Database(f"sqlite+aiosqlite:///{file}")
        try:
            yield Year(database, start, seed)
        finally:
            await database.close()


async def _lives(
    template: Path,
    start: datetime,
    seed: int,
    history: list[Step],
) -> None:
    async with _year(template, start, seed) as year:
        await year.begins()
        latest = year.now
        for ahead, some in history:
            await year.passes(ahead)
            latest = max(latest, year.now)
            for deed in some:
                await year.does(*deed)
            await year.ticks()
        year.random = Random(0)
        # What was planned before the clock was set back waits for its hour to come again.
        for _day in range((latest - year.now).days + 4):
            tomorrow = year.now.astimezone(ZONE) + timedelta(days=1)
            year.now = tomorrow.replace(hour=12, minute=0)
            await year.ticks()
        await year.nobody_holds_an_old_word()
        SAID.update({kind: n for kind, n in year.said.items() if not kind.isdecimal()})


@pytest.mark.nasty("n231")
def test_a_year(tmp_path: Path) -> None:
    template = tmp_path / "template.db"
    asyncio.run(_made(template))

    @settings(
        max_examples=20,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(STARTS), st.integers(0, 999), histories)
    def lives(
        start: datetime,
        seed: int,
        history: list[Step],
    ) -> None:
        asyncio.run(_lives(template, start, seed, history))

    lives()
    assert SAID["reminder"] > 5
    assert SAID["answer"] > 5


async def _made(file: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{file}")
    await database.create()
    await database.checkpoint()
    await database.close()


# --- the last second, wherever the machine stands -------------------------------------------------


@pytest.fixture
def server_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The machine believes to be somewhere else."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    clock.tzset()
    yield request.param
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    clock.tzset()


ZONES = ["UTC", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata"]
everywhere = pytest.mark.parametrize("server_zone", ZONES, indirect=True)


@everywhere
@pytest.mark.usefixtures("server_zone")
@pytest.mark.parametrize(
    ("dialogue", "cutoff"),
    [
        ("2028-03-07T08:00", "2028-02-29T23:59:59"),
        ("2027-03-07T08:00", "2027-02-28T23:59:59"),
        ("2026-01-03T08:00", "2025-12-27T23:59:59"),
        ("2027-03-26T00:00", "2027-03-19T23:59:59"),
        ("2027-03-26T23:59", "2027-03-19T23:59:59"),
    ],
)
def test_the_cutoff_is_the_end_of_the_seventh_day_before(dialogue: str, cutoff: str) -> None:
    at = datetime.fromisoformat(dialogue).replace(tzinfo=ZONE)
    wanted = datetime.fromisoformat(cutoff).replace(tzinfo=ZONE)
    assert dialogues.default_cutoff(at, ZONE) == wanted


@everywhere
@pytest.mark.usefixtures("server_zone")
@pytest.mark.nasty("n235")
async def test_the_cutoff_is_right_to_the_second(make_house: MakeHouse) -> None:
    house: House = await make_house(now=datetime(2028, 2, 20, 9, 0, tzinfo=ZONE))
    async with house.database.write() as tx:
        await dialogues.add(
            tx,
            unit=2,
            theme="Việc làm",
            at=datetime(2028, 3, 7, 8, 0, tzinfo=ZONE),
            zone=ZONE,
            seeds=[TopicSeed("khac", "Khác", "Other", ())],
        )
    lan = await house.youth("Lan")
    midnight = datetime(2028, 3, 1, 0, 0, tzinfo=ZONE)
    for moment in (midnight - timedelta(microseconds=1), midnight):
        house.now = moment
        await lan.says(LAMP)
        await lan.taps("Gửi")
    assert [row["late"] for row in await house.rows(schema.proposals)].count(True) == 1
    assert "gửi sau hạn" in lan.sees

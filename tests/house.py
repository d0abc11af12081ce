"""The house as a test builds it: real database, real path, an own clock, people with phones."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.commands.export import weekly_file
from bot.config_values import Quiet
from bot.copies import Copies
from bot.fetching import Fetching, by_a_process
from bot.flood import Flood
from bot.jobs import Build, Jobs
from bot.keeping import Keeping
from bot.planner import tidy
from bot.sender import Sender
from bot.turns import Turns
from handlers import CONVERSATIONS, NOTICES, guards
from handlers.notices.desk import Desk
from handlers.talk.registry import Registry
from handlers.words.starting_contacts import STARTING_CONTACTS
from handlers.words.starting_topics import STARTING_TOPICS
from storage import contacts, dialogues, people, programme, roles, schema, units
from storage.database import Database
from storage.dialogues import TopicSeed
from storage.ids import Ids
from storage.jobs import Job, Made
from storage.messages import Incoming
from storage.programme import Dialogue, Programme
from storage.retention import Retention
from storage.sweep import Rules
from tests.phone import Network, Phone

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2027, 3, 1, 9, 0, tzinfo=ZONE)
"""A Monday morning in Youth Month."""
YES = "Đồng ý, mình từ 16 tuổi"


@dataclass
class House:
    """Everything a story needs in one line each."""

    database: Database
    folder: Path
    now: datetime = START
    registry: Registry = CONVERSATIONS
    quiet: Quiet | None = None
    flood: Flood | None = None
    offsets: Sequence[timedelta] = (timedelta(days=3), timedelta(days=1), timedelta(hours=3))
    network: Network = field(default_factory=Network)
    typed: dict[str, dict[str, str]] = field(default_factory=dict)
    build: Build | None = None
    phones: dict[str, Phone] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ids = Ids(lambda: self.now)
        self.desk = Desk(
            registry=self.registry,
            zone=ZONE,
            new_id=self.ids.new,
            random=Random(7),
            offsets=self.offsets,
            quiet=self.quiet,
            weekly_day=0,
            weekly_time=time(7),
        )
        self.sender = Sender(
            {self.network.name: self.network},
            guards=guards(self.desk),
            now=lambda: self.now,
            per_second=0,
            per_chat_seconds=0,
        )
        self.turns = self._turns(Retention())
        self.jobs = Jobs(
            database=self.database,
            desk=self.desk,
            build=self.build or self._build,
            build_weekly=self._build_weekly,
            fetching=Fetching(
                database=self.database,
                channels={self.network.name: self.network},
                desk=self.desk,
                redraw=by_a_process,
                folder=self.folder / "files",
                scratch=self.folder / "scratch",
                now=lambda: self.now,
            ),
            folder=self.folder / "files",
            now=lambda: self.now,
            look=self.sender.look,
        )

        self.copies = Copies(
            database=self.database,
            desk=self.desk,
            channels={self.network.name: self.network},
            folder=self.folder / "files",
            now=lambda: self.now,
            look=self.sender.look,
        )
        self.keeping = Keeping(
            database=self.database,
            channels={self.network.name: self.network},
            folder=self.folder / "files",
            rules=Rules(Retention(), ZONE),
            now=lambda: self.now,
        )

        self._lanes = asyncio.create_task(self.sender.run())

    async def shuts(self) -> None:
        """The house stops."""
        self._lanes.cancel()
        await asyncio.gather(self._lanes, return_exceptions=True)
        await self.database.close()

    def keeps(self, retention: Retention) -> None:
        """What is kept stays for another time: the house starts again with that."""
        self.turns = self._turns(retention)

    def _turns(self, retention: Retention) -> Turns:
        return Turns(
            database=self.database,
            registry=self.registry,
            channels={self.network.name: self.network},
            sender=self.sender,
            new_id=self.ids.new,
            now=lambda: self.now,
            zone=ZONE,
            random=Random(7),
            quiet=self.quiet,
            retention=retention,
            flood=self.flood,
        )

    # --- the path, step by step ---

    async def takes(self, *events: Incoming) -> None:
        """Events come in and everything that follows from them happens."""
        await self.one_round(*events)
        await self.settles()

    async def one_round(self, *events: Incoming) -> None:
        """Events come in and are answered; what is said has not left yet."""
        handing = asyncio.create_task(self.turns.came(self.network.name, events))
        await asyncio.sleep(0)
        await self.turns.step()
        await handing

    async def settles(self) -> None:
        """Everything that can leave leaves, and what became of it is written down."""
        for _round in range(200):
            while self.sender.waiting:
                await asyncio.sleep(0)
            await self.turns.step()
            if self.sender.idle:
                return
        raise AssertionError("the sender never comes to rest")

    async def ticks(self) -> None:
        """The clock ticks: what should exist by now is planned, and leaves."""
        await self.plans()
        await self.sends()
        async with self.database.write() as tx:
            again = await NOTICES[0](self.desk, tx, self.now)
        if again:
            self.sender.look()
            await self.settles()

    async def plans(self) -> None:
        """What should exist by now is planned."""
        for notice in NOTICES:
            planned = 1
            while planned:
                async with self.database.write() as tx:
                    planned = await notice(self.desk, tx, self.now)

    async def tidies(self) -> None:
        """What the clock does every minute, with the checkpoint."""
        await tidy(self.database, self.desk, self.now)

    async def sends(self) -> None:
        """What may leave now leaves, and jobs are done."""
        self.sender.look()
        while await self.jobs.step() or await self.copies.step():
            pass
        await self.settles()

    async def keeps_house(self) -> None:
        """What is over by now goes; what it held is removed from the disk."""
        await self.keeping.work()
        await self.sends()

    async def passes(self, **time: float) -> None:
        """Time passes, and the clock ticks once at its end."""
        self.now += timedelta(**time)
        await self.ticks()

    async def until(self, moment: datetime) -> None:
        """It is this moment, and the clock ticks."""
        self.now = moment
        await self.ticks()

    # --- the programme ---

    async def knows_whom_to_call(self) -> None:
        """The contacts that the configuration begins with."""
        async with self.database.write() as tx:
            await contacts.seed(tx, STARTING_CONTACTS)

    async def unit(
        self, code: str, name: str, parent: str = "", *aliases: str, sample: bool = False
    ) -> int:
        """A unit."""
        async with self.database.write() as tx:
            return await units.put(
                tx,
                code=code,
                short=code,
                name=name,
                parent=parent,
                aliases=aliases,
                sample=sample,
            )

    async def dialogue(
        self, unit: str, theme: str = "Việc làm cho thanh niên", **in_time: float
    ) -> int:
        """A dialogue of a unit, 30 days ahead unless told otherwise."""
        async with self.database.write() as tx:
            found = await units.id_of(tx, unit)
            assert found is not None
            return await dialogues.add(
                tx,
                unit=found,
                theme=theme,
                at=(self.now + timedelta(**(in_time or {"days": 30}))).replace(hour=14, minute=0),
                zone=ZONE,
                seeds=[TopicSeed(t.code, t.name, t.english, t.keywords) for t in STARTING_TOPICS],
            )

    async def move(
        self,
        dialogue: int,
        at: datetime | None = None,
        *,
        cutoff: datetime | None = None,
        place: str | None = None,
    ) -> None:
        """A dialogue gets another day, cutoff or place."""
        async with self.database.write() as tx:
            await dialogues.move(tx, dialogue, zone=ZONE, at=at, cutoff=cutoff, place=place)

    async def close(self, dialogue: int) -> None:
        """A dialogue takes no more opinions."""
        async with self.database.write() as tx:
            await dialogues.finish(tx, dialogue, "closed")

    async def cancel(self, dialogue: int) -> None:
        """A dialogue is called off."""
        async with self.database.write() as tx:
            await dialogues.finish(tx, dialogue, "cancelled")

    async def programme(self) -> Programme:
        """The programme as it is now."""
        async with self.database.read() as db:
            return await programme.load(db)

    async def the(self, dialogue: int) -> Dialogue:
        """A dialogue as it is now."""
        return (await self.programme()).dialogues[dialogue]

    # --- people ---

    def stranger(self, name: str) -> Phone:
        """Somebody who has not written yet."""
        return self.phones.setdefault(name, Phone(self, name, self.network))

    def phone(self, name: str) -> Phone:
        """Somebody the story knows already."""
        return self.phones[name]

    async def youth(self, name: str, of: str = "KP3") -> Phone:
        """Somebody who came by a branch's link and agreed."""
        phone = self.stranger(name)
        await phone.opens(f"b-{of}")
        await phone.taps(YES)
        return phone

    async def secretary(self, name: str, of: str = "QT") -> Phone:
        """Somebody who took the role of a secretary."""
        return await self._with_role(name, "secretary", of)

    async def staff(self, name: str, of: str = "QT") -> Phone:
        """Somebody of the office."""
        return await self._with_role(name, "staff", of)

    async def admin(self, name: str, of: str = "QT") -> Phone:
        """Somebody who looks after the machine."""
        return await self._with_role(name, "admin", of)

    async def duty(self, name: str, of: str = "QT") -> Phone:
        """Somebody who is on duty for who is in distress."""
        return await self._with_role(name, "duty", of)

    async def code(self, role: str, unit: str) -> str:
        """A one-time code."""
        async with self.database.write() as tx:
            found = await units.id_of(tx, unit)
            assert found is not None
            return await roles.invite(tx, unit=found, role=role, now=self.now)

    async def _with_role(self, name: str, role: str, unit: str) -> Phone:
        phone = self.stranger(name)
        await phone.opens(f"r-{await self.code(role, unit)}")
        await phone.taps("Mình nhận")
        return phone

    async def appoint(self, phone: Phone, role: str, unit: str = "QT") -> None:
        """Give a role without a code."""
        code, person = await self.code(role, unit), await self.person(phone)
        async with self.database.write() as tx:
            offered = await roles.invitation(tx, code, self.now)
            assert offered is not None
            await roles.accept(tx, offered.id, person=person.id, now=self.now)

    async def revoke(self, phone: Phone, role: str) -> None:
        """Take a role away."""
        person = await self.person(phone)
        async with self.database.write() as tx:
            await tx.run(
                sa.update(schema.roles)
                .where(schema.roles.c.person_id == person.id, schema.roles.c.role == role)
                .values(ended_at=self.now)
            )

    async def person(self, phone: Phone) -> people.Person:
        """What is kept of somebody."""
        async with self.database.read() as db:
            found = await people.at(db, self.network.name, phone.name)
        assert found is not None
        return found

    # --- what is kept ---

    async def texts(self) -> list[str]:
        """The words of every proposal, in the order of the alphabet."""
        async with self.database.read() as db:
            rows = await db.all(sa.select(schema.proposals.c.text))
        return sorted(row[0] for row in rows)

    async def rows(self, table: sa.Table) -> list[dict[str, object]]:
        """Every row of a table."""
        async with self.database.read() as db:
            return [dict(row._mapping) for row in await db.all(sa.select(table))]

    async def everything(self) -> str:
        """All that is kept of anybody, in rows and in the files themselves."""
        rows = [str(row) for table in schema.tables.sorted_tables for row in await self.rows(table)]
        path = self.database.path
        assert path is not None
        files = [path, Path(f"{path}-wal")]
        raw = b"".join(file.read_bytes() for file in files if file.exists())
        return "\n".join([*rows, raw.decode(errors="replace")])

    async def _build_weekly(self, job: Job, path: Path) -> Made:
        return await weekly_file(self.database, job, path, now=self.now, zone=ZONE)

    async def _build(self, dialogue: int, path: Path) -> int:
        async with self.database.read() as db:
            number = await db.value(
                sa.select(sa.func.count()).where(schema.proposals.c.dialogue_id == dialogue)
            )
        path.write_text(str(number))
        return int(number or 0)

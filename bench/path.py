"""Inbox → conversation → outbox, beside the same rows through Core `executemany`.

    python -m bench.path [events]

The real turns and sender play the real conversations from the link to the receipt with many
people, over a channel that takes every letter at once. Its writing statements are recorded in a
run of its own; the baseline gives their rows to the same driver under the same pragmas, each
statement once a transaction.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from starlette.routing import BaseRoute

from bench.figures import Figure, machine, show
from bench.people import Step, journey
from bot import sample
from bot.channels.contract import Came, Sent
from bot.sender import Sender
from bot.turns import Turns
from handlers import CONVERSATIONS
from storage import ids, migrating
from storage.database import Database
from storage.messages import Incoming, Letter, Option

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EVENTS, PEOPLE, BATCH = 8000, 1000, 100
AT_A_TIME = 2
"""Batches under way, so that one waits when a round ends, as with several channels."""
TURNS = 3
"""Both are measured in turn, so that a busy minute of the machine meets both."""

Written = list[tuple[sa.Executable, list[dict[str, Any]]]]
"""The writing statements of one transaction with their rows."""


@dataclass
class Somebody:
    """One person: what comes next, and the buttons in sight."""

    address: str
    steps: Iterator[Step]
    options: Sequence[Option] = ()
    message: str = ""


@dataclass
class Nowhere:
    """A channel that takes every letter at once; whoever was answered does the next thing."""

    name: str = "nowhere"
    title: str = "Nowhere"
    paced: bool = False
    reaches: bool = True
    keeps_transcript: bool = False
    remembers: None = None
    answered_at: None = None
    people: dict[str, Somebody] = field(default_factory=dict)
    ready: deque[Somebody] = field(default_factory=deque)
    events: int = 0

    async def send(self, letter: Letter) -> Sent:
        person = self.people[letter.address]
        person.options, person.message = letter.body.options, str(letter.id)
        self.ready.append(person)
        return Sent(person.message if person.options else "")

    async def run(self, came: Came) -> None:
        return

    def routes(self, came: Came) -> Sequence[BaseRoute]:
        return ()

    def link(self, start: str) -> str:
        return start

    async def fetch(self, reference: str, to: Path) -> None:
        raise FileNotFoundError(reference)

    def forget(self, reference: str) -> None:
        return

    async def close(self) -> None:
        return

    def batch(self, size: int) -> list[Incoming]:
        """What the next people do who have been answered."""
        return [self._next(self.ready.popleft()) for _ in range(min(size, len(self.ready)))]

    def _next(self, person: Somebody) -> Incoming:
        step = next(person.steps)
        self.events += 1
        tapped = step.kind == "taps"
        return Incoming(
            channel=self.name,
            event_id=str(self.events),
            address=person.address,
            kind={"opens": "start", "types": "text", "taps": "choice"}[step.kind],  # type: ignore[arg-type]
            at=datetime.now(UTC),
            text=step.text,
            choice=person.options[step.button].choice if tapped else "",
            message=person.message if tapped else f"m{self.events}",
            language="vi",
        )


async def ours(database: Database, events: int, people: int = PEOPLE) -> float:
    """Events a second through the real path."""
    channel = Nowhere()
    for number in range(people):
        somebody = Somebody(str(number), journey(number))
        channel.people[somebody.address] = somebody
        channel.ready.append(somebody)
    sender = Sender({channel.name: channel}, guards={}, now=_now, per_second=0, per_chat_seconds=0)
    turns = Turns(
        database=database,
        registry=CONVERSATIONS,
        channels={channel.name: channel},
        sender=sender,
        new_id=ids.Ids(_now).new,
        now=_now,
        zone=ZONE,
        random=Random(7),
    )
    sender.on_marks(turns.wake)
    work = [asyncio.create_task(sender.run()), asyncio.create_task(turns.run())]
    began = time.perf_counter()
    await asyncio.gather(*(_hand_over(channel, turns, events) for _ in range(AT_A_TIME)))
    while not sender.idle:
        await asyncio.sleep(0.001)
    await turns.finish()
    taken = time.perf_counter() - began
    for task in work:
        task.cancel()
    await asyncio.gather(*work, return_exceptions=True)
    return events / taken


async def _hand_over(channel: Nowhere, turns: Turns, events: int) -> None:
    """One batch after the other, the next one when the last is kept."""
    while (left := events - channel.events) > 0:
        if batch := channel.batch(min(BATCH, left)):
            await turns.came(channel.name, batch)
        else:
            await asyncio.sleep(0.001)


async def recorded(folder: Path, events: int) -> list[Written]:
    """What the path writes, transaction by transaction."""
    transactions: list[Written] = [[]]

    def note(_connection: object, statement: Any, many: Any, one: Any, *_more: object) -> None:  # noqa: ANN401
        if isinstance(statement, sa.Insert | sa.Update | sa.Delete):
            transactions[-1].append((statement, list(many) or [one]))

    async with _house(folder / "recorded.db") as database:
        engine = database._engine.sync_engine
        sa.event.listen(engine, "before_execute", note)
        sa.event.listen(engine, "commit", lambda _connection: transactions.append([]))
        await ours(database, events)
    return [_together(each) for each in transactions if each]


def _together(written: Written) -> Written:
    """Each statement once, with all its rows."""
    rows: dict[object, list[dict[str, Any]]] = {}
    statements: dict[object, sa.Executable] = {}
    for statement, some in written:
        key = statement.table if isinstance(statement, sa.Insert) else statement
        statements.setdefault(key, statement)
        rows.setdefault(key, []).extend(some)
    return [(statements[key], rows[key]) for key in rows]


async def bare(database: Database, events: int, transactions: Sequence[Written]) -> float:
    """Events a second where nothing but their rows is written."""
    async with database._engine.connect() as connection:
        began = time.perf_counter()
        for transaction in transactions:
            async with connection.begin():
                for statement, rows in transaction:
                    await connection.execute(statement, rows if rows[0] else None)
        return events / (time.perf_counter() - began)


def inserts(transactions: Sequence[Written]) -> list[Written]:
    """Without what is changed and removed afterwards."""
    return [
        [(statement, rows) for statement, rows in each if isinstance(statement, sa.Insert)]
        for each in transactions
    ]


@asynccontextmanager
async def _house(path: Path) -> AsyncIterator[Database]:
    url = f"sqlite+aiosqlite:///{path}"
    migrating.upgrade(url)
    database = Database(url)
    async with database.write() as tx:
        await sample.fill(tx, now=_now(), zone=ZONE, random=Random(7))
    try:
        yield database
    finally:
        await database.close()


def _now() -> datetime:
    return datetime.now(UTC)


async def measure(events: int = EVENTS) -> list[Figure]:
    """All figures of the path."""
    speed: dict[str, list[float]] = {"ours": [], "rows": [], "inserts": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = await recorded(folder, events)
        rows = sum(len(rows) for each in written for _statement, rows in each)
        for turn in range(TURNS):
            async with _house(folder / f"ours{turn}.db") as database:
                speed["ours"].append(await ours(database, events))
            async with _house(folder / f"rows{turn}.db") as database:
                speed["rows"].append(await bare(database, events, written))
            async with _house(folder / f"inserts{turn}.db") as database:
                speed["inserts"].append(await bare(database, events, inserts(written)))
    found = {what: median(each) for what, each in speed.items()}
    return [
        Figure("events through inbox → conversation → outbox", found["ours"], "/s"),
        Figure(
            f"the same rows ({rows / events:.1f} an event) through executemany", found["rows"], "/s"
        ),
        Figure("ours / the same rows", found["ours"] / found["rows"], "×", at_least=0.25),
        Figure("ours / their inserts alone", found["ours"] / found["inserts"], "×", at_least=0.25),
    ]


if __name__ == "__main__":
    print(machine())
    show(
        "The path",
        asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS)),
    )

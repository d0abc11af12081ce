"""The programme as a whole: units, dialogues, topics, held in memory between rounds.

It changes a few times a year and is asked at every turn, so a round only compares its
version; whoever changes a unit, a dialogue or a topic calls `touch` in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert

from storage.database import Reader, Row, Writer
from storage.schema import dialogues, facts, topics, units

_VERSION = "programme"


@dataclass(frozen=True, slots=True)
class Unit:
    """A node of the one tree: province, ward, branch, by whatever name."""

    id: int
    code: str
    short: str
    name: str
    parent: int | None
    aliases: tuple[str, ...]
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A field a dialogue groups by."""

    id: int
    dialogue: int
    code: str
    name: str
    english: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A meeting with the chairperson of `unit`; `cutoff` is the last instant in time."""

    id: int
    unit: int
    theme: str
    at: datetime
    cutoff: datetime
    place: str
    state: str
    topics: tuple[Topic, ...] = ()
    sample: bool = False
    moves: int = 0
    """How often its day, cutoff or place was changed."""

    def takes(self, now: datetime) -> bool:
        """Whether a proposal is still accepted: until the dialogue begins, late or not."""
        return self.state == "open" and now < self.at

    def is_late(self, now: datetime) -> bool:
        """Whether what is sent at `now` gets the mark «gửi sau hạn»: the last second is in time."""
        return now.replace(microsecond=0) > self.cutoff


@dataclass(frozen=True)
class Programme:
    """All of it at one version."""

    version: int
    units: Mapping[int, Unit] = field(default_factory=dict)
    dialogues: Mapping[int, Dialogue] = field(default_factory=dict)

    @cached_property
    def _by_code(self) -> dict[str, Unit]:
        return {unit.code.casefold(): unit for unit in self.units.values()}

    @cached_property
    def _children(self) -> dict[int | None, list[Unit]]:
        found: dict[int | None, list[Unit]] = {}
        for unit in self.units.values():
            found.setdefault(unit.parent, []).append(unit)
        return found

    @cached_property
    def is_sample(self) -> bool:
        """Whether sample data is there, so that the bot says it is a trial."""
        return any(unit.sample for unit in self.units.values())

    def unit(self, code: str) -> Unit | None:
        """A unit by its code, whatever the case."""
        return self._by_code.get(code.casefold())

    def children(self, unit: int) -> Sequence[Unit]:
        """The units right below."""
        return self._children.get(unit, ())

    def is_branch(self, unit: Unit) -> bool:
        """A leaf: where a young person belongs."""
        return not self.children(unit.id)

    def branches(self) -> list[Unit]:
        """Every leaf of the tree."""
        return [unit for unit in self.units.values() if self.is_branch(unit)]

    def above(self, unit: int | None) -> Iterator[Unit]:
        """The unit itself and every unit above it, nearest first."""
        while unit is not None and (found := self.units.get(unit)):
            yield found
            unit = found.parent

    def below(self, unit: int) -> list[Unit]:
        """The unit itself and every unit below it."""
        found, waiting = [], [unit]
        while waiting:
            current = waiting.pop()
            found.append(self.units[current])
            waiting.extend(child.id for child in self.children(current))
        return found

    def open_for(self, unit: int | None, now: datetime) -> list[Dialogue]:
        """The dialogues that someone of this unit may address: its own and those above it.

        The nearest addressee first, then the nearest day.
        """
        distance = {above.id: step for step, above in enumerate(self.above(unit))}
        found = [d for d in self.dialogues.values() if d.unit in distance and d.takes(now)]
        return sorted(found, key=lambda d: (distance[d.unit], d.at, d.id))


async def version(db: Reader) -> int:
    """The version that is in force; 0 before anything was written."""
    return int(await db.value(_SELECT_VERSION, {"name": _VERSION}) or 0)


async def touch(tx: Writer) -> None:
    """Say that the programme has changed, so that every process reads it anew."""
    await tx.run(_TOUCH, {"name": _VERSION, "value": "1"})


async def load(db: Reader) -> Programme:
    """All units, dialogues and topics as they are in this transaction."""
    by_dialogue: dict[int, list[Topic]] = {}
    for row in await db.all(sa.select(topics).order_by(topics.c.position)):
        by_dialogue.setdefault(row.dialogue_id, []).append(_topic(row))
    return Programme(
        version=await version(db),
        units={row.id: _unit(row) for row in await db.all(sa.select(units).order_by(units.c.id))},
        dialogues={
            row.id: _dialogue(row, tuple(by_dialogue.get(row.id, ())))
            for row in await db.all(sa.select(dialogues).order_by(dialogues.c.id))
        },
    )


_SELECT_VERSION = sa.select(facts.c.value).where(facts.c.name == sa.bindparam("name"))
_TOUCH = (
    upsert(facts)
    .values(name=sa.bindparam("name"), value=sa.bindparam("value"))
    .on_conflict_do_update(
        index_elements=[facts.c.name],
        set_={"value": sa.cast(sa.cast(facts.c.value, sa.Integer) + 1, sa.Text)},
    )
)


def _unit(row: Row) -> Unit:
    return Unit(
        id=row.id,
        code=row.code,
        short=row.short,
        name=row.name,
        parent=row.parent_id,
        aliases=tuple(msgspec.json.decode(row.aliases, type=list[str])),
        sample=row.sample,
    )


def _topic(row: Row) -> Topic:
    return Topic(
        id=row.id,
        dialogue=row.dialogue_id,
        code=row.code,
        name=row.name,
        english=row.english,
        keywords=tuple(msgspec.json.decode(row.keywords, type=list[str])),
    )


def _dialogue(row: Row, of: tuple[Topic, ...]) -> Dialogue:
    return Dialogue(
        id=row.id,
        unit=row.unit_id,
        theme=row.theme,
        at=row.at,
        cutoff=row.cutoff,
        place=row.place,
        state=row.state,
        topics=of,
        sample=row.sample,
        moves=row.moves,
    )

"""The workbook of one dialogue, from what is kept: which name, day, branch and source it may show.

Without a name nothing in a row is finer than the week, a branch of ten, and «Trực tuyến»; what is
exact stands in sums only. The rows themselves are written in `workbook_out`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from handlers.papers.workbook_out import (
    Counts,
    Head,
    Row,
    TopicHead,
    week_label,
    write_workbook,
)
from handlers.words.programme import chairperson
from storage import people, programme, proposals, uploads
from storage.database import Reader
from storage.dialogues import BadDialogue
from storage.jobs import Made
from storage.programme import Dialogue, Programme, Unit
from storage.proposals import Kept

FEWEST = 10
"""In a branch with fewer members a proposal without a name would point to somebody."""
FEW = f"Chi đoàn dưới {FEWEST} thành viên"
NO_BRANCH = "Không rõ chi đoàn"
ONLINE = "Trực tuyến"
ON_PAPER = {"slip": "Phiếu", "meeting": "Tại hội nghị"}
IN_PUBLIC, NOT_IN_PUBLIC = "Được nêu tên công khai", "Không nêu tên công khai"
AGES = {"minor": "16–17 tuổi", "beyond": "ngoài độ tuổi thanh niên"}
SOURCES = {
    "web": "Web",
    "telegram": "Telegram",
    "zalo": "Zalo",
    "terminal": "Dòng lệnh",
    **ON_PAPER,
}

Progress = Callable[[int, int], None]
Link = Callable[[str], str]
"""The address at which a file can be had for a while."""


async def build(
    db: Reader,
    dialogue: int,
    path: Path,
    *,
    now: datetime,
    zone: ZoneInfo,
    progress: Progress = lambda _done, _total: None,
    link: Link | None = None,
) -> int:
    """Write the workbook of a dialogue to a path; how many proposals it holds.

    Without a `link` there are no links to what was sent along.

    All of it is read in the reader's one transaction, so headings, rows and sums agree.
    """
    counted = await _counted(db, dialogue)
    await write_workbook(
        path,
        _head(counted, now=now, zone=zone),
        counted.topics,
        _rows(db, counted, progress, link),
        counted.sums(),
        most_files=await uploads.most_of_one(db, dialogue) if link else 0,
    )
    return counted.total


async def build_weekly(
    db: Reader,
    dialogue: int,
    path: Path,
    *,
    unit: int,
    now: datetime,
    zone: ZoneInfo,
    progress: Progress = lambda _done, _total: None,
    link: Link | None = None,
) -> tuple[Made, list[str]]:
    """The same with a sheet of what is new to the office of a unit; what it holds, and the ids of
    what is new. To remember them is the caller's part."""
    counted, new = await _counted(db, dialogue), list[str]()
    await write_workbook(
        path,
        _head(counted, now=now, zone=zone),
        counted.topics,
        _rows(db, counted, progress, link, unit, new),
        counted.sums(),
        most_files=await uploads.most_of_one(db, dialogue) if link else 0,
        with_new=True,
    )
    topics = tuple((topic.id, topic.count) for topic in counted.topics if topic.count)
    return Made(counted.total, len(new), topics), new


async def _counted(db: Reader, dialogue: int) -> _Counted:
    known = await programme.load(db)
    found = known.dialogues.get(dialogue)
    if found is None:
        raise BadDialogue(f"dialogue {dialogue} is not known; `doithoai dialogue list` shows all")
    return await _Counted.of(db, known, found)


def _head(counted: _Counted, *, now: datetime, zone: ZoneInfo) -> Head:
    dialogue = counted.whose
    unit = counted.known.units[dialogue.unit]
    return Head(
        unit=unit.name,
        theme=dialogue.theme,
        addressee=chairperson(unit.name).say("vi"),
        dialogue_day=dialogue.at.astimezone(zone),
        as_of=now.astimezone(zone),
        total=counted.total,
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """The sums of a dialogue, and which branches are large enough to be told apart."""

    known: Programme
    whose: Dialogue
    topics: list[TopicHead]
    units: Mapping[int | None, int]
    days: Mapping[date, int]
    sources: Mapping[str, int]
    large: frozenset[int]

    @staticmethod
    async def of(db: Reader, known: Programme, dialogue: Dialogue) -> _Counted:
        """Count what stands in a dialogue now."""
        found = await proposals.counts(db, dialogue.id)
        by_topic = cast("dict[int, int]", found["topic"])
        units = cast("dict[int | None, int]", found["unit"])
        members = await people.members(db, [unit for unit in units if unit is not None])
        return _Counted(
            known=known,
            whose=dialogue,
            topics=[TopicHead(t.id, t.name, by_topic.get(t.id, 0)) for t in dialogue.topics],
            units=units,
            days=cast("dict[date, int]", found["day"]),
            sources=cast("dict[str, int]", found["source"]),
            large=frozenset(unit for unit, number in members.items() if number >= FEWEST),
        )

    @property
    def total(self) -> int:
        """How many proposals there are."""
        return sum(topic.count for topic in self.topics)

    def sums(self) -> Counts:
        """What the sheet of statistics shows; small branches are one line."""
        return Counts(
            topics=[(topic.name, topic.count) for topic in self.topics if topic.count],
            branches=self._branches(),
            weeks=_weeks(self.days),
            channels=sorted(
                ((SOURCES.get(source, source), n) for source, n in self.sources.items()),
                key=lambda figure: (-figure[1], figure[0]),
            ),
        )

    def branch_of(self, proposal: Kept) -> str:
        """The branch a row may name: its own, or what lies above a small one."""
        if proposal.unit is None:
            return ""
        own = self.known.units[proposal.unit]
        if proposal.name is not None or own.id in self.large:
            return own.name
        return self._above(own).name

    def _above(self, unit: Unit) -> Unit:
        # A unit without a parent is no branch of anything, and known to everybody.
        return unit if unit.parent is None else self.known.units[unit.parent]

    def _branches(self) -> list[tuple[str, int]]:
        large = [
            (self._full(self.known.units[unit]), number)
            for unit, number in self.units.items()
            if unit is not None and unit in self.large
        ]
        few = sum(
            n for unit, n in self.units.items() if unit is not None and unit not in self.large
        )
        rest = [(FEW, few), (NO_BRANCH, self.units.get(None, 0))]
        ordered = sorted(large, key=lambda figure: (-figure[1], figure[0]))
        return [*ordered, *((label, number) for label, number in rest if number)]

    def _full(self, unit: Unit) -> str:
        """Names repeat from ward to ward, so the unit above stands with it."""
        above = self._above(unit)
        return unit.name if above is unit else f"{unit.name} ({above.name})"


def _weeks(days: Mapping[date, int]) -> list[tuple[str, int]]:
    """By ISO week, the first one first. A day and the Monday that hides one are the same week."""
    sums: Counter[date] = Counter()
    for day, number in days.items():
        sums[day - timedelta(days=day.weekday())] += number
    return [(week_label(monday), sums[monday]) for monday in sorted(sums)]


async def _rows(
    db: Reader,
    counted: _Counted,
    progress: Progress,
    link: Link | None,
    unit: int | None = None,
    new: list[str] | None = None,
) -> AsyncIterator[Row]:
    """Topic by topic; what is new to the office of a unit is noted in `new`."""
    done = 0
    for topic in counted.topics:
        if not topic.count:
            continue
        async for proposal in proposals.for_office(db, counted.whose.id, topic.id, unit=unit):
            if new is not None and proposal.is_new:
                new.append(proposal.id)
            yield _row(counted, proposal, link)
            done += 1
            progress(done, counted.total)


def _row(counted: _Counted, proposal: Kept, link: Link | None) -> Row:
    return Row(
        receipt=proposal.receipt,
        topic=proposal.topic,
        text=proposal.text,
        name=proposal.name,
        unit=counted.branch_of(proposal),
        day=proposal.day,
        source=_source(proposal),
        late=proposal.late,
        note="",
        is_new=proposal.is_new,
        about_name=_about_name(proposal),
        files=tuple(map(link, proposal.files)) if link else (),
    )


def _about_name(proposal: Kept) -> str:
    if proposal.name is None:
        return ""
    may = IN_PUBLIC if proposal.public else NOT_IN_PUBLIC
    return f"{may}; {AGES[proposal.age]}" if proposal.age in AGES else may


def _source(proposal: Kept) -> str:
    if proposal.name is None and proposal.source not in ON_PAPER:
        return ONLINE
    return SOURCES.get(proposal.source, proposal.source)

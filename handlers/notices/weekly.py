"""Every week the workbook goes to the unit's staff by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.notices.desk import Desk
from storage import jobs, programme, roles
from storage.database import Writer


async def plan(desk: Desk, tx: Writer, now: datetime) -> int:
    """Ask for this week's workbooks, each once; a missed week is caught up once.

    Whoever became staff after the hour of this week gets the first one next week.
    """
    slot = latest_slot(desk, now)
    known = await programme.load(tx)
    asked = 0
    for role in await roles.every(tx, "staff"):
        below = {unit.id for unit in known.below(role.unit)}
        if role.since > slot:
            continue
        for dialogue in known.dialogues.values():
            if dialogue.unit in below and dialogue.state == "open" and slot < dialogue.at:
                asked += await _ask(tx, role.person, dialogue.id, slot, now)
    return asked


async def _ask(tx: Writer, person: int, dialogue: int, slot: datetime, now: datetime) -> int:
    key = f"weekly:{slot.date()}:dialogue={dialogue}:person={person}"
    if await jobs.is_asked(tx, key):
        return 0
    jobs.ask(tx, kind="weekly", person=person, dialogue=dialogue, dedup_key=key, now=now)
    return 1


def latest_slot(desk: Desk, now: datetime) -> datetime:
    """The last time that the weekly hour struck."""
    local = now.astimezone(desk.zone)
    day = local.date() - timedelta(days=(local.weekday() - desk.weekly_day) % 7)
    slot = datetime.combine(day, desk.weekly_time, desk.zone)
    return slot if slot <= local else slot - timedelta(days=7)

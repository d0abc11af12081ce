"""What the house says: the list of all conversations and notices, by hand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from handlers.branch.announce import announce
from handlers.branch.role import role
from handlers.notices import announcements, gap, moved, reminders, watch, weekly
from handlers.notices import duty as duty_calls
from handlers.notices.desk import Desk, Guard, in_peace
from handlers.office.duty import duty, opened
from handlers.office.workbook import workbook
from handlers.talk.gate import ALARMS
from handlers.talk.registry import Registry
from handlers.youth import consent
from handlers.youth.alarm import alarm, numbers_, onward
from handlers.youth.asides import deadline, english, help_, status, vietnamese
from handlers.youth.join import join
from handlers.youth.mine import correct, mine
from handlers.youth.my_data import erase, my_data
from handlers.youth.news import news
from handlers.youth.no_proposal import no_proposal
from handlers.youth.preferences import preferences
from handlers.youth.propose import propose
from handlers.youth.remind import remind
from handlers.youth.young import young
from storage.database import Writer

CONVERSATIONS = Registry(
    conversations=(
        join,
        propose,
        mine,
        correct,
        my_data,
        erase,
        deadline,
        remind,
        preferences,
        news,
        help_,
        status,
        english,
        vietnamese,
        role,
        announce,
        workbook,
        duty,
        opened,
        alarm,
        onward,
        numbers_,
        no_proposal,
        young,
    ),
    entry="join",
    receipt="status",
    propose=("propose", "text"),
    files="files",
    agrees=consent.stands,
    anywhere={"erase": "erase", "my_data": "my_data"},
    idle={"help": "help", "deadline": "deadline", "status": "mine"},
    dangers={
        **dict.fromkeys(ALARMS, "alarm"),
        "numbers": "numbers",
        **dict.fromkeys(("denunciation", "complaint", "id_number", "bank_number"), "no_proposal"),
        **dict.fromkeys(("phone", "spam", "insult", "political"), "no_proposal"),
        "under_16": "young",
    },
    alarms=frozenset({"alarm", "onward"}),
)

Notice = Callable[[Desk, Writer, datetime], Awaitable[int]]
"""Plans the next of what should exist by now; how much, 0 when there is nothing more."""

NOTICES: tuple[Notice, ...] = (
    announcements.plan,
    moved.plan,
    reminders.plan,
    weekly.plan,
    gap.plan,
    watch.plan,
    duty_calls.plan,
)


def guards(desk: Desk) -> Mapping[str, Guard]:
    """What is asked again when a planned letter is about to leave, by the name in its row."""
    return {
        "announcement": in_peace(announcements.guard(desk)),
        "duty": duty_calls.guard,
        "gap": in_peace(gap.guard(desk), later=True),
        "moved": in_peace(moved.guard(desk), later=True),
        "reminder": in_peace(reminders.guard(desk)),
        "watch": watch.guard,
    }

"""What the house says: the list of all conversations and notices, by hand."""

from __future__ import annotations

from handlers.branch.announce import announce
from handlers.branch.role import role
from handlers.office.workbook import workbook
from handlers.talk.registry import Registry
from handlers.youth.asides import deadline, english, help_, status, vietnamese
from handlers.youth.join import join
from handlers.youth.mine import correct, mine
from handlers.youth.propose import propose

CONVERSATIONS = Registry(
    conversations=(
        join,
        propose,
        mine,
        correct,
        deadline,
        help_,
        status,
        english,
        vietnamese,
        role,
        announce,
        workbook,
    ),
    entry="join",
    receipt="status",
    propose=("propose", "text"),
    idle={"help": "help", "deadline": "deadline", "status": "mine"},
)

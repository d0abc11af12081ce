"""A role by a one-time code; it is spent by a tap, since previews open links."""

from __future__ import annotations

from handlers.talk import phrases
from handlers.talk.script import Talk, conversation
from handlers.words.catalogue import _
from handlers.words.programme import inside
from handlers.youth.asides import TOO_MANY_GUESSES
from storage import roles

NAMES = {
    "secretary": _("branch secretary"),
    "staff": _("office staff"),
    "duty": _("duty officer"),
    "admin": _("administrator"),
}
COMMANDS = {
    "secretary": _("/thongbao announces something to your unit and all below it."),
    "staff": _("/xuat gives you the workbook with all opinions."),
}


@conversation("role", starts="r", consent=False)
async def role(talk: Talk) -> None:
    """Whoever holds a code is shown what it gives, and takes it with a tap."""
    if not await roles.may_guess(talk.db, talk.person.id, talk.now):
        talk.end(TOO_MANY_GUESSES)
    offered = await roles.invitation(talk.db, str(talk.brought("link")), talk.now)
    if offered is None:
        async with talk.act() as tx:
            await roles.guessed_wrong(tx, talk.person.id, talk.now)
        talk.say(_("This code is not valid: it may have been used, or be too old."))
        return
    unit = inside(talk.programme.all.units[offered.unit].name)
    wanted = await talk.confirm(
        "take",
        _("This code makes you {role} of {unit}. Do you take it?").fill(
            role=NAMES[offered.role], unit=unit
        ),
        yes=_("Yes, I take it"),
        no=_("No"),
    )
    if not wanted:
        talk.end(_("All right. The code stays valid for now."))
    async with talk.act() as tx:
        taken = await roles.accept(tx, offered.id, person=talk.person.id, now=talk.now)
    if not taken:
        talk.say(phrases.NOTHING_OPEN)
        return
    talk.menu(offered.role)
    talk.say(_("You are {role} of {unit} now."), role=NAMES[offered.role], unit=unit)
    if offered.role in COMMANDS:
        talk.say(COMMANDS[offered.role])

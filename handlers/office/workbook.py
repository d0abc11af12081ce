"""The office asks for the workbook of a dialogue; it is built after the turn."""

from __future__ import annotations

from handlers.talk.script import Talk, conversation
from handlers.words.catalogue import Words, _
from handlers.words.programme import chairperson, day
from storage import jobs
from storage.programme import Dialogue


@conversation(
    "workbook",
    commands=("xuat", "export"),
    title=_("Workbook"),
    role="staff",
    consent=False,
    look=True,
)
async def workbook(talk: Talk) -> None:
    """One dialogue, one file."""
    offered = _own_dialogues(talk)
    if not offered:
        talk.end(_("There is no dialogue of your unit yet."))
    dialogue = await talk.choose(
        "dialogue", _("Of which dialogue?"), offered, label=lambda d: _label(talk, d)
    )
    async with talk.act() as tx:
        jobs.ask(
            tx,
            kind="workbook",
            person=talk.person.id,
            dialogue=dialogue.id,
            dedup_key=f"workbook:draft={talk.id}",
            now=talk.now,
        )
    talk.say(_("I am putting the workbook together; it comes in a moment."))


def _own_dialogues(talk: Talk) -> list[Dialogue]:
    """The dialogues of the units that the role covers, the latest day first."""
    programme = talk.programme.all
    covered = {
        unit.id
        for role in talk.roles
        if role.name == "staff"
        for unit in programme.below(role.unit)
    }
    found = [d for d in programme.dialogues.values() if d.unit in covered]
    return sorted(found, key=lambda d: d.at, reverse=True)


def _label(talk: Talk, dialogue: Dialogue) -> Words:
    return _("{day}, {chairperson}").fill(
        day=day(dialogue.at, talk.zone),
        chairperson=chairperson(talk.programme.addressee(dialogue)),
    )

"""Who is under sixteen: thanks, another way, and nothing kept of who it was."""

from __future__ import annotations

from handlers.talk.script import Talk, conversation
from handlers.words.catalogue import Words, _, joined
from handlers.words.helpers import hours
from storage import contacts, strangers
from storage.contacts import Contact

THANKS = _(
    "Thank you for wanting to take part! From 16 on you can send an opinion yourself. Until then "
    "tell the Youth Union or the Pioneers at your school."
)
YES = _("Yes, under 16")
CALL = _("For help of any kind children can call {number}.")
CALL_HOURS = _("For help of any kind children can call {number} ({hours}).")


@conversation("young", consent=False)
async def young(talk: Talk) -> None:
    """Who said so before agreeing is taken at their word; who agreed is asked, since it ends that."""
    if talk.person.state == "yes":
        is_young = await talk.confirm(
            "young",
            _(
                "Are you under 16 yourself? Then I take back what you sent, forget what you began "
                "and keep nothing of who you are."
            ),
            yes=YES,
            no=_("No, I am 16 or older"),
        )
        if not is_young:
            talk.end(_("All right, nothing changes."))
    async with talk.act() as tx:
        if talk.person.state == "yes":
            talk.ends_all()
        talk.person = await strangers.is_a_child(tx, talk.person, talk.now)
    talk.say(await farewell(talk))


async def farewell(talk: Talk) -> Words:
    """What somebody too young is told."""
    near = await contacts.near(talk.db, [])
    return joined(THANKS, *map(_call, near.get("child", ())[:1]), by=" ")


def _call(contact: Contact) -> Words:
    words = CALL_HOURS.fill(hours=hours(contact)) if contact.hours else CALL
    return words.fill(number=contact.reach)

"""The duty officer: what waits, and one message opened by hand.

The list holds no words. Each opening is noted, and so that nobody talks to a sixteen-year-old in
private here, what goes back is one of a few set texts, once; neither learns who the other is.
"""

from __future__ import annotations

from datetime import timedelta

from handlers.talk.script import Talk, conversation
from handlers.words.catalogue import Words, _, joined, verbatim
from handlers.words.programme import inside, moment
from storage import contacts, safety
from storage.safety import Count, Sealed

WEEK = timedelta(days=7)
ALARMS = {
    "self_harm": _("self-harm"),
    "self_harm_hint": _("perhaps self-harm"),
    "child_abuse": _("a child is harmed"),
    "emergency": _("emergency"),
}
COUNTED = {
    **ALARMS,
    "denunciation": _("accusations"),
    "complaint": _("complaints"),
    "id_number": _("ID numbers"),
    "bank_number": _("account numbers"),
    "phone": _("phone numbers"),
    "spam": _("advertising"),
    "insult": _("insults"),
    "political": _("politics"),
    "under_16": _("under 16"),
}
NOTHING = _("No message waits for you.")
LAST_WEEK = _("In the last seven days, by number only: {counts}.")
WHICH = _("Which one? The list shows no words; they go after seven days.")
LINE = _("{kind}, {when}, {unit}")
LINE_OPENED = _("{kind}, {when}, {unit} (opened)")
OPEN_IT = _("Open this message? It is noted who opened it, and when.")
NOT_NOW = _("All right, it stays closed.")
GONE = _("This message is no longer there.")
OPENED = _(
    "Only you were meant to read this, so please do not pass it on. Choose what I send back, once: "
    "the writer does not know who you are, and you do not know who wrote."
)
NO_WORDS = _("(no words came with it)")
REPLIES = {
    "call": _("Ask them to call the duty officer"),
    "lines": _("Ask them to call for help"),
    "read": _("Say only that it was read"),
}
SENT = _("Sent. The words are gone from here now.")


@conversation(
    "duty",
    commands=("truc", "duty"),
    title=_("Messages for the duty officer"),
    role="duty",
    consent=False,
    look=True,
)
async def duty(talk: Talk) -> None:
    """What waits in the own units, without words; then one of it."""
    units = _own_units(talk)
    waiting = await safety.waiting(talk.db, units, talk.now)
    since = (talk.now - WEEK).astimezone(talk.zone).date()
    numbers = _in_numbers(await safety.counts(talk.db, since, units))
    if not waiting:
        talk.end(joined(NOTHING, numbers))
    alarm = await talk.choose(
        "which",
        joined(numbers, WHICH),
        waiting,
        label=lambda each: _line(talk, each),
        alone=True,
    )
    if not await talk.confirm("open", OPEN_IT, yes=_("Open it"), no=_("Later")):
        talk.end(NOT_NOW)
    async with talk.act() as tx:
        await safety.open_(tx, alarm, person=talk.person.id, now=talk.now)
    talk.then("opened", alarm=str(alarm.id))


@conversation("opened", role="duty", consent=False, sealed=True)
async def opened(talk: Talk) -> None:
    """The words, as long as the officer has not chosen what is said back."""
    number = int(str(talk.brought("alarm") or 0))
    alarm = await safety.one(talk.db, number, talk.now)
    words = await safety.words_for(talk.db, number, officer=talk.person.id)
    if alarm is None or words is None or alarm.unit not in _own_units(talk):
        talk.end(GONE)
    talk.quote()
    near = await contacts.near(talk.db, [unit.id for unit in talk.programme.all.above(alarm.unit)])
    offered = [reply for reply in REPLIES if reply != "call" or "duty" in near]
    reply = await talk.choose(
        "reply",
        joined(_line(talk, alarm), verbatim(words) if words else NO_WORDS, OPENED),
        offered,
        label=REPLIES.__getitem__,
        ident=str,
    )
    async with talk.act() as tx:
        is_sent = await safety.finish(tx, alarm.id, reply)
    talk.say(SENT if is_sent else GONE)


def _own_units(talk: Talk) -> list[int]:
    """Every unit that the role covers."""
    held = (role.unit for role in talk.roles if role.name == "duty")
    return [unit.id for above in held for unit in talk.programme.all.below(above)]


def _line(talk: Talk, alarm: Sealed) -> Words:
    return (LINE_OPENED if alarm.is_opened else LINE).fill(
        kind=ALARMS[alarm.kind],
        when=moment(alarm.made_at, talk.zone),
        unit=inside(talk.programme.all.units[alarm.unit].name),
    )


def _in_numbers(counts: list[Count]) -> Words:
    """Each kind with how often, so that a number that grows is seen."""
    totals = {kind: sum(c.number for c in counts if c.kind == kind) for kind in COUNTED}
    said = [
        _("{kind} {number}").fill(kind=words, number=totals[kind])
        for kind, words in COUNTED.items()
        if totals[kind]
    ]
    return LAST_WEEK.fill(counts=joined(*said, by=", ")) if said else verbatim("")

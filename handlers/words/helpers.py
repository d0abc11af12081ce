"""Who helps, as a person reads it: numbers and places come from the table of contacts alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.words.catalogue import Words, _, joined, spoken, verbatim
from storage.contacts import Contact

Near = Mapping[str, Sequence[Contact]]
"""The contacts that can be reached from a unit, by kind."""

WHAT = {
    "child": _("protection of children, also for who is under 18"),
    "police": _("police"),
    "fire": _("fire brigade"),
    "ambulance": _("ambulance"),
    "listening": _("somebody listens: {name}"),
    "citizens": _("where citizens are received"),
    "duty": _("duty officer"),
}
WHOM = {
    "self_harm": ("ambulance", "child", "listening"),
    "self_harm_hint": ("listening", "child", "ambulance"),
    "child_abuse": ("child", "police"),
    "emergency": ("police", "fire", "ambulance"),
    "help": ("police", "fire", "ambulance", "child", "listening"),
}
"""For each alarm, and for who asks for help, the kinds of contacts, the most fitting first."""
LINE = _("{number} – {what}")
LINE_WITH_HOURS = _("{number} – {what} ({hours})")
RECEIVED_AT = _("the place where citizens are received: {place}")
RECEIVED_AT_HOURS = _("the place where citizens are received: {place} ({hours})")
RECEIVED = _("the place where your ward receives citizens")


def numbers(near: Near, alarm: str) -> Words | None:
    """Whom to call, one a line; nothing where no number is known."""
    lines = [line(each) for kind in WHOM[alarm] for each in near.get(kind, ())]
    return joined(*lines, by="\n") if lines else None


def line(contact: Contact) -> Words:
    """«111 – bảo vệ trẻ em (24/7)»."""
    words = LINE_WITH_HOURS.fill(hours=hours(contact)) if contact.hours else LINE
    what = WHAT[contact.kind].fill(name=contact.name)
    return words.fill(number=contact.reach, what=what)


def door(near: Near) -> Words:
    """Where somebody goes with a letter, inside a sentence."""
    for each in near.get("citizens", ()):
        words = RECEIVED_AT_HOURS.fill(hours=hours(each)) if each.hours else RECEIVED_AT
        return words.fill(place=each.reach)
    return RECEIVED


def hours(contact: Contact) -> Words:
    """When somebody is there."""
    english = contact.hours_english or contact.hours
    if not english:
        return verbatim("")
    return spoken(lambda language: english if language == "en" else contact.hours)

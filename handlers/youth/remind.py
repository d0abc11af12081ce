"""Who wants to be reminded, and of what; who does not is left alone."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.talk.script import Talk, conversation
from handlers.words.catalogue import Words, _
from handlers.words.programme import chairperson, left, moment
from storage import told, wishes
from storage.programme import Dialogue

AT_MOST = 3
"""Dialogues that are offered; the rest are behind «every dialogue»."""
EVERY, NONE = "every", "none"


@conversation("remind", commands=("nhac", "remind"), look=True)
async def remind(talk: Talk) -> None:
    """One dialogue, every dialogue, or none."""
    open_ones = [d for d in talk.programme.open_dialogues if not d.is_late(talk.now)][:AT_MOST]
    wish = await talk.choose(
        "wish",
        _("I can send you one line before opinions close, never at night. Shall I?"),
        _offered(open_ones),
        label=lambda option: _label(talk, option, open_ones),
        ident=lambda option: option if isinstance(option, str) else str(option.id),
    )
    async with talk.act() as tx:
        if wish == NONE:
            await wishes.none(tx, talk.person.id, talk.now)
        elif isinstance(wish, str):
            await wishes.every(tx, talk.person.id, talk.now)
        else:
            await wishes.one(tx, talk.person.id, wish.id, talk.now)
            told.tell(tx, talk.person.id, wish, at=False)
    talk.say(_done(talk, wish))


def _offered(open_ones: Sequence[Dialogue]) -> list[Dialogue | str]:
    return [*open_ones, EVERY, NONE]


def _label(talk: Talk, option: Dialogue | str, open_ones: Sequence[Dialogue]) -> Words:
    if option == EVERY:
        return _("Remind me of every dialogue")
    if isinstance(option, str):
        return _("No, do not remind me")
    if len(open_ones) == 1:
        return _("Remind me of this dialogue")
    return _("Remind me: {chairperson}").fill(
        chairperson=chairperson(talk.programme.addressee(option))
    )


def _done(talk: Talk, wish: Dialogue | str) -> Words:
    if wish == NONE:
        return _("All right, I do not remind you. /han always shows the closing date.")
    if isinstance(wish, str):
        words = _("All right: I remind you before each closing date, unless you have sent already.")
    else:
        words = _(
            "All right: I remind you before {cutoff} ({left}), unless you have sent already."
        ).fill(
            cutoff=moment(wish.cutoff, talk.zone),
            left=left(talk.now, wish.cutoff, talk.zone),
        )
    return words

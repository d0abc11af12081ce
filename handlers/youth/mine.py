"""What I sent: its state, and correcting or withdrawing it until the cutoff."""

from __future__ import annotations

from handlers.talk.script import Line, Talk, conversation
from handlers.words.catalogue import Words, _, joined, verbatim
from handlers.words.programme import chairperson, moment
from handlers.youth.propose import proposal_text, shown
from storage import proposals
from storage.programme import Dialogue
from storage.proposals import Mine

AT_MOST = 8
"""Proposals listed; a person sends one to three, and the receipt finds older ones."""
GLIMPSE = 60
TOO_LATE = _("The closing date has passed, so it stays as it was sent.")
GONE = _("It was withdrawn already.")


@conversation("mine", commands=("ykien", "mine"), title=_("What I have sent"), look=True)
async def mine(talk: Talk) -> None:
    """All that I sent, a new one on top; then one of them."""
    sent = await proposals.mine(talk.db, talk.person.id, AT_MOST)
    if not sent:
        talk.then("propose")
        talk.note(_("You have not sent anything yet."))
        return
    chosen = await talk.choose(
        "which",
        joined(_("What you have sent:"), *(_in_list(talk, each) for each in sent)),
        [None, *sent],
        label=lambda each: verbatim(each.receipt) if each else _("Send a new opinion"),
        ident=lambda each: each.receipt if each else "new",
    )
    if chosen is None:
        talk.then("propose")
        return
    dialogue = talk.programme.all.dialogues[chosen.dialogue]
    if chosen.state == proposals.WITHDRAWN:
        talk.end(_about(talk, chosen, GONE))
    if dialogue.is_late(talk.now) or not dialogue.takes(talk.now):
        talk.end(_about(talk, chosen, TOO_LATE))
    await _change(talk, chosen, dialogue)


async def _change(talk: Talk, chosen: Mine, dialogue: Dialogue) -> None:
    until = _("Until {cutoff} you can change it.").fill(cutoff=moment(dialogue.cutoff, talk.zone))
    deeds = {"correct": _("Correct it"), "withdraw": _("Withdraw it"), "leave": _("Leave it")}
    deed = await talk.choose(
        "deed", _about(talk, chosen, until), list(deeds), label=deeds.__getitem__, ident=str
    )
    if deed == "leave":
        talk.end(_("All right, it stays as it is."))
    if deed == "withdraw":
        await _withdraw(talk, chosen, dialogue)
    else:
        talk.then("correct", receipt=chosen.receipt)


async def _withdraw(talk: Talk, chosen: Mine, dialogue: Dialogue) -> None:
    sure = await talk.confirm(
        "sure",
        _("Withdraw {receipt}? Nobody will read it any more.").fill(receipt=chosen.receipt),
        yes=_("Yes, withdraw it"),
        no=_("No, leave it"),
    )
    if not sure:
        talk.end(_("All right, it stays as it is."))
    async with talk.act(late=TOO_LATE, gone=GONE) as tx:
        await proposals.withdraw(
            tx, chosen.id, person=talk.person.id, dialogue=dialogue, sent_at=talk.now
        )
    talk.say(_("{receipt} is withdrawn."), receipt=chosen.receipt)


@conversation("correct", erases=True)
async def correct(talk: Talk) -> None:
    """Other words for something that was sent."""
    chosen = await proposals.is_mine(talk.db, str(talk.brought("receipt")), talk.person.id)
    if chosen is None:
        talk.end(GONE)
    dialogue = talk.programme.all.dialogues[chosen.dialogue]
    text = await talk.ask(
        "text", _("Please write it once more, the way it should stand."), check=proposal_text
    )
    await talk.review(
        _("Put this in the place of {receipt}?").fill(receipt=chosen.receipt),
        [Line("text", _("Your words"), shown(text), _("Change words"))],
        send=_("Replace"),
        drop=_("Leave it as it was"),
    )
    async with talk.act(late=TOO_LATE, gone=GONE) as tx:
        await proposals.correct(
            tx,
            chosen.id,
            person=talk.person.id,
            dialogue=dialogue,
            text=text,
            sent_at=talk.now,
        )
    talk.say(_("{receipt} now has your new words."), receipt=chosen.receipt)


def state_words(state: str, *, late: bool) -> Words:
    """The state of a proposal as its holder reads it."""
    if state == proposals.WITHDRAWN:
        return _("withdrawn")
    return _("received, sent late") if late else _("received, waiting for the dialogue")


def _in_list(talk: Talk, each: Mine) -> Words:
    if each.state == proposals.WITHDRAWN:
        return _("{receipt} – {state}").fill(
            receipt=each.receipt, state=state_words(each.state, late=each.late)
        )
    dialogue = talk.programme.all.dialogues[each.dialogue]
    return _("{receipt} – {state}, to {chairperson}: “{glimpse}”").fill(
        receipt=each.receipt,
        state=state_words(each.state, late=each.late),
        chairperson=chairperson(talk.programme.addressee(dialogue)),
        glimpse=_glimpse(each.text),
    )


def _glimpse(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= GLIMPSE else f"{line[:GLIMPSE].rstrip()}…"


def _about(talk: Talk, each: Mine, words: Words) -> Words:
    return joined(_in_list(talk, each), words)

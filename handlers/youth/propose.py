"""A proposal: one message, one look, one tap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.papers import calendar
from handlers.talk.script import Invalid, Line, Talk, conversation
from handlers.words.catalogue import Words, _, counted, joined, spoken, verbatim
from handlers.words.cleaning import beginning, is_blank, utf16_len
from handlers.words.programme import chairperson, day, inside, left, moment
from handlers.words.receipts import new_receipt
from handlers.words.shows_who import shows_who
from handlers.words.small_talk import kind_of
from handlers.words.topics import by_fit
from handlers.youth.in_public import InPublic, in_public, is_a_child, keep, line
from storage import proposals, told
from storage.messages import Medium
from storage.programme import Dialogue, Topic

LONGEST = 5000
"""UTF-16 units. A page and a half of writing; what is longer is told, never cut."""
SHOWN = 1200
AT_FIRST = 3
LONGEST_NAME = 100

MOST_FILES = 3

NAME_FIRST = _(
    "A recording or a document shows who made it, so I only take it with your name: first choose "
    "“Give my name” under your opinion, then send it again. A photo needs no name."
)
SHOWS_WHO = _(
    "Your words hold a name, a number or an address that shows who you are. If you would rather not, "
    "choose “Change words”."
)
NO_OPINION = ("greeting", "thanks", "ack", "sticker")

NO_DIALOGUE = _(
    "No dialogue is open for you right now. What you wrote is kept, and you can send it as soon "
    "as one is announced."
)
ENOUGH = _(
    "You have {most} opinions before this dialogue, which is as many as one person can have. "
    "What you wrote is kept: withdraw an older one with /ykien, then send it."
)


@conversation("propose", commands=("gopy", "propose"), title=_("Send an opinion"), erases=True)
async def propose(talk: Talk) -> None:
    """A young person puts one proposal before one dialogue."""
    if not talk.programme.open_dialogues:
        talk.pause(NO_DIALOGUE)

    files = await talk.attach(
        "files",
        at_most=MOST_FILES,
        takes=takes(is_named=bool(talk.brought("name"))),
        too_many=_("I can send {number} files along with an opinion, so I left out the rest."),
    )
    text = await talk.ask(
        "text",
        _(
            "What should change, and where? One message is enough. Officials do not see your "
            "name, unless you choose to give it."
        ),
        check=proposal_text,
    )
    dialogue = await talk.choose(
        "dialogue",
        _("Who should answer?"),
        talk.programme.open_dialogues,
        label=lambda d: chairperson(talk.programme.addressee(d)),
        default=nearest,
    )
    topic = await talk.choose(
        "topic",
        _("Which topic fits best?"),
        by_fit(text, dialogue.topics),
        label=topic_name,
        ident=lambda t: t.code,
        default=first,
        at_first=AT_FIRST,
    )
    name = await talk.ask(
        "name",
        _("Your full name, as it should be read out?"),
        check=full_name,
        default=None,
        skip=_("Leave my name out"),
    )

    public = await in_public(talk) if name else InPublic()
    if await is_a_child(talk, public):
        return

    if name is None and shows_who(text):
        talk.note(SHOWS_WHO)
    await talk.review(
        _late(talk, dialogue, _("Shall I send this?")),
        [
            Line("text", _("Your words"), shown(text), _("Change words")),
            Line("topic", _("Topic"), topic_name(topic), _("Change topic")),
            Line(
                "dialogue",
                _("To"),
                chairperson(talk.programme.addressee(dialogue)),
                _("Send to someone else") if len(talk.programme.open_dialogues) > 1 else None,
            ),
            Line(
                "name",
                _("Name"),
                verbatim(name) if name else _("not shown"),
                _("Change name") if name else _("Give my name"),
            ),
            *([line(public)] if name else []),
            *_attached(files),
        ],
        send=_("Send"),
        drop=_("Drop it"),
    )
    short = talk.programme.all.units[dialogue.unit].short
    year = dialogue.at.astimezone(talk.zone).year
    is_first = talk.person.sent == 0
    async with talk.act(
        keeps=True, over=NO_DIALOGUE, enough=ENOUGH.fill(most=talk.most_opinions)
    ) as tx:
        # What leads back is counted with the person: hardly anybody costs a question here.
        if 0 < talk.most_opinions <= talk.person.sent:
            await proposals.leave_room(tx, talk.person.id, dialogue.id, talk.most_opinions)
        receipt = await proposals.submit(
            tx,
            draft=talk.id,
            person=talk.person.id,
            dialogue=dialogue,
            unit=talk.person.unit,
            topic=topic.id,
            text=text,
            name=name,
            public=public.allowed,
            age=public.age if public.age in ("minor", "beyond") else "",
            files=files,
            source=talk.person.channel,
            receipt=lambda: new_receipt(short, year, talk.random),
            sent_at=talk.now,
            zone=talk.zone,
        )
        told.tell(
            tx,
            talk.person.id,
            dialogue,
            cutoff=not dialogue.is_late(talk.now),
            place=not talk.reaches,
        )
        keep(tx, talk, public)
    if not talk.reaches:
        _for_the_calendar(talk, dialogue)
    talk.say(_received(talk, dialogue, receipt, len(files)))
    if is_first and not talk.person.asked_of_news:
        talk.then("news")


def proposal_text(raw: str) -> str:
    """A text that says something and fits."""
    if is_blank(raw) or len(raw.split()) < 2 or kind_of(raw) in NO_OPINION:
        raise Invalid(_("That is a little short for me. Say in a sentence what should change."))
    length = utf16_len(raw)
    if length > LONGEST:
        raise Invalid(
            _(
                "Your text has {length} characters, I can take {longest}. Please shorten it or "
                "send it as two opinions."
            ).fill(length=length, longest=LONGEST)
        )
    return raw


def full_name(raw: str) -> str:
    """A name as it is read out: one line, not too long."""
    name = " ".join(raw.split())
    if not any(map(str.isalpha, name)) or len(name) > LONGEST_NAME:
        raise Invalid(_("Please write just your full name, at most 100 letters."))
    return name


def nearest(dialogues: Sequence[Dialogue]) -> Dialogue:
    """The own ward's before the province's."""
    return dialogues[0]


def first(topics: Sequence[Topic]) -> Topic:
    """The one that fits best."""
    return topics[0]


def topic_name(topic: Topic) -> Words:
    """A topic in whichever language is spoken."""
    return spoken(lambda language: topic.english if language == "en" else topic.name)


def shown(text: str) -> Words:
    """The words on the card; a very long text is shown in part, and says so."""
    if utf16_len(text) <= SHOWN:
        return verbatim(text)
    # Cut where no sign falls apart: a flag is two letters to the computer and one to the eye.
    first_words = beginning(text, SHOWN).rstrip()
    return _("{beginning}… (and {rest} more letters; all of it is sent)").fill(
        beginning=first_words, rest=len(text) - len(first_words)
    )


def takes(*, is_named: bool) -> Mapping[Medium, Words | None]:
    """What may be sent along: a voice tells who speaks, and a document who wrote it."""
    first_a_name = None if is_named else NAME_FIRST
    return {"photo": None, "voice": first_a_name, "document": first_a_name}


def _attached(files: Sequence[str]) -> list[Line]:
    if not files:
        return []
    number = verbatim(str(len(files)))
    return [Line("files", _("Photos, files"), number, clear=_("Leave the files out"))]


def _late(talk: Talk, dialogue: Dialogue, words: Words) -> Words:
    if not dialogue.is_late(talk.now):
        return words
    late = _(
        "The closing date was {cutoff}. You can still send it until the dialogue begins; it gets "
        "the mark “sent late”."
    )
    return joined(late.fill(cutoff=moment(dialogue.cutoff, talk.zone)), words)


def _received(talk: Talk, dialogue: Dialogue, receipt: str, files: int) -> Words:
    thanks = _("Received. Your receipt: {receipt}").fill(receipt=receipt)
    if files:
        along = counted(files, _("One file goes with it."), _("{number} files go with it."))
        thanks = joined(thanks, along, by="\n")
    after = _(
        "The office of {addressee} sorts all opinions before the dialogue on {day}; they are "
        "answered there or soon after."
    ).fill(
        addressee=inside(talk.programme.addressee(dialogue)),
        day=day(dialogue.at, talk.zone),
    )
    if dialogue.is_late(talk.now):
        more = _("It has the mark “sent late”.")
    else:
        more = _("Until {cutoff} ({left}) you can correct or withdraw it with /ykien.").fill(
            cutoff=moment(dialogue.cutoff, talk.zone),
            left=left(talk.now, dialogue.cutoff, talk.zone),
        )
    return joined(thanks, after, more, _closed_page(talk))


def _for_the_calendar(talk: Talk, dialogue: Dialogue) -> None:
    language = "-en" if talk.person.language == "en" else ""
    code = talk.programme.all.units[dialogue.unit].code
    talk.file(f"calendar-{dialogue.id}{language}", calendar.name(code, dialogue, talk.zone))


def _closed_page(talk: Talk) -> Words:
    """A closed web page cannot be written to; that is said where it matters, with what helps."""
    if talk.reaches:
        return verbatim("")
    return _(
        "I cannot reach you once this page is closed: note the receipt down. Opening the page again "
        "in this browser shows this chat. The file below puts these days into your own calendar, "
        "with an alarm a day before."
    )

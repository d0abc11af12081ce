"""The message that somebody's own copy comes with."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.words.catalogue import _, joined
from handlers.words.programme import moment
from storage import files
from storage.messages import Attachment, Outgoing
from storage.outbox import Planned
from storage.people import Person

LIFE = timedelta(hours=24)
NAMES = {"vi": "du-lieu-cua-toi.html", "en": "my-data.html"}
HERE = _("Here is all that I keep about you, request {number}, as of {at}.")
LINK = _("The link works for {hours} hours, then the file is removed here.")
SENT = _("Here the file is removed as soon as it has been sent.")


def letter(
    person: Person, file: str, request: int, *, stays: bool, zone: ZoneInfo, now: datetime
) -> tuple[str, Planned]:
    """The name a copy goes out under, and the letter that carries it. `stays`: it is a link."""
    name = NAMES.get(person.language, NAMES["vi"])
    until = LINK.fill(hours=int(LIFE.total_seconds() // 3600)) if stays else SENT
    words = joined(HERE.fill(number=request, at=moment(now, zone)), until, by=" ")
    return name, Planned(
        channel=person.channel,
        address=person.address,
        person=person.id,
        kind="answer",
        body=Outgoing(text=words.say(person.language), file=Attachment(file, name)),
        dedup_key=f"{files.COPY}{file}",
        not_before=now,
    )

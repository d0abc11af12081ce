"""A chat as the page shows it before its script has come, or without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Literal

from handlers.pages.chat_words import ChatWords
from handlers.words import days
from storage.messages import Option

NEAR = timedelta(minutes=5)
SHORT = 14
"""Letters up to which buttons stand side by side; the script has the same number."""

Note = Literal["", "resend", "reload", "shorten", "cookies", "crowded"]


@dataclass(frozen=True, slots=True)
class File:
    """A file that can be fetched."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message. `id` is 0 where the server has not kept it."""

    id: int
    mine: bool
    text: str
    at: datetime
    key: str = ""
    options: Sequence[Option] = ()
    files: Sequence[File] = ()
    hold: bool = False
    held: bool = False


@dataclass(frozen=True, kw_only=True)
class ChatView:
    """What stands in the page besides its own words."""

    known: bool = False
    """Whether the browser has a chat; without one there is only a way to begin."""
    bubbles: Sequence[Bubble] = ()
    older: int = 0
    """The entry before which there is more."""
    newer: bool = False
    """Whether there is more after these."""
    start: str = ""
    """The code of the link that was opened; it is used by a tap."""
    number: str = ""
    """What makes a form that is sent twice one event."""
    text: str = ""
    """Words that could not be sent and go back to the pen."""
    held: str = ""
    """Words that nobody has agreed to keep yet: they are in this page and nowhere else."""
    note: Note = ""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class Row:
    """A message where it stands: under which day, near the one above, with buttons or without."""

    bubble: Bubble
    clock: str
    instant: str
    day: str
    near: bool
    options: Sequence[Option]
    short: bool


def rows(view: ChatView, words: ChatWords, language: days.Language) -> list[Row]:
    """The messages as they stand in the page."""
    bubbles = _with_held(view)
    asking = None if view.newer else open_question(bubbles)
    found: list[Row] = []
    for above, bubble in pairwise([None, *bubbles]):
        assert bubble is not None
        at = bubble.at.astimezone(view.zone)
        options = bubble.options if bubble is asking else ()
        same_day = above is not None and above.at.astimezone(view.zone).date() == at.date()
        found.append(
            Row(
                bubble=bubble,
                clock=f"{at:%H:%M}",
                instant=f"{bubble.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z",
                day="" if same_day else _day(at, view.now.astimezone(view.zone), words, language),
                near=same_day and above is not None and _is_near(above, bubble),
                options=options,
                short=all(len(option.label) < SHORT for option in options),
            )
        )
    return found


def open_question(bubbles: Sequence[Bubble]) -> Bubble | None:
    """The last message with buttons, unless it is answered: tapped, or spoken to and replied to."""
    bot_since = False
    following: Bubble | None = None
    for bubble in reversed(bubbles):
        if bubble.mine and bot_since:
            return None
        if bubble.options:
            labels = {option.label for option in bubble.options}
            tapped = following is not None and following.mine and following.text in labels
            return None if tapped else bubble
        bot_since = bot_since or not bubble.mine
        following = bubble
    return None


def _with_held(view: ChatView) -> list[Bubble]:
    """What was typed last and is kept nowhere stands before what the bot replied to it."""
    if not view.held:
        return list(view.bubbles)
    place = len(view.bubbles) - int(bool(view.bubbles) and not view.bubbles[-1].mine)
    at = view.bubbles[place - 1].at if place else view.now
    held = Bubble(id=0, mine=True, text=view.held, at=at, held=True)
    return [*view.bubbles[:place], held, *view.bubbles[place:]]


def _is_near(above: Bubble, bubble: Bubble) -> bool:
    return above.mine == bubble.mine and bubble.at - above.at < NEAR


def _day(at: datetime, now: datetime, words: ChatWords, language: days.Language) -> str:
    ago = (now.date() - at.date()).days
    return {0: words.today, 1: words.yesterday}.get(ago) or days.day(at.date(), language)

"""What a channel is: the one thing the path knows of a platform."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from starlette.routing import BaseRoute

from storage.messages import Incoming, Letter


class TryLater(Exception):
    """Surely not accepted, and worth another try after so many seconds.

    `everyone`: nothing may be sent on this channel until then (a 429), not just this letter.
    """

    def __init__(self, after: float, *, everyone: bool = True) -> None:
        super().__init__(f"try again in {after:g} s")
        self.after = after
        self.everyone = everyone


class Gone(Exception):
    """The person cannot be reached any more: blocked the bot, or closed the account."""


class NeverAccepted(Exception):
    """The platform will never take this letter: our fault. It is set aside and logged.

    The reason is the platform's own words and must not quote the letter.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unknown(Exception):
    """The platform may have the letter or not: a read time-out, a reset, a 5xx."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter arrived. `message` is the platform's id of the message that carries the buttons,
    empty where no button is in force after it."""

    message: str = ""
    calls: int = 1
    """How many messages or edits it took, as the platform counts them."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An update that nothing could be made of: its key, and what went wrong without its words."""

    event_id: str
    what: str


Came = Callable[[Sequence[Incoming], Sequence[Unreadable]], Awaitable[None]]
"""Hand over what came. Returns after the commit: only then may the platform be acknowledged.
Raises `storage.database.Unavailable` where nothing could be kept; the platform keeps it then."""


class Channel(Protocol):
    """A platform. Calls come from one event loop; `send` may run for many chats at once."""

    name: str
    """How the platform is called in `people.channel` and in keys; never shown."""
    title: str
    """How people call it: «Telegram»."""
    paced: bool
    """Whether `pace.*` applies: a platform counts our messages, our own web page does not."""
    reaches: bool
    """Whether a person can be written to after closing the page or the app."""
    keeps_transcript: bool
    """Whether what a person said has to be kept here, so that the person can see it again."""

    @property
    def remembers(self) -> timedelta | None:
        """How long the platform keeps what comes while it cannot hand it over; nothing where nobody
        can send anything then."""

    @property
    def answered_at(self) -> datetime | None:
        """When the platform had last handed over all it had, and it was kept; nothing before the
        first time, and where there is no platform."""

    async def send(self, letter: Letter) -> Sent:
        """Deliver one letter. Raises `TryLater`, `Gone`, `NeverAccepted` or `Unknown`.

        One call at a time for each chat, in order. Texts longer than the platform takes are sent
        in parts; the buttons stand under the last one.
        """

    async def run(self, came: Came) -> None:
        """Receive until cancelled. Returns at once where events come over `routes` by themselves.

        A platform that is away is waited for; nothing but cancellation ends this.
        """

    def routes(self, came: Came) -> Sequence[BaseRoute]:
        """What the web server mounts for this channel."""

    def link(self, start: str) -> str:
        """The link that opens this channel with a start code such as `b-KP3`; empty if none."""

    async def fetch(self, reference: str, to: Path) -> None:
        """Put a file that a person sent at a path. Raises `TryLater`, `Unknown`, or `NeverAccepted`
        where it cannot be had any more or is too large: the person is asked for it again.

        What it is called and what it says it is are nobody's concern here.
        """

    def forget(self, reference: str) -> None:
        """A file that a person sent was fetched, or is not wanted any more."""

    async def close(self) -> None:
        """Give back connections."""

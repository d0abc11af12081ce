"""Faults of the platform, spread over people so that each meets one at most."""

from __future__ import annotations

from random import Random

from tests.fakes.bot_api import FakeBotApi, Kind, User

KINDS: tuple[Kind, ...] = (
    "429",
    "500",
    "502",
    "504",
    "500_after",
    "502_after",
    "504_after",
    "hang",
    "hang_after",
    "reset",
    "reset_after",
    "truncated",
    "not_json",
)
HANGS = 1.5
"""Seconds until who hangs is cut off; the client's own time-out would cost a test too long."""


def strike(api: FakeBotApi, users: list[User], share: float, random: Random) -> None:
    """This share of the people meets a fault, each kind as often as the others; beside them
    what belongs to no chat: polls, and taps that are answered."""
    for place, user in enumerate(random.sample(users, round(len(users) * share))):
        kind = KINDS[place % len(KINDS)]
        api.faults.add(kind, chat=user.id, nth=random.randint(1, 10), seconds=HANGS)
    for place, kind in enumerate(KINDS):
        api.faults.add(kind, method="getUpdates", nth=3 + 2 * place, seconds=HANGS)
        api.faults.add(kind, method="answerCallbackQuery", nth=5 + 10 * place, seconds=HANGS)

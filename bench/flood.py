"""How long others wait while one person floods the bot, beside how long before.

python -m bench.flood
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.figures import Figure, machine, percentile, show
from bench.telegram import PEOPLE, WARM_UP, Player, Players, program
from tests.fakes.bot_api import Message, User

PACE, FLOOD = 100.0, 500.0
"""Events a second: of everybody else together, and of the one who floods."""
SECONDS = 10.0
SETTINGS = {"flood__burst": "30"}
"""As in config.example.toml: the stories of the promises switch it off."""


@dataclass
class Waiting(Player):
    """Somebody whose own waits are counted, apart from those of the flooder."""

    waited: list[float] = field(default_factory=list)
    _since: float = 0.0

    def acts(self) -> None:
        """The next step."""
        self._since = time.monotonic()
        super().acts()

    def _hears(self, message: Message) -> None:
        if self.waits:
            self.waited.append(time.monotonic() - self._since)
        super()._hears(message)


class Others(Players):
    """Everybody but the flooder."""

    kind = Waiting

    def taken(self) -> list[float]:
        """How long each waited since this was asked last."""
        found = [seconds for one in self.all for seconds in _of(one).waited]
        for one in self.all:
            _of(one).waited.clear()
        return found


def _of(player: Player) -> Waiting:
    assert isinstance(player, Waiting)
    return player


async def _floods(user: User) -> None:
    """Types as fast as no hand could, whatever is answered."""
    began, number = time.monotonic(), 0
    while True:
        user.types(f"tin thứ {number} của một người viết mãi")
        number += 1
        await asyncio.sleep(began + number / FLOOD - time.monotonic())


async def measure() -> list[Figure]:
    """The slowest twentieth of replies to others, before and during, and what the flooder got."""
    with tempfile.TemporaryDirectory() as name:
        async with program(Path(name), **SETTINGS) as (api, _bot):
            others, flooder = Others(api, PEOPLE, at_once=False), api.user("Flood")
            await others.keep_pace(PACE, WARM_UP)
            others.taken()
            await others.keep_pace(PACE, SECONDS)
            before = others.taken()
            heard: list[Message] = []
            flooder.room.on_bot = heard.append
            flood = asyncio.create_task(_floods(flooder))
            await asyncio.sleep(WARM_UP)
            others.taken()
            await others.keep_pace(PACE, SECONDS)
            during = others.taken()
            flood.cancel()
            await asyncio.gather(flood, return_exceptions=True)
    slow, slower = percentile(before, 0.95), percentile(during, 0.95)
    return [
        Figure(f"reply time p95 before, {PEOPLE} people, {PACE:g}/s", slow * 1000, "ms"),
        Figure(f"reply time p95 while one more sends {FLOOD:g}/s", slower * 1000, "ms"),
        Figure("during / before", slower / slow, "×", at_most=2),
        Figure("messages to the one who floods", len(heard), f"in {WARM_UP + SECONDS:g} s"),
    ]


if __name__ == "__main__":
    print(machine())
    show("A flood", asyncio.run(measure()))

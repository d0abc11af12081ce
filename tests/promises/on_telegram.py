"""People on Telegram: a crowd of proposers in front of the strict fake."""

from __future__ import annotations

import asyncio
from random import Random

from tests.fakes.bot_api import Crowd, FakeBotApi, Message, User
from tests.promises.proposer import Proposer


class TelegramPeople:
    """So many people who came by a branch's link, each on an own phone."""

    def __init__(
        self,
        api: FakeBotApi,
        number: int,
        *,
        at_most: int | None = None,
        thinks: float = 0.0,
        seed: int = 0,
    ) -> None:
        """`thinks`: the longest pause before somebody answers."""
        self.api = api
        self.crowd: Crowd = api.crowd(number, self._behave)
        self.proposers = {u.id: Proposer(f"người {u.name}", at_most) for u in self.crowd.users}
        self._thinks = thinks
        self._random = Random(seed)

    def come(self, branch: str = "KP1") -> None:
        """Everybody opens the link."""
        self.crowd.starts(f"b-{branch}")

    def have_enough(self) -> None:
        """What is under way is brought to its receipt, and no more."""
        for proposer in self.proposers.values():
            proposer.has_enough()

    async def finish(self, *, seconds: float = 90.0) -> None:
        """Until everybody has the receipts they came for."""
        await self.crowd.finishes(seconds=seconds)

    @property
    def texts(self) -> list[str]:
        """All that was proposed."""
        return [text for each in self.proposers.values() for text in each.texts]

    @property
    def receipts(self) -> dict[str, str]:
        """What each text was answered with."""
        return {
            text: receipt
            for each in self.proposers.values()
            for text, receipt in zip(each.texts, each.receipts, strict=True)
        }

    @property
    def odd(self) -> list[str]:
        """What nobody should have seen."""
        return [words for each in self.proposers.values() for words in each.odd]

    @property
    def deeds(self) -> int:
        """How often somebody has answered the bot."""
        return sum(each.deeds for each in self.proposers.values())

    @property
    def doubled(self) -> int:
        """Messages that came once more than they should; every text here is said only once."""
        return sum(n - 1 for copies in self.api.copies().values() for n in copies.values())

    def _behave(self, user: User, message: Message) -> None:
        proposer = self.proposers[user.id]
        deed = proposer.sees(message.text, message.buttons)
        if proposer.is_done:
            self.crowd.done(user)
        if deed is None:
            return
        pause = self._random.uniform(0, self._thinks)
        loop = asyncio.get_running_loop()
        if deed.taps:
            loop.call_later(pause, self._taps, user, deed.taps, message.message_id)
        else:
            loop.call_later(pause, user.types, deed.types)

    @staticmethod
    def _taps(user: User, label: str, message: int) -> None:
        user.presses(label, message=message)

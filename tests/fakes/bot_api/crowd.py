"""Many people at once, for what is measured («C3.7c»)."""

import asyncio
from collections.abc import Callable

from tests.fakes.bot_api.ledger import Message
from tests.fakes.bot_api.people import User


class Crowd:
    """People who answer as soon as the bot has spoken."""

    def __init__(self, users: list[User], behave: Callable[[User, Message], None]) -> None:
        self.users = users
        self.errors: list[BaseException] = []
        self._behave = behave
        self._busy = {user.id: user for user in users}
        self._all_done = asyncio.Event()
        for user in users:
            user.room.on_bot = self._answers(user)

    def starts(self, payload: str = "") -> None:
        for user in self.users:
            user.starts(payload)

    def done(self, user: User) -> None:
        """To be called by `behave` when this person has all they came for."""
        self._busy.pop(user.id, None)
        user.room.on_bot = None
        if not self._busy:
            self._all_done.set()

    @property
    def busy(self) -> list[User]:
        return list(self._busy.values())

    async def finishes(self, *, seconds: float = 60.0) -> None:
        """Until everybody is done; the first error of `behave` is raised here."""
        try:
            async with asyncio.timeout(seconds):
                await self._all_done.wait()
        except TimeoutError:
            stuck = self.busy[0]
            raise AssertionError(
                f"{len(self._busy)} of {len(self.users)} not done; {stuck.name}:\n{stuck.room}"
            ) from None
        if self.errors:
            raise self.errors[0]

    def _answers(self, user: User) -> Callable[[Message], None]:
        def answer(message: Message) -> None:
            try:
                self._behave(user, message)
            except Exception as error:  # noqa: BLE001
                # It runs inside the call of a bot that has no part in it.
                self.errors.append(error)
                self._all_done.set()

        return answer

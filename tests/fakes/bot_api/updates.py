"""The queue of updates: what an offset confirms, who may poll, what comes twice («B1», «C3.5»)."""

import asyncio
import json
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from tests.fakes.bot_api.params import ApiError, Json, listed

# «C3.5a»: these three come only when asked for by name.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = listed(
    "message edited_message channel_post edited_channel_post inline_query chosen_inline_result "
    "callback_query shipping_query pre_checkout_query poll poll_answer my_chat_member chat_member "
    "chat_join_request chat_boost removed_chat_boost message_reaction message_reaction_count "
    "business_connection business_message edited_business_message deleted_business_messages "
    "purchased_paid_media managed_bot guest_message"
)
# «S1»: an offset that far above the newest id is taken for a mistake.
FUTURE = 10
# «S2»: a second conflict within this time is held back for this time.
CONFLICT_PAUSE = 3.0
# «S4»
LONGEST_POLL = 50


@dataclass(slots=True, eq=False)
class Update:
    """One update as it leaves; `again`: a repetition, which no offset confirms unseen."""

    update_id: int
    kind: str
    chat_id: int
    body: bytes
    again: bool = False


class Updates:
    """What the bot has not confirmed yet. `polled` is set while a long poll waits."""

    def __init__(self, first_id: int = 1000) -> None:
        self.next_id = first_id
        self.pending: deque[Update] = deque()
        self.allowed = KINDS - ON_REQUEST
        self.dropped = 0
        self.hurry_guard = False
        self.polled = asyncio.Event()
        self.to_webhook: Callable[[Update], None] | None = None
        self._recent: deque[Update] = deque(maxlen=100)
        self._poller: asyncio.Future[str] | None = None
        self._quiet_until = 0.0
        self._last_offset, self._last_poll = -1, 0.0
        self._twice, self._random = 0.0, random.Random(0)

    def allow(self, kinds: object) -> None:
        """«C3.5a»: an empty list is the default, no list at all keeps what was said before."""
        if isinstance(kinds, list):
            named = frozenset(str(kind) for kind in kinds) & KINDS
            self.allowed = named or KINDS - ON_REQUEST

    def push(self, kind: str, payload: Json, chat_id: int) -> int:
        """Queues one update and wakes the poller; 0 when the bot did not ask for this kind."""
        if kind not in self.allowed:
            self.dropped += 1
            return 0
        update_id = self.next_id
        self.next_id += 1
        # ASCII only, so that even a lone surrogate travels as an escape («C3.5f»).
        body = f'{{"update_id":{update_id},"{kind}":{json.dumps(payload)}}}'.encode()
        update = Update(update_id, kind, chat_id, body)
        self._recent.append(update)
        self._queue(update)
        if self._twice and self._random.random() < self._twice:
            self._queue(update)
        return update_id

    def share_twice(self, share: float, *, seed: int) -> None:
        """«C3.5b»: this share of all updates comes two times in a row."""
        self._twice, self._random = share, random.Random(seed)

    def deliver_again(self, count: int = 1) -> None:
        """«C3.5b»: the newest updates come once more, also when they were confirmed."""
        for update in list(self._recent)[-count:]:
            self._queue(Update(update.update_id, update.kind, update.chat_id, update.body, True))

    def jump_to(self, next_id: int) -> None:
        """«C3.5c»: after a silent week the ids go on from anywhere, also lower."""
        assert not self.pending, "ids jump only while nothing waits: confirm first"
        self.next_id = next_id

    def _queue(self, update: Update) -> None:
        if self.to_webhook is not None:
            self.to_webhook(update)
            return
        self.pending.append(update)
        if self._poller is not None:
            asyncio.get_running_loop().call_soon(_wake, self._poller, "come")

    async def poll(self, offset: int, limit: int, seconds: int) -> list[Update]:
        """getUpdates, as «B5.4» and «S1» to «S4» describe it."""
        limit, seconds = self._in_a_hurry(offset, limit, seconds)
        self._confirm(offset)
        if self.pending or not seconds:
            return self._head(limit)
        self.end_poll("other getUpdates request; make sure that only one bot instance is running")
        poller = self._poller = asyncio.get_running_loop().create_future()
        self.polled.set()
        try:
            async with asyncio.timeout(seconds):
                why = await poller
        except TimeoutError:
            return []
        finally:
            if self._poller is poller:
                self._gone()
        if why != "come":
            raise await self._conflict(why)
        return self._head(limit)

    def end_poll(self, why: str) -> None:
        """409 for who waits: the older poller loses, not the younger («C3.1e»)."""
        if self._poller is not None:
            _wake(self._poller, why)
            self._gone()

    def _gone(self) -> None:
        self._poller = None
        self.polled.clear()

    async def _conflict(self, why: str) -> ApiError:
        now = asyncio.get_running_loop().time()
        if now < self._quiet_until:
            await asyncio.sleep(CONFLICT_PAUSE)
        else:
            self._quiet_until = now + CONFLICT_PAUSE
        return ApiError(409, f"Conflict: terminated by {why}")

    def _in_a_hurry(self, offset: int, limit: int, seconds: int) -> tuple[int, int]:
        """«S3»: the same offset again at once is slowed down. Off unless `hurry_guard`."""
        now = asyncio.get_running_loop().time()
        since = now - self._last_poll
        same = offset == self._last_offset
        self._last_offset, self._last_poll = offset, now
        if not (self.hurry_guard and same):
            return limit, seconds
        return (1 if since < 0.5 else limit), (max(seconds, 3) if since < 3 else seconds)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            # «B5.4»: all but the last ones are forgotten.
            self.pending = deque(islice(self.pending, max(0, len(self.pending) + offset), None))
        if offset <= 0 or offset > self.next_id + FUTURE:
            return
        self.pending = deque(u for u in self.pending if u.update_id >= offset or u.again)

    def _head(self, limit: int) -> list[Update]:
        head = list(islice(self.pending, limit))
        for update in head:
            update.again = False
        return head


def _wake(poller: "asyncio.Future[str]", why: str) -> None:
    if not poller.done():
        poller.set_result(why)

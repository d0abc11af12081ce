"""How fast a bot may speak («C3.3»). The real limits are unpublished; these are the named ones."""

import math
from collections import deque
from dataclasses import dataclass, field

# «C3.3b»: every call that speaks into a chat. answerCallbackQuery and getUpdates are not counted.
COUNTED = frozenset(
    {
        "sendmessage",
        "sendphoto",
        "senddocument",
        "sendchataction",
        "editmessagetext",
        "editmessagereplymarkup",
        "deletemessage",
        "setmessagereaction",
    }
)


@dataclass(slots=True)
class Rate:
    """A limit over all chats, one for each chat, one for each group. 0 switches one off."""

    per_second: int = 30  # «B5.1»
    chat_per_second: float = 1.0  # «B5.1»
    chat_burst: int = 3  # «B5.1»: short bursts are tolerated, how short is not said
    group_per_minute: int = 20  # «B5.1»
    penalty: int = 1
    _all: deque[float] = field(default_factory=deque)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _due: dict[int, float] = field(default_factory=dict)
    _halted: dict[int, float] = field(default_factory=dict)
    _all_halted: float = 0.0

    def refuses(self, chat_id: int | None, now: float) -> int | None:
        """Seconds to wait, or None when the call may pass (and is counted)."""
        chat = chat_id or 0
        # «C3.3c»: while a 429 is in force each further counted call is another 429.
        until = max(self._all_halted, self._halted.get(chat, 0.0))
        if now < until:
            return max(1, math.ceil(until - now))
        if self._over(self._all, self.per_second, 1.0, now):
            self._all_halted = now + self.penalty
            return self.penalty
        if self._chat_is_full(chat, now):
            self._halted[chat] = now + self.penalty
            return self.penalty
        self._all.append(now)
        return None

    def halt(self, seconds: float, now: float, chat_id: int | None = None) -> None:
        """From outside: nothing passes (into this chat, or at all) for so long."""
        if chat_id is None:
            self._all_halted = now + seconds
        else:
            self._halted[chat_id] = now + seconds

    @staticmethod
    def _over(times: deque[float], limit: int, span: float, now: float) -> bool:
        if not limit:
            times.clear()
            return False
        while times and times[0] <= now - span:
            times.popleft()
        return len(times) >= limit

    def _chat_is_full(self, chat: int, now: float) -> bool:
        if not chat:
            return False
        if chat < 0:
            return self._group_is_full(chat, now)
        if not self.chat_per_second:
            return False
        due = max(self._due.get(chat, 0.0), now) + 1 / self.chat_per_second
        if due - now > self.chat_burst / self.chat_per_second:
            return True
        self._due[chat] = due
        return False

    def _group_is_full(self, chat: int, now: float) -> bool:
        times = self._groups.setdefault(chat, deque())
        if self._over(times, self.group_per_minute, 60.0, now):
            return True
        times.append(now)
        return False

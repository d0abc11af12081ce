"""How fast one place on the internet may open new chats."""

from __future__ import annotations

import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

A_MINUTE = 60
"""A school's whole class behind one address is let in at once, the next class within a minute."""
MOST_PLACES = 10_000
PREFIX = 64
"""Bits of an IPv6 address: below them everybody gives themselves as many as they like."""


class Crowded(Exception):
    """Too many new chats from there; to be asked again after so many seconds."""

    def __init__(self, after: float) -> None:
        super().__init__(f"ask again in {after:.1f} s")
        self.after = after


class Newcomers:
    """Counts by the socket's own address: what a header says of it anyone can write.

    An address that is none of the open internet is a proxy in front of us, with everybody behind
    it, or a neighbour: it is not counted, and who puts a proxy there lets it count.
    """

    def __init__(self, a_minute: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._each = 60 / a_minute
        self._clock = clock
        self._used_until: dict[str, float] = {}

    def admit(self, host: str | None) -> None:
        """One more from there, or `Crowded`."""
        place = _place(host)
        if place is None:
            return
        now = self._clock()
        until = max(self._used_until.get(place, now), now) + self._each
        if until - now > 60:
            raise Crowded(until - now - 60)
        self._used_until[place] = until
        if len(self._used_until) > MOST_PLACES:
            self._forget(now)

    def _forget(self, now: float) -> None:
        """Who has not come for long first; then as many more as keeps the memory small."""
        busy = sorted((until, place) for place, until in self._used_until.items() if until > now)
        self._used_until = {place: until for until, place in busy[-MOST_PLACES // 2 :]}


def _place(host: str | None) -> str | None:
    try:
        address = ip_address(host or "")
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return _place(str(address.ipv4_mapped))
        return str(int(address) >> (128 - PREFIX)) if address.is_global else None
    return str(address) if address.is_global else None

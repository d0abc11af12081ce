"""How long a connection may take to say what it wants."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

WITHIN = 20.0
"""Seconds for the headers of a request. A body has a limit of its own where it is read."""


class Patient(H11Protocol):
    """HTTP that hangs up on who sends headers a letter at a time: uvicorn waits for ever, and each
    such connection would cost one of the files that a process may open."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody connects, and the time for their first headers begins."""
        super().connection_made(transport)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        self._rest()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some letters came; the time is that of the whole headers and does not begin anew."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._rest()
        elif self._deadline is None:
            self._watch()

    def on_response_complete(self) -> None:
        """A request is answered: an idle connection is the keep-alive's business."""
        self._rest()
        super().on_response_complete()

    def _watch(self) -> None:
        self._deadline = self.loop.call_later(WITHIN, self._hang_up)

    def _rest(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _hang_up(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            self.transport.close()

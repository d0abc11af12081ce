"""The browser's own secret: 128 bits in a cookie that no script can read."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

YEAR = 365 * 24 * 60 * 60
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


class Cookie:
    """Secure, and bound to this very host by its name, exactly where the page is served by https.

    Browsers refuse both on plain http, where a first try on one's own machine runs.
    """

    def __init__(self, *, secure: bool) -> None:
        self._secure = secure
        self.name = "__Host-doithoai" if secure else "doithoai"

    def read(self, request: Request) -> str | None:
        """The secret, if what the browser sends has the form of one."""
        value = request.cookies.get(self.name, "")
        return value if _TOKEN.fullmatch(value) else None

    def give(self, response: Response, token: str) -> None:
        """Let the browser keep the secret, for a year from now."""
        response.set_cookie(
            self.name,
            token,
            max_age=YEAR,
            path="/",
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )

"""The page, and a chat by plain forms: for browsers without scripts, and until the script is there.

A form is answered when the bot has replied, by the way back to the page, so that a reload sends
nothing again. Only where the bot keeps nothing yet the answer is a page itself: what was typed then
stands in it and nowhere else, so it could not be found again.
"""

from __future__ import annotations

import asyncio
import gzip
import math
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.webchat import bodies
from bot.channels.webchat.bodies import Malformed, Said, TooLarge, TooSlow
from bot.channels.webchat.chats import Chats, Glimpse, Visit
from bot.channels.webchat.cookie import Cookie
from bot.channels.webchat.entries import in_page
from bot.channels.webchat.newcomers import Crowded
from bot.channels.webchat.page import PAGE_HEADERS, first_page
from bot.channels.webchat.stream import Ears
from bot.web.signed import SignedFiles
from handlers.pages import chat_page
from handlers.pages.chat_view import ChatView
from handlers.words.cleaning import clean
from storage.database import Unavailable
from storage.messages import Incoming, Outgoing
from storage.transcript import Entry

SHOWN = 20
"""Messages in the page: what fits a few screens. The script asks for the rest, a link leads there."""
NEWS = 100
"""Entries that may come while a form waits for its reply."""
PATIENCE = 1.2
"""Seconds a form waits for the bot, who has nothing to say to some messages."""
RETRY_AFTER = 5
LAST = "/chat#last"
OPENED = "/chat?opened=1#last"
"""Where a new chat is shown: who comes without the cookie that was just given is told why."""
HTML = "text/html; charset=utf-8"
_NUMBER = re.compile(r"\d{1,18}")

View = Callable[[Request], Awaitable[Response]]


class Forms:
    """Three addresses: the page, a beginning, something that is said."""

    def __init__(
        self,
        *,
        chats: Chats,
        files: SignedFiles,
        cookie: Cookie,
        ears: Ears,
        now: Callable[[], datetime],
        zone: tzinfo,
    ) -> None:
        self._chats = chats
        self._files = files
        self._cookie = cookie
        self._ears = ears
        self._now = now
        self._zone = zone

    def routes(self) -> Sequence[Route]:
        """What is mounted."""
        return [
            Route("/chat", self._answering(self.page)),
            Route("/chat/say", self._answering(self.say), methods=["POST"]),
            Route("/chat/start", self._answering(self.start), methods=["POST"]),
        ]

    async def page(self, request: Request) -> Response:
        """The chat as it stands; opening it does nothing, whatever the link says."""
        asked = request.query_params
        start = asked.get("start", "")
        start = start if bodies.is_code(start) else ""
        address = await self._chats.shown(request)
        if address is not None:
            before = asked.get("before", "")
            end = int(before) if _NUMBER.fullmatch(before) else None
            return await self._shows(request, address, ChatView(start=start), before=end)
        if "opened" in asked:
            return _html(request, chat_page(view=ChatView(start=start, note="cookies")))
        if start:
            return _html(request, chat_page(view=ChatView(start=start)))
        return first_page().answer(request, PAGE_HEADERS)

    async def start(self, request: Request) -> Response:
        """Somebody taps to begin, or to use the link that was opened."""
        form = bodies.parse_form(await bodies.read(request))
        code = bodies.start_code(form)
        visit = await self._chats.visit(request)
        if code or visit.is_new:
            number = bodies.form_id(form, code) if form.get("id") else ""
            await self._answered(visit.address, self._chats.start(visit.address, code, number))
        return self._back(visit, OPENED if visit.is_new else LAST)

    async def say(self, request: Request) -> Response:
        """Somebody sends words or taps a choice."""
        form = bodies.parse_form(await bodies.read(request, bodies.LARGEST_FORM))
        said = bodies.said_in_form(form)
        if said is None:
            return RedirectResponse(LAST, 303)
        try:
            visit = await self._chats.visit(request)
            event = self._chats.said(visit.address, said)
            if visit.is_new:
                # The chat this was meant for is not known any more. The words wait for the yes.
                event = self._chats.start(visit.address, "")
            is_answered = await self._answered(visit.address, event)
            now = await self._chats.glimpse(visit.address, SHOWN)
        except Unavailable:
            return _resend(request, form, 503, RETRY_AFTER)
        except Crowded as crowded:
            return _resend(request, form, 429, crowded.after)
        typed = "\n".join(filter(None, (said.held, said.text)))
        if held := typed if visit.is_new else _still_held(said, typed, now, is_answered):
            response = self._shown(request, now, ChatView(held=held))
            self._cookie.give(response, visit.token)
            return response
        return self._back(visit, OPENED if visit.is_new else LAST)

    # --- what is said, and the reply to it ---

    async def _answered(self, address: str, event: Incoming) -> bool:
        """Whether the bot has replied by the time one has patience for."""
        loop = asyncio.get_running_loop()
        after = await self._chats.last_id(address)
        with self._ears.listening(address) as news:
            await self._chats.does(event)
            until = loop.time() + PATIENCE
            while not self._ears.closed:
                # Cleared before the look: what comes during it is looked for again.
                news.clear()
                told = await self._chats.since(address, after, NEWS)
                if any(entry.author == "bot" for entry in told):
                    return True
                if not await _within(until - loop.time(), news):
                    return False
        return False

    # --- the page ---

    async def _shows(
        self, request: Request, address: str, view: ChatView, before: int | None = None
    ) -> Response:
        there = await self._chats.glimpse(address, SHOWN, before)
        return self._shown(request, there, replace(view, newer=before is not None))

    def _shown(
        self, request: Request, there: Glimpse, view: ChatView, status: int = 200
    ) -> Response:
        entries = there.entries
        view = replace(
            view,
            known=True,
            bubbles=[in_page(entry, self._files) for entry in entries],
            older=entries[0].id if there.has_older else 0,
            number=_number(),
            now=self._now(),
            zone=self._zone,
        )
        language = there.person.language if there.person else "vi"
        return _html(request, chat_page(language, view), status)

    def _back(self, visit: Visit, to: str) -> Response:
        response = RedirectResponse(to, 303, {"Cache-Control": "no-store"})
        self._cookie.give(response, visit.token)
        return response

    def _answering(self, view: View) -> View:
        """The same view, with a page for everything that can be wrong with a request."""

        async def answer(request: Request) -> Response:
            try:
                return await view(request)
            except TooLarge:
                return _sorry(request, ChatView(known=True, note="shorten"), 413)
            except (Malformed, TooSlow):
                return _sorry(request, ChatView(known=True, note="reload"), 400)
            except Crowded as crowded:
                return _sorry(request, ChatView(note="crowded"), 429, crowded.after)
            except Unavailable:
                return _sorry(request, ChatView(known=True, note="reload"), 503, RETRY_AFTER)

        return answer


def _still_held(said: Said, typed: str, there: Glimpse, is_answered: bool) -> str:
    """The words that nobody keeps so far; they go on with what is done next."""
    state = there.person.state if there.person else "new"
    if not is_answered:
        return "" if state == "yes" else typed
    if _bots_last(there.entries).hold:
        return typed
    # Only a yes or a no ends it: another question may stand between the words and the consent.
    return said.held if state == "new" else ""


def _bots_last(entries: Sequence[Entry]) -> Outgoing:
    bodies_ = (entry.body for entry in reversed(entries) if entry.author == "bot")
    return next(bodies_, None) or Outgoing(text="")


def _resend(request: Request, form: Mapping[str, str], status: int, after: float) -> Response:
    """The words go back to the pen, under the same number: sent again they are one event."""
    view = ChatView(
        known=True,
        note="resend",
        number=form.get("id", ""),
        text=clean(form.get("text", "")),
        held=clean(form.get("held", "")),
    )
    return _sorry(request, view, status, after)


def _sorry(request: Request, view: ChatView, status: int, after: float = 0) -> Response:
    """A page that has nothing of the chat, since the chat could not be read."""
    view = replace(view, number=view.number or _number())
    response = _html(request, chat_page(view=view), status)
    if after:
        response.headers["Retry-After"] = str(math.ceil(after))
    return response


def _html(request: Request, page: str, status: int = 200) -> Response:
    """A page with somebody's words, which no cache is to keep."""
    headers = {**PAGE_HEADERS, "Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    body = page.encode()
    # Where a stranger's link can write something into it, its length must tell nothing.
    if not request.query_params and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, 5)
    return Response(body, status, headers, HTML)


def _number() -> str:
    return secrets.token_hex(8)


async def _within(seconds: float, news: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await news.wait()
    except TimeoutError:
        return False

"""What a browser is given: the web chat's page, its style and its script.

Nothing here knows a server. The web channel serves `chat_page()` at `/chat`, each of
`chat_files()` under `/chat/static/`, and sends `CHAT_CSP` with the page.
"""

from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from handlers.pages.chat_view import ChatView, rows
from handlers.pages.chat_words import CHAT_WORDS
from handlers.pages.templates import template
from handlers.words.days import Language

_HERE = Path(__file__).parent

CHAT_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class PageFile:
    """A file that never changes under its address: the page asks for it with its `version`."""

    body: bytes
    media_type: str
    version: str


@cache
def chat_files() -> dict[str, PageFile]:
    """The files the chat's page asks for, by name."""
    return {
        "chat.css": _file("chat.css", "text/css; charset=utf-8"),
        "chat.js": _file("chat.js", "text/javascript; charset=utf-8"),
    }


def chat_page(language: str = "vi", view: ChatView | None = None) -> str:
    """The chat's page; a language that has no words gets the Vietnamese ones."""
    view = view or ChatView()
    spoken: Language = "en" if language == "en" else "vi"
    words = CHAT_WORDS[spoken]
    return template("chat.html").render(
        language=spoken,
        words=asdict(words),
        versions={name: file.version for name, file in chat_files().items()},
        view=view,
        rows=rows(view, words, spoken),
    )


def _file(name: str, media_type: str) -> PageFile:
    body = (_HERE / "static" / name).read_bytes()
    return PageFile(body, media_type, sha256(body).hexdigest()[:12])

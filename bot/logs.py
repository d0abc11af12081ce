"""What the operator reads on stderr: one event, one line, and nobody's words in it.

Only our own loggers follow the configured level. Libraries are heard from WARNING on, because below
it they write down what they carry (requests with the token in them, statements with their values).
"""

import contextlib
import logging
import re
import sys
import threading
import traceback
from collections import deque
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

OWN = ("bot", "handlers", "storage")
HOUSE = Path(__file__).resolve().parent.parent
MOST_PLACES = 12
MASK = "(hidden)"
TOKEN = re.compile(r"(?<!\d)\d{6,}(?::|%3[Aa])[\w-]{30,}")
# Line ends would make two lines of one, bidi controls a line that reads otherwise than it is.
UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def set_up(level: str = "INFO", secrets: Iterable[str] = ()) -> None:
    """Send all log records to stderr as lines. Calling it again replaces what it had set up."""
    handler = Lines(secrets)
    root = logging.getLogger()
    for former in [one for one in root.handlers if isinstance(one, Lines)]:
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in OWN:
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(True)


def hook_uncaught() -> None:
    """Log what nobody caught instead of letting Python print it: a traceback shows values.

    For the process that is ours alone; a test run keeps its own hooks.
    """
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, None)
    sys.unraisablehook = lambda args: _uncaught(args.exc_type, args.exc_value, None)


def _uncaught(
    kind: type[BaseException], error: BaseException | None, _: TracebackType | None
) -> None:
    if not issubclass(kind, KeyboardInterrupt | SystemExit):
        place = trace(error) if error else kind.__qualname__
        logging.getLogger("bot").critical("nobody caught %s", place)


def trace(error: BaseException) -> str:
    """What was raised and where, innermost place first, then its causes. No message, no values."""
    return " from ".join(_one(link) for link in _chain(error))


def _chain(error: BaseException) -> list[BaseException]:
    links: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in links and len(links) < MOST_PLACES:
        links.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return links


def _one(error: BaseException) -> str:
    innermost = deque(traceback.walk_tb(error.__traceback__), maxlen=MOST_PLACES)
    places = [f"{_short(frame.f_code.co_filename)}:{line}" for frame, line in reversed(innermost)]
    words = type(error).__qualname__ + (f" at {' < '.join(places)}" if places else "")
    if isinstance(error, BaseExceptionGroup):
        words += f" of ({'; '.join(trace(inner) for inner in error.exceptions[:MOST_PLACES])})"
    return words


def _short(filename: str) -> str:
    """The path inside the house or inside the package; a whole path would hide the line in noise."""
    path = Path(filename)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    if path.is_relative_to(HOUSE):
        return path.relative_to(HOUSE).as_posix()
    return path.name


class Lines(logging.StreamHandler[Any]):
    """Writes records to stderr, but what libraries say below WARNING whatever their own level is."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self.setFormatter(OneLine(secrets))
        self.addFilter(lambda record: record.levelno >= logging.WARNING or _own(record))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Say where a line could not be written; the default would print its arguments."""
        with contextlib.suppress(OSError, ValueError):  # stderr itself may be what is gone
            sys.stderr.write(f"a log line of {record.name}, line {record.lineno}, was lost\n")


class OneLine(logging.Formatter):
    """«time level logger message», then what was raised; secrets masked in the finished text."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        texts = {form for text in secrets if text for form in (text, quote(text, safe=""))}
        self._secrets = sorted(texts, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Built anew each time: the record's own cache may hold a traceback with values."""
        time = (
            datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")
        )
        text = f"{time} {record.levelname} {record.name} {_message(record)}"
        if record.exc_info and record.exc_info[1]:
            text += f" | {trace(record.exc_info[1])}"
        return _escaped(self._masked(text))

    def _masked(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return TOKEN.sub(MASK, text)


def _message(record: logging.LogRecord) -> str:
    message = _without_words(record.msg)
    args = record.args
    if isinstance(args, tuple):
        args = tuple(_without_words(arg) for arg in args)
    text = str(message) % args if args else str(message)
    # asyncio and others put the repr of what failed, message included, on the lines that follow.
    return text if _own(record) else text.partition("\n")[0]


def _without_words(value: object) -> object:
    """An exception's own text may quote a person, a statement or a request."""
    return trace(value) if isinstance(value, BaseException) else value


def _own(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OWN


def _escaped(text: str) -> str:
    return UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)

"""What may stand in the log, and what never does: each test plants what could leak, then looks."""

import asyncio
import logging
import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import aiosqlite
import pytest
import telegram

from bot import logs

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
WORDS = "đường vào khu phố 3 ngập"

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    names = ["", *logs.OWN, "httpx"]
    levels = {name: logging.getLogger(name).level for name in names}
    hooks = sys.excepthook, sys.unraisablehook
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    root = logging.getLogger()
    root.handlers = [one for one in root.handlers if not isinstance(one, logs.Lines)]
    logging.captureWarnings(capture=False)
    sys.excepthook, sys.unraisablehook = hooks


def _refuse(words: str) -> None:
    raise ValueError(words)


def _warn(words: str) -> None:
    """As outside of a test run, where pytest neither keeps warnings nor makes errors of them."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn(words, UserWarning, stacklevel=1)


def lines(capsys: Capture) -> list[str]:
    return capsys.readouterr().err.splitlines()


def without_time(line: str) -> str:
    return re.sub(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d ", "", line)


def test_an_event_is_a_line_with_time_level_and_logger(capsys: Capture) -> None:
    logs.set_up()
    logging.getLogger("bot.sender").info("sent %d to %s", 3, "telegram")
    (line,) = lines(capsys)
    assert without_time(line) == "INFO bot.sender sent 3 to telegram"
    assert without_time(line) != line


def test_setting_up_twice_writes_once(capsys: Capture) -> None:
    logs.set_up()
    logs.set_up("WARNING")
    logging.getLogger("storage.inbox").info("not at this level")
    logging.getLogger("storage.inbox").warning("once")
    assert [without_time(line) for line in lines(capsys)] == ["WARNING storage.inbox once"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\nERROR bot b", r"a\nERROR bot b"),
        ("a\r\tb\x00\x1b[31m\x7f\x9b", r"a\r\tb\x00\x1b[31m\x7f\x9b"),
        ("a\u2028b\u202ec\u200bd", r"a\u2028b\u202ec\u200bd"),
        ("Phường Quang Trung 🌱", "Phường Quang Trung 🌱"),
    ],
)
@pytest.mark.nasty("n015")
def test_control_characters_are_escaped(capsys: Capture, typed: str, shown: str) -> None:
    logs.set_up()
    logging.getLogger("bot").info("unit %s", typed)
    assert [without_time(line) for line in lines(capsys)] == [f"INFO bot unit {shown}"]


def test_half_a_sign_is_escaped() -> None:
    """Formatted by hand: pytest's own capture cannot carry it from one process to another."""
    record = logging.LogRecord("bot", logging.INFO, __file__, 1, "a\ud800b", (), None)
    assert without_time(logs.OneLine().format(record)) == r"INFO bot a\ud800b"


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_libraries_are_heard_from_warning_on(capsys: Capture, level: str) -> None:
    logs.set_up(level)
    httpx = logging.getLogger("httpx")
    httpx.setLevel(logging.DEBUG)  # as a library or a careless line of ours might
    httpx.debug("a request")
    httpx.info("POST /bot%s/sendMessage", TOKEN)
    httpx.warning("slow")
    assert [without_time(line) for line in lines(capsys)] == ["WARNING httpx slow"]


async def test_at_debug_no_statement_is_written(capsys: Capture) -> None:
    logs.set_up("DEBUG")
    async with aiosqlite.connect(":memory:") as db:
        await db.execute("CREATE TABLE proposals (words TEXT)")
        await db.execute("INSERT INTO proposals VALUES (?)", (WORDS,))
    assert lines(capsys) == []


@pytest.mark.nasty("n225")
def test_the_token_is_masked_wherever_it_stands(capsys: Capture) -> None:
    logs.set_up("DEBUG")
    log = logging.getLogger("bot.channels.telegram")
    bot = telegram.Bot(TOKEN)
    log.debug("message with " + TOKEN)  # noqa: G003
    log.info("argument %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    log.info("encoded %s", TOKEN.replace(":", "%3A"))
    log.info("the bot %r and %s", bot, {"bot": bot})
    log.info("by name %(token)s", {"token": TOKEN})
    try:
        _refuse(TOKEN)
    except ValueError as error:
        log.exception("refused")
        log.warning("refused: %s, %r", error, error)
    _warn(f"{TOKEN} is old")
    shown = lines(capsys)
    assert len(shown) == 8
    assert "AAbbCC" not in "".join(shown)
    assert without_time(shown[1]).endswith("argument https://api.telegram.org/bot(hidden)/getMe")


def test_configured_secrets_are_masked_whatever_their_shape(capsys: Capture) -> None:
    logs.set_up("INFO", secrets=["1:short", "p@ss/word", ""])
    logging.getLogger("bot").info(
        "with %s, %s, p%%40ss%%2Fword and 1:shorter", "1:short", "p@ss/word"
    )
    (line,) = lines(capsys)
    assert without_time(line) == "INFO bot with (hidden), (hidden), (hidden) and (hidden)er"


def _fail_for(words: str) -> None:
    try:
        _refuse(words)
    except ValueError as error:
        raise RuntimeError(f"could not read {words}") from error


def test_a_traceback_holds_places_and_no_values(capsys: Capture) -> None:
    logs.set_up()
    try:
        _fail_for(WORDS)
    except RuntimeError as error:
        logging.getLogger("bot.turns").exception("event 7 is set aside")
        logging.getLogger("bot.turns").warning("event 8: %s, %r", error, error)
        logging.getLogger("apscheduler").warning(error)
    shown = lines(capsys)
    assert len(shown) == 3
    assert "ngập" not in "".join(shown)
    place = r"tests/bot/test_logs\.py:\d+"
    whole = rf"RuntimeError at {place} < {place} from ValueError at {place} < {place}"
    assert re.fullmatch(f"ERROR bot.turns event 7 is set aside \\| {whole}", without_time(shown[0]))


def test_a_traceback_that_another_handler_has_written_is_not_taken_over(capsys: Capture) -> None:
    logs.set_up()
    record = logging.LogRecord("bot", logging.ERROR, __file__, 1, "failed", (), None)
    try:
        _refuse(WORDS)
    except ValueError:
        record.exc_info = sys.exc_info()
    assert WORDS in logging.Formatter().format(record)
    logging.getLogger("bot").handle(record)
    assert "ngập" not in "".join(lines(capsys))


def test_a_trace_names_packages_groups_and_ends() -> None:
    with pytest.raises(ExceptionGroup) as group:
        raise ExceptionGroup(WORDS, [ValueError(WORDS), KeyError(WORDS)])
    assert re.fullmatch(
        r"ExceptionGroup at tests/bot/test_logs.py:\d+ of \(ValueError; KeyError\)",
        logs.trace(group.value),
    )
    with pytest.raises(telegram.error.InvalidToken) as refused:
        telegram.Bot("")
    assert logs.trace(refused.value).startswith("InvalidToken at telegram/_bot.py:")
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert logs.trace(one) == "ValueError from KeyError"


def test_a_trace_of_endless_recursion_stays_short() -> None:
    def again(words: str) -> None:
        again(words)

    with pytest.raises(RecursionError) as caught:
        again(WORDS)
    assert logs.trace(caught.value).count("test_logs.py") == logs.MOST_PLACES


async def test_a_lost_task_says_nothing_of_its_failure(capsys: Capture) -> None:
    logs.set_up()

    async def fail() -> None:
        raise ValueError(WORDS)

    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task  # its end tells asyncio's logger, with the repr of the exception
    (line,) = lines(capsys)
    assert re.fullmatch(
        r"ERROR asyncio Task exception was never retrieved \| ValueError at .*test_logs\.py:\d+",
        without_time(line),
    )


def test_a_warning_is_a_line(capsys: Capture) -> None:
    logs.set_up()
    _warn("an old name")
    (line,) = lines(capsys)
    assert without_time(line).startswith("WARNING py.warnings ")
    assert line.endswith("UserWarning: an old name")


def test_a_line_that_cannot_be_written_tells_no_arguments(capsys: Capture) -> None:
    record = logging.LogRecord("bot.turns", logging.INFO, __file__, 7, "%d events", (WORDS,), None)
    logs.Lines().handle(record)
    (line,) = lines(capsys)
    assert line == "a log line of bot.turns, line 7, was lost"


def test_what_nobody_caught_is_a_line_too(capsys: Capture) -> None:
    logs.set_up(secrets=[WORDS])
    logs.hook_uncaught()
    try:
        _refuse(WORDS)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    (line,) = lines(capsys)
    assert without_time(line).startswith("CRITICAL bot nobody caught ValueError at ")


def test_every_own_folder_has_its_level() -> None:
    house = Path(logs.__file__).parents[1]
    assert {path.parent.name for path in house.glob("*/__init__.py")} - {"tests", "bench"} == {
        *logs.OWN
    }

"""config.toml and the environment, read into one frozen Config.

Every key is one field of the sections below: its default as the file would say it, what is expected
in words, and how it is read. Nothing here writes but the two secrets that make themselves, and nobody
below `app.py` gets to see a Config.
"""

import contextlib
import difflib
import json
import logging
import os
import re
import secrets
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_type_hints
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from bot import config_contacts
from bot import config_values as values
from bot.config_values import Quiet, Secret
from handlers.words.starting_contacts import STARTING_CONTACTS
from storage.contacts import Contact
from storage.retention import Retention as Kept

log = logging.getLogger(__name__)

FILE_NAME = "config.toml"
PREFIX = "DOITHOAI_"


class ConfigError(Exception):
    """All that is wrong with a configuration, one sentence a line."""

    def __init__(self, *errors: str) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


class Key(NamedTuple):
    """How one key is read. `read` gets a value of `shape` and raises ValueError for a wrong one.

    `default` is what the file would hold. What stands in a `hidden` key is never shown.
    """

    default: object
    expected: str
    read: Callable[[Any], object]
    shape: Any = str
    hidden: bool = False


# --- what there is to configure ---------------------------------------------------------------

Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]
PollSeconds = Annotated[int, msgspec.Meta(ge=0, le=60)]
TickSeconds = Annotated[float, msgspec.Meta(ge=0.1, le=3600)]
Rate = Annotated[float, msgspec.Meta(ge=0, le=1000)]
AtMost = Annotated[int, msgspec.Meta(ge=0, le=1000)]
EverySeconds = Annotated[float, msgspec.Meta(ge=0.01, le=3600)]
KeepMonths = Annotated[int, msgspec.Meta(ge=1, le=120)]
KeepDays = Annotated[int, msgspec.Meta(ge=1, le=3650)]


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table of config.toml. Every field carries a Key."""


class App(Section, frozen=True, kw_only=True):
    data_dir: Annotated[Path, Key("data", "the name of a folder", values.folder)]
    zone: Annotated[
        ZoneInfo,
        Key("Asia/Ho_Chi_Minh", 'the name of a time zone, such as "Asia/Ho_Chi_Minh"', values.zone),
    ]
    public_url: Annotated[
        str,
        Key("", 'an http:// or https:// address without a path, or ""', values.public_url),
    ]
    secret: Annotated[Secret, Key("", 'at least 32 characters, or ""', values.secret, hidden=True)]
    log_level: Annotated[str, Key("INFO", "one of " + ", ".join(values.LEVELS), values.log_level)]


class Database(Section, frozen=True, kw_only=True):
    url: Annotated[
        str,
        Key(
            "",
            f'a SQLite file, such as "{values.SQLITE}doithoai.db" (no other yet), or ""',
            values.database_url,
        ),
    ]

    @property
    def path(self) -> Path:
        """The file that the url names."""
        return Path(self.url.removeprefix(values.SQLITE))


class Web(Section, frozen=True, kw_only=True):
    host: Annotated[
        str, Key("127.0.0.1", 'an address to listen on, such as "127.0.0.1"', values.host)
    ]
    port: Annotated[int, Key(8080, "a whole number from 1 to 65535", values.as_it_is, Port)]


class Telegram(Section, frozen=True, kw_only=True):
    token: Annotated[
        Secret,
        Key("", "a token as @BotFather gives it (digits:letters)", values.token, hidden=True),
    ]
    mode: Annotated[str, Key("poll", "one of " + ", ".join(values.MODES), values.mode)]
    webhook_secret: Annotated[
        Secret,
        Key(
            "",
            'at most 256 of A-Z, a-z, 0-9, _ and -, or ""',
            values.webhook_secret,
            hidden=True,
        ),
    ]
    api_base: Annotated[
        str,
        Key(
            "https://api.telegram.org",
            "an http:// or https:// address without /bot at its end",
            values.api_base,
        ),
    ]
    poll_timeout: Annotated[
        int, Key(30, "a whole number of seconds from 0 to 60", values.as_it_is, PollSeconds)
    ]
    proxy: Annotated[
        Secret, Key("", 'an http:// or https:// address, or ""', values.proxy, hidden=True)
    ]


class Clock(Section, frozen=True, kw_only=True):
    tick_seconds: Annotated[
        float, Key(60, "a number of seconds from 0.1 to 3600", values.number, TickSeconds)
    ]


class Reminders(Section, frozen=True, kw_only=True):
    offsets: Annotated[
        tuple[timedelta, ...],
        Key(
            ("3d", "1d", "3h"),
            'a list of times before the cutoff, such as ["3d", "3h", "30m"]',
            values.offsets,
            tuple[str, ...],
        ),
    ]
    quiet: Annotated[
        Quiet | None,
        Key(
            "21:00-07:00", 'two different times of day, such as "21:00-07:00", or ""', values.quiet
        ),
    ]


class Weekly(Section, frozen=True, kw_only=True):
    day: Annotated[int, Key("mon", "one of " + ", ".join(values.DAYS), values.day)]
    time: Annotated[time, Key("07:00", 'a time of day, such as "07:00"', values.clock_time)]


class Backup(Section, frozen=True, kw_only=True):
    time: Annotated[
        time | None,
        Key("02:30", 'a time of day, such as "02:30", or ""', values.clock_time_or_never),
    ]
    keep_days: Annotated[
        int, Key(35, "a whole number of days from 1 to 3650", values.as_it_is, KeepDays)
    ]
    dir: Annotated[str, Key("", 'the name of a folder, or ""', values.folder_or_none)]

    @property
    def folder(self) -> Path:
        """Where backups lie."""
        return Path(self.dir)


class Retention(Section, frozen=True, kw_only=True):
    identity_months: Annotated[
        int, Key(6, "a whole number of months from 1 to 120", values.as_it_is, KeepMonths)
    ]
    drafts_days: Annotated[
        int, Key(60, "a whole number of days from 1 to 3650", values.as_it_is, KeepDays)
    ]
    transcripts_days: Annotated[
        int, Key(30, "a whole number of days from 1 to 3650", values.as_it_is, KeepDays)
    ]
    exports_days: Annotated[
        int, Key(90, "a whole number of days from 1 to 3650", values.as_it_is, KeepDays)
    ]


class Requests(Section, frozen=True, kw_only=True):
    holidays: Annotated[
        frozenset[str],
        Key(
            ("01-01", "04-30", "05-01", "09-02"),
            'a list of days, such as ["09-02", "2027-02-08"]',
            values.holidays,
            tuple[str, ...],
        ),
    ]


class Pace(Section, frozen=True, kw_only=True):
    per_second: Annotated[
        float, Key(29.5, "a number from 0 (no limit) to 1000", values.number, Rate)
    ]
    per_chat_seconds: Annotated[
        float, Key(1, "a number of seconds from 0 (no limit) to 1000", values.number, Rate)
    ]


class Flood(Section, frozen=True, kw_only=True):
    burst: Annotated[
        int, Key(30, "a whole number from 0 (no limit) to 1000", values.as_it_is, AtMost)
    ]
    every_seconds: Annotated[
        float, Key(1, "a number of seconds from 0.01 to 3600", values.number, EverySeconds)
    ]
    opinions: Annotated[
        int, Key(30, "a whole number from 0 (no limit) to 1000", values.as_it_is, AtMost)
    ]


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that an operator decides. Its repr shows no secret."""

    app: App
    database: Database
    web: Web
    telegram: Telegram
    clock: Clock
    reminders: Reminders
    weekly: Weekly
    backup: Backup
    retention: Retention
    requests: Requests
    pace: Pace
    flood: Flood
    contacts: tuple[Contact, ...] = STARTING_CONTACTS

    @property
    def kept(self) -> Kept:
        """How long what is kept stays."""
        return Kept(
            identity_months=self.retention.identity_months,
            drafts_days=self.retention.drafts_days,
            transcripts_days=self.retention.transcripts_days,
            exports_days=self.retention.exports_days,
            backups_days=self.backup.keep_days,
        )

    @property
    def secrets(self) -> tuple[str, ...]:
        """The texts that must reach no log; made secrets are not among them, see signing_secret."""
        telegram = self.telegram
        proxy = urlsplit(telegram.proxy).password
        texts = (telegram.token, self.app.secret, telegram.webhook_secret, telegram.proxy, proxy)
        return tuple(str(text) for text in texts if text)


def _sections() -> dict[str, dict[str, Key]]:
    return {
        section: {
            name: next(note for note in hint.__metadata__ if isinstance(note, Key))
            for name, hint in get_type_hints(kind, include_extras=True).items()
        }
        for section, kind in _kinds()
    }


def _kinds() -> list[tuple[str, Any]]:
    """The sections of keys; the contacts are a list of tables."""
    return [each for each in get_type_hints(Config).items() if each[0] != config_contacts.NAME]


SECTIONS = _sections()
KEYS = {
    f"{section}.{name}": key for section, keys in SECTIONS.items() for name, key in keys.items()
}


# --- reading everything -----------------------------------------------------------------------


class Given(NamedTuple):
    """One value as somebody wrote it, and where. `text` says that it could be nothing but text."""

    name: str
    value: object
    source: str
    text: bool = False

    def complaint(self, words: str) -> str:
        return f"{self.name} in {self.source}: {words}"


def load(path: Path | None, environ: Mapping[str, str]) -> Config:
    """The configuration of a file and, over it, of the environment; or ConfigError with all errors.

    Without a path it is config.toml of the working directory, and if there is none the defaults.
    Relative paths count from the file's folder. No folder or file is made.
    """
    file = _file(path)
    given = [*_from_file(file), *_from_environment(environ)]
    listed = [one for one in given if one.name == config_contacts.NAME]
    given = [one for one in given if one.name != config_contacts.NAME]
    errors = [words for one in given if (words := _misnamed(one))]
    contacts: tuple[Contact, ...] = STARTING_CONTACTS
    for one in listed:
        contacts, wrong = config_contacts.read(one.value, one.source)
        errors += wrong
    by_name = {one.name: one for one in given if one.name in KEYS}
    read: dict[str, object] = {}
    for name, key in KEYS.items():
        try:
            read[name] = _read(key, by_name.get(name, Given(name, key.default, "the defaults")))
        except ConfigError as error:
            errors += error.errors
    errors += _at_odds(read, by_name)
    if errors:
        raise ConfigError(*errors)
    config = msgspec.structs.replace(_assembled(read), contacts=contacts)
    return _settled(config, folder=(file or Path(FILE_NAME)).absolute().parent)


def _file(path: Path | None) -> Path | None:
    if path is None and not Path(FILE_NAME).exists():
        log.debug("no %s here: defaults and environment are used", FILE_NAME)
        return None
    return path or Path(FILE_NAME)


def _from_file(file: Path | None) -> Iterator[Given]:
    if file is None:
        return
    for section, table in _document(file).items():
        if section not in SECTIONS or not isinstance(table, dict):
            yield Given(section, table, file.name)
            continue
        for name, value in table.items():
            yield Given(f"{section}.{name}", value, file.name)


def _document(file: Path) -> dict[str, object]:
    try:
        text = file.read_text(encoding="utf-8-sig")  # Windows editors put a mark in front
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: is not UTF-8 text (byte {error.start})") from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        words = str(error).replace("end of document", f"the end, line {len(text.splitlines())}")
        raise ConfigError(f"{file}: is not valid TOML: {words}") from error


def _from_environment(environ: Mapping[str, str]) -> Iterator[Given]:
    for variable, value in environ.items():
        section, separator, name = variable.removeprefix(PREFIX).lower().partition("__")
        if variable.startswith(PREFIX) and separator:
            yield Given(f"{section}.{name}", value, variable, text=True)


def _misnamed(given: Given) -> str | None:
    if given.name in KEYS:
        return None
    if given.name in SECTIONS:
        return given.complaint(f"expected a section, [{given.name}], found {_shown(given.value)}")
    kind = "key" if given.text or not isinstance(given.value, dict) else "section"
    return given.complaint(f"no such {kind}{_hint(given)}")


def _hint(given: Given) -> str:
    last = given.name.rpartition(".")[2]
    elsewhere = [name for name in KEYS if name.endswith(f".{last}")]
    names = KEYS if "." in given.name else [*KEYS, *SECTIONS]
    close = elsewhere or difflib.get_close_matches(given.name, names, n=1, cutoff=0.7)
    if not close:
        return ""
    return f"; did you mean {variable(close[0]) if given.text else close[0]}?"


def variable(name: str) -> str:
    """The environment variable that overrides a key, such as DOITHOAI_WEB__PORT for web.port."""
    return PREFIX + name.upper().replace(".", "__")


def _read(key: Key, given: Given) -> object:
    try:
        value = _untext(str(given.value), key.shape) if given.text else given.value
        return key.read(msgspec.convert(value, key.shape, strict=not given.text))
    except ValueError as error:  # msgspec's own errors are ValueErrors too
        found = "something else" if key.hidden else _shown(given.value)
        raise ConfigError(given.complaint(f"expected {key.expected}, found {found}")) from error


def _at_odds(read: Mapping[str, object], given: Mapping[str, Given]) -> Iterator[str]:
    """What is wrong only together."""
    name = "app.public_url"
    url = read.get(name)
    if read.get("telegram.mode") != "webhook" or not isinstance(url, str):
        return
    if not values.takes_webhooks(url):
        yield given.get(name, Given(name, url, "the defaults")).complaint(
            'expected an https:// address where telegram.mode is "webhook" '
            f"(http:// only of this machine, for a try), found {_shown(url)}"
        )


def _untext(text: str, shape: object) -> object:
    if shape == tuple[str, ...]:
        return [part.strip() for part in text.split(",") if part.strip()]
    return text.strip()


def _shown(value: object) -> str:
    words = json.dumps(value, ensure_ascii=False, default=str)
    words = re.sub(r"://.*@", "://…@", words)  # a database's address may hold a password
    return words if len(words) <= 60 else words[:59] + "…"


def _assembled(read: Mapping[str, object]) -> Config:
    return Config(
        **{
            section: kind(**{name: read[f"{section}.{name}"] for name in SECTIONS[section]})
            for section, kind in _kinds()
        }
    )


def _settled(config: Config, *, folder: Path) -> Config:
    """The same with nothing left open: paths absolute, addresses filled in."""
    data_dir = folder / config.app.data_dir
    file = folder / (config.database.path if config.database.url else data_dir / "doithoai.db")
    public_url = config.app.public_url or _local_url(config.web)
    backups = folder / (config.backup.dir or data_dir / "backups")
    replace = msgspec.structs.replace
    return replace(
        config,
        backup=replace(config.backup, dir=str(backups)),
        app=replace(config.app, data_dir=data_dir, public_url=public_url),
        database=replace(config.database, url=f"{values.SQLITE}{file}"),
    )


def _local_url(web: Web) -> str:
    host = "127.0.0.1" if web.host in {"0.0.0.0", "::"} else web.host  # noqa: S104
    return f"http://[{host}]:{web.port}" if ":" in host else f"http://{host}:{web.port}"


# --- the secrets that make themselves ---------------------------------------------------------


def signing_secret(app: App) -> Secret:
    """What links and cookies are signed with: app.secret, else a file in the data folder.

    The file is made at the first call, with its folder, for the owner's eyes only. Of two processes
    that start at once both get the same one, and a crash leaves a whole file or none.
    """
    return app.secret or _kept(app.data_dir / "secret", "app.secret", r"[\x00-\x7f]{32,}")


def webhook_secret(config: Config) -> Secret:
    """What Telegram has to say with each update: telegram.webhook_secret, else a file in the data
    folder beside the other one, made and kept in the same way."""
    file = config.app.data_dir / "webhook_secret"
    return config.telegram.webhook_secret or _kept(
        file, "telegram.webhook_secret", r"[A-Za-z0-9_-]{32,256}"
    )


def _kept(file: Path, name: str, shape: str) -> Secret:
    try:
        if not file.exists():
            _make_secret(file)
        text = file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError as error:
        raise ConfigError(f"{name}: {file} cannot be made ({error.strerror})") from error
    if not re.fullmatch(shape, text):
        raise ConfigError(f"{name}: {file} holds no secret; remove it and start again")
    return Secret(text)


def _make_secret(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(prefix=".secret-", dir=file.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(48) + "\n")
            out.flush()
            os.fsync(out.fileno())
        with contextlib.suppress(FileExistsError):  # another process was first: its secret stands
            os.link(draft, file)
    finally:
        Path(draft).unlink()

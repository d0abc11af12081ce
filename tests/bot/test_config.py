import re
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import config
from bot.config import Config, ConfigError
from bot.config_values import Quiet, Secret

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


def loaded(folder: Path, text: str = "", **environ: str) -> Config:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return config.load(file, environ)


def errors(folder: Path, text: str = "", **environ: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        loaded(folder, text, **environ)
    assert str(caught.value) == "\n".join(caught.value.errors)
    return caught.value.errors


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    assert loaded(tmp_path) == Config(
        app=config.App(
            data_dir=tmp_path / "data",
            zone=ZoneInfo("Asia/Ho_Chi_Minh"),
            public_url="http://127.0.0.1:8080",
            secret=Secret(""),
            log_level="INFO",
        ),
        database=config.Database(url=f"sqlite+aiosqlite:///{tmp_path}/data/doithoai.db"),
        web=config.Web(host="127.0.0.1", port=8080),
        telegram=config.Telegram(
            token=Secret(""),
            mode="poll",
            webhook_secret=Secret(""),
            api_base="https://api.telegram.org",
            poll_timeout=30,
            proxy=Secret(""),
        ),
        clock=config.Clock(tick_seconds=60),
        reminders=config.Reminders(
            offsets=(timedelta(days=3), timedelta(days=1), timedelta(hours=3)),
            quiet=Quiet(time(21), time(7)),
        ),
        weekly=config.Weekly(day=0, time=time(7)),
        backup=config.Backup(time=time(2, 30), keep_days=35, dir=f"{tmp_path}/data/backups"),
        retention=config.Retention(
            identity_months=6, drafts_days=60, transcripts_days=30, exports_days=90
        ),
        requests=config.Requests(holidays=frozenset({"01-01", "04-30", "05-01", "09-02"})),
        pace=config.Pace(per_second=29.5, per_chat_seconds=1),
        flood=config.Flood(burst=30, every_seconds=1, opinions=30),
    )


def test_without_a_file_the_environment_is_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    read = config.load(None, {"DOITHOAI_WEB__PORT": "8123"})
    assert (read.web.port, read.app.data_dir) == (8123, tmp_path / "data")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_working_directory_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.toml").write_text("[web]\nport = 8124")
    monkeypatch.chdir(tmp_path)
    assert config.load(None, {}).web.port == 8124


def test_the_environment_overrides_every_key(tmp_path: Path) -> None:
    read = loaded(
        tmp_path,
        "[web]\nport = 1\n[reminders]\noffsets = ['9d']",
        DOITHOAI_APP__DATA_DIR="elsewhere",
        DOITHOAI_APP__ZONE="UTC",
        DOITHOAI_APP__PUBLIC_URL="https://doithoai.example.vn/",
        DOITHOAI_APP__SECRET="s" * 32,
        DOITHOAI_APP__LOG_LEVEL="debug",
        DOITHOAI_DATABASE__URL="sqlite+aiosqlite:///here.db",
        DOITHOAI_WEB__HOST="::",
        DOITHOAI_WEB__PORT=" 8125 ",
        DOITHOAI_TELEGRAM__TOKEN=TOKEN,
        DOITHOAI_TELEGRAM__MODE="Webhook",
        DOITHOAI_TELEGRAM__WEBHOOK_SECRET="w_-1",
        DOITHOAI_TELEGRAM__API_BASE="http://127.0.0.1:9/fake/",
        DOITHOAI_TELEGRAM__POLL_TIMEOUT="0",
        DOITHOAI_TELEGRAM__PROXY="http://me:pass@proxy:3128",
        DOITHOAI_CLOCK__TICK_SECONDS="0.5",
        DOITHOAI_REMINDERS__OFFSETS="30m, 2h,30m,10s",
        DOITHOAI_REMINDERS__QUIET="",
        DOITHOAI_WEEKLY__DAY="Sun",
        DOITHOAI_WEEKLY__TIME="18:30",
        DOITHOAI_BACKUP__TIME="",
        DOITHOAI_BACKUP__KEEP_DAYS="7",
        DOITHOAI_BACKUP__DIR="shelf",
        DOITHOAI_RETENTION__IDENTITY_MONTHS="3",
        DOITHOAI_RETENTION__DRAFTS_DAYS="10",
        DOITHOAI_RETENTION__TRANSCRIPTS_DAYS="5",
        DOITHOAI_RETENTION__EXPORTS_DAYS="1",
        DOITHOAI_REQUESTS__HOLIDAYS="2027-02-08",
        DOITHOAI_PACE__PER_SECOND="0",
        DOITHOAI_PACE__PER_CHAT_SECONDS="0",
        DOITHOAI_FLOOD__BURST="0",
        DOITHOAI_FLOOD__EVERY_SECONDS="0.5",
        DOITHOAI_FLOOD__OPINIONS="0",
    )
    assert read == Config(
        app=config.App(
            data_dir=tmp_path / "elsewhere",
            zone=ZoneInfo("UTC"),
            public_url="https://doithoai.example.vn",
            secret=Secret("s" * 32),
            log_level="DEBUG",
        ),
        database=config.Database(url=f"sqlite+aiosqlite:///{tmp_path}/here.db"),
        web=config.Web(host="::", port=8125),
        telegram=config.Telegram(
            token=Secret(TOKEN),
            mode="webhook",
            webhook_secret=Secret("w_-1"),
            api_base="http://127.0.0.1:9/fake",
            poll_timeout=0,
            proxy=Secret("http://me:pass@proxy:3128"),
        ),
        clock=config.Clock(tick_seconds=0.5),
        reminders=config.Reminders(
            offsets=(timedelta(hours=2), timedelta(minutes=30), timedelta(seconds=10)), quiet=None
        ),
        weekly=config.Weekly(day=6, time=time(18, 30)),
        backup=config.Backup(time=None, keep_days=7, dir=f"{tmp_path}/shelf"),
        retention=config.Retention(
            identity_months=3, drafts_days=10, transcripts_days=5, exports_days=1
        ),
        requests=config.Requests(holidays=frozenset({"2027-02-08"})),
        pace=config.Pace(per_second=0, per_chat_seconds=0),
        flood=config.Flood(burst=0, every_seconds=0.5, opinions=0),
    )


def test_only_names_with_two_underscores_are_config(tmp_path: Path) -> None:
    assert loaded(tmp_path, DOITHOAI_ALL="1", DOITHOAI_HOME="x", WEB__PORT="y") == loaded(tmp_path)


def test_an_empty_list_is_a_list(tmp_path: Path) -> None:
    assert loaded(tmp_path, DOITHOAI_REMINDERS__OFFSETS="").reminders.offsets == ()
    assert loaded(tmp_path, "[reminders]\noffsets = []").reminders.offsets == ()


def test_paths_count_from_the_files_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "bot.toml").write_text(
        '[app]\ndata_dir = "d"\n[database]\nurl = "sqlite+aiosqlite:///../b.db"'
    )
    monkeypatch.chdir(tmp_path)
    read = config.load(Path("etc/bot.toml"), {})
    assert read.app.data_dir == tmp_path / "etc" / "d"
    assert read.database.path == tmp_path / "etc" / ".." / "b.db"


def test_absolute_paths_stay(tmp_path: Path) -> None:
    read = loaded(
        tmp_path,
        DOITHOAI_APP__DATA_DIR="/srv/doithoai",
        DOITHOAI_DATABASE__URL="sqlite+aiosqlite:////srv/b.db",
    )
    assert read.app.data_dir == Path("/srv/doithoai")
    assert read.database.url == "sqlite+aiosqlite:////srv/b.db"


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("0.0.0.0", "http://127.0.0.1:8080"),
        ("::", "http://127.0.0.1:8080"),
        ("::1", "http://[::1]:8080"),
        ("localhost", "http://localhost:8080"),
    ],
)
def test_a_missing_public_url_is_one_that_opens_here(tmp_path: Path, host: str, url: str) -> None:
    assert loaded(tmp_path, DOITHOAI_WEB__HOST=host).app.public_url == url


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xef\xbb\xbf[web]\r\nport = 8126\r\n")
    assert config.load(file, {}).web.port == 8126


def test_all_errors_come_at_once_each_with_its_key(tmp_path: Path) -> None:
    text = """
        clok = 3
        weekly = "mon"
        [web]
        port = "fast"
        prot = 80
        [telegramm]
        token = "1:x"
        [reminders]
        offsets = ["3d", "soon"]
    """
    assert errors(tmp_path, text, DOITHOAI_WEB__HSOT="x", DOITHOAI_PACE__PER_SECOND="many") == (
        "clok in config.toml: no such key; did you mean clock?",
        'weekly in config.toml: expected a section, [weekly], found "mon"',
        "web.prot in config.toml: no such key; did you mean web.port?",
        "telegramm in config.toml: no such section; did you mean telegram?",
        "web.hsot in DOITHOAI_WEB__HSOT: no such key; did you mean DOITHOAI_WEB__HOST?",
        'web.port in config.toml: expected a whole number from 1 to 65535, found "fast"',
        'reminders.offsets in config.toml: expected a list of times before the cutoff, such as ["3d", "3h", "30m"], found ["3d", "soon"]',
        'pace.per_second in DOITHOAI_PACE__PER_SECOND: expected a number from 0 (no limit) to 1000, found "many"',
    )


def test_a_key_in_the_wrong_section_is_pointed_to_its_place(tmp_path: Path) -> None:
    assert errors(tmp_path, 'port = 80\n[app]\ntime = "07:00"\n[clock]\nxyz = 1') == (
        "port in config.toml: no such key; did you mean web.port?",
        "app.time in config.toml: no such key; did you mean weekly.time?",
        "clock.xyz in config.toml: no such key",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("app.data_dir", " "),
        ("app.zone", "Asia/Thanh_Hoa"),
        ("app.zone", ""),
        ("app.zone", "../../etc/passwd"),
        ("app.public_url", "doithoai.example.vn"),
        ("app.public_url", "ftp://doithoai.example.vn"),
        ("app.public_url", "https://doithoai.example.vn/bot"),
        ("app.public_url", "https://doithoai.example.vn:99999"),
        ("app.log_level", "LOUD"),
        ("database.url", "sqlite:///a.db"),
        ("database.url", "sqlite+aiosqlite://"),
        ("database.url", "sqlite+aiosqlite:///:memory:"),
        ("database.url", "postgresql+asyncpg://localhost/doithoai"),
        ("web.host", "http://127.0.0.1"),
        ("web.port", "0"),
        ("web.port", "65536"),
        ("web.port", "80.5"),
        ("telegram.mode", "push"),
        ("telegram.webhook_secret", "câu thần chú"),
        ("telegram.webhook_secret", "w" * 257),
        ("telegram.api_base", ""),
        ("telegram.api_base", "https://api.telegram.org/bot"),
        ("telegram.poll_timeout", "-1"),
        ("clock.tick_seconds", "0"),
        ("clock.tick_seconds", "nan"),
        ("reminders.offsets", "3d,0h"),
        ("reminders.offsets", "3 days"),
        ("reminders.quiet", "21:00"),
        ("reminders.quiet", "21:00-21:00"),
        ("reminders.quiet", "21:00-24:00"),
        ("weekly.day", "thứ hai"),
        ("weekly.time", "7"),
        ("weekly.time", "07:60"),
        ("backup.time", "24:00"),
        ("backup.keep_days", "0"),
        ("backup.dir", "shelf\0"),
        ("retention.drafts_days", "0"),
        ("retention.identity_months", "121"),
        ("requests.holidays", "02-30"),
        ("requests.holidays", "Tết"),
        ("pace.per_second", "-1"),
        ("pace.per_second", "inf"),
        ("pace.per_chat_seconds", ""),
        ("flood.burst", "-1"),
        ("flood.burst", "2.5"),
        ("flood.every_seconds", "0"),
        ("flood.opinions", "-1"),
    ],
)
def test_a_wrong_value_is_told_with_what_was_expected(
    tmp_path: Path, name: str, value: str
) -> None:
    (error,) = errors(tmp_path, **{config.variable(name): value})
    assert error.startswith(f"{name} in {config.variable(name)}: expected ")
    assert config.KEYS[name].expected in error
    assert ", found " in error


@pytest.mark.parametrize(
    "text",
    ["port = '80'", "port = true", "port = 80.0", "port = [80]", "host = 1", "port = nan"],
)
def test_in_the_file_a_value_has_its_own_type(tmp_path: Path, text: str) -> None:
    (error,) = errors(tmp_path, f"[web]\n{text}")
    assert error.startswith(f"web.{text[:4]} in config.toml: expected ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("app.secret", "tooshort"),
        ("telegram.token", "geheim"),
        ("telegram.webhook_secret", "geheim!"),
        ("telegram.proxy", "socks5://me:geheim@proxy"),
        ("database.url", "postgresql://me:ge/he@im@db/x"),
    ],
)
def test_an_error_shows_no_secret(tmp_path: Path, name: str, value: str) -> None:
    (error,) = errors(tmp_path, **{config.variable(name): value})
    for part in ("tooshort", "geheim", "ge/he", "im@"):
        assert part not in error


@pytest.mark.parametrize(
    "url",
    [
        "https://doithoai.example.vn",
        "http://127.0.0.1:8080",
        "http://[::1]:8080",
        "http://localhost:8080",
    ],
)
def test_a_webhook_is_posted_over_tls_or_stays_on_this_machine(tmp_path: Path, url: str) -> None:
    read = loaded(tmp_path, DOITHOAI_TELEGRAM__MODE="webhook", DOITHOAI_APP__PUBLIC_URL=url)
    assert (read.telegram.mode, read.app.public_url) == ("webhook", url)


@pytest.mark.parametrize("url", ["http://doithoai.example.vn", "http://10.0.0.7", "http://0.0.0.0"])
def test_a_webhook_over_plain_http_is_told(tmp_path: Path, url: str) -> None:
    text = f'[app]\npublic_url = "{url}"\n[telegram]\nmode = "webhook"'
    expected = 'an https:// address where telegram.mode is "webhook" (http:// only of this machine'
    assert errors(tmp_path, text) == (
        f'app.public_url in config.toml: expected {expected}, for a try), found "{url}"',
    )
    assert loaded(tmp_path, text, DOITHOAI_TELEGRAM__MODE="poll").app.public_url == url


def test_a_webhook_without_an_address_is_told(tmp_path: Path) -> None:
    (error,) = errors(tmp_path, DOITHOAI_TELEGRAM__MODE="webhook")
    assert error.startswith("app.public_url in the defaults: expected an https:// address")


def test_wrong_toml_is_one_sentence_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    assert errors(tmp_path, "[web]\nport = = 3\n") == (
        f"{file}: is not valid TOML: Invalid value (at line 2, column 8)",
    )
    assert errors(tmp_path, '[web]\nhost = """') == (
        f"{file}: is not valid TOML: Unterminated string (at the end, line 2)",
    )


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"[app]\ndata_dir = '\xff'")
    with pytest.raises(ConfigError, match=r"config.toml: is not UTF-8 text \(byte 18\)"):
        config.load(file, {})


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigError, match=r"bot.toml: cannot be read \(No such file or directory\)"
    ):
        config.load(tmp_path / "bot.toml", {})


def test_no_secret_shows_in_a_repr(tmp_path: Path) -> None:
    read = loaded(
        tmp_path,
        DOITHOAI_TELEGRAM__TOKEN=TOKEN,
        DOITHOAI_APP__SECRET="canary" * 8,
        DOITHOAI_TELEGRAM__PROXY="http://me:canary@proxy",
        DOITHOAI_TELEGRAM__WEBHOOK_SECRET="canary",
    )
    assert repr(read).count("(hidden)") == 4
    for words in (repr(read), str(read), f"{read!r}", f"{read.telegram}"):
        assert "canary" not in words
        assert TOKEN[10:] not in words
    assert f"/bot{read.telegram.token}/" == f"/bot{TOKEN}/"


def test_what_must_reach_no_log_is_listed(tmp_path: Path) -> None:
    assert loaded(tmp_path).secrets == ()
    read = loaded(
        tmp_path,
        DOITHOAI_TELEGRAM__TOKEN=TOKEN,
        DOITHOAI_APP__SECRET="s" * 32,
        DOITHOAI_TELEGRAM__PROXY="http://me:pass@proxy",
        DOITHOAI_TELEGRAM__WEBHOOK_SECRET="w" * 32,
    )
    assert read.secrets == (TOKEN, "s" * 32, "w" * 32, "http://me:pass@proxy", "pass")


def test_a_config_does_not_change(tmp_path: Path) -> None:
    read = loaded(tmp_path)
    with pytest.raises(AttributeError):
        read.web.port = 3  # type: ignore[misc]
    with pytest.raises(AttributeError):
        read.web = read.web  # type: ignore[misc]


def test_the_secret_is_made_once_for_the_owner_only(tmp_path: Path) -> None:
    app = loaded(tmp_path).app
    made = config.signing_secret(app)
    assert len(made) == 64
    assert config.signing_secret(app) == made
    assert stat.S_IMODE((app.data_dir / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE(app.data_dir.stat().st_mode) == 0o700
    assert [file.name for file in app.data_dir.iterdir()] == ["secret"]
    assert made not in repr(made)


def test_a_configured_secret_makes_no_file(tmp_path: Path) -> None:
    app = loaded(tmp_path, DOITHOAI_APP__SECRET="s" * 32).app
    assert config.signing_secret(app) == "s" * 32
    assert not app.data_dir.exists()


def test_many_who_start_at_once_share_one_secret(tmp_path: Path) -> None:
    app = loaded(tmp_path).app
    with ThreadPoolExecutor(16) as pool:
        made = set(pool.map(lambda _: config.signing_secret(app), range(64)))
    assert len(made) == 1
    assert [file.name for file in app.data_dir.iterdir()] == ["secret"]


def test_a_spoilt_secret_file_is_told_and_left_alone(tmp_path: Path) -> None:
    app = loaded(tmp_path).app
    app.data_dir.mkdir()
    (app.data_dir / "secret").write_bytes(b"\xffshort")
    with pytest.raises(ConfigError, match=r"app.secret: .* holds no secret"):
        config.signing_secret(app)
    assert (app.data_dir / "secret").read_bytes() == b"\xffshort"


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file stands here")
    with pytest.raises(ConfigError, match=r"app.secret: .* cannot be made"):
        config.signing_secret(loaded(tmp_path).app)


def test_the_secret_of_the_webhook_is_made_once_beside_the_other_one(tmp_path: Path) -> None:
    read = loaded(tmp_path)
    made = config.webhook_secret(read)
    assert re.fullmatch(r"[A-Za-z0-9_-]{64}", made)
    assert (config.webhook_secret(read), repr(made)) == (made, "'(hidden)'")
    assert config.signing_secret(read.app) != made
    files = {file.name: file for file in read.app.data_dir.iterdir()}
    assert sorted(files) == ["secret", "webhook_secret"]
    assert stat.S_IMODE(files["webhook_secret"].stat().st_mode) == 0o600


def test_a_configured_secret_of_the_webhook_makes_no_file(tmp_path: Path) -> None:
    read = loaded(tmp_path, DOITHOAI_TELEGRAM__WEBHOOK_SECRET="w")
    assert config.webhook_secret(read) == "w"
    assert not read.app.data_dir.exists()


@pytest.mark.parametrize("spoilt", [b"", b"short", b"w" * 40 + b" " + b"w" * 40, b"w" * 257])
def test_a_spoilt_secret_of_the_webhook_is_told_and_left_alone(
    tmp_path: Path, spoilt: bytes
) -> None:
    read = loaded(tmp_path)
    read.app.data_dir.mkdir()
    (read.app.data_dir / "webhook_secret").write_bytes(spoilt)
    with pytest.raises(ConfigError, match=r"telegram.webhook_secret: .* holds no secret"):
        config.webhook_secret(read)
    assert (read.app.data_dir / "webhook_secret").read_bytes() == spoilt

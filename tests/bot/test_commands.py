import asyncio
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot import sample
from bot.commands import instants
from bot.commands.progress import Progress
from bot.config_values import SQLITE
from storage import facts, migrating, units
from storage.database import Database
from tests.bot.commands import HOUSE, Operator, Ran
from tests.papers.books import LISTING, read

UNITS = (
    "code,short,name,parent,aliases\n"
    "TH,TH,Tỉnh Thanh Hoá,,\n"
    "QT,QT,Phường Quang Trung,TH,phường Phú Sơn cũ;Phú Sơn\n"
    "KP1,,Khu phố 1,QT,\n"
)
WEB = "http://127.0.0.1:8099/chat?start="
LISTED = [
    f"TH\tTỉnh Thanh Hoá\t{WEB}b-TH",
    f"QT\tPhường Quang Trung\t{WEB}b-QT",
    f"KP1\tKhu phố 1\t{WEB}b-KP1",
]
MARCH = (
    "1\tQT\t2030-03-26T08:00:00+07:00\t2030-03-19T23:59:59+07:00\topen\tThanh niên và chuyển đổi số"
)


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    """With a database of this version, and nothing in it."""
    made = Operator(tmp_path)
    migrating.upgrade(made.url)
    return made


@pytest.fixture
def with_units(operator: Operator) -> Operator:
    (operator.folder / "units.csv").write_text(UNITS, encoding="utf-8")
    assert operator.runs("units", "import", "units.csv") == Ran(
        0, ["3 units\t3 new\t0 brought up to date"], []
    )
    return operator


@pytest.fixture
def with_dialogue(with_units: Operator) -> Operator:
    added = with_units.runs(
        "dialogue",
        "add",
        *("--unit", "qt", "--theme", "Thanh niên và\tchuyển đổi số"),
        *("--at", "2030-03-26T08:00"),
    )
    assert added == Ran(0, [MARCH], [])
    return with_units


# --- the database -----------------------------------------------------------------------------


def test_without_a_database_the_way_on_is_said(tmp_path: Path) -> None:
    operator = Operator(tmp_path)
    file = tmp_path / "data" / "doithoai.db"
    assert operator.runs("units", "list") == Ran(
        2,
        [],
        [f"There is no database yet ({file}): run `doithoai run` or `doithoai migrate` first."],
    )
    assert list(tmp_path.iterdir()) == []


def test_migrate_makes_it_once(tmp_path: Path) -> None:
    operator = Operator(tmp_path)
    file = tmp_path / "data" / "doithoai.db"
    assert operator.spawns("migrate") == Ran(0, [f"{file}: made"], [])
    assert operator.spawns("migrate") == Ran(0, [f"{file}: is of this version already"], [])


def test_migrate_keeps_off_a_run_and_the_others_work_beside_it(operator: Operator) -> None:
    with operator.running():
        assert operator.runs("migrate") == Ran(
            2,
            [],
            [
                (
                    "Another `doithoai run` works on this database; "
                    "stop it first, or give this one its own."
                )
            ],
        )
        assert operator.runs("units", "list") == Ran(0, [], [])


def test_a_file_that_is_no_database_is_a_sentence(operator: Operator) -> None:
    file = operator.folder / "data" / "doithoai.db"
    file.write_bytes(b"this is not a database, whatever its name says" * 40)
    assert operator.runs("units", "list") == Ran(
        2, [], ["The database cannot be used: file is not a database."]
    )


def test_a_newer_database_is_a_sentence(operator: Operator) -> None:
    import sqlite3

    with sqlite3.connect(operator.folder / "data" / "doithoai.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert operator.runs("dialogue", "list") == Ran(
        2,
        [],
        ["The database was written by a newer version of this program; install that version."],
    )


# --- configuration ----------------------------------------------------------------------------


@pytest.mark.parametrize("before", [True, False])
def test_config_stands_before_or_after_the_command(operator: Operator, *, before: bool) -> None:
    (operator.folder / "other").mkdir()
    file = operator.folder / "other" / "our.toml"
    file.write_text('[app]\ndata_dir = "../data"\n', encoding="utf-8")
    option = ["--config", str(file)]
    words = [*option, "units", "list"] if before else ["units", "list", *option]
    assert operator.runs(*words) == Ran(0, [], [])


def test_a_wrong_configuration_is_told_whole(operator: Operator) -> None:
    ran = operator.runs(
        "units", "list", DOITHOAI_WEB__PORT="none", DOITHOAI_APP__ZONE="Asia/Nowhere"
    )
    assert ran == Ran(
        2,
        [],
        [
            (
                "app.zone in DOITHOAI_APP__ZONE: expected the name of a time zone, such as "
                '"Asia/Ho_Chi_Minh", found "Asia/Nowhere"'
            ),
            'web.port in DOITHOAI_WEB__PORT: expected a whole number from 1 to 65535, found "none"',
        ],
    )


def test_a_configuration_that_is_not_there_is_a_sentence(operator: Operator) -> None:
    assert operator.runs("units", "list", "--config", "no.toml") == Ran(
        2, [], ["no.toml: cannot be read (No such file or directory)"]
    )


def test_without_a_command_the_usage_is_shown(operator: Operator) -> None:
    ran = operator.spawns()
    assert (ran.code, ran.out, ran.err[-1]) == (
        2,
        [],
        "doithoai: error: the following arguments are required: COMMAND",
    )


# --- units ------------------------------------------------------------------------------------


def test_units_come_from_a_file_and_twice_is_once(with_units: Operator) -> None:
    assert with_units.runs("units", "import", "units.csv") == Ran(
        0, ["3 units\t0 new\t3 brought up to date"], []
    )
    assert with_units.runs("units", "list") == Ran(0, LISTED, [])


def test_links_are_given_for_each_channel_that_is_on(with_units: Operator) -> None:
    token = {"DOITHOAI_TELEGRAM__TOKEN": "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"}
    not_known = "(no Telegram link before `doithoai run` has reached Telegram once)"
    assert with_units.runs("units", "list", **token).out == [f"{u}\t{not_known}" for u in LISTED]
    asyncio.run(learn(with_units, "QTDoiThoaiBot"))
    telegram = "https://t.me/QTDoiThoaiBot?start=b-"
    assert with_units.runs("units", "list", **token).out == [
        f"{line}\t{telegram}{line.split(chr(9))[0]}" for line in LISTED
    ]


async def learn(operator: Operator, username: str) -> None:
    database = Database(operator.url)
    async with database.write() as tx:
        await facts.put(tx, facts.TELEGRAM_USERNAME, username)
    await database.close()


def test_faults_of_a_file_are_all_said_and_nothing_is_taken(operator: Operator) -> None:
    (operator.folder / "u.csv").write_text(
        "code,name,parent\nA B,Khu phố 1,\nKP2,Khu phố 2,NONE\n", encoding="utf-8"
    )
    assert operator.runs("units", "import", "u.csv") == Ran(
        2,
        [],
        [
            "u.csv: row 2, column code: «A B», expected 1 to 48 letters A–Z and digits",
            "u.csv: row 3, column parent: «NONE» is the code of no unit",
        ],
    )
    assert operator.runs("units", "list") == Ran(0, [], [])


def test_a_file_that_is_not_there_is_a_sentence(operator: Operator) -> None:
    assert operator.spawns("units", "import", "no.xlsx") == Ran(
        2, [], ["no.xlsx: No such file or directory"]
    )


# --- dialogues --------------------------------------------------------------------------------


def test_a_dialogue_is_added_moved_and_closed(with_dialogue: Operator) -> None:
    moved = MARCH.replace("03-26T08:00", "04-02T14:30").replace("03-19", "03-26")
    assert with_dialogue.runs("dialogue", "move", "1", "--at", "2030-04-02T14:30").out == [moved]
    assert with_dialogue.runs("dialogue", "list") == Ran(0, [moved], [])
    closed = moved.replace("\topen\t", "\tclosed\t")
    assert with_dialogue.runs("dialogue", "close", "1") == Ran(0, [closed], [])
    assert with_dialogue.runs("dialogue", "cancel", "1") == Ran(
        2, [], ["dialogue 1 is closed; only an open one can be changed"]
    )


def test_a_cutoff_set_by_hand_moves_with_the_day(with_units: Operator) -> None:
    with_units.runs(
        "dialogue",
        "add",
        *("--unit", "TH", "--theme", "Việc làm", "--at", "2030-03-26T01:00Z"),
        *("--cutoff", "2030-03-24T12:00+07:00"),
    )
    assert with_units.runs("dialogue", "move", "1", "--at", "2030-03-28T08:00").out == [
        "1\tTH\t2030-03-28T08:00:00+07:00\t2030-03-26T12:00:00+07:00\topen\tViệc làm"
    ]


def test_times_without_a_zone_are_meant_in_the_configured_one(with_units: Operator) -> None:
    ran = with_units.runs(
        "dialogue",
        "add",
        *("--unit", "TH", "--theme", "Việc làm", "--at", "2030-03-26T08:00"),
        DOITHOAI_APP__ZONE="UTC",
    )
    assert ran.out == [
        "1\tTH\t2030-03-26T08:00:00+00:00\t2030-03-19T23:59:59+00:00\topen\tViệc làm"
    ]


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ("2030-03-26", "the day '2030-03-26' without a time"),
        ("20300326", "the day '20300326' without a time"),
        ("26/03/2030", "'26/03/2030'"),
        ("0001-01-01T08:00", "the year 1"),
    ],
)
def test_a_day_without_a_time_is_refused(operator: Operator, at: str, found: str) -> None:
    ran = operator.runs("dialogue", "add", "--unit", "QT", "--theme", "x", "--at", at)
    expected = "expected a date and a time such as 2027-03-26T08:00"
    assert (ran.code, ran.err[-1]) == (
        2,
        f"doithoai dialogue add: error: argument --at: {expected}, found {found}",
    )


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30])
def test_what_is_no_id_is_refused(operator: Operator, number: str) -> None:
    ran = operator.runs("dialogue", "close", "--", number)
    assert (ran.code, ran.err[-1]) == (
        2,
        (
            "doithoai dialogue close: error: argument ID: "
            f"expected the id of a dialogue, found {number!r}"
        ),
    )


def test_a_dialogue_that_nobody_can_send_to_is_noted(with_units: Operator) -> None:
    ran = with_units.runs(
        "dialogue", "add", "--unit", "QT", "--theme", "Việc làm", "--at", "2020-03-26T08:00"
    )
    assert ran == Ran(
        0,
        ["1\tQT\t2020-03-26T08:00:00+07:00\t2020-03-19T23:59:59+07:00\topen\tViệc làm"],
        ["Note: 2020-03-26T08:00:00+07:00 has passed, so nothing can be sent to it."],
    )


def test_an_unknown_unit_is_a_sentence(operator: Operator) -> None:
    ran = operator.runs(
        "dialogue", "add", "--unit", "XX", "--theme", "x", "--at", "2030-03-26T08:00"
    )
    assert ran == Ran(2, [], ["unit 'XX' is not known; `doithoai units list` shows all."])


# --- roles and workbooks ----------------------------------------------------------------------


def test_an_invitation_is_a_code_and_its_link(with_units: Operator) -> None:
    ran = with_units.runs("invite", "--role", "secretary", "--unit", "KP1")
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{16}", ran.out[0])
    assert (ran.code, ran.out[1:]) == (0, [f"{WEB}r-{ran.out[0]}"])
    assert with_units.runs("invite", "--role", "secretary", "--unit", "KP1").out != ran.out


def test_the_workbook_of_a_dialogue_is_written(with_dialogue: Operator) -> None:
    ran = with_dialogue.runs("export", "--dialogue", "1", "--out", "book.xlsx", "--files", "files")
    assert ran == Ran(
        0,
        ["0\tbook.xlsx"],
        ["Nothing was attached to these proposals, so files stays as it is."],
    )
    rows = read(with_dialogue.folder / "book.xlsx", LISTING)
    assert rows == [["Chưa có ý kiến nào.", *[None] * 11]]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("9", "book.xlsx"), "dialogue 9 is not known; `doithoai dialogue list` shows all"),
        (
            ("1", "no/book.xlsx"),
            "no/book.xlsx: the folder is not there; make it first, or name another.",
        ),
    ],
)
def test_what_cannot_be_exported_is_a_sentence(
    with_dialogue: Operator, words: tuple[str, str], error: str
) -> None:
    dialogue, out = words
    ran = with_dialogue.runs("export", "--dialogue", dialogue, "--out", out)
    assert ran == Ran(2, [], [error])


# --- the sample programme ---------------------------------------------------------------------


def test_clearing_without_sample_data_says_so(with_dialogue: Operator) -> None:
    assert with_dialogue.runs("sample", "clear") == Ran(0, ["No sample data is there."], [])
    assert with_dialogue.runs("dialogue", "list") == Ran(0, [MARCH], [])


def test_what_is_removed_is_said(with_units: Operator) -> None:
    asyncio.run(half_a_sample(with_units))
    assert with_units.runs("sample", "clear") == Ran(
        0, ["units removed: 1", "QT stays: a unit that is no sample lies below it"], []
    )


async def half_a_sample(operator: Operator) -> None:
    """As if a real branch had been put under a sample ward."""
    database = Database(operator.url)
    async with database.write() as tx:
        await units.put(tx, code="QT", short="QT", name="Phường Quang Trung", sample=True)
        await units.put(tx, code="KP9", short="KP9", name="Khu phố 9", parent="QT", sample=True)
    await database.close()


# --- talk -------------------------------------------------------------------------------------

TALK = "1\nĐèn đường đầu ngõ hỏng cả tháng nay\n1\n"


def test_a_talk_without_a_database_has_a_sample_of_its_own(tmp_path: Path) -> None:
    operator = Operator(tmp_path)
    ran = operator.spawns("talk", "--start", "b-KP1", "--record", "talk.txt", typed=TALK)
    assert (ran.code, ran.err) == (
        0,
        [
            (
                "There is no database yet: "
                "this talk has a sample programme of its own and leaves nothing."
            )
        ],
    )
    written = (tmp_path / "talk.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in written if line.startswith("> ")] == [
        "> /start b-KP1",
        "> 1",
        "> Đèn đường đầu ngõ hỏng cả tháng nay",
        "> 1",
    ]
    assert len(re.findall(r"QT-\d\d-[0-9A-Z]{5}\b", "\n".join(written))) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["talk.txt"]


def test_ones_own_copy_comes_as_a_place(with_dialogue: Operator) -> None:
    typed = "1\n/huy\n/dulieu\n1\n"
    ran = with_dialogue.spawns("talk", "--start", "b-KP1", typed=typed)
    line = next(line for line in ran.out if line.startswith("[du-lieu-cua-toi.html] "))
    place = Path(line.partition("] ")[2])
    assert place.parent == with_dialogue.folder / "data" / "files"
    assert "Mọi thứ được giữ về bạn" in place.read_text("utf-8")


def test_what_is_said_in_a_talk_is_kept_unless_a_run_is_on(with_dialogue: Operator) -> None:
    with with_dialogue.running():
        beside = with_dialogue.spawns("talk", "--start", "b-KP1", typed=TALK)
    assert beside.err == [
        "The database is in use: this talk works on a copy and leaves nothing behind."
    ]
    assert with_dialogue.runs("export", "--dialogue", "1", "--out", "a.xlsx").out == ["0\ta.xlsx"]
    assert with_dialogue.spawns("talk", "--start", "b-KP1", typed=TALK).err == []
    assert with_dialogue.runs("export", "--dialogue", "1", "--out", "b.xlsx").out == ["1\tb.xlsx"]


def test_bytes_that_are_no_text_end_no_talk(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "talk"],
        cwd=tmp_path,
        env={"PATH": "", "PYTHONPATH": str(HOUSE), "LC_ALL": "C.UTF-8", "USER": "lan"},
        input=b"/start b-KP1\n\xff\xfe\n",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr.count(b"\n")) == (0, 1)


def test_who_reads_no_further_is_no_trouble(with_units: Operator) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "units", "list"],
        cwd=with_units.folder,
        env={"PATH": "", "PYTHONPATH": str(HOUSE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.stderr.read(), process.wait(60)) == (b"", 141)


# --- small things -----------------------------------------------------------------------------


class Screen:
    """A terminal that remembers what was written to it."""

    def __init__(self, *, terminal: bool = True) -> None:
        self.terminal = terminal
        self.written = ""

    def isatty(self) -> bool:
        return self.terminal

    def write(self, text: str) -> int:
        self.written += text
        return len(text)

    def flush(self) -> None:
        pass


@pytest.mark.parametrize(
    ("terminal", "written"),
    [(True, "\rwriting: 3 of 9\rwriting: 5 of 9\r\x1b[K"), (False, "")],
)
def test_long_work_shows_how_far_it_is(*, terminal: bool, written: str) -> None:
    screen = Screen(terminal=terminal)
    times = iter([0.0, 0.5, 0.9, 1.1, 1.1, 1.2, 1.4, 1.4, 1.5])
    progress = Progress("writing", out=screen, clock=lambda: next(times))  # type: ignore[arg-type]
    for done in range(1, 7):
        progress(done, 9)
    progress.end()
    assert screen.written == written


def test_a_short_work_shows_nothing() -> None:
    screen = Screen()
    progress = Progress("writing", out=screen)  # type: ignore[arg-type]
    progress(1, 1)
    progress.end()
    assert screen.written == ""


def test_a_basic_iso_time_is_read() -> None:
    assert instants.written("20300326T0800").date() == date(2030, 3, 26)


def test_the_url_in_these_tests_is_the_configurations(operator: Operator) -> None:
    assert operator.url == f"{SQLITE}{operator.folder}/data/doithoai.db"
    assert sample.BRANCH == "KP1"

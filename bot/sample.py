"""The sample programme: something to try before there is anything real.

It goes into an empty database only, everything in it is marked, and `clear` takes it out again
with whatever was sent to it in the meantime.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.seeds import SEEDS
from handlers.words.receipts import new_receipt
from storage import dialogues, programme, roles, samples, units
from storage.database import Writer
from storage.programme import Dialogue, Programme
from storage.samples import Cleared, Specimen

PROVINCE, WARD, BRANCH = "TH", "QT", "KP1"
_DAYS_AHEAD = {WARD: 30, PROVINCE: 60}
_HOUR = time(8)

_UNITS: Sequence[tuple[str, str, str, str, tuple[str, ...]]] = (
    (PROVINCE, "TH", "Tỉnh Thanh Hoá", "", ("Thanh Hóa",)),
    (WARD, "QT", "Phường Quang Trung", PROVINCE, ("phường Phú Sơn cũ", "Phú Sơn")),
    ("KP1", "KP1", "Khu phố 1", WARD, ()),
    ("KP2", "KP2", "Khu phố 2", WARD, ()),
    ("KP3", "KP3", "Khu phố 3", WARD, ()),
    ("KP4", "KP4", "Khu phố 4", WARD, ()),
    ("KP5", "KP5", "Khu phố 5", WARD, ()),
    ("THPT", "THPT", "Chi đoàn trường THPT Quang Trung", WARD, ("cấp 3 Quang Trung",)),
)
_THEMES = {
    WARD: "Thanh niên chung tay xây dựng phường xanh, sạch, an toàn",
    PROVINCE: "Thanh niên Thanh Hoá với việc làm, khởi nghiệp và chuyển đổi số",
}
_PLACES = {WARD: "Nhà văn hoá phường Quang Trung", PROVINCE: ""}


class _Text(NamedTuple):
    """One proposal: for whom, from where, about what, how many weeks ago and over which channel."""

    addressee: str
    branch: str
    topic: str
    weeks: int
    source: str
    text: str
    name: str | None = None


_TEXTS = (
    _Text(
        WARD,
        "KP1",
        "ha_tang",
        0,
        "web",
        "Ngõ 8 khu phố 1 có ba bóng đèn đường không sáng từ đầu tháng, đi làm ca về rất tối.",
    ),
    _Text(
        WARD,
        "KP3",
        "ha_tang",
        1,
        "telegram",
        "Cứ mưa to là đầu khu phố 3 ngập tới bánh xe, mong phường cho nạo vét rãnh thoát nước.",
    ),
    _Text(
        WARD,
        "KP5",
        "ha_tang",
        2,
        "web",
        "den duong khu pho 5 hong may cai roi, de nghi phuong thay giup a",
    ),
    _Text(
        WARD,
        "KP2",
        "moi_truong",
        0,
        "telegram",
        "Bờ kênh sau chợ thành chỗ đổ rác, đề nghị dọn sạch và đặt thêm thùng rác có nắp.",
    ),
    _Text(
        WARD,
        "THPT",
        "moi_truong",
        1,
        "web",
        "Trường em muốn có điểm thu pin cũ và giấy vụn, phường cử người hướng dẫn phân loại được không ạ?",
    ),
    _Text(
        WARD,
        "THPT",
        "giao_thong",
        0,
        "web",
        "Giờ tan học xe tải chạy ngang cổng trường, mong có gờ giảm tốc và vạch sang đường.",
        "Lê Văn Mẫu",
    ),
    _Text(
        WARD,
        "KP4",
        "van_hoa_the_thao",
        2,
        "telegram",
        "Nhà văn hoá khu phố 4 hay khoá cửa buổi tối, đề nghị mở đến 21 giờ để thanh niên chơi thể thao.",
    ),
    _Text(
        WARD,
        "KP1",
        "viec_lam",
        1,
        "web",
        "Đề nghị mỗi quý phường mời vài doanh nghiệp về tuyển người ngay tại hội trường.",
    ),
    _Text(
        WARD,
        "KP2",
        "cai_cach_hanh_chinh",
        3,
        "web",
        "Từ khi sáp nhập phải đi xa hơn để nộp hồ sơ, mong có lịch tiếp nhận ở trụ sở cũ mỗi tuần một buổi.",
        "Trần Thị Mẫu",
    ),
    _Text(
        PROVINCE,
        "KP3",
        "khoi_nghiep",
        1,
        "telegram",
        "Mong tỉnh có quỹ cho thanh niên vay vốn nhỏ mà không cần thế chấp, kèm người hướng dẫn.",
    ),
    _Text(
        PROVINCE,
        "THPT",
        "giao_duc",
        2,
        "web",
        "Em mong tỉnh tổ chức tư vấn chọn nghề với người đang đi làm cho học sinh lớp 12.",
    ),
    _Text(
        PROVINCE,
        "KP5",
        "chuyen_doi_so",
        0,
        "telegram",
        "Nên có lớp kỹ năng số buổi tối, dạy bán hàng online và cách nhận ra lừa đảo qua mạng.",
    ),
)


@dataclass(frozen=True, slots=True)
class Codes:
    """Fresh role codes of a sample start."""

    secretary: str
    staff: str


async def fill(tx: Writer, *, now: datetime, zone: ZoneInfo, random: Random) -> bool:
    """Put the sample programme into an empty database; false, and nothing done, if it is not."""
    if (await programme.load(tx)).units:
        return False
    for code, short, name, parent, aliases in _UNITS:
        await units.put(
            tx, code=code, short=short, name=name, parent=parent, aliases=aliases, sample=True
        )
    for code, days in _DAYS_AHEAD.items():
        await _dialogue(tx, code, now + timedelta(days=days), zone)
    known = await programme.load(tx)
    used: set[str] = set()
    for number, each in enumerate(_TEXTS, 1):
        dialogue = _addressed(known, each.addressee)
        receipt = _unused(known, dialogue, used, zone=zone, random=random)
        samples.add(tx, _specimen(known, dialogue, each, receipt, number, now.astimezone(zone)))
    return True


async def _dialogue(tx: Writer, code: str, day: datetime, zone: ZoneInfo) -> None:
    unit = await units.id_of(tx, code)
    assert unit is not None
    await dialogues.add(
        tx,
        unit=unit,
        theme=_THEMES[code],
        at=datetime.combine(day.astimezone(zone).date(), _HOUR, zone),
        zone=zone,
        place=_PLACES[code],
        seeds=SEEDS,
        sample=True,
    )


def _unused(
    known: Programme, dialogue: Dialogue, used: set[str], *, zone: ZoneInfo, random: Random
) -> str:
    """A receipt that no other sample has; nothing else is there yet."""
    short, year = known.units[dialogue.unit].short, dialogue.at.astimezone(zone).year
    while (receipt := new_receipt(short, year, random)) in used:
        pass
    used.add(receipt)
    return receipt


def _specimen(
    known: Programme, dialogue: Dialogue, each: _Text, receipt: str, number: int, now: datetime
) -> Specimen:
    branch = known.unit(each.branch)
    assert branch is not None
    day = now.date() - timedelta(weeks=each.weeks)
    return Specimen(
        id=secrets.token_hex(16),
        dialogue=dialogue.id,
        unit=branch.id,
        topic=next(topic.id for topic in dialogue.topics if topic.code == each.topic),
        text=f"(mẫu) {each.text}",
        receipt=receipt,
        day=day if each.name else day - timedelta(days=day.weekday()),
        source=each.source,
        name=each.name,
        number=number,
    )


def _addressed(known: Programme, code: str) -> Dialogue:
    return next(d for d in known.dialogues.values() if known.units[d.unit].code == code)


async def codes(tx: Writer, now: datetime) -> Codes | None:
    """New codes for this start; unused ones of starts before are worth nothing any more.

    Nothing where there is no sample programme.
    """
    known = await programme.load(tx)
    ward = known.unit(WARD)
    if ward is None or not ward.sample:
        return None
    await roles.end_sample_codes(tx, now)
    return Codes(
        secretary=await roles.invite(tx, unit=ward.id, role="secretary", now=now, sample=True),
        staff=await roles.invite(tx, unit=ward.id, role="staff", now=now, sample=True),
    )


def lines(codes: Codes, public_url: str) -> tuple[str, str, str]:
    """The three lines that a sample start prints; each link opens the web chat."""
    chat = f"{public_url}/chat?start="
    return (
        f"Chat: {chat}b-{BRANCH}",
        f"Secretary: {chat}r-{codes.secretary}",
        f"Office: {chat}r-{codes.staff}",
    )


async def clear(tx: Writer) -> Cleared:
    """Take the sample programme out; the second time there is nothing to take."""
    return await samples.clear(tx)

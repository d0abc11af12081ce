"""Photos, recordings and documents that go along with a proposal."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa
from PIL import Image

from bot.channels.contract import NeverAccepted, TryLater
from storage import backup, samples, schema, uploads
from tests.house import YES, House
from tests.phone import Enclosed

LAMP = "Đèn đường ngõ 5 hỏng cả tháng nay"
PLACE = b"CANARY-20.0713N-105.9012E"
ASKED = (
    "Bạn muốn thay đổi điều gì, ở đâu? Viết một tin là đủ. "
    "Cán bộ không thấy tên bạn, trừ khi bạn muốn ghi tên."
)


def photo(colour: str = "teal") -> Enclosed:
    """A photo as a phone takes it, with the place in it."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[0x001D] = PLACE.decode()
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG", exif=exif, comment=PLACE)
    return "photo", out.getvalue()


PDF: Enclosed = ("document", b"%PDF-1.7 a plan", "Sơ đồ ngõ 5.pdf")
VOICE: Enclosed = ("voice", b"OggS" + b"\0" * 40)


def files_line(card: str) -> str:
    return next((line for line in card.split("\n") if line.startswith("Ảnh, tệp")), "")


async def names(house: House) -> list[str]:
    async with house.database.read() as db:
        return [each.name for each in await uploads.of_dialogue(db, 1)]


async def test_a_photo_with_words_is_a_proposal_with_a_photo(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.sends(photo(), caption=LAMP)
    assert files_line(lan.sees) == "Ảnh, tệp: 1"
    await lan.taps("Gửi")
    first, _, rest = lan.sees.partition("\n")
    receipt = first.rpartition(" ")[2]
    assert rest.startswith("Gửi kèm: 1 tệp.\n")
    await house.sends()
    assert await names(house) == [f"{receipt}-1.jpg"]
    assert await house.texts() == [LAMP]


async def test_of_the_photo_only_its_pixels_are_kept(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.sends(photo(), caption=LAMP)
    await lan.taps("Gửi")
    await house.sends()
    [row] = await house.rows(schema.uploads)
    stored = house.folder / "files" / str(row["id"])
    assert PLACE not in stored.read_bytes()
    with Image.open(stored) as picture:
        assert (picture.format, picture.size) == ("JPEG", (64, 48))
    assert stored.stat().st_mtime == 0
    assert (row["reference"], row["not_before"], row["draft_id"]) == ("", None, None)
    assert list((house.folder / "scratch").iterdir()) == []
    assert house.network.shelf == {}


async def test_an_album_is_one_proposal(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.sends_album(photo(), photo("red"), photo("blue"), caption=LAMP)
    assert files_line(lan.sees) == "Ảnh, tệp: 3"
    assert [shown.text for shown in lan.chat if LAMP in shown.text] == [lan.sees]


@pytest.mark.parametrize("pause", [0.3, 3])
async def test_an_album_is_one_proposal_however_slowly_it_comes(house: House, pause: float) -> None:
    lan = await house.youth("Lan")
    await lan.sends_album(photo(), photo("red"), photo("blue"), caption=LAMP, pause=pause)
    assert files_line(lan.sees) == "Ảnh, tệp: 3"
    await lan.taps("Gửi")
    await house.sends()
    assert (await house.texts(), len(await names(house))) == ([LAMP], 3)


async def test_the_fourth_photo_gets_a_word(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.sends_album(*[photo()] * 4, caption=LAMP)
    assert lan.sees.startswith(
        "Mỗi ý kiến mình gửi kèm được 3 tệp, nên những tệp sau mình không lấy."
    )
    assert files_line(lan.sees) == "Ảnh, tệp: 3"
    assert len(await house.rows(schema.uploads)) == 3


async def test_a_photo_without_words_waits_for_them(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.sends(photo())
    assert lan.sees.startswith("Mình nhận ảnh rồi.\n\n")
    await lan.says(LAMP)
    assert files_line(lan.sees) == "Ảnh, tệp: 1"


async def test_a_photo_under_the_card_is_added_to_it(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.sends(photo())
    assert files_line(lan.sees) == "Ảnh, tệp: 1"
    await lan.sends(photo(), caption="Ngay trước nhà văn hoá")
    assert files_line(lan.sees) == "Ảnh, tệp: 2"
    assert f"{LAMP}\nNgay trước nhà văn hoá" in lan.sees


async def test_with_nothing_open_a_photo_begins_a_proposal(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says("/huy")
    await lan.sends(photo(), caption=LAMP)
    assert files_line(lan.sees) == "Ảnh, tệp: 1"


async def test_one_tap_leaves_the_files_out_and_removes_them(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.sends(photo(), caption=LAMP)
    await house.sends()
    [row] = await house.rows(schema.uploads)
    stored = house.folder / "files" / str(row["id"])
    assert stored.exists()
    await lan.taps("Bỏ tệp")
    assert files_line(lan.sees) == ""
    await house.sends()
    assert not stored.exists()
    assert await house.rows(schema.uploads) == []


async def test_what_is_dropped_takes_its_photos_along(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.sends(photo(), caption=LAMP)
    await lan.says("/huy")
    await house.sends()
    assert house.network.fetched == 0
    assert (await house.rows(schema.uploads), house.network.shelf) == ([], {})


async def test_what_is_withdrawn_takes_its_photos_along(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.sends(photo(), caption=LAMP)
    await lan.taps("Gửi")
    await house.sends()
    await lan.says("/ykien")
    await lan.taps(lan.buttons[1])
    await lan.taps("Rút lại")
    await lan.taps("Đúng, rút lại")
    await house.sends()
    assert await house.rows(schema.uploads) == []
    assert list((house.folder / "files").iterdir()) == []


async def test_before_a_yes_nothing_of_a_photo_is_kept(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.sends(photo(), caption=LAMP)
    assert lan.sees.startswith("Ảnh thì mình chưa lưu: khi nào đồng ý, bạn gửi lại ảnh nhé.")
    await lan.sends(photo())
    await house.sends()
    assert house.network.fetched == 0
    kept = await house.everything()
    assert [reference for reference in house.network.shelf if reference in kept] == []
    assert await house.rows(schema.uploads) == []


async def test_the_words_beside_a_photo_are_not_lost_by_the_yes(house: House) -> None:
    lan = house.stranger("Lan")
    await lan.opens("b-KP3")
    await lan.sends(photo(), caption=LAMP)
    await lan.taps(YES)
    assert (LAMP in lan.sees, files_line(lan.sees)) == (True, "")


async def test_a_recording_or_a_document_needs_a_name(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.sends(PDF, caption=LAMP)
    assert lan.sees.startswith("Bản ghi âm và văn bản cho biết ai làm ra")
    assert files_line(lan.sees) == ""
    await lan.sends(VOICE)
    assert lan.sees.startswith("Bản ghi âm và văn bản cho biết ai làm ra")
    assert await house.rows(schema.uploads) == []
    await lan.taps("Ghi tên")
    await lan.says("Lê Thị Lan")
    await lan.sends(PDF)
    await lan.sends(VOICE)
    assert files_line(lan.sees) == "Ảnh, tệp: 2"
    await lan.taps("Gửi")
    await house.sends()
    assert [name.rpartition("-")[2] for name in await names(house)] == ["1.pdf", "2.ogg"]


async def test_without_the_name_again_the_document_stays_behind(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.says(LAMP)
    await lan.taps("Ghi tên")
    await lan.says("Lê Thị Lan")
    await lan.sends(PDF)
    await lan.taps("Sửa tên")
    await lan.taps("Không ghi tên")
    assert lan.sees.startswith("Bản ghi âm và văn bản cho biết ai làm ra")
    assert files_line(lan.sees) == ""
    await house.sends()
    assert await house.rows(schema.uploads) == []


async def test_a_photo_that_does_not_come_is_tried_three_times(house: House) -> None:
    lan = await house.youth("Lan")
    house.network.fetch_troubles = [TryLater(1), TryLater(1), TryLater(1)]
    await lan.sends(photo(), caption=LAMP)
    await lan.taps("Gửi")
    for _try in range(5):
        await house.sends()
        house.now += timedelta(minutes=1)
    assert house.network.fetched == 3
    assert lan.sees.startswith(
        "Có một tệp bạn gửi chưa tới được mình. Bạn gửi lại giúp mình nhé. Ý kiến QT-"
    )
    assert await house.texts() == [LAMP]
    assert await names(house) == []


async def test_a_file_that_is_gone_is_asked_for_again(house: House) -> None:
    lan = await house.youth("Lan")
    house.network.fetch_troubles = [NeverAccepted("file is too big")]
    await lan.sends(photo(), caption=LAMP)
    await house.sends()
    assert lan.sees == "Có một tệp bạn gửi chưa tới được mình. Bạn gửi lại giúp mình nhé."
    await lan.sends(photo())
    assert files_line(lan.sees) == "Ảnh, tệp: 1"
    await lan.taps("Gửi")
    await house.sends()
    assert len(await names(house)) == 1


async def test_what_is_no_picture_is_asked_for_again_in_words(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.sends(("photo", b"\0\0\0\x18ftypheic"), caption=LAMP)
    await house.sends()
    assert lan.sees.startswith("Có một ảnh mình không mở được.")


async def test_without_a_name_nothing_joins_the_photo_to_a_person(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.sends(photo(), caption=LAMP)
    await lan.taps("Gửi")
    await house.sends()
    [row] = await house.rows(schema.uploads)
    [proposal] = await house.rows(schema.proposals)
    assert row == {
        "id": row["id"],
        "draft_id": None,
        "proposal_id": proposal["id"],
        "place": 1,
        "channel": "phone",
        "kind": "photo",
        "name": "",
        "ending": ".jpg",
        "reference": "",
        "state": "kept",
        "tries": 0,
        "not_before": None,
    }
    others = [t for t in schema.tables.sorted_tables if t is not schema.uploads]
    kept = [str(row) for table in others for row in await house.rows(table)]
    assert [line for line in kept if str(row["id"]) in line] == []


async def test_with_the_sample_its_photos_go(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.sends(photo(), caption=LAMP)
    await lan.taps("Gửi")
    await lan.sends(photo("red"), caption="Ngõ 7 khu phố 3 cũng tối")
    await house.sends()
    async with house.database.write() as tx:
        await tx.run(sa.update(schema.dialogues).values(sample=True))
        await tx.run(sa.update(schema.units).values(sample=True))
        await samples.clear(tx)
    await house.sends()
    assert await house.rows(schema.uploads) == []
    assert list((house.folder / "files").iterdir()) == []


async def test_a_backup_names_no_file_that_is_not_sent_or_not_there(house: House) -> None:
    lan = await house.youth("Lan")
    await lan.sends(photo(), caption=LAMP)
    await lan.taps("Gửi")
    await house.sends()
    [sent] = await house.rows(schema.uploads)
    await lan.sends(photo("red"), caption="Ngõ 7 khu phố 3 cũng tối")
    await lan.taps("Gửi")
    await lan.sends(photo("blue"), caption="Mong có thêm sân bóng")
    assert house.database.path is not None
    made = backup.make(house.database.path, house.folder / "b.db", house.now)
    assert (made.rows["proposals"], made.rows["uploads"]) == (2, 1)
    with backup.opened(made.file) as connection:
        kept = connection.execute("SELECT id, reference FROM uploads").fetchall()
    assert kept == [(sent["id"], "")]
    raw = made.file.read_bytes()
    assert [name for name in house.network.shelf if name.encode() in raw] == []

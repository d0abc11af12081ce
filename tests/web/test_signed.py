"""Links to files: good for their time, and for nothing but what was signed."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import httpx
import pytest
from itsdangerous import URLSafeSerializer

from bot.web.server import site
from bot.web.signed import LIFE, SignedFiles, attachment
from storage import files
from tests.house import START, House

SECRET = "a secret of a test, long enough to sign with"
NAME = "Tổng hợp «đối thoại» 18-03-2027.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Files:
    """The data folder with its links, and somebody who follows them."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.folder = house.folder / "files"
        self.folder.mkdir()
        self.signed = SignedFiles(
            database=house.database, folder=self.folder, secret=SECRET, now=lambda: house.now
        )
        app = site(self.signed.routes(), ready=lambda: True, origin=None)
        transport = httpx.ASGITransport(app=app)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://chat.example")

    async def keeps(self, name: str, body: bytes) -> str:
        file = files.new_id()
        (self.folder / file).write_bytes(body)
        async with self.house.database.write() as tx:
            files.keep(tx, file, name=name, dialogue=1, now=self.house.now)
        return file

    async def link(self, name: str = NAME, body: bytes = b"PK") -> str:
        return self.signed.path(await self.keeps(name, body), self.house.now)

    async def get(self, path: str) -> httpx.Response:
        return await self.client.get(path)


@pytest.fixture
def kept(house: House) -> Files:
    return Files(house)


async def test_a_link_gives_the_file_with_its_name(kept: Files) -> None:
    answer = await kept.get(await kept.link(body=b"PK rows"))
    assert (answer.status_code, answer.content) == (200, b"PK rows")
    headers = answer.headers
    assert headers["content-type"] == XLSX
    assert headers["content-disposition"] == attachment(NAME)
    assert headers["cache-control"] == "private, no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a.xlsx", "attachment; filename=\"a.xlsx\"; filename*=UTF-8''a.xlsx"),
        ("Đề án.csv", "attachment; filename=\"De an.csv\"; filename*=UTF-8''%C4%90%E1%BB%81%20%C3%A1n.csv"),
        ('a"\r\nSet-Cookie: b\\.pdf', "attachment; filename=\"aSet-Cookie: b.pdf\"; filename*=UTF-8''a%22%0D%0ASet-Cookie%3A%20b%5C.pdf"),
        ("表", "attachment; filename=\"file\"; filename*=UTF-8''%E8%A1%A8"),
    ],
)  # fmt: skip
def test_a_name_reaches_old_and_new_programs(name: str, header: str) -> None:
    assert attachment(name) == header


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.xlsx", XLSX),
        ("A.XLSX", XLSX),
        ("a.ics", "text/calendar; charset=utf-8"),
        ("a.html", "text/html; charset=utf-8"),
        ("a.svg", "application/octet-stream"),
        ("a", "application/octet-stream"),
    ],
)
async def test_a_type_is_one_of_ours_or_none(kept: Files, name: str, kind: str) -> None:
    assert (await kept.get(await kept.link(name))).headers["content-type"] == kind


async def test_a_link_ends_after_seven_days(kept: Files) -> None:
    link = await kept.link()
    kept.house.now = START + LIFE - timedelta(seconds=1)
    assert (await kept.get(link)).status_code == 200
    kept.house.now = START + LIFE + timedelta(seconds=1)
    answer = await kept.get(link)
    assert answer.status_code == 410
    assert "Liên kết này đã hết hạn" in answer.text
    assert "This link has expired" in answer.text


async def test_the_same_message_has_the_same_link_for_ever(kept: Files) -> None:
    file = await kept.keeps(NAME, b"")
    first = kept.signed.path(file, START)
    kept.house.now += timedelta(days=3)
    assert kept.signed.path(file, START) == first


async def test_a_changed_link_is_no_link(kept: Files) -> None:
    link = await kept.link()
    for place in range(len("/files/"), len(link)):
        changed = link[:place] + ("A" if link[place] != "A" else "B") + link[place + 1 :]
        # The last letter of base 64 carries bits that mean nothing.
        if place < len(link) - 1:
            assert (await kept.get(changed)).status_code == 404, place
    answer = await kept.get(link[:-5])
    assert "Không có tệp nào" in answer.text
    assert "There is no file" in answer.text


@pytest.mark.parametrize(
    "file",
    ["../house0.db", "a" * 31, "A" * 32, "/etc/passwd", "", None, 5, ["a"], "0" * 32, "a" * 32 + "\n"],
)  # fmt: skip
async def test_even_our_signature_opens_no_other_path(kept: Files, file: object) -> None:
    (kept.folder / ("0" * 32)).write_bytes(b"nobody noted this file")
    assert (await kept.get(f"/files/{forged(SECRET, file)}")).status_code == 404


async def test_another_secret_signs_nothing_here(kept: Files) -> None:
    file = await kept.keeps(NAME, b"")
    assert (await kept.get(f"/files/{forged(SECRET, file)}")).status_code == 200
    assert (await kept.get(f"/files/{forged('x' * 40, file)}")).status_code == 404
    assert (await kept.get(f"/files/{forged(SECRET, file, salt='else')}")).status_code == 404


async def test_a_file_that_was_deleted_is_not_found(kept: Files) -> None:
    file = await kept.keeps(NAME, b"")
    link = kept.signed.path(file, START)
    (kept.folder / file).unlink()
    assert (await kept.get(link)).status_code == 404
    async with kept.house.database.write() as tx:
        await files.forget(tx, [file])
    assert (await kept.get(link)).status_code == 404


async def test_a_part_of_a_file_can_be_fetched(kept: Files) -> None:
    link = await kept.link(body=b"0123456789")
    answer = await kept.client.get(link, headers={"Range": "bytes=2-4"})
    assert (answer.status_code, answer.content) == (206, b"234")


def forged(secret: str, file: Any, salt: str = "files") -> str:  # noqa: ANN401
    """A token with whatever in it."""
    signer = URLSafeSerializer(secret, salt=salt, signer_kwargs={"digest_method": hashlib.sha256})
    return str(signer.dumps([file, int((START + LIFE).timestamp())]))

"""Photos over the web chat: streamed into a folder, within bounds, and gone where nobody wants them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.channels.webchat import staging
from storage import schema
from storage.database import Unavailable
from tests.channels.web_site import Browser, Site
from tests.house import YES, House
from tests.youth.test_photos import LAMP, photo

Part = tuple[str, tuple[str, bytes, str]]


@pytest.fixture
async def site(house: House) -> AsyncIterator[Site]:
    async with Site(house).plays() as played:
        yield played


async def _agreed(site: Site) -> Browser:
    lan = site.browser()
    await lan.opens("b-KP3")
    await lan.hears()
    await lan.taps(YES)
    return lan


def _photo(name: str = "IMG_1.jpg") -> Part:
    return "files", (name, photo()[1], "image/jpeg")


async def _sends(
    lan: Browser, *parts: Part, text: str = LAMP, number: str = "p1"
) -> httpx.Response:
    data = {"id": number, "text": text}
    return await lan.client.post("/chat/api/messages", data=data, files=list(parts))


def _staged(house: House) -> list[Path]:
    folder = house.folder / "uploads"
    return sorted(folder.iterdir()) if folder.exists() else []


async def test_words_and_photos_are_one_message(site: Site) -> None:
    lan = await _agreed(site)
    answer = await _sends(lan, _photo(), _photo())
    assert (answer.status_code, answer.json()) == (202, {})
    assert "Ảnh, tệp: 2" in (await lan.hears(3))["text"]
    assert [len(path.name) for path in _staged(site.house)] == [32, 32]


async def test_the_same_message_twice_is_one(site: Site) -> None:
    lan = await _agreed(site)
    await _sends(lan, _photo())
    await _sends(lan, _photo())
    assert "Ảnh, tệp: 1" in (await lan.hears(3))["text"]
    assert len(await site.house.rows(schema.uploads)) == 1


async def test_a_photo_alone_is_shown_as_a_word(site: Site) -> None:
    lan = await _agreed(site)
    await _sends(lan, _photo(), text="")
    assert (await lan.hears(3))["text"].startswith("Mình nhận ảnh rồi.")
    assert [one["text"] for one in await lan.history() if one["from"] == "me"][-1] == "(tệp)"


async def test_before_a_yes_no_byte_reaches_the_disk(site: Site) -> None:
    lan = site.browser()
    await lan.opens("b-KP3")
    await lan.hears()
    answer = await _sends(lan, _photo())
    assert answer.status_code == 202
    await lan.hears(2)
    assert (_staged(site.house), await site.house.rows(schema.uploads)) == ([], [])


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ([_photo()] * 4, 400),
        ([("files", ("a.exe", b"MZ", "application/octet-stream"))], 400),
        ([("files", ("a.jpg", b"a" * (staging.LARGEST_FILE + 1), "image/jpeg"))], 413),
        ([("other", ("a.jpg", b"a", "image/jpeg"))], 400),
    ],
    ids=["four", "a program", "too large", "under another name"],
)
async def test_what_is_out_of_bounds_is_refused_and_leaves_nothing(
    site: Site, parts: list[Part], status: int
) -> None:
    lan = await _agreed(site)
    answer = await _sends(lan, *parts)
    assert answer.status_code == status
    assert _staged(site.house) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x\r\n",
        b"nonsense",
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"',
    ],
)
async def test_a_broken_form_is_refused_and_leaves_nothing(site: Site, body: bytes) -> None:
    lan = await _agreed(site)
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = await lan.client.post("/chat/api/messages", content=body, headers=headers)
    assert answer.status_code == 400
    assert _staged(site.house) == []


async def test_what_cannot_be_kept_now_leaves_nothing(site: Site) -> None:
    lan = await _agreed(site)
    site.trouble = Unavailable()
    answer = await _sends(lan, _photo())
    assert answer.status_code == 503
    assert _staged(site.house) == []


async def test_without_a_chat_nobody_hands_anything_over(site: Site) -> None:
    answer = await _sends(site.browser(), _photo())
    assert answer.status_code == 401
    assert _staged(site.house) == []


async def test_what_nobody_named_is_removed_after_a_while(tmp_path: Path) -> None:
    folder = staging.Staging(tmp_path / "uploads")
    old, new, named = (folder.begin() for _file in range(3))
    for _name, file in (old, new, named):
        file.close()
    for name, _file in (old, named):
        os.utime(tmp_path / "uploads" / name, (0, 0))
    folder.sweep({named[0]})
    assert folder.place(old[0]) is None
    assert folder.place(new[0]) == tmp_path / "uploads" / new[0]
    assert folder.place(named[0]) == tmp_path / "uploads" / named[0]
    assert folder.place("../house0.db") is None

"""A page that was erased: its last words are shown for a while, and kept nowhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from storage import schema
from tests.channels.web_site import Browser, Served, Site
from tests.house import YES, House

LAMPS = "Ngõ 12 khu phố 3 tối quá, xin thêm đèn đường"
PARTING = 9007199254740991
SURE = "Xoá hết ngay"


@pytest.fixture
async def site(house: House) -> AsyncIterator[Site]:
    async with Site(house).plays() as site:
        yield site


async def about_to_erase(site: Site | Served) -> Browser:
    lan = site.browser()
    await lan.opens("b-KP3")
    await lan.taps(YES)
    await lan.says(LAMPS)
    await lan.taps("Gửi")
    await lan.says("/xoa")
    return lan


async def erases(lan: Browser) -> None:
    options = (await lan.hears())["options"]
    choice = next(each["choice"] for each in options if each["label"] == SURE)
    assert (await lan.posts(id="last", choice=choice)).status_code == 202
    for _try in range(500):
        if [one["id"] for one in await lan.history()] == [PARTING]:
            return
    raise AssertionError("the last words never came")


async def test_the_browser_that_erased_sees_the_last_words_and_nothing_is_kept(site: Site) -> None:
    lan = await about_to_erase(site)
    await erases(lan)
    (last,) = await lan.history()
    assert last["text"].startswith("Đã xoá lúc")
    for table in (schema.people, schema.web_sessions, schema.transcript, schema.inbox):
        assert await site.house.rows(table) == []
    page = (await lan.client.get("/chat")).text
    assert "Đã xoá lúc" in page
    assert LAMPS not in page


async def test_an_open_stream_is_told(site: Site) -> None:
    async with site.serves() as served:
        lan = await about_to_erase(served)
        async with lan.streams() as stream:
            await erases(lan)
            name, said = await stream.next()
            while said["id"] != PARTING:
                name, said = await stream.next()
    assert (name, said["text"][:10]) == ("message", "Đã xoá lúc")


async def test_what_is_done_next_begins_a_new_chat(site: Site) -> None:
    lan = await about_to_erase(site)
    await erases(lan)
    assert (await lan.posts(id="more", text="chào bạn")).status_code == 401
    assert (await lan.opens()).status_code == 201
    greeting = await lan.hears()
    assert greeting["text"].startswith("Đây là nơi thanh niên")
    assert len(await site.house.rows(schema.people)) == 1


async def test_after_ten_minutes_nobody_is_known(site: Site) -> None:
    lan = await about_to_erase(site)
    await erases(lan)
    site.house.now += timedelta(minutes=10, seconds=1)
    assert (await lan.client.get("/chat/api/history")).status_code == 401


async def test_another_browser_is_shown_nothing_of_it(site: Site) -> None:
    lan = await about_to_erase(site)
    await erases(lan)
    minh = site.browser()
    assert (await minh.client.get("/chat/api/history")).status_code == 401
    assert "Đã xoá lúc" not in (await minh.client.get("/chat")).text

"""The web chat from outside: cookies, events, history, stream, and what is refused."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime

import httpx
import pytest
import sqlalchemy as sa

from bot.channels.contract import Channel, Sent, TryLater
from bot.channels.webchat import stream as streaming
from storage import schema, transcript
from storage.database import Unavailable
from storage.messages import Attachment, Letter, Outgoing
from tests.channels.web_site import HTTPS, Browser, MakeSite, Site
from tests.house import YES, ZONE, House

LAMPS = "Ngõ 12 khu phố 3 tối quá, xin thêm đèn đường"
COVERED = "(đã gửi)"


@pytest.fixture
async def make_site(house: House) -> AsyncIterator[MakeSite]:
    async with AsyncExitStack() as stack:

        async def make(**how: object) -> Site:
            return await stack.enter_async_context(Site(house, **how).plays())  # type: ignore[arg-type]

        yield make


@pytest.fixture
async def site(make_site: MakeSite) -> Site:
    return await make_site()


async def lan_who_agreed(site: Site) -> Browser:
    lan = site.browser()
    await lan.opens("b-KP3")
    await lan.taps(YES)
    return lan


def letter(number: int, address: str, **body: object) -> Letter:
    return Letter(
        id=number,
        channel="web",
        address=address,
        person=1,
        kind="reply",
        priority=0,
        body=Outgoing(**{"text": f"tin {number}", **body}),  # type: ignore[arg-type]
    )


# --- who is who ---


async def test_a_link_leads_to_a_receipt_in_three_inputs(site: Site) -> None:
    lan = site.browser()
    opened = await lan.opens("b-KP3")
    assert (opened.status_code, opened.json()) == (201, {})
    await lan.taps(YES)
    card = await lan.says(LAMPS)
    assert LAMPS in card["text"]
    received = await lan.taps("Gửi")
    assert "QT-27-" in received["text"]
    assert await site.house.texts() == [LAMPS]


async def test_after_the_receipt_the_chat_covers_what_was_sent(site: Site) -> None:
    lan = await lan_who_agreed(site)
    await lan.says(LAMPS)
    await lan.taps("Gửi")
    told = await lan.history()
    assert LAMPS not in json.dumps(told, ensure_ascii=False)
    assert LAMPS not in str(await site.house.rows(schema.transcript))
    mine = [one["text"] for one in told if one["from"] == "me"]
    assert mine == [YES, COVERED, "Gửi"]


async def test_the_cookie_on_plain_http_can_be_kept_there(site: Site) -> None:
    cookie = (await site.browser().opens()).headers["set-cookie"]
    name, _, attributes = cookie.partition("=")
    token, *rest = attributes.split("; ")
    assert name == "doithoai"
    assert len(token) == 22
    assert set(rest) == {"HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=lax"}


async def test_the_cookie_on_https_belongs_to_this_host_alone(make_site: MakeSite) -> None:
    site = await make_site(url=HTTPS, origin=HTTPS)
    cookie = (await site.browser().opens()).headers["set-cookie"]
    name, _, attributes = cookie.partition("=")
    assert name == "__Host-doithoai"
    assert set(attributes.split("; ")[1:]) == {
        "HttpOnly",
        "Max-Age=31536000",
        "Path=/",
        "SameSite=lax",
        "Secure",
    }


async def test_two_browsers_are_two_people(site: Site) -> None:
    lan, minh = await lan_who_agreed(site), await lan_who_agreed(site)
    await lan.says(LAMPS)
    assert LAMPS not in json.dumps(await minh.history(), ensure_ascii=False)
    assert len(await site.house.rows(schema.people)) == 2


async def test_a_browser_that_comes_again_keeps_its_person(site: Site) -> None:
    lan = await lan_who_agreed(site)
    before = lan.client.cookies["doithoai"]
    await lan.opens("b-KP3")
    await lan.opens()
    assert lan.client.cookies["doithoai"] == before
    assert [event.kind for event in site.came] == ["start", "choice", "start"]
    assert len(await site.house.rows(schema.people)) == 1


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "A" * 5000, "\x22'; --"])
async def test_a_cookie_that_is_not_ours_is_nobody(site: Site, token: str) -> None:
    stranger = site.browser(cookie=f"doithoai={token}")
    assert (await stranger.posts(id="a", text="chào")).status_code == 401
    assert (await stranger.client.get("/chat/api/history")).status_code == 401
    assert (await stranger.client.get("/chat/api/stream")).status_code == 401
    assert (await stranger.opens()).headers["set-cookie"]


async def test_without_a_link_the_bot_begins(site: Site) -> None:
    lan = site.browser()
    await lan.opens()
    assert "chi đoàn" in (await lan.hears())["text"].lower()
    assert [(event.kind, event.text) for event in site.came] == [("start", "")]


@pytest.mark.parametrize(
    "start", ["b-", "B-KP3", "b-KP3 ", "b-" + "x" * 49, "b-KP3\n", "../x", "b_KP3", 7, None, ["b"]]
)
async def test_what_cannot_be_a_code_counts_as_none(site: Site, start: object) -> None:
    lan = site.browser()
    answer = await lan.client.post("/chat/api/session", json={"start": start})
    assert answer.status_code == 201
    assert [event.text for event in site.came] == [""]


async def test_opening_a_role_link_spends_nothing_and_a_tap_does(site: Site) -> None:
    code = await site.house.code("secretary", "QT")
    for _preview in range(3):
        await site.browser().opens(f"r-{code}")
    ha = site.browser()
    await ha.opens(f"r-{code}")
    await ha.hears()
    assert await site.house.rows(schema.roles) == []
    first = (await ha.hears())["options"][0]["label"]
    await ha.taps(first)
    assert [row["role"] for row in await site.house.rows(schema.roles)] == ["secretary"]


async def test_a_preview_that_only_gets_the_page_starts_nothing(site: Site) -> None:
    answer = await site.browser().client.get("/chat?start=b-KP3")
    assert answer.status_code == 200
    assert site.came == []


# --- one event, once ---


async def test_the_same_id_twice_is_one_event(site: Site) -> None:
    lan = await lan_who_agreed(site)
    first = await lan.posts(id="one", text=LAMPS)
    again = await lan.posts(id="one", text=LAMPS)
    await lan.hears(3)
    await asyncio.sleep(0.1)
    assert (first.status_code, again.status_code) == (202, 202)
    told = await lan.history()
    assert [one["key"] for one in told if one["text"] == LAMPS] == ["one"]
    assert len(await lan.bots()) == 3


async def test_the_same_id_of_two_browsers_is_two_events(site: Site) -> None:
    lan, minh = await lan_who_agreed(site), await lan_who_agreed(site)
    for browser in (lan, minh):
        assert (await browser.posts(id="one", text=LAMPS)).status_code == 202
        assert LAMPS in (await browser.hears(3))["text"]


async def test_202_means_that_it_is_on_the_disk(house: House) -> None:
    site = Site(house)
    lan = site.browser()
    opening = asyncio.create_task(lan.opens("b-KP3"))
    await asyncio.sleep(0.05)
    assert not opening.done()
    await site.turns.step()
    assert (await opening).status_code == 201
    posting = asyncio.create_task(lan.posts(id="one", text=LAMPS))
    await asyncio.sleep(0.05)
    assert not posting.done()
    assert [row["event_id"] for row in await house.rows(schema.inbox)] == [site.came[0].event_id]
    await site.turns.step()
    assert (await posting).status_code == 202
    assert len(await house.rows(schema.inbox)) == 2


async def test_where_nothing_can_be_kept_the_browser_is_to_come_again(site: Site) -> None:
    lan = await lan_who_agreed(site)
    site.trouble = Unavailable()
    said = await lan.posts(id="one", text=LAMPS)
    opened = await site.browser().opens()
    assert (said.status_code, opened.status_code) == (503, 503)
    assert int(said.headers["retry-after"]) > 0
    assert "set-cookie" not in opened.headers
    site.trouble = None
    assert LAMPS in (await lan.says(LAMPS, id="one"))["text"]


async def test_what_was_typed_before_the_yes_goes_with_it(site: Site) -> None:
    lan = site.browser()
    await lan.opens("b-KP3")
    await lan.hears()
    held = await lan.says(LAMPS)
    assert held["hold"] is True
    for table in schema.tables.sorted_tables:
        assert LAMPS not in str(await site.house.rows(table))
    card = await lan.taps(YES, held=f"{LAMPS}\x00")
    assert LAMPS in card["text"]
    assert card["hold"] is False


async def test_text_that_nothing_can_hold_is_cleaned_at_the_door(site: Site) -> None:
    lan = await lan_who_agreed(site)
    raw = '{"id": "one", "text": "Xin th\\u0000êm \\ud800 đ\\u0065\\u0300n \\u202e ở ngõ 12"}'
    answer = await lan.client.post("/chat/api/messages", content=raw.encode())
    assert answer.status_code == 202
    await lan.hears(3)
    assert [one["text"] for one in await lan.history() if one["from"] == "me"][1:] == [
        "Xin thêm \ufffd đèn  ở ngõ 12"
    ]


# --- what is refused ---

BAD = [
    b"",
    b"[]",
    b'"text"',
    b"{",
    b"\xff\xfe",
    b"[" * 60_000,
    b'{"id": "a"}',
    b'{"text": "xin"}',
    b'{"id": "a", "text": "xin", "choice": "q:1"}',
    b'{"id": "a", "text": null}',
    b'{"id": "a", "text": 5}',
    b'{"id": "a", "text": "  \\u200b "}',
    b'{"id": "a", "choice": ""}',
    b'{"id": "a", "choice": "\\ud800:1"}',
    b'{"id": "a", "choice": "' + b"q" * 65 + b'"}',
    b'{"id": "", "text": "xin"}',
    b'{"id": "a:b", "text": "xin"}',
    b'{"id": "a\\n", "text": "xin"}',
    b'{"id": "' + b"a" * 65 + b'", "text": "xin"}',
    b'{"id": 5, "text": "xin"}',
    b'{"id": "a", "text": "xin", "held": 5}',
    b'{"id": ' + b"9" * 5000 + b"}",
]


@pytest.mark.parametrize("body", BAD, ids=lambda body: body[:30].decode("latin-1"))
async def test_a_body_that_says_nothing_is_refused_in_words(site: Site, body: bytes) -> None:
    lan = site.browser()
    await lan.opens()
    answer = await lan.client.post("/chat/api/messages", content=body)
    assert answer.status_code == 400
    assert list(answer.json()) == ["error"]
    assert len(site.came) == 1


async def test_a_long_text_is_for_the_conversation_to_judge(site: Site) -> None:
    lan = await lan_who_agreed(site)
    answer = await lan.says("dài quá " * 5000)
    assert "5000" in answer["text"]


@pytest.mark.parametrize("size", [65 * 1024, 3_000_000])
async def test_a_body_over_the_limit_is_told_so_and_not_cut_off(site: Site, size: int) -> None:
    async with site.serves() as served:
        lan = served.browser()
        await lan.opens("b-KP3")
        answer = await lan.posts(id="one", text="a" * size)
        assert (answer.status_code, list(answer.json())) == (413, ["error"])
        assert (await lan.posts(id="two", text="chào")).status_code == 202
    assert len(site.came) == 2


@pytest.mark.nasty("n209")
async def test_a_page_of_another_site_may_not_speak(make_site: MakeSite) -> None:
    site = await make_site(url=HTTPS, origin=HTTPS)
    lan = site.browser()
    await lan.opens()
    for foreign in ("https://evil.example", "http://doithoai.example", "null", "", f"{HTTPS}:444"):
        headers = {"Origin": foreign}
        said = {"id": "x", "text": LAMPS}
        posted = await lan.client.post("/chat/api/messages", json=said, headers=headers)
        opened = await lan.client.post("/chat/api/session", json={}, headers=headers)
        listened = await lan.client.get("/chat/api/stream", headers=headers)
        assert {posted.status_code, opened.status_code, listened.status_code} == {403}, foreign
    own = {"Origin": f"{HTTPS}:443"}
    assert (await lan.client.post("/chat/api/session", json={}, headers=own)).status_code == 201
    assert len(site.came) == 1


async def test_without_a_public_address_a_page_is_at_home_where_it_was_opened(site: Site) -> None:
    lan = site.browser()
    for host, origin, status in (
        ("localhost:8080", "http://localhost:8080", 201),
        ("192.168.1.7:8080", "http://192.168.1.7:8080", 201),
        ("chat.example", "https://chat.example", 201),
        ("127.0.0.1:8080", "http://127.0.0.1:8081", 403),
        ("127.0.0.1:8080", "https://evil.example", 403),
        ("127.0.0.1:8080", "null", 403),
    ):
        headers = {"Host": host, "Origin": origin}
        answer = await lan.client.post("/chat/api/session", json={}, headers=headers)
        assert answer.status_code == status, (host, origin)


# --- what was said, and what is new ---


async def test_history_and_stream_tell_the_same(site: Site) -> None:
    async with site.serves() as served:
        lan = served.browser()
        await lan.opens("b-KP3")
        await lan.hears()
        async with lan.streams(after=0) as heard:
            await lan.taps(YES)
            await lan.says(LAMPS)
            told = await lan.history()
            events = [await heard.next() for _ in told]
    assert [{"bot": "message", "me": "me"}[one["from"]] for one in told] == [e[0] for e in events]
    streamed = [{"options": [], "files": [], **data} for _, data in events]
    assert streamed == [{k: v for k, v in one.items() if k != "from"} for one in told]
    assert [one["key"] for one in told if one["from"] == "me"] == ["c1", "c2"]


async def test_a_stream_without_a_place_begins_with_what_is_new(site: Site) -> None:
    async with site.serves() as served:
        lan = served.browser()
        await lan.opens("b-KP3")
        await lan.hears()
        async with lan.streams() as heard:
            await lan.taps(YES)
            assert (await heard.next())[1]["text"] == YES


async def test_a_page_that_was_away_misses_nothing(site: Site) -> None:
    async with site.serves() as served:
        lan = served.browser()
        await lan.opens("b-KP3")
        seen = (await lan.hears())["id"]
        await lan.taps(YES)
        missed = (await lan.history())[1:]
        async with lan.streams(after=seen) as heard:
            assert [(await heard.next())[1]["id"] for _ in missed] == [one["id"] for one in missed]


@pytest.mark.nasty("n215")
async def test_a_garbled_place_is_none_for_the_stream_and_an_error_for_the_history(
    site: Site,
) -> None:
    lan = site.browser()
    await lan.opens()
    for after in ("-1", "x", "1.5", "9" * 40, "0 or 1"):
        answer = await lan.client.get("/chat/api/history", params={"after": after})
        assert (answer.status_code, list(answer.json())) == (400, ["error"])


async def test_a_long_history_comes_in_pages_and_the_newest_first_where_nothing_is_asked(
    site: Site,
) -> None:
    lan = site.browser()
    await lan.opens()
    await lan.hears()
    address = site.came[0].address
    await asyncio.gather(*(site.web.send(letter(n, address)) for n in range(1, 451)))
    pages, after = [], 0
    while page := await lan.history(after):
        pages.append(len(page))
        after = page[-1]["id"]
    assert pages == [200, 200, 51]
    newest = await lan.history(None)
    assert [one["text"] for one in newest] == [f"tin {n}" for n in range(251, 451)]


async def test_two_tabs_hear_the_same(site: Site) -> None:
    async with site.serves() as served:
        lan = served.browser()
        await lan.opens("b-KP3")
        await lan.hears()
        async with lan.streams() as one, lan.streams() as other:
            await lan.taps(YES)
            assert [await one.next(), await one.next()] == [await other.next(), await other.next()]


async def test_a_quiet_line_is_kept_open(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "KEEP_ALIVE", 0.05)
    async with site.serves() as served:
        lan = served.browser()
        await lan.opens("b-KP3")
        await lan.hears()
        async with lan.streams() as heard:
            lines = [await anext(heard.lines) for _ in range(5)]
    assert lines == ["", ": still here", "", ": still here", ""]


async def test_open_streams_do_not_hold_up_a_stop(site: Site) -> None:
    async with site.serves() as served:
        lan = served.browser()
        await lan.opens("b-KP3")
        await lan.hears()
        async with lan.streams() as heard:
            began = time.monotonic()
            await site.web.close()
            await heard.ends()
            assert (await lan.client.get("/chat/api/stream")).status_code == 503
    assert time.monotonic() - began < 2


async def test_a_page_that_goes_away_is_forgotten(site: Site) -> None:
    async with site.serves() as served:
        lan = served.browser()
        await lan.opens("b-KP3")
        await lan.hears()
        async with lan.streams():
            await asyncio.sleep(0.05)
            assert len(site.web._ears._of) == 1
        for _ in range(100):
            if not site.web._ears._of:
                return
            await asyncio.sleep(0.02)
    raise AssertionError("somebody still listens")


# --- letters ---


async def test_the_same_letter_twice_is_one_entry(site: Site) -> None:
    lan = site.browser()
    await lan.opens()
    await lan.hears()
    address = site.came[0].address
    assert await site.web.send(letter(7, address)) == Sent()
    assert await site.web.send(letter(7, address)) == Sent()
    assert [one["text"] for one in await lan.history()][1:] == ["tin 7"]


async def browsers_of(house: House, *addresses: str) -> None:
    """Somebody can read these chats."""
    async with house.database.write() as tx:
        for address in addresses:
            tx.add(schema.web_sessions, hash=f"of {address}", address=address, made_at=house.now)


async def test_many_letters_share_few_transactions(house: House) -> None:
    site = Site(house)
    await browsers_of(house, *(f"chat{n}" for n in range(1000)))
    begun = 0

    @sa.event.listens_for(house.database._engine.sync_engine, "begin")
    def _count(_: object) -> None:
        nonlocal begun
        begun += 1

    await asyncio.gather(*(site.web.send(letter(n, f"chat{n}")) for n in range(1000)))
    assert begun <= 3
    assert len(await house.rows(schema.transcript)) == 1000


async def test_a_letter_that_cannot_be_kept_now_is_for_later(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object, **__: object) -> None:
        raise sa.exc.OperationalError("", {}, Exception("database is locked"))

    await browsers_of(site.house, "a")
    monkeypatch.setattr(transcript, "said", locked)
    with pytest.raises(TryLater):
        await site.web.send(letter(1, "a"))
    monkeypatch.undo()
    assert await site.web.send(letter(1, "a")) == Sent()


async def test_a_letter_to_a_chat_that_is_forgotten_meanwhile_is_not_kept(site: Site) -> None:
    assert await site.web.send(letter(1, "nobody's", text=LAMPS)) == Sent()
    assert await site.house.rows(schema.transcript) == []


async def test_a_card_that_comes_after_its_draft_was_sent_leaves_no_words(site: Site) -> None:
    lan = await lan_who_agreed(site)
    address = site.came[0].address
    await site.web.send(letter(8, address, text=f"Gửi nhé? {LAMPS}", draft=4711))
    assert LAMPS not in str(await site.house.rows(schema.transcript))
    assert len(await lan.bots()) == 2


async def test_a_file_is_a_link_of_this_site_and_stays_the_same(site: Site) -> None:
    lan = site.browser()
    await lan.opens()
    await lan.hears()
    file = Attachment("0" * 32, "tổng hợp.xlsx")
    await site.web.send(letter(1, site.came[0].address, text="Tệp đây", file=file))
    first, again = [(await lan.bots())[-1]["files"] for _ in range(2)]
    assert first == again
    assert [one["name"] for one in first] == ["tổng hợp.xlsx"]
    assert first[0]["url"].startswith("/files/")


async def test_it_is_a_channel(site: Site) -> None:
    channel: Channel = site.web
    assert (channel.name, channel.paced, channel.reaches, channel.keeps_transcript) == (
        "web",
        False,
        False,
        True,
    )
    assert channel.link("b-KP3") == "http://127.0.0.1:8080/chat?start=b-KP3"


# --- the page ---


async def test_the_page_and_its_files(site: Site) -> None:
    client = site.browser().client
    page = await client.get("/chat")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "same-origin"
    for address in [a for a in page.text.split('"') if a.startswith("/chat/static/")]:
        file = await client.get(address)
        assert (file.status_code, "immutable" in file.headers["cache-control"]) == (200, True)
        assert file.headers["content-encoding"] == "gzip"
        plain = await client.get(address, headers={"Accept-Encoding": "identity"})
        assert plain.content == file.content
        known = {"If-None-Match": file.headers["etag"]}
        assert (await client.get(address, headers=known)).status_code == 304
        assert "immutable" not in (await client.get(address.split("?")[0])).headers["cache-control"]


@pytest.mark.parametrize("name", ["nothing.js", "..%2f__init__.py", "%2e%2e/chat.html"])
async def test_nothing_else_is_among_the_files(site: Site, name: str) -> None:
    assert (await site.browser().client.get(f"/chat/static/{name}")).status_code == 404


async def test_the_page_speaks_the_language_of_its_person(site: Site) -> None:
    lan = await lan_who_agreed(site)
    assert 'lang="vi"' in (await lan.client.get("/chat")).text
    await lan.says("/english")
    assert 'lang="en"' in (await lan.client.get("/chat")).text


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/", "/chat"),
        ("/?start=b-KP3", "/chat?start=b-KP3"),
        ("/?start=//evil.example", "/chat"),
    ],
)
async def test_the_front_door_leads_to_the_page(site: Site, asked: str, led: str) -> None:
    answer: httpx.Response = await site.browser().client.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (307, led)


async def test_the_receipt_brings_a_calendar_that_anybody_may_fetch(site: Site) -> None:
    lan = site.browser()
    await lan.opens("b-KP3")
    await lan.taps(YES)
    await lan.says(LAMPS)
    await lan.taps("Gửi")
    [file] = (await lan.hears())["files"]
    assert file == {"name": "doi-thoai-QT-2027-03-31.ics", "url": "/chat/calendar/1.ics"}
    answer = await site.browser().client.get(file["url"])
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"].startswith(
        'attachment; filename="doi-thoai-QT-2027-03-31.ics"'
    )
    assert b"DTSTART:20270324T165959Z\r\n" in answer.content
    await site.house.move(1, datetime(2027, 4, 15, 14, 0, tzinfo=ZONE))
    again = await site.browser().client.get("/chat/calendar/1-en.ics")
    assert b"SUMMARY:Dialogue of Chairperson" in again.content
    assert b"DTSTART:20270415T070000Z\r\n" in again.content


@pytest.mark.parametrize("name", ["9.ics", "1.txt", "x.ics", "1-vi.ics", "../1.ics"])
async def test_what_is_no_dialogue_has_no_calendar(site: Site, name: str) -> None:
    answer = await site.browser().client.get(f"/chat/calendar/{name}")
    assert answer.status_code == 404

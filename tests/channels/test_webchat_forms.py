"""The web chat by plain forms, as a browser without scripts plays it, on the real path."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import pytest
import sqlalchemy as sa

from bot.channels.webchat import forms
from storage import schema, transcript, web_sessions
from storage.database import Unavailable
from tests.channels.web_site import HTTPS, Browser, MakeSite, Site
from tests.house import YES, House

LAMPS = "Ngõ 12 khu phố 3 tối quá, xin thêm đèn đường"
NOT_MINE = "Không phải chi đoàn mình"
_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@pytest.fixture
async def make_site(house: House) -> AsyncIterator[MakeSite]:
    async with AsyncExitStack() as stack:

        async def make(**how: object) -> Site:
            return await stack.enter_async_context(Site(house, **how).plays())  # type: ignore[arg-type]

        yield make


@pytest.fixture
async def site(make_site: MakeSite) -> Site:
    return await make_site()


class Plain:
    """A browser without scripts: one page, its forms, and where they lead."""

    def __init__(self, browser: Browser) -> None:
        self.client = browser.client
        self.page = ""
        self.answer = httpx.Response(0)

    async def opens(self, address: str = "/chat?start=b-KP3") -> None:
        self._shows(await self.client.get(address))

    async def begins(self) -> None:
        """Tap «Bắt đầu»."""
        await self.sends("/chat/start", **self.fields("/chat/start"))

    async def says(self, text: str, **more: str) -> None:
        """Type into the form and send it."""
        await self.sends("/chat/say", **{**self.fields('id="form"'), "text": text, **more})

    async def taps(self, label: str) -> None:
        """Tap one of the buttons under the question."""
        await self.sends("/chat/say", **self.fields('class="options'), choice=self.choice(label))

    async def sends(self, address: str, **fields: str) -> None:
        """Post a form and go where it leads."""
        self.answer = await self.client.post(address, data=fields)
        if self.answer.status_code == 303:
            self._shows(await self.client.get(self.answer.headers["location"]))
        else:
            self._shows(self.answer)

    def _shows(self, answer: httpx.Response) -> None:
        self.answer, self.page = answer if not self.page else self.answer, answer.text

    def fields(self, mark: str) -> dict[str, str]:
        """The hidden fields of the form that has this in it."""
        (form,) = [f for f in re.findall(r"<form.*?</form>", self.page, re.DOTALL) if mark in f]
        return {name: html.unescape(value) for name, value in _FIELD.findall(form)}

    def choice(self, label: str) -> str:
        """What the button with this label sends."""
        buttons = re.findall(r'<button name="choice" value="([^"]*)"[^>]*>([^<]*)', self.page)
        return html.unescape({html.unescape(text): value for value, text in buttons}[label])

    @property
    def texts(self) -> list[str]:
        """What the bubbles say."""
        found = re.findall(r'<p class="text">(.*?)</p>', self.page, re.DOTALL)
        return [html.unescape(text) for text in found]


async def who_began(site: Site) -> Plain:
    lan = Plain(site.browser())
    await lan.opens()
    await lan.begins()
    return lan


async def who_agreed(site: Site) -> Plain:
    lan = await who_began(site)
    await lan.taps(YES)
    return lan


# --- a whole talk ---


async def test_from_the_link_to_the_receipt_by_forms_alone(site: Site) -> None:
    lan = await who_began(site)
    assert lan.texts[-1].startswith("Chào bạn")
    await lan.taps(YES)
    assert lan.texts[-2] == YES
    await lan.says(LAMPS)
    assert LAMPS in lan.texts[-1]
    await lan.taps("Gửi")
    assert "QT-27-" in lan.texts[-1]
    assert LAMPS not in lan.page
    assert await site.house.texts() == [LAMPS]


async def test_a_form_leads_back_to_the_last_message_and_is_kept_by_no_cache(site: Site) -> None:
    lan = await who_began(site)
    posted = await lan.client.post(
        "/chat/say", data={**lan.fields('class="options'), "choice": lan.choice(YES)}
    )
    assert (posted.status_code, posted.headers["location"]) == (303, "/chat#last")
    page = await lan.client.get("/chat")
    assert page.headers["cache-control"] == "no-store"
    assert page.text.count('id="last"') == 1


async def test_only_the_open_question_has_buttons(site: Site) -> None:
    lan = await who_agreed(site)
    assert 'class="options' not in lan.page
    await lan.says(LAMPS)
    assert lan.page.count('class="options') == 1
    assert "Gửi" in lan.page


async def test_opening_a_link_does_nothing_until_begin_is_tapped(site: Site) -> None:
    lan = Plain(site.browser())
    await lan.opens()
    assert site.came == []
    assert await site.house.rows(schema.web_sessions) == []
    assert lan.fields("/chat/start")["start"] == "b-KP3"
    await lan.begins()
    assert [(event.kind, event.text) for event in site.came] == [("start", "b-KP3")]


async def test_without_a_link_there_is_a_beginning_too(site: Site) -> None:
    lan = Plain(site.browser())
    await lan.opens("/chat")
    await lan.begins()
    assert "chi đoàn" in lan.texts[-1].lower()


async def test_a_role_is_taken_by_a_tap_in_the_chat_only(site: Site) -> None:
    lan = await who_agreed(site)
    await lan.opens(f"/chat?start=r-{await site.house.code('secretary', 'QT')}")
    await lan.begins()
    assert await site.house.rows(schema.roles) == []
    await lan.taps("Mình nhận")
    assert [row["role"] for row in await site.house.rows(schema.roles)] == ["secretary"]


async def test_a_chat_that_goes_on_is_not_greeted_again(site: Site) -> None:
    lan = await who_agreed(site)
    await lan.sends("/chat/start", start="", id="")
    assert [event.kind for event in site.came] == ["start", "choice"]


# --- once ---


async def test_the_same_form_sent_twice_is_one_event(site: Site) -> None:
    lan = await who_agreed(site)
    form = {**lan.fields('id="form"'), "text": LAMPS}
    await lan.sends("/chat/say", **form)
    once = lan.texts
    await lan.sends("/chat/say", **form)
    assert lan.texts == once


async def test_a_page_gone_back_to_and_filled_in_anew_loses_nothing(site: Site) -> None:
    lan = await who_agreed(site)
    form = lan.fields('id="form"')
    await lan.sends("/chat/say", **form, text=LAMPS)
    await lan.sends("/chat/say", **form, text="và một cái ghế đá")
    assert "ghế đá" in lan.texts[-1]
    assert LAMPS in lan.texts[-1]


async def test_begin_tapped_twice_begins_once(site: Site) -> None:
    lan = await who_agreed(site)
    await lan.opens("/chat?start=b-KP5")
    form = lan.fields("/chat/start")
    await lan.sends("/chat/start", **form)
    once = lan.texts
    await lan.sends("/chat/start", **form)
    assert lan.texts == once
    assert len(await site.house.rows(schema.people)) == 1


async def test_a_form_does_not_wait_long_for_a_bot_that_has_nothing_to_say(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "PATIENCE", 0.05)
    lan = await who_agreed(site)
    await lan.says(LAMPS)
    await lan.taps("Gửi")
    said = lan.texts
    await lan.says("cảm ơn")
    assert lan.texts[: len(said)] == said


async def test_the_database_is_asked_when_there_is_news_and_not_in_between(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0
    since = transcript.since

    async def counted(*what: object) -> object:
        nonlocal asked
        asked += 1
        return await since(*what)  # type: ignore[arg-type]

    lan = await who_agreed(site)
    monkeypatch.setattr(transcript, "since", counted)
    await lan.says(LAMPS)
    assert asked <= 3


# --- what was typed before the yes ---


async def test_what_was_typed_before_the_yes_is_in_that_page_and_nowhere_else(site: Site) -> None:
    lan = await who_began(site)
    await lan.says(LAMPS)
    assert lan.answer.status_code == 200
    assert lan.answer.headers["cache-control"] == "no-store"
    assert lan.texts.count(LAMPS) == 1
    for table in schema.tables.sorted_tables:
        assert LAMPS not in str(await site.house.rows(table))
    await lan.taps(YES)
    assert LAMPS in lan.texts[-1]
    assert lan.fields('id="form"')["held"] == ""


async def test_two_texts_before_the_yes_go_together(site: Site) -> None:
    lan = await who_began(site)
    await lan.says(LAMPS)
    await lan.says("và sửa cái cổng nhà văn hoá")
    await lan.taps(YES)
    assert f"{LAMPS}\nvà sửa cái cổng nhà văn hoá" in lan.texts[-1]


async def test_the_words_wait_through_another_question(site: Site) -> None:
    lan = await who_began(site)
    await lan.says(LAMPS)
    await lan.taps(NOT_MINE)
    assert lan.fields('id="form"')["held"] == LAMPS
    await lan.says("khu phố 5")
    assert lan.fields('class="options')["held"] == LAMPS
    await lan.taps(YES)
    assert LAMPS in lan.texts[-1]


async def test_after_a_no_the_words_are_gone(site: Site) -> None:
    lan = await who_began(site)
    await lan.says(LAMPS)
    await lan.taps("Không đồng ý")
    assert LAMPS not in lan.page


async def test_a_bot_that_is_slow_costs_no_words(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await who_began(site)
    monkeypatch.setattr(forms, "PATIENCE", 0.0)
    await lan.says(LAMPS)
    assert lan.fields('id="form"')["held"] == LAMPS


# --- what can be wrong ---


async def test_where_nothing_can_be_kept_the_words_go_back_to_the_pen(site: Site) -> None:
    lan = await who_agreed(site)
    site.trouble = Unavailable()
    await lan.says(LAMPS)
    assert lan.answer.status_code == 503
    assert int(lan.answer.headers["retry-after"]) > 0
    assert f">{LAMPS}</textarea>" in lan.page
    site.trouble = None
    await lan.says(LAMPS)
    assert [text for text in lan.texts if text == LAMPS] == [LAMPS]


async def test_a_page_that_cannot_be_read_says_when_to_come_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await who_agreed(site)
    monkeypatch.setattr(transcript, "latest", broken)
    page = await lan.client.get("/chat")
    assert page.status_code == 503
    assert int(page.headers["retry-after"]) > 0
    assert "Máy chủ đang bận" in page.text


async def test_history_and_stream_that_cannot_be_read_say_when_to_come_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await who_agreed(site)
    for name in ("latest", "since", "last_id"):
        monkeypatch.setattr(transcript, name, broken)
    for address in ("history", "history?after=1", "stream"):
        answer = await lan.client.get(f"/chat/api/{address}")
        assert (answer.status_code, list(answer.json())) == (503, ["error"])
        assert int(answer.headers["retry-after"]) > 0
    monkeypatch.undo()
    monkeypatch.setattr(web_sessions, "address", broken)
    assert (await lan.client.get("/chat/api/history")).status_code == 503


async def test_a_stream_that_cannot_be_read_ends_and_the_page_comes_back(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with site.serves() as served:
        lan = served.browser()
        await lan.opens("b-KP3")
        seen = (await lan.hears())["id"]
        async with lan.streams() as heard:
            monkeypatch.setattr(transcript, "since", broken)
            site.web.heard(site.came[0].address)
            await heard.ends()
        monkeypatch.undo()
        await lan.taps(YES)
        async with lan.streams(after=seen) as heard:
            assert (await heard.next())[1]["text"] == YES
    assert "Traceback" not in caplog.text
    assert "a chat could not be read: DatabaseError" in caplog.text


async def broken(*_: object) -> None:
    raise sa.exc.DatabaseError("", {}, Exception("database disk image is malformed"))


async def test_words_for_a_chat_that_nobody_knows_begin_a_new_one_and_are_not_lost(
    site: Site,
) -> None:
    lan = await who_began(site)
    lan.client.cookies.clear()
    await lan.says(LAMPS)
    assert lan.answer.status_code == 200
    await lan.says("khu phố 5")
    await lan.taps(YES)
    assert LAMPS in lan.texts[-1]


async def test_a_browser_that_keeps_no_cookie_is_told(site: Site) -> None:
    lan = Plain(site.browser())
    opened = await lan.client.post("/chat/start", data={})
    lan.client.cookies.clear()
    assert opened.headers["location"] == "/chat?opened=1#last"
    assert "Trang cần cookie" in (await lan.client.get(opened.headers["location"])).text
    assert "Trang cần cookie" not in (await lan.client.get("/chat")).text.partition("<header")[2]


async def test_a_form_of_another_site_is_refused(make_site: MakeSite) -> None:
    site = await make_site(url=HTTPS, origin=HTTPS)
    lan = await who_agreed(site)
    known = len(site.came)
    for foreign in ("https://evil.example", "null"):
        for address in ("/chat/say", "/chat/start"):
            posted = await lan.client.post(
                address, data={"id": "a", "text": LAMPS}, headers={"Origin": foreign}
            )
            assert posted.status_code == 403
    assert len(site.came) == known
    assert (await lan.client.get("/chat")).headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 303),
        (b"id=a&text=+%E2%80%8B", 303),
        (b"text=chao", 400),
        (b"id=a%3Ab&text=chao", 400),
        (b"id=a&choice=%FF%FE", 400),
        (b"id=a&choice=" + b"q" * 65, 400),
        (b"id=a&text=\xff", 400),
        (b"&".join(b"a%d=1" % n for n in range(40)), 400),
        (b"id=a&text=" + b"a" * 200_000, 413),
    ],
    ids=lambda it: str(it)[:20],
)
async def test_a_form_that_says_nothing_does_nothing(site: Site, body: bytes, status: int) -> None:
    lan = await who_agreed(site)
    known = len(site.came)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await lan.client.post("/chat/say", content=body, headers=kind)
    assert answer.status_code == status
    assert status == 303 or "<textarea" in answer.text
    assert len(site.came) == known


async def test_words_are_never_markup(site: Site) -> None:
    lan = await who_agreed(site)
    nasty = '<img src=x onerror="alert(1)"> </textarea><script>1</script> {{ 7*7 }}'
    await lan.says(nasty)
    assert nasty in lan.texts
    assert "<img" not in lan.page
    assert lan.page.count("<script") == 1


async def test_a_long_text_of_vietnamese_letters_is_for_the_conversation_to_judge(
    site: Site,
) -> None:
    lan = await who_agreed(site)
    await lan.says("đường vào ngõ tối quá " * 300)
    assert lan.answer.status_code == 303
    assert "5000" in lan.texts[-1]


# --- a long talk ---


async def test_a_long_talk_is_shown_from_its_end_and_has_a_way_back(site: Site) -> None:
    lan = await who_agreed(site)
    for number in range(15):
        await lan.says(f"/han {number}")
    await lan.opens("/chat")
    assert len(lan.texts) == forms.SHOWN
    shown = [*lan.texts]
    while older := re.search(r'id="older" href="([^"]+)"', lan.page):
        await lan.opens(html.unescape(older[1]))
        assert 'class="options' not in lan.page
        shown = [*lan.texts, *shown]
    assert shown == [
        one["text"] for one in (await lan.client.get("/chat/api/history")).json()["messages"]
    ]


# --- crowds ---


def from_afar(site: Site, host: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=site.app, client=(host, 4711))
    return httpx.AsyncClient(transport=transport, base_url=site.url)


async def test_one_place_of_the_internet_opens_so_many_chats_a_minute(site: Site) -> None:
    site.web._newcomers._clock = lambda: 1000.0
    for _ in range(60):
        opened = await from_afar(site, "8.8.8.8").post("/chat/api/session", json={})
        assert opened.status_code == 201
    refused = await from_afar(site, "8.8.8.8").post("/chat/api/session", json={})
    by_form = await from_afar(site, "8.8.8.8").post("/chat/start", data={})
    said = await from_afar(site, "8.8.8.8").post("/chat/say", data={"id": "a", "text": LAMPS})
    for answer in (refused, by_form, said):
        assert answer.status_code == 429
        assert 1 <= int(answer.headers["retry-after"]) <= 2
    assert f">{LAMPS}</textarea>" in said.text
    elsewhere = await from_afar(site, "8.8.4.4").post("/chat/api/session", json={})
    assert elsewhere.status_code == 201


async def test_who_has_a_chat_is_never_counted(site: Site) -> None:
    client = from_afar(site, "8.8.8.8")
    for _ in range(70):
        assert (await client.post("/chat/api/session", json={})).status_code == 201


@pytest.mark.nasty("n213")
async def test_what_a_header_says_of_an_address_counts_for_nothing(site: Site) -> None:
    site.web._newcomers._clock = lambda: 1000.0
    codes = set()
    for number in range(62):
        client = from_afar(site, "8.8.8.8")
        headers = {"X-Forwarded-For": f"9.9.9.{number}", "Forwarded": f"for=9.9.8.{number}"}
        codes.add((await client.post("/chat/api/session", json={}, headers=headers)).status_code)
    assert codes == {201, 429}

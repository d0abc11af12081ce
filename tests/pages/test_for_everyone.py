"""The chat without scripts, without a mouse, by ear, in high contrast and in large letters."""

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from storage import schema
from tests.channels.web_site import Site
from tests.house import YES
from tests.pages.phone import WRITE, Phone, phone
from tests.pages.real import Real, real_chat
from tests.pages.stub import Stub, serving

pytestmark = pytest.mark.xdist_group("browser")

LAMPS = "Ngõ 12 khu phố 3 tối quá, xin thêm đèn đường"
BEGIN, SEND = "Bắt đầu", "Gửi"
Scheme = Literal["light", "dark"]


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Real]:
    with real_chat(tmp_path) as served:
        yield served


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serving(Stub()) as served:
        yield served


@pytest.fixture
def lan(browser: Browser, real: Real) -> Iterator[Phone]:
    with phone(browser, real.base) as held:
        yield held


@pytest.fixture
def plain(browser: Browser, real: Real) -> Iterator[Phone]:
    with phone(browser, real.base, scripts=False) as held:
        yield held


def to_the_card(person: Phone) -> None:
    person.opens()
    person.taps(YES)
    person.sees("Viết một tin là đủ")
    person.says(LAMPS)
    expect(person.button(SEND)).to_be_visible()


def to_the_receipt(person: Phone) -> None:
    to_the_card(person)
    person.taps(SEND)
    person.sees("Mã biên nhận")


def begins(person: Phone, address: str = "/chat?start=b-KP3") -> None:
    person.page.goto(person.base + address)
    person.page.get_by_role("button", name=BEGIN).click()
    expect(person.button(YES)).to_be_visible()


async def events(site: Site) -> int:
    return len(await site.house.rows(schema.inbox))


async def texts(site: Site) -> list[str]:
    return await site.house.texts()


async def said_once_more(site: Site) -> None:
    """The bot says something by itself."""
    from tests.channels.test_webchat import letter

    await site.web.send(letter(90_000, site.came[0].address, text="Nhắc bạn: còn 3 ngày."))


# --- without scripts ---


def test_the_whole_job_is_done_with_scripts_off(plain: Phone, real: Real) -> None:
    begins(plain)
    plain.taps(YES)
    plain.says(LAMPS)
    plain.taps(SEND)
    plain.sees("Mã biên nhận")
    assert plain.page.url == f"{real.base}/chat#last"
    assert real.does(texts) == [LAMPS]
    assert plain.complaints == []
    assert plain.foreign == []


def test_with_scripts_off_the_answer_is_what_is_seen_after_a_tap(plain: Phone) -> None:
    begins(plain)
    plain.taps(YES)
    for number in range(6):
        plain.says(f"/han {number}")
    expect(plain.page.locator("#last .text")).to_be_in_viewport()
    head = plain.page.locator("header").bounding_box()
    last = plain.page.locator("#last .bubble").bounding_box()
    assert head is not None
    assert last is not None
    assert last["y"] >= head["y"] + head["height"]


def test_with_scripts_off_a_reload_and_the_way_back_send_nothing_again(
    plain: Phone, real: Real
) -> None:
    begins(plain)
    plain.taps(YES)
    plain.says(LAMPS)
    expect(plain.button(SEND)).to_be_visible()
    before = real.does(events)
    plain.page.reload()
    for turn in (plain.page.go_back, plain.page.go_back, plain.page.go_forward):
        turn(wait_until="commit")
        # A page out of the browser's cache is there a moment after the turn; until then it cannot
        # be turned on.
        expect(plain.page.locator("#list")).to_be_visible()
    assert real.does(events) == before
    expect(plain.page.locator("#list > li").last).to_contain_text(LAMPS)


def test_with_scripts_off_words_typed_before_the_yes_survive_a_reload(
    plain: Phone, real: Real
) -> None:
    begins(plain)
    plain.says(LAMPS)
    plain.sees("chưa lưu – chờ bạn đồng ý")
    before = real.does(events)
    plain.page.reload()
    assert real.does(events) == before
    plain.taps(YES)
    expect(plain.button(SEND)).to_be_visible()
    expect(plain.page.locator("#last")).to_contain_text(LAMPS)


def test_with_scripts_off_news_is_a_tap_away(plain: Phone, real: Real) -> None:
    begins(plain)
    real.does(said_once_more)
    plain.page.get_by_role("link", name="Xem có tin mới").click()
    plain.sees("còn 3 ngày")


def test_two_pages_without_scripts_are_one_talk(plain: Phone) -> None:
    begins(plain)
    other = Phone(plain.context, plain.base)
    other.opens("/chat")
    other.taps(YES)
    plain.taps("Không đồng ý")
    plain.sees("Nút đó thuộc câu hỏi cũ")
    assert "Không đồng ý" not in plain.texts()


def test_a_script_that_comes_late_takes_over_what_is_there(
    browser: Browser, real: Real, plain: Phone
) -> None:
    begins(plain)
    plain.taps(YES)
    plain.says(LAMPS)
    expect(plain.button(SEND)).to_be_visible()
    with phone(browser, real.base) as with_scripts:
        with_scripts.context.add_cookies(plain.context.cookies())  # type: ignore[arg-type]
        asked: list[str] = []
        with_scripts.page.on("request", lambda request: asked.append(request.url))
        with_scripts.opens("/chat")
        expect(with_scripts.button(SEND)).to_be_visible()
        assert with_scripts.texts() == plain.texts()
        expect(with_scripts.page.locator(".plain")).to_have_count(0)
        histories = [url for url in asked if "history" in url]
        assert histories
        assert all(int(url.rpartition("=")[2]) > 0 for url in histories)
        with_scripts.taps(SEND)
        with_scripts.sees("Mã biên nhận")
        assert with_scripts.complaints == []


def test_a_script_takes_over_words_that_wait_for_a_yes(browser: Browser, real: Real) -> None:
    with phone(browser, real.base) as late:
        late.page.route("**/chat.js*", lambda route: route.abort())
        begins_late(late)
        late.page.unroute("**/chat.js*")
        late.says(LAMPS)
        late.sees("chưa lưu – chờ bạn đồng ý")
        expect(late.page).to_have_url(f"{real.base}/chat")
        late.page.reload()
        late.sees("chưa lưu – chờ bạn đồng ý")
        expect(late.bubble(LAMPS)).to_have_count(1)
        late.taps(YES)
        expect(late.button(SEND)).to_be_visible()


def begins_late(late: Phone) -> None:
    """Scripts run, and this page's own never comes: then its forms come out by themselves."""
    late.page.goto(late.base + "/chat?start=b-KP3")
    late.page.get_by_role("button", name=BEGIN).click()
    expect(late.button(YES)).to_be_visible()


def test_words_typed_before_the_yes_wait_through_another_question(lan: Phone) -> None:
    lan.opens()
    expect(lan.button(YES)).to_be_visible()
    lan.says(LAMPS)
    lan.sees("chưa lưu – chờ bạn đồng ý")
    lan.taps("Không phải chi đoàn mình")
    lan.sees("chỉ hiện trên máy này")
    lan.says("khu pho 3")
    lan.taps(YES)
    expect(lan.button(SEND)).to_be_visible()
    expect(lan.page.locator("#list > li").last).to_contain_text(LAMPS)
    expect(lan.bubble(LAMPS)).to_have_count(1)


def test_a_long_talk_is_shown_whole_once_the_script_is_there(lan: Phone) -> None:
    lan.opens()
    lan.taps(YES)
    lan.sees("Viết một tin là đủ")
    for number in range(14):
        lan.says(f"/han {number}")
        expect(lan.page.locator("#list > li.bot")).to_have_count(number + 3)
    before = lan.texts()
    lan.page.reload()
    expect(lan.page.locator("#list > li")).to_have_count(len(before))
    assert lan.texts() == before


def test_who_begins_at_once_sees_no_flash_of_the_plain_page(lan: Phone) -> None:
    lan.page.route("**/chat.js*", lambda route: route.abort())
    lan.page.goto(lan.base + "/chat")
    expect(lan.page.get_by_role("button", name=BEGIN)).to_be_hidden()
    expect(lan.page.get_by_role("button", name=BEGIN)).to_be_visible(timeout=8000)


# --- without a mouse, and by ear ---


def tabs_to(page: Page, name: str, key: str = "Shift+Tab") -> None:
    """Press Tab until this has the focus, as few times as there are things on the page."""
    for _ in range(12):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"{name!r} was not reached")


def test_a_whole_story_is_played_without_a_mouse(browser: Browser, real: Real) -> None:
    with phone(browser, real.base, size=(1280, 800)) as desk:
        page, field = desk.page, desk.page.get_by_label(WRITE)
        desk.opens()
        expect(desk.button(YES)).to_be_visible()
        page.keyboard.press("Tab")
        expect(desk.button(YES)).to_be_focused()
        page.keyboard.press("Enter")
        desk.sees("Viết một tin là đủ")
        expect(field).to_be_focused()
        page.keyboard.type(LAMPS)
        page.keyboard.press("Enter")
        expect(desk.button(SEND)).to_be_visible()
        tabs_to(page, SEND)
        page.keyboard.press("Space")
        desk.sees("Mã biên nhận")
        receipt = re.findall(r"QT-\d\d-[0-9A-Z]{5}", desk.texts()[-1])[0]
        expect(field).to_be_focused()
        page.keyboard.type("/ykien")
        page.keyboard.press("Enter")
        for name in (receipt, "Rút lại", "Đúng, rút lại"):
            expect(desk.button(name)).to_be_visible()
            tabs_to(page, name)
            page.keyboard.press("Enter")
            expect(desk.button(name)).to_have_count(0)
        desk.sees(f"Đã rút {receipt}")
        expect(field).to_be_focused()
        assert desk.complaints == []


HEARS = """() => {
  window.heard = [];
  const log = document.querySelector("[role=log]");
  new MutationObserver((changes) => {
    if (log.getAttribute("aria-busy") === "true") return;
    const added = new Set(changes.flatMap((one) => [...one.addedNodes]).filter((n) => n.isConnected));
    const outer = [...added].filter((n) => ![...added].some((o) => o !== n && o.contains(n)));
    window.heard.push(...outer.map((n) => n.textContent));
  }).observe(log, { childList: true, subtree: true });
}"""


def test_each_message_is_announced_once(lan: Phone) -> None:
    lan.opens()
    expect(lan.button(YES)).to_be_visible()
    lan.page.evaluate(HEARS)
    lan.taps(YES)
    lan.sees("Viết một tin là đủ")
    lan.says(LAMPS)
    expect(lan.button(SEND)).to_be_visible()
    lan.taps(SEND)
    lan.sees("Mã biên nhận")
    lan.page.wait_for_timeout(900)
    heard = lan.page.evaluate("heard")
    for said in (f"Bạn: {YES}", f"Bạn: {LAMPS}", "Viết một tin là đủ", "Mã biên nhận"):
        assert sum(said in each for each in heard) == 1, (said, heard)
    assert [each for each in heard if each.startswith("Hôm nay")] == []


def test_opening_the_page_again_announces_nothing_old(lan: Phone) -> None:
    to_the_receipt(lan)
    lan.page.add_init_script(f"addEventListener('DOMContentLoaded', {HEARS})")
    lan.page.reload()
    lan.sees("Mã biên nhận")
    lan.page.wait_for_timeout(300)
    assert lan.page.evaluate("heard") == []


def test_the_buttons_are_a_group_with_a_name_with_and_without_scripts(
    lan: Phone, plain: Phone
) -> None:
    lan.opens()
    begins(plain)
    for person in (lan, plain):
        group = person.page.get_by_role("group", name="Chọn một câu trả lời")
        expect(group.get_by_role("button")).to_have_count(5)


def troubles(page: Page) -> list[Any]:
    """What axe finds wrong, however small it takes it to be."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["impact"], [node["target"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("contrast", ["no-preference", "more"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, real: Real, scheme: Scheme, contrast: Literal["more", "no-preference"]
) -> None:
    with phone(browser, real.base, scheme=scheme, contrast=contrast) as person:
        person.opens()
        expect(person.button(YES)).to_be_visible()
        assert troubles(person.page) == []
        person.says(LAMPS)
        person.sees("chưa lưu – chờ bạn đồng ý")
        assert troubles(person.page) == []
        person.taps(YES)
        expect(person.button(SEND)).to_be_visible()
        assert troubles(person.page) == []
        person.taps(SEND)
        person.sees("Mã biên nhận")
        person.context.set_offline(True)
        person.says("chưa đi đâu cả")
        person.sees("chưa gửi được")
        assert troubles(person.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_page_without_its_script(
    browser: Browser, real: Real, scheme: Scheme
) -> None:
    # axe is a script itself, so scripts run here and only the page's own is kept away.
    with phone(browser, real.base, scheme=scheme) as person:
        person.page.route("**/chat.js*", lambda route: route.abort())
        person.page.goto(person.base + "/chat?start=b-KP3")
        expect(person.page.get_by_role("button", name=BEGIN)).to_be_visible(timeout=8000)
        assert troubles(person.page) == []
        person.page.get_by_role("button", name=BEGIN).click()
        person.says(LAMPS)
        person.sees("chưa lưu – chờ bạn đồng ý")
        expect(person.page.get_by_role("link", name="Tới tin cuối")).to_be_visible(timeout=8000)
        assert troubles(person.page) == []


# --- to the eye ---

RATIOS = """() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = (c) => c.slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4))
    .reduce((sum, v, n) => sum + v * [.2126, .7152, .0722][n], 0);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll("h1, p, button, time, span, a, textarea")]
    .filter((e) => e.checkVisibility() && e.textContent.trim() && !e.classList.contains("unseen"))
    .map((e) => {
      const pair = [light(parse(getComputedStyle(e).color)), light(ground(e))].sort((a, b) => b - a);
      return [e.textContent.trim().slice(0, 30), (pair[0] + .05) / (pair[1] + .05)];
    });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_asks_for_more_contrast_gets_seven_to_one(
    browser: Browser, real: Real, scheme: Scheme
) -> None:
    with phone(browser, real.base, scheme=scheme, contrast="more") as person:
        to_the_card(person)
        person.context.set_offline(True)
        person.says("chưa đi đâu cả")
        person.sees("chưa gửi được")
        measured = person.page.evaluate(RATIOS)
        assert len(measured) > 10
        assert [(text, ratio) for text, ratio in measured if ratio < 7] == []


def test_in_colours_of_the_reader_s_own_everything_has_an_edge(
    browser: Browser, real: Real
) -> None:
    with phone(browser, real.base, forced=True) as person:
        to_the_card(person)
        edges = person.page.evaluate(
            "[...document.querySelectorAll('.bubble, .options button, #send, textarea')]"
            ".map(e => [e.className || e.id, parseFloat(getComputedStyle(e).borderTopWidth)])"
        )
        assert [edge for edge in edges if edge[1] < 1] == []
        widths = dict(edges)
        assert widths["primary"] > 2


BOXES = """() => [...document.querySelectorAll(
  ".day, .bubble, .meta, .options button, .ways a, .empty, #send, #text, h1, .bar p")]
  .filter((e) => e.checkVisibility())
  .map((e) => [e.className || e.id || e.tagName, e.closest("header, main, footer").tagName,
    e.getBoundingClientRect()])
  .map(([name, part, r]) => ({ name, part, x: r.x, y: r.y, right: r.right, bottom: r.bottom }))"""


def overlaps(page: Page) -> list[Any]:
    """Pairs of things that lie on each other, within one part of the page."""
    found = []
    for one, other in combinations(page.evaluate(BOXES), 2):
        across = min(one["right"], other["right"]) - max(one["x"], other["x"])
        down = min(one["bottom"], other["bottom"]) - max(one["y"], other["y"])
        if one["part"] == other["part"] and across > 1 and down > 1:
            found.append((one["name"], other["name"]))
    return found


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
@pytest.mark.parametrize(("width", "letters"), [(320, 16), (320, 32), (640, 32), (360, 32)])
def test_nothing_is_lost_or_covered_in_large_letters_on_a_small_screen(
    browser: Browser, real: Real, *, width: int, letters: int, scripts: bool
) -> None:
    with phone(browser, real.base, size=(width, 640), scripts=scripts) as small:
        larger(small, letters)
        if scripts:
            small.opens()
        else:
            begins(small)
        small.taps(YES)
        small.sees("Viết một tin là đủ")
        small.says("Đường/vào/khu/phố/" * 12 + " tối quá, xin thêm đèn")
        expect(small.button(SEND)).to_be_visible()
        assert small.page.evaluate("document.documentElement.scrollWidth") <= width
        assert overlaps(small.page) == []
        small.button(SEND).scroll_into_view_if_needed()
        seen = small.page.evaluate(
            "[...document.querySelectorAll('.options button')].map(e => e.scrollWidth - e.clientWidth)"
        )
        assert max(seen) <= 0
        small.taps(SEND)
        small.sees("Mã biên nhận")


def larger(person: Phone, letters: int) -> None:
    """Letters of this size, as the browser's own setting makes them: before the page is laid out."""
    session = person.context.new_cdp_session(person.page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": letters, "fixed": letters}})


# --- away and back ---


def leaves_and_returns(person: Phone) -> bool:
    """Follow a link away and press «back»; whether the page was kept as it was left."""
    person.page.evaluate(
        "addEventListener('pageshow', (e) => { window.restored = e.persisted }, { once: true })"
    )
    person.page.goto(person.base + "/healthz")
    person.page.go_back(wait_until="commit")
    return bool(person.page.evaluate("window.restored ?? false"))


def test_back_shows_the_end_of_the_talk_and_sends_nothing(lan: Phone, real: Real) -> None:
    to_the_card(lan)
    before = real.does(events)
    lan.page.goto(f"{lan.base}/healthz")
    real.does(said_once_more)
    lan.page.go_back()
    lan.sees("còn 3 ngày")
    expect(lan.page.locator("#list > li").last).to_be_in_viewport()
    assert real.does(events) == before
    expect(lan.bubble(LAMPS)).to_have_count(1)
    lan.says("và một cái ghế đá")
    expect(lan.page.locator("#list > li").last).to_contain_text("ghế đá")


def test_a_page_kept_as_it_was_left_goes_on_when_it_comes_back(lan: Phone, stub: Stub) -> None:
    kept = Phone(lan.context, stub.base)
    kept.opens()
    kept.sees("Chào bạn!")
    assert leaves_and_returns(kept)
    stub.bot(stub.anyone(), "Nhắc bạn: còn 3 ngày.")
    kept.sees("còn 3 ngày")
    expect(kept.page.locator("#list > li").last).to_be_in_viewport()
    assert stub.posts == []


def test_two_tabs_stay_in_step_and_a_tap_in_one_closes_the_question_in_both(lan: Phone) -> None:
    to_the_card(lan)
    other = Phone(lan.context, lan.base)
    other.opens("/chat")
    expect(other.button(SEND)).to_be_visible()
    lan.taps(SEND)
    other.sees("Mã biên nhận")
    expect(other.button(SEND)).to_have_count(0)
    lan.page.reload()
    other.page.reload()
    lan.sees("Mã biên nhận")
    other.sees("Mã biên nhận")
    assert lan.texts() == other.texts()


def test_a_crowd_at_the_door_is_waited_out(browser: Browser, stub: Stub) -> None:
    with phone(browser, stub.base) as lan:
        asked: list[str] = []

        def crowded(route: Route) -> None:
            asked.append(route.request.url)
            if len(asked) == 1:
                route.fulfill(status=429, headers={"Retry-After": "2"})
            else:
                route.continue_()

        lan.page.route("**/chat/api/session", crowded)
        lan.opens()
        lan.sees("Đang đông người quá")
        lan.sees("Chào bạn!")
        assert len(asked) == 2
        expect(lan.page.get_by_text("Đang đông người quá")).to_have_count(0)

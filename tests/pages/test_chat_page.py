"""The chat's page, played in a real browser against a stub that keeps the contract."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, FilePayload, Route, expect

from tests.pages.phone import WRITE, Phone, phone
from tests.pages.stub import ASK, CHOICES, Stub, serving

pytestmark = pytest.mark.xdist_group("browser")

YES, NO = CHOICES[0], CHOICES[1]
LAMPS = "Đường vào khu phố 5 tối om,\nđèn hỏng cả tháng nay."
NOT_KEPT = "chưa lưu – chờ bạn đồng ý"
PHOTO: FilePayload = {"name": "1.jpg", "mimeType": "image/jpeg", "buffer": b"pixels"}
OFFLINE = "Mất mạng – tin sẽ gửi lại khi có mạng"
NOT_SENT = "chưa gửi được, chạm để thử lại"


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serving(Stub()) as served:
        yield served


@pytest.fixture
def lan(browser: Browser, stub: Stub) -> Iterator[Phone]:
    with phone(browser, stub.base) as held:
        yield held


def to_the_card(person: Phone) -> None:
    person.opens()
    person.taps(YES)
    person.sees("Viết một tin là đủ")
    person.says(LAMPS)
    person.sees("Bạn xem lại nhé")


def test_from_the_link_to_the_receipt_in_three_inputs(lan: Phone, stub: Stub) -> None:
    to_the_card(lan)
    lan.taps("Gửi")
    lan.sees("QT-27-K7M2P")
    assert [post.get("choice", post.get("text")) for post in stub.posts] == [
        "consent:1",
        LAMPS,
        "card:1",
    ]
    assert stub.starts == ["b-KP3"]
    assert lan.page.url == f"{stub.base}/chat"
    expect(lan.page.locator(".options")).to_have_count(0)
    assert lan.complaints == []
    assert lan.foreign == []
    assert 0 < lan.bytes < 60_000


def test_photos_go_with_what_stands_in_the_pen_again_and_again_under_one_id(
    lan: Phone, stub: Stub
) -> None:
    lan.opens()
    lan.taps(YES)
    lan.sees("Viết một tin là đủ")
    lan.page.get_by_label(WRITE).fill(LAMPS)
    stub.down = True
    lan.page.locator("#files").set_input_files([PHOTO] * 4)
    lan.sees(NOT_SENT)
    stub.down = False
    lan.page.get_by_role("button", name=NOT_SENT).click()
    lan.sees("Bạn xem lại nhé")
    sent = [post for post in stub.posts if "files" in post]
    assert len(sent) > 1
    assert {post["id"] for post in sent} == {sent[0]["id"]}
    assert {(post["text"], post["files"]) for post in sent} == {(LAMPS, 3)}
    assert lan.page.get_by_label(WRITE).input_value() == ""


def test_words_whose_photos_a_reload_took_are_in_the_pen_again(lan: Phone, stub: Stub) -> None:
    lan.opens()
    lan.taps(YES)
    lan.sees("Viết một tin là đủ")
    lan.page.get_by_label(WRITE).fill(LAMPS)
    stub.down = True
    lan.page.locator("#files").set_input_files([PHOTO])
    lan.sees(NOT_SENT)
    stub.down = False
    lan.page.reload()
    expect(lan.page.get_by_label(WRITE)).to_have_value(LAMPS)


def test_only_the_last_question_can_be_tapped(lan: Phone) -> None:
    to_the_card(lan)
    expect(lan.page.locator(".options")).to_have_count(1)
    expect(lan.button("Gửi")).to_be_visible()
    expect(lan.button(YES)).to_have_count(0)


def test_line_breaks_stay(lan: Phone) -> None:
    to_the_card(lan)
    assert LAMPS in lan.texts()
    bubble = lan.page.locator(".me .text").last
    assert bubble.evaluate("e => getComputedStyle(e).whiteSpace") == "pre-wrap"


def test_a_reload_shows_the_same_and_starts_nothing_again(lan: Phone, stub: Stub) -> None:
    to_the_card(lan)
    before = lan.texts()
    lan.page.reload()
    lan.sees("Bạn xem lại nhé")
    assert lan.texts() == before
    expect(lan.button("Gửi")).to_be_visible()
    assert stub.starts == ["b-KP3"]
    lan.taps("Gửi")
    lan.sees("QT-27-K7M2P")
    lan.page.reload()
    lan.sees("(đã gửi)")
    expect(lan.page.locator(".options")).to_have_count(0)


def test_what_is_written_offline_is_sent_once_when_the_network_is_back(
    lan: Phone, stub: Stub
) -> None:
    lan.opens()
    lan.taps(YES)
    lan.sees("Viết một tin là đủ")
    lan.context.set_offline(True)
    lan.sees(OFFLINE)
    lan.says(LAMPS)
    lan.sees(NOT_SENT)
    lan.page.get_by_role("button", name=NOT_SENT).click()
    lan.context.set_offline(False)
    lan.sees("Bạn xem lại nhé")
    expect(lan.page.get_by_text(OFFLINE)).to_have_count(0)
    expect(lan.page.get_by_text(NOT_SENT)).to_have_count(0)
    expect(lan.bubble(LAMPS)).to_have_count(1)
    assert len({post["id"] for post in stub.posts if post.get("text")}) == 1
    assert [row["text"] for row in stub.anyone().rows].count(LAMPS) == 1


def test_a_server_that_is_down_is_asked_again_under_the_same_id_and_a_reload_forgets_nothing(
    lan: Phone, stub: Stub
) -> None:
    lan.opens()
    lan.taps(YES)
    lan.sees("Viết một tin là đủ")
    stub.down = True
    lan.says(LAMPS)
    lan.sees("đang gửi…")
    lan.page.reload()
    lan.sees("đang gửi…")
    stub.down = False
    lan.sees("Bạn xem lại nhé")
    expect(lan.bubble(LAMPS)).to_have_count(1)
    tries = [post["id"] for post in stub.posts if post.get("text")]
    assert len(tries) > 1
    assert len(set(tries)) == 1


def test_messages_in_a_row_arrive_in_order(lan: Phone, stub: Stub) -> None:
    lan.opens()
    lan.taps(YES)
    lan.sees("Viết một tin là đủ")
    stub.down = True
    for text in ("một", "hai", "ba"):
        lan.says(text)
    stub.down = False
    expect(lan.page.get_by_text("«ba»")).to_be_visible()
    assert [row["text"] for row in stub.anyone().rows if row["from"] == "me"] == [
        YES,
        "một",
        "hai",
        "ba",
    ]


def test_what_was_missed_while_the_stream_was_broken_comes_once(lan: Phone, stub: Stub) -> None:
    lan.opens()
    lan.sees("Chào bạn!")
    stub.down = True
    lan.page.wait_for_timeout(600)
    stub.bot(stub.anyone(), "Buổi đối thoại dời sang Thứ Sáu.")
    stub.down = False
    lan.sees("dời sang Thứ Sáu")
    stub.bot(stub.anyone(), "Và vẫn ở hội trường.")
    lan.sees("vẫn ở hội trường")
    expect(lan.page.get_by_text("dời sang Thứ Sáu")).to_have_count(1)


def test_a_stream_that_tells_everything_again_shows_nothing_twice(lan: Phone, stub: Stub) -> None:
    stub.replays = True
    to_the_card(lan)
    before = lan.texts()
    lan.page.reload()
    lan.sees("Bạn xem lại nhé")
    stub.bot(stub.anyone(), "Nhắc bạn: còn 3 ngày.")
    lan.sees("còn 3 ngày")
    assert lan.texts() == [*before, "Nhắc bạn: còn 3 ngày."]


def test_words_the_server_has_are_not_left_on_the_phone(lan: Phone) -> None:
    to_the_card(lan)
    assert "khu phố 5" not in lan.page.evaluate("JSON.stringify(sessionStorage)")


def test_two_tabs_are_one_talk(lan: Phone, stub: Stub) -> None:
    lan.opens()
    lan.sees("Chào bạn!")
    other = Phone(lan.context, stub.base)
    other.opens("/chat")
    other.taps(YES)
    lan.sees("Viết một tin là đủ")
    lan.says(LAMPS)
    other.sees("Bạn xem lại nhé")
    lan.sees("Bạn xem lại nhé")
    assert lan.texts() == other.texts()
    expect(other.bubble(LAMPS)).to_have_count(1)
    expect(lan.button("Gửi")).to_be_visible()


def test_a_server_that_echoes_nothing_leaves_the_words_marked_as_shown_here_only(
    lan: Phone, stub: Stub
) -> None:
    stub.echo_held = False
    lan.opens()
    lan.says(LAMPS)
    lan.sees(NOT_KEPT)
    lan.taps(YES)
    lan.sees("Bạn xem lại nhé")
    lan.sees("chỉ hiện trên máy này")
    expect(lan.bubble(LAMPS)).to_have_count(1)


def test_words_typed_before_the_yes_wait_on_the_phone_and_go_with_the_yes(
    lan: Phone, stub: Stub
) -> None:
    lan.opens()
    lan.says(LAMPS)
    lan.sees(NOT_KEPT)
    assert LAMPS not in [row["text"] for row in stub.anyone().rows]
    lan.page.reload()
    lan.sees(NOT_KEPT)
    expect(lan.bubble(LAMPS)).to_have_count(1)
    lan.taps(YES)
    lan.sees("Bạn xem lại nhé")
    assert stub.posts[-1]["held"] == LAMPS
    expect(lan.page.get_by_text(NOT_KEPT)).to_have_count(0)
    expect(lan.bubble(LAMPS)).to_have_count(1)
    lan.taps("Gửi")
    lan.sees("QT-27-K7M2P")
    assert "held" not in stub.posts[-1]


def test_several_texts_before_the_yes_go_together(lan: Phone, stub: Stub) -> None:
    lan.opens()
    lan.says("đèn hỏng")
    lan.sees(NOT_KEPT)
    lan.says("ở ngõ 12")
    expect(lan.page.get_by_text(NOT_KEPT)).to_have_count(2)
    lan.taps(YES)
    lan.sees("Bạn xem lại nhé")
    assert stub.posts[-1]["held"] == "đèn hỏng\nở ngõ 12"


def test_a_yes_tapped_before_the_reply_carries_the_words_too(lan: Phone, stub: Stub) -> None:
    lan.opens()
    expect(lan.button(YES)).to_be_visible()
    lan.page.evaluate(
        """([words, yes]) => {
          const field = document.getElementById("text");
          field.value = words;
          document.getElementById("form").requestSubmit();
          [...document.querySelectorAll(".options button")].find((b) => b.textContent === yes).click();
        }""",
        [LAMPS, YES],
    )
    lan.sees("Bạn xem lại nhé")
    assert [post.get("held") for post in stub.posts] == [None, LAMPS]
    expect(lan.page.get_by_text(NOT_KEPT)).to_have_count(0)


def test_after_a_no_the_words_are_on_no_server_and_soon_on_no_phone(lan: Phone, stub: Stub) -> None:
    lan.opens()
    lan.says(LAMPS)
    lan.sees(NOT_KEPT)
    lan.taps(NO)
    lan.sees("Mình đã không lưu gì cả")
    lan.sees("chỉ hiện trên máy này")
    lan.page.reload()
    lan.sees("Mình đã không lưu gì cả")
    expect(lan.bubble(LAMPS)).to_have_count(0)


def test_a_text_too_long_goes_back_to_the_pen(lan: Phone, stub: Stub) -> None:
    lan.opens()
    lan.taps(YES)
    lan.sees("Viết một tin là đủ")
    stub.refuse = True
    lan.says("dài " * 50)
    lan.page.get_by_role("button", name="chạm để sửa cho ngắn lại").click()
    expect(lan.page.get_by_label(WRITE)).to_have_value(("dài " * 50).strip())
    expect(lan.page.locator(".me .text")).to_have_text([YES])


def test_a_refused_tap_gives_the_buttons_back(lan: Phone, stub: Stub) -> None:
    lan.opens()
    stub.refuse = True
    lan.taps(YES)
    expect(lan.button(YES)).to_be_visible()
    stub.refuse = False
    lan.taps(YES)
    lan.sees("Viết một tin là đủ")


def test_text_is_never_markup_and_never_a_link(lan: Phone, stub: Stub) -> None:
    lan.opens()
    lan.sees("Chào bạn!")
    nasty = '<img src=x onerror="alert(1)"> https://lua-dao.example <b>đậm</b>'
    stub.bot(stub.anyone(), nasty, ["<i>nghiêng</i>"])
    lan.sees("lua-dao.example")
    assert lan.texts()[-1] == nasty
    expect(lan.button("<i>nghiêng</i>")).to_be_visible()
    expect(lan.page.locator("#list :is(img, a, b, i)")).to_have_count(0)
    assert lan.complaints == []


def test_a_file_of_this_place_is_a_download_and_one_of_elsewhere_is_only_a_name(
    lan: Phone, stub: Stub
) -> None:
    lan.opens()
    lan.sees("Chào bạn!")
    urls = [
        "/chat/files/a.xlsx",
        "https://elsewhere.example/b.xlsx",
        "javascript:alert(1)",
        "//elsewhere.example/c",
    ]
    stub.bot(
        stub.anyone(),
        "Tệp đây",
        files=[{"name": f"tep{n}", "url": url} for n, url in enumerate(urls)],
    )
    lan.sees("tep3")
    expect(lan.page.locator("#list a")).to_have_text(["tep0"])
    with lan.page.expect_download() as download:
        lan.page.get_by_role("link", name="tep0").click()
    assert download.value.url == f"{stub.base}/chat/files/a.xlsx"


def test_who_reads_above_is_not_pulled_down(lan: Phone, stub: Stub) -> None:
    lan.opens()
    lan.sees("Chào bạn!")
    for number in range(20):
        stub.bot(stub.anyone(), f"Tin số {number}")
    lan.sees("Tin số 19")
    lan.page.evaluate("scrollTo(0, 0)")
    lan.page.wait_for_timeout(100)
    stub.bot(stub.anyone(), "Tin mới nhất")
    button = lan.page.get_by_role("button", name="Tin mới")
    expect(button).to_be_visible()
    assert lan.page.evaluate("scrollY") == 0
    button.click()
    expect(lan.page.get_by_text("Tin mới nhất")).to_be_in_viewport()
    expect(button).to_be_hidden()


def test_a_hidden_page_counts_what_is_unread_in_its_title(lan: Phone, stub: Stub) -> None:
    lan.opens()
    lan.sees("Chào bạn!")
    hide = (
        "Object.defineProperty(document, 'hidden', {get: () => window.away, configurable: true});"
    )
    turn = "document.dispatchEvent(new Event('visibilitychange'))"
    lan.page.evaluate(f"window.away = true; {hide} {turn}")
    stub.bot(stub.anyone(), "Nhắc bạn: còn 3 ngày.")
    expect(lan.page).to_have_title("(1) Đối Thoại")
    lan.page.evaluate(f"window.away = false; {turn}")
    expect(lan.page).to_have_title("Đối Thoại")


def test_without_a_link_and_without_a_cookie_there_is_a_way_in(lan: Phone, stub: Stub) -> None:
    lan.opens("/chat")
    lan.page.get_by_role("button", name="Chào bạn").click()
    lan.sees("Đây là kênh gửi ý kiến")
    assert stub.starts == [None]


def test_days_have_their_names(lan: Phone, stub: Stub) -> None:
    lan.opens()
    lan.sees("Hôm nay")
    person = stub.anyone()
    person.rows.insert(
        0, {**person.rows[0], "id": 0, "text": "Chuyện cũ", "at": "2026-03-19T16:59:59Z"}
    )
    stub.last += 1
    person.rows[0]["id"], person.rows[1]["id"] = 1, stub.last
    lan.page.reload()
    lan.sees("Chuyện cũ")
    assert lan.page.locator(".day").all_text_contents() == ["Thứ Năm, 19/03/2026", "Hôm nay"]


def test_it_can_be_played_with_the_keyboard_alone(browser: Browser, stub: Stub) -> None:
    with phone(browser, stub.base, size=(1280, 800)) as desk:
        desk.opens()
        expect(desk.button(YES)).to_be_visible()
        desk.page.keyboard.press("Tab")
        expect(desk.button(YES)).to_be_focused()
        desk.page.keyboard.press("Enter")
        desk.sees("Viết một tin là đủ")
        expect(desk.page.get_by_label(WRITE)).to_be_focused()
        desk.page.keyboard.type("Thêm đèn")
        desk.page.keyboard.press("Shift+Enter")
        desk.page.keyboard.type("ở ngõ 12")
        desk.page.keyboard.press("Enter")
        desk.sees("Bạn xem lại nhé")
        assert stub.posts[-1]["text"] == "Thêm đèn\nở ngõ 12"
        for _ in range(4):
            desk.page.keyboard.press("Shift+Tab")
        expect(desk.button("Gửi")).to_be_focused()
        desk.page.keyboard.press("Enter")
        desk.sees("QT-27-K7M2P")


def test_an_enter_that_ends_a_letter_sends_nothing(browser: Browser, stub: Stub) -> None:
    with phone(browser, stub.base, size=(1280, 800)) as desk:
        desk.opens()
        desk.page.get_by_label(WRITE).fill("tiếng")
        desk.page.get_by_label(WRITE).dispatch_event(
            "keydown", {"key": "Enter", "isComposing": True, "bubbles": True}
        )
        expect(desk.page.get_by_label(WRITE)).to_have_value("tiếng")
        assert stub.posts == []


def test_on_a_touch_screen_enter_makes_a_new_line(browser: Browser, stub: Stub) -> None:
    with phone(browser, stub.base, touch=True) as touch:
        touch.opens()
        touch.page.get_by_label(WRITE).tap()
        touch.page.keyboard.type("một")
        touch.page.keyboard.press("Enter")
        touch.page.keyboard.type("hai")
        expect(touch.page.get_by_label(WRITE)).to_have_value("một\nhai")
        assert stub.posts == []


def test_the_line_to_write_in_grows_to_five_lines(lan: Phone) -> None:
    lan.opens()
    field = lan.page.get_by_label(WRITE)
    heights = []
    for lines in (1, 3, 5, 9):
        field.fill("\n".join("a" * lines))
        heights.append(round(field.evaluate("e => e.offsetHeight")))
    assert heights[0] < heights[1] < heights[2] == heights[3]


CONTRASTS = """() => {
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
def test_everything_can_be_read_in_the_light_and_in_the_dark(
    browser: Browser, stub: Stub, scheme: Literal["light", "dark"]
) -> None:
    with phone(browser, stub.base, scheme=scheme) as person:
        to_the_card(person)
        person.taps("Gửi")
        person.sees("QT-27-K7M2P")
        person.context.set_offline(True)
        person.sees(OFFLINE)
        person.says("chưa đi đâu cả")
        person.sees(NOT_SENT)
        measured = person.page.evaluate(CONTRASTS)
        assert len(measured) > 10
        assert [(text, ratio) for text, ratio in measured if ratio < 4.5] == []


@pytest.mark.parametrize(
    ("width", "letters"), [(360, "100%"), (360, "200%"), (320, "100%"), (320, "200%")]
)
def test_nothing_is_cut_off_on_a_small_screen(
    browser: Browser, stub: Stub, width: int, letters: str
) -> None:
    with phone(browser, stub.base, size=(width, 640)) as small:
        small.opens()
        small.page.evaluate(
            "size => { document.documentElement.style.fontSize = size; dispatchEvent(new Event('resize')) }",
            letters,
        )
        small.taps(YES)
        small.sees("Viết một tin là đủ")
        small.says("Đường/vào/khu/phố/" * 20)
        small.sees("Bạn xem lại nhé")
        assert small.page.evaluate("document.documentElement.scrollWidth") <= width
        small.button("Gửi").scroll_into_view_if_needed()
        sizes = small.page.evaluate(
            "[...document.querySelectorAll('button, textarea')].filter(e => e.checkVisibility())"
            ".map(e => e.getBoundingClientRect()).map(r => Math.min(r.width, r.height))"
        )
        assert min(sizes) >= 44
        small.taps("Gửi")
        small.sees("QT-27-K7M2P")


def test_a_message_longer_than_the_screen_is_shown_from_its_first_line(
    lan: Phone, stub: Stub
) -> None:
    lan.opens()
    lan.sees("Chào bạn!")
    stub.bot(stub.anyone(), "Dòng đầu\n" + "dòng\n" * 60)
    last = lan.page.locator("#list > li").last
    expect(last).to_contain_text("Dòng đầu")
    assert last.evaluate("e => e.getBoundingClientRect().top") >= 0
    expect(lan.page.get_by_role("button", name="Tin mới")).to_be_visible()


def test_a_screen_reader_is_told_what_is_what(lan: Phone) -> None:
    lan.opens()
    lan.sees("Chào bạn!")
    page = lan.page
    assert page.locator("html").get_attribute("lang") == "vi"
    for landmark in ("header", "main", "footer", "[role=log]"):
        expect(page.locator(landmark)).to_have_count(1)
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    expect(page.get_by_role("log")).to_have_attribute("aria-busy", "false")
    expect(page.get_by_role("group", name="Chọn một câu trả lời")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đối Thoại")
    expect(page.locator("#list > li").first).to_contain_text(re.compile("^Hôm nayMáy: Chào bạn!"))


def test_cookies_that_are_refused_make_one_person_not_hundreds(lan: Phone) -> None:
    asked: list[str] = []

    def without_cookie(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=201)

    lan.page.route("**/chat/api/session", without_cookie)
    lan.opens("/chat")
    lan.sees("Trang cần cookie")
    lan.page.wait_for_timeout(1500)
    assert len(asked) == 1


def test_words_sent_while_the_page_still_opens_make_no_second_person(
    lan: Phone, stub: Stub
) -> None:
    stub.down = True
    lan.opens()
    lan.says(LAMPS)
    lan.page.wait_for_timeout(1000)
    assert stub.posts == []
    stub.down = False
    lan.sees(NOT_KEPT)
    assert stub.starts == ["b-KP3"]
    assert len(stub.people) == 1
    expect(lan.bubble(LAMPS)).to_have_count(1)


def test_the_draft_survives_a_reload(lan: Phone) -> None:
    lan.opens()
    lan.page.get_by_label(WRITE).fill("đang viết dở")
    lan.page.reload()
    expect(lan.page.get_by_label(WRITE)).to_have_value("đang viết dở")


def test_asking_shows_no_buttons(lan: Phone) -> None:
    lan.opens()
    lan.taps(YES)
    expect(lan.bubble(ASK)).to_be_visible()
    expect(lan.page.locator(".options")).to_have_count(0)

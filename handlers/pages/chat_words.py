"""The words of the chat's page itself: its labels, notes and banners, not what the bot says.

They are a dataclass so that a string missing in one language does not type-check, and they
reach the script through the page's markup so that `chat.js` holds no sentence.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChatWords:
    title: str
    line: str
    log: str
    loading: str
    label: str
    placeholder: str
    send: str
    begin: str
    begin_line: str
    link_line: str
    older: str
    newest: str
    look: str
    still_held: str
    resend: str
    reload: str
    shorten: str
    offline: str
    down: str
    cookies: str
    crowded: str
    newer: str
    sending: str
    failed: str
    too_long: str
    too_large: str
    file_sent: str
    attach: str
    held: str
    only_here: str
    options: str
    bot: str
    me: str
    empty: str
    hello: str
    today: str
    yesterday: str
    days: str
    """The weekdays from Sunday on, with a bar between them."""


CHAT_WORDS = {
    "vi": ChatWords(
        title="Đối Thoại",
        line="Kênh gửi ý kiến tới buổi đối thoại\u00a0– bạn đang nói chuyện với máy",
        log="Tin nhắn",
        loading="Đang mở cuộc trò chuyện…",
        label="Tin nhắn của bạn",
        placeholder="Nhắn ở đây…",
        send="Gửi",
        begin="Bắt đầu",
        begin_line="Bạn muốn điều gì ở nơi mình sống thay đổi?",
        link_line="Bạn vừa mở một liên kết. Chạm «Bắt đầu» để dùng nó.",
        resend="Chưa gửi được – lời bạn còn ở dưới, bạn gửi lại nhé",
        reload="Máy chủ đang bận – bạn tải lại trang sau ít giây nhé",
        shorten="Tin dài quá – bạn quay lại trang trước và viết ngắn hơn nhé",
        older="Tin cũ hơn",
        newest="Tới tin cuối",
        look="Xem có tin mới",
        still_held="Lời bạn viết chỉ nằm trong trang này: bạn chọn một câu trả lời ở dưới, đừng đóng trang",
        offline="Mất mạng – tin sẽ gửi lại khi có mạng",
        down="Chưa nối được máy chủ – đang thử lại",
        cookies="Trang cần cookie để nhớ cuộc trò chuyện – bạn bật cookie rồi tải lại nhé",
        crowded="Đang đông người quá – bạn chờ ít giây nhé",
        newer="Tin mới",
        sending="đang gửi…",
        failed="chưa gửi được, chạm để thử lại",
        too_long="tin dài quá, chạm để sửa cho ngắn lại",
        too_large="ảnh lớn quá, mỗi ảnh tối đa 10 MB",
        file_sent="(tệp)",
        attach="Gửi ảnh",
        held="chưa lưu – chờ bạn đồng ý",
        only_here="chỉ hiện trên máy này",
        options="Chọn một câu trả lời",
        bot="Máy",
        me="Bạn",
        empty="Bạn muốn điều gì ở nơi mình sống thay đổi? Chào một tiếng để bắt đầu.",
        hello="Chào bạn",
        today="Hôm nay",
        yesterday="Hôm qua",
        days="Chủ Nhật|Thứ Hai|Thứ Ba|Thứ Tư|Thứ Năm|Thứ Sáu|Thứ Bảy",
    ),
    "en": ChatWords(
        title="Đối Thoại",
        line="Sends your proposals to the dialogue\u00a0– you are talking to a machine",
        log="Messages",
        loading="Opening the chat…",
        label="Your message",
        placeholder="Write here…",
        send="Send",
        begin="Start",
        begin_line="What should change where you live?",
        link_line="You have opened a link. Tap “Start” to use it.",
        resend="Not sent yet – your words are below, please send them again",
        reload="The server is busy – please load the page again in a few seconds",
        shorten="Too long to send – please go back to the page before and shorten it",
        older="Older messages",
        newest="To the last message",
        look="Look for new messages",
        still_held="Your words are in this page only: choose an answer below, and do not close it",
        offline="No network – messages will be sent when it is back",
        down="The server cannot be reached – trying again",
        cookies="The page needs a cookie to remember this chat – please allow it and load again",
        crowded="Many people are coming in right now – please wait a few seconds",
        newer="New messages",
        sending="sending…",
        failed="not sent yet, tap to try again",
        too_long="too long to send, tap to shorten it",
        too_large="too large to send, at most 10 MB a photo",
        file_sent="(file)",
        attach="Send photos",
        held="not kept – waiting for your consent",
        only_here="shown on this device only",
        options="Choose an answer",
        bot="Machine",
        me="You",
        empty="What should change where you live? Say hello to begin.",
        hello="Hello",
        today="Today",
        yesterday="Yesterday",
        days="Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday",
    ),
}

"""What a text is that was typed while no question was open: rules, in both languages.

Everything that says something and is nothing else counts as the text of a proposal, so the rules
must rather miss a greeting than swallow a wish: a question is one of ours only in a short text that
speaks of sending, answering or the cutoff. What is a matter of safety (self-harm, accusations and
the like) is not looked for here.
"""

import re
from collections.abc import Sequence
from typing import Literal

from handlers.words import own_data
from handlers.words.cleaning import is_blank
from handlers.words.folding import bare, words
from handlers.words.phrases import FILLER, UNCLEAR, Kinds, phrases, pieces, spoken
from handlers.words.syllables import is_syllable
from handlers.words.teencode import LOANS, MEANINGS
from handlers.words.yes_no import answer_in

Kind = Literal[
    "greeting",
    "thanks",
    "ack",
    "help",
    "erase",
    "my_data",
    "deadline",
    "status",
    "sticker",
    "gibberish",
    "proposal",
    "none",
]

_A_WISH_HAS = 3
_LONGEST_TALK = 10
_LONGEST_QUESTION = 14

_GREETING = phrases(
    "hi | hello | helo | hey | yo | alo | a lô | lô | chào | xin chào | chào buổi | chào mừng |"
    "sáng | chiều | tối | chào buổi sáng | chào buổi trưa | chào buổi chiều | chào buổi tối |"
    "good morning | good afternoon | good evening | hi there | hello there | start | bắt đầu |"
    "có ai không | có ai ở đây không | có ai ở đó không | có ai ở đây | có ai | ở đây không | đó không | ơi | bot"
)
_THANKS = phrases(
    "cảm ơn | cám ơn | thank you | thanks | ty | biết ơn | cảm ơn bạn | cảm ơn nhiều |"
    "xin cảm ơn | chân thành cảm ơn"
)
_ACK = phrases(
    "rồi | đã rõ | rõ | rõ rồi | hiểu | hiểu rồi | đã hiểu | đã nhận | nhận được rồi | biết rồi |"
    "đã biết | ok | được | được rồi | vâng | dạ | ừ | ừm | tốt | tốt quá | hay | hay quá |"
    "tuyệt | tuyệt vời | không sao | không có gì | không vấn đề | tạm biệt | bye | bye bye |"
    "hẹn gặp lại | ngủ ngon | good night | great | nice | cool | fine | got it | i see | lol |"
    "understood | no problem | thế thôi | thế à | vậy à | vậy hả | thế hả | kk"
)
_FILLERS = phrases(
    "ạ | a | à | nhé | nha | nhá | nè | ơi | đấy | đó | đâu | bạn | mình | em | anh | chị | tôi | bot |"
    "quản trị viên | mọi người | cả nhà | phường | đoàn | đoàn phường | nhiều | rất | lắm | quá |"
    "đã | so much | very much | so | much | very | you | all | everyone | there | guys | sir"
)
_TALK = Kinds(
    {
        "greeting": _GREETING,
        "thanks": _THANKS,
        "ack": _ACK,
        FILLER: _FILLERS,
    }
)
_LAUGH = re.compile(r"(?:(?:a?ha|hi|he|hì|hè|hê|hí)+h?|k{2,}|h[ia]h[ia]+|lol+)")

# The patterns read a text without marks, its short forms expanded, one blank between two words.
_WHEN = r"(?:bao gio|khi nao|luc nao|ngay nao|hom nao|ngay may|may gio|chung nao|bao lau|bao nhieu ngay|may ngay)"
_OPINION = r"(?:y kien|gop y|de xuat|kien nghi|phan anh|cau hoi|y tuong)"
_ANSWER = r"(?:tra loi|phan hoi|hoi am|hoi dap|ket qua|giai quyet|xu ly)"
_ME = r"(?:toi|minh|em|to|tui|chung em|bon em|tui em)"
_END = r"(?: (?:a|vay|the|nhi|ban|bot|quan tri vien|ha|nao|day|do|roi))*$"

_DEADLINE = (
    rf"\bhan (?:cuoi(?: cung)?|chot|gui|nop)\b.*\b(?:{_WHEN}|khi|gi|chua|khong)\b",
    rf"\b{_WHEN} (?:thi |la |moi )*(?:het han|den han|toi han|dong|ket thuc)\b.*\b(?:gui|nop|nhan|{_OPINION})",
    rf"\b(?:gui|nop|nhan|{_OPINION}) .*\b(?:het han|dong|ket thuc) {_WHEN}\b",
    rf"^(?:{_ME} )?(?:con )?{_WHEN}(?: nua)?(?: thi| la| moi)?(?: den| toi)? (?:het han|han|han chot|han cuoi){_END}",
    rf"\b(?:gui|nop|nhan|{_OPINION})\b.*\b(?:den|toi|truoc|het) {_WHEN}{_END}",
    rf"\b(?:den|toi|truoc) {_WHEN} (?:thi )?(?:phai )?(?:gui|nop)\b",
    rf"\b(?:con|van|kip)\b.*\b(?:gui|nop|{_OPINION})\b.*\b(?:duoc|kip) (?:nua )?khong{_END}",
    rf"\b(?:gui|nop)\b.*\b(?:con|van) (?:duoc|kip|nhan) (?:nua )?khong{_END}",
    rf"^(?:con )?{_WHEN}(?: nua)?(?: thi| la| moi| den| toi| co| dien ra)*(?: buoi)? doi thoai{_END}",
    rf"^(?:buoi |lich |ngay )?doi thoai (?:la |vao |dien ra |to chuc |o |luc )*(?:{_WHEN}|o dau|dau){_END}",
    rf"^(?:con )?(?:han|han (?:cuoi|chot|gui|nop)(?: {_OPINION})?|deadline)(?: la gi)?{_END}",
    r"\bdeadline\b.*\b(?:when|what|khi nao|bao gio|ngay nao|la)\b|\b(?:when|what)\b.*\bdeadline\b",
    r"\b(?:until when|by when|how long do i have|how many days (?:are )?left|too late to)\b",
    r"^when is the (?:dialogue|meeting|event)\b",
)
_STATUS = (
    rf"\b(?:gui|{_OPINION})\b.*\b{_WHEN} (?:thi |moi |se |duoc |co |nhan |nhan duoc |phuong |cac bac )*{_ANSWER}\b",
    rf"^{_WHEN} (?:thi |moi |se |{_ME} |duoc |co |nhan |nhan duoc )*(?:tra loi|phan hoi|hoi am|ket qua)(?: {_OPINION})?{_END}",
    rf"\b{_OPINION} cua {_ME}\b.*\b(?:dau|sao|the nao|nhu the nao|chua|khong|{_WHEN}){_END}",
    rf"\b{_OPINION}\b.*\b(?:den dau|toi dau|ra sao|the nao|den dau roi) roi{_END}",
    rf"^(?:cho {_ME} hoi )?(?:cac )?{_OPINION}\b(?: \w+){{0,6}} chua{_END}",
    rf"^(?:da |phuong |co |duoc |ai )*{_ANSWER} (?:gi |cho {_ME} )?chua{_END}",
    rf"\b{_ME} (?:da )?gui\b.*\b(?:chua|khong) (?:thay |co |duoc |nhan |ai )+{_ANSWER}\b",
    rf"^(?:{_ME} )?(?:muon )?(?:xem|tra cuu|kiem tra)(?: lai)?(?: cac)?(?: nhung)? (?:{_OPINION}|ma|trang thai)\b(?: \w+){{0,5}}$",
    rf"^(?:cac )?{_OPINION} (?:cua {_ME}|(?:{_ME} )?da gui){_END}",
    r"\b(?:status|state) of (?:my|the)\b|^my (?:proposal|opinion|idea|receipt)s?(?: status)?$",
    r"^(?:is there )?(?:any|an) (?:answer|reply|news|update)(?: yet)?$",
    r"\bwhen (?:will|do|can|would) (?:i|we|you|they|someone)\b.*\b(?:answer|reply|hear|response)",
    r"^(?:did|has|have) (?:you|anyone|they|someone|the ward)\b.*\b(?:read|get|got|received?|answer(?:ed)?|repl(?:y|ied))\b",
)
_BOT = r"(?:(?:chat )?bot|chatbot|ban|quan tri vien|day|cai nay|trang nay|kenh nay|nick nay|tai khoan nay|ung dung nay)"
_DOES = (
    r"(?:dung |sinh ra |lap ra |co the |co |biet )*(?:de )?(?:lam|la|giup|co tac dung|lam nhung)"
)
_HOW = r"(?:lam sao|lam the nao|lam nhu the nao|cach|cach nao|the nao|nhu the nao|kieu gi|o dau|ra sao)"
_HELP = (
    r"^(?:help|help me|menu|huong dan|tro giup|cach (?:dung|su dung)|lenh|how to use.*|ho tro)"
    r"(?: (?:voi|minh|em|toi|cho|su dung|dung|please|bot))*" + _END,
    rf"^giup (?:{_ME}|do)?(?: voi)?{_END}",
    rf"^{_BOT} (?:nay |o day |ten )?{_DOES}(?: duoc)?(?: cho)?(?: {_ME})? (?:gi|ai){_END}",
    rf"^{_BOT} (?:nay )?(?:hoat dong|su dung|dung) {_HOW}{_END}",
    rf"^(?:cho {_ME} hoi )?(?:{_ME} )?(?:muon )?{_HOW} (?:de |ma )?(?:{_ME} )?(?:co the )?(?:gui|gop|nop|viet|dang)\b(?: {_OPINION}| y)",
    rf"^(?:cho {_ME} hoi )?(?:{_ME} )?(?:muon )?(?:gui|gop|nop|viet) (?:{_OPINION}|y) (?:thi )?(?:{_HOW}|bang cach nao|phai lam gi){_END}",
    rf"^ai (?:se )?(?:doc|xem|nhan|tra loi)(?: duoc)?(?: {_OPINION})?(?: cua {_ME})?{_END}",
    rf"^{_OPINION}(?: nay| cua {_ME})? (?:gui )?(?:cho )?ai (?:doc|xem|nhan)?{_END}",
    rf"^(?:{_ME} )?(?:khong|chua) hieu(?: gi| lam| ca| het| luon)*{_END}",
    r"^(?:what (?:is|s) (?:this|that|it)|who (?:are|r) you|what (?:can|do) (?:you|u|this bot) do)\b",
    r"^how (?:does|do|can|should|to)\b(?: (?:i|we|it|this|the|bot|one|you|people)){0,3} (?:work|use|send|submit|write|start)\b",
    r"^(?:can you help|i need help|help me|who reads|who will read|who sees|i do not understand|i don t understand)\b",
)


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_QUESTIONS: dict[Kind, re.Pattern[str]] = {
    "deadline": _any_of(_DEADLINE),
    "status": _any_of(_STATUS),
    "help": _any_of(_HELP),
}
# Who begins like this wishes for something, whatever is asked along the way.
_WISHES = re.compile(
    r"^(?:de nghi|kien nghi|de xuat|mong|uoc|yeu cau|can|xin)\b(?! cua\b| da gui\b)"
)
# «Hạn nộp» of other things is no business of ours, but may be the matter of a proposal.
_OTHER_MATTERS = re.compile(
    r"\b(?:hoc phi|thue|tien|bao hiem|ho so|nguyen vong|can cuoc|giay|hop dong|visa|ho chieu)\b"
)

_KEYBOARD_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "poiuytrewq", "lkjhgfdsa", "mnbvcxz")
_NO_WORD = re.compile(r"[^aeiouy]{4,}|.*[^aeiouy]{5,}.*|(.)\1{3,}")


def kind_of(text: str) -> Kind:
    """What the person seems to want; «proposal» for anything of three words that is nothing else."""
    typed = [word for word in words(text) if not word.isdigit()]
    if not typed:
        return _without_words(text)
    if all(map(_is_noise, typed)):
        return "gibberish"
    if len(typed) > _LONGEST_QUESTION:
        return "proposal"
    said = spoken(text)
    if (own := own_data.wish(said)) is not None:
        return own
    wish: Kind = "proposal" if len(typed) >= _A_WISH_HAS else "none"
    return _talk(text, said) or _question(said) or wish


def _without_words(text: str) -> Kind:
    if is_blank(text) or any(letter.isalnum() for letter in text):
        return "none"
    if text.strip(" ?？!") == "" and ("?" in text or "？" in text):
        return "help"
    return "sticker" if any(ord(letter) > 0x2000 for letter in text) else "none"


def _talk(text: str, typed: Sequence[str]) -> Kind | None:
    """Greeting, thanks, or a sign of having heard: texts made of nothing but set phrases."""
    if len(typed) > _LONGEST_TALK:
        return None
    laughs = [word for word in typed if _LAUGH.fullmatch(word) and word != "hi"]
    said = set(pieces([word for word in typed if word not in laughs], _TALK))
    if not said:
        return "ack" if laughs else None
    if UNCLEAR in said:
        return "ack" if _answers(text) else None
    return "thanks" if "thanks" in said else "greeting" if "greeting" in said else "ack"


def _answers(text: str) -> bool:
    """A yes, or a polite no: a bare one where nothing was asked is not polite, it is a riddle."""
    answer = answer_in(text)
    return answer == "yes" or (answer == "no" and len(words(text)) > 1)


def _question(typed: Sequence[str]) -> Kind | None:
    line = " ".join(map(bare, typed))
    if len(typed) > _LONGEST_QUESTION or _WISHES.match(line):
        return None
    kinds = (kind for kind, pattern in _QUESTIONS.items() if pattern.search(line))
    kind = next(kinds, None)
    return None if kind == "deadline" and _OTHER_MATTERS.search(line) else kind


def _is_noise(word: str) -> bool:
    """Keys struck at random, as far as one word can show it."""
    key = bare(word)
    if len(key) < 4 or is_syllable(key) or word in MEANINGS or word in LOANS:
        return False
    if _LAUGH.fullmatch(word):
        return False
    return any(key in row for row in _KEYBOARD_ROWS) or _NO_WORD.fullmatch(key) is not None

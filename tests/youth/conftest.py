"""What many stories of a young person begin with."""

from __future__ import annotations

import re

from tests.phone import Phone

LAMP = "Đèn đường ngõ 5 hỏng cả tháng nay, tối đi học về sợ lắm"
RECEIPT = re.compile(r"\b[A-Z]{2,6}-\d\d-[0-9A-Z]{5}\b")


def receipt_of(phone: Phone) -> str:
    """The newest receipt in a chat."""
    for message in reversed(phone.chat):
        if found := RECEIPT.findall(message.text):
            return str(found[-1])
    raise AssertionError(f"{phone.name} has no receipt; the newest message is {phone.sees!r}")


async def has_sent(phone: Phone, text: str = LAMP) -> str:
    """Send an opinion; its receipt."""
    await phone.says(text)
    await phone.taps("Gửi")
    return receipt_of(phone)

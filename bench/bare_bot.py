"""The limit that the Telegram path is measured beside: `telegram.Bot` over our HTTP client, polling
and answering each update with one message, without a database, a conversation or a queue.

    python -m bench.bare_bot TOKEN API_BASE
"""

from __future__ import annotations

import asyncio
import os
import sys

# The library warns of a coming change of a type we do not use.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.channels.telegram.http import AiohttpRequest

LABELS = ("Gửi", "Sửa lời", "Đổi lĩnh vực", "Đổi nơi gửi", "Ghi tên", "Bỏ")
WORDS = "Mình gửi như thế này nhé?\n\nÝ kiến: {text}\n\nLĩnh vực: Hạ tầng\nTên: không ghi"
KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton(label, callback_data=f"0:{n}")] for n, label in enumerate(LABELS)]
)


async def answer(bot: Bot, update: Update) -> None:
    """One message, and for a tap the sign that it was seen."""
    chat = update.effective_chat
    assert chat is not None
    words = WORDS.format(text=update.update_id)
    said = bot.send_message(chat.id, words, reply_markup=KEYBOARD)
    if update.callback_query is not None:
        await asyncio.gather(said, bot.answer_callback_query(update.callback_query.id))
    else:
        await said


async def run(token: str, api_base: str) -> None:
    """Until killed: the next batch is asked for while the last is answered, as nothing is kept."""
    request = AiohttpRequest()
    bot = Bot(token, base_url=f"{api_base}/bot", request=request, get_updates_request=request)
    answering: set[asyncio.Task[None]] = set()
    async with bot:
        offset = 0
        while True:
            for update in await bot.get_updates(offset=offset, timeout=10):
                offset = update.update_id + 1
                task = asyncio.create_task(answer(bot, update))
                answering.add(task)
                task.add_done_callback(answering.discard)


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:3]))

"""Telegram: the only folder that knows python-telegram-bot and the Bot API behind it."""

from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.menu import Introduction, Menu
from bot.channels.telegram.webhook import Hook

__all__ = ["Hook", "Introduction", "Menu", "Telegram"]

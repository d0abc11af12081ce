"""The web chat: a channel of our own, whose platform is a page and a table."""

from bot.channels.webchat.channel import WebChat

__all__ = ["WebChat"]

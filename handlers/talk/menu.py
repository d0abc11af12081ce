"""The commands that a platform's menu shows, by language and role."""

from __future__ import annotations

from handlers.talk import phrases
from handlers.talk.registry import CANCEL, Registry


def commands(registry: Registry, language: str, role: str = "") -> list[tuple[str, str]]:
    """Each command with what it is for; with a role, everybody's and then the role's own.

    Vietnamese has the first of a conversation's commands, English the second.
    """
    place = 1 if language == "en" else 0
    everybody: list[tuple[str, str]] = []
    own: list[tuple[str, str]] = []
    for each in registry.conversations:
        if each.title is None or each.role not in {"", role}:
            continue
        shown = (each.commands[place], each.title.say(language))
        (own if each.role else everybody).append(shown)
    return [*everybody, (CANCEL[place], phrases.CANCEL_TITLE.say(language)), *own]


def roles(registry: Registry) -> list[str]:
    """The roles that have commands of their own."""
    return sorted({each.role for each in registry.conversations if each.role})

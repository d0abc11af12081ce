"""The topics that a new dialogue starts with, as storage takes them."""

from __future__ import annotations

from handlers.words.starting_topics import STARTING_TOPICS
from storage.dialogues import TopicSeed

SEEDS = tuple(
    TopicSeed(topic.code, topic.name, topic.english, topic.keywords) for topic in STARTING_TOPICS
)

"""How long one example may take says something about the machine, nothing about the words."""

from hypothesis import settings

settings.register_profile("words", deadline=None)
settings.load_profile("words")

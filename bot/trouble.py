"""What the operator has to know."""

from __future__ import annotations


class Trouble(Exception):
    """Something is wrong, in one sentence that says what to do."""

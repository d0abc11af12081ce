"""How long what is kept stays. The law names no figures: the operator decides, people are told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Retention:
    """The figures that are said in the consent and kept by the clock."""

    identity_months: int = 6
    """Name and the way back to the chat, from the conclusion of the dialogue on."""
    drafts_days: int = 60
    """An unfinished draft, from the last touch on."""
    transcripts_days: int = 30
    """What the web chat shows again, from the dialogue on."""
    exports_days: int = 90
    """Files made for the office."""
    backups_days: int = 35
    strangers_days: int = 7
    """The chat of who has never agreed, from the last word on."""

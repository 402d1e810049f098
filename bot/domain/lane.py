"""Lanes: where triage puts a comment."""

from __future__ import annotations

from enum import StrEnum


class Lane(StrEnum):
    """Where triage puts a comment, in the order in which lanes are tried."""

    SPAM = "spam"
    COMPLAINT = "complaint"
    ABUSE = "abuse"
    QUESTION = "question"
    PRAISE = "praise"
    UNSURE = "unsure"
    NONE = "none"

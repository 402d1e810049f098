"""A member who answers another member's question: managers can see to others first."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.agreeing import is_agreement
from bot.domain.case import Case, Status
from bot.domain.comment import Comment
from bot.domain.lane import Lane

MEMBER_ANSWERED = "a member answered"
"""Reason of a question's case."""
POINTS = 15
"""How much less urgent it is then."""
LEAST = 10
"""Priority that it does not fall below by that: somebody should still look."""
_LETTERS = 12
"""From so many on a comment says something; one that names a number or a link does anyway."""


def says_something(comment: Comment, lane: Lane) -> bool:
    """Whether a comment may be an answer: neither a question nor a complaint, and with content."""
    if lane not in (Lane.NONE, Lane.PRAISE) or is_agreement(comment.text):
        return False
    has_detail = any(map(str.isdecimal, comment.text)) or bool(comment.links)
    return has_detail or sum(map(str.isalpha, comment.text)) >= _LETTERS


def lower(case: Case, question: Comment) -> Case | None:
    """The case of a question that a member has answered; `None` where that changes nothing.

    It goes on as it was: what a card shows of the author's words is the same.
    """
    is_asked = case.lane is Lane.QUESTION and question.id == case.focus_id
    if not is_asked or case.status is not Status.OPEN or MEMBER_ANSWERED in case.reasons:
        return None
    return replace(
        case,
        priority=max(min(case.priority, LEAST), case.priority - POINTS),
        reasons=(*case.reasons, MEMBER_ANSWERED),
        version=case.version + 1,
    )

"""What became of a suggestion, and what that counts for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import CaseId, CommentId, Owner, UserId

NEARLY = 0.1
"""Up to this edit distance, as a share of the longer text, a reply was sent as it stands."""


class Outcome(StrEnum):
    """What a manager did when a reply was suggested."""

    SHOWN = "shown"
    """Nothing yet."""
    SENT = "sent"
    EDITED = "edited"
    REPLACED = "replaced"
    """Another suggestion was sent."""
    OWN_WORDS = "own_words"
    DISMISSED = "dismissed"

    @property
    def is_passed_over(self) -> bool:
        """Whether a decision was made without the reply."""
        return self in (Outcome.REPLACED, Outcome.OWN_WORDS, Outcome.DISMISSED)


class Mark(StrEnum):
    """What managers say of a use as a lesson."""

    NONE = ""
    TAUGHT = "taught"
    """It is an example: it counts at once, however much was changed before it was sent."""
    UNLEARNT = "unlearnt"
    """Nothing is learnt from it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyUse:
    """A reply as it was suggested for a comment.

    `rank` counts from 1. `distance` is the edit distance between the suggestion and what was sent,
    from 0 to 1, and `by` whoever decided.
    """

    owner: Owner
    case_id: CaseId
    comment_id: CommentId
    reply_id: str
    lang: str
    tone: str
    rank: int
    score: float
    at: datetime
    outcome: Outcome = Outcome.SHOWN
    distance: float = 0.0
    by: UserId | None = None
    mark: Mark = Mark.NONE

    @property
    def was_sent(self) -> bool:
        """Whether the reply went out, edited or not."""
        return self.outcome in (Outcome.SENT, Outcome.EDITED)

    @property
    def is_accepted(self) -> bool:
        """Whether the comment speaks for the reply: sent as it stood or nearly, or taught."""
        if not self.was_sent or self.mark is Mark.UNLEARNT:
            return False
        return self.distance <= NEARLY or self.mark is Mark.TAUGHT

    @property
    def is_rejected(self) -> bool:
        """Whether it was shown first and another one was sent."""
        is_lesson = self.mark is not Mark.UNLEARNT
        return is_lesson and self.rank == 1 and self.outcome is Outcome.REPLACED


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCounts:
    """How often a reply was shown, and what became of it; `mean_distance` is of the edited.

    `taught` counts the uses that managers called an example.
    """

    reply_id: str
    shown: int = 0
    sent: int = 0
    edited: int = 0
    passed_over: int = 0
    taught: int = 0
    mean_distance: float = 0.0
    last_used_at: datetime | None = None

    @property
    def taken_share(self) -> float:
        """The share of decisions in which it was sent, edited or not; 0 before the first."""
        decided = self.sent + self.edited + self.passed_over
        return (self.sent + self.edited) / decided if decided else 0.0


def after_answer(
    uses: Iterable[ReplyUse], *, sent_id: str, distance: float, by: UserId, at: datetime
) -> list[ReplyUse]:
    """What becomes of a comment's suggestions when one of them is sent, or own words (no id).

    What was said of an earlier decision on them holds no more.
    """
    suggested = list(uses)
    without = Outcome.REPLACED if any(u.reply_id == sent_id for u in suggested) else None
    return [
        replace(
            use,
            outcome=(Outcome.EDITED if distance else Outcome.SENT)
            if use.reply_id == sent_id
            else without or Outcome.OWN_WORDS,
            distance=distance if use.reply_id == sent_id else 0.0,
            by=by,
            at=at,
            mark=Mark.NONE,
        )
        for use in suggested
    ]


def after_dismissal(uses: Iterable[ReplyUse], *, by: UserId, at: datetime) -> list[ReplyUse]:
    """What becomes of a comment's suggestions when its case is dismissed."""
    return [replace(use, outcome=Outcome.DISMISSED, distance=0.0, by=by, at=at) for use in uses]


def after_stop(uses: Iterable[ReplyUse]) -> list[ReplyUse]:
    """A decision that was withdrawn counts for nothing."""
    return [
        replace(use, outcome=Outcome.SHOWN, distance=0.0, by=None, mark=Mark.NONE) for use in uses
    ]

"""A case: one author's comments in one thread, until it is closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import CaseId, CommentId, CommunityId, Owner, UserId
from bot.domain.lane import Lane
from bot.errors import CaseClosed, CaseTaken
from replies.types import Found, Lack, Suggestion


class Status(StrEnum):
    """States of a case."""

    OPEN = "open"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    MODERATED = "moderated"
    DISMISSED = "dismissed"
    ANSWERED_ELSEWHERE = "answered_elsewhere"

    @property
    def is_closed(self) -> bool:
        """Whether nobody has to do anything any more."""
        return self not in (Status.OPEN, Status.CLAIMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a manager handles.

    `version` grows with every change (compare-and-set); `revision` only with what a card shows of
    the author's words and the suggestions, so that a press on an outdated card is noticed.
    `focus_id` is the comment that an answer goes under.
    """

    id: CaseId
    owner: Owner
    community_id: CommunityId
    thread_key: str
    author_key: str
    author_name: str
    focus_id: CommentId
    lane: Lane
    priority: int
    reasons: tuple[str, ...]
    opened_at: datetime
    due_at: datetime | None = None
    status: Status = Status.OPEN
    holder_id: UserId | None = None
    holder_name: str = ""
    claimed_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    best_score: float = 0.0
    lack: Lack | None = None
    version: int = 1
    revision: int = 1

    def claim(self, *, by: UserId, name: str, at: datetime) -> Case:
        """Take the case; raise CaseTaken or CaseClosed."""
        self._require_free(by)
        if self.status is Status.CLAIMED:
            return self
        return self._move(status=Status.CLAIMED, holder_id=by, holder_name=name, claimed_at=at)

    def release(self, *, by: UserId, is_lead: bool = False) -> Case:
        """Give the case back to the queue; a lead may do so for anybody."""
        if not is_lead:
            self._require_free(by)
        elif self.status.is_closed:
            raise CaseClosed(self.status, self.closed_by)
        return self._reopened()

    def close(self, status: Status, *, by: UserId, name: str, at: datetime) -> Case:
        """Decide the case; whoever closes an open one has thereby claimed it."""
        self._require_free(by)
        return self._move(
            status=status, holder_id=by, holder_name=name, closed_at=at, closed_by=name
        )

    def answer_elsewhere(self, *, name: str, at: datetime) -> Case:
        """A colleague answered in the community itself, whoever holds the case."""
        return self._move(status=Status.ANSWERED_ELSEWHERE, closed_at=at, closed_by=name)

    def hear(
        self,
        *,
        focus_id: CommentId,
        lane: Lane,
        priority: int,
        reasons: tuple[str, ...],
        found: Found,
    ) -> Case:
        """The author's words that matter most are others now: cards drawn before are outdated."""
        return self._move(
            focus_id=focus_id,
            lane=lane,
            priority=priority,
            reasons=reasons,
            suggestions=found.suggestions,
            best_score=found.best_score,
            lack=found.lack,
            revision=self.revision + 1,
        )

    def reword(self, suggestions: tuple[Suggestion, ...]) -> Case:
        """The same replies in other words: cards drawn before are outdated."""
        if self.status.is_closed:
            raise CaseClosed(self.status, self.closed_by)
        return self._move(suggestions=suggestions, revision=self.revision + 1)

    def reopen(self, *, at: datetime, due_at: datetime | None) -> Case:
        """Put a closed case back into the queue: the author wrote again, and waits anew."""
        return replace(self._reopened(), opened_at=at, due_at=due_at)

    def take_back(self) -> Case:
        """Undo a closing: the case stays with whoever had closed it."""
        return self._move(status=Status.CLAIMED, closed_at=None, closed_by="")

    def _reopened(self) -> Case:
        return self._move(
            status=Status.OPEN,
            holder_id=None,
            holder_name="",
            claimed_at=None,
            closed_at=None,
            closed_by="",
        )

    def _require_free(self, by: UserId) -> None:
        if self.status.is_closed:
            raise CaseClosed(self.status, self.closed_by)
        if self.status is Status.CLAIMED and self.holder_id != by:
            raise CaseTaken(self.holder_name)

    def _move(self, **changes: object) -> Case:
        return replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]

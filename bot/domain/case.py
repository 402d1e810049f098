"""A case: one author's comments in one thread, until it is closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import CaseId, CommentId, CommunityId, Owner, UserId
from bot.domain.lane import Lane
from bot.domain.promises import Promise, PromiseState
from bot.domain.rising import NO_RISE, Rise
from bot.domain.sla import Clocks
from bot.errors import CaseClosed, CaseTaken
from replies.types import Found, Lack, Suggestion

LEASE = timedelta(minutes=30)
"""How long a claim holds without anything being done; then the case is free again."""


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
    `focus_id` is the comment that an answer goes under. A claim ends by itself at `lease_until`;
    a case that is put off waits, claimed or not, until `snoozed_until`. `promise` is the newest
    one to come back to the author, an ended one too. `rise` is what `priority` has from time
    and reach alone. `desk_topic` is the topic of the desk's group that a rule chose for its cards.
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
    at_risk_at: datetime | None = None
    resolve_at: datetime | None = None
    status: Status = Status.OPEN
    holder_id: UserId | None = None
    holder_name: str = ""
    claimed_at: datetime | None = None
    lease_until: datetime | None = None
    snoozed_until: datetime | None = None
    tags: tuple[str, ...] = ()
    desk_topic: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""
    promise: Promise | None = None
    suggestions: tuple[Suggestion, ...] = ()
    best_score: float = 0.0
    lack: Lack | None = None
    rise: Rise = NO_RISE
    version: int = 1
    revision: int = 1

    def claim(self, *, by: UserId, name: str, at: datetime) -> Case:
        """Take the case, or go on holding it; raise CaseTaken or CaseClosed."""
        self._require_free(by)
        since = self.claimed_at if self.status is Status.CLAIMED else at
        return self._held(by=by, name=name, since=since or at, until=at + LEASE)

    def await_yes(self, *, by: UserId, name: str, at: datetime) -> Case:
        """Hold the case without an end until a second person has decided on the answer.

        Raise CaseTaken or CaseClosed.
        """
        return replace(self.claim(by=by, name=name, at=at), lease_until=None)

    def hand_over(self, *, to: UserId, name: str, by: UserId, is_lead: bool, at: datetime) -> Case:
        """Give the case to somebody; a lead may take it from anybody.

        Raise CaseTaken or CaseClosed.
        """
        if self.status.is_closed or not is_lead:
            self._require_free(by)
        return self._held(by=to, name=name, since=at, until=at + LEASE)

    def assign(self, *, to: UserId, name: str, at: datetime) -> Case:
        """A rule gives the case to somebody; what is held or closed already stays as it is."""
        if self.status is not Status.OPEN:
            return self
        return self._held(by=to, name=name, since=at, until=at + LEASE)

    def lapse(self) -> Case:
        """The lease ran out: the case is free again."""
        return self._reopened()

    def snooze(self, *, until: datetime, by: UserId) -> Case:
        """Put the case off; whoever holds it goes on holding it. Raise CaseTaken or CaseClosed."""
        self._require_free(by)
        return self._move(snoozed_until=until, lease_until=None)

    def wake(self, *, at: datetime) -> Case:
        """It was put off until now."""
        is_held = self.status is Status.CLAIMED
        return self._move(snoozed_until=None, lease_until=at + LEASE if is_held else None)

    @property
    def open_promise(self) -> Promise | None:
        """What the author may still expect, if anything."""
        return self.promise if self.promise is not None and self.promise.is_open else None

    def promise_until(self, until: datetime, *, by: UserId, name: str) -> Case:
        """Come back to the author by then, in place of an earlier promise.

        On an answered case the author knows; on an open one the next answer will tell. Raise
        CaseTaken if somebody else holds the case.
        """
        if self.status is Status.CLAIMED:
            self._require_free(by)
        state = PromiseState.SAID if self.status.is_closed else PromiseState.MADE
        return self._move(promise=Promise(until=until, by=name, state=state))

    def keep_promise(self) -> Case:
        """A manager says that the promise is kept."""
        return self._move(promise=self.promise.keep() if self.promise else None)

    def bring_back(self, *, at: datetime) -> Case:
        """What was promised falls due: the case is open, and due at that moment."""
        if self.promise is None:
            return self
        promise = self.promise.fall_due()
        if self.status.is_closed:
            clocks = Clocks(due_at=promise.until)
            return replace(self.reopen(at=at, clocks=clocks), promise=promise)
        due_at = min(self.due_at or promise.until, promise.until)
        is_held = self.status is Status.CLAIMED
        return self._move(
            promise=promise,
            due_at=due_at,
            snoozed_until=None,
            lease_until=at + LEASE if is_held and self.snoozed_until else self.lease_until,
        )

    def tag(self, tags: tuple[str, ...]) -> Case:
        """Have these tags and no others."""
        return self._move(tags=tags)

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
            status=status,
            holder_id=by,
            holder_name=name,
            lease_until=None,
            snoozed_until=None,
            closed_at=at,
            closed_by=name,
            promise=self._promise_after(status),
        )

    def answer_elsewhere(self, *, name: str, at: datetime) -> Case:
        """A colleague answered in the community itself, whoever holds the case."""
        return self._move(
            status=Status.ANSWERED_ELSEWHERE,
            lease_until=None,
            snoozed_until=None,
            closed_at=at,
            closed_by=name,
            promise=self._promise_after(Status.ANSWERED_ELSEWHERE),
        )

    def drop(self, *, name: str, at: datetime) -> Case:
        """There is nothing left to handle, whoever holds the case."""
        return self._move(
            status=Status.DISMISSED,
            lease_until=None,
            snoozed_until=None,
            closed_at=at,
            closed_by=name,
            promise=self._promise_after(Status.DISMISSED),
        )

    def hear(
        self,
        *,
        focus_id: CommentId,
        lane: Lane,
        priority: int,
        reasons: tuple[str, ...],
        found: Found,
    ) -> Case:
        """The author's words that matter most are others now: cards drawn before are outdated.

        `priority` is that of the words; what the case has risen by while it waited is added.
        """
        rise = self.rise.on(priority)
        return self._move(
            focus_id=focus_id,
            lane=lane,
            priority=priority + rise.points,
            rise=rise,
            reasons=reasons,
            suggestions=found.suggestions,
            best_score=found.best_score,
            lack=found.lack,
            snoozed_until=None,
            revision=self.revision + 1,
        )

    def label(self, lane: Lane, *, priority: int, clocks: Clocks, reason: str) -> Case:
        """A manager says what it is: cards drawn before are outdated."""
        rise = self.rise.in_lane(lane).on(priority)
        return self._move(
            lane=lane,
            priority=priority + rise.points,
            rise=rise,
            due_at=clocks.due_at,
            at_risk_at=clocks.at_risk_at,
            resolve_at=clocks.resolve_at,
            reasons=(reason, *self.reasons),
            revision=self.revision + 1,
        )

    def report(self, *, lane: Lane, priority: int, reason: str, at: datetime) -> Case:
        """Members reported it: it is at least that urgent, and put off no longer.

        A `lane` other than before outdates the cards that were drawn.
        """
        phrase = reason.partition(": ")[0]
        others = [one for one in self.reasons if one.partition(": ")[0] != phrase]
        is_held = self.status is Status.CLAIMED
        return self._move(
            lane=lane,
            priority=max(self.priority, priority),
            reasons=(reason, *others),
            snoozed_until=None,
            lease_until=at + LEASE if is_held and self.snoozed_until else self.lease_until,
            revision=self.revision + (lane is not self.lane),
        )

    def weigh(self, *, reasons: tuple[str, ...], priority: int) -> Case:
        """The same words count otherwise now."""
        return self._move(reasons=reasons, priority=priority)

    @property
    def base_priority(self) -> int:
        """The priority without what waiting and reach have added."""
        return self.priority - self.rise.points

    def rise_to(self, rise: Rise) -> Case:
        """The case after some waiting, or seen by more; never less urgent than before.

        The version stays: nobody's decision is out of date because a minute has passed.
        """
        fitting = rise.at_least(self.rise).on(self.base_priority)
        return replace(self, rise=fitting, priority=self.base_priority + fitting.points)

    def reword(self, suggestions: tuple[Suggestion, ...]) -> Case:
        """The same replies in other words: cards drawn before are outdated."""
        if self.status.is_closed:
            raise CaseClosed(self.status, self.closed_by)
        return self._move(suggestions=suggestions, revision=self.revision + 1)

    def reopen(self, *, at: datetime, clocks: Clocks) -> Case:
        """Put a closed case back into the queue: the author wrote again, and waits anew."""
        return replace(
            self._reopened(),
            priority=self.base_priority,
            rise=NO_RISE,
            opened_at=at,
            due_at=clocks.due_at,
            at_risk_at=clocks.at_risk_at,
            resolve_at=clocks.resolve_at,
        )

    @property
    def clocks(self) -> Clocks:
        """What falls due when."""
        return Clocks(at_risk_at=self.at_risk_at, due_at=self.due_at, resolve_at=self.resolve_at)

    def tighten(self, clocks: Clocks) -> Case:
        """It has become more urgent: what falls due earlier now does so."""
        tight = self.clocks.tightened(clocks)
        if tight == self.clocks:
            return self
        return replace(
            self,
            due_at=tight.due_at,
            at_risk_at=tight.at_risk_at,
            resolve_at=tight.resolve_at,
        )

    def is_at_risk(self, now: datetime) -> bool:
        """Whether the answer falls due soon, or is due already, and nobody has given it."""
        is_near = self.at_risk_at is not None and self.at_risk_at <= now
        return is_near and not self.status.is_closed

    def take_back(self, *, at: datetime) -> Case:
        """Undo a closing: the case stays with whoever had closed it."""
        return self._move(
            status=Status.CLAIMED,
            lease_until=at + LEASE,
            closed_at=None,
            closed_by="",
            promise=self.promise.unanswered() if self.promise else None,
        )

    def take_back_from_nobody(self, *, at: datetime) -> Case:
        """Undo a closing that no manager decided on: the case waits for one."""
        return self.take_back(at=at).lapse()

    def _promise_after(self, status: Status) -> Promise | None:
        """What a closing makes of the promise."""
        if self.promise is None or not self.promise.is_open:
            return self.promise
        is_answer = status in (Status.ANSWERED, Status.ANSWERED_ELSEWHERE)
        return self.promise.answered() if is_answer else self.promise.set_aside()

    def _held(self, *, by: UserId, name: str, since: datetime, until: datetime) -> Case:
        return self._move(
            status=Status.CLAIMED,
            holder_id=by,
            holder_name=name,
            claimed_at=since,
            lease_until=until,
            snoozed_until=None,
        )

    def _reopened(self) -> Case:
        return self._move(
            status=Status.OPEN,
            holder_id=None,
            holder_name="",
            claimed_at=None,
            lease_until=None,
            snoozed_until=None,
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

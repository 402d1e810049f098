"""Who is notified when, until somebody acknowledges: the rules of a ladder.

A ladder keeps the moment of its next step. Clocks may jump: forward, then steps still come one
after the other, with the pauses between them; back, then a moment that lies farther ahead than
any pause is taken for one that has come.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import ChatId, LadderId, MessageId, Owner, RingId, UserId
from bot.domain.sla import Calendar

LEAST_PAUSE = timedelta(seconds=30)
"""Between two steps, also where they were missed while the program stood still."""


class SubjectKind(StrEnum):
    """What somebody is fetched for."""

    CASE = "case"
    INCIDENT = "incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A case or an incident, by its number."""

    kind: SubjectKind
    id: int


class Notify(StrEnum):
    """Whom a step notifies, or what."""

    DESK = "desk"
    ON_CALL = "on_call"
    NEXT = "next"
    """Who comes after the one on call."""
    LEADS = "leads"
    EMAIL = "email"
    WEBHOOK = "webhook"


ELSEWHERE = frozenset({Notify.EMAIL, Notify.WEBHOOK})
"""What does not go through Telegram."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Somebody is notified so long after the start."""

    notify: Notify
    after: timedelta


class Outcome(StrEnum):
    """How a ladder ended."""

    RUNNING = ""
    DONE = "done"
    RUN_OUT = "run_out"
    """Everybody was notified, more than once, and nothing was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """How far somebody is being fetched for a subject.

    `since` is when the subject came up that it is for: a case that is reopened has a new ladder.
    `step` is the number of the next step, counted from 0; steps beyond the plan's repeat its last.
    """

    id: LadderId
    owner: Owner
    subject: Subject
    since: datetime
    reason: str
    priority: int
    started_at: datetime
    step: int = 0
    next_at: datetime
    held_until: datetime | None = None
    held_by: str = ""
    ended_at: datetime | None = None
    outcome: Outcome = Outcome.RUNNING

    @property
    def is_running(self) -> bool:
        """Whether it goes on."""
        return self.ended_at is None

    def hold(self, *, until: datetime, by: str) -> Ladder:
        """Somebody sees to it; it goes on at that moment, if nothing was done by then."""
        return replace(self, held_until=until, held_by=by)

    def end(self, outcome: Outcome, *, at: datetime) -> Ladder:
        """It is over."""
        return replace(self, ended_at=at, outcome=outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The steps, how the last one is repeated, and when nobody is woken.

    At night, which is the working time of `nights`, only what is at least as urgent as
    `wakes_from` notifies anybody; the rest waits until the night is over.
    """

    steps: tuple[Step, ...]
    repeat_every: timedelta
    repeats: int
    hold: timedelta
    nights: Calendar | None = None
    wakes_from: int = 0

    def begin(self, ladder: Ladder) -> Ladder:
        """With its first step set."""
        first = ladder.started_at + self.steps[0].after
        return replace(ladder, step=0, next_at=self.awake(first, ladder.priority))

    def awake(self, at: datetime, priority: int) -> datetime:
        """The same moment, or the end of the night that it lies in."""
        if self.nights is None or priority >= self.wakes_from or not self.nights.is_working(at):
            return at
        return self.nights.ends_after(at)

    def is_due(self, ladder: Ladder, now: datetime) -> bool:
        """Whether its next step is to be taken now."""
        if not ladder.is_running or self.is_held(ladder, now):
            return False
        if self.awake(now, ladder.priority) > now:
            return False
        farthest = self.awake(now + self._longest_pause, ladder.priority)
        return ladder.next_at <= now or ladder.next_at > farthest

    def is_held(self, ladder: Ladder, now: datetime) -> bool:
        """Whether somebody sees to it."""
        until = ladder.held_until
        return until is not None and now < until <= now + self.hold

    def take(self, ladder: Ladder, now: datetime) -> tuple[Step | None, Ladder]:
        """The step that is due, and the ladder after it; None where it has run out."""
        last = len(self.steps) - 1
        if ladder.step > last + self.repeats:
            return None, ladder.end(Outcome.RUN_OUT, at=now)
        step = self.steps[min(ladder.step, last)]
        following = replace(
            ladder,
            step=ladder.step + 1,
            next_at=self.awake(now + self._pause_after(ladder.step), ladder.priority),
            held_until=None,
            held_by="",
        )
        return step, following

    def hurry(self, ladder: Ladder, now: datetime) -> Ladder:
        """Nobody was reached by the last step: take the next one at once."""
        return replace(ladder, next_at=self.awake(now, ladder.priority))

    def _pause_after(self, number: int) -> timedelta:
        if number + 1 >= len(self.steps):
            return self.repeat_every
        return max(self.steps[number + 1].after - self.steps[number].after, LEAST_PAUSE)

    @property
    def _longest_pause(self) -> timedelta:
        pauses = [self._pause_after(number) for number in range(len(self.steps))]
        return max(*pauses, self.steps[0].after, self.repeat_every)


class RingState(StrEnum):
    """How far a notification has come."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It may have arrived: it was repeated once, and again nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """One notification of one person, of the desk, or by another way.

    `attempts` says how often it may have left: a second one is marked as such.
    """

    id: RingId
    owner: Owner
    ladder_id: LadderId
    step: int
    notify: Notify
    user_id: UserId | None = None
    chat_id: ChatId | None = None
    message_id: MessageId | None = None
    at: datetime
    state: RingState = RingState.QUEUED
    attempts: int = 0
    not_before: datetime
    error: str = ""

"""The board: the pinned overview of the desk, and the figures that it and `/stats` show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo
from statistics import median

from bot.domain.case import Case
from bot.domain.desk import DeskMessage
from bot.domain.ids import CaseId, UserId
from bot.domain.lane import Lane

EDIT_EVERY = timedelta(seconds=20)
"""The board is edited no more often, so that it leaves the budget to cards."""
URGENT_AFTER = timedelta(seconds=20)
"""A change that waited so long goes before the cards."""
IN_LISTS = frozenset({Lane.SPAM, Lane.UNSURE})
"""Lanes that are looked through in one go: the board counts them in a line of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A case's first public reply in a stretch of time.

    `waited` is how long its author had waited; None where there had been an earlier reply.
    """

    case_id: CaseId
    lane: Lane
    by: UserId
    by_name: str
    waited: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCase:
    """The case whose deadline falls next; `place` is the title of its thread or community."""

    case: Case
    place: str
    card: DeskMessage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What the board shows.

    `lanes` counts the cases that wait and are not put off; `held` are those that somebody has
    claimed, the longest held first. `may_not_pin` tells that Telegram refused to pin the board.
    `automatic_count` is in how many communities saved replies may answer by themselves,
    `sweeping_count` in how many something is deleted by itself,
    `incident_count` how many incidents are open.
    """

    lanes: Mapping[Lane, int] = field(default_factory=dict)
    put_off_count: int = 0
    oldest_at: datetime | None = None
    next_due: DueCase | None = None
    held: tuple[Case, ...] = ()
    look_first_count: int = 0
    dead_letter_count: int = 0
    answered: tuple[Answer, ...] = ()
    may_not_pin: bool = False
    automatic_count: int = 0
    sweeping_count: int = 0
    incident_count: int = 0

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing that anybody has to do."""
        return not (
            any(self.lanes.values())
            or self.put_off_count
            or self.look_first_count
            or self.dead_letter_count
            or self.incident_count
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Cases of a desk that wait: by lane, how many are put off, and since when the oldest waits.

    What is put off counts in neither of the other two; the oldest is of no lane in `IN_LISTS`.
    """

    lanes: Mapping[Lane, int]
    put_off_count: int
    oldest_at: datetime | None


def median_wait(answers: Iterable[Answer]) -> timedelta | None:
    """How long authors waited for the first answer, half of them longer; None without any."""
    waits = [one.waited.total_seconds() for one in answers if one.waited is not None]
    return timedelta(seconds=median(waits)) if waits else None


def start_of_day(now: datetime, zone: tzinfo) -> datetime:
    """The midnight that a day of the desk began with."""
    return datetime.combine(now.astimezone(zone).date(), time(), zone)

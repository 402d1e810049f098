"""How a desk is doing, in numbers: no text of members, no ids of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from bot.domain.lane import Lane
from bot.domain.outbox import OutboxState, Urgency
from bot.domain.sla import SlaKind

UNSENT = (OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNKNOWN, OutboxState.FAILED)
"""States of what waits, is under way, or needs somebody."""

UPDATE_LATE = timedelta(minutes=2)
COMMENT_LATE = timedelta(minutes=5)
"""Albums and bursts are waited for; with that over, judging takes seconds."""
UNLOOKED_LATE = timedelta(minutes=15)
DUE_LATE = {
    Urgency.MODERATION: timedelta(minutes=1),
    Urgency.REPLY: timedelta(minutes=1),
    Urgency.ESCALATION: timedelta(minutes=2),
}
"""What leaves before everything else; the rest may wait for Telegram's limits."""

RECENT = timedelta(minutes=15)
"""What "lately" means: cards and messages of so long are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """Counts and moments of one desk; what is waiting for nothing has no moment.

    `outbox` counts what is not sent, `sent` what was sent lately, `due_since` is when the first
    item of an urgency could have left, `card_lags` are the times from a comment to the first card
    of its case, of cards that were sent lately. `missed` counts deadlines since the beginning.
    """

    waiting_updates: int = 0
    oldest_update_at: datetime | None = None
    dead_letters: int = 0
    damaged_rows: int = 0
    waiting_comments: int = 0
    oldest_comment_at: datetime | None = None
    open_cases: Mapping[Lane, int] = field(default_factory=dict)
    oldest_case_at: datetime | None = None
    """Opened, and neither closed nor put off."""
    overdue_cases: int = 0
    card_lags: Sequence[timedelta] = ()
    outbox: Mapping[tuple[OutboxState, Urgency], int] = field(default_factory=dict)
    due_since: Mapping[Urgency, datetime] = field(default_factory=dict)
    sent: Mapping[Urgency, int] = field(default_factory=dict)
    oldest_unknown_at: datetime | None = None
    missed: Mapping[SlaKind, int] = field(default_factory=dict)
    running_ladders: int = 0
    open_incidents: int = 0


def share_of(lags: Sequence[timedelta], share: float) -> timedelta | None:
    """The lag that so large a share does not exceed (nearest rank); None without any."""
    if not lags:
        return None
    return sorted(lags)[max(0, ceil(share * len(lags)) - 1)]

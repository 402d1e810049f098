"""Which of several processes does what only one may do: leases with a fencing token.

A lease runs out by itself, so that another takes over from a process that died. Its `token` grows
with every change of holder: what a former holder still wants to begin is recognised by it
(Kleppmann, "Designing Data-Intensive Applications", chapter 8).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

LASTS = timedelta(seconds=6)
"""How long a lease holds that is not renewed: so long nobody sends when a process dies."""
RENEWED_EVERY = timedelta(seconds=2)
TRIED_EVERY = timedelta(seconds=1)
"""How often those who wait look whether it is free."""
TRIES = 12
"""So many looks at a lease that is renewed by nobody: its holder is gone, whatever clocks say."""


class Job(StrEnum):
    """What a process can be there for; `jawab run --role` names them."""

    INTAKE = "intake"
    """Fetch updates and handle them: one process for each bot."""
    TRIAGE = "triage"
    """Judge comments: any number of processes."""
    SENDER = "sender"
    """Send: one process for each bot."""
    ESCALATION = "escalation"
    """What comes by the clock (ladders, deadlines, lists, reminders): one process for each bot."""
    WEB = "web"
    """Take updates that Telegram brings: any number of processes."""


EVERY_JOB = frozenset(Job)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Who does a job of a bot until when; `token` tells one holder's time from the next one's."""

    job: Job
    holder: str
    token: int
    until: datetime

    def is_free(self, holder: str, now: datetime) -> bool:
        """Whether `holder` may have it: it has run out, or is theirs already."""
        return self.holder in {holder, ""} or self.until <= now

    def taken(self, holder: str, now: datetime) -> Lease:
        """The lease as it is when `holder` takes or renews it."""
        is_new = holder != self.holder or self.until <= now
        return replace(self, holder=holder, token=self.token + is_new, until=now + LASTS)

    def given_back(self, now: datetime) -> Lease:
        """The lease as it is when its holder needs it no longer."""
        return replace(self, holder="", until=now)


class Onlooker:
    """Waits for a lease, and sees whether its holder renews it.

    Where the clock was set back, a lease of somebody who is gone ends hours later.
    """

    def __init__(self) -> None:
        self._seen: Lease | None = None
        self._looks = 0

    def is_abandoned(self, lease: Lease) -> bool:
        """Whether it stood unchanged for longer than a lease lasts; to be asked at each try."""
        if lease != self._seen:
            self._seen, self._looks = lease, 0
        self._looks += 1
        return self._looks > TRIES

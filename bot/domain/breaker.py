"""A circuit breaker: who fails again and again is left alone, and asked first whether it is back.

Closed, everything passes. After `TRIPS_AFTER` failures without anything between them that went
well it opens: nothing is begun until a pause is over, and then one harmless question decides (the
pattern in M. Nygard, Release It!, 2nd ed., 2018, ch. 5).
"""

from __future__ import annotations

from datetime import datetime, timedelta

TRIPS_AFTER = 3
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(seconds=30)
CLOSED = timedelta(0)


class Breaker:
    """Counts failures of one service."""

    def __init__(self) -> None:
        self._failures = 0
        self._pause = FIRST_PAUSE
        self._until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing may be begun before the service has answered a question."""
        return self._until is not None

    def wait(self, now: datetime) -> timedelta:
        """How long it is left alone; then it may be asked whether it is back.

        Never longer than the pause, whatever becomes of the clock.
        """
        if self._until is None:
            return CLOSED
        # the clock was set back: the pause begins just now, at the latest
        self._until = min(self._until, now + self._pause)
        return max(self._until - now, CLOSED)

    def fail(self, now: datetime) -> None:
        """It could not be reached, or did not answer; while it is open the pause grows."""
        self._failures += 1
        if self._until is not None:
            self._pause = min(self._pause * 2, LONGEST_PAUSE)
        if self._failures >= TRIPS_AFTER:
            self._until = now + self._pause

    def succeed(self) -> None:
        """It has answered, whatever it said."""
        self._failures, self._pause, self._until = 0, FIRST_PAUSE, None

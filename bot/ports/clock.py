"""Time as the desk knows it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Time as the desk knows it; the demo runs it faster, tests move it by hand."""

    def now(self) -> datetime:
        """The moment, aware UTC."""

    async def sleep(self, seconds: float) -> None:
        """Wait that many seconds of this clock."""

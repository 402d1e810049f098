"""Which process does what."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.leases import Job, Lease


class Leases(Protocol):
    """Which process does what only one may do for a bot."""

    async def take(self, job: Job, holder: str, *, now: datetime) -> Lease | None:
        """Take a lease or go on holding it; None while another has it."""

    async def give_back(self, lease: Lease, *, now: datetime) -> None:
        """Others need not wait for its end; one that is lost already stays with whoever has it."""

    async def is_held(self, lease: Lease) -> bool:
        """Whether nobody else has taken it since."""

    async def of(self, job: Job) -> Lease:
        """How it stands; one that nobody ever took has no holder."""

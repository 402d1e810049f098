"""Cases that an open incident collects: they stand in the queue, but have no card of their own."""

from __future__ import annotations

from datetime import datetime

from bot.domain.case import Case
from bot.domain.incidents import COLLECTED
from bot.domain.mood import Place
from bot.ports import Transaction


async def joins_incident(tx: Transaction, case: Case, *, now: datetime) -> bool:
    """Let a case that came, or came back, belong to the open incident of its place, if any."""
    if case.lane not in COLLECTED:
        return False
    place = Place(community_id=case.community_id, thread_key=case.thread_key)
    incident = await tx.incidents.open_at(place)
    if incident is None:
        return False
    await tx.incidents.collect(incident, (case.id,), at=now)
    return True

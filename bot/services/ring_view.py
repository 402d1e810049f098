"""Gathers what a notification says."""

from __future__ import annotations

from datetime import datetime

from bot.domain.ids import CaseId, IncidentId
from bot.domain.ladder import Ladder, Notify, Plan, Ring, SubjectKind
from bot.domain.ladder_pages import RingPage
from bot.domain.roster import Manager
from bot.ports import Transaction
from bot.services.desk.queue import case_line
from bot.services.incident_view import card_of
from bot.services.rosters import Rosters


class RingViewer:
    """Knows what somebody has to read who is fetched."""

    def __init__(self, *, rosters: Rosters, plan: Plan) -> None:
        self._rosters = rosters
        self._plan = plan

    async def page(
        self, tx: Transaction, ladder: Ladder, ring: Ring, *, is_again: bool, at: datetime
    ) -> RingPage:
        """The notification as things stand."""
        is_case = ladder.subject.kind is SubjectKind.CASE
        line = card = None
        settled_by = ""
        if is_case:
            case = await tx.cases.get(CaseId(ladder.subject.id))
            line = await case_line(tx, case, at)
            settled_by = case.closed_by
        else:
            incident = await tx.incidents.get(IncidentId(ladder.subject.id))
            assert incident is not None
            card = await card_of(tx, incident)
            settled_by = incident.closed_by
        return RingPage(
            ladder=ladder,
            ring=ring,
            case=line,
            incident=card,
            mentions=await self._mentions(tx, ring, at),
            is_again=is_again,
            is_private=ring.user_id is not None,
            step_count=len(self._plan.steps),
            held=self._plan.is_held(ladder, at),
            settled_by=settled_by,
        )

    async def _mentions(self, tx: Transaction, ring: Ring, at: datetime) -> tuple[Manager, ...]:
        """At the desk, those are called who are meant; in private nobody else is."""
        if ring.notify is not Notify.DESK:
            return ()
        return tuple(await self._rosters.called(tx, Notify.ON_CALL, at=at))

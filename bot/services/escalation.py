"""Somebody is fetched: one step after the other, until it is seen to; the database keeps time."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.domain.author_lists import is_quiet
from bot.domain.case import Case, Status
from bot.domain.ids import NO_CHAT, CaseId, ChatId, IncidentId, LadderId, OutboxId, Owner, RingId
from bot.domain.incidents import Incident
from bot.domain.ladder import (
    ELSEWHERE,
    Ladder,
    Notify,
    Outcome,
    Plan,
    Ring,
    RingState,
    Step,
    Subject,
    SubjectKind,
)
from bot.domain.outbox import OutboxItem, RingDrawing, Urgency
from bot.domain.roster import Manager
from bot.errors import DamagedRow
from bot.ports import AuditEntry, Clock, Store, Transaction
from bot.services.desk.notes import DeskNotes
from bot.services.rosters import Rosters

log = structlog.get_logger(__name__)

MOST_RUNNING = 10
"""More at once would only drown each other; the others stand on the board, and come next."""
MOST_STARTED = 5
HIGHEST = 100
ESCALATED = "escalated"
"""Name of the audit action that starts a ladder; its detail is the reason."""
RUNG = "rung"
"""Of the one that notifies somebody; its detail says whom."""
BY_URGENCY = "urgent"
BY_BREACH = "late"
BY_HAND = "by hand"
BY_RULE = "rule"
BY_INCIDENT = "incident"
"""Why a ladder was started; the renderer puts it into words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the subject of a ladder stands: whether it is over, and whose it is."""

    is_over: bool = False
    is_put_off: bool = False
    holder: str = ""
    held_since: datetime | None = None


class Escalation:
    """The ladders of one desk."""

    def __init__(
        self,
        *,
        owner: Owner,
        store: Store,
        clock: Clock,
        notes: DeskNotes,
        rosters: Rosters,
        plan: Plan,
        from_priority: int,
        on_breach: bool,
        is_on: bool = True,
    ) -> None:
        """Cases from `from_priority` on start one, and missed deadlines where that is wanted."""
        self._owner = owner
        self._store = store
        self._clock = clock
        self._notes = notes
        self._rosters = rosters
        self._plan = plan
        self._from_priority = from_priority
        self._on_breach = on_breach
        self._is_on = is_on

    @property
    def plan(self) -> Plan:
        """The steps."""
        return self._plan

    # --- starting -------------------------------------------------------------------------------

    async def start_for_case(
        self, tx: Transaction, case: Case, reason: str, *, by: Manager | None = None
    ) -> bool:
        """Have somebody fetched for a case; False where somebody is being fetched already."""
        subject = Subject(kind=SubjectKind.CASE, id=case.id)
        return await self._start(
            tx, subject, since=case.opened_at, reason=reason, priority=case.priority, by=by
        )

    async def note_incident(self, tx: Transaction, incident: Incident) -> None:
        """An incident was opened: nothing is more urgent."""
        subject = Subject(kind=SubjectKind.INCIDENT, id=incident.id)
        await self._start(
            tx, subject, since=incident.opened_at, reason=BY_INCIDENT, priority=100, by=None
        )

    async def note_breach(self, tx: Transaction, case: Case) -> None:
        """A deadline was missed."""
        is_open = case.snoozed_until is None and not case.status.is_closed
        if self._on_breach and is_open and not is_quiet(case.reasons):
            await self.start_for_case(tx, case, BY_BREACH)

    async def _start(
        self,
        tx: Transaction,
        subject: Subject,
        *,
        since: datetime,
        reason: str,
        priority: int,
        by: Manager | None,
    ) -> bool:
        if not self._is_on and by is None:
            return False
        now = self._clock.now()
        try:
            known = await tx.ladders.newest(subject)
        except DamagedRow:
            if by is not None:
                raise
            return False
        if known is not None and known.since == since:
            if known.is_running or (known.outcome is Outcome.RUN_OUT and by is None):
                return False
            again = replace(known, ended_at=None, outcome=Outcome.RUNNING, started_at=now)
            again = replace(again, reason=reason, held_until=None, held_by="", next_at=now)
            await tx.ladders.save(self._plan.begin(again))
        else:
            fresh = Ladder(
                id=LadderId(0),
                owner=self._owner,
                subject=subject,
                since=since,
                reason=reason,
                priority=priority,
                started_at=now,
                next_at=now,
            )
            await tx.ladders.add(self._plan.begin(fresh))
        await self._audit(tx, subject, ESCALATED, detail=reason, by=by)
        log.info("escalation.started", subject=subject.kind.value, id=subject.id, reason=reason)
        return True

    # --- what managers do -----------------------------------------------------------------------

    async def acknowledge(self, tx: Transaction, ladder: Ladder, by: Manager) -> datetime:
        """Somebody sees to it; return until when the ladder is held."""
        until = self._clock.now() + self._plan.hold
        await tx.ladders.save(ladder.hold(until=until, by=by.name))
        await self.redraw_rings(tx, ladder)
        return until

    async def fetch(self, tx: Transaction, ladder: Ladder, person: Manager) -> None:
        """Notify this person now; the ladder goes on from there."""
        step = max(ladder.step - 1, 0)
        await self._ring_person(tx, ladder, Notify.ON_CALL, step, person)

    # --- its turn -------------------------------------------------------------------------------

    async def turn(self) -> None:
        """Start what is due to be started, take the steps that are due, end what is over."""
        await self._start_urgent()
        async with self._store.reading() as tx:
            running = await tx.ladders.running(self._owner.desk_id, limit=4 * MOST_RUNNING)
        for ladder in running:
            with suppress(DamagedRow):
                async with self._store.writing() as tx:
                    current = await tx.ladders.get(ladder.id)
                    if current is not None and current.is_running:
                        await self._go_on(tx, current)

    async def _start_urgent(self) -> None:
        if not self._is_on or self._from_priority > HIGHEST:
            return
        desk_id = self._owner.desk_id
        async with self._store.reading() as tx:
            room = MOST_RUNNING - len(await tx.ladders.running(desk_id, limit=MOST_RUNNING))
            limit = min(room, MOST_STARTED)
            if limit <= 0:
                return
            urgent = await tx.ladders.urgent_without(
                desk_id, from_priority=self._from_priority, limit=limit
            )
            has_desk = (await tx.directory.desk(desk_id)).chat_id != NO_CHAT
        if not urgent or not has_desk:
            return
        async with self._store.writing() as tx:
            for case in urgent:
                await self.start_for_case(tx, case, BY_URGENCY)

    async def _go_on(self, tx: Transaction, ladder: Ladder) -> None:
        now = self._clock.now()
        standing = await self._standing(tx, ladder)
        if standing.is_over:
            await self._end(tx, ladder, Outcome.DONE)
            return
        claimed = self._with_claim(ladder, standing)
        if claimed != ladder:
            await tx.ladders.save(claimed)
            await self.redraw_rings(tx, claimed)
            ladder = claimed
        if standing.is_put_off or not self._plan.is_due(ladder, now):
            return
        step, following = self._plan.take(ladder, now)
        if step is None:
            await self._end(tx, following, Outcome.RUN_OUT)
            return
        was_reached = await self._take(tx, ladder, step)
        if not was_reached and following.step < len(self._plan.steps):
            following = self._plan.hurry(following, now)
        await tx.ladders.save(following)

    def _with_claim(self, ladder: Ladder, standing: Standing) -> Ladder:
        """A claim counts as an acknowledgement, once."""
        since = standing.held_since
        if since is None or since <= ladder.started_at or ladder.held_until is not None:
            return ladder
        until = since + self._plan.hold
        if until <= self._clock.now():
            return ladder
        return ladder.hold(until=until, by=standing.holder)

    async def _end(self, tx: Transaction, ladder: Ladder, outcome: Outcome) -> None:
        ended = ladder.end(outcome, at=self._clock.now())
        await tx.ladders.save(ended)
        await self.redraw_rings(tx, ended)
        if outcome is Outcome.RUN_OUT:
            number = str(ladder.subject.id)
            await self._notes.say(
                tx, "ladder-run-out", kind=ladder.subject.kind.value, number=number
            )

    async def _standing(self, tx: Transaction, ladder: Ladder) -> Standing:
        if ladder.subject.kind is SubjectKind.INCIDENT:
            incident = await tx.incidents.get(IncidentId(ladder.subject.id))
            return Standing(is_over=incident is None or not incident.is_open)
        try:
            case = await tx.cases.get(CaseId(ladder.subject.id))
        except LookupError:
            return Standing(is_over=True)
        is_held = case.status is Status.CLAIMED
        return Standing(
            is_over=case.status.is_closed or case.opened_at != ladder.since,
            is_put_off=case.snoozed_until is not None,
            holder=case.holder_name if is_held else "",
            held_since=case.claimed_at if is_held else None,
        )

    # --- notifying ------------------------------------------------------------------------------

    async def _take(self, tx: Transaction, ladder: Ladder, step: Step) -> bool:
        """Take a step; return whether anybody could be notified."""
        now = self._clock.now()
        if step.notify in ELSEWHERE:
            await self._add(tx, ladder, step.notify, ladder.step)
            return True
        if step.notify is Notify.DESK:
            await self._ring_desk(tx, ladder)
            return True
        was_reached = False
        for person in await self._rosters.called(tx, step.notify, at=now):
            was_reached |= await self._ring_person(tx, ladder, step.notify, ladder.step, person)
        if not was_reached:
            # whoever it was cannot be written to: the desk is what is left
            await self._ring_desk(tx, ladder)
        return was_reached

    async def _ring_desk(self, tx: Transaction, ladder: Ladder) -> None:
        desk = await tx.directory.desk(self._owner.desk_id)
        ring = await self._add(tx, ladder, Notify.DESK, ladder.step, chat_id=desk.chat_id)
        await self._queue(tx, ladder, ring, RingDrawing(ring_id=ring.id))

    async def _ring_person(
        self, tx: Transaction, ladder: Ladder, notify: Notify, step: int, person: Manager
    ) -> bool:
        can_be_rung = await self._rosters.can_be_rung(tx, person)
        ring = await self._add(
            tx,
            ladder,
            notify,
            step,
            person=person,
            chat_id=ChatId(person.user_id),
            state=RingState.QUEUED if can_be_rung else RingState.FAILED,
        )
        await self._audit(tx, ladder.subject, RUNG, detail=person.name, by=None)
        if can_be_rung:
            await self._queue(tx, ladder, ring, RingDrawing(ring_id=ring.id))
        return can_be_rung

    async def _add(
        self,
        tx: Transaction,
        ladder: Ladder,
        notify: Notify,
        step: int,
        *,
        person: Manager | None = None,
        chat_id: ChatId | None = None,
        state: RingState = RingState.QUEUED,
    ) -> Ring:
        now = self._clock.now()
        ring = Ring(
            id=RingId(0),
            owner=self._owner,
            ladder_id=ladder.id,
            step=step,
            notify=notify,
            user_id=person.user_id if person else None,
            chat_id=chat_id,
            at=now,
            state=state,
            not_before=now,
            error="" if state is RingState.QUEUED else "no private chat",
        )
        return replace(ring, id=await tx.ladders.add_ring(ring))

    async def redraw_rings(self, tx: Transaction, ladder: Ladder) -> None:
        """Let every notification that stands say how it is now."""
        for ring in await tx.ladders.rings_of(ladder.id):
            if ring.state is RingState.SENT and ring.message_id is not None:
                drawing = RingDrawing(ring_id=ring.id, message_id=ring.message_id)
                await self._queue(tx, ladder, ring, drawing)

    async def was_not_reached(self, tx: Transaction, ring: Ring) -> None:
        """A notification failed after all: the ladder hurries on, and the desk is rung."""
        ladder = await tx.ladders.get(ring.ladder_id)
        if ladder is None or not ladder.is_running:
            return
        await tx.ladders.save(self._plan.hurry(ladder, self._clock.now()))
        if ring.chat_id is not None and ring.chat_id > 0:
            await self._ring_desk(tx, ladder)

    async def _queue(
        self, tx: Transaction, ladder: Ladder, ring: Ring, payload: RingDrawing
    ) -> None:
        assert ring.chat_id is not None
        now = self._clock.now()
        is_of_case = ladder.subject.kind is SubjectKind.CASE
        await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=self._owner,
                chat_id=ring.chat_id,
                urgency=Urgency.ESCALATION,
                weight=ladder.priority,
                case_id=CaseId(ladder.subject.id) if is_of_case else None,
                payload=payload,
                not_before=now,
                created_at=now,
            )
        )

    async def _audit(
        self, tx: Transaction, subject: Subject, action: str, *, detail: str, by: Manager | None
    ) -> None:
        is_case = subject.kind is SubjectKind.CASE
        await tx.cases.audit(
            AuditEntry(
                owner=self._owner,
                case_id=CaseId(subject.id) if is_case else None,
                at=self._clock.now(),
                by=by.user_id if by else None,
                by_name=by.name if by else "",
                action=action,
                detail=detail if is_case else f"{subject.kind} {subject.id}: {detail}",
            )
        )

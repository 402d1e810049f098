"""Deadlines that come near ring once; those that were missed are kept, and start the ladder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import structlog

from bot.domain.author_lists import is_quiet
from bot.domain.breaches import Moment
from bot.domain.ids import Owner
from bot.domain.sla import SlaKind
from bot.ports import Clock, Store, Transaction
from bot.services.desk.notes import DeskNotes
from bot.services.escalation import Escalation

log = structlog.get_logger(__name__)

AT_ONCE = 100
RUNG_ONE_BY_ONE = 3
"""More that come near in one turn are one message, not an alarm for each."""
TOO_LATE_TO_WARN = timedelta(minutes=1)


class Deadlines:
    """Has its turn among the others; what has come is asked of the database."""

    def __init__(
        self,
        *,
        owner: Owner,
        store: Store,
        clock: Clock,
        notes: DeskNotes,
        escalation: Escalation,
    ) -> None:
        self._owner = owner
        self._store = store
        self._clock = clock
        self._notes = notes
        self._escalation = escalation

    async def turn(self) -> None:
        """Note what has come since the last turn, and say what is worth saying."""
        now = self._clock.now()
        async with self._store.reading() as tx:
            if not await tx.sla.missed(self._owner.desk_id, now=now, limit=1):
                return
        async with self._store.writing() as tx:
            come = await tx.sla.missed(self._owner.desk_id, now=now, limit=AT_ONCE)
            fresh = [one for one in come if await tx.sla.note(one, at=now)]
            for one in fresh:
                log.info("deadlines.come", case_id=one.case.id, kind=one.kind.value)
                if one.kind is not SlaKind.AT_RISK:
                    await self._escalation.note_breach(tx, one.case)
            await self._warn(tx, [one for one in fresh if self._is_worth_a_warning(one)])

    def _is_worth_a_warning(self, one: Moment) -> bool:
        """Not when it is due already, put off, or never to ring."""
        due_at = one.case.due_at
        is_ahead = due_at is not None and due_at - self._clock.now() > TOO_LATE_TO_WARN
        is_put_off = one.case.snoozed_until is not None or is_quiet(one.case.reasons)
        return one.kind is SlaKind.AT_RISK and is_ahead and not is_put_off

    async def _warn(self, tx: Transaction, near: Sequence[Moment]) -> None:
        if len(near) > RUNG_ONE_BY_ONE:
            await self._notes.say(tx, "sla-many-at-risk", count=len(near))
            return
        for one in near:
            assert one.case.due_at is not None
            await self._notes.say(
                tx,
                "sla-at-risk",
                case_id=one.case.id,
                number=str(one.case.id),
                author=one.case.author_name,
                at=self._notes.words.clock_time(one.case.due_at),
            )

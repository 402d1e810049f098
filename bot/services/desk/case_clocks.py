"""Clocks of cases: a claim that runs out, a case put off until now, a promise that falls due."""

from __future__ import annotations

import structlog

from bot.domain.case import Case
from bot.domain.ids import BotId
from bot.domain.promises import PromiseState
from bot.errors import CaseConflict, DamagedRow
from bot.ports import AuditEntry, Clock, Store, Transaction
from bot.services.desk.drawing import draw_new, redraw
from bot.services.desk.notes import DeskNotes

log = structlog.get_logger(__name__)

AT_ONCE = 50


class CaseClocks:
    """Frees what nobody works on, and brings back what was put off; the database keeps time."""

    def __init__(self, *, bot_id: BotId, store: Store, clock: Clock, notes: DeskNotes) -> None:
        self._notes = notes
        self._bot_id = bot_id
        self._store = store
        self._clock = clock

    async def turn(self) -> None:
        """Do what is due by now."""
        async with self._store.reading() as tx:
            due = await tx.cases.run_out(self._bot_id, now=self._clock.now(), limit=AT_ONCE)
        for case in due:
            try:
                async with self._store.writing() as tx:
                    await self._ring(tx, await tx.cases.get(case.id))
            except CaseConflict:
                log.info("clocks.case_changed_meanwhile", case_id=case.id)
            except DamagedRow:
                log.info("clocks.set_aside", case_id=case.id)

    async def _ring(self, tx: Transaction, case: Case) -> None:
        """A manager may have been faster: only what has still run out changes."""
        now = self._clock.now()
        promise = case.open_promise
        if promise is not None and promise.state is not PromiseState.DUE and promise.until <= now:
            await self._save(tx, case, case.bring_back(at=now), "promise_due")
            await draw_new(tx, case, now=now)
            await self._notes.say(
                tx, "promise-due", number=str(case.id), author=case.author_name, by=promise.by
            )
            return
        if case.status.is_closed:
            return
        if case.snoozed_until is not None and case.snoozed_until <= now:
            await self._save(tx, case, case.wake(at=now), "woke")
            await draw_new(tx, case, now=now)
        elif case.lease_until is not None and case.lease_until <= now:
            await self._save(tx, case, case.lapse(), "claim_ran_out")
            await redraw(tx, case, now=now)

    async def _save(self, tx: Transaction, was: Case, now_is: Case, action: str) -> None:
        await tx.cases.save(now_is, expected_version=was.version)
        await tx.cases.audit(
            AuditEntry(
                owner=was.owner,
                case_id=was.id,
                at=self._clock.now(),
                by=None,
                by_name=was.holder_name,
                action=action,
            )
        )

"""Forgetting a person: their words, names and traces go, a pseudonym stays in the audit."""

from __future__ import annotations

import secrets

from bot.domain.ids import OutboxId, Owner, UserId
from bot.domain.outbox import DeskNote, OutboxItem, Removal, Urgency
from bot.domain.privacy import Person, Pseudonym, Trace
from bot.ports import AuditEntry, Clock, Renderer, Transaction
from bot.services.desk.drawing import SHOWING_ROLES, draw_over

FORGOTTEN = "forgotten"
"""Name of the audit action; its detail is the pseudonym."""


class Forgetting:
    """Forgets people at one desk's brand, in the database and in the messages of the bot."""

    def __init__(self, *, owner: Owner, clock: Clock, renderer: Renderer) -> None:
        """`renderer` speaks the desk's language."""
        self._owner = owner
        self._clock = clock
        self._renderer = renderer

    async def forget(
        self, tx: Transaction, person: Person, *, by: UserId | None, by_name: str
    ) -> Pseudonym:
        """Forget a person for good; open cases are closed, what was queued for them is dropped.

        Messages that show their cases are drawn anew, others that did say only that. Messages in
        which several cases were gathered are not known, and stay.
        """
        now = self._clock.now()
        pseudonym = Pseudonym(number=2 + secrets.randbelow(2**31 - 2))
        case_ids = await tx.persons.cases_of(person)
        for case in await tx.cases.several(case_ids):
            if not case.status.is_closed:
                dropped = case.drop(name=by_name, at=now)
                await tx.cases.save(dropped, expected_version=case.version)
        traces = await tx.persons.traces(person)
        quoting = await tx.persons.quoting(person)
        standing = {
            (message.chat_id, message.message_id)
            for case_id in case_ids
            for message in await tx.desk.of_case(case_id, SHOWING_ROLES)
        }
        await tx.persons.forget(person, pseudonym, at=now)
        for case in await tx.cases.several((*case_ids, *quoting)):
            await draw_over(tx, case, now=now)
        for trace in traces:
            if (trace.chat_id, trace.message_id) not in standing:
                await self._wipe(tx, trace)
        await tx.cases.audit(
            AuditEntry(
                owner=self._owner,
                case_id=None,
                at=now,
                by=by,
                by_name=by_name,
                action=FORGOTTEN,
                detail=pseudonym.name,
            )
        )
        return pseudonym

    async def _wipe(self, tx: Transaction, trace: Trace) -> None:
        """Take its words away; what has none is deleted, which Telegram allows for 48 hours."""
        now = self._clock.now()
        html = self._renderer.say("forgotten-message")
        payload = (
            Removal(message_id=trace.message_id, if_may=True)
            if trace.is_copy
            else DeskNote(html=html, edits=trace.message_id)
        )
        await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=self._owner,
                chat_id=trace.chat_id,
                urgency=Urgency.DIGEST,
                payload=payload,
                not_before=now,
                created_at=now,
            )
        )

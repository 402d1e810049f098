"""Requests for a second yes as they stand in the desk: shown, ended, void."""

from __future__ import annotations

from datetime import datetime

import structlog

from bot.domain.approval import Approval, VoidReason, YesOutcome, void_reason
from bot.domain.card import Choice, Drawn
from bot.domain.case import Case, Status
from bot.domain.desk import Action, DeskRole, Verb
from bot.domain.ids import DeskId, MessageRef
from bot.domain.outbox import Urgency
from bot.domain.roster import Role
from bot.errors import CaseConflict
from bot.ports import AuditEntry, Clock, Renderer, Store, Transaction
from bot.services.desk.drawing import redraw
from bot.services.desk.notes import DeskNotes
from bot.services.desk.people import manager_of
from bot.services.whole import whole

log = structlog.get_logger(__name__)

VOID = "second_yes_void"
"""Name of the audit action; its detail says why."""
SHOWN_WITH_ITS_QUESTION = 3000
"""UTF-16 units of an answer that have room in the request; a longer one stands above it."""

REASONS_SHOWN = 5


class YesRequests:
    """Asks approvers, and tells when a request holds no more."""

    def __init__(
        self, *, desk_id: DeskId, store: Store, clock: Clock, renderer: Renderer, notes: DeskNotes
    ) -> None:
        self._desk_id = desk_id
        self._store = store
        self._clock = clock
        self._renderer = renderer
        self._notes = notes

    async def show(self, tx: Transaction, case: Case, approval: Approval) -> None:
        """Ask at the desk, with a sound: the whole text, and why it needs a second yes."""
        values = {
            "by": approval.by_name,
            "author": case.author_name,
            "reasons": self.reasons(approval.reasons),
        }
        if len(approval.text.encode("utf-16-le")) // 2 > SHOWN_WITH_ITS_QUESTION:
            whole = Drawn(html=self._renderer.say("yes-whole-text", text=approval.text))
            await self._notes.announce(tx, whole, silent=True)
            html = self._renderer.say("yes-request-above", **values)
        else:
            html = self._renderer.say("yes-request", text=approval.text, **values)
        row = tuple(
            Choice(
                label=self._renderer.label(key),
                action=Action(verb=verb, case_id=case.id, number=approval.id),
            )
            for key, verb in (("label-yes", Verb.YES), ("label-yes-back", Verb.YES_BACK))
        )
        await self._notes.announce(
            tx, Drawn(html=html, rows=(row,)), case_id=case.id, role=DeskRole.REQUEST
        )

    def reasons(self, reasons: tuple[str, ...]) -> str:
        """Why a second yes is needed, as plain text."""
        named = [self._reason(*reason.split(": ", 1)) for reason in reasons[:REASONS_SHOWN]]
        return ", ".join([*named, "…"] if len(reasons) > REASONS_SHOWN else named)

    def _reason(self, kind: str, what: str) -> str:
        named = self._renderer.label(f"lane-{what}") if kind == "lane" else what
        return self._renderer.label(f"yes-because-{kind}", what=named)

    async def settle(self, tx: Transaction, case: Case, html: str) -> None:
        """Replace what asks for a second yes by one line without buttons."""
        for message in await tx.desk.of_case(case.id, (DeskRole.REQUEST,)):
            await tx.desk.drop(MessageRef(chat_id=message.chat_id, message_id=message.message_id))
            await self._notes.answer(
                tx, Drawn(html=html), chat_id=message.chat_id, edits=message.message_id
            )

    async def take_away(self, tx: Transaction, ref: MessageRef) -> None:
        """Replace one request that was decided before it stood in the desk."""
        message = await tx.desk.get(ref)
        if message is not None and message.role is DeskRole.REQUEST:
            await tx.desk.drop(ref)
            over = Drawn(html=self._renderer.say("yes-over"))
            await self._notes.answer(tx, over, chat_id=ref.chat_id, edits=ref.message_id)

    async def why_void(self, tx: Transaction, approval: Approval) -> VoidReason | None:
        """Why a request holds no more; None if it does."""
        case = await tx.cases.get(approval.case_id)
        focus = await tx.comments.get(case.focus_id)
        writer = await manager_of(tx, self._desk_id, approval.by)
        if writer is None or not writer.role.includes(Role.MANAGER):
            return VoidReason.WRITER_GONE
        return void_reason(approval, case, focus.content_hash)

    async def void(
        self, tx: Transaction, approval: Approval, why: VoidReason, *, at: datetime
    ) -> None:
        """End a request that holds no more, and say why; the writer goes on holding the case."""
        if not await tx.approvals.decide(approval.id, YesOutcome.VOID, by="", at=at):
            return
        case = await tx.cases.get(approval.case_id)
        await tx.cases.audit(
            AuditEntry(
                owner=case.owner,
                case_id=case.id,
                at=at,
                by=None,
                by_name=approval.by_name,
                action=VOID,
                detail=why,
            )
        )
        values = {"by": approval.by_name, "author": case.author_name}
        await self.settle(tx, case, self._renderer.say(f"yes-void-{why}", **values))
        if why is VoidReason.CHANGED:
            await self._notes.say(tx, "yes-look-again", case_id=case.id, **values)
        held = await with_lease(tx, case, approval, at=at)
        await redraw(tx, held, now=at, urgency=Urgency.ANSWER)

    async def turn(self) -> None:
        """Look through the requests that wait: what holds no more is void at once."""
        async with self._store.reading() as tx:
            waiting = await tx.approvals.waiting(self._desk_id)
            due = [one for one in waiting if await whole(self.why_void(tx, one))]
        for approval in due:
            try:
                async with self._store.writing() as tx:
                    why = await whole(self.why_void(tx, approval))
                    if why is not None:
                        await self.void(tx, approval, why, at=self._clock.now())
            except CaseConflict:
                log.info("second_yes.case_changed_meanwhile", case_id=approval.case_id)


async def with_lease(tx: Transaction, case: Case, approval: Approval, *, at: datetime) -> Case:
    """The case after the waiting: its writer's claim can run out again."""
    is_theirs = case.status is Status.CLAIMED and case.holder_id == approval.by
    if not is_theirs or case.lease_until is not None or case.snoozed_until is not None:
        return case
    held = case.claim(by=approval.by, name=approval.by_name, at=at)
    await tx.cases.save(held, expected_version=case.version)
    return held

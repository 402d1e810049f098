"""A second yes: asked for by a manager, given or sent back by an approver."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.approval import Approval, VoidReason, YesOutcome, seal_of
from bot.domain.card import Choice, Drawn
from bot.domain.case import Case
from bot.domain.desk import Action, Verb
from bot.domain.ids import ApprovalId, ChatId, MessageId, MessageRef
from bot.domain.roster import Manager
from bot.errors import CardOutdated, CaseConflict, OwnAnswer
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.approving import Approving
from bot.services.desk.assignment import case_of
from bot.services.desk.drafting import addressed
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.people import manager_of
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.yes_requests import YesRequests, with_lease

ASKED = "second_yes_asked"
SENT_BACK = "sent_back"
"""Names of audit actions; the details are the text, and the reason that was given."""


class SecondYes(DeskPart):
    """Keeps an answer until somebody else has looked at it; one request waits for a case."""

    verbs = frozenset({Verb.YES, Verb.YES_BACK})
    prompted = frozenset({Verb.YES_BACK})

    def __init__(
        self,
        *,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        approving: Approving,
        requests: YesRequests,
    ) -> None:
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._approving = approving
        self._requests = requests

    async def ask(
        self, tx: Transaction, case: Case, draft: Action, press: Press, reasons: tuple[str, ...]
    ) -> Told:
        """Keep the answer, hold the case for its writer, and ask; an earlier request is void.

        Raise CaseTaken, CaseClosed or CaseConflict.
        """
        writer = press.manager
        for earlier in await tx.approvals.waiting_for(case.id):
            await self._requests.void(tx, earlier, VoidReason.REPLACED, at=press.at)
        case = await tx.cases.get(case.id)
        held = case.await_yes(by=writer.user_id, name=writer.name, at=press.at)
        focus = await tx.comments.get(case.focus_id)
        approval = Approval(
            id=ApprovalId(0),
            owner=case.owner,
            case_id=case.id,
            text=draft.text,
            reply_id=draft.reply_id,
            slots=draft.slots,
            reasons=reasons,
            seal=seal_of(draft.text, focus.content_hash, case.revision),
            by=writer.user_id,
            by_name=writer.name,
            at=press.at,
        )
        approval = replace(approval, id=await tx.approvals.add(approval))
        await record(tx, case, held, press, action=ASKED, detail=draft.text)
        await self._requests.show(tx, held, approval)
        return "toast-yes-asked", {}

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out `Approve` or `Send back`; raise OwnAnswer, or what an approval may raise."""
        case = await case_of(tx, action)
        approval = await tx.approvals.get(ApprovalId(action.number))
        if approval is None or not approval.is_waiting:
            by = approval.decided_by if approval is not None else ""
            ref = MessageRef(chat_id=press.chat_id, message_id=press.message_id)
            await self._requests.take_away(tx, ref)
            return ("toast-yes-decided", {"by": by}) if by else ("toast-yes-void", {})
        if approval.by == press.manager.user_id:
            raise OwnAnswer("who wrote an answer cannot give it the second yes")
        why = await self._requests.why_void(tx, approval)
        if why is not None:
            await self._requests.void(tx, approval, why, at=press.at)
            return "toast-yes-void", {}
        if action.verb is Verb.YES:
            return await self._give(tx, case, approval, press)
        html = self._renderer.say(
            "prompt-send-back", author=case.author_name, **addressed(press.manager)
        )
        await self._notes.ask(
            tx,
            html,
            replace(action, only=press.manager.user_id),
            chat_id=press.chat_id,
            reply_to=press.message_id,
        )
        return "toast-write", {}

    async def complete_prompt(
        self,
        tx: Transaction,
        action: Action,
        manager: Manager,
        text: str,
        *,
        chat_id: ChatId,
        reply_to: MessageId,
    ) -> None:
        """Give the answer back to its writer, for the reason that was asked for."""
        case, now = await case_of(tx, action), self._clock.now()
        approval = await tx.approvals.get(ApprovalId(action.number))
        if approval is None or approval.by == manager.user_id:
            raise OwnAnswer("who wrote an answer cannot send it back")
        if not await tx.approvals.decide(
            approval.id, YesOutcome.SENT_BACK, by=manager.name, at=now
        ):
            raise CardOutdated("somebody has decided already")
        held = await with_lease(tx, case, approval, at=now)
        press = Press(manager=manager, chat_id=chat_id, message_id=reply_to, at=now)
        await record(tx, held, held, press, action=SENT_BACK, detail=text)
        settled = self._notes.words.say("yes-sent-back", by=manager.name, author=case.author_name)
        await self._requests.settle(tx, case, settled)
        await self._return(tx, held, approval, manager, text)

    async def _give(self, tx: Transaction, case: Case, approval: Approval, press: Press) -> Told:
        writer = await manager_of(tx, case.owner.desk_id, approval.by)
        assert writer is not None
        told = await self._approving.approve(
            tx,
            case,
            approval.text,
            approval.reply_id,
            replace(press, manager=writer),
            prompted=dict(approval.slots),
            becomes_receipt=True,
            second=press.manager,
        )
        name = press.manager.name
        if not await tx.approvals.decide(approval.id, YesOutcome.GIVEN, by=name, at=press.at):
            raise CaseConflict(f"request {approval.id} was decided meanwhile")
        return told

    async def _return(
        self, tx: Transaction, case: Case, approval: Approval, by: Manager, reason: str
    ) -> None:
        """Tell the writer, with a button to change the words."""
        writer = await manager_of(tx, case.owner.desk_id, approval.by)
        if writer is None:
            return
        edit = Action(
            verb=Verb.EDIT_DRAFT,
            case_id=case.id,
            revision=case.revision,
            text=approval.text,
            reply_id=approval.reply_id,
            slots=approval.slots,
            only=writer.user_id,
        )
        words = self._notes.words
        html = words.say(
            "yes-returned",
            to=words.mention(writer),
            by=by.name,
            author=case.author_name,
            reason=reason[:1000],
        )
        row = (Choice(label=words.label("label-edit"), action=edit),)
        await self._notes.announce(tx, Drawn(html=html, rows=(row,)), case_id=case.id)

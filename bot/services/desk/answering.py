"""From a press to an approved answer: send, edit, write, fill in."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.card import Choice, Drawn, Proposal
from bot.domain.case import Case, Status
from bot.domain.desk import Action, DeskMessage, DeskRole, Verb
from bot.domain.ids import ChatId, MessageId, MessageRef
from bot.domain.roster import Manager
from bot.errors import CardOutdated, CaseClosed, CaseTaken
from bot.ports import Renderer, Transaction
from bot.services.desk.approving import Approving
from bot.services.desk.assignment import case_of, require_current
from bot.services.desk.drafting import Drafting, addressed
from bot.services.desk.notes import DeskNotes
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.view import NOTE, Viewer


class Answering:
    """The buttons and replies that lead to an answer in public."""

    def __init__(
        self,
        *,
        renderer: Renderer,
        viewer: Viewer,
        notes: DeskNotes,
        drafting: Drafting,
        approving: Approving,
    ) -> None:
        self._renderer = renderer
        self._viewer = viewer
        self._notes = notes
        self._drafting = drafting
        self._approving = approving

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button of a card, a preview or an offer."""
        case = await case_of(tx, action)
        match action.verb:
            case Verb.CANCEL:
                await self._settle(tx, press, "preview-cancelled")
                return "toast-cancelled", {}
            case Verb.KEEP_AS_NOTE:
                await record(tx, case, case, press, action=NOTE, detail=action.text)
                await self._settle(tx, press, "note-kept")
                return "toast-noted", {}
        self._require_workable(case, action, press.manager)
        match action.verb:
            case Verb.SEND:
                return await self._send_suggestion(tx, case, action, press)
            case Verb.SEND_DRAFT:
                return await self._send_draft(tx, case, action, press)
            case Verb.USE_AS_ANSWER:
                await self._drafting.preview_or_ask(
                    tx, case, action, press.manager, press.chat_id, edits=press.message_id
                )
                return "toast-preview", {}
            case Verb.EDIT:
                return await self._edit(tx, case, action, press)
            case _:
                html = self._renderer.say(
                    "prompt-write", author=case.author_name, **addressed(press.manager)
                )
                await self._drafting.prompt(
                    tx, case, action, html, press.chat_id, press.message_id
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
        """Take a manager's reply to a prompt: a preview follows, or the next prompt."""
        case = await case_of(tx, action)
        self._require_workable(case, action, manager)
        if action.verb is Verb.FILL_SLOT:
            draft = replace(action, slots=(*action.slots, (action.slot, text.strip())))
        else:
            draft = replace(action, text=text)
        await self._drafting.preview_or_ask(tx, case, draft, manager, chat_id, reply_to=reply_to)

    async def _send_suggestion(
        self, tx: Transaction, case: Case, action: Action, press: Press
    ) -> Told:
        proposal = await self._proposal(tx, case, action.number)
        if proposal.missing:
            draft = replace(action, text=proposal.template, reply_id=proposal.reply_id)
            await self._drafting.preview_or_ask(
                tx, case, draft, press.manager, press.chat_id, reply_to=press.message_id
            )
            return "toast-fill-first", {}
        return await self._approving.approve(tx, case, proposal.text, proposal.reply_id, press)

    async def _send_draft(self, tx: Transaction, case: Case, action: Action, press: Press) -> Told:
        """The preview turns into a receipt, so that the manager need not look for the card."""
        await tx.desk.put(
            DeskMessage(
                chat_id=press.chat_id,
                message_id=press.message_id,
                role=DeskRole.RECEIPT,
                case_id=case.id,
            )
        )
        return await self._approving.approve(tx, case, action.text, action.reply_id, press)

    async def _edit(self, tx: Transaction, case: Case, action: Action, press: Press) -> Told:
        focus = await tx.comments.get(case.focus_id)
        proposals = self._viewer.proposals(case, focus)
        if not action.number and len(proposals) > 1:
            await self._ask_which(tx, action, proposals, press)
            return "toast-which", {}
        proposal = await self._proposal(tx, case, action.number or 1)
        html = self._renderer.say("prompt-edit", text=proposal.text, **addressed(press.manager))
        edit = replace(action, number=proposal.number, reply_id=proposal.reply_id)
        await self._drafting.prompt(tx, case, edit, html, press.chat_id, press.message_id)
        return "toast-edit", {}

    async def _ask_which(
        self, tx: Transaction, action: Action, proposals: tuple[Proposal, ...], press: Press
    ) -> None:
        rows = tuple(
            (
                Choice(
                    label=f"{one.number} {self._renderer.title(one.titles)}",
                    action=replace(action, number=one.number),
                ),
            )
            for one in proposals
        )
        await self._notes.answer(
            tx,
            Drawn(html=self._renderer.say("edit-which"), rows=rows),
            chat_id=press.chat_id,
            reply_to=press.message_id,
            case_id=action.case_id,
        )

    async def _proposal(self, tx: Transaction, case: Case, number: int) -> Proposal:
        focus = await tx.comments.get(case.focus_id)
        for proposal in self._viewer.proposals(case, focus):
            if proposal.number == number:
                return proposal
        raise CardOutdated("there is no such suggestion any more")

    def _require_workable(self, case: Case, action: Action, manager: Manager) -> None:
        """Refuse before anything is asked or sent: closed, held by another, or changed since."""
        if case.status.is_closed:
            raise CaseClosed(case.status, case.closed_by)
        if case.status is Status.CLAIMED and case.holder_id != manager.user_id:
            raise CaseTaken(case.holder_name)
        require_current(case, action)

    async def _settle(self, tx: Transaction, press: Press, key: str) -> None:
        """Replace a preview or an offer by one line without buttons."""
        html = self._renderer.say(key, by=press.manager.name)
        await tx.desk.drop(MessageRef(chat_id=press.chat_id, message_id=press.message_id))
        await self._notes.answer(
            tx, Drawn(html=html), chat_id=press.chat_id, edits=press.message_id
        )

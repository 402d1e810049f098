"""From a press to an approved answer: send, edit, write, fill in."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.card import Choice, Drawn, Proposal
from bot.domain.case import Case
from bot.domain.desk import Action, DeskRole, Verb
from bot.domain.ids import ChatId, MessageId, MessageRef
from bot.domain.roster import Manager
from bot.errors import CardOutdated, RepliesHeld, SecondYesNeeded
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.approving import Approving
from bot.services.desk.assignment import case_of, renewed, require_workable
from bot.services.desk.draft_wishes import DraftWishes
from bot.services.desk.drafting import DOOR_SLOT, Drafting, addressed, fits_one_message
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.second_yes import SecondYes
from bot.services.desk.view import NOTE, Viewer
from bot.services.desk.voicing import Voicing, has_final, stopping


class Answering(DeskPart):
    """The buttons and replies that lead to an answer in public."""

    verbs = frozenset(
        {
            Verb.SEND,
            Verb.EDIT,
            Verb.WRITE,
            Verb.SEND_DRAFT,
            Verb.CANCEL,
            Verb.OVERRIDE,
            Verb.SEND_ANYWAY,
            Verb.USE_AS_ANSWER,
            Verb.KEEP_AS_NOTE,
            Verb.DRAFT,
            Verb.EDIT_DRAFT,
        }
    )
    prompted = frozenset({Verb.EDIT, Verb.WRITE, Verb.EDIT_DRAFT, Verb.FILL_SLOT})

    def __init__(
        self,
        *,
        clock: Clock,
        renderer: Renderer,
        viewer: Viewer,
        notes: DeskNotes,
        drafting: Drafting,
        approving: Approving,
        voicing: Voicing,
        wishes: DraftWishes,
        second_yes: SecondYes,
    ) -> None:
        self._clock = clock
        self._renderer = renderer
        self._viewer = viewer
        self._notes = notes
        self._drafting = drafting
        self._approving = approving
        self._voicing = voicing
        self._wishes = wishes
        self._second_yes = second_yes

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
        require_workable(case, action, press.manager)
        case = await renewed(tx, case, press.at)
        match action.verb:
            case Verb.SEND:
                return await self._send_suggestion(tx, case, action, press)
            case Verb.SEND_DRAFT | Verb.SEND_ANYWAY:
                return await self._send_draft(tx, case, action, press)
            case Verb.USE_AS_ANSWER:
                await self._drafting.preview_or_ask(
                    tx, case, action, press.manager, press.chat_id, edits=press.message_id
                )
                return "toast-preview", {}
            case Verb.EDIT:
                return await self._edit(tx, case, action, press)
            case Verb.OVERRIDE:
                await self._drafting.preview_or_ask(
                    tx, case, action, press.manager, press.chat_id, edits=press.message_id
                )
                return "toast-override", {}
            case Verb.DRAFT:
                return self._wishes.add(case, await _at_the_card(tx, case, press))
            case Verb.EDIT_DRAFT:
                await self._ask_for_changes(tx, case, action, action.text, press)
                return "toast-edit", {}
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
        require_workable(case, action, manager)
        case = await renewed(tx, case, self._clock.now())
        if action.verb is Verb.FILL_SLOT:
            draft = replace(action, slots=(*action.slots, (action.slot, text.strip())))
        else:
            draft = replace(action, text=text, sources=())
        await self._drafting.preview_or_ask(tx, case, draft, manager, chat_id, reply_to=reply_to)

    async def _send_suggestion(
        self, tx: Transaction, case: Case, action: Action, press: Press
    ) -> Told:
        proposal = await self._proposal(tx, case, action.number, press)
        if (
            proposal.missing
            or not fits_one_message(proposal.text)
            or await self._voicing.findings(tx, case, proposal.text)
        ):
            draft = replace(action, text=proposal.template, reply_id=proposal.reply_id)
            await self._drafting.preview_or_ask(
                tx, case, draft, press.manager, press.chat_id, reply_to=press.message_id
            )
            if DOOR_SLOT in proposal.missing:
                return "toast-look-first", {}
            return "toast-fill-first" if proposal.missing else "toast-look-first", {}
        draft = replace(action, text=proposal.text, reply_id=proposal.reply_id)
        return await self._approve(tx, case, draft, press)

    async def _send_draft(self, tx: Transaction, case: Case, action: Action, press: Press) -> Told:
        """The preview turns into a receipt, so that the manager need not look for the card.

        Where the voice stops the text by now, it stays a preview and says why.
        """
        in_spite = action.verb is Verb.SEND_ANYWAY
        found = stopping(await self._voicing.findings(tx, case, action.text))
        if has_final(found) or (found and not in_spite):
            await self._drafting.preview_or_ask(
                tx, case, action, press.manager, press.chat_id, edits=press.message_id
            )
            return "toast-voice-stops", {}
        return await self._approve(tx, case, action, press, in_spite=in_spite, is_previewed=True)

    async def _approve(
        self,
        tx: Transaction,
        case: Case,
        draft: Action,
        press: Press,
        *,
        in_spite: bool = False,
        is_previewed: bool = False,
    ) -> Told:
        """Send it, ask for the second yes that it needs, or offer what a hold lets pass."""
        try:
            return await self._approving.approve(
                tx,
                case,
                draft.text,
                draft.reply_id,
                press,
                prompted=dict(draft.slots),
                in_spite=in_spite,
                becomes_receipt=is_previewed,
            )
        except SecondYesNeeded as needed:
            if is_previewed:
                await self._settle(tx, press, "yes-asked")
            return await self._second_yes.ask(tx, case, draft, press, needed.reasons)
        except RepliesHeld as held:
            if not held.statement:
                raise
            await self._offer_statement(tx, case, held.statement, press)
            return "toast-held-statement", {"by": held.by}

    async def _offer_statement(
        self, tx: Transaction, case: Case, statement: str, press: Press
    ) -> None:
        """A preview of the one text that may go out, word for word."""
        send = Action(
            verb=Verb.SEND_DRAFT, case_id=case.id, revision=case.revision, text=statement
        )
        row = (
            Choice(label=self._renderer.label("label-send"), action=send),
            Choice(
                label=self._renderer.label("label-cancel"),
                action=replace(send, verb=Verb.CANCEL),
            ),
        )
        findings = await self._voicing.findings(tx, case, statement)
        html = self._renderer.preview(case.author_name, statement, findings)
        await self._notes.answer(
            tx,
            Drawn(html=html, rows=(row,)),
            chat_id=press.chat_id,
            reply_to=press.message_id,
            case_id=case.id,
            role=DeskRole.PREVIEW,
        )

    async def _edit(self, tx: Transaction, case: Case, action: Action, press: Press) -> Told:
        focus = await tx.comments.get(case.focus_id)
        proposals = await self._viewer.proposals(tx, case, focus, at=press.at)
        if not action.number and len(proposals) > 1:
            await self._ask_which(tx, action, proposals, press)
            return "toast-which", {}
        proposal = await self._proposal(tx, case, action.number or 1, press)
        edit = replace(action, number=proposal.number, reply_id=proposal.reply_id)
        await self._ask_for_changes(tx, case, edit, proposal.text, press)
        return "toast-edit", {}

    async def _ask_for_changes(
        self, tx: Transaction, case: Case, edit: Action, text: str, press: Press
    ) -> None:
        html = self._renderer.say("prompt-edit", text=text, **addressed(press.manager))
        await self._drafting.prompt(tx, case, edit, html, press.chat_id, press.message_id)

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

    async def _proposal(self, tx: Transaction, case: Case, number: int, press: Press) -> Proposal:
        focus = await tx.comments.get(case.focus_id)
        for proposal in await self._viewer.proposals(tx, case, focus, at=press.at):
            if proposal.number == number:
                return proposal
        raise CardOutdated("there is no such suggestion any more")

    async def _settle(self, tx: Transaction, press: Press, key: str) -> None:
        """Replace a preview or an offer by one line without buttons."""
        html = self._renderer.say(key, by=press.manager.name)
        await tx.desk.drop(MessageRef(chat_id=press.chat_id, message_id=press.message_id))
        await self._notes.settle(tx, press, html)


async def _at_the_card(tx: Transaction, case: Case, press: Press) -> Press:
    """The same press as if it had been on the card, which the answer to it stands under."""
    cards = await tx.desk.of_case(case.id, (DeskRole.CARD,))
    here = [card.message_id for card in cards if card.chat_id == press.chat_id]
    return replace(press, message_id=here[-1]) if here else press

"""From a press to an approved answer: send, edit, write, fill in, hold back, look first."""

from __future__ import annotations

import secrets
from datetime import timedelta

from bot.domain.card import Choice, Drawn, Proposal, in_words, with_open_slots
from bot.domain.case import Case, Status
from bot.domain.desk import Action, DeskMessage, DeskRole, Verb
from bot.domain.ids import ChatId, MessageId, MessageRef, OutboxId
from bot.domain.outbox import OutboxItem, OutboxState, PublicReply, Urgency
from bot.domain.roster import Manager
from bot.errors import CardOutdated, CaseClosed, CaseTaken
from bot.ports import Clock, Library, Renderer, Transaction
from bot.services.desk.assignment import case_of, require_current
from bot.services.desk.notes import DeskNotes
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.view import NOTE, Viewer

LONGEST_ANSWER = 4096
"""UTF-16 units in one message (Bot API, sendMessage)."""
QUOTE_LENGTH = 200
"""How much of the comment a guarding quote repeats; Telegram allows 1024 units."""


class Answering:
    """Everything that ends in a public reply, or holds one back."""

    def __init__(
        self,
        *,
        clock: Clock,
        renderer: Renderer,
        library: Library,
        viewer: Viewer,
        notes: DeskNotes,
        undo_window: timedelta,
        guards_with_quote: bool,
    ) -> None:
        self._clock = clock
        self._renderer = renderer
        self._library = library
        self._viewer = viewer
        self._notes = notes
        self._undo_window = undo_window
        self._guards_with_quote = guards_with_quote

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
                await self._preview_or_ask(
                    tx, case, action, press.manager, press.chat_id, edits=press.message_id
                )
                return "toast-preview", {}
            case Verb.EDIT:
                return await self._edit(tx, case, action, press)
            case _:
                html = self._renderer.say(
                    "prompt-write", author=case.author_name, **_addressed(press.manager)
                )
                await self._prompt(tx, case, action, html, press.chat_id, press.message_id)
                return "toast-write", {}

    async def press_receipt(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out `Stop`, `It is there` or `Not there: send`."""
        case = await case_of(tx, action)
        item = await tx.outbox.get(action.outbox_id) if action.outbox_id else None
        if action.verb is Verb.STOP:
            if item is None or not await tx.outbox.cancel(item.id):
                return "toast-too-late", {}
            assert isinstance(item.payload, PublicReply)
            back = case.take_back() if case.status is Status.ANSWERED else case
            await record(tx, case, back, press, action="stopped", detail=item.payload.text)
            return "toast-stopped", {}
        if item is None or item.state is not OutboxState.UNKNOWN:
            raise CardOutdated("somebody has looked already")
        if action.verb is Verb.IT_IS_THERE:
            await tx.outbox.finish(item.id, OutboxState.SENT, at=press.at)
            await record(tx, case, case, press, action="found_sent")
            return "toast-there", {}
        await tx.outbox.requeue(item.id, not_before=press.at)
        await record(tx, case, case, press, action="sent_again")
        return "toast-sending", {}

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
            filled = Action(
                verb=Verb.SEND_DRAFT,
                case_id=case.id,
                revision=action.revision,
                text=action.text,
                reply_id=action.reply_id,
                slots=(*action.slots, (action.slot, text.strip())),
            )
        else:
            filled = Action(
                verb=Verb.SEND_DRAFT,
                case_id=case.id,
                revision=action.revision,
                text=text,
                reply_id=action.reply_id,
            )
        await self._preview_or_ask(tx, case, filled, manager, chat_id, reply_to=reply_to)

    async def offer(
        self,
        tx: Transaction,
        case: Case,
        manager: Manager,
        text: str,
        *,
        chat_id: ChatId,
        reply_to: MessageId,
    ) -> None:
        """A plain reply to a card: ask its writer, and only them, if it is an answer or a note."""
        rows = (
            tuple(
                Choice(
                    label=self._renderer.label(key),
                    action=Action(
                        verb=verb,
                        case_id=case.id,
                        revision=case.revision,
                        text=text,
                        only=manager.user_id,
                    ),
                )
                for key, verb in (
                    ("label-use-as-answer", Verb.USE_AS_ANSWER),
                    ("label-keep-as-note", Verb.KEEP_AS_NOTE),
                )
            ),
        )
        html = self._renderer.say("offer", author=case.author_name)
        await self._notes.answer(
            tx, Drawn(html=html, rows=rows), chat_id=chat_id, reply_to=reply_to, case_id=case.id
        )

    async def _send_suggestion(
        self, tx: Transaction, case: Case, action: Action, press: Press
    ) -> Told:
        proposal = await self._proposal(tx, case, action.number)
        if proposal.missing:
            draft = Action(
                verb=Verb.SEND_DRAFT,
                case_id=case.id,
                revision=case.revision,
                text=proposal.template,
                reply_id=proposal.reply_id,
            )
            await self._preview_or_ask(
                tx, case, draft, press.manager, press.chat_id, reply_to=press.message_id
            )
            return "toast-fill-first", {}
        return await self._approve(tx, case, proposal.text, proposal.reply_id, press)

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
        return await self._approve(tx, case, action.text, action.reply_id, press)

    async def _edit(self, tx: Transaction, case: Case, action: Action, press: Press) -> Told:
        focus = await tx.comments.get(case.focus_id)
        proposals = self._viewer.proposals(case, focus)
        if not action.number and len(proposals) > 1:
            await self._ask_which(tx, case, proposals, press)
            return "toast-which", {}
        proposal = await self._proposal(tx, case, action.number or 1)
        html = self._renderer.say("prompt-edit", text=proposal.text, **_addressed(press.manager))
        edit = Action(
            verb=Verb.EDIT,
            case_id=case.id,
            revision=case.revision,
            number=proposal.number,
            reply_id=proposal.reply_id,
        )
        await self._prompt(tx, case, edit, html, press.chat_id, press.message_id)
        return "toast-edit", {}

    async def _ask_which(
        self, tx: Transaction, case: Case, proposals: tuple[Proposal, ...], press: Press
    ) -> None:
        rows = tuple(
            (
                Choice(
                    label=f"{one.number} {one.titles.get('en', one.reply_id)}",
                    action=Action(
                        verb=Verb.EDIT,
                        case_id=case.id,
                        revision=case.revision,
                        number=one.number,
                    ),
                ),
            )
            for one in proposals
        )
        await self._notes.answer(
            tx,
            Drawn(html=self._renderer.say("edit-which"), rows=rows),
            chat_id=press.chat_id,
            reply_to=press.message_id,
            case_id=case.id,
        )

    async def _preview_or_ask(
        self,
        tx: Transaction,
        case: Case,
        draft: Action,
        manager: Manager,
        chat_id: ChatId,
        *,
        reply_to: MessageId | None = None,
        edits: MessageId | None = None,
    ) -> None:
        """Show the draft as it would go out, or ask for the next slot that is still open."""
        focus = await tx.comments.get(case.focus_id)
        values = self._viewer.values(focus, dict(draft.slots))
        filled = self._library.fill(draft.text, values)
        if filled.missing:
            ask = Action(
                verb=Verb.FILL_SLOT,
                case_id=case.id,
                revision=draft.revision,
                text=draft.text,
                reply_id=draft.reply_id,
                slot=filled.missing[0],
                slots=draft.slots,
            )
            slot = in_words(filled.missing[0])
            html = self._renderer.say(
                "prompt-slot",
                slot=slot,
                text=with_open_slots(filled.text, filled.missing),
                **_addressed(manager),
            )
            await self._prompt(tx, case, ask, html, chat_id, reply_to or edits)
            return
        if not 0 < _units(filled.text.strip()) <= LONGEST_ANSWER:
            html = self._renderer.say("draft-too-long", most=LONGEST_ANSWER)
            await self._notes.answer(tx, Drawn(html=html), chat_id=chat_id, reply_to=reply_to)
            return
        await self._preview(tx, case, draft, filled.text.strip(), chat_id, reply_to, edits)

    async def _preview(  # noqa: PLR0917
        self,
        tx: Transaction,
        case: Case,
        draft: Action,
        text: str,
        chat_id: ChatId,
        reply_to: MessageId | None,
        edits: MessageId | None,
    ) -> None:
        def choice(key: str, verb: Verb) -> Choice:
            return Choice(
                label=self._renderer.label(key),
                action=Action(
                    verb=verb,
                    case_id=case.id,
                    revision=draft.revision,
                    text=text,
                    reply_id=draft.reply_id,
                ),
            )

        row = (choice("label-send", Verb.SEND_DRAFT), choice("label-cancel", Verb.CANCEL))
        await self._notes.answer(
            tx,
            Drawn(
                html=self._renderer.say("preview", author=case.author_name, text=text),
                rows=(row,),
            ),
            chat_id=chat_id,
            reply_to=reply_to,
            edits=edits,
            case_id=case.id,
            role=DeskRole.PREVIEW,
        )

    async def _prompt(  # noqa: PLR0917
        self,
        tx: Transaction,
        case: Case,
        awaited: Action,
        html: str,
        chat_id: ChatId,
        reply_to: MessageId | None,
    ) -> None:
        token = secrets.token_urlsafe(9)
        await tx.desk.put_action(token, awaited, at=self._clock.now())
        await self._notes.answer(
            tx,
            Drawn(html=html),
            chat_id=chat_id,
            reply_to=reply_to,
            case_id=case.id,
            role=DeskRole.PROMPT,
            awaits=token,
        )

    async def _approve(
        self, tx: Transaction, case: Case, text: str, reply_id: str, press: Press
    ) -> Told:
        """The decision: case, audit and outbox change together or not at all."""
        manager = press.manager
        focus = await tx.comments.get(case.focus_id)
        leaves_at = press.at + self._undo_window
        answered = case.close(Status.ANSWERED, by=manager.user_id, name=manager.name, at=press.at)
        await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=case.owner,
                chat_id=focus.chat_id,
                urgency=Urgency.REPLY,
                weight=case.priority,
                case_id=case.id,
                payload=PublicReply(
                    text=text,
                    reply_to=focus.ref.message_id,
                    comment_hash=focus.content_hash,
                    quote=_quote(focus.text) if self._guards_with_quote else "",
                    reply_id=reply_id,
                    by=manager.user_id,
                    by_name=manager.name,
                ),
                not_before=leaves_at,
                created_at=press.at,
            )
        )
        await record(tx, case, answered, press, action="approved", detail=text)
        return "toast-leaves", {"time": self._renderer.clock_time(leaves_at, seconds=True)}

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


def _addressed(manager: Manager) -> dict[str, str]:
    """Name the one manager whom a prompt asks: only they get Telegram's reply field."""
    return {"manager": manager.name, "user": str(manager.user_id)}


def _quote(text: str) -> str:
    """The beginning of a comment, cut at a word, as Telegram will look for it."""
    first = text.strip()
    if len(first) <= QUOTE_LENGTH:
        return first
    return first[:QUOTE_LENGTH].rsplit(maxsplit=1)[0]


def _units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

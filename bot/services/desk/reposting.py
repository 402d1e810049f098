"""What was deleted, posted again by the bot as a quotation: asked first, and held back a while."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.card import Choice, Drawn
from bot.domain.case import Case
from bot.domain.desk import Action, Verb
from bot.domain.ids import OutboxId
from bot.domain.outbox import Notice, OutboxItem, Urgency
from bot.errors import CardOutdated
from bot.ports import Renderer, Transaction
from bot.services.desk.assignment import case_of
from bot.services.desk.clearance import require_no_hold
from bot.services.desk.deleted import DELETED, HIDDEN, deleted_text
from bot.services.desk.moderation_menu import ModerationMenu
from bot.services.desk.notes import DeskNotes
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record

QUOTED = "quotation_posted"
"""Names the notice that quotes what was deleted."""
APPROVED = "repost_approved"
STOPPED = "repost_stopped"


class Reposting:
    """Puts a deleted text back into its thread as somebody's words, not the brand's."""

    verbs = frozenset({Verb.REPOST, Verb.REPOST_SEND, Verb.REPOST_STOP})

    def __init__(
        self,
        *,
        renderer: Renderer,
        notes: DeskNotes,
        menu: ModerationMenu,
        undo_window: timedelta,
    ) -> None:
        self._renderer = renderer
        self._notes = notes
        self._menu = menu
        self._undo_window = undo_window

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out `Repost as quotation`, then `Post`, `Cancel` or `Stop`; raise CardOutdated."""
        case = await case_of(tx, action)
        if action.verb is Verb.REPOST_STOP:
            return await self._stop(tx, case, action.outbox_id, press)
        text = await deleted_text(tx, case)
        if text is None:
            raise CardOutdated("nothing is deleted")
        done = await _done(tx, case)
        if DELETED not in done:
            return "toast-repost-early", {}
        if APPROVED in done:
            return "toast-repost-already", {}
        await require_no_hold(tx, case)
        if action.verb is Verb.REPOST_SEND:
            return await self._approve(tx, case, text, press)
        await self._ask(tx, case, text, press)
        return "toast-confirm", {}

    async def _ask(self, tx: Transaction, case: Case, text: str, press: Press) -> None:
        html = self._renderer.say("repost-ask", author=case.author_name, text=text)
        rows = (
            (
                self._menu.choice("label-post", Verb.REPOST_SEND, case),
                self._menu.choice("label-cancel", Verb.REPOST_STOP, case),
            ),
        )
        await self._notes.answer(
            tx,
            Drawn(html=html, rows=rows),
            chat_id=press.chat_id,
            reply_to=press.message_id,
            case_id=case.id,
        )

    async def _approve(self, tx: Transaction, case: Case, text: str, press: Press) -> Told:
        focus = await tx.comments.get(case.focus_id)
        leaves_at = press.at + self._undo_window
        html = self._notes.words.say("notice-quotation", author=focus.author.name, text=text)
        item_id = await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=case.owner,
                chat_id=focus.chat_id,
                urgency=Urgency.REPLY,
                weight=case.priority,
                case_id=case.id,
                payload=Notice(
                    html=html,
                    what=QUOTED,
                    reply_to=focus.thread_id or focus.reply_to,
                    by=press.manager.user_id,
                    by_name=press.manager.name,
                ),
                not_before=leaves_at,
                created_at=press.at,
            )
        )
        await record(tx, case, case, press, action=APPROVED, detail=text)
        leaves = self._renderer.clock_time(leaves_at, seconds=True)
        html = self._renderer.say("repost-leaves", by=press.manager.name, at=leaves, text=text)
        stop = Action(verb=Verb.REPOST_STOP, case_id=case.id, outbox_id=item_id)
        rows = ((Choice(label=self._renderer.label("label-stop"), action=stop),),)
        await self._menu.replace(tx, Drawn(html=html, rows=rows), case, press)
        return "toast-leaves", {"time": leaves}

    async def _stop(
        self, tx: Transaction, case: Case, item_id: OutboxId | None, press: Press
    ) -> Told:
        if item_id is not None:
            if not await tx.outbox.cancel(item_id):
                return "toast-too-late", {}
            await record(tx, case, case, press, action=STOPPED)
        html = self._renderer.say("repost-cancelled", by=press.manager.name)
        await self._menu.replace(tx, Drawn(html=html), case, press)
        return "toast-repost-cancelled", {}


async def _done(tx: Transaction, case: Case) -> set[str]:
    """What came after the deletion was ordered."""
    done: set[str] = set()
    for entry in await tx.cases.audit_of(case.id):
        if entry.action == HIDDEN:
            done.clear()
        elif entry.action == STOPPED:
            done.discard(APPROVED)
        else:
            done.add(entry.action)
    return done

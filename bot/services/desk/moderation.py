"""Take comments away: asked twice, because Telegram cannot bring them back."""

from __future__ import annotations

from bot.domain.card import Choice, Drawn
from bot.domain.case import Case, Status
from bot.domain.comment import Comment
from bot.domain.desk import Action, Verb
from bot.domain.ids import OutboxId
from bot.domain.outbox import Deletion, OutboxItem, Urgency
from bot.ports import Renderer, Transaction
from bot.services.desk.assignment import case_of, require_current
from bot.services.desk.notes import DeskNotes
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record


class Moderation:
    """Hides the comments of a case."""

    def __init__(self, *, renderer: Renderer, notes: DeskNotes) -> None:
        self._renderer = renderer
        self._notes = notes

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out `Hide`, then `Delete` or `Keep`."""
        match action.verb:
            case Verb.HIDE:
                return await self._ask(tx, action, press)
            case Verb.DELETE:
                return await self._delete(tx, action, press)
            case _:
                await self._settle_question(tx, press, "hide-kept")
                return "toast-kept", {}

    async def _ask(self, tx: Transaction, action: Action, press: Press) -> Told:
        case = await case_of(tx, action)
        require_current(case, action)
        case.close(Status.MODERATED, by=press.manager.user_id, name="", at=press.at)
        comments = await self._offending(tx, case)
        rows = (
            (
                self._choice("label-delete", Verb.DELETE, case),
                self._choice("label-keep", Verb.KEEP, case),
            ),
        )
        html = self._renderer.say("hide-ask", count=len(comments), author=case.author_name)
        await self._notes.answer(
            tx,
            Drawn(html=html, rows=rows),
            chat_id=press.chat_id,
            reply_to=press.message_id,
            case_id=case.id,
        )
        return "toast-confirm", {}

    async def _delete(self, tx: Transaction, action: Action, press: Press) -> Told:
        case = await case_of(tx, action)
        require_current(case, action)
        manager = press.manager
        closed = case.close(Status.MODERATED, by=manager.user_id, name=manager.name, at=press.at)
        comments = await self._offending(tx, case)
        text = "\n".join(comment.text or f"[{comment.media}]" for comment in comments)
        await record(tx, case, closed, press, action="hidden", detail=text)
        await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=case.owner,
                chat_id=comments[0].chat_id,
                urgency=Urgency.MODERATION,
                weight=case.priority,
                case_id=case.id,
                payload=Deletion(
                    message_ids=tuple(part for one in comments for part in one.message_ids),
                    by=manager.user_id,
                    by_name=manager.name,
                ),
                not_before=press.at,
                created_at=press.at,
            )
        )
        await self._settle_question(tx, press, "hide-confirmed")
        return "toast-hidden", {}

    async def _offending(self, tx: Transaction, case: Case) -> list[Comment]:
        """The comments that a deletion takes: those in the case's own lane."""
        comments = await tx.comments.of_case(case.id)
        return [one for one in comments if one.lane is case.lane or one.id == case.focus_id] or [
            await tx.comments.get(case.focus_id)
        ]

    async def _settle_question(self, tx: Transaction, press: Press, key: str) -> None:
        html = self._renderer.say(key, by=press.manager.name)
        await self._notes.answer(
            tx, Drawn(html=html), chat_id=press.chat_id, edits=press.message_id
        )

    def _choice(self, key: str, verb: Verb, case: Case) -> Choice:
        return Choice(
            label=self._renderer.label(key),
            action=Action(verb=verb, case_id=case.id, revision=case.revision),
        )

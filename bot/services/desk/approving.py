"""The decision to answer in public: case, audit and outbox change together or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.case import Case, Status
from bot.domain.comment import Comment
from bot.domain.content_kinds import CAPTIONED
from bot.domain.crowding import first_room
from bot.domain.desk import DeskMessage, DeskRole
from bot.domain.ids import OutboxId
from bot.domain.outbox import OutboxItem, OutboxState, PublicReply, Urgency
from bot.domain.roster import Manager
from bot.ports import Renderer, Transaction
from bot.services.desk.clearance import Clearance, require_unheld
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.using import Using
from bot.services.desk.voicing import Voicing

OVERRIDDEN = "voice_overridden"
"""Name of the audit action; its detail names the rules."""
OWN_YES = "own_yes"
"""Name of the audit action: the text needed a second yes, and its writer's role gave it."""
SECOND_YES = "second_yes"
"""Name of the audit action: somebody else gave it."""
QUOTE_LENGTH = 200
"""How much of the comment a guarding quote repeats; Telegram allows 1024 units."""


class Approving:
    """Turns a manager's yes into a reply that leaves when the undo window ends."""

    def __init__(
        self,
        *,
        renderer: Renderer,
        voicing: Voicing,
        using: Using,
        clearance: Clearance,
        undo_window: timedelta,
        guards_with_quote: bool,
    ) -> None:
        self._renderer = renderer
        self._voicing = voicing
        self._using = using
        self._clearance = clearance
        self._undo_window = undo_window
        self._guards_with_quote = guards_with_quote

    async def approve(
        self,
        tx: Transaction,
        case: Case,
        text: str,
        reply_id: str,
        press: Press,
        *,
        prompted: Mapping[str, str] | None = None,
        in_spite: bool = False,
        becomes_receipt: bool = False,
        second: Manager | None = None,
        on_behalf_of: str = "",
    ) -> Told:
        """Close the case and queue the reply.

        Every public text comes through here, so here the voice is asked a last time. A lead may
        send a text `in_spite` of what stops it, and the audit says so. `prompted` are the slots
        that were filled in for it. `becomes_receipt`: the pressed message shows the case from
        now on. `on_behalf_of` names the lead for whom a saved reply answers by itself: nothing is
        learnt from that. `second` has given the second yes to it. Nothing is written before all
        of that is settled: raise RepliesHeld, SecondYesNeeded, VoiceForbids, CaseClosed,
        CaseTaken or CaseConflict.
        """
        manager, slots = press.manager, prompted or {}
        overridden = await self._voicing.require_sendable(
            tx, case, text, manager, in_spite=in_spite
        )
        own_yes = await self._cleared(tx, case, text, reply_id, press, slots, second)
        answered = case.close(Status.ANSWERED, by=manager.user_id, name=manager.name, at=press.at)
        if becomes_receipt:
            await _make_receipt(tx, case, press)
        soonest = press.at + self._undo_window
        leaves_at = await _without_crowding(tx, case, reply_id, soonest)
        await self._queue(tx, case, text, reply_id, press, leaves_at, on_behalf_of)
        for action, names in ((OVERRIDDEN, overridden), (OWN_YES, own_yes)):
            if names:
                await record(tx, case, case, press, action=action, detail=", ".join(names))
        if second is not None:
            given = replace(press, manager=second)
            await record(tx, case, case, given, action=SECOND_YES, detail=text)
        await record(tx, case, answered, press, action="approved", detail=text)
        if not on_behalf_of:
            await self._using.answered(tx, case, text, reply_id, press, prompted=slots)
        toast = "toast-leaves" if leaves_at == soonest else "toast-leaves-later"
        return toast, {"time": self._renderer.clock_time(leaves_at, seconds=True)}

    async def _cleared(  # noqa: PLR0917
        self,
        tx: Transaction,
        case: Case,
        text: str,
        reply_id: str,
        press: Press,
        prompted: Mapping[str, str],
        second: Manager | None,
    ) -> tuple[str, ...]:
        """Why a second yes was needed that the writer's own role gave."""
        if second is not None:
            await require_unheld(tx, case, text)
            return ()
        return await self._clearance.require_clear(
            tx, case, text, reply_id, press.manager, prompted=prompted, at=press.at
        )

    async def _queue(  # noqa: PLR0917
        self,
        tx: Transaction,
        case: Case,
        text: str,
        reply_id: str,
        press: Press,
        leaves_at: datetime,
        on_behalf_of: str,
    ) -> None:
        focus = await tx.comments.get(case.focus_id)
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
                    quote=await _guard(tx, case, focus) if self._guards_with_quote else "",
                    reply_id=reply_id,
                    on_behalf_of=on_behalf_of,
                    by=press.manager.user_id,
                    by_name=press.manager.name,
                ),
                not_before=leaves_at,
                created_at=press.at,
            )
        )


async def _make_receipt(tx: Transaction, case: Case, press: Press) -> None:
    """So that the manager need not look for the card."""
    await tx.desk.put(
        DeskMessage(
            chat_id=press.chat_id,
            message_id=press.message_id,
            role=DeskRole.RECEIPT,
            case_id=case.id,
        )
    )


async def _without_crowding(
    tx: Transaction, case: Case, reply_id: str, soonest: datetime
) -> datetime:
    """When an answer may leave: the same saved reply is not said to everybody at once."""
    if not reply_id:
        return soonest
    said = await tx.outbox.said_in_thread(case.community_id, case.thread_key)
    return first_room(
        soonest,
        [
            item.sent_at or item.not_before
            for item in said
            if isinstance(item.payload, PublicReply) and item.payload.reply_id == reply_id
        ],
    )


async def _guard(tx: Transaction, case: Case, comment: Comment) -> str:
    """The beginning of a comment, cut at a word, as Telegram will look for it; empty if in vain.

    An album's words may stand under several pictures, a poll's are no text. Telegram looks for
    bold and the like, too, of which nothing is kept: where it did not find these words once, a
    manager has looked, and says so by sending again.
    """
    if comment.album_id or comment.media not in CAPTIONED:
        return ""
    first = comment.text.strip()
    if len(first) > QUOTE_LENGTH:
        first = first[:QUOTE_LENGTH].rsplit(maxsplit=1)[0]
    was_refused = [
        item
        for item in await tx.outbox.replies_of(case.id)
        if item.state is OutboxState.FAILED
        and isinstance(item.payload, PublicReply)
        and (item.payload.quote, item.payload.comment_hash) == (first, comment.content_hash)
    ]
    return "" if was_refused else first

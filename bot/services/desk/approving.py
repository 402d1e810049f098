"""The decision to answer in public: case, audit and outbox change together or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.case import Case, Status
from bot.domain.crowding import first_room
from bot.domain.ids import OutboxId
from bot.domain.outbox import OutboxItem, PublicReply, Urgency
from bot.ports import Renderer, Transaction
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.using import Using
from bot.services.desk.voicing import Voicing

OVERRIDDEN = "voice_overridden"
"""Name of the audit action; its detail names the rules."""
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
        undo_window: timedelta,
        guards_with_quote: bool,
    ) -> None:
        self._renderer = renderer
        self._voicing = voicing
        self._using = using
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
    ) -> Told:
        """Close the case and queue the reply.

        Every public text comes through here, so here the voice is asked a last time. A lead may
        send a text `in_spite` of what stops it, and the audit says so. `prompted` are the slots
        that were filled in for it. Raise VoiceForbids, CaseClosed, CaseTaken or CaseConflict.
        """
        manager = press.manager
        overridden = await self._voicing.require_sendable(
            tx, case, text, manager, in_spite=in_spite
        )
        focus = await tx.comments.get(case.focus_id)
        soonest = press.at + self._undo_window
        leaves_at = await _without_crowding(tx, case, reply_id, soonest)
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
        if overridden:
            rules = ", ".join(overridden)
            await record(tx, case, case, press, action=OVERRIDDEN, detail=rules)
        await record(tx, case, answered, press, action="approved", detail=text)
        await self._using.answered(tx, case, text, reply_id, press, prompted=prompted or {})
        toast = "toast-leaves" if leaves_at == soonest else "toast-leaves-later"
        return toast, {"time": self._renderer.clock_time(leaves_at, seconds=True)}


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


def _quote(text: str) -> str:
    """The beginning of a comment, cut at a word, as Telegram will look for it."""
    first = text.strip()
    if len(first) <= QUOTE_LENGTH:
        return first
    return first[:QUOTE_LENGTH].rsplit(maxsplit=1)[0]

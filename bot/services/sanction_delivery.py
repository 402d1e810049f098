"""Mutes, bans and notices on their way to Telegram, and what follows if it refuses them."""

from __future__ import annotations

from datetime import datetime

from bot.domain.case import Status
from bot.domain.ids import ChatId, UserId
from bot.domain.outbox import Notice, OutboxItem, OutboxState, SanctionChange, Urgency
from bot.domain.sanctions import (
    LEAST_AHEAD,
    Sanction,
    SanctionKind,
    Standing,
    given_over,
    standing_of,
)
from bot.ports import AuditEntry, Gateway, Transaction
from bot.services.desk.clearance import hold_over
from bot.services.desk.deleted import deleted_text
from bot.services.desk.drawing import redraw
from bot.services.desk.notes import DeskNotes
from bot.services.request import Request

_PERSON = "user:"
"""Begins the key of an author who is a person; all others are chats."""


class SanctionDelivery:
    """Makes the requests of moderation, and keeps what is true of authors afterwards."""

    def __init__(self, *, gateway: Gateway, notes: DeskNotes) -> None:
        self._gateway = gateway
        self._notes = notes

    async def request(
        self, tx: Transaction, item: OutboxItem, payload: SanctionChange | Notice, *, at: datetime
    ) -> Request | None:
        """What is to be asked of Telegram, if anything still is."""
        if isinstance(payload, Notice):
            return await self._notice(tx, item, payload, at=at)
        return await self._change(tx, item, payload, at=at)

    async def _change(
        self, tx: Transaction, item: OutboxItem, change: SanctionChange, *, at: datetime
    ) -> Request:
        """The request that makes Telegram agree with what holds for an author now.

        It depends neither on the order in which changes leave nor on how often. What ends within
        moments has ended, for Telegram would make it last for ever.
        """
        sanction = await tx.sanctions.get(change.sanction_id)
        assert sanction is not None
        known = await tx.sanctions.of_author(sanction.community_id, sanction.author_key)
        standing = standing_of(known, now=at + LEAST_AHEAD)
        return Request(call=lambda: self._tell(item.chat_id, sanction, standing))

    async def _notice(
        self, tx: Transaction, item: OutboxItem, notice: Notice, *, at: datetime
    ) -> Request | None:
        """The request that posts words for a community; none for a lifted warning, or if held."""
        warning = await tx.sanctions.get(notice.warning_id) if notice.warning_id else None
        if warning is not None and warning.lifted_at is not None:
            await tx.outbox.cancel(item.id)
            return None
        if item.case_id is not None and await hold_over(tx, await tx.cases.get(item.case_id)):
            await tx.outbox.start(item.id, at=at)
            await tx.outbox.finish(item.id, OutboxState.FAILED, at=at, error="held")
            await self._audit(tx, item, notice, "not_done:held", at)
            await self._notes.say(tx, "notice-held", case_id=item.case_id)
            return None
        return Request(
            call=lambda: self._gateway.post(
                item.chat_id, notice.html, reply_to=notice.reply_to, silent=False
            )
        )

    async def sent(
        self, tx: Transaction, item: OutboxItem, payload: SanctionChange | Notice, *, at: datetime
    ) -> None:
        """Telegram has done it."""
        match payload:
            case Notice(what=what):
                await self._audit(tx, item, payload, what, at)
            case SanctionChange(is_lifted=is_lifted):
                action = "sanction_lifted" if is_lifted else "sanction_given"
                await self._audit(tx, item, payload, action, at)

    async def note_unknown(
        self, tx: Transaction, item: OutboxItem, notice: Notice, *, at: datetime
    ) -> None:
        """Public words may have been posted: the desk looks, they are never repeated blindly."""
        await tx.outbox.finish(item.id, OutboxState.UNKNOWN, at=at)
        await self._audit(tx, item, notice, "notice_unknown", at)
        await self._notes.say(tx, "notice-unknown", case_id=item.case_id)

    async def failed(
        self,
        tx: Transaction,
        item: OutboxItem,
        payload: SanctionChange | Notice,
        reason: str,
        *,
        at: datetime,
    ) -> None:
        """Telegram refused: what it did not give does not hold, what it kept still does."""
        await tx.outbox.finish(item.id, OutboxState.FAILED, at=at, error=reason)
        await self._audit(tx, item, payload, f"not_done:{reason}", at)
        match payload:
            case Notice():
                await self._notes.say(tx, "notice-failed", case_id=item.case_id)
            case SanctionChange(is_lifted=True):
                await tx.sanctions.restore(payload.sanction_id)
                await self._notes.say(tx, f"lift-failed-{reason}", case_id=item.case_id)
                await self._give_back(tx, item, at)
            case SanctionChange():
                await tx.sanctions.lift(payload.sanction_id, at=at)
                await self._notes.say(tx, f"sanction-failed-{reason}", case_id=item.case_id)
                await self._give_back(tx, item, at)

    async def _tell(self, chat_id: ChatId, sanction: Sanction, standing: Standing) -> None:
        author = int(sanction.author_key.partition(":")[2])
        if not sanction.author_key.startswith(_PERSON):
            gateway = self._gateway
            channel = gateway.ban_channel if standing.is_banned else gateway.unban_channel
            await channel(chat_id, ChatId(author))
        elif standing.is_banned:
            await self._gateway.ban(chat_id, UserId(author), until=None)
        else:
            await self._tell_of_mute(chat_id, UserId(author), sanction.kind, standing)

    async def _tell_of_mute(
        self, chat_id: ChatId, user_id: UserId, kind: SanctionKind, standing: Standing
    ) -> None:
        if kind is SanctionKind.BAN:
            await self._gateway.unban(chat_id, user_id)
        if standing.is_muted:
            await self._gateway.mute(chat_id, user_id, until=standing.muted_until)
        elif kind is SanctionKind.MUTE:
            await self._gateway.unmute(chat_id, user_id)

    async def _audit(
        self,
        tx: Transaction,
        item: OutboxItem,
        payload: SanctionChange | Notice,
        action: str,
        at: datetime,
    ) -> None:
        await tx.cases.audit(
            AuditEntry(
                owner=item.owner,
                case_id=item.case_id,
                at=at,
                by=payload.by,
                by_name=payload.by_name,
                action=action,
            )
        )

    async def _give_back(self, tx: Transaction, item: OutboxItem, at: datetime) -> None:
        """The case goes back to who had decided it, unless something else came of it."""
        if item.case_id is None:
            return
        case = await tx.cases.get(item.case_id)
        known = await tx.sanctions.of_case(case.id)
        is_done = (
            given_over(known, case.id, since=case.opened_at, now=at)
            or await deleted_text(tx, case) is not None
        )
        if case.status is Status.MODERATED and not is_done:
            returned = case.take_back(at=at)
            await tx.cases.save(returned, expected_version=case.version)
            case = returned
        await redraw(tx, case, now=at, urgency=Urgency.ANSWER)

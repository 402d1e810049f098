"""Ask for a case to be drawn in the desk; how it looks is decided when it is sent."""

from __future__ import annotations

from datetime import datetime

from bot.domain.case import Case
from bot.domain.desk import DeskMessage, DeskRole
from bot.domain.gathering import is_gathered
from bot.domain.ids import ChatId, MessageId, MessageRef, OutboxId
from bot.domain.outbox import Drawing, OutboxItem, Removal, Urgency
from bot.ports import Transaction
from bot.services.desk.collecting import joins_incident

SHOWING_ROLES = (DeskRole.CARD, DeskRole.RECEIPT, DeskRole.SOLO)
"""Messages that show a case and follow its changes."""


async def redraw(
    tx: Transaction,
    case: Case,
    *,
    now: datetime,
    urgency: Urgency = Urgency.CARD,
    pressed: MessageId | None = None,
) -> None:
    """Bring every message that shows the case up to date; draw its card if there is none.

    `pressed` is the message that a manager is looking at: the others can wait.
    """
    shown = await tx.desk.of_case(case.id, SHOWING_ROLES)
    is_looked_at = any(message.message_id == pressed for message in shown)
    has_card = any(message.role is DeskRole.CARD for message in shown)
    if not has_card and not is_gathered(case) and not await tx.incidents.is_collected(case.id):
        await _queue(tx, case, Drawing(), now=now, urgency=urgency)
    for message in shown:
        can_wait = is_looked_at and message.message_id != pressed
        await _draw_again(
            tx, case, message, now=now, urgency=Urgency.CARD if can_wait else urgency
        )


async def draw_over(tx: Transaction, case: Case, *, now: datetime) -> None:
    """Draw the messages anew that show the case; where none does, there stays none."""
    for message in await tx.desk.of_case(case.id, SHOWING_ROLES):
        await _draw_again(tx, case, message, now=now, urgency=Urgency.ANSWER)


async def show_new(tx: Transaction, case: Case, *, now: datetime) -> None:
    """Show a case that has come or come back, unless it is shown with others."""
    if not is_gathered(case) and not await joins_incident(tx, case, now=now):
        await draw_new(tx, case, now=now)


async def draw_new(
    tx: Transaction, case: Case, *, now: datetime, urgency: Urgency = Urgency.CARD
) -> None:
    """Show the case in a new card at the end of the chat; an earlier one stays, as a record."""
    for message in await tx.desk.of_case(case.id, SHOWING_ROLES):
        if message.role is DeskRole.SOLO:
            await _draw_again(tx, case, message, now=now, urgency=urgency)
        else:
            await tx.desk.drop(_ref(message))
    await _queue(tx, case, Drawing(), now=now, urgency=urgency)


async def move_down(
    tx: Transaction, case: Case, *, now: datetime, asked_by: MessageId | None = None
) -> None:
    """Answer a manager with the case's card at the end of the chat, and take the old one away.

    In a forum it comes to the message that asked for it.
    """
    for message in await tx.desk.of_case(case.id, (DeskRole.CARD,)):
        await tx.desk.drop(_ref(message))
        await _queue(
            tx, case, Removal(message_id=message.message_id), now=now, urgency=Urgency.ANSWER
        )
    drawing = Drawing(is_asked_for=True, asked_by=asked_by)
    await _queue(tx, case, drawing, now=now, urgency=Urgency.ANSWER)


async def _draw_again(
    tx: Transaction, case: Case, message: DeskMessage, *, now: datetime, urgency: Urgency
) -> None:
    drawing = Drawing(message_id=message.message_id, role=message.role)
    private = message.chat_id if message.chat_id > 0 else None
    await _queue(tx, case, drawing, now=now, urgency=urgency, chat_id=private)


def _ref(message: DeskMessage) -> MessageRef:
    return MessageRef(chat_id=message.chat_id, message_id=message.message_id)


async def _queue(
    tx: Transaction,
    case: Case,
    payload: Drawing | Removal,
    *,
    now: datetime,
    urgency: Urgency,
    chat_id: ChatId | None = None,
) -> None:
    """Into the desk, unless it is a private chat: the desk's may have moved meanwhile."""
    desk = await tx.directory.desk(case.owner.desk_id)
    await tx.outbox.add(
        OutboxItem(
            id=OutboxId(0),
            owner=case.owner,
            chat_id=desk.chat_id if chat_id is None else chat_id,
            urgency=urgency,
            weight=case.priority,
            case_id=case.id,
            payload=payload,
            not_before=now,
            created_at=now,
        )
    )

"""Ask for a case to be drawn in the desk; how it looks is decided when it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.alike import AlikeGroup, Member, Membership
from bot.domain.case import Case
from bot.domain.desk import DeskMessage, DeskRole
from bot.domain.gathering import is_gathered
from bot.domain.ids import ChatId, MessageId, MessageRef, OutboxId
from bot.domain.outbox import Drawing, OutboxItem, OutboxState, Removal, Urgency
from bot.ports import Transaction
from bot.services.desk.collecting import joins_incident
from bot.services.whole import whole

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

    One that waits with others has no card of its own, but theirs is drawn anew.

    `pressed` is the message that a manager is looking at: the others can wait.
    """
    is_with_others = await _follow(tx, case, now=now, urgency=urgency)
    shown = await tx.desk.of_case(case.id, SHOWING_ROLES)
    is_looked_at = any(message.message_id == pressed for message in shown)
    has_card = any(message.role is DeskRole.CARD for message in shown)
    is_elsewhere = is_with_others or await tx.incidents.is_collected(case.id)
    if not has_card and not is_gathered(case) and not is_elsewhere:
        await _queue(tx, case, Drawing(), now=now, urgency=urgency)
    for message in shown:
        can_wait = is_looked_at and message.message_id != pressed
        await _draw_again(
            tx, case, message, now=now, urgency=Urgency.CARD if can_wait else urgency
        )


async def draw_over(
    tx: Transaction, case: Case, *, now: datetime, urgency: Urgency = Urgency.ANSWER
) -> None:
    """Draw the messages anew that show the case; where none does, there stays none."""
    for message in await tx.desk.of_case(case.id, SHOWING_ROLES):
        await _draw_again(tx, case, message, now=now, urgency=urgency)


async def show_new(tx: Transaction, case: Case, *, now: datetime) -> None:
    """Show a case that has come or come back, unless it is shown with others."""
    if not is_gathered(case) and not await joins_incident(tx, case, now=now):
        await draw_new(tx, case, now=now)


async def draw_new(
    tx: Transaction, case: Case, *, now: datetime, urgency: Urgency = Urgency.CARD
) -> None:
    """Show the case in a new card at the end of the chat; an earlier one stays, as a record."""
    await _follow(tx, case, now=now, urgency=urgency)
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
    await _follow(tx, case, now=now, urgency=Urgency.ANSWER)
    for message in await tx.desk.of_case(case.id, (DeskRole.CARD,)):
        await tx.desk.drop(_ref(message))
        await _queue(
            tx, case, Removal(message_id=message.message_id), now=now, urgency=Urgency.ANSWER
        )
    drawing = Drawing(is_asked_for=True, asked_by=asked_by)
    await _queue(tx, case, drawing, now=now, urgency=Urgency.ANSWER)


async def draw_group(
    tx: Transaction,
    group: AlikeGroup,
    *,
    now: datetime,
    urgency: Urgency = Urgency.CARD,
    is_new: bool = False,
) -> None:
    """Bring the card of a group up to date; `is_new` puts one at the end of the chat."""
    anchor = await whole(tx.cases.get(group.anchor_id))
    if anchor is None:
        return
    shown = await tx.desk.of_case(anchor.id, (DeskRole.GROUP,))
    if is_new:
        for message in shown:
            await tx.desk.drop(_ref(message))
    stands = shown[-1].message_id if shown and not is_new else None
    drawing = Drawing(message_id=stands, role=DeskRole.GROUP)
    await _queue(tx, anchor, drawing, now=now, urgency=urgency)


async def move_group_down(
    tx: Transaction, group: AlikeGroup, *, now: datetime, asked_by: MessageId | None = None
) -> None:
    """Answer a manager with a group's card at the end of the chat, and take the old one away."""
    anchor = await tx.cases.get(group.anchor_id)
    for message in await tx.desk.of_case(anchor.id, (DeskRole.GROUP,)):
        await tx.desk.drop(_ref(message))
        removal = Removal(message_id=message.message_id)
        await _queue(tx, anchor, removal, now=now, urgency=Urgency.ANSWER)
    drawing = Drawing(role=DeskRole.GROUP, is_asked_for=True, asked_by=asked_by)
    await _queue(tx, anchor, drawing, now=now, urgency=Urgency.ANSWER)


async def leave_group(
    tx: Transaction,
    group: AlikeGroup,
    member: Member,
    *,
    now: datetime,
    urgency: Urgency = Urgency.CARD,
) -> None:
    """A case goes its own way; one that is left over alone does too."""
    await tx.alike.put(group.id, replace(member, state=Membership.OUT))
    left = [one for one in group.waiting if one.case_id != member.case_id]
    others_answered = [one for one in group.answered if one.case_id != member.case_id]
    if len(left) == 1 and not others_answered:
        await tx.alike.put(group.id, replace(left[0], state=Membership.OUT))
        for alone in await tx.cases.several([left[0].case_id]):
            await redraw(tx, alone, now=now, urgency=urgency)
    await draw_group(tx, group, now=now, urgency=urgency)


async def _follow(tx: Transaction, case: Case, *, now: datetime, urgency: Urgency) -> bool:
    """Whether the case still stands with others; whatever happened to it alone parts them."""
    group = await tx.alike.of_case(case.id)
    member = group.member(case.id) if group is not None else None
    if group is None or member is None:
        return False
    item = await tx.outbox.get(member.item_id) if member.item_id is not None else None
    is_lost = item is not None and item.state is OutboxState.UNKNOWN
    if member.is_still(case) and not is_lost:
        await draw_group(tx, group, now=now, urgency=urgency)
        return True
    await leave_group(tx, group, member, now=now, urgency=urgency)
    return False


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

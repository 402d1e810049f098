"""After the decision: hold an answer back while it has not left, or say if it is there."""

from __future__ import annotations

from bot.domain.case import Status
from bot.domain.desk import Action, Verb
from bot.domain.ids import MessageRef
from bot.domain.outbox import OutboxState, PublicReply
from bot.errors import CardOutdated
from bot.ports import Transaction
from bot.services.desk.assignment import case_of
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.using import withdrawn


async def press_receipt(tx: Transaction, action: Action, press: Press) -> Told:
    """Carry out `Stop`, `It is there` or `Not there: send`; raise CardOutdated."""
    if action.verb is Verb.STOP:
        return await _stop(tx, action, press)
    case = await case_of(tx, action)
    item = await tx.outbox.get(action.outbox_id) if action.outbox_id else None
    if item is None or item.state is not OutboxState.UNKNOWN:
        raise CardOutdated("somebody has looked already")
    if action.verb is Verb.IT_IS_THERE:
        await tx.outbox.finish(item.id, OutboxState.SENT, at=press.at)
        await record(tx, case, case, press, action="found_sent")
        return "toast-there", {}
    await tx.outbox.requeue(item.id, not_before=press.at)
    await record(tx, case, case, press, action="sent_again")
    return "toast-sending", {}


async def _stop(tx: Transaction, action: Action, press: Press) -> Told:
    """Whoever stops it, the case stays with the manager who had answered."""
    case = await case_of(tx, action)
    item = await tx.outbox.get(action.outbox_id) if action.outbox_id else None
    if item is None or not await tx.outbox.cancel(item.id):
        return "toast-too-late", {}
    assert isinstance(item.payload, PublicReply)
    back = case.take_back() if case.status is Status.ANSWERED else case
    await record(tx, case, back, press, action="stopped", detail=item.payload.text)
    answered = await tx.comments.at(
        MessageRef(chat_id=item.chat_id, message_id=item.payload.reply_to)
    )
    if answered is not None:
        await withdrawn(tx, case, answered.id)
    is_theirs = back.holder_id == press.manager.user_id
    return "toast-stopped" if is_theirs else "toast-done", {}

"""After the decision: hold an answer back, say if it is there, make an example of it."""

from __future__ import annotations

from bot.domain.case import Case, Status
from bot.domain.desk import Action, Verb
from bot.domain.ids import MessageRef
from bot.domain.outbox import OutboxState, PublicReply, Urgency
from bot.domain.uses import Mark, ReplyUse
from bot.errors import CardOutdated
from bot.ports import Transaction
from bot.services.desk.assignment import case_of
from bot.services.desk.drawing import redraw
from bot.services.desk.lessons import use_behind
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.using import withdrawn

_MARKS = {Verb.LEARN: (Mark.NONE, Mark.TAUGHT), Verb.UNLEARN: (Mark.TAUGHT, Mark.NONE)}
"""What each of the two makes of what: one reverses exactly the other."""
_AUDITED = {Verb.LEARN: "use_taught", Verb.UNLEARN: "use_untaught"}


class Receipts(DeskPart):
    """The buttons of a receipt."""

    verbs = frozenset({Verb.STOP, Verb.IT_IS_THERE, Verb.NOT_THERE, *_MARKS})

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button; raise CardOutdated."""
        if action.verb in _MARKS:
            return await _mark(tx, action, press)
        if action.verb is Verb.STOP:
            return await _stop(tx, action, press)
        return await _look(tx, action, press)


async def _look(tx: Transaction, action: Action, press: Press) -> Told:
    """Carry out `It is there` or `Not there: send`."""
    case = await case_of(tx, action)
    item = await tx.outbox.get(action.outbox_id) if action.outbox_id else None
    if item is None or item.state is not OutboxState.UNKNOWN:
        raise CardOutdated("somebody has looked already")
    # a late second tap is about the attempt that it was drawn for (0: drawn before this was kept)
    if action.number not in {0, item.attempts}:
        raise CardOutdated("it was sent once more since then")
    if action.verb is Verb.IT_IS_THERE:
        await tx.outbox.finish(item.id, OutboxState.SENT, at=press.at)
        await record(tx, case, case, press, action="found_sent")
        return "toast-there", {}
    await tx.outbox.requeue(item.id, not_before=press.at)
    await record(tx, case, case, press, action="sent_again")
    return "toast-sending", {}


async def _stop(tx: Transaction, action: Action, press: Press) -> Told:
    """Whoever stops it, the case stays with the manager who had answered, if one had."""
    case = await case_of(tx, action)
    item = await tx.outbox.get(action.outbox_id) if action.outbox_id else None
    if item is None or not await tx.outbox.cancel(item.id):
        return "toast-too-late", {}
    assert isinstance(item.payload, PublicReply)
    if case.status is not Status.ANSWERED:
        back = case
    elif item.payload.on_behalf_of:
        back = case.take_back_from_nobody(at=press.at)
    else:
        back = case.take_back(at=press.at)
    await record(tx, case, back, press, action="stopped", detail=item.payload.text)
    answered = await tx.comments.at(
        MessageRef(chat_id=item.chat_id, message_id=item.payload.reply_to)
    )
    if answered is not None:
        await withdrawn(tx, case, answered.id)
    is_theirs = back.holder_id == press.manager.user_id
    return "toast-stopped" if is_theirs else "toast-done", {}


async def _mark(tx: Transaction, action: Action, press: Press) -> Told:
    """Carry out `Learn this` or `Unlearn`; where nothing changes, say why and show what holds."""
    case = await case_of(tx, action)
    item = await tx.outbox.get(action.outbox_id) if action.outbox_id else None
    use = await use_behind(tx, case, item) if item is not None else None
    before, after = _MARKS[action.verb]
    if use is not None and use.mark is before and await tx.uses.mark(use, after):
        name = _AUDITED[action.verb]
        await record(tx, case, case, press, action=name, detail=use.reply_id)
        return f"toast-{action.verb}", {}
    await redraw(tx, case, now=press.at, urgency=Urgency.ANSWER, pressed=press.message_id)
    return await _why_not(tx, case, use, action.verb)


async def _why_not(tx: Transaction, case: Case, use: ReplyUse | None, verb: Verb) -> Told:
    """Somebody was quicker, a lead had it all forgotten, or there is nothing to learn from."""
    if use is None:
        return "toast-lesson-gone", {}
    if use.mark is Mark.UNLEARNT:
        return "toast-lesson-forgotten", {"reply": use.reply_id}
    names = [
        one.by_name for one in await tx.cases.audit_of(case.id) if one.action == _AUDITED[verb]
    ]
    return f"toast-{verb}-already", {"by": names[-1] if names else ""}

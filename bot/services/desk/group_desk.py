"""The card of cases that ask the same: one approval answers each of them by itself."""

from __future__ import annotations

from dataclasses import replace

import structlog

from bot.domain.alike import AlikeGroup, Member, Membership
from bot.domain.card import Drawn
from bot.domain.case import Case
from bot.domain.desk import Action, Verb
from bot.domain.group_pages import GroupAnswers
from bot.domain.ids import AlikeId, CaseId, ChatId, MessageId
from bot.domain.outbox import PublicReply, Urgency
from bot.domain.roster import Manager
from bot.errors import CardOutdated, Refused, SecondYesNeeded
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.approving import Approving
from bot.services.desk.drawing import draw_group, leave_group
from bot.services.desk.group_view import MOST_TYPED, GroupViewer
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.using import suggested, withdrawn
from bot.services.whole import whole

log = structlog.get_logger(__name__)

TAKEN_OUT = "taken_out"
"""Name of the audit action: a case that asks the same as others got its own card."""
IN_THE_LIST = "list"


class GroupDesk(DeskPart):
    """Carries out the buttons of such a card."""

    verbs = frozenset(
        {
            Verb.GROUP_PREVIEW,
            Verb.GROUP_SEND,
            Verb.GROUP_CANCEL,
            Verb.GROUP_WRITE,
            Verb.GROUP_OUT_ASK,
            Verb.GROUP_OUT,
            Verb.GROUP_APART,
            Verb.GROUP_STOP,
        }
    )
    prompted = frozenset({Verb.GROUP_WRITE})

    def __init__(
        self,
        *,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        viewer: GroupViewer,
        approving: Approving,
    ) -> None:
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._viewer = viewer
        self._approving = approving

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button; raise CardOutdated where nobody is left to do it for."""
        group = await _group_of(tx, action, press.manager)
        match action.verb:
            case Verb.GROUP_PREVIEW:
                return await self._preview(tx, group, action, press)
            case Verb.GROUP_SEND:
                return await self._send(tx, group, action, press)
            case Verb.GROUP_WRITE:
                _require_waiting(group)
                html = self._renderer.say("group-write", count=len(group.waiting))
                await self._notes.ask(
                    tx, html, action, chat_id=press.chat_id, reply_to=press.message_id
                )
                return "toast-write", {}
            case Verb.GROUP_OUT_ASK:
                await self._show_members(tx, group, press, edits=None)
                return "toast-group-who", {}
            case Verb.GROUP_OUT:
                return await self._take_out(tx, group, action, press)
            case Verb.GROUP_APART:
                _require_waiting(group)
                for member in group.waiting:
                    await self._part(tx, group.id, member.case_id, press)
                return "toast-group-apart", {}
            case Verb.GROUP_STOP:
                return await self._stop(tx, group, press)
            case _:
                await self._notes.settle(tx, press, self._renderer.say("group-cancelled"))
                return "toast-cancelled", {}

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
        """Show the words that a manager wrote for all before they go out."""
        group = await _group_of(tx, action, manager)
        _require_waiting(group)
        if len(text) > MOST_TYPED:
            html = self._renderer.say("group-too-long", most=MOST_TYPED)
            await self._notes.answer(tx, Drawn(html=html), chat_id=chat_id, reply_to=reply_to)
            return
        answers = await self._viewer.typed(tx, group, text, at=self._clock.now())
        drawn = self._renderer.group_answers(answers)
        await self._notes.answer(tx, drawn, chat_id=chat_id, reply_to=reply_to)

    async def _preview(
        self, tx: Transaction, group: AlikeGroup, action: Action, press: Press
    ) -> Told:
        _require_waiting(group)
        answers = await self._viewer.answers(tx, group, reply_id=action.reply_id, at=press.at)
        drawn = self._renderer.group_answers(answers)
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, reply_to=press.message_id)
        return "toast-group-look" if answers.answers else "toast-group-no-text", {}

    async def _send(
        self, tx: Transaction, group: AlikeGroup, action: Action, press: Press
    ) -> Told:
        """What changed since it was looked at stays behind, with whatever may not go out."""
        answers = await self._read(tx, group, action, press)
        sent, needs_yes = 0, 0
        for key, text in action.slots:
            case_id, _, revision = key.partition(":")
            member = group.member(CaseId(int(case_id)))
            case = await whole(tx.cases.get(CaseId(int(case_id))))
            is_there = member is not None and member.state is Membership.WAITING
            if member is None or case is None or not is_there:
                continue
            if str(case.revision) != revision:
                continue
            if not member.is_still(case):
                continue
            try:
                await self._answer(tx, group, member, case, text, answers, press)
            except SecondYesNeeded:
                needs_yes += 1
            except Refused as refusal:
                log.info("group.left", case_id=case.id, why=type(refusal).__name__)
            else:
                sent += 1
        if sent:
            await tx.alike.note(group.id, reply_id=action.reply_id)
        left = len(action.slots) - sent
        key = "group-sent-but" if left else "group-sent"
        html = self._renderer.say(key, count=sent, left=left, by=press.manager.name)
        await self._notes.settle(tx, press, html)
        await draw_group(tx, group, now=press.at, urgency=Urgency.ANSWER)
        if needs_yes and not sent:
            return "refused-second-yes", {}
        return ("toast-group-sent-but" if left else "toast-group-sent"), {
            "count": str(sent),
            "left": str(left),
        }

    async def _read(
        self, tx: Transaction, group: AlikeGroup, action: Action, press: Press
    ) -> GroupAnswers | None:
        """What the reply says now, to tell which of its texts each got."""
        if not action.reply_id:
            return None
        return await self._viewer.answers(tx, group, reply_id=action.reply_id, at=press.at)

    async def _answer(  # noqa: PLR0917
        self,
        tx: Transaction,
        group: AlikeGroup,
        member: Member,
        case: Case,
        text: str,
        answers: GroupAnswers | None,
        press: Press,
    ) -> None:
        """Approve one of them; where that is refused, it waits on as before."""
        reply_id = answers.reply_id if answers is not None else ""
        worded = await self._worded(tx, case, text, answers, press)
        await tx.alike.put(group.id, replace(member, state=Membership.ANSWERED))
        try:
            await self._approving.approve(tx, worded, text, reply_id, press)
        except Refused:
            await tx.alike.put(group.id, replace(member, revision=worded.revision))
            raise
        said = [
            one
            for one in await tx.outbox.replies_of(case.id)
            if isinstance(one.payload, PublicReply)
        ]
        answered = replace(member, state=Membership.ANSWERED, item_id=said[-1].id)
        await tx.alike.put(group.id, answered)

    async def _worded(
        self,
        tx: Transaction,
        case: Case,
        text: str,
        answers: GroupAnswers | None,
        press: Press,
    ) -> Case:
        """The case with the text among its suggestions that it is answered with."""
        own = [one for one in answers.answers if one.case_id == case.id] if answers else []
        if answers is None or not own or own[0].text != text:
            return case
        known = [one for one in case.suggestions if one.reply_id == answers.reply_id]
        if known and known[0].text == own[0].template:
            return case
        focus = await tx.comments.get(case.focus_id)
        wording = await self._viewer.wording(tx, case, focus, answers.reply_id, (), at=press.at)
        if wording is None:
            return case
        worded = replace(wording, text=own[0].template, lang=own[0].lang)
        others = [one for one in case.suggestions if one.reply_id != answers.reply_id]
        reworded = case.reword((worded, *others))
        await tx.cases.save(reworded, expected_version=case.version)
        await suggested(tx, reworded, at=press.at)
        return reworded

    async def _take_out(
        self, tx: Transaction, group: AlikeGroup, action: Action, press: Press
    ) -> Told:
        assert action.case_id is not None
        member = group.member(action.case_id)
        if member is None or member.state is not Membership.WAITING:
            raise CardOutdated("it is not in the group any more")
        case = await self._part(tx, group.id, action.case_id, press)
        now_is = await tx.alike.get(group.id)
        if action.slot == IN_THE_LIST and now_is is not None:
            await self._show_members(tx, now_is, press, edits=press.message_id)
        return "toast-group-out", {"author": case.author_name}

    async def _part(
        self, tx: Transaction, group_id: AlikeId, case_id: CaseId, press: Press
    ) -> Case:
        """Give a case its own card, unless the one before went and left it alone already."""
        case = await tx.cases.get(case_id)
        group = await tx.alike.get(group_id)
        member = group.member(case_id) if group is not None else None
        if group is not None and member is not None and member.state is Membership.WAITING:
            await leave_group(tx, group, member, now=press.at, urgency=Urgency.ANSWER)
            await record(tx, case, case, press, action=TAKEN_OUT)
        return case

    async def _stop(self, tx: Transaction, group: AlikeGroup, press: Press) -> Told:
        """Whoever stops it, the cases whose answers had not left wait together again."""
        stopped = 0
        for member in group.answered:
            item = await tx.outbox.get(member.item_id) if member.item_id is not None else None
            case = await whole(tx.cases.get(member.case_id))
            if item is None or case is None or not member.is_still(case):
                continue
            if not await tx.outbox.cancel(item.id):
                continue
            back = case.take_back_from_nobody(at=press.at)
            waiting = replace(
                member, state=Membership.WAITING, revision=back.revision, item_id=None
            )
            await tx.alike.put(group.id, waiting)
            text = item.payload.text if isinstance(item.payload, PublicReply) else ""
            await record(tx, case, back, press, action="stopped", detail=text)
            await withdrawn(tx, case, case.focus_id)
            stopped += 1
        await draw_group(tx, group, now=press.at, urgency=Urgency.ANSWER)
        if not stopped:
            return "toast-too-late", {}
        return "toast-group-stopped", {"count": str(stopped)}

    async def _show_members(
        self, tx: Transaction, group: AlikeGroup, press: Press, *, edits: MessageId | None
    ) -> None:
        drawn = self._renderer.group_members(await self._viewer.view(tx, group, at=press.at))
        await self._notes.answer(
            tx,
            drawn,
            chat_id=press.chat_id,
            edits=edits,
            reply_to=None if edits else press.message_id,
        )


async def _group_of(tx: Transaction, action: Action, manager: Manager) -> AlikeGroup:
    group = await tx.alike.get(AlikeId(action.number))
    if group is None or group.owner.desk_id != manager.desk_id:
        raise CardOutdated("there is no such group")
    return group


def _require_waiting(group: AlikeGroup) -> None:
    if not group.waiting:
        raise CardOutdated("nobody waits in it any more")

"""One case that is asked for: `/next` and `Next`, or `/case` with its number."""

from __future__ import annotations

import re
from datetime import datetime

from bot.domain.card import Drawn
from bot.domain.case import Case
from bot.domain.desk import Action, Verb
from bot.domain.ids import CaseId, DeskId, MessageId
from bot.domain.roster import Manager
from bot.ports import AuditEntry, Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.drawing import move_down, move_group_down
from bot.services.desk.next_in_turn import next_in_turn
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.solo import SoloCards

_CASE_NUMBER = re.compile(r"#?([0-9]{1,15})")


class OneCase(DeskPart):
    """Brings a case's card to the end of the desk, or turns the one of a private chat to it."""

    verbs = frozenset({Verb.NEXT})

    def __init__(self, *, renderer: Renderer, notes: DeskNotes, solo: SoloCards) -> None:
        self._renderer = renderer
        self._notes = notes
        self._solo = solo
        self.commands = {"next": self._show_next, "case": self._show}

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out `Next`; raise NothingWaiting at the desk if there is none."""
        if press.chat_id > 0:
            return await self._solo.press(tx, action, press)
        case = await _claim_next(tx, press.manager, at=press.at, asked_by=press.message_id)
        return "toast-next", {"author": case.author_name}

    async def _show_next(self, tx: Transaction, asked: Asked) -> None:
        if asked.chat_id > 0:
            await self._solo.show_next(tx, asked)
            return
        await _claim_next(tx, asked.manager, at=asked.at, asked_by=asked.message_id)

    async def _show(self, tx: Transaction, asked: Asked) -> None:
        number = _CASE_NUMBER.fullmatch(asked.words)
        if number is None:
            await self._tell(tx, asked, self._renderer.say("case-number-needed"))
            return
        case = await _case_at(tx, CaseId(int(number[1])), asked.manager.desk_id)
        if case is None:
            html = self._renderer.say("case-unknown", number=number[1])
            await self._tell(tx, asked, html)
            return
        if asked.chat_id > 0:
            await self._solo.show(tx, case, asked.chat_id, at=asked.at)
        else:
            await move_down(tx, case, now=asked.at, asked_by=asked.message_id)

    async def _tell(self, tx: Transaction, asked: Asked, html: str) -> None:
        await self._notes.answer(
            tx, Drawn(html=html), chat_id=asked.chat_id, reply_to=asked.message_id
        )


async def _claim_next(
    tx: Transaction, manager: Manager, *, at: datetime, asked_by: MessageId
) -> Case:
    """Claim the most urgent free case and bring its card to the end of the desk.

    One that waits with others is not claimed: their card comes. Raise NothingWaiting if there
    is none.
    """
    case, group = await next_in_turn(tx, DeskId(manager.desk_id), at=at)
    if group is not None:
        await move_group_down(tx, group, now=at, asked_by=asked_by)
        return case
    claimed = case.claim(by=manager.user_id, name=manager.name, at=at)
    await tx.cases.save(claimed, expected_version=case.version)
    await tx.cases.audit(
        AuditEntry(
            owner=case.owner,
            case_id=case.id,
            at=at,
            by=manager.user_id,
            by_name=manager.name,
            action="claimed",
        )
    )
    await move_down(tx, claimed, now=at, asked_by=asked_by)
    return claimed


async def _case_at(tx: Transaction, case_id: CaseId, desk_id: DeskId) -> Case | None:
    """A case of this desk whose card can be drawn; raise DamagedRow if it is damaged."""
    try:
        case = await tx.cases.get(case_id)
        await tx.comments.get(case.focus_id)
    except LookupError:
        return None
    return case if case.owner.desk_id == desk_id else None

"""Lists of open cases, a page at a time: all, a lane's, one's own, those nobody holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.card import Drawn
from bot.domain.case import Case
from bot.domain.case_line import CaseLine
from bot.domain.desk import Action, Verb
from bot.domain.desk_pages import QueuePage, Shown, Which, which_of
from bot.domain.ids import ChatId, MessageId, Owner, UserId
from bot.domain.roster import Manager
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.view import cards_of
from bot.services.whole import with_focus

PAGE = 8
"""Fits into one message, however long names and comments are."""


class Queue(DeskPart):
    """Shows what is open."""

    verbs = frozenset({Verb.QUEUE})

    def __init__(
        self, *, owner: Owner, clock: Clock, renderer: Renderer, notes: DeskNotes
    ) -> None:
        self._owner = owner
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self.commands = {"queue": self.show, "mine": self.show_mine}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/queue`."""
        await self._answer(tx, await self._page(tx, Which(), 1, asked.chat_id), asked)

    async def show_mine(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/mine`."""
        which = _held_by(asked.manager)
        await self._answer(tx, await self._page(tx, which, 1, asked.chat_id), asked)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Show the page of the button: below where it is number 0, else in its place."""
        which = which_of(action.slot)
        if which.shown is Shown.HELD and which.holder is None:
            which = _held_by(press.manager)
        drawn = await self._page(tx, which, max(action.number, 1), press.chat_id)
        edits: MessageId | None = press.message_id if action.number else None
        await self._show(tx, drawn, press.chat_id, edits=edits)
        return "toast-done", {}

    async def _answer(self, tx: Transaction, drawn: Drawn, asked: Asked) -> None:
        await self._show(tx, drawn, asked.chat_id, reply_to=asked.message_id)

    async def _show(
        self,
        tx: Transaction,
        drawn: Drawn,
        chat_id: ChatId,
        *,
        reply_to: MessageId | None = None,
        edits: MessageId | None = None,
    ) -> None:
        await self._notes.answer(tx, drawn, chat_id=chat_id, reply_to=reply_to, edits=edits)

    async def _page(self, tx: Transaction, which: Which, number: int, chat_id: ChatId) -> Drawn:
        desk_id = self._owner.desk_id
        count = await tx.lookups.open_case_count(desk_id, which)
        page_count = max(1, -(-count // PAGE))
        number = min(number, page_count)
        found = await tx.lookups.open_cases(desk_id, which, limit=PAGE, offset=(number - 1) * PAGE)
        waiting = await tx.tally.waiting(desk_id)
        page = QueuePage(
            which=which,
            lines=await case_lines(tx, await tx.cases.several(found), self._clock.now()),
            count=count,
            number=number,
            page_count=page_count,
            lanes=waiting.lanes,
            opens=chat_id > 0,
        )
        return self._renderer.page(replace(page, holder_name=await self._name(tx, which.holder)))

    async def _name(self, tx: Transaction, user_id: UserId | None) -> str:
        managers = await tx.directory.managers(self._owner.desk_id)
        return next((one.name for one in managers if one.user_id == user_id), "")


async def case_line(tx: Transaction, case: Case, now: datetime) -> CaseLine:
    """A case as it stands in a list; raise DamagedRow where its comment cannot be read."""
    lines = await case_lines(tx, [case], now)
    if not lines:
        await tx.comments.get(case.focus_id)
    return lines[0]


async def case_lines(
    tx: Transaction, cases: Sequence[Case], now: datetime
) -> tuple[CaseLine, ...]:
    """Cases as they stand in a list, in the same order; without those that cannot be read."""
    if not cases:
        return ()
    communities = {one.id: one for one in await tx.directory.communities(cases[0].owner.bot_id)}
    cards = await cards_of(tx, [case.id for case in cases])
    return tuple(
        [
            CaseLine(
                case=case,
                community=communities[case.community_id],
                focus=focus,
                waited=now - case.opened_at,
                card=cards.get(case.id),
            )
            for case, focus in await with_focus(tx, cases)
        ]
    )


def _held_by(manager: Manager) -> Which:
    return Which(shown=Shown.HELD, holder=manager.user_id)

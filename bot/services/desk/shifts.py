"""`/shift`: what somebody needs who starts work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from bot.domain.board import start_of_day
from bot.domain.desk import Action, Verb
from bot.domain.desk_pages import ShiftLine, ShiftNote, ShiftPage, Shown, Which
from bot.domain.ids import CaseId, ChatId, Owner
from bot.domain.roster import Manager
from bot.ports import Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.assigning import ASSIGNED
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.queue import case_lines
from bot.services.desk.view import NOTE

SHORT = 5
"""Lines of each list: it has to fit on a phone, and the whole lists are a tap away."""
SOON = timedelta(hours=1)
DAY = timedelta(days=1)
NOTES_AT_MOST = timedelta(days=3)
"""Nobody reads notes that are older, however long they were away."""

_GIVEN = ("handed_over", ASSIGNED)


class Shifts(DeskPart):
    """Gathers what is open, due, put off, promised, handed over and noted."""

    verbs = frozenset({Verb.SHIFT})

    def __init__(
        self, *, owner: Owner, renderer: Renderer, notes: DeskNotes, zone: tzinfo
    ) -> None:
        """`zone` says when today ends."""
        self._owner = owner
        self._renderer = renderer
        self._notes = notes
        self._zone = zone
        self.commands = {"shift": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/shift`."""
        page = await self._page(tx, asked.manager, asked.chat_id, at=asked.at)
        drawn = self._renderer.page(page)
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Answer `Take shift`."""
        del action
        page = await self._page(tx, press.manager, press.chat_id, at=press.at)
        await self._notes.answer(
            tx, self._renderer.page(page), chat_id=press.chat_id, reply_to=press.message_id
        )
        return "toast-page", {}

    async def _page(
        self, tx: Transaction, manager: Manager, chat_id: ChatId, *, at: datetime
    ) -> ShiftPage:
        desk_id, lookups = self._owner.desk_id, tx.lookups
        tomorrow = start_of_day(at, self._zone) + DAY
        free = Which(shown=Shown.FREE)
        urgent = await lookups.open_cases(desk_id, free, limit=SHORT)
        due = await lookups.due_by(desk_id, at + SOON, limit=SHORT)
        put_off = await lookups.back_by(desk_id, tomorrow, limit=SHORT)
        promised = await lookups.promised(desk_id, limit=SHORT)
        waiting = await tx.tally.waiting(desk_id)
        active = await tx.tally.active_at(desk_id)
        since = max(active.get(manager.user_id, at - DAY), at - NOTES_AT_MOST)
        return ShiftPage(
            name=manager.name,
            lanes=waiting.lanes,
            urgent=await self._lines(tx, urgent, at=at),
            due=await self._lines(tx, due, at=at),
            put_off=await self._lines(tx, put_off, at=at, by="snoozed"),
            promised=await self._lines(tx, promised, at=at),
            handed=await self._handed(tx, manager, at=at),
            noted=await self._noted(tx, manager, since=since),
            opens=chat_id > 0,
        )

    async def _lines(
        self, tx: Transaction, found: Iterable[CaseId], *, at: datetime, by: str = ""
    ) -> tuple[ShiftLine, ...]:
        """The cases, with who last did to them what `by` names."""
        lines = []
        for line in await case_lines(tx, await tx.cases.several(list(found)), at):
            done = [one for one in await tx.cases.audit_of(line.case.id) if one.action == by]
            name = done[-1].by_name if done else ""
            lines.append(ShiftLine(line=line, by=name))
        return tuple(lines)

    async def _handed(
        self, tx: Transaction, manager: Manager, *, at: datetime
    ) -> tuple[ShiftLine, ...]:
        """What colleagues or rules gave to this manager, who still has it."""
        held = Which(shown=Shown.HELD, holder=manager.user_id)
        lines = []
        ids = await tx.lookups.open_cases(self._owner.desk_id, held, limit=4 * SHORT)
        for case in await tx.cases.several(ids):
            done = [
                one
                for one in await tx.cases.audit_of(case.id)
                if one.action in (*_GIVEN, "claimed")
            ]
            if done and done[-1].action in _GIVEN and done[-1].by != manager.user_id:
                lines += [
                    ShiftLine(line=line, by=done[-1].by_name)
                    for line in await case_lines(tx, [case], at)
                ]
        return tuple(lines[:SHORT])

    async def _noted(
        self, tx: Transaction, manager: Manager, *, since: datetime
    ) -> tuple[ShiftNote, ...]:
        notes = await tx.lookups.said_since(self._owner.desk_id, NOTE, since=since, limit=20)
        of_others = [one for one in notes if one.by != manager.user_id]
        ids = [one.case_id for one in of_others if one.case_id is not None]
        cases = {case.id: case for case in await tx.cases.several(ids)}
        return tuple(
            [
                ShiftNote(case=cases[note.case_id], by=note.by_name, at=note.at, text=note.detail)
                for note in of_others
                if note.case_id in cases
            ][:SHORT]
        )

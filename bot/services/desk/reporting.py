"""`/stats` and `/who`: figures of the desk, and its people."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from bot.domain.board import start_of_day
from bot.domain.desk_pages import DeskPage, Figures, StatsPage, Teammate, TeamPage
from bot.domain.ids import Owner, UserId
from bot.domain.roster import Manager, Role
from bot.ports import Renderer, Transaction
from bot.services.board import Boards
from bot.services.desk.asked import Asked
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart

WEEK = timedelta(days=7)
CAN_BE_RUNG = "private-chat:"
"""Prefix of facts about managers who have a private chat with the bot: it can write to them."""


class Reporting(DeskPart):
    """Counts what happened, and who is there."""

    def __init__(
        self, *, owner: Owner, renderer: Renderer, notes: DeskNotes, boards: Boards, zone: tzinfo
    ) -> None:
        """`zone` says when a day of the desk begins."""
        self._owner = owner
        self._renderer = renderer
        self._notes = notes
        self._boards = boards
        self._zone = zone
        self.commands = {"stats": self.show_figures, "who": self.show_team}

    async def show_figures(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/stats`."""
        today = start_of_day(asked.at, self._zone)
        page = StatsPage(
            today=await self._figures(tx, today),
            week=await self._figures(tx, asked.at - WEEK),
        )
        await self._answer(tx, page, asked)

    async def _figures(self, tx: Transaction, since: datetime) -> Figures:
        figures = await tx.tally.figures(self._owner, since=since)
        missed = await tx.sla.counts(self._owner.desk_id, since=since)
        return replace(figures, missed=missed)

    async def show_team(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/who`."""
        held = await tx.tally.held_counts(self._owner.desk_id)
        active = await tx.tally.active_at(self._owner.desk_id)
        rung = await tx.directory.values(CAN_BE_RUNG)
        team = [
            Teammate(
                manager=one,
                held_count=held.get(one.user_id, 0),
                active_at=active.get(one.user_id),
                can_be_rung=bool(rung.get(str(one.user_id))),
            )
            for one in await tx.directory.managers(self._owner.desk_id)
        ]
        page = TeamPage(
            team=tuple(sorted(team, key=lambda one: _rank(one.manager))),
            may_not_pin=await self._boards.may_not_pin(tx),
        )
        await self._answer(tx, page, asked)

    async def _answer(self, tx: Transaction, page: DeskPage, asked: Asked) -> None:
        drawn = self._renderer.page(page)
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)


async def note_private_chat(tx: Transaction, user_id: UserId, *, is_open: bool) -> None:
    """A manager has written to the bot in private, or has blocked it."""
    key = f"{CAN_BE_RUNG}{user_id}"
    value = "yes" if is_open else ""
    if (await tx.directory.value(key) or "") != value:
        await tx.directory.set_value(key, value)


def _rank(manager: Manager) -> tuple[int, str]:
    """Those whose role reaches farthest come first."""
    return -tuple(Role).index(manager.role), manager.name.casefold()

"""The roster as it stands: weekly shifts of the configuration, and those that were taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.ids import Owner
from bot.domain.ladder import Notify
from bot.domain.oncall import Roster, WeeklyShift
from bot.domain.roster import Manager, Role
from bot.ports import Transaction
from bot.services.desk.reporting import CAN_BE_RUNG


class Rosters:
    """Knows who is on call at one desk, and who can be rung."""

    def __init__(self, *, owner: Owner, weekly: Sequence[WeeklyShift]) -> None:
        self._owner = owner
        self._weekly = tuple(weekly)

    async def roster(self, tx: Transaction, *, at: datetime) -> Roster:
        """All shifts that are not over."""
        team = await tx.directory.managers(self._owner.desk_id)
        return Roster(
            weekly=self._weekly,
            duties=tuple(await tx.ladders.duties(self._owner.desk_id, after=at)),
            people=tuple((one.name.casefold(), one.user_id) for one in team),
        )

    async def called(self, tx: Transaction, notify: Notify, *, at: datetime) -> list[Manager]:
        """The people whom a step means; where nobody is on call, the leads.

        The desk calls the one on call by name.
        """
        team = {one.user_id: one for one in await tx.directory.managers(self._owner.desk_id)}
        leads = [one for one in team.values() if one.role is Role.LEAD]
        if notify is Notify.LEADS:
            return leads
        on_call = [team[user_id] for user_id in (await self.roster(tx, at=at)).on_call(at)]
        place = 1 if notify is Notify.NEXT else 0
        return on_call[place : place + 1] or leads

    async def can_be_rung(self, tx: Transaction, person: Manager) -> bool:
        """Whether the bot can write to them in private."""
        return bool(await tx.directory.value(f"{CAN_BE_RUNG}{person.user_id}"))

"""How a desk is doing, told from its database, whether it runs or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.desk_state import DeskState
from bot.domain.ids import Keys
from bot.domain.set_back import ClockLook
from bot.domain.vitals import Vitals
from bot.ports import Store
from bot.services.clock_watch import newest_moment
from bot.services.desk_status import DeskStatus, owner_called, status_of
from bot.services.outbox import LIMITED


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSigns:
    """A desk's state and numbers; `limited_chats` is how many Telegram wants silence in now.

    `ahead` is how far what was written last lies in the future.
    """

    status: DeskStatus
    vitals: Vitals = field(default_factory=Vitals)
    limited_chats: int = 0
    ahead: timedelta = timedelta()


async def signs_of(store: Store, keys: Keys, *, now: datetime) -> DeskSigns:
    """The desk that a configuration calls so; raise StoreFailure."""
    owner = await owner_called(store, keys)
    if owner is None:
        return DeskSigns(status=DeskStatus(keys=keys, state=DeskState.NEW))
    async with store.of_bot(owner.bot_id).reading() as tx:
        limits = (await tx.directory.values(LIMITED)).values()
        return DeskSigns(
            status=await status_of(tx, keys, owner.bot_id, now=now),
            vitals=await tx.vitals.of(owner, now=now),
            limited_chats=sum(datetime.fromisoformat(until) > now for until in limits),
            ahead=ClockLook(now=now, newest=await newest_moment(tx, owner)).ahead,
        )

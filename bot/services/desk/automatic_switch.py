"""Where saved replies may answer by themselves: nowhere, until a lead switches it on."""

from __future__ import annotations

from bot.domain.comment import Community
from bot.domain.ids import DeskId, Owner, UserId
from bot.domain.roster import Manager
from bot.ports import Transaction
from bot.services.desk.switched import communities_with, still_lead

AUTOMATIC = "automatic:"
"""Prefix of the fact which lead switched it on for a community."""


async def answers_for(tx: Transaction, community: Community, desk_id: DeskId) -> Manager | None:
    """The lead who switched it on; None if nobody did, or is no lead of the desk any more."""
    if community.is_private:
        return None
    kept = (await tx.directory.values(AUTOMATIC)).get(str(community.id))
    if kept is None:
        return None
    return await still_lead(tx, desk_id, UserId(int(kept)))


async def count_answering(tx: Transaction, owner: Owner) -> int:
    """In how many of the desk's communities it is switched on."""
    switched = await communities_with(tx, owner, AUTOMATIC)
    leads = [await answers_for(tx, one, owner.desk_id) for one in switched]
    return sum(lead is not None for lead in leads)


async def switch_answers(tx: Transaction, community: Community, by: Manager | None) -> None:
    """Keep that this lead lets replies answer there, or that nobody does."""
    if by is None:
        await tx.directory.drop_value(f"{AUTOMATIC}{community.id}")
    else:
        await tx.directory.set_value(f"{AUTOMATIC}{community.id}", str(by.user_id))

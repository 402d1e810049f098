"""Where saved replies may answer by themselves: nowhere, until a lead switches it on."""

from __future__ import annotations

from bot.domain.comment import Community
from bot.domain.ids import DeskId, Owner, UserId
from bot.domain.roster import Manager, Role
from bot.ports import Transaction

AUTOMATIC = "automatic:"
"""Prefix of the fact which lead switched it on for a community."""


async def answers_for(tx: Transaction, community: Community, desk_id: DeskId) -> Manager | None:
    """The lead who switched it on; None if nobody did, or is no lead of the desk any more."""
    if community.is_private:
        return None
    kept = await tx.directory.value(f"{AUTOMATIC}{community.id}")
    if kept is None:
        return None
    wanted = UserId(int(kept))
    return next(
        (
            one
            for one in await tx.directory.managers(desk_id)
            if one.user_id == wanted and one.role is Role.LEAD
        ),
        None,
    )


async def count_answering(tx: Transaction, owner: Owner) -> int:
    """In how many of the desk's communities it is switched on."""
    kept = await tx.directory.values(AUTOMATIC)
    communities = await tx.directory.communities(owner.bot_id) if kept else []
    switched = [one for one in communities if str(one.id) in kept]
    leads = [await answers_for(tx, one, owner.desk_id) for one in switched]
    return sum(lead is not None for lead in leads)


async def switch_answers(tx: Transaction, community: Community, by: Manager | None) -> None:
    """Keep that this lead lets replies answer there, or that nobody does."""
    if by is None:
        await tx.directory.drop_value(f"{AUTOMATIC}{community.id}")
    else:
        await tx.directory.set_value(f"{AUTOMATIC}{community.id}", str(by.user_id))

"""What a lead has switched on for a community: it holds as long as they are a lead."""

from __future__ import annotations

from bot.domain.comment import Community
from bot.domain.ids import DeskId, Owner, UserId
from bot.domain.roster import Manager, Role
from bot.ports import Transaction


async def still_lead(tx: Transaction, desk_id: DeskId, user_id: UserId) -> Manager | None:
    """The lead of the desk with that number; None if there is none, or none any more."""
    managers = await tx.directory.managers(desk_id)
    return next(
        (one for one in managers if one.user_id == user_id and one.role is Role.LEAD), None
    )


async def communities_with(tx: Transaction, owner: Owner, prefix: str) -> list[Community]:
    """The bot's communities of which there is a fact with this prefix and their number."""
    kept = await tx.directory.values(prefix)
    communities = await tx.directory.communities(owner.bot_id) if kept else []
    return [one for one in communities if str(one.id) in kept]

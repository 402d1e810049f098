"""Budgets of cards as they are kept: facts of the bot, one for a community."""

from __future__ import annotations

from bot.domain.comment import Community
from bot.domain.ids import CommunityId
from bot.domain.load import Budget, Picked
from bot.ports import Transaction

BUDGET = "card-budget:"
"""Prefix of the fact: the budget of a community, or that a lead switched it off."""
PICKED = "card-budget-picked:"
"""Prefix of the fact: what recent traffic said of it."""
_OFF = "off"


async def budget_of(tx: Transaction, community: Community) -> Budget | None:
    """The budget of a community, if it has one."""
    kept = (await tx.directory.values(BUDGET)).get(str(community.id))
    return None if kept in (None, _OFF) else Budget.read(str(kept))


async def budgets_kept(tx: Transaction) -> dict[CommunityId, Budget | None]:
    """What was decided of each community; None where a lead switched the budget off."""
    kept = await tx.directory.values(BUDGET)
    return {
        CommunityId(int(rest)): None if value == _OFF else Budget.read(value)
        for rest, value in kept.items()
    }


async def set_budget(tx: Transaction, community: Community, budget: Budget | None) -> None:
    """Keep it, or that there is none; the thresholds are picked anew."""
    await tx.directory.set_value(
        f"{BUDGET}{community.id}", _OFF if budget is None else str(budget)
    )
    if budget is None:
        await tx.directory.drop_value(f"{PICKED}{community.id}")


async def seed_budget(tx: Transaction, community: Community, budget: Budget) -> None:
    """Take over that of the configuration, where the chat has not decided."""
    if await tx.directory.value(f"{BUDGET}{community.id}") is None:
        await set_budget(tx, community, budget)


async def picked_for(tx: Transaction) -> dict[CommunityId, Picked]:
    """What was picked for each community that has a budget."""
    kept = await tx.directory.values(PICKED)
    return {CommunityId(int(rest)): Picked.read(value) for rest, value in kept.items()}


async def keep_picked(tx: Transaction, community: Community, picked: Picked) -> None:
    """Keep what was picked."""
    await tx.directory.set_value(f"{PICKED}{community.id}", str(picked))

"""Where comments may be deleted by themselves: nowhere, until a lead switches it on."""

from __future__ import annotations

from datetime import datetime

from bot.domain.comment import Comment, Community
from bot.domain.ids import DeskId, Owner
from bot.domain.lane import Lane
from bot.domain.roster import Manager
from bot.domain.sweeping import SWEPT_LANES, Switch, probability_of, would_go
from bot.ports import Transaction
from bot.services.desk.switched import communities_with, still_lead

LOOKS_AT = 2000
"""Comments that are counted for what would have been deleted."""
SWEEPING = "sweeping:"
"""Prefix of the fact what is deleted by itself in a community, and which lead said so."""


async def sweeps_for(
    tx: Transaction, community: Community, desk_id: DeskId
) -> tuple[Switch, Manager] | None:
    """What goes by itself there, and the lead who said so; None if nothing does.

    What somebody has switched on who is no lead of the desk any more does not hold.
    """
    if community.is_private:
        return None
    kept = (await tx.directory.values(SWEEPING)).get(str(community.id))
    if kept is None:
        return None
    switch = Switch.read(kept)
    lead = await still_lead(tx, desk_id, switch.by)
    return None if lead is None or not switch.thresholds else (switch, lead)


async def sweeping_in(tx: Transaction, owner: Owner) -> list[tuple[Community, Switch]]:
    """The desk's communities where something goes by itself."""
    switched = await communities_with(tx, owner, SWEEPING)
    found = [(one, await sweeps_for(tx, one, owner.desk_id)) for one in switched]
    return [(one, on[0]) for one, on in found if on is not None]


async def switch_sweeping(tx: Transaction, community: Community, switch: Switch | None) -> None:
    """Keep what goes by itself there; None: nothing does."""
    if switch is None or not switch.thresholds:
        await tx.directory.drop_value(f"{SWEEPING}{community.id}")
    else:
        await tx.directory.set_value(f"{SWEEPING}{community.id}", str(switch))


async def could_go(
    tx: Transaction, community: Community, *, since: datetime
) -> list[tuple[Lane, float, Comment]]:
    """What was written since then in lanes that could go, with how sure the model is of each."""
    found = await tx.sweeps.could_go(community.id, SWEPT_LANES, since=since, limit=LOOKS_AT)
    known = await tx.comments.several(found)
    comments = [known[comment_id] for comment_id in found if comment_id in known]
    return [
        (one.lane, probability_of(one.lane, one.verdict.signals), one)
        for one in comments
        if one.lane is not None and one.verdict is not None
    ]


async def would_have_gone(
    tx: Transaction, community: Community, *, since: datetime
) -> dict[Lane, dict[float, int]]:
    """How many comments each threshold would have deleted in a community since then."""
    seen = await could_go(tx, community, since=since)
    return would_go((lane, probability) for lane, probability, _ in seen)

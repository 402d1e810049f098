"""Whether members of a community may report comments: on, until a lead switches it off."""

from __future__ import annotations

from bot.domain.comment import Community
from bot.ports import Transaction

ON = "on"
_OFF = "reports-off:"
"""Prefix of the fact that they may not."""


async def takes_reports(tx: Transaction, community: Community) -> bool:
    """Whether `/report` means something there; never in private chats."""
    if community.is_private:
        return False
    return await tx.directory.value(f"{_OFF}{community.id}") is None


async def switch_reports(tx: Transaction, community: Community, *, is_on: bool) -> None:
    """Keep that they may, or may not."""
    if is_on:
        await tx.directory.drop_value(f"{_OFF}{community.id}")
    else:
        await tx.directory.set_value(f"{_OFF}{community.id}", "1")

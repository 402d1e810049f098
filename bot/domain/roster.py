"""Who may do what at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ids import DeskId, UserId


class Role(StrEnum):
    """Roles of managers, each including the ones before it."""

    VIEWER = "viewer"
    MODERATOR = "moderator"
    MANAGER = "manager"
    APPROVER = "approver"
    LEAD = "lead"

    def includes(self, needed: Role) -> bool:
        """Whether this role may do what `needed` may."""
        order = tuple(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manager:
    """A person with a role at a desk; `language` is the one they chose, or empty."""

    desk_id: DeskId
    user_id: UserId
    name: str
    role: Role
    language: str = ""


def is_last_lead(manager: Manager, team: Iterable[Manager]) -> bool:
    """Whether the desk would have no lead without this one."""
    leads = {one.user_id for one in team if one.role is Role.LEAD}
    return leads == {manager.user_id}

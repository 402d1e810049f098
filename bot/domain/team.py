"""The managers as a lead changes them: who is shown, and what can become of one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.roster import Manager


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """Everybody with a role at the desk, those whose role reaches farthest first."""

    people: tuple[Manager, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """One manager, and what can be changed about them."""

    manager: Manager
    asks_to_remove: bool = False

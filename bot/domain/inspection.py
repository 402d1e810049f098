"""What looking through a database finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

STUCK_AFTER = timedelta(minutes=10)
"""A request comes back within a minute; what is under way longer was left by a dead process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A row that cannot be read, and the column that it fails at.

    `row` is its number, or what else it is known by; `bot_id` is whose it is, where it says so.
    """

    table: str
    row: str
    column: str
    bot_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """Counts of what should not be there; all zero and empty where a database is sound.

    `damage` is what SQLite says of its file, `broken_references` how many rows of a table name
    one that is not there, by "table → table". `stuck_count` are outbox rows under way too long,
    `unfocused_count` open cases whose comment is not there, `contradicting_count` cases whose
    state and openness differ, `stranded` what waits for a bot that no desk has, by kind.
    `damaged_rows` cannot be read, and are set aside while the rest goes on.
    """

    damage: tuple[str, ...] = ()
    damaged_rows: tuple[Damage, ...] = ()
    broken_references: Mapping[str, int] = field(default_factory=dict)
    stuck_count: int = 0
    unfocused_count: int = 0
    contradicting_count: int = 0
    stranded: Mapping[str, int] = field(default_factory=dict)
    idle_ladder_count: int = 0
    """Ladders that still run for a case that is closed, although their next step has long come."""

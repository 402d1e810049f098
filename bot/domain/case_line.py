"""A case as it stands in a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.case import Case
from bot.domain.comment import Comment, Community
from bot.domain.desk import DeskMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case in a list; `waited` is how long its author has waited."""

    case: Case
    community: Community
    focus: Comment
    waited: timedelta
    card: DeskMessage | None = None

"""Deadlines of cases that came near, or were missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.case import Case
from bot.domain.sla import SlaKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment of a case's clocks that has come; `due_at` is the moment itself."""

    case: Case
    kind: SlaKind
    due_at: datetime

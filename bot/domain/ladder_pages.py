"""What managers read of ladders and of who is on call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.case_line import CaseLine
from bot.domain.incident_pages import IncidentCard
from bot.domain.ladder import Ladder, Ring
from bot.domain.oncall import Stretch
from bot.domain.roster import Manager


@dataclass(frozen=True, slots=True, kw_only=True)
class RingPage:
    """A notification: what somebody is fetched for, and whether somebody sees to it already.

    One of `case` and `incident` is given. `mentions` are those who are called by name in the desk.
    `is_again`: it may have arrived before. `step` of `step_count` is counted from 1. `settled_by`
    is who ended it.
    """

    ladder: Ladder
    ring: Ring
    case: CaseLine | None = None
    incident: IncidentCard | None = None
    mentions: tuple[Manager, ...] = ()
    is_again: bool = False
    is_private: bool = False
    step_count: int = 1
    held: bool = False
    settled_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPage:
    """Whom to fetch instead, for a ladder."""

    ladder: Ladder
    people: tuple[Manager, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OncallPage:
    """Who is on call now, and in the days to come; `team` knows the people's names.

    `cannot_be_rung` are people of the roster to whom the bot cannot write in private.
    """

    now: datetime
    stretches: tuple[Stretch, ...]
    team: tuple[Manager, ...]
    is_empty: bool
    cannot_be_rung: tuple[Manager, ...] = ()
    asks_for_whom: bool = False
    """Whether a lead is asked whose shift it is to be."""


LadderPage = RingPage | FetchPage | OncallPage

"""What managers read of incidents: the card, its cases, the list, and the report at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.case import Case, Status
from bot.domain.comment import Comment, Community
from bot.domain.holds import Hold
from bot.domain.incidents import Incident, TimelineEntry

CASES_ON_A_PAGE = 8
CLOSED_SHOWN = 5
TIMELINE_SHOWN = 20
DOERS_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPlace:
    """Where an incident is; `post` is empty where it is a whole community."""

    community: Community
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCounts:
    """How many cases an incident has collected, by status."""

    by_status: Mapping[Status, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_status.values())

    @property
    def open(self) -> int:
        """Those that somebody still has to settle."""
        return sum(count for status, count in self.by_status.items() if not status.is_closed)

    @property
    def answered(self) -> int:
        """Those that were answered, here or in the community itself."""
        told = (Status.ANSWERED, Status.ANSWERED_ELSEWHERE)
        return sum(self.by_status.get(status, 0) for status in told)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentCard:
    """The card of an incident."""

    incident: Incident
    place: IncidentPlace
    counts: CaseCounts
    samples: tuple[Comment, ...] = ()
    hold: Hold | None = None
    """The hold of its place, if there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentCasesPage:
    """A page of the open cases that an incident has collected, each with its first words."""

    incident: Incident
    place: IncidentPlace
    lines: tuple[tuple[Case, Comment], ...]
    count: int
    number: int
    page_count: int
    opens: bool = False
    """Whether a button opens each: in a private chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentsPage:
    """The incidents that are open, and those that were closed last."""

    open: tuple[tuple[Incident, IncidentPlace], ...]
    closed: tuple[tuple[Incident, IncidentPlace], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReport:
    """What became of an incident: `doings` are cases by who closed them, the busiest first.

    `median` is how long authors waited for their first answer, None where nobody got one.
    """

    incident: Incident
    place: IncidentPlace
    counts: CaseCounts
    median: timedelta | None = None
    doings: tuple[tuple[str, Mapping[Status, int]], ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()


IncidentPage = IncidentCard | IncidentCasesPage | IncidentsPage | IncidentReport

"""Pages that managers ask for with a command: lists of cases, comments found, figures, people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.author_lists import AuthorList, ListedPage
from bot.domain.board import Answer
from bot.domain.case import Case, Status
from bot.domain.case_line import CaseLine
from bot.domain.comment import Comment, Community
from bot.domain.communities import (
    BudgetPage,
    CommunitiesPage,
    CommunityPage,
    OfferPage,
    WatchedPage,
)
from bot.domain.desk import DeskMessage
from bot.domain.ids import UserId
from bot.domain.incident_pages import IncidentPage
from bot.domain.ladder_pages import LadderPage
from bot.domain.lane import Lane
from bot.domain.mood import MoodLine, MoodPage
from bot.domain.privacy import ForgetPage
from bot.domain.roster import Manager
from bot.domain.rule_pages import RuleSamplesPage, RulesPage
from bot.domain.sanctions import Standing
from bot.domain.sla import SlaKind
from bot.domain.sweeping import SweepingPage
from bot.domain.team import PeoplePage, PersonPage
from bot.domain.topics import TopicsPage
from bot.domain.why_page import WhyPage


class Shown(StrEnum):
    """Which open cases a list shows."""

    ALL = "all"
    LANE = "lane"
    FREE = "free"
    HELD = "held"
    PUT_OFF = "put_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which open cases a list shows: all, a lane's, free ones, those of `holder`, or put off."""

    shown: Shown = Shown.ALL
    lane: Lane | None = None
    holder: UserId | None = None

    @property
    def slot(self) -> str:
        """As it is kept with a button."""
        match self.shown:
            case Shown.LANE:
                return f"{self.shown}:{self.lane}"
            case Shown.HELD if self.holder is not None:
                return f"{self.shown}:{self.holder}"
            case _:
                return self.shown.value


def which_of(slot: str) -> Which:
    """Read what `Which.slot` wrote; an empty slot means all. Raise ValueError for another one."""
    name, _, detail = slot.partition(":")
    shown = Shown(name or Shown.ALL)
    return Which(
        shown=shown,
        lane=Lane(detail) if shown is Shown.LANE else None,
        holder=UserId(int(detail)) if shown is Shown.HELD and detail else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """A page of open cases, with the lanes that have some; `holder_name` belongs to `which`.

    In a private chat it `opens` cases there, each by a button.
    """

    which: Which
    lines: tuple[CaseLine, ...]
    count: int
    number: int
    page_count: int
    lanes: Mapping[Lane, int]
    holder_name: str = ""
    opens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredThread:
    """A post with the open questions under it, the oldest first."""

    title: str
    community: Community
    lines: tuple[CaseLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredPage:
    """A page of posts, those with the most questions first; `count` and `post_count` of all."""

    threads: tuple[UnansweredThread, ...]
    count: int
    post_count: int
    number: int
    page_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundComment:
    """A comment that holds the words, its community, and its case with the card."""

    comment: Comment
    community: Community
    case: Case | None = None
    card: DeskMessage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """A page of comments found, the newest first."""

    words: str
    found: tuple[FoundComment, ...]
    number: int
    has_more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorPage:
    """What is known of an author; cases and comments the newest first, each no more than a few.

    `outcomes` counts all their cases by status; `standings` are the communities where they have
    warnings, a mute or a ban.
    """

    newest: FoundComment
    first_seen_at: datetime
    comment_count: int
    outcomes: Mapping[Status, int]
    cases: tuple[tuple[Case, DeskMessage | None], ...]
    comments: tuple[FoundComment, ...]
    standings: tuple[tuple[Community, Standing], ...] = ()
    on: AuthorList | None = None
    """The list that they are on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How many cases somebody closed without an answer, by lane and status."""

    lane: Lane
    status: Status
    by: UserId | None
    by_name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What happened since a moment."""

    comments: Mapping[Lane, int]
    opened: Mapping[Lane, int]
    answers: tuple[Answer, ...]
    closings: tuple[Closing, ...]
    missed: Mapping[SlaKind, int] = field(default_factory=dict)
    """Deadlines that nobody kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsPage:
    """Today beside the last seven days."""

    today: Figures
    week: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPage:
    """A week, from `first` to `last`, beside the one before."""

    first: date
    last: date
    week: Figures
    before: Figures
    mood: MoodLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Teammate:
    """A manager, how many cases they hold, when they last did something, whether they ring."""

    manager: Manager
    held_count: int
    active_at: datetime | None
    can_be_rung: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage:
    """Everybody with a role at the desk."""

    team: tuple[Teammate, ...]
    may_not_pin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftLine:
    """A case in one of the lists of a shift; `by` is who put it off or handed it over."""

    line: CaseLine
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftNote:
    """What a colleague noted on a case."""

    case: Case
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftPage:
    """What somebody needs who starts work, each list short.

    `urgent` are free cases, `due` those due within the hour, `put_off` those that come back today,
    `handed` what colleagues gave to the reader, `noted` what they noted since the reader last did
    something. In a private chat the page `opens` cases there.
    """

    name: str
    lanes: Mapping[Lane, int]
    urgent: tuple[ShiftLine, ...] = ()
    due: tuple[ShiftLine, ...] = ()
    put_off: tuple[ShiftLine, ...] = ()
    promised: tuple[ShiftLine, ...] = ()
    handed: tuple[ShiftLine, ...] = ()
    noted: tuple[ShiftNote, ...] = ()
    opens: bool = False


LeadPage = (
    CommunitiesPage
    | CommunityPage
    | BudgetPage
    | OfferPage
    | WatchedPage
    | SweepingPage
    | ForgetPage
    | PeoplePage
    | PersonPage
    | TopicsPage
)
"""Pages with what leads decide."""

DeskPage = (
    QueuePage
    | UnansweredPage
    | SearchPage
    | AuthorPage
    | ListedPage
    | StatsPage
    | WeekPage
    | TeamPage
    | ShiftPage
    | MoodPage
    | LadderPage
    | WhyPage
    | IncidentPage
    | RulesPage
    | RuleSamplesPage
    | LeadPage
)

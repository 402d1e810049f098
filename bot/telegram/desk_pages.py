"""Pages that managers ask for: which of them is drawn where."""

from __future__ import annotations

from bot.domain.author_lists import ListedPage
from bot.domain.card import Drawn
from bot.domain.communities import (
    BudgetPage,
    CommunitiesPage,
    CommunityPage,
    OfferPage,
    WatchedPage,
)
from bot.domain.desk_pages import (
    AuthorPage,
    DeskPage,
    LeadPage,
    QueuePage,
    SearchPage,
    ShiftPage,
    StatsPage,
    TeamPage,
    UnansweredPage,
    WeekPage,
)
from bot.domain.incident_pages import (
    IncidentCard,
    IncidentCasesPage,
    IncidentPage,
    IncidentReport,
    IncidentsPage,
)
from bot.domain.ladder_pages import FetchPage, LadderPage, OncallPage, RingPage
from bot.domain.mood import MoodPage
from bot.domain.privacy import ForgetPage
from bot.domain.rule_pages import RuleSamplesPage, RulesPage
from bot.domain.sweeping import SweepPage, SweepReceipt, SwitchPage
from bot.domain.team import PeoplePage, PersonPage
from bot.domain.topics import TopicsPage
from bot.domain.why_page import WhyPage
from bot.telegram.author_pages import draw_listed
from bot.telegram.board_pages import draw_stats, draw_team
from bot.telegram.budget_pages import draw_budget
from bot.telegram.card_lines import CardLines
from bot.telegram.case_pages import CasePages
from bot.telegram.community_pages import (
    draw_communities,
    draw_community,
    draw_offer,
    draw_watched,
)
from bot.telegram.forget_pages import draw_forgetting
from bot.telegram.incident_pages import draw_incident_page
from bot.telegram.ladder_pages import draw_fetch, draw_oncall, draw_ring
from bot.telegram.mood_pages import draw_mood
from bot.telegram.rule_pages import draw_rules, draw_samples
from bot.telegram.shift_pages import draw_shift
from bot.telegram.sweep_pages import draw_sweeping
from bot.telegram.team_pages import draw_people, draw_person
from bot.telegram.topic_pages import draw_topics
from bot.telegram.unanswered_pages import draw_unanswered
from bot.telegram.week_pages import draw_week
from bot.telegram.why_pages import draw_why
from bot.telegram.wording import Wording


def draw_page(words: Wording, lines: CardLines, page: DeskPage) -> Drawn:
    """Draw a page in one desk's words."""
    match page:
        case QueuePage() | UnansweredPage() | SearchPage() | AuthorPage() | ListedPage():
            return _draw_cases(words, lines, page)
        case StatsPage():
            return draw_stats(words, page)
        case WeekPage():
            return draw_week(words, page)
        case ShiftPage():
            return draw_shift(words, lines, page)
        case TeamPage():
            return draw_team(words, page)
        case (
            MoodPage() | IncidentCard() | IncidentCasesPage() | IncidentsPage() | IncidentReport()
        ):
            return _draw_mood_page(words, page)
        case RingPage() | FetchPage() | OncallPage() | WhyPage():
            return _draw_ladder_page(words, lines, page)
        case RulesPage() | RuleSamplesPage():
            return _draw_rule_page(words, page)
        case _:
            return _draw_lead_page(words, page)


def _draw_mood_page(words: Wording, page: MoodPage | IncidentPage) -> Drawn:
    return (
        draw_mood(words, page) if isinstance(page, MoodPage) else draw_incident_page(words, page)
    )


def _draw_cases(
    words: Wording,
    lines: CardLines,
    page: QueuePage | UnansweredPage | SearchPage | AuthorPage | ListedPage,
) -> Drawn:
    match page:
        case QueuePage():
            return CasePages(words, lines).queue(page)
        case UnansweredPage():
            return draw_unanswered(words, lines, page)
        case SearchPage():
            return CasePages(words, lines).search(page)
        case AuthorPage():
            return CasePages(words, lines).author(page)
        case ListedPage():
            return draw_listed(words, page)


def _draw_rule_page(words: Wording, page: RulesPage | RuleSamplesPage) -> Drawn:
    return draw_rules(words, page) if isinstance(page, RulesPage) else draw_samples(words, page)


def _draw_ladder_page(words: Wording, lines: CardLines, page: LadderPage | WhyPage) -> Drawn:
    match page:
        case WhyPage():
            return draw_why(words, lines, page)
        case RingPage():
            return draw_ring(words, lines, page)
        case FetchPage():
            return draw_fetch(words, page)
        case OncallPage():
            return draw_oncall(words, page)


def _draw_community_page(words: Wording, page: CommunityPage | BudgetPage) -> Drawn:
    if isinstance(page, BudgetPage):
        return draw_budget(words, page)
    return draw_community(words, page)


def _draw_lead_page(words: Wording, page: LeadPage) -> Drawn:
    match page:
        case CommunitiesPage():
            return draw_communities(words, page)
        case CommunityPage() | BudgetPage():
            return _draw_community_page(words, page)
        case OfferPage():
            return draw_offer(words, page)
        case WatchedPage():
            return draw_watched(words, page)
        case SwitchPage() | SweepReceipt() | SweepPage():
            return draw_sweeping(words, page)
        case ForgetPage():
            return draw_forgetting(words, page)
        case PeoplePage():
            return draw_people(words, page)
        case PersonPage():
            return draw_person(words, page)
        case TopicsPage():
            return draw_topics(words, page)

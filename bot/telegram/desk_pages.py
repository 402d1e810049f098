"""Pages that managers ask for: which of them is drawn where."""

from __future__ import annotations

from bot.domain.card import Drawn
from bot.domain.desk_pages import (
    AuthorPage,
    DeskPage,
    QueuePage,
    SearchPage,
    StatsPage,
    TeamPage,
)
from bot.telegram.board_pages import draw_stats, draw_team
from bot.telegram.card_lines import CardLines
from bot.telegram.case_pages import CasePages
from bot.telegram.wording import Wording


def draw_page(words: Wording, lines: CardLines, page: DeskPage) -> Drawn:
    """Draw a page in one desk's words."""
    match page:
        case QueuePage():
            return CasePages(words, lines).queue(page)
        case SearchPage():
            return CasePages(words, lines).search(page)
        case AuthorPage():
            return CasePages(words, lines).author(page)
        case StatsPage():
            return draw_stats(words, page)
        case TeamPage():
            return draw_team(words, page)

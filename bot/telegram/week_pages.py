"""How the report of a week looks."""

from __future__ import annotations

from bot.domain.board import median_wait
from bot.domain.card import Drawn
from bot.domain.desk_pages import Figures, WeekPage
from bot.telegram.board_pages import totals
from bot.telegram.html import Html, Page, joined
from bot.telegram.mood_pages import mood_share
from bot.telegram.wording import Wording


def draw_week(words: Wording, page: WeekPage) -> Drawn:
    """What was said and decided, the same of the week before in a line, the mood."""
    drawn = Page()
    drawn.add(words.say("week-head", first=words.day(page.first), last=words.day(page.last)))
    drawn.add(*totals(words, page.week))
    if any(page.before.comments.values()):
        drawn.add(words.say("week-before", said=_in_short(words, page.before)))
    drawn.gap()
    drawn.add(words.say("week-mood", said=mood_share(words, page.mood)))
    drawn.gap()
    drawn.add(words.say("week-more"))
    return Drawn(html=drawn.html)


def _in_short(words: Wording, figures: Figures) -> Html:
    median = median_wait(figures.answers)
    found = [
        words.say("stats-comments", count=sum(figures.comments.values())),
        words.say("stats-cards", count=sum(figures.opened.values())),
        words.say("stats-answered", count=len(figures.answers)),
    ]
    if median is not None:
        found.append(words.say("stats-lane-median", time=words.duration(median)))
    return joined(" · ", found)

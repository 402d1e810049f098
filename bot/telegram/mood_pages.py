"""How the mood looks: shares with the number they rest on, a bar, and the way they went."""

from __future__ import annotations

from bot.domain.card import Drawn
from bot.domain.desk import Action, Verb
from bot.domain.mood import ENOUGH, MoodLine, MoodPage, bar, percent, trend_of, wilson
from bot.telegram.html import Html, Page, bold, joined, line
from bot.telegram.turning import page_turns
from bot.telegram.wording import Wording

_TITLE_UNITS = 60
_CELLS = 10
_NEGATIVE, _NEUTRAL, _POSITIVE = "🟥", "⬜", "🟩"


def draw_mood(words: Wording, page: MoodPage) -> Drawn:
    """Each community with its bar and its most discussed posts."""
    if not page.communities:
        return Drawn(html=words.say("mood-none"))
    drawn = Page()
    drawn.add(words.say("mood-head", page=page.number, pages=page.page_count))
    for one in page.communities:
        drawn.gap()
        is_private = one.community.is_private
        title = words.label("community-private") if is_private else one.community.title
        drawn.add(bold(line(title, _TITLE_UNITS)))
        if one.line.counts.total >= ENOUGH:
            drawn.add(_bar(one.line))
        drawn.add(mood_share(words, one.line))
        for post in one.posts:
            title_of_post = line(post.title, _TITLE_UNITS)
            drawn.add(words.say("mood-post", title=title_of_post, said=mood_share(words, post)))
    turns = page_turns(
        words, page.number, page.page_count, lambda number: Action(verb=Verb.MOOD, number=number)
    )
    return Drawn(html=drawn.html, rows=(turns,) if turns else ())


def _bar(one: MoodLine) -> Html:
    negative, neutral, positive = bar(one.counts, _CELLS)
    return Html(_NEGATIVE * negative + _NEUTRAL * neutral + _POSITIVE * positive)


def mood_share(words: Wording, one: MoodLine) -> Html:
    """The share of negative comments, how sure it is, and how it moved."""
    counts = one.counts
    if counts.total < ENOUGH:
        return words.say("mood-too-few", count=counts.total)
    low, high = wilson(counts.negative, counts.total)
    share = words.say(
        "mood-share",
        negative=percent(counts.negative, counts.total),
        count=counts.total,
        low=round(100 * low),
        high=round(100 * high),
    )
    positive = Html("")
    if not one.title:
        shown = percent(counts.positive, counts.total)
        positive = words.say("mood-positive", positive=shown)
    return joined(" · ", [share, positive, _trend(words, one)])


def _trend(words: Wording, one: MoodLine) -> Html:
    trend = trend_of(one.counts, one.before)
    if trend is None:
        # a post of this week has no week before
        return Html("") if one.title else words.say("mood-no-before", count=one.before.total)
    if not trend.is_clear:
        return words.say("mood-steady", count=one.before.total)
    key = "mood-worse" if trend.points > 0 else "mood-better"
    return words.say(key, points=abs(trend.points), count=one.before.total)

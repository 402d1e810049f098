"""How unanswered questions look, by the post that they stand under."""

from __future__ import annotations

from bot.domain.answered_by_members import MEMBER_ANSWERED
from bot.domain.card import Drawn
from bot.domain.case_line import CaseLine
from bot.domain.desk import Action, Verb
from bot.domain.desk_pages import UnansweredPage, UnansweredThread
from bot.telegram.board_pages import case_link
from bot.telegram.card_lines import CardLines
from bot.telegram.html import Html, Page, bold, joined, line
from bot.telegram.turning import page_turns
from bot.telegram.wording import Wording

_TITLE_UNITS = 60
_NAME_UNITS = 40
_SHOWN = 6
"""Questions of one post."""


def draw_unanswered(words: Wording, lines: CardLines, page: UnansweredPage) -> Drawn:
    """Posts with their open questions; those that a member answered say so."""
    if not page.threads:
        return Drawn(html=words.say("unanswered-none"))
    drawn = Page()
    drawn.add(
        words.say("unanswered-head", count=page.count, page=page.number, pages=page.page_count)
    )
    for thread in page.threads:
        drawn.gap()
        drawn.add(_head(words, lines, thread))
        drawn.add(*(_line(words, lines, one) for one in thread.lines[:_SHOWN]))
        if len(thread.lines) > _SHOWN:
            drawn.add(words.say("unanswered-more", count=len(thread.lines) - _SHOWN))
    turns = page_turns(
        words,
        page.number,
        page.page_count,
        lambda number: Action(verb=Verb.UNANSWERED, number=number),
    )
    return Drawn(html=drawn.html, rows=(turns,) if turns else ())


def _head(words: Wording, lines: CardLines, thread: UnansweredThread) -> Html:
    name = lines.community(thread.community)
    title = line(thread.title, _TITLE_UNITS) if thread.title else Html("")
    count = words.say("unanswered-count", count=len(thread.lines))
    return joined(" · ", [bold(joined(" › ", [name, title])), count])


def _line(words: Wording, lines: CardLines, one: CaseLine) -> Html:
    said = [words.say("queue-waiting", time=words.duration(one.waited))]
    if MEMBER_ANSWERED in one.case.reasons:
        said.append(words.say("reason-a-member-answered"))
    return words.say(
        "unanswered-line",
        author=case_link(one.card, one.case, _NAME_UNITS),
        number=str(one.case.id),
        excerpt=lines.excerpt(one.focus),
        said=joined(" · ", said),
    )

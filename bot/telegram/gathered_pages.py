"""How spam looks in one card, and unsure cases in one list."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.gathering import Gathered, UnsureList
from bot.domain.lane import Lane
from bot.domain.masking import masked
from bot.telegram.card_lines import SYMBOLS
from bot.telegram.html import Html, Page, line, link
from bot.telegram.links import comment_link
from bot.telegram.wording import Wording

_NAME_UNITS = 40
_SPAM_UNITS = 90
_UNSURE_UNITS = 220
_SPAM_SHOWN = 8
_LABELS = (Lane.COMPLAINT, Lane.QUESTION, Lane.NONE)
_IN_A_ROW = 2
"""Cases whose three buttons stand in one row."""


def draw_spam(words: Wording, cases: Sequence[Gathered], *, asks: bool) -> Drawn:
    """What came, in a line each, and what can be done with all of it."""
    page = Page()
    page.add(words.say("spam-ask" if asks else "spam-head", count=len(cases)))
    page.gap()
    page.add(*(_line(words, one, _SPAM_UNITS) for one in cases[:_SPAM_SHOWN]))
    if len(cases) > _SPAM_SHOWN:
        page.add(words.say("spam-more", count=len(cases) - _SPAM_SHOWN))
    ids = tuple(one.case.id for one in cases)

    def choice(key: str, verb: Verb) -> Choice:
        label = words.label(key, count=len(cases))
        return Choice(label=label, action=Action(verb=verb, case_ids=ids))

    row = (
        (choice("label-delete", Verb.SPAM_DELETE), choice("label-keep", Verb.SPAM_KEEP))
        if asks
        else (choice("label-spam-hide", Verb.SPAM_HIDE), choice("label-spam-look", Verb.SPAM_LOOK))
    )
    return Drawn(html=page.html, rows=(row,))


def draw_unsure(words: Wording, page: UnsureList) -> Drawn:
    """The cases, numbered, with three labels for each."""
    drawn = Page()
    drawn.add(words.say("unsure-head", count=len(page.cases) + page.more))
    for number, one in enumerate(page.cases, start=1):
        drawn.gap()
        drawn.add(Html(f"{number} {_line(words, one, _UNSURE_UNITS)}"))
    if page.more:
        drawn.gap()
        drawn.add(words.say("unsure-more", count=page.more))
    ids = tuple(one.case.id for one in page.cases)
    buttons = [
        tuple(
            Choice(
                label=f"{number} {SYMBOLS[lane]}",
                action=Action(verb=Verb.LABEL, case_id=one.case.id, text=lane.value, case_ids=ids),
            )
            for lane in _LABELS
        )
        for number, one in enumerate(page.cases, start=1)
    ]
    rows = [
        tuple(choice for three in buttons[at : at + _IN_A_ROW] for choice in three)
        for at in range(0, len(buttons), _IN_A_ROW)
    ]
    return Drawn(html=drawn.html, rows=tuple(rows))


def _line(words: Wording, one: Gathered, room: int) -> Html:
    """Who wrote what, the name linked to the comment."""
    address = comment_link(one.community, one.focus)
    name = link(address, line(one.case.author_name, _NAME_UNITS))
    kind = f"media-{one.focus.media.replace('_', '-')}"
    said = (
        line(masked(one.focus.text), room)
        if one.focus.text
        else words.say(kind if words.has(kind) else "media-other")
    )
    return Html(f"{name}: {said}")

"""How a community's budget of cards looks, and the thresholds that were picked for it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.card import Choice, Drawn
from bot.domain.communities import BudgetPage
from bot.domain.desk import Action, Verb
from bot.domain.load import CHOICES, Budget, Picked
from bot.telegram.html import Html, Page, joined, line
from bot.telegram.wording import Wording

_TITLE_UNITS = 60
_MOVED = ("complaint", "negative", "toxic", "question", "praise")


def draw_budget(words: Wording, page: BudgetPage) -> Drawn:
    """What a budget means, how this one stands, and the choices."""
    drawn = Page()
    drawn.add(words.say("budget-ask", title=line(page.line.community.title, _TITLE_UNITS)))
    drawn.gap()
    drawn.add(say_budget(words, page.budget, page.picked))
    moved = [
        words.say(
            "budget-threshold",
            name=words.label(f"signal-{name}"),
            percent=round(getattr(page.held, name) * 100),
            usual=round(getattr(page.usual, name) * 100),
        )
        for name in _MOVED
        if getattr(page.held, name) != getattr(page.usual, name)
    ]
    if moved:
        drawn.add(joined("\n", moved))
    if page.budget is not None:
        for lane, least in page.budget.always.items():
            lane_name = words.label(f"lane-{lane}")
            drawn.add(words.say("budget-always", lane=lane_name, percent=round(least * 100)))
    about = Action(verb=Verb.SET_BUDGET, text=str(page.line.community.id), number=page.number)
    cards = page.budget.cards if page.budget is not None else 0
    shown = sorted({*CHOICES, *((cards,) if cards else ())})
    choices = tuple(
        Choice(
            label=words.label(
                "label-budget-chosen" if each == cards else "label-budget-cards", count=each
            ),
            action=replace(about, slot=str(each)),
        )
        for each in shown
    )
    off = "label-budget-off" if cards else "label-budget-off-chosen"
    other = replace(about, verb=Verb.BUDGET_WRITE)
    back = replace(about, verb=Verb.COMMUNITY)
    rows = (
        (Choice(label=words.label(off), action=replace(about, slot="off")), *choices),
        (
            Choice(label=words.label("label-budget-other"), action=other),
            Choice(label=words.label("label-sweep-back"), action=back),
        ),
    )
    return Drawn(html=drawn.html, rows=rows)


def say_budget(words: Wording, budget: Budget | None, picked: Picked | None) -> Html:
    """One line: how the budget stands."""
    if budget is None:
        return words.say("budget-none")
    if picked is None or picked.budget != budget:
        return words.say("budget-being-picked", cards=budget.cards)
    if picked.cut is None:
        return words.say(
            "budget-little-traffic", cards=budget.cards, comments=picked.comment_count
        )
    key = "budget-stands" if picked.is_within else "budget-stands-over"
    return words.say(
        key,
        cards=budget.cards,
        expected=round(picked.expected),
        usual=round(picked.usual),
    )

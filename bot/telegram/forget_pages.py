"""How it looks when a lead is asked whether a person is to be forgotten."""

from __future__ import annotations

from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.privacy import ForgetPage
from bot.telegram.html import Page, line
from bot.telegram.wording import Wording

_NAME_UNITS = 60


def draw_forgetting(words: Wording, page: ForgetPage) -> Drawn:
    """What is kept of them, what would become of it, and the two ways on."""
    kept, key = page.footprint, page.person.author_key
    drawn = Page()
    drawn.add(
        words.say("forget-head", name=line(kept.name, _NAME_UNITS)),
        words.say(
            "forget-kept",
            comments=kept.comment_count,
            cases=kept.case_count,
            since=words.month(kept.first_at),
        ),
    )
    drawn.gap()
    if kept.open_case_count:
        drawn.add(words.say("forget-open", count=kept.open_case_count))
    if kept.sanctions_in_force:
        drawn.add(words.say("forget-sanctions", count=kept.sanctions_in_force))
    if page.is_manager:
        drawn.add(words.say("forget-manager"))
    drawn.add(words.say("forget-what"))
    yes = Choice(label=words.label("label-forget"), action=Action(verb=Verb.FORGET, text=key))
    no = Choice(label=words.label("label-forget-not"), action=Action(verb=Verb.FORGET_NOT))
    return Drawn(html=drawn.html, rows=((yes, no),))

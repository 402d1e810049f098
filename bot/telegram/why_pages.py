"""How the explanation of a priority looks."""

from __future__ import annotations

from dataclasses import asdict

from bot.domain.card import Drawn
from bot.domain.priority import Term
from bot.domain.rules import RuleTried
from bot.domain.why_page import WhyPage
from bot.telegram.card_lines import CardLines
from bot.telegram.html import Html, Page, bold, joined, line
from bot.telegram.wording import Wording

_NAME_UNITS = 40
_RULES_SHOWN = 12
_SIGNALS = ("complaint", "question", "toxic", "spam", "praise")


def draw_why(words: Wording, lines: CardLines, page: WhyPage) -> Drawn:
    """Points with their reasons, what was read in the words, and the rules."""
    drawn, case = Page(), page.case
    author = line(case.author_name, _NAME_UNITS)
    drawn.add(words.say("why-head", number=str(case.id), author=author, priority=case.priority))
    if page.verdict is None or page.thresholds is None:
        drawn.add(words.say("why-nothing"))
        return Drawn(html=drawn.html)
    drawn.add(*(_term(words, lines, term) for term in page.terms if term.points or term.sets))
    if page.since:
        drawn.add(words.say("why-since", points=f"{page.since:+d}"))
    drawn.add(*(_term(words, lines, term) for term in case.rise.terms))
    drawn.gap()
    drawn.add(_read(words, page))
    if page.rules:
        drawn.gap()
        drawn.add(bold(words.say("why-rules")))
        drawn.add(*(_rule(words, rule) for rule in page.rules[:_RULES_SHOWN]))
    return Drawn(html=drawn.html)


def _term(words: Wording, lines: CardLines, term: Term) -> Html:
    phrase, _, detail = term.reason.partition(": ")
    match phrase:
        case "lane":
            what = words.say("why-lane", lane=words.label(f"lane-{detail}"))
        case "how sure":
            what = words.say("why-sure", percent=int(detail))
        case _:
            what = lines.reason(term.reason)
    points = f"= {term.points}" if term.sets else f"{term.points:+d}"
    return words.say("why-term", points=points, what=what)


def _read(words: Wording, page: WhyPage) -> Html:
    """Each probability beside the threshold from which it counts here."""
    assert page.verdict is not None
    assert page.thresholds is not None
    held = asdict(page.thresholds)
    usual = asdict(page.usual) if page.usual is not None else held
    found = {"negative": page.verdict.sentiment.negative}
    found |= {name: getattr(page.verdict.signals, name) for name in _SIGNALS}
    told = []
    for name, probability in found.items():
        key = "why-probability" if held[name] == usual[name] else "why-probability-moved"
        told.append(
            words.say(
                key,
                name=words.label(f"signal-{name}"),
                percent=round(probability * 100),
                least=round(held[name] * 100),
                usual=round(usual[name] * 100),
            )
        )
    return joined("\n", told)


def _rule(words: Wording, rule: RuleTried) -> Html:
    name = line(rule.name, _NAME_UNITS)
    if rule.ended_by:
        return words.say("why-rule-not-tried", name=name, by=line(rule.ended_by, _NAME_UNITS))
    if rule.failing:
        return words.say("why-rule-not", name=name, part=line(rule.failing, _NAME_UNITS))
    return words.say("why-rule-dry" if rule.is_dry else "why-rule", name=name)

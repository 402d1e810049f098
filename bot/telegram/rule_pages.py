"""How the brand's rules look: their order, what they do, how often, and for which comments."""

from __future__ import annotations

from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.masking import masked
from bot.domain.rule_pages import RuleLine, RuleSamplesPage, RulesPage
from bot.domain.rules import Rule
from bot.telegram.html import Html, Page, block, joined, line, link, quotation
from bot.telegram.links import comment_link
from bot.telegram.turning import page_turns
from bot.telegram.wording import Wording

_NAME_UNITS = 80
_SAMPLE_UNITS = 400
_TITLE_UNITS = 60
_IN_A_ROW = 4

Row = tuple[Choice, ...]


def draw_rules(words: Wording, page: RulesPage) -> Drawn:
    """Each rule with its effect and counts, and a button to the comments that it held for."""
    drawn = Page()
    if not page.lines:
        return Drawn(html=words.say("rules-none"))
    drawn.add(words.say("rules-head", count=page.count, page=page.number, pages=page.page_count))
    for one in page.lines:
        drawn.gap()
        drawn.add(*_rule(words, one))
    samples = [
        Choice(
            label=words.label("label-rule-samples", number=one.number),
            action=Action(verb=Verb.RULE_SAMPLES, text=one.rule.name, number=page.number),
        )
        for one in page.lines
        if one.counts.week
    ]
    rows = [
        tuple(samples[start : start + _IN_A_ROW]) for start in range(0, len(samples), _IN_A_ROW)
    ]
    rows.append(
        page_turns(
            words,
            page.number,
            page.page_count,
            lambda number: Action(verb=Verb.RULES, number=number),
        )
    )
    return Drawn(html=drawn.html, rows=tuple(row for row in rows if row))


def draw_samples(words: Wording, page: RuleSamplesPage) -> Drawn:
    """The newest comments that a rule held for."""
    drawn = Page()
    drawn.add(*_rule(words, page.line))
    if not page.samples:
        drawn.gap()
        drawn.add(words.say("rule-samples-none"))
    for comment, community in page.samples:
        drawn.gap()
        title = line(
            words.label("community-private") if community.is_private else community.title,
            _TITLE_UNITS,
        )
        url = comment_link(community, comment)
        drawn.add(
            words.say(
                "rule-sample-place",
                community=link(url, title) if url else title,
                at=comment.sent_at,
            )
        )
        said = masked(comment.text) or f"[{comment.media}]"
        drawn.add(quotation(block(said, _SAMPLE_UNITS)))
    back = Choice(
        label=words.label("label-rules"), action=Action(verb=Verb.RULES, number=page.page)
    )
    return Drawn(html=drawn.html, rows=((back,),))


def _rule(words: Wording, one: RuleLine) -> tuple[Html, ...]:
    is_dry = one.rule.dry_run
    return (
        words.say(
            "rule-dry" if is_dry else "rule-real",
            number=one.number,
            name=line(one.rule.name, _NAME_UNITS),
        ),
        joined(", ", _effects(words, one.rule)),
        words.say(
            "rule-would-have-held" if is_dry else "rule-held",
            day=one.counts.day,
            week=one.counts.week,
        ),
    )


def _effects(words: Wording, rule: Rule) -> list[Html]:
    """What it does, in the order in which triage does it."""
    found = []
    if rule.ignore:
        found.append(words.say("rule-effect-ignore"))
    elif rule.lane is not None:
        found.append(words.say("rule-effect-lane", lane=words.label(f"lane-{rule.lane}")))
    if rule.priority is not None:
        found.append(words.say("rule-effect-priority", priority=str(rule.priority)))
    if rule.raise_by:
        found.append(words.say("rule-effect-priority", priority=f"{rule.raise_by:+d}"))
    if rule.tag:
        found.append(words.say("rule-effect-tag", tag=rule.tag))
    if rule.assign and not rule.ignore:
        name = line(rule.assign, _NAME_UNITS)
        found.append(words.say("rule-effect-assign", name=name))
    if rule.desk_topic and not rule.ignore:
        topic = line(rule.desk_topic, _NAME_UNITS)
        found.append(words.say("rule-effect-topic", topic=topic))
    if rule.ladder and not rule.ignore:
        found.append(words.say("rule-effect-ladder"))
    if rule.stop and not rule.ignore:
        found.append(words.say("rule-effect-stop"))
    return found

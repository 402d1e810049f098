"""From a verdict and the brand's rules to a lane and a priority with its reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.agreeing import STRENGTH, AgreesWith, lane_with
from bot.domain.ids import ChatId
from bot.domain.lane import Lane
from bot.domain.priority import (
    ALSO_A_QUESTION,
    SURE_FROM,
    Term,
    aggravations,
    lane_terms,
    total,
)
from classifiers.types import UNDETERMINED, Thresholds, Verdict

CASE_LANES = frozenset({Lane.SPAM, Lane.COMPLAINT, Lane.ABUSE, Lane.QUESTION, Lane.UNSURE})
"""Lanes that always open a case; praise does where a community asks for it."""

REOPENING_LANES = frozenset({Lane.COMPLAINT, Lane.QUESTION, Lane.ABUSE})
"""Lanes in which a further comment brings a closed case back."""

_NEXT_BEST = {"hi-Latn": ("en", "hi")}
"""What to answer in where no text is in the comment's language and the community says nothing."""

TENSE_FROM = 0.5
WORDLESS_KINDS_WORTH_A_LOOK = frozenset(
    {"photo", "video", "voice", "video_note", "audio", "document"}
)
"""Media without a word that may hold a complaint nobody can read: somebody should look."""

_LEAST_LETTERS = 12
"""Shorter texts ("ok", "hmm") often have no language, and nothing to look at either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known around a comment: where it stands, who wrote it, how long it has waited.

    `agrees_with` is what it says no more to than that its author agrees.
    """

    chat_id: ChatId | None = None
    author_id: int | None = None
    media: str = ""
    has_text: bool = True
    waited: timedelta = timedelta(0)
    was_angry_before: bool = False
    agrees_with: AgreesWith | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a rule applies: every part that is given must hold.

    `contains` holds case-folded words, any of which is enough. `matches` is a pattern with a time
    limit. `at_least` maps "negative", "question", "complaint", "praise", "toxic" or "spam" to the
    lowest probability.
    """

    contains: tuple[str, ...] = ()
    matches: Callable[[str], bool] | None = None
    communities: frozenset[ChatId] = frozenset()
    authors: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    lanes: frozenset[Lane] = frozenset()
    at_least: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An ordered if-then rule of the brand.

    `lane` and `priority` replace what the verdict gave, `raise_by` adds to the priority, `tag`
    is put on the case, `ignore` puts the comment into the lane `none`; `ladder` has
    somebody fetched for its case; `stop` ends the list. On a `dry_run` none of this happens: it is
    only kept that the rule would have applied.
    """

    name: str
    when: Condition
    lane: Lane | None = None
    priority: int | None = None
    raise_by: int = 0
    tag: str = ""
    ignore: bool = False
    stop: bool = False
    ladder: bool = False
    dry_run: bool = False

    @property
    def effect(self) -> str:
        """What it does, in short: "lane abuse, +10, tag money"."""
        parts = [
            "ignore" if self.ignore else "",
            f"lane {self.lane}" if self.lane is not None and not self.ignore else "",
            "" if self.priority is None else f"priority {self.priority}",
            f"{self.raise_by:+d}" if self.raise_by else "",
            f"tag {self.tag.casefold()}" if self.tag else "",
            "ladder" if self.ladder and not self.ignore else "",
            "stop" if self.stop and not self.ignore else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleHit:
    """A rule that held for a comment, and what it did; on a dry run, what it would have done."""

    rule: str
    effect: str
    is_dry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """Where a comment goes, how urgent it is (0-100), and why, in words.

    A reason is a phrase of a fixed set, or such a phrase, a colon and a detail ("rule: refunds").
    `tags` are those that rules give its case; `hits` are the rules that held, dry runs among them.
    """

    lane: Lane
    priority: int
    reasons: tuple[str, ...]
    tags: tuple[str, ...] = ()
    escalates: bool = False
    """Whether a rule wants somebody fetched."""
    hits: tuple[RuleHit, ...] = ()
    terms: tuple[Term, ...] = ()
    """What `priority` is made of."""


def route(
    text: str,
    verdict: Verdict,
    circumstances: Circumstances,
    *,
    thresholds: Thresholds,
    rules: tuple[Rule, ...] = (),
) -> Routing:
    """Decide lane and priority of one comment."""
    lane, strength, reasons = _by_verdict(text, verdict, thresholds, circumstances)
    more = aggravations(
        lane,
        verdict,
        thresholds,
        was_angry_before=circumstances.was_angry_before,
        waited=circumstances.waited,
    )
    terms = (*lane_terms(lane, strength), *more)
    return _apply_rules(
        Routing(
            lane=lane,
            priority=total(terms),
            reasons=(*reasons, *(term.reason for term in more)),
            terms=terms,
        ),
        text=text,
        verdict=verdict,
        circumstances=circumstances,
        rules=rules,
    )


def choose_lane(verdict: Verdict, thresholds: Thresholds) -> Lane:
    """The first lane, in the order of `Lane`, that the verdict reaches.

    Negative sentiment counts as a complaint, with two exceptions. An insult with hardly a
    complaint in it is abuse, while an insult inside a complaint stays a complaint. A question is
    a question although its subject sounds bad, unless the tone is surely negative. A complaint in
    the tone of praise is neither: one of the two is mistaken, and somebody should look.
    """
    signals, mood = verdict.signals, verdict.sentiment
    if is_contradictory(verdict, thresholds):
        return Lane.UNSURE
    if signals.spam >= thresholds.spam:
        return Lane.SPAM
    is_insult = signals.toxic >= thresholds.toxic
    is_asking = signals.question >= max(thresholds.question, mood.negative)
    is_negative = mood.negative >= (SURE_FROM if is_asking else thresholds.negative)
    if signals.complaint >= thresholds.complaint or (
        is_negative and (not is_insult or signals.complaint >= thresholds.complaint / 2)
    ):
        return Lane.COMPLAINT
    if is_insult:
        return Lane.ABUSE
    if signals.question >= thresholds.question:
        return Lane.QUESTION
    if signals.praise >= thresholds.praise:
        return Lane.PRAISE
    doubts = (mood.negative, signals.complaint, signals.question, signals.toxic)
    return Lane.UNSURE if max(doubts) >= thresholds.unsure else Lane.NONE


def is_contradictory(verdict: Verdict, thresholds: Thresholds) -> bool:
    """Whether the classifiers find complaint and praise in the same words, neither for sure."""
    signals, mood = verdict.signals, verdict.sentiment
    return (
        thresholds.complaint <= signals.complaint < SURE_FROM
        and signals.praise >= thresholds.praise
        and mood.positive > mood.negative
        and signals.spam < thresholds.spam
        and signals.toxic < thresholds.toxic
    )


def is_case(lane: Lane, *, wants_praise: bool = False) -> bool:
    """Whether a comment in this lane is somebody's work."""
    return lane in CASE_LANES or (lane is Lane.PRAISE and wants_praise)


def lane_to_search(routing: Routing) -> str:
    """The lane whose replies may answer; empty (any) where the comment may be two things."""
    may_be_both = routing.lane in (Lane.UNSURE, Lane.NONE) or ALSO_A_QUESTION in routing.reasons
    return "" if may_be_both else routing.lane


def answer_languages(
    lang: str, expected: tuple[str, ...], answer_in: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The chain of languages in which an answer may come, the best first.

    First the comment's own (where it is unknown, those `expected` in the community), then those
    that the community chose to `answer_in`; by default romanised Hindi is followed by English,
    then Hindi. English ends every chain.
    """
    own = expected if lang == UNDETERMINED else (lang,)
    return tuple(dict.fromkeys((*own, *(answer_in or _NEXT_BEST.get(lang, ())), "en")))


def is_tense(verdict: Verdict) -> bool:
    """Whether somebody is annoyed, or may be: no time for jokes."""
    signals = verdict.signals
    doubts = (verdict.sentiment.negative, signals.complaint, signals.toxic)
    return max(doubts) >= TENSE_FROM


def _by_verdict(
    text: str, verdict: Verdict, thresholds: Thresholds, circumstances: Circumstances
) -> tuple[Lane, float, list[str]]:
    """The lane, how strongly it is reached (0-1), and the reasons."""
    if not circumstances.has_text:
        if circumstances.media in WORDLESS_KINDS_WORTH_A_LOOK:
            return Lane.UNSURE, 0.0, [f"no words: {circumstances.media}"]
        return Lane.NONE, 0.0, []
    lane = choose_lane(verdict, thresholds)
    taken = lane_with(lane, circumstances.agrees_with)
    if taken is not None and circumstances.agrees_with is not None:
        return taken, STRENGTH, [circumstances.agrees_with.reason]
    signals, mood = verdict.signals, verdict.sentiment
    if lane is Lane.NONE and is_in_unknown_language(text, verdict):
        return Lane.UNSURE, 0.0, ["unknown language"]
    if lane is Lane.NONE:
        return lane, 0.0, []
    if lane is Lane.UNSURE:
        doubts = (mood.negative, signals.complaint, signals.question, signals.toxic)
        is_torn = is_contradictory(verdict, thresholds)
        return lane, max(doubts), ["signs disagree" if is_torn else "not sure what it is"]
    what, probability = {
        Lane.COMPLAINT: max(
            ("complaint", signals.complaint), ("negative tone", mood.negative), key=_second
        ),
        Lane.SPAM: ("spam", signals.spam),
        Lane.ABUSE: ("insult", signals.toxic),
        Lane.QUESTION: ("question", signals.question),
        Lane.PRAISE: ("praise", signals.praise),
    }[lane]
    return lane, probability, [_reason(what, probability)]


def is_in_unknown_language(text: str, verdict: Verdict) -> bool:
    """Whether a text says more than an exclamation, in a language that nobody could tell."""
    return verdict.lang == UNDETERMINED and sum(map(str.isalpha, text)) >= _LEAST_LETTERS


def _second(pair: tuple[str, float]) -> float:
    return pair[1]


def _apply_rules(
    routing: Routing,
    *,
    text: str,
    verdict: Verdict,
    circumstances: Circumstances,
    rules: tuple[Rule, ...],
) -> Routing:
    lane, terms = routing.lane, list(routing.terms)
    reasons = list(routing.reasons)
    tags: list[str] = []
    escalates = False
    hits: list[RuleHit] = []
    for rule in rules:
        if why_not(rule.when, text, lane=lane, verdict=verdict, circumstances=circumstances):
            continue
        hits.append(RuleHit(rule=rule.name, effect=rule.effect, is_dry=rule.dry_run))
        if rule.dry_run:
            continue
        lane = Lane.NONE if rule.ignore else (rule.lane or lane)
        named = f"rule: {rule.name}"
        if rule.priority is not None:
            terms.append(Term(points=rule.priority, reason=named, sets=True))
        if rule.raise_by:
            terms.append(Term(points=rule.raise_by, reason=named))
        reasons.append(named)
        escalates = (escalates or rule.ladder) and not rule.ignore
        if rule.tag:
            tags.append(rule.tag.casefold())
        if rule.ignore or rule.stop:
            break
    return Routing(
        lane=lane,
        priority=total(terms),
        reasons=tuple(reasons),
        terms=tuple(terms),
        tags=tuple(dict.fromkeys(tags)),
        escalates=escalates,
        hits=tuple({hit.rule: hit for hit in hits}.values()),
    )


def why_not(
    when: Condition, text: str, *, lane: Lane, verdict: Verdict, circumstances: Circumstances
) -> str:
    """The first part of a condition that does not hold, empty where all do."""
    folded = text.casefold()
    probabilities = {
        "negative": verdict.sentiment.negative,
        "question": verdict.signals.question,
        "complaint": verdict.signals.complaint,
        "praise": verdict.signals.praise,
        "toxic": verdict.signals.toxic,
        "spam": verdict.signals.spam,
    }
    checks: tuple[tuple[str, bool], ...] = (
        ("contains", not when.contains or any(word in folded for word in when.contains)),
        ("communities", not when.communities or circumstances.chat_id in when.communities),
        ("authors", not when.authors or circumstances.author_id in when.authors),
        ("languages", not when.languages or verdict.lang in when.languages),
        ("lanes", not when.lanes or lane in when.lanes),
        *(
            (f"{name}_at_least", probabilities[name] >= least)
            for name, least in when.at_least.items()
        ),
    )
    failing = next((name for name, holds in checks if not holds), "")
    if not failing and when.matches is not None and not when.matches(text):
        return "pattern"
    return failing


def _reason(what: str, probability: float) -> str:
    return f"{what} ({'sure' if probability >= SURE_FROM else 'likely'})"

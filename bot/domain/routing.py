"""From a verdict and the brand's rules to a lane and a priority with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.agreeing import STRENGTH, lane_with
from bot.domain.author_lists import REASONS, AuthorList
from bot.domain.circumstances import Circumstances
from bot.domain.lane import Lane
from bot.domain.priority import (
    ALSO_A_QUESTION,
    SURE_FROM,
    Term,
    aggravations,
    lane_terms,
    total,
)
from bot.domain.rules import Assignee, Rule, RuleHit, RuleTried, why_not
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
    assign: Assignee | None = None
    """To whom rules give its case."""
    desk_topic: str = ""
    """The topic of the desk's group that rules choose for its card; empty: that of all others."""
    tried: tuple[RuleTried, ...] = ()
    """What came of every rule, in their order."""


def route(
    text: str,
    verdict: Verdict,
    circumstances: Circumstances,
    *,
    thresholds: Thresholds,
    rules: tuple[Rule, ...] = (),
) -> Routing:
    """Decide lane and priority of one comment."""
    on = circumstances.on
    if on is AuthorList.IGNORE:
        return Routing(lane=Lane.NONE, priority=0, reasons=(REASONS[on],))
    lane, strength, reasons = _by_verdict(text, verdict, thresholds, circumstances)
    if on is AuthorList.QUIET:
        reasons.append(REASONS[on])
    more = aggravations(
        lane,
        verdict,
        thresholds,
        is_vip=on is AuthorList.VIP,
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
    so_far = _SoFar(routing)
    hits: dict[str, RuleHit] = {}
    tried: list[RuleTried] = []
    ended_by = ""
    for rule in rules:
        failing = ""
        if not ended_by:
            failing = why_not(
                rule.when, text, lane=so_far.lane, verdict=verdict, around=circumstances
            )
        tried.append(RuleTried.of(rule, failing=failing, ended_by=ended_by))
        if failing or ended_by:
            continue
        hits[rule.name] = RuleHit(rule=rule.name, effect=rule.effect, is_dry=rule.dry_run)
        if not rule.dry_run:
            so_far.apply(rule)
        if rule.ends_list:
            ended_by = rule.name
    return replace(so_far.routing, hits=tuple(hits.values()), tried=tuple(tried))


class _SoFar:
    """What the rules that were tried so far have made of a comment."""

    def __init__(self, routing: Routing) -> None:
        self.lane = routing.lane
        self._terms = list(routing.terms)
        self._reasons = list(routing.reasons)
        self._tags: dict[str, None] = {}
        self._assign: Assignee | None = None
        self._desk_topic = ""
        self._escalates = False

    def apply(self, rule: Rule) -> None:
        """Do what a rule does that holds."""
        self.lane = Lane.NONE if rule.ignore else (rule.lane or self.lane)
        named = f"rule: {rule.name}"
        if rule.priority is not None:
            self._terms.append(Term(points=rule.priority, reason=named, sets=True))
        if rule.raise_by:
            self._terms.append(Term(points=rule.raise_by, reason=named))
        self._reasons.append(named)
        self._escalates = (self._escalates or rule.ladder) and not rule.ignore
        if rule.tag:
            self._tags[rule.tag.casefold()] = None
        if rule.assign:
            self._assign = Assignee(name=rule.assign, rule=rule.name)
        self._desk_topic = rule.desk_topic or self._desk_topic
        if rule.ignore:
            self._assign, self._desk_topic = None, ""

    @property
    def routing(self) -> Routing:
        """Where the comment goes now."""
        return Routing(
            lane=self.lane,
            priority=total(self._terms),
            reasons=tuple(self._reasons),
            terms=tuple(self._terms),
            tags=tuple(self._tags),
            escalates=self._escalates,
            assign=self._assign,
            desk_topic=self._desk_topic,
        )


def _reason(what: str, probability: float) -> str:
    return f"{what} ({'sure' if probability >= SURE_FROM else 'likely'})"

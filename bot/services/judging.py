"""Judging texts outside a running desk: no history, no age, only what the text itself says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from bot.domain.author_lists import AuthorList, key_named
from bot.domain.circumstances import Circumstances, hosts_of
from bot.domain.ids import ChatId
from bot.domain.routing import (
    Routing,
    answer_languages,
    lane_to_search,
    route,
)
from bot.domain.rules import Rule
from classifiers.types import Classifier, Thresholds, Utterance, Verdict
from replies.types import Found, Inquiry

Search = Callable[[Inquiry], Found]
"""Looks a comment up in a reply library."""

NOTHING_FOUND = Found(suggestions=(), best_score=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A text with as much as is known around it."""

    text: str
    media: str = ""
    expected: tuple[str, ...] = ()
    chat_id: ChatId | None = None
    author_id: int | None = None
    at: datetime | None = None
    post: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the classifiers say of a remark, and where triage would put it."""

    remark: Remark
    verdict: Verdict
    routing: Routing


class Judge:
    """Classifier, thresholds and rules, to be asked from one thread."""

    def __init__(
        self,
        classifier: Classifier,
        *,
        thresholds: Thresholds,
        rules: tuple[Rule, ...] = (),
        lists: Mapping[str, AuthorList] = MappingProxyType({}),
    ) -> None:
        """`lists` has the authors on lists by key."""
        self._classifier = classifier
        self._thresholds = thresholds
        self._rules = rules
        self._lists = lists

    def judge(self, remarks: Sequence[Remark]) -> list[Judgement]:
        """Judge all, in order, as newly written by somebody unknown."""
        verdicts = self._classifier.judge(
            [Utterance(text=one.text, expected=one.expected) for one in remarks]
        )
        return [
            Judgement(remark=remark, verdict=verdict, routing=self.route(remark, verdict))
            for remark, verdict in zip(remarks, verdicts, strict=True)
        ]

    def route(
        self, remark: Remark, verdict: Verdict, *, was_angry_before: bool = False
    ) -> Routing:
        """Put a remark into a lane, given whether its author was angry before."""
        return route(
            remark.text,
            verdict,
            Circumstances(
                chat_id=remark.chat_id,
                author_id=remark.author_id,
                media=remark.media,
                has_text=bool(remark.text.strip()),
                at=remark.at,
                post=remark.post,
                hosts=hosts_of(remark.links),
                on=self._list_of(remark),
                was_angry_before=was_angry_before,
            ),
            thresholds=self._thresholds,
            rules=self._rules,
        )

    def _list_of(self, remark: Remark) -> AuthorList | None:
        if remark.author_id is None:
            return None
        return self._lists.get(key_named(str(remark.author_id)))

    def is_negative(self, verdict: Verdict) -> bool:
        """Whether the next comment of this author counts as by somebody who was angry before."""
        return verdict.sentiment.negative >= self._thresholds.negative


def look_up(
    judgement: Judgement, search: Search, *, lang: str = "", today: date | None = None
) -> Found:
    """Ask a library for answers, in the language asked for, else in that of the remark."""
    if not judgement.remark.text.strip():
        return NOTHING_FOUND
    languages = answer_languages(lang or judgement.verdict.lang, judgement.remark.expected)
    return search(
        Inquiry(
            text=judgement.remark.text,
            vector=judgement.verdict.vector,
            languages=languages,
            lane=lane_to_search(judgement.routing),
            today=today,
        )
    )

"""Triage by itself: what it needs around it, still and readable."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.reports import ReportLimits
from bot.ports import Filled, SlotValues, Store
from bot.services.learning import LearntThresholds
from bot.services.member_reports import MemberReports
from bot.services.settling import Settling
from bot.services.triage import Triage
from bot.settings import Settings
from bot.sla_rules import sla_of
from classifiers.types import Utterance, Verdict
from replies.types import Found, Inquiry
from tests.contract.store_values import BOT, NOW, OWNER
from tests.fakes import WordClassifier


class StillClock:
    """Stands still unless it is set."""

    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class Words(WordClassifier):
    """The same in the event loop."""

    async def judge_all(self, utterances: Iterable[Utterance]) -> list[Verdict]:
        return self.judge(list(utterances))


class NotedInquiries:
    """A library that proposes nothing and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Inquiry] = []

    async def suggest(self, inquiry: Inquiry, *, top: int = 3) -> Found:
        self.asked.append(inquiry)
        return Found(suggestions=(), best_score=0.0)

    def fill(self, text: str, values: SlotValues, lang: str, *, is_typed: bool = False) -> Filled:
        return Filled(text=text)


def a_triage(
    store: Store,
    classifier: Words,
    *,
    clock: StillClock | None = None,
    library: NotedInquiries | None = None,
    zone: str = "UTC",
) -> Triage:
    """One that judges by words, and does nothing by itself."""
    clock = clock or StillClock()
    return Triage(
        bot_id=BOT,
        store=store,
        classifier=classifier,
        library=library or NotedInquiries(),
        clock=clock,
        thresholds=LearntThresholds(Words.thresholds, bot_id=BOT, store=store, clock=clock),
        rules=(),
        settling=Settling(
            clock=clock,
            sla=sla_of(Settings()),
            urgent_from=80,
            reports=MemberReports(
                owner=OWNER,
                clock=clock,
                limits=ReportLimits(),
                deletes_command=True,
                username=lambda: "",
            ),
        ),
        zone=ZoneInfo(zone),
        after=lambda: None,
    )

"""What explains a case's priority."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.case import Case
from bot.domain.priority import Term
from bot.domain.rules import RuleTried
from classifiers.types import Thresholds, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """The terms of the comment that an answer goes under, and what came to its case since.

    `terms` are those of the verdict and the rules; `since` is what the case's priority has that
    they do not come to: reports, a member's answer, a label. Without a verdict there are none.
    What waiting has added stands with the case.
    """

    case: Case
    terms: tuple[Term, ...] = ()
    since: int = 0
    verdict: Verdict | None = None
    thresholds: Thresholds | None = None
    usual: Thresholds | None = None
    rules: tuple[RuleTried, ...] = ()

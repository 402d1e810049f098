"""A pattern of a rule that would run for years is given up, and the comment goes on."""

from __future__ import annotations

import time

import pytest

from bot.rules import PATTERN_SECONDS, triage_rules
from bot.settings import Settings
from bot.triage_sections import Triage, TriageRule


@pytest.mark.parametrize("pattern", [r"^(a+)+$", r"(x+x+)+y"])
def test_no_comment_makes_a_pattern_run_on(pattern: str) -> None:
    rule = TriageRule.model_validate(
        {"name": "slow", "when": {"pattern": pattern}, "priority": "+10"}
    )
    (made,) = triage_rules(Settings(triage=Triage(rules=(rule,))))
    assert made.when.matches is not None

    began = time.monotonic()
    found = [made.when.matches(text) for text in ("a" * 4000 + "!", "x" * 4000, "aaaa " * 800)]

    assert time.monotonic() - began < 3 * (PATTERN_SECONDS + 0.5)
    assert not any(found)

"""Every point of a priority can be explained, and the explanation comes to the priority."""

from __future__ import annotations

import re

from bot.triage_sections import Condition, TriageRule
from tests.flows.stage import Stage


async def test_every_term_of_a_priority_is_told_and_they_add_up(dark_stage: Stage) -> None:
    # given rules, of which one applies, one is tried, and one does not apply
    stage = dark_stage
    stage.rules = (
        TriageRule(name="chai", when=Condition(contains=("chai",)), priority="+7"),
        TriageRule(name="trial", when=Condition(contains=("cold",)), priority="+50", dry_run=True),
        TriageRule(name="other", when=Condition(contains=("coffee",)), priority="+50"),
    )
    await stage.start()
    stage.telegram.say(stage.group, stage.rahul, "terrible, my chai was cold")
    card = await stage.card("my chai was cold")

    # when somebody asks why, by number
    asked = stage.telegram.say(stage.desk, stage.mira, "/why 1")
    page = await stage.desk_says("⚖️ #1 Rahul", after=asked)

    # then the points come to the priority, and each rule says whether it applied
    head, *lines = page.text.splitlines()
    priority = int(re.search(r": (\d+) of 100", head)[1])
    points = [int(one) for line in lines for one in re.findall(r"^([+-]\d+) ", line)]
    assert sum(points) == priority
    assert f"· {priority}" in card.text
    assert "+7 rule: chai" in page.text
    assert "✓ trial (dry run)" in page.text
    assert "✗ other: contains" in page.text
    assert "Complaint 9" in page.text

    # and the same stands behind More
    menu = await stage.menu(stage.mira, card)
    await stage.press(stage.mira, menu, "⚖️ Why")
    await stage.until(lambda: "⚖️ #1 Rahul" in menu.text)


async def test_where_there_is_nothing_to_explain_that_is_said(stage: Stage) -> None:
    for words, answer in (("/why", "Which case?"), ("/why 99", "Which case?")):
        asked = stage.telegram.say(stage.desk, stage.asha, words)
        await stage.desk_says(answer, after=asked)

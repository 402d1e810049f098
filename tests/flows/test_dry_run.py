"""A rule on a dry run changes nothing, and what it would have done can be read."""

from __future__ import annotations

from bot.triage_sections import Condition, TriageRule
from tests.flows.stage import Stage

RULES = (
    TriageRule(
        name="menu <questions>",
        when=Condition(contains=("menu",)),
        ignore=True,
        dry_run=True,
    ),
    TriageRule(
        name="menu is money",
        when=Condition(contains=("menu",)),
        priority="+10",
        tag="money",
    ),
)


async def test_a_dry_run_is_counted_with_samples_and_leaves_the_card_alone(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.rules = RULES
    await stage.start()

    # given a comment that both rules hold for
    stage.telegram.say(stage.group, stage.rahul, "where is the menu?")
    card = await stage.card("where is the menu?")
    assert "menu is money" in card.text
    assert "questions" not in card.text

    # when a manager asks for the rules
    stage.telegram.say(stage.desk, stage.ravi, "/rules")
    page = await stage.desk_says("2 rules")
    assert "1. menu <questions> · 🧪 dry run" in page.text
    assert "Would have held 1 × in 24 hours, 1 × in 7 days" in page.text
    assert "priority +10, tag #money" in page.text
    assert "\nHeld 1 × in 24 hours" in page.text

    # and for samples, then the comment is shown, and the way back leads to the list
    await stage.press(stage.ravi, page, "Samples 1")
    await stage.until(lambda: "where is the menu?" in page.text)
    assert "ignored" in page.text
    await stage.press(stage.ravi, page, "‹ All rules")
    await stage.until(lambda: "2 rules" in page.text)

    # and somebody with a lesser role is told so
    stage.telegram.say(stage.desk, stage.mira, "/rules")
    await stage.desk_says("manager", after=page)

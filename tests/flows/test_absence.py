"""What the desk reads after the bot was away."""

from __future__ import annotations

from datetime import timedelta

from bot.sections import Alike
from tests.flows.stage import Stage


async def test_after_downtime_the_desk_reads_how_long_and_how_much(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.ring_at = 70
    await stage.start()
    # given a desk that worked, and was then stopped for three hours and a half
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")
    await stage.card("where is the menu?")
    await stage.stop()
    stage.clock.skip_to(stage.clock.now() + timedelta(hours=2))
    stage.telegram.say(stage.group, stage.rahul, "terrible chai")
    stage.telegram.say(stage.group, stage.stranger, "nice weather")
    stage.clock.skip_to(stage.clock.now() + timedelta(hours=1, minutes=35))

    # when it comes back
    await stage.start()

    # then what was written meanwhile is counted, and the complaint has its card
    report = await stage.desk_says("Away")
    assert "2 comments, 1 urgent" in (report.text or "")
    assert "09:0" in (report.text or "")
    await stage.card("terrible chai")


async def test_a_hole_of_more_than_a_day_is_said_plainly(stage: Stage) -> None:
    # given a desk that was away for thirty hours
    await stage.until(lambda: stage.telegram.calls_of("getUpdates") != [])
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")
    await stage.card("where is the menu?")
    await stage.stop()
    stage.clock.skip_to(stage.clock.now() + timedelta(hours=30))

    # when it comes back
    await stage.start()

    # then it says what can never be seen
    report = await stage.desk_says("more than 24 hours")
    assert "Away" in (report.text or "")


async def test_a_short_pause_is_not_worth_a_word(stage: Stage) -> None:
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")
    await stage.card("where is the menu?")
    await stage.stop()
    await stage.start()
    stage.telegram.say(stage.group, stage.rahul, "terrible chai")
    await stage.card("terrible chai")
    await stage.clock.sleep(30)
    assert not [
        m for m in stage.telegram.chat(stage.desk).messages if m.is_by_bot and "Away" in m.text
    ]


async def test_after_an_outage_old_cases_are_counted_and_no_storm_of_cards_comes(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.ring_at = 70
    await stage.start()
    # given a desk that was away while forty people asked, and one complained last
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")
    await stage.card("where is the menu?")
    await stage.stop()
    stage.clock.skip_to(stage.clock.now() + timedelta(hours=2))
    for number in range(40):
        guest = stage.telegram.add_user(first_name=f"Guest {number}")
        stage.telegram.say(stage.group, guest, f"is number {number} open?")
    stage.telegram.say(stage.group, stage.rahul, "terrible chai")
    stage.clock.skip_to(stage.clock.now() + timedelta(hours=1))

    # when it comes back
    await stage.start()

    # then the complaint has its card, and most of the old questions are only counted
    await stage.card("terrible chai")
    report = await stage.desk_says("have no card yet")
    assert "41 comments, 1 urgent" in (report.text or "")
    cards = [m for m in stage.told() if "is number" in (m.text or "") and "Dismiss" in m.labels]
    assert len(cards) <= 30

    # and the next of them comes by a tap
    shown = {m.message_id for m in cards}
    await stage.press(stage.ravi, report, "Next")
    await stage.telegram.wait_for_message(
        stage.desk,
        lambda m: m.is_by_bot and "Release" in m.labels and m.message_id not in shown,
    )


async def test_after_an_outage_copies_make_no_storm_of_cards_either(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.alike = Alike()
    await stage.start()
    # given a desk that was away while thirty things were asked by four people each
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")
    await stage.card("where is the menu?")
    await stage.stop()
    stage.clock.skip_to(stage.clock.now() + timedelta(hours=2))
    for number in range(120):
        guest = stage.telegram.add_user(first_name=f"Guest {number}")
        stage.telegram.say(
            stage.group, guest, f"when does your shop number {number // 4} open tomorrow morning?"
        )
    stage.clock.skip_to(stage.clock.now() + timedelta(hours=1))

    # when it comes back
    await stage.start()
    await stage.desk_says("have no card yet")
    await stage.clock.sleep(600)

    # then few of them have a card, of their own or together
    cards = [m for m in stage.told() if "your shop number" in (m.text or "")]
    assert 0 < len(cards) <= 20

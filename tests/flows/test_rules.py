"""Rules that look at the post and give cases to somebody."""

from __future__ import annotations

from bot.domain.ids import CaseId
from bot.triage_sections import Condition, TriageRule
from tests.flows.stage import Stage


async def test_a_rule_gives_the_cases_of_a_post_to_somebody_who_is_told(dark_stage: Stage) -> None:
    stage = dark_stage
    # given a rule for one post by its address in the channel, and one that names nobody
    first = stage.telegram.post(stage.channel, "New opening hours")
    under = f"https://t.me/chai_adda/{first.message_id + 1}"
    stage.rules = (
        TriageRule(name="offer", when=Condition(posts=(under,)), assign="ravi", stop=True),
        TriageRule(name="lost", when=Condition(contains=("lost",)), assign="Nobody"),
    )
    await stage.start()
    offer = stage.telegram.post(stage.channel, "Monsoon offer")
    assert offer.message_id == first.message_id + 1

    # when somebody complains under it, and somebody elsewhere
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold", reply_to=offer)
    card = await stage.card("my chai was cold")
    uma = stage.telegram.add_user(first_name="Uma")
    stage.telegram.say(stage.group, uma, "terrible, lost my order")
    other = await stage.card("lost my order")

    # then Ravi holds the first and is told by which rule; the other waits for anybody
    assert "Ravi" in card.text
    assert "Claim" not in card.labels
    told = await stage.desk_says("the rule “offer” gives you the case of Rahul")
    assert "Ravi" in told.text
    assert "Claim" in other.labels
    async with stage.store.reading() as tx:
        (entry,) = await tx.cases.audit_of(CaseId(1))
    assert (entry.by, entry.by_name) == (None, "rule: offer")
    assert (entry.action, entry.detail) == ("assigned", "Ravi")

    # and it is what he finds handed over to him when he starts work
    asked = stage.telegram.say(stage.desk, stage.ravi, "/shift")
    shift = await stage.desk_says("Handed over to you", after=asked)
    assert "rule: offer" in shift.text

    # and /why says of each rule what came of it
    asked = stage.telegram.say(stage.desk, stage.mira, "/why 1")
    page = await stage.desk_says("⚖️ #1 Rahul", after=asked)
    assert "✓ offer" in page.text
    assert "– lost: not tried, “offer” ends the list" in page.text

    # and when Ravi gives the case back, it stays free although the author goes on
    await stage.press(stage.ravi, card, "Release")
    await stage.until(lambda: "Claim" in card.labels)
    stage.telegram.say(stage.group, stage.rahul, "terrible, awful, cold chai", reply_to=offer)
    await stage.until(lambda: "awful" in card.text)
    assert "Claim" in card.labels

"""Lists of authors, from the configuration and from the page of an author."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from bot.sla_sections import Escalation
from bot.triage_sections import ListedAuthors
from tests.flows.stage import Stage


async def test_a_vip_by_user_name_is_known_by_number_from_the_first_comment(
    dark_stage: Stage,
) -> None:
    # given a configuration that names Rahul by his user name, and somebody who never wrote
    stage = dark_stage
    stage.lists = ListedAuthors(vip=("@Rahul",), ignore=("@nobody_yet",))
    await stage.start()

    # when he writes
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold")

    # then the card says so, /why counts it, and the lists show him and whoever did not write
    assert "VIP" in card.text
    asked = stage.telegram.say(stage.desk, stage.mira, "/why 1")
    assert "+12 VIP" in (await stage.desk_says("⚖️ #1", after=asked)).text
    asked = stage.telegram.say(stage.desk, stage.mira, "/author")
    lists = await stage.desk_says("⭐ VIP (1)", after=asked)
    assert "Rahul, by the configuration" in lists.text
    assert "@nobody_yet, who has not written so far" in lists.text

    # and when a manager takes him off, that outlives a restart with the same file
    await stage.press(stage.ravi, lists, "Rahul")
    await stage.until(lambda: "⭐ VIP: comes before others" in (lists.text or ""))
    assert "no list" in await stage.press(stage.ravi, lists, "✓ VIP")
    await stage.until(lambda: "VIP" not in (card.text or ""))
    await stage.stop()
    await stage.start()
    stage.telegram.say(stage.group, stage.rahul, "where is the menu?")
    await stage.until(lambda: "where is the menu?" in (card.text or ""))
    assert "VIP" not in card.text

    # and forgetting him leaves nothing that tells of him
    asked = stage.telegram.say(stage.desk, stage.asha, "/forget @rahul")
    question = await stage.desk_says("Rahul", after=asked)
    await stage.press(stage.asha, question, "Forget for good")
    async with stage.store.reading() as tx:
        (left,) = await tx.author_lists.everybody(1)
    assert left.key == "name:nobody_yet"


async def test_the_quiet_never_ring_and_the_ignored_make_no_cases(dark_stage: Stage) -> None:
    # given a desk where everything rings and calls somebody
    stage = dark_stage
    stage.ring_at = 0
    stage.escalation = Escalation(from_priority=1)
    stage.undo_seconds = 2
    await stage.start()
    uma = stage.telegram.add_user(first_name="Uma")
    stage.telegram.say(stage.group, uma, "nice weather")
    await stage.clock.sleep(5)

    # when Uma is put on the list of the quiet, and complains
    asked = stage.telegram.say(stage.desk, stage.ravi, f"/author {uma.id}")
    page = await stage.desk_says("Uma", after=asked)
    assert "manager" in await stage.press(stage.mira, page, "🔕 Quiet")
    assert "no sound" in await stage.press(stage.ravi, page, "🔕 Quiet")
    stage.telegram.say(stage.group, uma, "terrible, my chai was cold")
    card = await stage.card("my chai was cold")

    # then the card is silent, says why, and nobody is called
    assert card.is_silent
    assert "quiet list" in card.text
    await stage.clock.sleep(60)
    async with stage.store.reading() as tx:
        assert await tx.ladders.running(1, limit=5) == []

    # and when a lead has her ignored, no further case comes, and the audit knows who it was
    assert "lead" in await stage.press(stage.ravi, page, "🚷 Ignore")
    await stage.press(stage.asha, page, "🚷 Ignore")
    await stage.until(lambda: "🚷 Ignored: no cases" in (page.text or ""))
    assert "lead" in await stage.press(stage.ravi, page, "⭐ VIP")
    other = stage.telegram.post(stage.channel, "Monsoon offer")
    stage.telegram.say(stage.group, uma, "awful, terrible", reply_to=other)
    stage.telegram.say(stage.group, stage.rahul, "where is the menu?", reply_to=other)
    await stage.card("where is the menu?")
    async with stage.store.reading() as tx:
        assert (await tx.counts()).comments == 4
        assert sum((await tx.counts()).cases.values()) == 2
    with closing(sqlite3.connect(stage.folder / "jawab.db")) as database:
        rows = database.execute("SELECT by_name, detail FROM audit WHERE action = 'listed'")
        assert rows.fetchall() == [("Ravi", "quiet, comment 1"), ("Asha", "ignore, comment 2")]

"""`/mood`: how people sound, the number it rests on, and the way it went."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.mood import MoodCounts, Place
from tests.flows.stage import Stage


async def test_the_mood_is_shown_with_its_number_and_follows_edits_and_restarts(
    stage: Stage,
) -> None:
    telegram = stage.telegram
    # given a desk that has counted nothing yet
    telegram.say(stage.desk, stage.mira, "/mood")
    nothing = await stage.desk_says("Nothing was written")

    # when few comments come under a post, spam among them
    post = telegram.post(stage.channel, "Monsoon offer")
    first = telegram.say(stage.group, stage.rahul, "my chai was cold", reply_to=post)
    telegram.say(stage.group, stage.stranger, "best casino", reply_to=post)
    await stage.card("my chai was cold")

    # then it says so
    telegram.say(stage.desk, stage.mira, "/mood")
    few = await stage.desk_says("only 1 comment: too few for a share", after=nothing)
    assert "Chai Adda" in few.text

    # when there are more, one is edited, and the week before was better
    for number in range(15):
        telegram.say(stage.group, stage.stranger, f"fine {number}", reply_to=post)
    for number in range(4):
        telegram.say(stage.group, stage.rahul, f"love it {number}")
    telegram.say(stage.group, stage.rahul, "awful")
    telegram.edit(first, "my chai was warm")
    async with stage.store.writing() as tx:
        (community,) = [
            one for one in await tx.directory.communities(stage.bot.id) if not one.is_private
        ]
        week_before = MoodCounts(negative=8, neutral=12)
        at = stage.clock.now() - timedelta(days=8)
        await tx.moods.add(community.owner, Place(community_id=community.id), week_before, at=at)
    await stage.stop()
    await stage.start()

    async def is_all_counted() -> bool:
        async with stage.store.reading() as tx:
            now = stage.clock.now()
            sums = await tx.moods.sums(
                [community.id], since=now - timedelta(days=1), until=now + timedelta(days=1)
            )
        counts = list(sums.values())
        return sum(one.total for one in counts) == 21 and sum(one.negative for one in counts) == 1

    while not await is_all_counted():
        await stage.clock.sleep(1)

    # then shares stand beside the number of comments, the spread and the trend
    telegram.say(stage.desk, stage.mira, "/mood")
    page = await stage.desk_says("of 21", after=few)
    assert "5 % negative of 21 (1–23 %) · 19 % positive · ▼ −35 points (week before: 20)" in (
        page.text
    )
    assert "🟥⬜⬜⬜⬜⬜⬜⬜🟩🟩" in page.text
    assert "↳ Monsoon offer: only 16 comments" in page.text

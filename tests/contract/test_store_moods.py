"""What every store promises about the counts of comments by tone, once per adapter."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.ids import BotId, CommunityId
from bot.domain.mood import DAY, HOUR, MoodCounts, Place
from tests.contract.store_values import BOT, MINUTE, NOW, OWNER, a_seed

HERE = CommunityId(1)
POST, OTHER = (Place(community_id=HERE, thread_key=key) for key in ("thread:3", "thread:9"))
BAD, FINE = MoodCounts(negative=1, complaint=1), MoodCounts(neutral=1, question=1)


async def seeded(store) -> None:
    async with store.writing() as tx:
        await tx.directory.seed(a_seed())


async def test_counts_are_kept_by_thread_and_minute(store) -> None:
    await seeded(store)
    async with store.writing() as tx:
        await tx.moods.add(OWNER, POST, BAD, at=NOW + timedelta(seconds=3))
        await tx.moods.add(OWNER, POST, FINE, at=NOW + timedelta(seconds=59))
        await tx.moods.add(OWNER, POST, BAD, at=NOW + MINUTE)
        await tx.moods.add(OWNER, OTHER, FINE, at=NOW)

    async with store.reading() as tx:
        found = await tx.moods.minutes(BOT, since=NOW, until=NOW + HOUR)
        assert found == {
            POST: {NOW: BAD.plus(FINE), NOW + MINUTE: BAD},
            OTHER: {NOW: FINE},
        }
        assert await tx.moods.minutes(BotId(7), since=NOW, until=NOW + HOUR) == {}
        assert await tx.moods.minutes(BOT, since=NOW + HOUR, until=NOW + DAY) == {}
        sums = await tx.moods.sums([HERE], since=NOW, until=NOW + MINUTE)
        assert sums == {POST: BAD.plus(FINE), OTHER: FINE}
        whole = await tx.moods.hours(POST.community, since=NOW, until=NOW + HOUR)
        assert whole == {NOW: BAD.plus(BAD).plus(FINE).plus(FINE)}


async def test_thinned_counts_say_the_same_and_what_was_edited_late_is_still_taken_away(
    store,
) -> None:
    await seeded(store)
    async with store.writing() as tx:
        for minute in range(5):
            await tx.moods.add(OWNER, POST, BAD, at=NOW + minute * MINUTE)
        await tx.moods.add(OWNER, POST, FINE, at=NOW + HOUR)

        # when the first hour is put together, and one of its comments turns out to be fine
        assert await tx.moods.thin(BOT, before=NOW + HOUR, width=HOUR) == 5
        assert await tx.moods.thin(BOT, before=NOW + HOUR, width=HOUR) == 0
        await tx.moods.add(OWNER, POST, FINE.minus(BAD), at=NOW + MINUTE)

        # then both add up, before and after they are put together again
        rest = MoodCounts(negative=4, complaint=4, neutral=1, question=1)
        for _ in range(2):
            assert await tx.moods.hours(POST, since=NOW, until=NOW + DAY) == {
                NOW: rest,
                NOW + HOUR: FINE,
            }
            await tx.moods.thin(BOT, before=NOW + HOUR, width=HOUR)
        assert await tx.moods.thin(BOT, before=NOW + DAY, width=DAY) == 2
        sums = await tx.moods.sums([HERE], since=NOW - DAY, until=NOW + DAY)
        assert sums == {POST: rest.plus(FINE)}

"""Counts how comments sound, and keeps the counts small."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.comment import Comment
from bot.domain.ids import BotId
from bot.domain.mood import (
    DAY,
    HOUR,
    KEPT_BY_THE_HOUR,
    KEPT_BY_THE_MINUTE,
    Place,
    mood_of,
    start_of,
)
from bot.domain.set_back import has_passed
from bot.ports import Clock, Store, Transaction

THIN_EVERY = timedelta(hours=1)


async def count_mood(tx: Transaction, was: Comment, now_is: Comment) -> None:
    """Count a comment that was judged, in place of what it counted as before it was edited."""
    change = mood_of(now_is).minus(mood_of(was))
    if not change.is_nothing:
        place = Place(community_id=now_is.community_id, thread_key=now_is.thread_key)
        await tx.moods.add(now_is.owner, place, change, at=now_is.sent_at)


class MoodThinning:
    """Puts the counts of minutes together to hours, and those of hours to days."""

    def __init__(self, *, bot_id: BotId, store: Store, clock: Clock) -> None:
        self._bot_id = bot_id
        self._store = store
        self._clock = clock
        self._thinned_at: datetime | None = None

    async def turn(self) -> None:
        """Do so once an hour."""
        now = self._clock.now()
        if self._thinned_at is not None and not has_passed(THIN_EVERY, self._thinned_at, now):
            return
        async with self._store.writing() as tx:
            for kept, width in ((KEPT_BY_THE_MINUTE, HOUR), (KEPT_BY_THE_HOUR, DAY)):
                before = start_of(now - kept, width)
                await tx.moods.thin(self._bot_id, before=before, width=width)
        self._thinned_at = now

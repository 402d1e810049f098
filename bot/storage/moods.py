"""Counts of comments by tone: a row for each minute, hour or day of a thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Insert, RowMapping, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import BotId, CommunityId, Owner
from bot.domain.mood import HOUR, MINUTE, MoodCounts, Place, start_of
from bot.storage.reading import readable
from bot.storage.rows import owner_of, owner_row, upsert_of
from bot.storage.schema import mood_buckets

_COUNTS = tuple(MoodCounts.__dataclass_fields__)
_SUMS = [func.sum(mood_buckets.c[name]).label(name) for name in _COUNTS]
_KEY = (
    mood_buckets.c.community_id,
    mood_buckets.c.thread_key,
    mood_buckets.c.starts_at,
    mood_buckets.c.minutes,
)


class SqlMoods:
    """Where which tone prevails; a row may be below zero until it is put together with others."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, owner: Owner, place: Place, counts: MoodCounts, *, at: datetime) -> None:
        """Add to what was written in a thread in that minute; negative counts take away."""
        await self._add(owner, place, counts, start_of(at, MINUTE), MINUTE)

    async def minutes(
        self, bot_id: BotId, *, since: datetime, until: datetime
    ) -> dict[Place, dict[datetime, MoodCounts]]:
        """What was written since then, by thread and minute."""
        those = select(mood_buckets).where(
            mood_buckets.c.bot_id == bot_id,
            mood_buckets.c.minutes == MINUTE // MINUTE,
            *_between(since, until),
        )
        found = await readable(self._connection, those, mood_buckets, _minute_of)
        by_place: dict[Place, dict[datetime, MoodCounts]] = {}
        for place, starts_at, counts in found:
            by_place.setdefault(place, {})[starts_at] = counts
        return by_place

    async def hours(
        self, place: Place, *, since: datetime, until: datetime
    ) -> dict[datetime, MoodCounts]:
        """What was written in a place, by hour; hours without a comment are left out."""
        found = await self._connection.execute(
            select(mood_buckets.c.starts_at, *_SUMS)
            .where(_lies_in(place), *_between(since, until))
            .group_by(mood_buckets.c.starts_at)
        )
        by_hour: dict[datetime, MoodCounts] = {}
        for row in found.mappings():
            hour = start_of(row["starts_at"], HOUR)
            by_hour[hour] = by_hour.get(hour, MoodCounts()).plus(_counts_of(row))
        return {hour: counts.at_least_zero() for hour, counts in by_hour.items()}

    async def sums(
        self, communities: Sequence[CommunityId], *, since: datetime, until: datetime
    ) -> dict[Place, MoodCounts]:
        """What was written in a stretch of time, by thread."""
        found = await self._connection.execute(
            select(mood_buckets.c.community_id, mood_buckets.c.thread_key, *_SUMS)
            .where(mood_buckets.c.community_id.in_(communities), *_between(since, until))
            .group_by(mood_buckets.c.community_id, mood_buckets.c.thread_key)
        )
        return {_place_of(row): _counts_of(row).at_least_zero() for row in found.mappings()}

    async def thin(self, bot_id: BotId, *, before: datetime, width: timedelta) -> int:
        """Put older rows together, so that each is as long as `width`; return how many went."""
        is_fine = and_(
            mood_buckets.c.bot_id == bot_id,
            mood_buckets.c.minutes < width // MINUTE,
            mood_buckets.c.starts_at < before,
        )
        found = (await self._connection.execute(select(mood_buckets).where(is_fine))).mappings()
        together: dict[tuple[Owner, Place, datetime], MoodCounts] = {}
        gone = 0
        for row in found:
            key = owner_of(row), _place_of(row), start_of(row["starts_at"], width)
            together[key] = together.get(key, MoodCounts()).plus(_counts_of(row))
            gone += 1
        await self._connection.execute(delete(mood_buckets).where(is_fine))
        for (owner, place, starts_at), counts in together.items():
            if not counts.is_nothing:
                await self._add(owner, place, counts, starts_at, width)
        return gone

    async def _add(
        self,
        owner: Owner,
        place: Place,
        counts: MoodCounts,
        starts_at: datetime,
        width: timedelta,
    ) -> None:
        row: dict[str, object] = {
            **owner_row(owner),
            "community_id": place.community_id,
            "thread_key": place.thread_key,
            "starts_at": starts_at,
            "minutes": width // MINUTE,
            **{name: getattr(counts, name) for name in _COUNTS},
        }
        await self._connection.execute(_adding(self._connection.dialect.name), row)


@cache
def _adding(dialect: str) -> Insert:
    """Add counts to those of the same stretch of the same thread."""
    new = upsert_of(dialect, mood_buckets)
    return new.on_conflict_do_update(
        index_elements=list(_KEY),
        set_={name: mood_buckets.c[name] + new.excluded[name] for name in _COUNTS},
    )


def _between(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    return mood_buckets.c.starts_at >= since, mood_buckets.c.starts_at < until


def _lies_in(place: Place) -> ColumnElement[bool]:
    is_there = mood_buckets.c.community_id == place.community_id
    if place.is_whole:
        return is_there
    return and_(is_there, mood_buckets.c.thread_key == place.thread_key)


def _place_of(row: RowMapping) -> Place:
    return Place(community_id=CommunityId(row["community_id"]), thread_key=row["thread_key"])


def _minute_of(row: RowMapping) -> tuple[Place, datetime, MoodCounts]:
    return _place_of(row), row["starts_at"], _counts_of(row)


def _counts_of(row: RowMapping) -> MoodCounts:
    return MoodCounts(**{name: int(row[name] or 0) for name in _COUNTS})

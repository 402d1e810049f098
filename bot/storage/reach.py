"""How many see what comments say, and share it, counted where something has happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case import Case
from bot.domain.ids import CaseId, CommentId, DeskId
from bot.domain.reach import REACH_AT_MOST, READ_WITHIN, Reach
from bot.domain.rising import RISING_LANES
from bot.storage.cases import case_of
from bot.storage.reading import readable
from bot.storage.rows import Scope
from bot.storage.schema import cases, comment_parts, comments, mood_buckets, threads

_HIGHEST = 100
_PLACES = 200
"""Threads that are looked at in one go; in the others something will be said again."""

_JUDGED = mood_buckets.c.negative + mood_buckets.c.neutral + mood_buckets.c.positive

Place = tuple[int, str]


class SqlReach:
    """Counts of comments, answers and reactions."""

    def __init__(self, connection: AsyncConnection, scope: Scope) -> None:
        self._connection = connection
        self._scope = scope

    async def newest(self) -> CommentId:
        """The number of the newest comment; 0 while there is none."""
        found = await self._connection.scalar(
            select(func.max(comments.c.id)).where(comments.c.bot_id == self._scope.bot_id)
        )
        return CommentId(found or 0)

    async def stirred(
        self, desk_id: DeskId, *, beyond: CommentId, since: datetime, limit: int
    ) -> list[Case]:
        """Open cases that may be seen by more: the newest first.

        A newer comment than `beyond` answers one of theirs or stands in their thread, or somebody
        has reacted to one of theirs since.
        """
        answered = {*await self._answered(beyond), *await self._reacted(since)}
        places = await self._places(beyond)
        if not answered and not places:
            return []
        is_stirred = or_(
            cases.c.id.in_(answered),
            tuple_(cases.c.community_id, cases.c.thread_key).in_(places),
        )
        return await readable(
            self._connection,
            select(cases)
            .where(
                cases.c.desk_id == desk_id,
                cases.c.is_open.is_(True),
                cases.c.lane.in_(sorted(lane.value for lane in RISING_LANES)),
                cases.c.priority < _HIGHEST,
                cases.c.risen_reach < REACH_AT_MOST,
                is_stirred,
            )
            .order_by(cases.c.id.desc())
            .limit(limit),
            cases,
            case_of,
        )

    async def of_cases(self, stirred: Sequence[Case], *, now: datetime) -> dict[CaseId, Reach]:
        """What is known of each."""
        focused = [one.focus_id for one in stirred]
        found = await self._connection.execute(
            select(comments.c.id, comments.c.reactions).where(comments.c.id.in_(focused))
        )
        reactions = {number: count for number, count in found}  # noqa: C416
        joined = await self._joined(focused)
        busy = await self._busy({(one.community_id, one.thread_key) for one in stirred}, now)
        return {
            one.id: Reach(
                comments=busy.get((one.community_id, one.thread_key), 0),
                joined=len(joined[one.focus_id] - {one.author_key}),
                reactions=reactions.get(one.focus_id, 0),
            )
            for one in stirred
        }

    async def _answered(self, beyond: CommentId) -> set[CaseId]:
        """Cases of comments that newer ones answer."""
        newer, old = comments.alias("newer"), comments
        found = await self._connection.scalars(
            select(old.c.case_id)
            .distinct()
            .join(comment_parts, comment_parts.c.comment_id == old.c.id)
            .join(newer, _answers(newer))
            .where(
                newer.c.bot_id == self._scope.bot_id,
                newer.c.id > beyond,
                old.c.case_id.is_not(None),
            )
        )
        return set(map(CaseId, found))

    async def _reacted(self, since: datetime) -> set[CaseId]:
        found = await self._connection.scalars(
            select(comments.c.case_id).where(
                comments.c.bot_id == self._scope.bot_id,
                comments.c.reacted_at >= since,
                comments.c.case_id.is_not(None),
            )
        )
        return set(map(CaseId, found))

    async def _places(self, beyond: CommentId) -> list[Place]:
        """Posts, topics and reply chains in which newer comments stand; a whole group is none."""
        found = await self._connection.execute(
            select(comments.c.community_id, comments.c.thread_key)
            .distinct()
            .join(threads, _stands_in_thread(comments))
            .where(
                comments.c.bot_id == self._scope.bot_id,
                comments.c.id > beyond,
                threads.c.root.is_not(None),
            )
            .limit(_PLACES)
        )
        return [(community_id, thread_key) for community_id, thread_key in found]

    async def _joined(self, focused: Collection[CommentId]) -> dict[CommentId, set[str]]:
        """Who has answered each of these comments."""
        found = await self._connection.execute(
            select(comment_parts.c.comment_id, comments.c.author_key)
            .distinct()
            .join(comments, _answers(comments))
            .where(comment_parts.c.comment_id.in_(focused))
        )
        joined: dict[CommentId, set[str]] = defaultdict(set)
        for comment_id, author in found:
            joined[CommentId(comment_id)].add(author)
        return joined

    async def _busy(self, places: Collection[Place], now: datetime) -> dict[Place, int]:
        """How many comments were written lately in each that has a beginning."""
        found = await self._connection.execute(
            select(
                mood_buckets.c.community_id,
                mood_buckets.c.thread_key,
                func.sum(_JUDGED),
            )
            .join(threads, _stands_in_thread(mood_buckets))
            .where(
                tuple_(mood_buckets.c.community_id, mood_buckets.c.thread_key).in_(places),
                mood_buckets.c.starts_at >= now - READ_WITHIN,
                threads.c.root.is_not(None),
            )
            .group_by(mood_buckets.c.community_id, mood_buckets.c.thread_key)
        )
        return {(community_id, thread_key): count for community_id, thread_key, count in found}


def _answers(answer: FromClause) -> ColumnElement[bool]:
    """Whether a comment answers a message that is a part of another one."""
    return and_(
        answer.c.bot_id == comment_parts.c.bot_id,
        answer.c.chat_id == comment_parts.c.chat_id,
        answer.c.reply_to == comment_parts.c.message_id,
    )


def _stands_in_thread(table: FromClause) -> ColumnElement[bool]:
    return and_(
        threads.c.community_id == table.c.community_id, threads.c.key == table.c.thread_key
    )

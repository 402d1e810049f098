"""Comments and their threads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, Select, and_, bindparam, func, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.comment import Comment, CommentState, Thread
from bot.domain.ids import (
    BotId,
    BrandId,
    CaseId,
    ChatId,
    CommentId,
    CommunityId,
    MessageId,
    MessageRef,
)
from bot.domain.in_turn import InHand, free_of
from bot.domain.load import Seen
from bot.ports import History
from bot.storage.codec import verdict_from_json
from bot.storage.comment_rows import comment_of, comment_row, in_hand_of
from bot.storage.fields import Fields
from bot.storage.reading import first, readable, sole
from bot.storage.rows import Scope, upsert
from bot.storage.schema import comment_parts, comments, communities, threads
from bot.storage.types import earliest

NEGATIVE_FROM = 0.5
"""From this probability on an author's last comment counts as negative."""
CLOCKS_DIFFER = timedelta(seconds=5)
"""Clocks of machines that share a database may be so far apart."""
_LOOKS_FURTHER = 4
"""Where nothing of so many is free, so many times as many are looked at."""
_ADD = insert(comments).returning(comments.c.id, sort_by_parameter_order=True)
_ADD_PARTS = insert(comment_parts)
_SAVE = update(comments).where(comments.c.id == bindparam("of_id"))
_AT = (
    select(comments)
    .join(comment_parts, comment_parts.c.comment_id == comments.c.id)
    .where(
        comment_parts.c.bot_id == bindparam("bot"),
        comment_parts.c.chat_id == bindparam("chat"),
        comment_parts.c.message_id == bindparam("message"),
    )
)
_KNOWN = select(comment_parts.c.chat_id, comment_parts.c.message_id).where(
    comment_parts.c.bot_id == bindparam("bot"),
    tuple_(comment_parts.c.chat_id, comment_parts.c.message_id).in_(
        bindparam("places", expanding=True)
    ),
)
_VERDICT_BEFORE = (
    select(comments.c.verdict)
    .where(
        comments.c.brand_id == bindparam("brand"),
        comments.c.author_key == bindparam("author"),
        comments.c.id < bindparam("before"),
        comments.c.lane.is_not(None),
    )
    .order_by(comments.c.id.desc())
    .limit(1)
)
_THREAD = select(threads).where(
    threads.c.community_id == bindparam("community"), threads.c.key == bindparam("thread")
)


class SqlComments:
    """Comments in a table, their messages in another."""

    def __init__(self, connection: AsyncConnection, scope: Scope) -> None:
        self._connection = connection
        self._scope = scope

    async def add(self, comment: Comment) -> CommentId:
        """Keep a new comment (its `id` is given here)."""
        (given,) = await self.add_all([comment])
        return given

    async def add_all(self, fresh: Sequence[Comment]) -> list[CommentId]:
        """Keep new comments, whose `id`s are given here in their order."""
        if not fresh:
            return []
        found = await self._connection.scalars(_ADD, [comment_row(one) for one in fresh])
        given = [CommentId(number) for number in found]
        parts = [
            part
            for one, number in zip(fresh, given, strict=True)
            for part in _part_rows(one, number)
        ]
        if parts:
            await self._connection.execute(_ADD_PARTS, parts)
        return given

    async def save(self, comment: Comment) -> None:
        """Keep a comment's changed text, verdict, lane, case."""
        await self._connection.execute(_SAVE, comment_row(comment) | {"of_id": comment.id})

    async def note_reactions(self, comment_id: CommentId, count: int, *, at: datetime) -> None:
        """So many reactions a comment has since then."""
        await self._connection.execute(
            update(comments)
            .where(comments.c.id == comment_id)
            .values(reactions=count, reacted_at=at)
        )

    async def add_part(self, comment: Comment, part: MessageId) -> None:
        """Keep a comment that has got one more message, an album's part."""
        grown = replace(comment, message_ids=(*comment.message_ids, part))
        await self.save(grown)
        await self._connection.execute(
            upsert(self._connection, comment_parts).on_conflict_do_nothing(),
            _part_rows(replace(grown, message_ids=(part,)), comment.id),
        )

    async def get(self, comment_id: CommentId) -> Comment:
        """One comment; raise LookupError if there is none, DamagedRow if it cannot be read."""
        comment = await self._sole(select(comments).where(comments.c.id == comment_id))
        if comment is None:
            raise LookupError(f"there is no comment {comment_id}")
        return comment

    async def several(self, comment_ids: Collection[CommentId]) -> dict[CommentId, Comment]:
        """These comments; one that is not there, or is damaged, is left out."""
        found = await self._all(select(comments).where(comments.c.id.in_(comment_ids)))
        return {one.id: one for one in found}

    async def at(self, ref: MessageRef) -> Comment | None:
        """The comment that a message is (a part of); raise DamagedRow if it cannot be read."""
        message = {"bot": self._scope.bot_id, "chat": ref.chat_id, "message": ref.message_id}
        return await sole(self._connection, _AT, comments, comment_of, parameters=message)

    async def known(self, refs: Collection[MessageRef]) -> set[MessageRef]:
        """Those of these messages that are (a part of) a comment, even of one that is damaged."""
        if not refs:
            return set()
        found = await self._connection.execute(
            _KNOWN,
            {
                "bot": self._scope.bot_id,
                "places": [(one.chat_id, one.message_id) for one in refs],
            },
        )
        return {
            MessageRef(chat_id=ChatId(chat_id), message_id=MessageId(message_id))
            for chat_id, message_id in found
        }

    async def album(self, chat_id: ChatId, album_id: str) -> Comment | None:
        """The comment that an album is; raise DamagedRow if it cannot be read."""
        return await self._sole(
            select(comments).where(
                comments.c.bot_id == self._scope.bot_id,
                comments.c.chat_id == chat_id,
                comments.c.album_id == album_id,
            )
        )

    async def ripe(self, bot_id: BotId, *, now: datetime, limit: int) -> list[Comment]:
        """Waiting comments that are ready for triage, oldest first."""
        found = (
            select(comments)
            .where(
                comments.c.bot_id == bot_id,
                comments.c.state == CommentState.WAITING,
                comments.c.ripe_at <= now,
            )
            .order_by(comments.c.id)
            .limit(limit)
        )
        return await readable(self._connection, found, comments, comment_of)

    async def next_ripe_at(self, bot_id: BotId) -> datetime | None:
        """When the first that waits is ready; None while none waits."""
        ripe_at: datetime | None = await self._connection.scalar(
            select(earliest(comments.c.ripe_at)).where(
                comments.c.bot_id == bot_id, comments.c.state == CommentState.WAITING
            )
        )
        return ripe_at

    async def free(
        self, bot_id: BotId, *, now: datetime, until: datetime, limit: int
    ) -> list[Comment]:
        """The same without those that have to know what comes of a comment in other hands.

        Whoever claims now does so until then.
        """
        for seen in (limit, _LOOKS_FURTHER * limit):
            waiting = await self.ripe(bot_id, now=now, limit=seen)
            if not waiting:
                return []
            in_hand = await self._in_hand(bot_id, now=now, until=until, before=waiting[-1].id)
            free = free_of(waiting, in_hand)
            if free or len(waiting) < seen:
                return free[:limit]
        return []

    async def claim(
        self, bot_id: BotId, *, now: datetime, until: datetime, limit: int
    ) -> list[Comment]:
        """The same, which nobody else is given until then."""
        found = await self.free(bot_id, now=now, until=until, limit=limit)
        if found:
            await self._connection.execute(
                update(comments)
                .where(comments.c.id.in_([one.id for one in found]))
                .values(ripe_at=until)
            )
        return found

    async def _in_hand(
        self, bot_id: BotId, *, now: datetime, until: datetime, before: CommentId
    ) -> list[InHand]:
        """Earlier comments that are claimed, or will be ripe as soon as a claimed one would.

        What could not be settled waits longer, and holds up nobody. Another machine's clock may
        be ahead.
        """
        found = select(
            comments.c.id,
            comments.c.author_key,
            comments.c.community_id,
            comments.c.thread_key,
            comments.c.chat_id,
            comments.c.message_ids,
        ).where(
            comments.c.bot_id == bot_id,
            comments.c.state == CommentState.WAITING,
            comments.c.id < before,
            comments.c.ripe_at > now,
            comments.c.ripe_at <= until + CLOCKS_DIFFER,
        )
        return await readable(self._connection, found, comments, in_hand_of)

    async def waiting_count(self, bot_id: BotId) -> int:
        """How many wait for triage, ripe or not."""
        count = await self._connection.scalar(
            select(func.count()).where(
                comments.c.bot_id == bot_id, comments.c.state == CommentState.WAITING
            )
        )
        return count or 0

    async def traffic(
        self, community_id: CommunityId, *, since: datetime, limit: int
    ) -> list[Seen]:
        """What was judged of a community's comments with words since then, the newest first."""
        newest = (
            select(
                comments.c.sent_at,
                comments.c.author_key,
                comments.c.thread_key,
                comments.c.verdict,
            )
            .where(
                comments.c.bot_id == self._scope.bot_id,
                comments.c.community_id == community_id,
                comments.c.sent_at >= since,
                comments.c.text != "",
                comments.c.verdict.is_not(None),
            )
            .order_by(comments.c.sent_at.desc())
            .limit(limit)
        )
        seen = await readable(self._connection, newest, comments, _seen_of)
        return [one for one in seen if one is not None]

    async def of_case(self, case_id: CaseId) -> list[Comment]:
        """A case's comments, oldest first."""
        return await self._all(
            select(comments)
            .where(comments.c.case_id == case_id)
            .order_by(comments.c.sent_at, comments.c.id)
        )

    async def of_author(
        self, community_id: CommunityId, author_key: str, *, since: datetime
    ) -> list[Comment]:
        """What an author wrote in a community since then, oldest first."""
        return await self._all(
            select(comments)
            .where(
                comments.c.community_id == community_id,
                comments.c.author_key == author_key,
                comments.c.sent_at > since,
            )
            .order_by(comments.c.sent_at, comments.c.id)
        )

    async def history(self, brand_id: BrandId, author_key: str, *, before: CommentId) -> History:
        """What is known of the author from comments before this one."""
        earlier = and_(
            comments.c.brand_id == brand_id,
            comments.c.author_key == author_key,
            comments.c.id < before,
        )
        totals = await self._connection.execute(
            select(
                earliest(comments.c.sent_at),
                func.count(comments.c.case_id.distinct()),
            ).where(earlier)
        )
        first_seen_at, case_count = totals.one()
        return History(
            first_seen_at=first_seen_at,
            case_count=case_count,
            last_was_negative=await self.was_angry(brand_id, author_key, before=before),
        )

    async def was_angry(self, brand_id: BrandId, author_key: str, *, before: CommentId) -> bool:
        """Whether the author's last comment before this one was negative."""
        found = await readable(
            self._connection,
            _VERDICT_BEFORE,
            comments,
            _is_negative,
            parameters={"brand": brand_id, "author": author_key, "before": before},
        )
        return any(found)

    async def above(
        self, community_id: CommunityId, thread_key: str, *, before: CommentId
    ) -> Comment | None:
        """The newest comment of a thread that came before this one."""
        return await self._first(
            select(comments)
            .where(
                comments.c.community_id == community_id,
                comments.c.thread_key == thread_key,
                comments.c.id < before,
            )
            .order_by(comments.c.id.desc())
        )

    async def sent_between(self, bot_id: BotId, since: datetime, until: datetime) -> list[Comment]:
        """Comments that were written in a stretch of time, its end not included."""
        return await self._all(
            select(comments)
            .where(
                comments.c.bot_id == bot_id,
                comments.c.sent_at >= since,
                comments.c.sent_at < until,
            )
            .order_by(comments.c.sent_at, comments.c.id)
        )

    async def put_thread(self, community_id: CommunityId, thread: Thread) -> None:
        """Keep or update a thread's title; what is not known this time stays as it was."""
        of_community = communities.c.id == community_id
        statement = upsert(self._connection, threads).values(
            community_id=community_id,
            key=thread.key,
            bot_id=select(communities.c.bot_id).where(of_community).scalar_subquery(),
            brand_id=select(communities.c.brand_id).where(of_community).scalar_subquery(),
            desk_id=select(communities.c.desk_id).where(of_community).scalar_subquery(),
            title=thread.title,
            root=thread.root,
            addresses=" ".join(thread.addresses),
        )
        await self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[threads.c.community_id, threads.c.key],
                set_={
                    "title": func.coalesce(
                        func.nullif(statement.excluded.title, ""), threads.c.title
                    ),
                    "root": func.coalesce(statement.excluded.root, threads.c.root),
                    "addresses": func.coalesce(
                        func.nullif(statement.excluded.addresses, ""), threads.c.addresses
                    ),
                },
            )
        )

    async def thread(self, community_id: CommunityId, key: str) -> Thread | None:
        """A thread, if it was seen."""
        which = {"community": community_id, "thread": key}
        row = (await self._connection.execute(_THREAD, which)).mappings().first()
        if row is None:
            return None
        root = None if row["root"] is None else MessageId(row["root"])
        return Thread(
            key=row["key"],
            title=row["title"],
            root=root,
            addresses=tuple(row["addresses"].split()),
        )

    async def _first(self, statement: Select[*tuple[object, ...]]) -> Comment | None:
        return await first(self._connection, statement, comments, comment_of)

    async def _sole(self, statement: Select[*tuple[object, ...]]) -> Comment | None:
        return await sole(self._connection, statement, comments, comment_of)

    async def _all(self, statement: Select[*tuple[object, ...]]) -> list[Comment]:
        return await readable(self._connection, statement, comments, comment_of)


def _part_rows(comment: Comment, comment_id: CommentId) -> list[dict[str, int]]:
    return [
        {
            "bot_id": comment.owner.bot_id,
            "chat_id": comment.chat_id,
            "message_id": message_id,
            "comment_id": comment_id,
        }
        for message_id in comment.message_ids
    ]


def _seen_of(row: RowMapping) -> Seen | None:
    if row["verdict"] is None:
        return None
    return Seen(
        sent_at=row["sent_at"],
        whose=f"{row['author_key']} {row['thread_key']}",
        verdict=verdict_from_json(row["verdict"], b""),
    )


def _is_negative(row: RowMapping) -> bool:
    verdict = row["verdict"]
    if verdict is None:
        return False
    return Fields(verdict).nested("sentiment").real("negative") >= NEGATIVE_FROM

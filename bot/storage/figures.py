"""Counts for the board and for `/stats` and `/who`, out of cases, outbox, comments and audit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.board import IN_LISTS, Answer, Waiting
from bot.domain.case import Case, Status
from bot.domain.communities import Load, has_card
from bot.domain.desk_pages import Closing, Figures
from bot.domain.ids import BotId, CaseId, CommunityId, DeskId, Owner, UserId
from bot.domain.lane import Lane
from bot.domain.outbox import OutboxState, PublicReply
from bot.storage.cases import case_of
from bot.storage.fields import counted, member
from bot.storage.outbox_rows import item_of
from bot.storage.payload_codec import PayloadKind
from bot.storage.reading import first, readable
from bot.storage.rows import between
from bot.storage.schema import audit, cases, comments, communities, outbox, updates
from bot.storage.types import earliest, latest
from bot.storage.updates import DEAD

_WITHOUT_AN_ANSWER = (Status.DISMISSED.value, Status.MODERATED.value)


class SqlFigures:
    """Looks into the tables of others and counts."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def waiting(self, desk_id: DeskId) -> Waiting:
        """What waits at a desk."""
        is_put_off = cases.c.snoozed_until.is_not(None)
        found = await self._connection.execute(
            select(cases.c.lane, is_put_off, func.count(), earliest(cases.c.opened_at))
            .where(_is_open(desk_id))
            .group_by(cases.c.lane, is_put_off)
        )
        lanes: dict[Lane, int] = {}
        put_off_count, opened = 0, []
        for word, is_later, count, oldest_at in found:
            lane = member(Lane, word)
            if is_later:
                put_off_count += count
            if is_later or lane is None:
                continue
            lanes[lane] = count
            if lane not in IN_LISTS and oldest_at is not None:
                opened.append(oldest_at)
        return Waiting(
            lanes=lanes, put_off_count=put_off_count, oldest_at=min(opened, default=None)
        )

    async def next_due(self, desk_id: DeskId) -> Case | None:
        """The open case, not put off, whose deadline falls first."""
        found = (
            select(cases)
            .where(_is_open(desk_id), cases.c.due_at.is_not(None), cases.c.snoozed_until.is_(None))
            .order_by(cases.c.due_at, cases.c.id)
        )
        return await first(self._connection, found, cases, case_of)

    async def held(self, desk_id: DeskId, *, limit: int) -> list[Case]:
        """Cases that somebody holds, the longest held first."""
        found = (
            select(cases)
            .where(_is_open(desk_id), cases.c.status == Status.CLAIMED.value)
            .order_by(cases.c.claimed_at, cases.c.id)
            .limit(limit)
        )
        return await readable(self._connection, found, cases, case_of)

    async def held_counts(self, desk_id: DeskId) -> dict[UserId, int]:
        """How many cases each manager holds."""
        found = await self._connection.execute(
            select(cases.c.holder_id, func.count())
            .where(_is_open(desk_id), cases.c.status == Status.CLAIMED.value)
            .group_by(cases.c.holder_id)
        )
        return {UserId(holder): count for holder, count in found if holder is not None}

    async def active_at(self, desk_id: DeskId) -> dict[UserId, datetime]:
        """When each manager last did something to a case."""
        found = await self._connection.execute(
            select(audit.c.by_id, latest(audit.c.at))
            .where(audit.c.desk_id == desk_id, audit.c.by_id.is_not(None))
            .group_by(audit.c.by_id)
        )
        return {UserId(by): at for by, at in found if at is not None}

    async def look_first_count(self, desk_id: DeskId) -> int:
        """How many public replies may have been sent, and nobody knows."""
        return await self._count(
            select(func.count()).where(
                outbox.c.desk_id == desk_id,
                outbox.c.state == OutboxState.UNKNOWN.value,
                outbox.c.kind == PayloadKind.PUBLIC_REPLY.value,
            )
        )

    async def dead_letter_count(self, bot_id: BotId) -> int:
        """How many updates could not be handled."""
        return await self._count(
            select(func.count()).where(updates.c.bot_id == bot_id, updates.c.state == DEAD)
        )

    async def answers(
        self, owner: Owner, *, since: datetime, until: datetime | None = None
    ) -> tuple[Answer, ...]:
        """For each case that was answered since then, the first public reply since then."""
        replies = _replies(owner, since, until)
        found = await readable(self._connection, replies, outbox, _answer_of)
        firsts: dict[CaseId, Answer] = {}
        for answer in found:
            firsts.setdefault(answer.case_id, answer)
        return tuple(firsts.values())

    async def figures(
        self, owner: Owner, *, since: datetime, until: datetime | None = None
    ) -> Figures:
        """What happened since then, or in a stretch of time, its end not included."""
        comment_is_ours = and_(
            comments.c.bot_id == owner.bot_id, between(comments.c.sent_at, since, until)
        )
        case_is_ours = and_(
            cases.c.desk_id == owner.desk_id, between(cases.c.opened_at, since, until)
        )
        return Figures(
            comments=await self._by_lane(
                select(comments.c.lane, func.count())
                .where(comment_is_ours, comments.c.lane.is_not(None))
                .group_by(comments.c.lane)
            ),
            opened=await self._by_lane(
                select(cases.c.lane, func.count()).where(case_is_ours).group_by(cases.c.lane)
            ),
            answers=await self.answers(owner, since=since, until=until),
            closings=await self._closings(owner.desk_id, since, until),
        )

    async def loads(self, bot_id: BotId, *, since: datetime) -> dict[CommunityId, Load]:
        """What was written since then and is judged, by community."""
        is_new = and_(
            comments.c.bot_id == bot_id, comments.c.sent_at >= since, comments.c.lane.is_not(None)
        )
        by_lane: dict[int, dict[Lane, int]] = {}
        for community_id, word, count in await self._connection.execute(
            select(comments.c.community_id, comments.c.lane, func.count())
            .where(is_new)
            .group_by(comments.c.community_id, comments.c.lane)
        ):
            lane = member(Lane, word)
            if lane is not None:
                by_lane.setdefault(community_id, {})[lane] = count
        cards = await self._card_counts(is_new)
        return {
            CommunityId(one): Load(comments=lanes, card_count=cards.get(one, 0))
            for one, lanes in by_lane.items()
        }

    async def _card_counts(self, is_new: ColumnElement[bool]) -> dict[int, int]:
        """How many authors in how many threads wrote something that is worth a card."""
        cards = (
            select(comments.c.community_id, comments.c.thread_key, comments.c.author_key)
            .join(communities, communities.c.id == comments.c.community_id)
            .where(
                is_new,
                or_(
                    comments.c.lane.in_(_lanes_with_cards(wants_praise=False)),
                    and_(
                        communities.c.wants_praise.is_(True),
                        comments.c.lane.in_(_lanes_with_cards(wants_praise=True)),
                    ),
                ),
            )
            .distinct()
            .subquery()
        )
        found = await self._connection.execute(
            select(cards.c.community_id, func.count()).group_by(cards.c.community_id)
        )
        return {community_id: count for community_id, count in found}  # noqa: C416

    async def _closings(
        self, desk_id: DeskId, since: datetime, until: datetime | None
    ) -> tuple[Closing, ...]:
        columns = (cases.c.lane, cases.c.status, cases.c.holder_id, cases.c.closed_by)
        found = await self._connection.execute(
            select(*columns, func.count())
            .where(
                cases.c.desk_id == desk_id,
                cases.c.is_open.is_(False),
                cases.c.status.in_(_WITHOUT_AN_ANSWER),
                between(cases.c.closed_at, since, until),
            )
            .group_by(*columns)
        )
        return tuple(
            [
                Closing(
                    lane=Lane(lane),
                    status=Status(status),
                    by=None if by is None else UserId(by),
                    by_name=name,
                    count=count,
                )
                for lane, status, by, name, count in found
                if member(Lane, lane) is not None
            ]
        )

    async def _by_lane(self, statement: Select[str, int]) -> dict[Lane, int]:
        found = await self._connection.execute(statement)
        return counted(Lane, found)

    async def _count(self, statement: Select[int]) -> int:
        return await self._connection.scalar(statement) or 0


def _lanes_with_cards(*, wants_praise: bool) -> list[str]:
    return [lane.value for lane in Lane if has_card(lane, wants_praise=wants_praise)]


def _is_open(desk_id: DeskId) -> ColumnElement[bool]:
    return and_(cases.c.desk_id == desk_id, cases.c.is_open.is_(True))


def _replies(owner: Owner, since: datetime, until: datetime | None) -> Select[*tuple[object, ...]]:
    """Public replies that left since then, with the case's lane and when its author began."""
    earlier = outbox.alias("earlier")
    was_answered_before = exists().where(
        earlier.c.case_id == outbox.c.case_id,
        earlier.c.kind == PayloadKind.PUBLIC_REPLY.value,
        earlier.c.state == OutboxState.SENT.value,
        earlier.c.attempted_at < since,
    )
    began_at = (
        select(earliest(comments.c.sent_at))
        .where(comments.c.case_id == outbox.c.case_id)
        .scalar_subquery()
    )
    return (
        select(
            outbox,
            cases.c.lane,
            began_at.label("began_at"),
            was_answered_before.label("was_answered_before"),
        )
        .join(cases, cases.c.id == outbox.c.case_id)
        .where(
            outbox.c.bot_id == owner.bot_id,
            outbox.c.desk_id == owner.desk_id,
            # when it left, not when Telegram confirmed it: this is what there is an index on
            between(outbox.c.attempted_at, since, until),
            outbox.c.kind == PayloadKind.PUBLIC_REPLY.value,
            outbox.c.state == OutboxState.SENT.value,
        )
        .order_by(outbox.c.sent_at, outbox.c.id)
    )


def _answer_of(row: RowMapping) -> Answer:
    item = item_of(row)
    assert isinstance(item.payload, PublicReply)
    knows_wait = not row["was_answered_before"] and row["began_at"] is not None
    return Answer(
        case_id=CaseId(row["case_id"]),
        lane=Lane(row["lane"]),
        by=item.payload.by,
        by_name=item.payload.by_name,
        waited=item.sent_at - row["began_at"] if knows_wait and item.sent_at else None,
    )

"""Moments that were written by a clock which was set back since: what waits by them is moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case import LEASE
from bot.domain.comment import CommentState
from bot.domain.ids import Owner
from bot.domain.outbox import OutboxState
from bot.domain.set_back import TOLERANCE
from bot.storage.schema import (
    audit,
    cases,
    comments,
    incidents,
    ladders,
    outbox,
    rings,
    sweeps,
    swept,
    updates,
)
from bot.storage.types import MaybeMoment, latest
from bot.storage.updates import WAITING

SNOOZED = "snoozed"
"""The audit's word for a case that was put off."""
_RETRIES = timedelta(minutes=11)
"""No undo window, and no pause before another attempt, is longer."""

_Where = Callable[[Owner], ColumnElement[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """Rows of a table that wait.

    What was `written` cannot lie ahead of now. What is `planned` may, by as much as is said of
    it; None: by any length, so that only what was written with it tells by which clock it was.
    """

    key: Column[int]
    of: _Where
    written: Sequence[Column[datetime]]
    planned: Mapping[Column[datetime], timedelta | None] = field(default_factory=dict)
    or_since: Callable[[datetime], ColumnElement[bool]] | None = None
    """Another sign that a row was written later than then."""

    def found(self, owner: Owner, limit: datetime) -> Select[Any]:
        """Rows with a moment that can only have come from a clock that was ahead."""
        signs = [column > limit for column in self.written]
        signs += [
            column > limit + longest
            for column, longest in self.planned.items()
            if longest is not None
        ]
        if self.or_since is not None:
            signs.append(self.or_since(limit))
        wanted: list[ColumnElement[Any]] = [
            self.key.label("of_row"),
            *(
                type_coerce(column, MaybeMoment()).label(column.name)
                for column in (*self.written, *self.planned)
            ),
        ]
        return select(*wanted).where(self.of(owner), or_(*signs))


def _was_put_off_after(limit: datetime) -> ColumnElement[bool]:
    return exists().where(
        audit.c.case_id == cases.c.id, audit.c.action == SNOOZED, audit.c.at > limit
    )


_MOVED = (
    _Waiting(
        key=updates.c.seq,
        of=lambda owner: and_(updates.c.bot_id == owner.bot_id, updates.c.state == WAITING),
        written=(updates.c.received_at,),
        planned={updates.c.due_at: _RETRIES},
    ),
    _Waiting(
        key=comments.c.id,
        of=lambda owner: and_(
            comments.c.bot_id == owner.bot_id, comments.c.state == CommentState.WAITING.value
        ),
        written=(comments.c.received_at,),
        planned={comments.c.ripe_at: _RETRIES},
    ),
    _Waiting(
        key=cases.c.id,
        of=lambda owner: and_(cases.c.desk_id == owner.desk_id, cases.c.is_open),
        written=(cases.c.opened_at, cases.c.claimed_at),
        planned={cases.c.lease_until: LEASE, cases.c.snoozed_until: None},
        or_since=_was_put_off_after,
    ),
    _Waiting(  # after the cases, which are asked by it
        key=audit.c.id,
        of=lambda owner: and_(audit.c.desk_id == owner.desk_id, audit.c.action == SNOOZED),
        written=(audit.c.at,),
    ),
    _Waiting(
        key=ladders.c.id,
        of=lambda owner: ladders.c.desk_id == owner.desk_id,
        # `since` is the case's `opened_at`, by which a ladder knows that it is still for it
        written=(ladders.c.since, ladders.c.started_at, ladders.c.ended_at),
        planned={ladders.c.next_at: None, ladders.c.held_until: None},
    ),
    _Waiting(
        key=rings.c.id,
        of=lambda owner: rings.c.desk_id == owner.desk_id,
        written=(rings.c.at,),
        planned={rings.c.not_before: _RETRIES},
    ),
    _Waiting(
        key=incidents.c.id,
        of=lambda owner: and_(
            incidents.c.desk_id == owner.desk_id, incidents.c.closed_at.is_(None)
        ),
        written=(
            incidents.c.opened_at,
            incidents.c.calm_since,
            incidents.c.asked_at,
            incidents.c.drawn_at,
        ),
    ),
    _Waiting(
        key=sweeps.c.id,
        of=lambda owner: sweeps.c.desk_id == owner.desk_id,
        written=(sweeps.c.began_at,),
    ),
    _Waiting(
        key=swept.c.case_id,
        of=lambda owner: swept.c.desk_id == owner.desk_id,
        written=(swept.c.at,),
    ),
    _Waiting(
        key=outbox.c.id,
        of=lambda owner: outbox.c.bot_id == owner.bot_id,
        written=(outbox.c.created_at, outbox.c.attempted_at, outbox.c.sent_at),
        planned={outbox.c.not_before: _RETRIES},
    ),
)


class SqlMoments:
    """Moments of all tables that something waits in."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def newest(self, owner: Owner) -> datetime | None:
        """The newest moment at which something was written, as far as indexes tell."""
        questions: tuple[Select[Any], ...] = (
            select(latest(outbox.c.attempted_at)).where(outbox.c.bot_id == owner.bot_id),
            select(latest(outbox.c.created_at)).where(
                outbox.c.bot_id == owner.bot_id, outbox.c.state == OutboxState.QUEUED.value
            ),
            _last(
                updates.c.received_at,
                updates.c.seq,
                and_(updates.c.bot_id == owner.bot_id, updates.c.state == WAITING),
            ),
            _last(
                comments.c.received_at,
                comments.c.id,
                and_(
                    comments.c.bot_id == owner.bot_id,
                    comments.c.state == CommentState.WAITING.value,
                ),
            ),
        )
        found = [await self._connection.scalar(one) for one in questions]
        return max((one for one in found if one is not None), default=None)

    async def set_back(self, owner: Owner, *, now: datetime, by: timedelta) -> int:
        """Move back what was written and planned by a clock that was ahead; count the rows."""
        limit = now + TOLERANCE
        return sum([await self._move(one, owner, now, limit, by) for one in _MOVED])

    async def _move(
        self, waiting: _Waiting, owner: Owner, now: datetime, limit: datetime, by: timedelta
    ) -> int:
        written = {column.name for column in waiting.written}
        changes: defaultdict[tuple[str, ...], list[dict[str, object]]] = defaultdict(list)
        for row in (await self._connection.execute(waiting.found(owner, limit))).mappings():
            moved = {
                name: at - by
                for name, at in row.items()
                if isinstance(at, datetime) and at > (limit if name in written else now)
            }
            if moved:
                values = {f"new_{name}": at for name, at in moved.items()}
                changes[tuple(moved)].append({"of_row": row["of_row"], **values})
        for names, rows in changes.items():
            await self._connection.execute(
                update(waiting.key.table)
                .where(waiting.key == bindparam("of_row"))
                .values({name: bindparam(f"new_{name}") for name in names}),
                rows,
            )
        return sum(map(len, changes.values()))


def _last(moment: Column[datetime], order: Column[int], where: ColumnElement[bool]) -> Select[Any]:
    return select(type_coerce(moment, MaybeMoment())).where(where).order_by(order.desc()).limit(1)

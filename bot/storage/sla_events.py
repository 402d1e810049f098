"""Deadlines that came near or were missed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, RowMapping, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.breaches import Moment
from bot.domain.ids import DeskId
from bot.domain.promises import PromiseState
from bot.domain.sla import SlaKind
from bot.storage.cases import case_of
from bot.storage.fields import counted
from bot.storage.reading import readable
from bot.storage.rows import between, owner_row, upsert
from bot.storage.schema import cases, sla_events

_OPEN_PROMISES = (PromiseState.SAID.value, PromiseState.MADE.value, PromiseState.DUE.value)


class SqlSlaEvents:
    """One row for each deadline of a case, and what became of it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def missed(self, desk_id: DeskId, *, now: datetime, limit: int) -> list[Moment]:
        """What has come by now and is not noted yet, the earliest first.

        A case that was answered with a promise is not at its end before that is kept.
        """
        is_open = cases.c.is_open.is_(True)
        is_unfinished = or_(is_open, cases.c.promise.in_(_OPEN_PROMISES))
        found: list[Moment] = []
        for kind, column, waits in (
            (SlaKind.AT_RISK, cases.c.at_risk_at, is_open),
            (SlaKind.FIRST_ANSWER, cases.c.due_at, is_open),
            (SlaKind.RESOLUTION, cases.c.resolve_at, is_unfinished),
        ):
            come = (
                select(cases)
                .where(
                    cases.c.desk_id == desk_id,
                    waits,
                    column <= now,
                    ~_is_noted(kind, column),
                )
                .order_by(column, cases.c.id)
                .limit(limit)
            )
            found += await readable(
                self._connection, come, cases, partial(_moment_of, kind, column.name)
            )
        return sorted(found, key=lambda one: one.due_at)[:limit]

    async def note(self, moment: Moment, *, at: datetime) -> bool:
        """Keep it once; False if it is noted already."""
        noted = await self._connection.execute(
            upsert(self._connection, sla_events)
            .values(
                **owner_row(moment.case.owner),
                case_id=moment.case.id,
                kind=moment.kind.value,
                due_at=moment.due_at,
                at=at,
            )
            .on_conflict_do_nothing()
        )
        return noted.rowcount > 0

    async def counts(
        self, desk_id: DeskId, *, since: datetime, until: datetime | None = None
    ) -> Mapping[SlaKind, int]:
        """How many of each kind there were since then, or in a stretch of time."""
        found = await self._connection.execute(
            select(sla_events.c.kind, func.count())
            .where(sla_events.c.desk_id == desk_id, between(sla_events.c.at, since, until))
            .group_by(sla_events.c.kind)
        )
        return counted(SlaKind, found)


def _moment_of(kind: SlaKind, column: str, row: RowMapping) -> Moment:
    return Moment(case=case_of(row), kind=kind, due_at=row[column])


def _is_noted(kind: SlaKind, column: ColumnElement[datetime]) -> ColumnElement[bool]:
    return (
        select(sla_events.c.id)
        .where(
            and_(
                sla_events.c.case_id == cases.c.id,
                sla_events.c.kind == kind.value,
                sla_events.c.due_at == column,
            )
        )
        .exists()
    )

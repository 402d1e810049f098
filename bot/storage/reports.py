"""Members' reports in a table."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import CaseId, CommentId, CommunityId, DeskId
from bot.domain.reports import TRUST_LOOKS_AT, Outcome, Report, Reporter, Void
from bot.storage.fields import member
from bot.storage.reading import readable
from bot.storage.rows import owner_of, owner_row, upsert
from bot.storage.schema import comments, reports
from bot.storage.types import earliest


class SqlReports:
    """Who reported which comment, and what came of it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, report: Report) -> bool:
        """Keep a report; False if that person has reported the comment as it stands before."""
        added = await self._connection.execute(
            upsert(self._connection, reports).values(_row(report)).on_conflict_do_nothing()
        )
        return bool(added.rowcount)

    async def of_comment(self, comment_id: CommentId) -> list[Report]:
        """A comment's reports, the oldest first."""
        return await self._where(reports.c.comment_id == comment_id)

    async def reported(self, comment_ids: Collection[CommentId]) -> set[CommentId]:
        """Those of these comments that somebody has reported."""
        found = await self._connection.scalars(
            select(reports.c.comment_id).where(reports.c.comment_id.in_(comment_ids)).distinct()
        )
        return {CommentId(one) for one in found}

    async def of_case(self, case_id: CaseId) -> list[Report]:
        """The reports of all comments of a case, the oldest first."""
        of_case = select(comments.c.id).where(comments.c.case_id == case_id)
        return await self._where(reports.c.comment_id.in_(of_case))

    async def reporter(self, desk_id: DeskId, by: int, *, since: datetime) -> Reporter:
        """What somebody's earlier reports at a desk tell; those since then are today's."""
        is_theirs = (reports.c.desk_id == desk_id, reports.c.by_id == by)
        first_at = await self._connection.scalar(select(earliest(reports.c.at)).where(*is_theirs))
        count = await self._connection.scalar(
            select(func.count()).where(*is_theirs, reports.c.at > since)
        )
        outcomes = await self._connection.scalars(
            select(reports.c.outcome)
            .where(*is_theirs, reports.c.outcome != Outcome.OPEN.value)
            .order_by(reports.c.at.desc(), reports.c.id.desc())
            .limit(TRUST_LOOKS_AT)
        )
        known = [member(Outcome, word) for word in outcomes]
        return Reporter(
            known_since=first_at,
            reports_today=count or 0,
            outcomes=tuple([one for one in known if one is not None]),
        )

    async def decide(self, case_id: CaseId, outcome: Outcome, *, again: bool) -> None:
        """Say what managers decided about the reported comments of a case.

        What was decided about them before stays, unless managers think `again`.
        """
        of_case = select(comments.c.id).where(comments.c.case_id == case_id)
        statement = update(reports).where(reports.c.comment_id.in_(of_case))
        if not again:
            statement = statement.where(reports.c.outcome == Outcome.OPEN.value)
        await self._connection.execute(statement.values(outcome=outcome.value))

    async def _where(self, condition: ColumnElement[bool]) -> list[Report]:
        return await readable(
            self._connection,
            select(reports).where(condition).order_by(reports.c.id),
            reports,
            report_of,
        )


def _row(report: Report) -> dict[str, object]:
    return {
        **owner_row(report.owner),
        "community_id": report.community_id,
        "comment_id": report.comment_id,
        "by_id": report.by,
        "by_name": report.by_name,
        "at": report.at,
        "content_hash": report.content_hash,
        "is_of_team": report.is_of_team,
        "void": report.void.value,
        "outcome": report.outcome.value,
    }


def report_of(row: RowMapping) -> Report:
    """The report that a row holds."""
    return Report(
        owner=owner_of(row),
        community_id=CommunityId(row["community_id"]),
        comment_id=CommentId(row["comment_id"]),
        by=row["by_id"],
        by_name=row["by_name"],
        at=row["at"],
        content_hash=row["content_hash"],
        is_of_team=row["is_of_team"],
        void=Void(row["void"]),
        outcome=Outcome(row["outcome"]),
    )

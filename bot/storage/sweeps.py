"""What is deleted by itself, and in which messages it is told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import RowMapping, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import CaseId, CommentId, CommunityId, DeskId, OutboxId, SweepId
from bot.domain.lane import Lane
from bot.domain.sweeping import Fate, Sweep, Swept
from bot.storage.reading import first, readable
from bot.storage.rows import owner_of, owner_row
from bot.storage.schema import comments, sweeps, swept


class SqlSweeps:
    """Sweeps and the comments in them, in two tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, sweep: Sweep) -> SweepId:
        """Begin a sweep (its `id` is given here)."""
        given = await self._connection.scalar(
            insert(sweeps)
            .values(
                **owner_row(sweep.owner),
                anchor_id=sweep.anchor_id,
                began_at=sweep.began_at,
                shows=sweep.shows,
            )
            .returning(sweeps.c.id)
        )
        assert given is not None
        return SweepId(given)

    async def get(self, sweep_id: SweepId) -> Sweep | None:
        """One sweep."""
        return await first(
            self._connection, select(sweeps).where(sweeps.c.id == sweep_id), sweeps, sweep_of
        )

    async def newest(self, desk_id: DeskId, *, limit: int) -> list[Sweep]:
        """A desk's sweeps, the newest first."""
        return await readable(
            self._connection,
            select(sweeps)
            .where(sweeps.c.desk_id == desk_id)
            .order_by(sweeps.c.id.desc())
            .limit(limit),
            sweeps,
            sweep_of,
        )

    async def show(self, sweep_id: SweepId, shows: str) -> None:
        """Keep what the desk reads of it now."""
        await self._connection.execute(
            update(sweeps).where(sweeps.c.id == sweep_id).values(shows=shows)
        )

    async def put(self, sweep: Sweep, one: Swept) -> None:
        """Keep a deletion, which has not been kept before."""
        await self._connection.execute(
            insert(swept).values(
                **owner_row(sweep.owner),
                sweep_id=sweep.id,
                case_id=one.case_id,
                comment_id=one.comment_id,
                community_id=one.community_id,
                lane=one.lane.value,
                probability=one.probability,
                item_id=one.item_id,
                at=one.at,
                fate=one.fate.value,
            )
        )

    async def mark(self, case_id: CaseId, fate: Fate) -> None:
        """Keep what became of a deletion; a case over which there was none stays as it is."""
        await self._connection.execute(
            update(swept).where(swept.c.case_id == case_id).values(fate=fate.value)
        )

    async def of_case(self, case_id: CaseId) -> tuple[SweepId, Swept] | None:
        """The deletion over a case, and the sweep that it is in."""
        found = select(swept).where(swept.c.case_id == case_id)
        return await first(
            self._connection,
            found,
            swept,
            lambda row: (SweepId(row["sweep_id"]), swept_of(row)),
        )

    async def of_sweep(self, sweep_id: SweepId) -> list[Swept]:
        """The deletions of a sweep, the oldest first."""
        return await readable(
            self._connection,
            select(swept).where(swept.c.sweep_id == sweep_id).order_by(swept.c.case_id),
            swept,
            swept_of,
        )

    async def count(self, community_id: CommunityId, *, since: datetime) -> int:
        """How many went by themselves in a community since then, those stopped too."""
        statement = select(func.count()).where(
            swept.c.community_id == community_id, swept.c.at >= since
        )
        return await self._connection.scalar(statement) or 0

    async def last(self, community_id: CommunityId, *, since: datetime, limit: int) -> list[Swept]:
        """A community's deletions since then, the newest first."""
        return await readable(
            self._connection,
            select(swept)
            .where(swept.c.community_id == community_id, swept.c.at >= since)
            .order_by(swept.c.case_id.desc())
            .limit(limit),
            swept,
            swept_of,
        )

    async def could_go(
        self, community_id: CommunityId, lanes: Collection[Lane], *, since: datetime, limit: int
    ) -> list[CommentId]:
        """Comments of these lanes that were written in a community since then, newest first."""
        found = await self._connection.scalars(
            select(comments.c.id)
            .where(
                comments.c.community_id == community_id,
                comments.c.lane.in_([lane.value for lane in lanes]),
                comments.c.sent_at >= since,
            )
            .order_by(comments.c.id.desc())
            .limit(limit)
        )
        return [CommentId(comment_id) for comment_id in found]


def sweep_of(row: RowMapping) -> Sweep:
    """The sweep that a row holds."""
    return Sweep(
        id=SweepId(row["id"]),
        owner=owner_of(row),
        anchor_id=CaseId(row["anchor_id"]),
        began_at=row["began_at"],
        shows=row["shows"],
    )


def swept_of(row: RowMapping) -> Swept:
    """The deletion that a row holds."""
    return Swept(
        case_id=CaseId(row["case_id"]),
        comment_id=CommentId(row["comment_id"]),
        community_id=CommunityId(row["community_id"]),
        lane=Lane(row["lane"]),
        probability=row["probability"],
        item_id=OutboxId(row["item_id"]),
        at=row["at"],
        fate=Fate(row["fate"]),
    )

"""Holds in a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, RowMapping, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.holds import Hold
from bot.domain.ids import CaseId, CommunityId, DeskId, HoldId, UserId
from bot.domain.lane import Lane
from bot.storage.reading import readable
from bot.storage.rows import owner_of, owner_row
from bot.storage.schema import holds

_WIDEST: Mapping[str, object] = {
    "lane": None,
    "at": datetime(2000, 1, 1, tzinfo=UTC),
    "lifted_at": None,
}
"""What counts in place of a damaged column: rather nothing leaves than what should not."""


class SqlHolds:
    """Where replies are blocked, and where they were."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, hold: Hold) -> HoldId:
        """Keep a new hold (its `id` is given here)."""
        given = await self._connection.scalar(
            insert(holds).values(_row(hold)).returning(holds.c.id)
        )
        assert given is not None
        return HoldId(given)

    async def get(self, hold_id: HoldId) -> Hold | None:
        """One hold."""
        found = await self._where(holds.c.id == hold_id)
        return found[0] if found else None

    async def in_force(self, desk_id: DeskId) -> list[Hold]:
        """A desk's holds that nobody has lifted, the oldest first."""
        return await self._where(holds.c.desk_id == desk_id, holds.c.lifted_at.is_(None))

    async def state(self, hold_id: HoldId, statement: str) -> bool:
        """Let this text pass and no other; False if the hold was lifted."""
        return await self._change(hold_id, statement=statement)

    async def lift(self, hold_id: HoldId, *, at: datetime) -> bool:
        """End a hold; False if it was lifted already."""
        return await self._change(hold_id, lifted_at=at)

    async def _change(self, hold_id: HoldId, **values: object) -> bool:
        changed = await self._connection.execute(
            update(holds).where(holds.c.id == hold_id, holds.c.lifted_at.is_(None)).values(values)
        )
        return bool(changed.rowcount)

    async def _where(self, *conditions: ColumnElement[bool]) -> list[Hold]:
        return await readable(
            self._connection,
            select(holds).where(*conditions).order_by(holds.c.id),
            holds,
            hold_of,
            instead=_WIDEST,
        )


def _row(hold: Hold) -> dict[str, object]:
    return {
        **owner_row(hold.owner),
        "case_id": hold.case_id,
        "community_id": hold.community_id,
        "thread_key": hold.thread_key,
        "lane": hold.lane.value if hold.lane is not None else None,
        "statement": hold.statement,
        "by_id": hold.by,
        "by_name": hold.by_name,
        "at": hold.at,
        "lifted_at": hold.lifted_at,
    }


def hold_of(row: RowMapping) -> Hold:
    """The hold that a row holds."""
    return Hold(
        id=HoldId(row["id"]),
        owner=owner_of(row),
        case_id=CaseId(row["case_id"]),
        community_id=CommunityId(row["community_id"]),
        thread_key=row["thread_key"],
        lane=Lane(row["lane"]) if row["lane"] is not None else None,
        statement=row["statement"],
        by=UserId(row["by_id"]),
        by_name=row["by_name"],
        at=row["at"],
        lifted_at=row["lifted_at"],
    )

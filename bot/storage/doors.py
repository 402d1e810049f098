"""Private doors in a table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.door import Door
from bot.domain.ids import BrandId, CaseId
from bot.storage.reading import first
from bot.storage.rows import Scope, owner_of, owner_row, upsert
from bot.storage.schema import comments, doors


class SqlDoors:
    """Which authors go on with which case in the private chat of this bot."""

    def __init__(self, connection: AsyncConnection, scope: Scope) -> None:
        self._connection = connection
        self._scope = scope

    async def put(self, door: Door) -> None:
        """Keep a door that was opened, or used again."""
        row = {
            "mark": door.mark,
            **owner_row(door.owner),
            "case_id": door.case_id,
            "author_key": door.author_key,
            "opened_at": door.opened_at,
            "used_at": door.used_at,
        }
        used = {"opened_at": door.opened_at, "used_at": door.used_at}
        await self._connection.execute(
            upsert(self._connection, doors)
            .values(row)
            .on_conflict_do_update(index_elements=["mark"], set_=used)
        )

    async def get(self, mark: str) -> Door | None:
        """One door of this bot, a closed one too."""
        return await first(
            self._connection,
            select(doors).where(doors.c.bot_id == self._scope.bot_id, doors.c.mark == mark),
            doors,
            door_of,
        )

    async def leading(self, author_key: str, *, since: datetime) -> Door | None:
        """The door that an author opened last, of those used after `since`."""
        return await first(
            self._connection,
            select(doors)
            .where(
                doors.c.bot_id == self._scope.bot_id,
                doors.c.author_key == author_key,
                doors.c.used_at > since,
            )
            .order_by(doors.c.opened_at.desc(), doors.c.case_id.desc())
            .limit(1),
            doors,
            door_of,
        )

    async def cases_of(
        self, brand_id: BrandId, author_key: str, *, limit: int
    ) -> tuple[CaseId, ...]:
        """The cases of an author with this bot, the newest first."""
        found = await self._connection.scalars(
            select(comments.c.case_id)
            .where(
                comments.c.brand_id == brand_id,
                comments.c.author_key == author_key,
                comments.c.bot_id == self._scope.bot_id,
                comments.c.case_id.is_not(None),
            )
            .distinct()
            .order_by(comments.c.case_id.desc())
            .limit(limit)
        )
        return tuple(CaseId(one) for one in found if one is not None)


def door_of(row: RowMapping) -> Door:
    """The door that a row holds."""
    return Door(
        mark=row["mark"],
        owner=owner_of(row),
        case_id=CaseId(row["case_id"]),
        author_key=row["author_key"],
        opened_at=row["opened_at"],
        used_at=row["used_at"],
    )

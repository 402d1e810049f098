"""Mutes, bans and warnings in a table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import CaseId, CommunityId, SanctionId, UserId
from bot.domain.sanctions import Sanction, SanctionKind
from bot.storage.reading import readable, sole
from bot.storage.rows import case_id_of, owner_of, owner_row
from bot.storage.schema import sanctions


class SqlSanctions:
    """What authors were given, lifted and over ones too."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, sanction: Sanction) -> SanctionId:
        """Keep a new sanction (its `id` is given here)."""
        given = await self._connection.scalar(
            insert(sanctions).values(_row(sanction)).returning(sanctions.c.id)
        )
        assert given is not None
        return SanctionId(given)

    async def get(self, sanction_id: SanctionId) -> Sanction | None:
        """One sanction."""
        return await sole(
            self._connection,
            select(sanctions).where(sanctions.c.id == sanction_id),
            sanctions,
            sanction_of,
        )

    async def of_author(self, community_id: CommunityId, author_key: str) -> list[Sanction]:
        """An author's sanctions in a community, oldest first."""
        return await readable(
            self._connection,
            select(sanctions)
            .where(sanctions.c.community_id == community_id, sanctions.c.author_key == author_key)
            .order_by(sanctions.c.id),
            sanctions,
            sanction_of,
        )

    async def of_case(self, case_id: CaseId) -> list[Sanction]:
        """What was given over a case, oldest first."""
        return await readable(
            self._connection,
            select(sanctions).where(sanctions.c.case_id == case_id).order_by(sanctions.c.id),
            sanctions,
            sanction_of,
        )

    async def lift(self, sanction_id: SanctionId, *, at: datetime) -> bool:
        """Take a sanction back; False if it was lifted already."""
        changed = await self._connection.execute(
            update(sanctions)
            .where(sanctions.c.id == sanction_id, sanctions.c.lifted_at.is_(None))
            .values(lifted_at=at)
        )
        return bool(changed.rowcount)

    async def restore(self, sanction_id: SanctionId) -> None:
        """It could not be lifted: it holds as before."""
        await self._connection.execute(
            update(sanctions).where(sanctions.c.id == sanction_id).values(lifted_at=None)
        )


def _row(sanction: Sanction) -> dict[str, object]:
    return {
        **owner_row(sanction.owner),
        "community_id": sanction.community_id,
        "author_key": sanction.author_key,
        "author_name": sanction.author_name,
        "kind": sanction.kind.value,
        "at": sanction.at,
        "until": sanction.until,
        "by_id": sanction.by,
        "by_name": sanction.by_name,
        "case_id": sanction.case_id,
        "lifted_at": sanction.lifted_at,
    }


def sanction_of(row: RowMapping) -> Sanction:
    """The sanction that a row holds."""
    return Sanction(
        id=SanctionId(row["id"]),
        owner=owner_of(row),
        community_id=CommunityId(row["community_id"]),
        author_key=row["author_key"],
        author_name=row["author_name"],
        kind=SanctionKind(row["kind"]),
        at=row["at"],
        until=row["until"],
        by=UserId(row["by_id"]),
        by_name=row["by_name"],
        case_id=case_id_of(row),
        lifted_at=row["lifted_at"],
    )

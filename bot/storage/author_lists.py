"""Lists of authors in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import RowMapping, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.author_lists import AuthorList, Listed
from bot.domain.ids import BrandId, UserId
from bot.storage.known import Known
from bot.storage.reading import first, readable
from bot.storage.rows import owner_of, owner_row, upsert
from bot.storage.schema import author_lists


class SqlAuthorLists:
    """Who is on a list of a brand, and who was taken off one.

    It is asked for each comment, and most brands have no such list.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._known = Known()

    async def get(self, brand_id: BrandId, key: str) -> Listed | None:
        """The row of that key."""
        if not await self._known.answer(brand_id, lambda: self._has_any(brand_id)):
            return None
        return await first(
            self._connection,
            select(author_lists).where(
                author_lists.c.brand_id == brand_id, author_lists.c.key == key
            ),
            author_lists,
            listed_of,
        )

    async def _has_any(self, brand_id: BrandId) -> bool:
        some = select(author_lists.c.key).where(author_lists.c.brand_id == brand_id).limit(1)
        return await self._connection.scalar(some) is not None

    async def put(self, listed: Listed) -> None:
        """Put somebody on a list, or take them off, whatever was before."""
        self._known.forget()
        statement = upsert(self._connection, author_lists).values(_row(listed))
        changed = {
            name: getattr(statement.excluded, name)
            for name in ("list", "at", "by_id", "by_name", "same_as")
        }
        await self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[author_lists.c.brand_id, author_lists.c.key], set_=changed
            )
        )

    async def seed(self, several: Sequence[Listed]) -> None:
        """Take over what was never decided about."""
        if not several:
            return
        self._known.forget()
        statement = upsert(self._connection, author_lists).values([_row(one) for one in several])
        await self._connection.execute(
            statement.on_conflict_do_nothing(
                index_elements=[author_lists.c.brand_id, author_lists.c.key]
            )
        )

    async def bind(self, brand_id: BrandId, name_key: str, author_key: str) -> None:
        """Whoever was named by a user name has written: what was decided is about them now."""
        named = await self.get(brand_id, name_key)
        if named is None or named.same_as:
            return
        await self.seed([replace(named, key=author_key)])
        await self._connection.execute(
            update(author_lists)
            .where(author_lists.c.brand_id == brand_id, author_lists.c.key == name_key)
            .values(same_as=author_key)
        )

    async def everybody(self, brand_id: BrandId) -> list[Listed]:
        """All rows, who was taken off a list too, those put on one last first."""
        return await readable(
            self._connection,
            select(author_lists)
            .where(author_lists.c.brand_id == brand_id)
            .order_by(author_lists.c.at.desc(), author_lists.c.key),
            author_lists,
            listed_of,
        )


def _row(listed: Listed) -> dict[str, object]:
    return {
        **owner_row(listed.owner),
        "key": listed.key,
        "list": listed.on.value if listed.on is not None else "",
        "at": listed.at,
        "by_id": listed.by,
        "by_name": listed.by_name,
        "same_as": listed.same_as,
    }


def listed_of(row: RowMapping) -> Listed:
    """Who a row says is on which list."""
    return Listed(
        owner=owner_of(row),
        key=row["key"],
        on=AuthorList(row["list"]) if row["list"] else None,
        at=row["at"],
        by=None if row["by_id"] is None else UserId(row["by_id"]),
        by_name=row["by_name"],
        same_as=row["same_as"],
    )

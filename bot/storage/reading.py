"""Reading rows of which one may be damaged: it is passed over and told, the others are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import structlog
from sqlalchemy import RowMapping, Select, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")

log = structlog.get_logger(__name__)

_UNREADABLE = (ValueError, LookupError, TypeError)
"""What a damaged value raises, in a column's type or in what is made of it."""


async def readable(
    connection: AsyncConnection,
    statement: Select[*tuple[object, ...]],
    table: Table,
    read: Callable[[RowMapping], T],
) -> list[T]:
    """What can be read of the rows of `table` that are selected, in their order."""
    try:
        return [read(row) for row in (await connection.execute(statement)).mappings()]
    except _UNREADABLE:
        ids = statement.with_only_columns(table.c.id, maintain_column_froms=True)
        numbers = list(await connection.scalars(ids))
    found = []
    for number in numbers:
        alone = select(table).where(table.c.id == number)
        try:
            found += [read(row) for row in (await connection.execute(alone)).mappings()]
        except _UNREADABLE as error:
            failure = type(error).__name__
            log.error("store.row_unreadable", table=table.name, id=number, failure=failure)  # noqa: TRY400 - a message may quote the row
    return found

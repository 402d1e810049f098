"""Damaged rows that were come across, noted until somebody has mended them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from hashlib import sha256

from sqlalchemy import String, Table, and_, cast, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import BotId
from bot.domain.inspection import Damage
from bot.storage.directory import ALL_BOTS
from bot.storage.fields import Fields
from bot.storage.readers import damage_of
from bot.storage.reading import RawRow, raw_columns
from bot.storage.rows import Scope, upsert
from bot.storage.schema import facts, metadata

NOTED = "damaged-row:"
"""Prefix of the facts, one for each row; the rest of the key is a digest of which it is."""
_PORTION = 1000


class SqlDamage:
    """Facts about rows that cannot be read, of the bot whose they are, or of no bot."""

    def __init__(self, connection: AsyncConnection, scope: Scope) -> None:
        self._connection = connection
        self._scope = scope

    async def noted(self) -> list[Damage]:
        """The damaged rows of this bot, and those that are no single bot's."""
        return [damage for damage, _ in await self._noted()]

    async def untold(self) -> list[Damage]:
        """Those of them that the desk was not told of."""
        return [damage for damage, is_told in await self._noted() if not is_told]

    async def count(self, bot_id: BotId | None = None) -> int:
        """How many are noted: of a bot and of no bot, or of all."""
        is_noted = facts.c.key.startswith(NOTED, autoescape=True)
        if bot_id is not None:
            is_noted = and_(is_noted, facts.c.bot_id.in_([bot_id, ALL_BOTS]))
        return await self._connection.scalar(select(func.count()).where(is_noted)) or 0

    async def told(self, damages: Iterable[Damage]) -> None:
        """The desk was told of them."""
        for damage in damages:
            await _put(self._connection, damage, is_told=True)

    async def is_mended(self, damage: Damage) -> bool:
        """Whether the row can be read again, or is there no more."""
        table = metadata.tables[damage.table]
        return not [
            raw
            async for raw in _rows(self._connection, table, damage.row)
            if damage_of(raw) is not None
        ]

    async def forget(self, damage: Damage) -> None:
        """It was mended."""
        await self._connection.execute(
            delete(facts).where(
                facts.c.bot_id == (damage.bot_id or ALL_BOTS), facts.c.key == _key(damage)
            )
        )

    async def _noted(self) -> list[tuple[Damage, bool]]:
        found = await self._connection.execute(
            select(facts.c.bot_id, facts.c.value).where(
                facts.c.bot_id.in_([self._scope.bot_id, ALL_BOTS]),
                facts.c.key.startswith(NOTED, autoescape=True),
            )
        )
        noted = [_from_fact(bot_id, Fields(json.loads(value))) for bot_id, value in found]
        return sorted(noted, key=lambda one: (one[0].table, one[0].row))


async def note_damage(connection: AsyncConnection, damages: Iterable[Damage]) -> None:
    """Note rows that could not be read and are damaged, each once."""
    for damage in damages:
        async for raw in _rows(connection, metadata.tables[damage.table], damage.row):
            found = damage_of(raw)
            if found is not None:
                await _put(connection, found, is_told=None)


async def damaged_rows(connection: AsyncConnection) -> list[Damage]:
    """All rows of all tables that are damaged; every row is looked at."""
    found: list[Damage] = []
    for table in metadata.sorted_tables:
        async for raw in _rows(connection, table):
            damage = damage_of(raw)
            if damage is not None:
                found.append(damage)
    return found


async def _rows(
    connection: AsyncConnection, table: Table, row: str | None = None
) -> AsyncIterator[RawRow]:
    """The rows of a table, or the one that is called so."""
    dialect = connection.dialect
    statement = select(*raw_columns(table, dialect)).select_from(table)
    if row is not None:
        key = list(table.primary_key)
        parts = row.split("/", len(key) - 1)
        if len(parts) < len(key):
            return
        statement = statement.where(
            *(cast(column, String) == part for column, part in zip(key, parts, strict=True))
        )
    async with connection.stream(statement.execution_options(yield_per=_PORTION)) as found:
        async for one in found:
            yield RawRow(table, one, dialect)


async def _put(connection: AsyncConnection, damage: Damage, *, is_told: bool | None) -> None:
    """Keep a note; with None one that is there stays as it is."""
    value = {"table": damage.table, "row": damage.row, "column": damage.column}
    new = upsert(connection, facts).values(
        bot_id=damage.bot_id or ALL_BOTS,
        key=_key(damage),
        value=json.dumps(value | {"is_told": bool(is_told)}),
    )
    keys = [facts.c.bot_id, facts.c.key]
    if is_told is None:
        await connection.execute(new.on_conflict_do_nothing())
    else:
        await connection.execute(
            new.on_conflict_do_update(index_elements=keys, set_={"value": new.excluded.value})
        )


def _key(damage: Damage) -> str:
    return f"{NOTED}{damage.table}:{sha256(damage.row.encode()).hexdigest()[:32]}"


def _from_fact(bot_id: int, fields: Fields) -> tuple[Damage, bool]:
    damage = Damage(
        table=fields.text("table"),
        row=fields.text("row"),
        column=fields.text("column"),
        bot_id=bot_id or None,
    )
    return damage, fields.flag("is_told")

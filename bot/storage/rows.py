"""What the repositories share: whose a row is, and inserting where a row may be there already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Table, and_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import BotId, BrandId, CaseId, DeskId, Owner


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose chats, messages, buttons and small facts a unit of work sees: one bot's."""

    _bot_id: BotId | None = None

    @property
    def bot_or_none(self) -> BotId | None:
        """The bot; None if the store was opened for no bot in particular."""
        return self._bot_id

    @property
    def bot_id(self) -> BotId:
        """The bot; raise RuntimeError if the store was opened for no bot in particular."""
        if self._bot_id is None:
            raise RuntimeError("chats and messages belong to a bot: use the store's of_bot()")
        return self._bot_id


def owner_row(owner: Owner) -> dict[str, int]:
    """The three columns that say whose a row is."""
    return {"bot_id": owner.bot_id, "brand_id": owner.brand_id, "desk_id": owner.desk_id}


def owner_of(row: RowMapping) -> Owner:
    """Whose a row is."""
    return Owner(
        bot_id=BotId(row["bot_id"]),
        brand_id=BrandId(row["brand_id"]),
        desk_id=DeskId(row["desk_id"]),
    )


def between(
    column: ColumnElement[Any], since: datetime, until: datetime | None
) -> ColumnElement[bool]:
    """Whether a moment lies in a stretch of time; without `until` the stretch has no end."""
    return column >= since if until is None else and_(column >= since, column < until)


def case_id_of(row: RowMapping) -> CaseId | None:
    """The case that a row is about, if any."""
    return None if row["case_id"] is None else CaseId(row["case_id"])


def upsert(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT; both databases spell it alike, SQLAlchemy does not."""
    return upsert_of(connection.dialect.name, table)


def upsert_of(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """The same by the dialect's name, for a statement that is made once."""
    if dialect == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)

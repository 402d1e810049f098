"""Bringing a database's tables to this version, or down to an older one."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import StoreUnusable

if TYPE_CHECKING:
    from alembic.config import Config

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
    "0018",
    "0019",
    "0020",
    "0021",
    "0022",
    "0023",
)
"""All versions of the tables, oldest first; each is a module in `migrations/versions`."""

HEAD = REVISIONS[-1]

_VERSION_TABLE = "alembic_version"
_MIGRATIONS = Path(__file__).parent / "migrations"


async def version_of(engine: AsyncEngine) -> str | None:
    """The version of a database's tables, None if it is empty.

    Raise StoreUnusable if a newer program, or another one, made them.
    """
    async with engine.connect() as connection:
        version = await connection.run_sync(_read_version)
    if version is not None and version not in REVISIONS:
        raise StoreUnusable(
            f"the database is of a newer version ({version}; this program knows {HEAD}): install"
            f" the newer jawab, let it go down (`jawab db downgrade {HEAD}`) if you want to stay"
            " here, or put back a backup of before"
        )
    return version


async def migrate(engine: AsyncEngine) -> None:
    """Bring the tables to `HEAD` in one transaction."""
    async with engine.begin() as connection:
        await connection.run_sync(_go_up)


def go_down(connection: Connection, revision: str) -> None:
    """Take the tables down to an older version, in the transaction of the connection."""
    command, config = _alembic(connection)
    command.downgrade(config, revision)


def _go_up(connection: Connection) -> None:
    command, config = _alembic(connection)
    command.upgrade(config, HEAD)


def _read_version(connection: Connection) -> str | None:
    tables = inspect(connection).get_table_names()
    if _VERSION_TABLE in tables:
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if version is None else str(version)
    if tables:
        raise StoreUnusable(
            "the database belongs to another program (it has other tables): check database.url"
        )
    return None


def _alembic(connection: Connection) -> tuple[ModuleType, Config]:
    # half of a start's time if it were imported when there is nothing to migrate
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return command, config

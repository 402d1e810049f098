"""Databases of every version: going up and down, and what their tables and rows are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

from bot.storage import upgrade as upgrading
from tests.any_rows import fill

_OF_ALEMBIC = "alembic_version"
_SHAPE_ON_POSTGRES = (
    "SELECT table_name, row_number() OVER (PARTITION BY table_name ORDER BY ordinal_position),"
    " column_name, data_type, character_maximum_length,"
    " is_nullable, column_default FROM information_schema.columns"
    " WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
)

Rows = dict[str, list[dict[str, object]]]


def go_up(connection: sa.Connection, version: str) -> None:
    _go(connection, lambda revision, _: _scripts()._upgrade_revs(version, revision))


def go_down(connection: sa.Connection, version: str) -> None:
    _go(connection, lambda revision, _: _scripts()._downgrade_revs(version, revision))


def made_as(version: str, path: Path) -> None:
    """An empty database as that version made it."""
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        go_up(connection, version)
    engine.dispose()


def fill_all(connection: sa.Connection, number: int) -> None:
    """A row of that number in each table that there is."""
    fill(connection, _reflected(connection), number)


def shape_of(connection: sa.Connection) -> dict[str, object]:
    """Columns in their order with types and defaults, keys, constraints, indexes as written."""
    if connection.dialect.name == "postgresql":
        catalogues = [connection.exec_driver_sql(query).all() for query in _SHAPE_ON_POSTGRES]
        found = [tuple(row) for rows in catalogues for row in rows]
        names = {str(row[0]) for row in found} - {_OF_ALEMBIC}
        return {name: sorted(map(str, (r for r in found if r[0] == name))) for name in names}
    return {name: _shape_on_sqlite(connection, name) for name in _names(connection)}


def rows_in(connection: sa.Connection) -> Rows:
    """Every row of every table."""
    return {
        name: [
            dict(row) for row in connection.execute(sa.text(f"SELECT * FROM {name}")).mappings()
        ]
        for name in _names(connection)
    }


def is_kept(before: Rows, after: Rows, *, table: str) -> bool:
    """Whether a table has the same rows as before, as far as both have its columns."""
    if not before[table] or not after[table]:
        return len(before[table]) == len(after[table])
    shared = before[table][0].keys() & after[table][0].keys()
    return _counted(before[table], shared) == _counted(after[table], shared)


def _counted(rows: list[dict[str, object]], names: set[str]) -> Mapping[str, int]:
    return Counter(str(sorted((name, row[name]) for name in names)) for row in rows)


def _names(connection: sa.Connection) -> list[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if connection.dialect.name == "sqlite"
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    return [name for (name,) in connection.exec_driver_sql(query) if name != _OF_ALEMBIC]


def _shape_on_sqlite(connection: sa.Connection, table: str) -> list[list[object]]:
    queries = {
        f"PRAGMA table_xinfo({table})": slice(0, None),
        f"PRAGMA foreign_key_list({table})": slice(2, None),  # without their numbers
        f"SELECT name, sql FROM sqlite_master WHERE tbl_name = '{table}' AND sql IS NOT NULL"
        " AND type <> 'table'": slice(0, None),
        f"SELECT l.name, l.[unique], l.partial, i.seqno, i.name, i.[desc] FROM"
        f" pragma_index_list('{table}') l, pragma_index_xinfo(l.name) i": slice(0, None),
    }
    found: list[list[object]] = [
        sorted(str(tuple(row)[part]) for row in connection.exec_driver_sql(query))
        for query, part in queries.items()
    ]
    made_by = connection.exec_driver_sql(
        f"SELECT sql FROM sqlite_master WHERE name = '{table}'"
    ).scalar_one()
    # how constraints are named stands in the text alone
    return [*found, sorted(re.findall(r'CONSTRAINT "?(\w+)"? (\w+)', made_by))]


def _reflected(connection: sa.Connection) -> sa.MetaData:
    tables = sa.MetaData()
    tables.reflect(connection, only=lambda name, _: name != _OF_ALEMBIC)
    return tables


def _go(connection: sa.Connection, steps: Callable[..., object]) -> None:
    """What Alembic's commands do, without reading all migrations anew each time."""
    scripts = _scripts()
    config = Config()
    config.attributes["connection"] = connection
    with EnvironmentContext(config, scripts, fn=steps):
        scripts.run_env()


@cache
def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(upgrading.__file__).parent / "migrations"))
    return ScriptDirectory.from_config(config)

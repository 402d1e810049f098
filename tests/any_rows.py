"""A row for every table, whatever its columns are: for what has to carry all of them along."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

MOMENT = datetime(2026, 11, 1, 12, 0, 30, 250_000, tzinfo=UTC)
WORDS = "чай ☕ चाय"


def fill(connection: sa.Connection, metadata: sa.MetaData, number: int = 1) -> int:
    """Put a row of this number into each table that has columns; return how many."""
    for table in metadata.sorted_tables:
        row = {
            column.name: _value(column, number)
            for column in table.columns
            if not column.nullable or column.foreign_keys
        }
        connection.execute(sa.insert(table), [row])
    return len(metadata.sorted_tables)


def _value(column: sa.Column[object], number: int) -> object:
    match column.type:
        case sa.types.TypeDecorator(impl=sa.DateTime()):
            return MOMENT
        case sa.DateTime(timezone=True):
            return MOMENT
        case sa.DateTime():
            return MOMENT.replace(tzinfo=None)
        case sa.JSON():
            return []
        case sa.LargeBinary():
            return b"\x00\xff\x80"
        case sa.Boolean():
            return True
        case sa.Float():
            return 0.1
        case sa.Integer():
            return number
        case sa.String(length=length) if length is not None:
            return f"{number}"[:length]
        case _:
            return f"{WORDS} {number}"

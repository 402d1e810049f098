"""What the ways down have in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import op


def drop_columns(table: str, *names: str) -> None:
    """Take columns out of a table in place.

    SQLite can do so too as long as no index holds them: nothing is made anew, so that the rest of
    the table stays as it is. It refuses where a trigger or view of the host's names one of them.
    """
    for name in names:
        op.drop_column(table, name)


def drop_words(
    *, verbs: tuple[str, ...] = (), kinds: tuple[str, ...] = (), roles: tuple[str, ...] = ()
) -> None:
    """Drop rows that an older program cannot read.

    These are buttons with `verbs`, messages of `kinds` in the outbox, and desk messages in
    `roles`, also those that were to be drawn.
    """
    actions = sa.table("actions", sa.column("body", sa.JSON()))
    op.execute(sa.delete(actions).where(_word(actions.c.body, "verb").in_(verbs)))
    outbox = sa.table("outbox", sa.column("kind", sa.Text()), sa.column("payload", sa.JSON()))
    op.execute(
        sa.delete(outbox).where(
            sa.or_(outbox.c.kind.in_(kinds), _word(outbox.c.payload, "role").in_(roles))
        )
    )
    messages = sa.table("desk_messages", sa.column("role", sa.Text()))
    op.execute(sa.delete(messages).where(messages.c.role.in_(roles)))


def _word(column: sa.ColumnClause[Any], key: str) -> sa.ColumnElement[str | None]:
    """What stands under a key; none in a damaged row, at which SQLite would stop."""
    found: sa.ColumnElement[str | None] = column[key].as_string()
    if op.get_bind().dialect.name != "sqlite":
        return found
    return sa.case((sa.func.json_valid(column) == 1, found))


@contextmanager
def made_anew(table: str) -> Iterator[None]:
    """Keep what hangs on a table of SQLite while the block puts another one in its place.

    Alembic copies columns, constraints and plain indexes; here triggers are put back too, and
    indexes as they were written, with conditions and directions.
    """
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        yield
        return
    hanging = connection.execute(
        sa.text(
            "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = :table"
            " AND type IN ('index', 'trigger') AND sql IS NOT NULL"
        ),
        {"table": table},
    ).all()
    # a view or trigger elsewhere may name the table, which is gone for a moment
    connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA legacy_alter_table = OFF")
    quoted = connection.dialect.identifier_preparer.quote_identifier
    for kind, name, statement in hanging:
        connection.exec_driver_sql(f"DROP {kind} IF EXISTS {quoted(name)}")
        connection.exec_driver_sql(statement)

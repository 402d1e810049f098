"""Several bots in one database: facts, moves of groups, messages and buttons belong to a bot."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import made_anew

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_Column: TypeAlias = sa.Column[Any]
_SmallTable: TypeAlias = tuple[str, _Column, _Column]
_ALL_BOTS = 0
"""Stands in place of a bot with facts that are no single bot's."""

_OWNER = ("bot_id", "brand_id", "desk_id")


def upgrade() -> None:
    """Go to this version."""
    owner = _first_owner()
    bot_id = None if owner is None else owner["bot_id"]
    for name, key, value in _small_tables():
        _belong(bot_id, name, key, value)
    if owner is not None:
        _share_facts(owner["desk_id"])
    for name in ("desk_messages", "actions"):
        _own(name, owner)
    with made_anew("desk_messages"), op.batch_alter_table("desk_messages") as table:
        table.drop_constraint("uq_desk_messages_chat_id_message_id", type_="unique")
        table.create_unique_constraint(
            "uq_desk_messages_bot_id_chat_id_message_id", ["bot_id", "chat_id", "message_id"]
        )


def downgrade() -> None:
    """Lose facts and moved chats of all bots but the first desk's; its messages win over theirs.

    Private chats of several bots may have a message of the same number, which an older program
    takes for the same one.
    """
    owner = _first_owner()
    facts, moves = _small_tables()
    if owner is None:
        _belong_to_nobody(*facts, [])
        _belong_to_nobody(*moves, [])
    else:
        _belong_to_nobody(*facts, _facts_of(owner["bot_id"], owner["desk_id"]))
        _belong_to_nobody(*moves, _rows_of(owner["bot_id"], *moves))
    _drop_repeated_messages(None if owner is None else owner["bot_id"])
    with made_anew("desk_messages"), op.batch_alter_table("desk_messages") as table:
        table.drop_constraint("uq_desk_messages_bot_id_chat_id_message_id", type_="unique")
        table.create_unique_constraint(
            "uq_desk_messages_chat_id_message_id", ["chat_id", "message_id"]
        )
        table.alter_column("bot_id", existing_type=sa.BigInteger(), nullable=True)
    with made_anew("actions"), op.batch_alter_table("actions") as table:
        table.alter_column("bot_id", existing_type=sa.BigInteger(), nullable=True)


def _first_owner() -> sa.RowMapping | None:
    """The only bot there was before this version, with its brand and desk."""
    return (
        op.get_bind()
        .execute(sa.text("SELECT bot_id, brand_id, id AS desk_id FROM desks ORDER BY id LIMIT 1"))
        .mappings()
        .first()
    )


def _small_tables() -> tuple[_SmallTable, _SmallTable]:
    """Facts and moved chats, by name, key and value."""
    return (
        (
            "facts",
            sa.Column("key", sa.String(128), nullable=False),
            sa.Column("value", sa.Text(), nullable=False),
        ),
        (
            "chat_moves",
            sa.Column("old_chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
            sa.Column("new_chat_id", sa.BigInteger(), nullable=False),
        ),
    )


def _belong(bot_id: int | None, name: str, key: _Column, value: _Column) -> None:
    """Make a small table anew in which what is there belongs to the only bot there was.

    Both databases keep the name of a primary key, so the old table has to go first.
    """
    there = sa.table(name, sa.column(key.name), sa.column(value.name))
    rows = [tuple(row) for row in op.get_bind().execute(sa.select(there))]
    with made_anew(name):
        op.drop_table(name)
        table = op.create_table(
            name,
            sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
            key,
            value,
            sa.PrimaryKeyConstraint("bot_id", key.name, name=op.f(f"pk_{name}")),
        )
    if rows and bot_id is not None:
        op.bulk_insert(
            table, [{"bot_id": bot_id, key.name: one, value.name: other} for one, other in rows]
        )


def _belong_to_nobody(
    name: str, key: _Column, value: _Column, rows: Iterable[tuple[object, object]]
) -> None:
    """The way back of `_belong`, with these rows of the only bot that remains."""
    with made_anew(name):
        op.drop_table(name)
        table = op.create_table(
            name, key, value, sa.PrimaryKeyConstraint(key.name, name=op.f(f"pk_{name}"))
        )
    values = [{key.name: one, value.name: other} for one, other in rows]
    if values:
        op.bulk_insert(table, values)


def _rows_of(bot_id: int, name: str, key: _Column, value: _Column) -> list[tuple[object, object]]:
    there = sa.table(name, sa.column("bot_id"), sa.column(key.name), sa.column(value.name))
    found = sa.select(there.c[key.name], there.c[value.name]).where(there.c.bot_id == bot_id)
    return [(one, other) for one, other in op.get_bind().execute(found)]


def _facts_of(bot_id: int, desk_id: int) -> Iterable[tuple[object, object]]:
    """What a bot knows, and what is shared and of its desk, under the names it had."""
    facts, _ = _small_tables()
    known: dict[object, object] = {}
    of_desk = f"removed-manager:{desk_id}:"
    for name, value in _rows_of(_ALL_BOTS, *facts):
        key = str(name)
        if key.startswith(of_desk):
            known["removed-manager:" + key.removeprefix(of_desk)] = value
        elif key == f"lead-code-used:{desk_id}":
            known["lead-code-used"] = value
        elif key.startswith("gap-put-aside:"):
            known[key] = value
    return (known | dict(_rows_of(bot_id, *facts))).items()


def _drop_repeated_messages(bot_id: int | None) -> None:
    op.execute(
        sa.text(
            "DELETE FROM desk_messages WHERE id NOT IN (SELECT id FROM (SELECT id, row_number()"
            " OVER (PARTITION BY chat_id, message_id"
            " ORDER BY CASE WHEN bot_id = :bot_id THEN 0 ELSE 1 END, id) AS place"
            " FROM desk_messages) AS placed WHERE place = 1)"
        ).bindparams(sa.bindparam("bot_id", bot_id, sa.BigInteger()))
    )


def _share_facts(desk_id: int) -> None:
    """What a desk or a brand has decided outlives its bot; the keys say whose it is."""
    for pattern, before, after in (
        ("removed-manager:%", "removed-manager:", f"removed-manager:{desk_id}:"),
        ("lead-code-used", "lead-code-used", f"lead-code-used:{desk_id}"),
        ("gap-put-aside:%", "", ""),
    ):
        op.execute(
            sa.text(
                "UPDATE facts SET bot_id = :all, key = :after || substr(key, :start)"
                " WHERE key LIKE :pattern"
            ).bindparams(
                sa.bindparam("after", after, sa.Text()),
                all=_ALL_BOTS,
                start=len(before) + 1,
                pattern=pattern,
            )
        )


def _own(name: str, owner: sa.RowMapping | None) -> None:
    """Rows that named no owner get the only one there was; none is left without a bot."""
    rows = sa.table(name, *(sa.column(one, sa.BigInteger()) for one in _OWNER))
    if owner is None:
        op.execute(sa.delete(rows))
    else:
        op.execute(sa.update(rows).where(rows.c.bot_id.is_(None)).values(dict(owner)))
    with made_anew(name), op.batch_alter_table(name) as table:
        table.alter_column("bot_id", existing_type=sa.BigInteger(), nullable=False)

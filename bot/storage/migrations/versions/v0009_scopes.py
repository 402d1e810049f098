"""Several bots in one database: facts, moves of groups, messages and buttons belong to a bot."""

from __future__ import annotations

from typing import TypeVar

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_Value = TypeVar("_Value", int, str)
_ALL_BOTS = 0
"""Stands in place of a bot with facts that are no single bot's."""

_OWNER = ("bot_id", "brand_id", "desk_id")


def upgrade() -> None:
    """Go to this version; there is no way down, a backup is made before."""
    owner = (
        op.get_bind()
        .execute(sa.text("SELECT bot_id, brand_id, id AS desk_id FROM desks ORDER BY id LIMIT 1"))
        .mappings()
        .first()
    )
    bot_id = None if owner is None else owner["bot_id"]
    _belong(
        bot_id,
        "facts",
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
    )
    _belong(
        bot_id,
        "chat_moves",
        sa.Column("old_chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("new_chat_id", sa.BigInteger(), nullable=False),
    )
    if owner is not None:
        _share_facts(owner["desk_id"])
    for name in ("desk_messages", "actions"):
        _own(name, owner)
    with op.batch_alter_table("desk_messages") as table:
        table.drop_constraint("uq_desk_messages_chat_id_message_id", type_="unique")
        table.create_unique_constraint(
            "uq_desk_messages_bot_id_chat_id_message_id", ["bot_id", "chat_id", "message_id"]
        )


def _belong(
    bot_id: int | None, name: str, key: sa.Column[_Value], value: sa.Column[_Value]
) -> None:
    """Make a small table anew in which what is there belongs to the only bot there was.

    Both databases keep the name of a primary key, so the old table has to go first.
    """
    there = sa.table(name, sa.column(key.name), sa.column(value.name))
    rows = [tuple(row) for row in op.get_bind().execute(sa.select(there))]
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
    with op.batch_alter_table(name) as table:
        table.alter_column("bot_id", existing_type=sa.BigInteger(), nullable=False)

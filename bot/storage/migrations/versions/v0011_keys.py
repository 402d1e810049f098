"""Brands and desks have keys, by which a configuration finds their numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_columns, drop_words

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    for table in ("brands", "desks"):
        op.add_column(table, sa.Column("key", sa.String(64), nullable=False, server_default=""))
        # what was there is what the configuration for one bot describes
        op.execute(
            f"UPDATE {table} SET key = CASE WHEN id = (SELECT min(id) FROM {table})"  # noqa: S608
            " THEN 'main' ELSE 'main-' || id END"
        )
        op.create_index(f"ix_{table}_key", table, ["key"], unique=True)


def downgrade() -> None:
    """Lose the keys of brands and desks: coming up again, only the first are `main`."""
    drop_words(verbs=("automatic_ask", "set_automatic"))
    for table in ("brands", "desks"):
        op.drop_index(f"ix_{table}_key", table)
        drop_columns(table, "key")

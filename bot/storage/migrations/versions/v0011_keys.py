"""Brands and desks have keys, by which a configuration finds their numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version; there is no way down, a backup is made before."""
    for table in ("brands", "desks"):
        op.add_column(table, sa.Column("key", sa.String(64), nullable=False, server_default=""))
        # what was there is what the configuration for one bot describes
        op.execute(
            f"UPDATE {table} SET key = CASE WHEN id = (SELECT min(id) FROM {table})"  # noqa: S608
            " THEN 'main' ELSE 'main-' || id END"
        )
        op.create_index(f"ix_{table}_key", table, ["key"], unique=True)

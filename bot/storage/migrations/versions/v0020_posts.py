"""Addresses of posts in their channel."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_columns

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.add_column("threads", sa.Column("addresses", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """Lose the addresses of posts."""
    drop_columns("threads", "addresses")

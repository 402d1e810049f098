"""Addresses of posts in their channel."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version; there is no way down, a backup is made before."""
    op.add_column("threads", sa.Column("addresses", sa.Text(), server_default="", nullable=False))

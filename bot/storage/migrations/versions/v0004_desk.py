"""How each community is answered; claims that run out, cases that are put off, tags."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version; there is no way down, a backup is made before."""
    lists = (("communities", "answer_in"), ("communities", "topics"), ("cases", "tags"))
    for table, name in lists:
        column = sa.Column(name, sa.JSON(), nullable=False, server_default="[]")
        op.add_column(table, column)
    op.add_column("communities", sa.Column("tone", sa.Text(), nullable=False, server_default=""))
    for name in ("lease_until", "snoozed_until"):
        op.add_column("cases", sa.Column(name, sa.DateTime(timezone=True), nullable=True))

"""The topic of the desk that a rule chose for a case's cards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_columns
from bot.storage.types import FreeText

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.add_column("cases", sa.Column("desk_topic", FreeText(), server_default="", nullable=False))


def downgrade() -> None:
    """Lose which topics rules have chosen; cards that stand there stay."""
    drop_columns("cases", "desk_topic")

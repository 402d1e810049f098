"""What waiting alone has added to a case's priority."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.going_down import drop_columns, drop_words

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    for name in ("risen_waiting", "risen_deadline"):
        op.add_column("cases", sa.Column(name, sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    """Lose what waiting has added to priorities; the priorities stay as they are."""
    drop_words(verbs=("budget_ask", "set_budget", "budget_write"))
    drop_columns("cases", "risen_deadline", "risen_waiting")
